//! Cuts: tokens that a phrase begins or ends in the middle of.

use super::tokens::{Kind, Token, Tokens};
use crate::lexicon::{Class, Lexicon, Phrase, Sign};
use crate::text::{Span, is_key};

/// Longest phrase of a script that does not part words, in bytes.
const LONGEST_PHRASE: usize = 60;

impl Tokens {
    /// Adds the phrases of scripts that do not part words.
    pub(super) fn find_glued(&mut self, lexicon: &Lexicon) {
        let text = self.folded.as_str();
        let may_hold =
            |token: &&Token| token.class.has(Class::PHRASE) && !text.as_bytes()[token.start as usize].is_ascii();
        for token in self.all.iter().filter(may_hold) {
            let near = text.floor_char_boundary((token.end as usize + LONGEST_PHRASE).min(text.len()));
            let phrases = lexicon.phrases.glued(&text[token.start as usize..near]);
            let phrases = phrases.map(|phrase| Phrase { at: phrase.at.shifted(token.start as usize), ..phrase });
            for phrase in phrases.filter(|phrase| phrase.at.start < token.end) {
                if phrase.sign != Sign::Subject {
                    self.cuts.extend([phrase.at.start, phrase.at.end]);
                }
                self.signs.push(phrase);
            }
        }
    }

    /// Cuts tokens where phrases begin and end inside of them, and says of those that phrases begin with that they do.
    pub(super) fn cut(&mut self, lexicon: &Lexicon) {
        if !self.cuts.is_empty() {
            self.cut_tokens(lexicon);
        }
        for index in 0..self.signs.len() {
            let Phrase { sign, at } = self.signs[index];
            let class = if sign == Sign::Subject { Class::SIGN.and(Class::SUBJECT) } else { Class::SIGN };
            let first = self.at(at.start);
            self.all[first].class |= class;
            self.class |= class;
        }
    }

    fn cut_tokens(&mut self, lexicon: &Lexicon) {
        self.cuts.sort_unstable();
        std::mem::swap(&mut self.all, &mut self.uncut);
        self.all.clear();
        let mut cuts = self.cuts.iter().copied().peekable();
        for token in &self.uncut {
            let mut rest = *token;
            while let Some(at) = cuts.next_if(|at| *at < token.end) {
                if rest.start < at {
                    let first;
                    (first, rest) = split(rest, at, self.folded.padded(), lexicon);
                    self.all.push(first);
                }
            }
            self.all.push(rest);
        }
    }
}

/// The two tokens that one is cut into.
fn split(token: Token, at: u32, padded: &str, lexicon: &Lexicon) -> (Token, Token) {
    let before = Span { start: token.start, end: at }.of(padded);
    let key = token.key + before.chars().filter(|c| is_key(*c)).map(char::len_utf8).sum::<usize>() as u32;
    let is_run = token.kind == Kind::Run;
    let class = |start: u32, end: u32| match is_run {
        true => token.class,
        false => lexicon.word(padded, start as usize, end as usize).0,
    };
    let first = Token { end: at, class: class(token.start, at), ..token };
    let second = Token { start: at, key, class: class(at, token.end), is_glued: true, goes_on: is_run, ..token };
    (first, second)
}
