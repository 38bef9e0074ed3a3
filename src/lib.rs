//! A linter for ingredient lists.
//!
//! It says whether a label lists what a document on microneedling warns against putting on freshly needled skin: SD
//! alcohol above all, and alcohol generally. It judges what a label lists, and nothing else.
//!
//! ```
//! use needlint::{Engine, Label, RulePack};
//!
//! let engine = Engine::new(vec![RulePack::builtin()]);
//! let label = Label::parse("Water, SD Alcohol 40-B, Glycerin, Cetearyl Alcohol");
//! let report = engine.check(&label);
//!
//! assert_eq!(report.verdict.to_string(), "avoid");
//! assert_eq!(report.findings[0].span.of(label.text()), "SD Alcohol 40-B");
//! assert_eq!(report.look_alikes[0].title, "a fatty alcohol");
//! ```
//!
//! Without the feature `cli`, this is the judging core alone: no file, clock, thread or terminal is used.

pub mod engine;
pub mod finding;
pub mod label;
pub mod rule;
pub mod text;

mod builtin;

#[cfg(feature = "cli")]
pub mod catalogue;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod scan;
#[cfg(feature = "cli")]
pub mod triage;

pub use engine::{Engine, Glance};
pub use finding::{Finding, Report, Verdict};
pub use label::Label;
pub use rule::{PackError, RulePack};
pub use text::{Key, Span, fold};
