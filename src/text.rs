//! Text in the forms that the rest works on: [`Span`], `Folded` text and the [`Key`] of a name.
//!
//! Labels come with HTML in them, full-width letters, soft hyphens and five kinds of space. `Folded` is the same
//! text in lower case without any of that, and knows for each of its bytes where it came from. A [`Key`] goes one step
//! further and keeps only letters and digits, so that "Alcohol Denat.", "ALCOHOLDENAT" and "Alco-hol, denat" are one.

mod camel;
mod edits;
mod folded;
mod glyphs;
mod html;
mod key;
mod mojibake;
mod numerals;
mod own;
mod span;
mod typography;

pub use key::{Key, fold};
pub use span::Span;

pub(crate) use folded::Folded;
pub(crate) use key::{is_key, is_letter, is_word, key_chars};
pub(crate) use typography::LOST;
