//! A linter for ingredient lists.

pub mod engine;
pub mod finding;
pub mod label;
pub mod rule;
pub mod text;

pub use engine::Engine;
pub use label::Label;
pub use text::fold;
