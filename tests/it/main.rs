//! All tests from outside, in one program: each file is a subject.

#![allow(clippy::unwrap_used)]

mod address;
mod amounts;
mod annotate;
mod bounds;
mod catalogues;
mod cli;
mod comments;
mod config;
mod docs;
mod encodings;
mod engine;
mod exports;
mod feeds;
mod heard;
mod hostile;
mod html;
mod inputs;
mod jobs;
mod key;
mod label;
mod languages;
mod laws;
mod layers;
mod manual;
mod options;
mod packs;
#[path = "../support/properties.rs"]
mod properties;
mod reports;
mod run;
mod sarif;
mod scan;
mod schemas;
mod screens;
mod seeds;
mod tables;
mod triage;

#[cfg(unix)]
mod action;
#[cfg(unix)]
mod ci;
mod ci_page;
#[cfg(unix)]
mod interrupt;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(unix)]
mod outputs;
#[cfg(unix)]
mod paths;
#[cfg(unix)]
mod progress;
