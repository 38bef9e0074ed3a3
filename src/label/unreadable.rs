//! Why a text holds no list that could be read.

use std::fmt;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Serialize;

use super::{Label, RemarkKind, words};
use crate::text::{Endings, Span, WORD, is_letter, is_word};

/// Why a text holds no list that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(with_schemas, derive(schemars::JsonSchema))]
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
    /// It names some of the ingredients and says so: "Key ingredients".
    Partial,
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
            Unreadable::Partial => "it names only some of the ingredients",
            Unreadable::BrokenRow => "its row is broken or not UTF-8, so part of it may be missing",
            Unreadable::TooShort => "it is too short to be a list, and not the name of an ingredient that is known",
        })
    }
}

/// Lengths at which common fields and spreadsheet cells cut their text, in characters.
const CUT_AT: [usize; 3] = [255, 1_000, 32_767];

/// The words that send a reader elsewhere.
static ELSEWHERE: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(words::ELSEWHERE).expect("a few dozen short phrases make an automaton"));

/// How many names make a list of themselves; fewer must have one among them that is made like an ingredient's.
pub(super) const LONG_LIST: usize = 7;

/// Words at the end of a list that goes on elsewhere.
const GOES_ON: &[&str] = &[
    "...",
    "etc",
    "etc.",
    "and more",
    "& more",
    "see more",
    "show more",
    "read more",
    "view more",
    "и т.д.",
    "и др.",
    "usw.",
    "u.v.m.",
];

impl Label {
    /// Where the text breaks off: at an ellipsis or the like, or where fields are cut that hold no more characters.
    pub(super) fn break_off(&self) -> Option<Span> {
        let text = self.plain.text.trim_end();
        let start = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
        let is_broken = is_cut(&self.text) && text.ends_with(is_word) || goes_on(text) && !self.ingredients.is_empty();
        is_broken.then(|| Span::new(start, text.len()))
    }

    pub(super) fn why_unreadable(&self) -> Option<Unreadable> {
        let text = self.plain.text.trim_matches(|c: char| !is_word(c));
        if text.is_empty() {
            return Some(Unreadable::Empty);
        }
        if words::is_nothing(text) {
            return Some(Unreadable::TooShort);
        }
        if !text.contains(char::is_whitespace) && ["http:", "https:", "www."].iter().any(|s| text.starts_with(s)) {
            return Some(Unreadable::Address);
        }
        if self.remarks.iter().any(|remark| remark.kind == RemarkKind::Truncated) {
            return Some(Unreadable::Truncated);
        }
        let few = self.ingredients.len() < 3;
        if few && ELSEWHERE.is_match(text) {
            return Some(Unreadable::Elsewhere);
        }
        if !self.ingredients.is_empty() && self.sections.iter().all(|section| section.is_partial) {
            return Some(Unreadable::Partial);
        }
        let (mut sentences, mut names) = (Vec::new(), Vec::with_capacity(self.ingredients.len()));
        for plain in self.ingredients.iter().map(|ingredient| self.plain(ingredient)) {
            if is_sentence(plain) { sentences.push(plain) } else { names.push(plain) }
        }
        let is_list = names.len() >= LONG_LIST && !names.iter().any(|name| words::is_nothing(name));
        if !is_mostly_prose(&sentences, &names) && (is_list || names.iter().any(|name| is_ingredient_like(name))) {
            return None;
        }
        Some(if sentences.is_empty() && self.asides.is_empty() { Unreadable::TooShort } else { Unreadable::Prose })
    }
}

/// Whether a text is as long as fields are that were cut.
pub(super) fn is_cut(text: &str) -> bool {
    text.len() >= CUT_AT[0] && CUT_AT.contains(&text.chars().count())
}

/// Whether a plain text says at its end that it goes on.
pub(super) fn goes_on(plain: &str) -> bool {
    static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::new(GOES_ON.iter().copied()));
    ENDINGS.of(plain).any(|(rest, words)| words == "..." || !rest.ends_with(is_word))
}

/// Whether there is more of sentences than of names, or a tenth of the names' letters are those of Japanese grammar.
fn is_mostly_prose(sentences: &[&str], names: &[&str]) -> bool {
    let count = |texts: &[&str], is_one: fn(char) -> bool| -> usize {
        texts.iter().map(|text| text.chars().filter(|c| is_one(*c)).count()).sum()
    };
    let may_be = names.iter().any(|name| memchr::memchr("ぁ".as_bytes()[0], name.as_bytes()).is_some());
    let grammar = if may_be { count(names, is_hiragana) } else { 0 };
    !sentences.is_empty() && count(sentences, is_letter) > count(names, is_letter)
        || grammar > 0 && grammar * 10 > count(names, is_letter)
}

pub(super) fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

/// Words that make a sentence of an item, unless a fourth of them are like those of ingredients.
const MANY_WORDS: usize = 7;

/// Whether an item is a sentence about the product, whatever its language.
pub(super) fn is_sentence(plain: &str) -> bool {
    let gaps = || plain.bytes().filter(|byte| matches!(byte, b' ' | b'-' | b'/')).count();
    if plain.len() < 2 * MANY_WORDS - 1 || gaps() + 1 < MANY_WORDS {
        return false;
    }
    // What stands in brackets tells where a thing is from: "Rubus Fruticosus Seed Oil (cold pressed, from ...)".
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        depth <= 0
    };
    let plain: String = plain.chars().filter(outside).collect();
    let words = WORD.words(&plain).count();
    words >= MANY_WORDS && ingredient_words(&plain).take(words.div_ceil(4)).count() * 4 < words
}

/// Whether a word is of a script whose ingredient words are on no list here.
fn has_no_words(word: &str) -> bool {
    word.chars()
        .all(|c| is_letter(c) && !matches!(c, '\0'..='\u{52f}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
}

/// Whether a name has a word or an ending that ingredient names are made of.
fn is_ingredient_like(plain: &str) -> bool {
    ingredient_words(plain).next().is_some()
}

/// The words of a name that ingredient names are made of, or that end like them.
fn ingredient_words(plain: &str) -> impl Iterator<Item = &str> {
    WORD.words(plain).filter(|word| {
        let has_ending = |is_ours: fn(&str) -> bool| {
            words::INGREDIENT_ENDINGS.iter().any(|ending| is_ours(ending) && word.ends_with(ending))
        };
        has_no_words(word)
            || words::is_ingredient_word(word)
            || word.chars().count() > 3 && has_ending(|_| true)
            || !word.is_ascii() && has_ending(|ending| !ending.is_ascii())
            || !word.is_ascii() && words::INGREDIENT_WORDS.iter().any(|part| !part.is_ascii() && word.contains(part))
    })
}
