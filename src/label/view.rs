//! A text as the grammar looks at it: its tokens beside the lexicon that they were read by.

use std::borrow::Cow;
use std::ops::Range;

use super::Item;
use super::amounts::Reader;
use super::memory::Familiar;
use super::tokens::{Kind, Token, Tokens};
use crate::lexicon::{Class, Lexicon, NameId, Phrase, Sign};
use crate::text::{Key, Span};

/// A text with its tokens. Places in it are spans of the folded text, or ranges of tokens.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) tokens: &'a Tokens,
}

impl<'a> View<'a> {
    /// The folded text.
    pub(crate) fn text(self) -> &'a str {
        self.tokens.folded.as_str()
    }

    /// All tokens, with a last one that is the end of the text.
    pub(crate) fn all(self) -> &'a [Token] {
        &self.tokens.all
    }

    /// The token of an index; that of the end where there is none.
    pub(crate) fn token(self, index: usize) -> Token {
        self.all()[index.min(self.all().len() - 1)]
    }

    /// What kind of token stands before an index; the beginning of the text is like that of a line.
    pub(crate) fn kind_before(self, index: usize) -> Kind {
        index.checked_sub(1).map_or(Kind::Newline, |index| self.all()[index].kind)
    }

    /// The tokens in a span.
    pub(crate) fn inside(self, span: Span) -> Range<usize> {
        let start = self.tokens.at(span.start);
        let len = self.all()[start..].partition_point(|token| token.start < span.end);
        start..start + len
    }

    /// The span of some tokens.
    pub(crate) fn span(self, tokens: &Range<usize>) -> Span {
        match tokens.is_empty() {
            true => Span { start: self.token(tokens.start).start, end: self.token(tokens.start).start },
            false => Span { start: self.all()[tokens.start].start, end: self.all()[tokens.end - 1].end },
        }
    }

    /// The text of some tokens.
    pub(crate) fn of(self, tokens: &Range<usize>) -> &'a str {
        self.span(tokens).of(self.text())
    }

    /// The text of one token.
    pub(crate) fn word(self, index: usize) -> &'a str {
        let token = self.token(index);
        Span { start: token.start, end: token.end }.of(self.text())
    }

    /// Where the key of some tokens stands among the keys.
    pub(crate) fn key_range(self, tokens: &Range<usize>) -> Range<usize> {
        self.token(tokens.start).key as usize..self.token(tokens.end).key as usize
    }

    /// The key of some tokens. A familiar name has none among the keys.
    pub(crate) fn key(self, tokens: &Range<usize>) -> Cow<'a, str> {
        match self.has_name(tokens) {
            true => Cow::Owned(Key::of_folded(self.of(tokens)).into()),
            false => Cow::Borrowed(self.key_of(self.key_range(tokens))),
        }
    }

    /// Whether some tokens have a familiar name among them.
    pub(crate) fn has_name(self, tokens: &Range<usize>) -> bool {
        self.tokens.has(Kind::Name) && self.all()[tokens.clone()].iter().any(|token| token.kind == Kind::Name)
    }

    /// Some of the keys.
    pub(crate) fn key_of(self, range: Range<usize>) -> &'a str {
        std::str::from_utf8(&self.tokens.keys[range]).expect("whole characters make a key")
    }

    /// The name that some tokens are.
    #[inline]
    pub(crate) fn name(self, tokens: &Range<usize>) -> Option<NameId> {
        if self.has_name(tokens) {
            let first = &self.all()[tokens.start];
            return match tokens.len() == 1 {
                true => self.tokens.memory.item(first.familiar).name,
                false => self.lexicon.names.get(&self.key(tokens)),
            };
        }
        let key = self.key_range(tokens);
        self.lexicon.names.at(&self.tokens.keys, key.start, key.end)
    }

    /// What was found out about an item before, if it is familiar.
    pub(super) fn familiar(self, item: &Item) -> Option<&'a Familiar> {
        let first = &self.all()[item.first as usize];
        (first.kind == Kind::Name).then(|| self.tokens.memory.item(first.familiar))
    }

    /// How many words a token is, and how many commas stand in numbers in it.
    pub(super) fn counts(self, token: &Token) -> (usize, usize) {
        let name = || self.tokens.memory.item(token.familiar);
        match token.kind {
            Kind::Name => (usize::from(name().words), usize::from(name().commas)),
            Kind::InNumber => (0, 1),
            kind => (usize::from(kind.is_word() && !token.goes_on), 0),
        }
    }

    /// Whether an item is a familiar name, by its first token: a text with items of more is read again.
    pub(crate) fn is_name(self, item: &Item) -> bool {
        self.all()[item.first as usize].kind == Kind::Name
    }

    /// All classes that some tokens have.
    #[inline]
    pub(crate) fn class(self, tokens: &Range<usize>) -> Class {
        self.all()[tokens.clone()].iter().fold(Class::default(), |all, token| all.and(token.class))
    }

    /// The phrases of a text, in the order in which they start.
    pub(crate) fn signs(self) -> &'a [Phrase] {
        &self.tokens.signs
    }

    /// The phrases that stand inside a span.
    pub(crate) fn signs_in(self, span: Span) -> impl Iterator<Item = Phrase> + use<'a> {
        let from = self.signs().partition_point(|phrase| phrase.at.start < span.start);
        let inside = self.signs()[from..].iter().take_while(move |phrase| phrase.at.start < span.end);
        inside.filter(move |phrase| phrase.at.end <= span.end).copied()
    }

    /// Whether a sign stands inside a span.
    pub(crate) fn has_sign(self, span: Span, is_it: impl Fn(Sign) -> bool) -> bool {
        self.signs_in(span).any(|phrase| is_it(phrase.sign))
    }

    /// Whether a token is a word that parts two names, and no part of a word with digits in it: "a", but not in "A1cohol".
    pub(crate) fn parts_names(self, index: usize) -> bool {
        let (token, next) = (self.token(index), self.token(index + 1));
        token.class.has(Class::PARTS) && !token.goes_on && !next.goes_on
    }

    /// Whether there is a letter or a digit.
    pub(crate) fn has_word(self, tokens: &Range<usize>) -> bool {
        self.all()[tokens.clone()].iter().any(|token| token.kind.is_word())
    }

    /// What reads the amounts.
    pub(crate) fn amounts(self) -> Reader<'a> {
        Reader::new(self.tokens, self.lexicon)
    }
}
