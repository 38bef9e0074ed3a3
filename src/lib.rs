//! A linter for ingredient lists.

pub mod engine;
pub mod finding;
pub mod label;
pub mod rule;
pub mod text;

#[cfg(feature = "cli")]
pub mod catalogue;
#[cfg(feature = "cli")]
pub mod report;

pub use engine::Engine;
pub use label::Label;
pub use text::fold;
