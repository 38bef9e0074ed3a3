//! Why a text holds no list that could be read.

use std::fmt;

use serde::Serialize;

use super::{Ingredient, Label, RemarkKind, words};
use crate::text::Span;

/// Why a text holds no list that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// Nothing but white space and punctuation.
    Empty,
    /// Sentences about the product.
    Prose,
    /// It sends the reader to the package or a page.
    Elsewhere,
    /// A web address and nothing else.
    Address,
    /// It breaks off, and what there is shows nothing that is warned against.
    Truncated,
    /// A word or two that are not known as an ingredient.
    TooShort,
    /// Nothing was found, but its row in the catalogue is broken or not UTF-8, so part of it may be missing.
    BrokenRow,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Unreadable::Empty => "it is empty",
            Unreadable::Prose => "it is a text about the product, not a list",
            Unreadable::Elsewhere => "it sends the reader elsewhere",
            Unreadable::Address => "it is a web address",
            Unreadable::Truncated => "it breaks off before its end",
            Unreadable::BrokenRow => "its row is broken or not UTF-8, so part of it may be missing",
            Unreadable::TooShort => "it is too short to be a list, and not the name of an ingredient that is known",
        })
    }
}

/// Lengths at which common fields and spreadsheet cells cut their text, in characters.
const CUT_AT: [usize; 3] = [255, 1_000, 32_767];

/// How many names make a list of themselves; fewer must have one among them that is made like an ingredient's.
const LONG_LIST: usize = 7;

impl Label {
    /// Where the text breaks off: at an ellipsis, or where fields are cut that hold no more characters.
    pub(super) fn break_off(&self) -> Option<Span> {
        let text = self.plain.text.trim_end();
        let is_cut = CUT_AT.contains(&self.text.chars().count()) && text.ends_with(char::is_alphanumeric);
        let is_broken = text.ends_with("...") && !self.ingredients.is_empty();
        let start = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
        (is_cut || is_broken).then(|| Span::new(start, text.len()))
    }

    pub(super) fn why_unreadable(&self, has_prose: bool) -> Option<Unreadable> {
        let text = self.plain.text.trim_matches(|c: char| !c.is_alphanumeric());
        if text.is_empty() {
            return Some(Unreadable::Empty);
        }
        if words::NOTHING.contains(&text) {
            return Some(Unreadable::TooShort);
        }
        if !text.contains(char::is_whitespace) && ["http:", "https:", "www."].iter().any(|s| text.starts_with(s)) {
            return Some(Unreadable::Address);
        }
        if self.remarks.iter().any(|remark| remark.kind == RemarkKind::Truncated) {
            return Some(Unreadable::Truncated);
        }
        let few = self.ingredients.len() < 3;
        if few && words::ELSEWHERE.iter().any(|words| text.contains(words)) {
            return Some(Unreadable::Elsewhere);
        }
        let is_nothing = |i: &Ingredient| words::NOTHING.contains(&self.plain(i));
        let is_long = self.ingredients.len() >= LONG_LIST && !self.ingredients.iter().any(is_nothing);
        if !is_long && !self.ingredients.iter().any(|i| is_ingredient_like(self.plain(i))) {
            return Some(if has_prose { Unreadable::Prose } else { Unreadable::TooShort });
        }
        None
    }
}

/// Whether a word is of a script whose ingredient words are on no list here.
fn has_no_words(word: &str) -> bool {
    word.chars().all(|c| {
        c.is_alphabetic() && !matches!(c, '\0'..='\u{52f}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
    })
}

/// Whether a name has a word or an ending that ingredient names are made of.
fn is_ingredient_like(plain: &str) -> bool {
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).any(|word| {
        has_no_words(word)
            || words::INGREDIENT_WORDS.contains(&word)
            || word.chars().count() > 3 && words::INGREDIENT_ENDINGS.iter().any(|ending| word.ends_with(ending))
            || !word.is_ascii()
                && words::INGREDIENT_ENDINGS.iter().any(|ending| !ending.is_ascii() && word.ends_with(ending))
            || !word.is_ascii() && words::INGREDIENT_WORDS.iter().any(|part| !part.is_ascii() && word.contains(part))
    })
}
