//! A linter for ingredient lists.
//!
//! It says whether a label lists what a document on microneedling warns against putting on freshly needled skin: SD
//! alcohol above all, and alcohol generally. It judges what a label lists, and nothing else.
//!
//! ```
//! use needlint::{Engine, RulePack};
//!
//! let engine = Engine::new(vec![RulePack::builtin()]);
//! let text = "Water, SD Alcohol 40-B, Glycerin, Cetearyl Alcohol";
//! let report = engine.check(text);
//!
//! assert_eq!(report.verdict.to_string(), "avoid");
//! assert_eq!(report.findings[0].span.of(text), "SD Alcohol 40-B");
//! assert_eq!(&*report.look_alikes[0].title, "a fatty alcohol");
//! ```
//!
//! Without the feature `cli`, this is the judging core alone: no file, clock, thread or terminal is used.

#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "some of the core serves the command line")
)]
// what is `pub` in the core is so for all of it: what the world has of that is listed below
mod builtin;
#[allow(unreachable_pub)]
mod engine;
#[allow(unreachable_pub)]
mod finding;
mod fingerprint;
#[allow(unreachable_pub)]
mod label;
mod language;
mod lexicon;
mod limits;
#[allow(unreachable_pub)]
mod listed;
#[allow(unreachable_pub)]
mod names;
#[allow(unreachable_pub)]
mod ppm;
#[allow(unreachable_pub)]
mod rule;
mod shape;
#[allow(unreachable_pub)]
mod text;
#[allow(unreachable_pub)]
mod vocabulary;
#[allow(unreachable_pub)]
mod volumes;
#[allow(unreachable_pub)]
mod wording;

#[cfg(feature = "cli")]
mod catalogue;
#[cfg(feature = "cli")]
mod report;
#[cfg(feature = "cli")]
mod scan;
#[cfg(feature = "cli")]
mod triage;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
#[doc(hidden)]
#[path = "../tests/support/trial.rs"]
pub mod trial;

/// The longest text that a label is judged by, in bytes. What stands behind it is not looked at.
pub const LONGEST_LABEL: usize = limits::LIST.0;

pub use engine::{Choice, ChoiceError, Engine, ExampleResult, List, Mark, Marked, Scratch};
pub use finding::{Around, Certainty, Finding, LookAlike, More, Recognised, Report, Verdict};
pub use label::{
    Amount, Basis, Bound, Concentration, Ingredient, Label, Measure, Order, Ppm, Remark, RemarkKind, Section,
    SectionKind, Unreadable,
};
pub use listed::usual::UsualColumns;
pub use listed::{ListedText, MissingColumn, RowColumns};
pub use names::NameCount;
pub use rule::{Grammar, PackError, Rule, RulePack, Severity};
pub use text::{Key, Span, fold};
pub use volumes::Volumes;
pub use wording::Annotation;
