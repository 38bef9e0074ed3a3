//! Text in the forms that the rest works on: [`Span`], `Plain` text and the [`Key`] of a name.
//!
//! Labels come with HTML in them, full-width letters, soft hyphens and five kinds of space. `Plain` is the same
//! text in lower case without any of that, and knows for each of its bytes where it came from. A [`Key`] goes one step
//! further and keeps only letters and digits, so that "Alcohol Denat.", "ALCOHOLDENAT" and "Alco-hol, denat" are one.

mod endings;
mod glyphs;
mod html;
mod key;
mod plain;
mod span;
mod starts;
mod words;

pub use key::{Key, fold};
pub use span::Span;

pub(crate) use endings::Endings;
pub(crate) use key::{is_key, is_letter, is_word, key_chars, push_key};
pub(crate) use plain::Plain;
pub(crate) use starts::Starts;
pub(crate) use words::{LATIN, SPOKEN, WORD};
