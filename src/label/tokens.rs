//! Tokens: a text in pieces, of which everything behind is asked.

use super::memory::Memory;
use crate::lexicon::{Class, Phrase};
use crate::text::Folded;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters of a script that parts words with spaces.
    Word,
    /// Letters of a script that does not, or that joins words: Hangul, kana, Chinese characters, Thai.
    Run,
    /// Digits.
    Number,
    /// What was an item when it was read before. If it is none here, the text is read again without such tokens.
    Name,
    Comma,
    /// A comma in a number or in the locants of a chemical name: "0,5", "1,2-hexanediol".
    InNumber,
    Semicolon,
    Bar,
    Tab,
    Bullet,
    Colon,
    Stop,
    Newline,
    Dash,
    Slash,
    Backslash,
    Open,
    Close,
    /// A bracket that is one of no pair.
    Unpaired,
    Quote,
    Apostrophe,
    /// A footnote mark: a star, a caret.
    Mark,
    Degree,
    Percent,
    Plus,
    Amp,
    Equals,
    Tilde,
    Underscore,
    Exclamation,
    Question,
    /// Another sign.
    Other,
}

impl Kind {
    /// Letters or digits.
    pub(crate) fn is_word(self) -> bool {
        matches!(self, Kind::Word | Kind::Run | Kind::Number | Kind::Name)
    }

    /// What parts items in any list.
    pub(crate) fn is_separator(self) -> bool {
        matches!(self, Kind::Comma | Kind::Semicolon | Kind::Bullet | Kind::Bar)
    }
}

/// Kinds as bits.
pub(super) const fn bits(kinds: &[Kind]) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < kinds.len() {
        bits |= 1 << kinds[at] as u32;
        at += 1;
    }
    bits
}

/// Beside the kinds of a text: a dash or a slash with a space behind it.
pub(super) const SPACED: u64 = 1 << 63;

/// What parts items in any list, as characters.
pub(super) const SEPARATORS: [char; 4] = [',', ';', '•', '|'];

/// A stretch of folded text. The space between two tokens is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Where it starts in the folded text, in bytes.
    pub(crate) start: u32,
    /// Where it ends.
    pub(crate) end: u32,
    /// How many bytes of key stand before it. Its own end where that of the next one starts.
    pub(crate) key: u32,
    pub(crate) class: Class,
    pub(crate) kind: Kind,
    /// How many brackets are open around it; an opening bracket and its closing one stand inside themselves.
    pub(crate) depth: u8,
    /// Whether nothing stands between it and the token before.
    pub(crate) is_glued: bool,
    /// Whether it goes on with the word before it: "b12", "skin's".
    pub(crate) goes_on: bool,
    /// Its number in the memory, if it is a name.
    pub(super) familiar: u32,
}

/// A text cut into tokens. One is used for text after text.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) folded: Folded,
    /// With a last one behind the text.
    pub(crate) all: Vec<Token>,
    /// The letters and digits of the text one after another, with some zeros behind.
    pub(crate) keys: Vec<u8>,
    /// The phrases of the text, in the order in which they start.
    pub(crate) signs: Vec<Phrase>,
    /// Brackets that are open.
    pub(super) open: Vec<u32>,
    /// Where phrases begin and end in the middle of a token, and the tokens before these cuts.
    pub(super) cuts: Vec<u32>,
    pub(super) uncut: Vec<Token>,
    /// All classes and all kinds that there are.
    pub(crate) class: Class,
    pub(super) kinds: u64,
    /// What is said of each byte of the folded text.
    pub(super) marks: Vec<u8>,
    /// Items of the texts before.
    pub(crate) memory: Memory,
}

impl Tokens {
    /// Whether there is a token of a kind. Of brackets only those that close are told from those of no pair.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.kinds >> kind as u32 & 1 == 1
    }

    /// Whether there is a dash or a slash with a space behind it.
    pub(super) fn has_spaced(&self) -> bool {
        self.kinds & SPACED != 0
    }

    /// Whether a place is inside of a familiar name.
    pub(super) fn is_in_name(&self, at: u32) -> bool {
        let token = &self.all[self.at(at)];
        token.kind == Kind::Name && token.start < at
    }

    /// The first token that ends behind `at`.
    pub(crate) fn at(&self, at: u32) -> usize {
        self.all.partition_point(|token| token.end <= at).min(self.all.len() - 1)
    }

    /// Says of each token how many brackets are open around it.
    pub(super) fn set_depths(&mut self) {
        let mut depth: u8 = 0;
        for token in &mut self.all {
            depth = depth.saturating_add(u8::from(token.kind == Kind::Open));
            token.depth = depth;
            depth = depth.saturating_sub(u8::from(token.kind == Kind::Close));
        }
    }
}
