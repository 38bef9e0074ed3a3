//! The words by which a label's parts are told apart, in the form that plain text has: lower case, no accents.
//!
//! Tables only. A new language is a few lines in each.

mod claims;
mod fields;
mod headings;
mod prose;
mod table;

pub(super) use claims::{ABSENTEES, ALCOHOL, CLAIMS, CONJUNCTIONS, FREE_OF, IS_FREE, WEAK_FREE_OF};
pub(super) use fields::{ELSEWHERE, INGREDIENT_ENDINGS, INGREDIENT_WORDS, OPAQUE, is_ingredient_word, is_nothing};
pub(super) use headings::{ANYWHERE, HEADINGS, Heading, NO_HEADINGS, PANEL, VERBS};

pub(super) use prose::{ABBREVIATIONS, LIST_ENDINGS, PROSE_ENDINGS, is_prose};
