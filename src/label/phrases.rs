//! The phrases that tell a label's parts apart, found in one pass.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::words::{ALCOHOL, ANYWHERE, CLAIMS, FREE_OF, HEADINGS, Heading, OPAQUE, PANEL};
use crate::text::{Span, is_word};

/// What a phrase is a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A heading, before a colon or at the head of a line.
    Heading(Heading),
    /// A heading that may stand anywhere.
    Anywhere(Heading),
    /// A heading of a drug's panel.
    Panel,
    /// All that follows in the sentence is absent.
    FreeOf,
    /// Alcohol as such.
    Alcohol,
    /// A claim in itself.
    Claim,
    /// Ingredients that are not named.
    Opaque,
}

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) sign: Sign,
    pub(super) at: Span,
}

/// The phrases of a plain text, in the order of their ends.
pub(super) struct Phrases(Vec<Phrase>);

impl Phrases {
    pub(super) fn find(plain: &str) -> Phrases {
        let (automaton, signs) = &*KNOWN;
        let found = automaton.find_overlapping_iter(plain).map(|found| {
            let at = Span::new(found.start(), found.end());
            Phrase { sign: signs[found.pattern().as_usize()], at }
        });
        Phrases(found.filter(|phrase| is_whole(plain, *phrase)).collect())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Phrase> {
        self.0.iter().copied()
    }

    /// The phrases that stand inside a span.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = Phrase> {
        let from = self.0.partition_point(|phrase| phrase.at.end <= span.start);
        let inside = self.0[from..].iter().take_while(move |phrase| phrase.at.end <= span.end);
        inside.filter(move |phrase| phrase.at.start >= span.start).copied()
    }
}

static KNOWN: LazyLock<(AhoCorasick, Vec<Sign>)> = LazyLock::new(|| {
    let mut phrases: Vec<(&str, Sign)> = Vec::new();
    phrases.extend(HEADINGS.iter().map(|&(phrase, heading)| (phrase, Sign::Heading(heading))));
    phrases.extend(ANYWHERE.iter().map(|&(phrase, heading)| (phrase, Sign::Anywhere(heading))));
    phrases.extend(PANEL.iter().map(|&phrase| (phrase, Sign::Panel)));
    phrases.extend(FREE_OF.iter().map(|&phrase| (phrase, Sign::FreeOf)));
    phrases.extend(ALCOHOL.iter().map(|&phrase| (phrase, Sign::Alcohol)));
    phrases.extend(CLAIMS.iter().map(|&phrase| (phrase, Sign::Claim)));
    phrases.extend(OPAQUE.iter().map(|&phrase| (phrase, Sign::Opaque)));
    let automaton = AhoCorasick::new(phrases.iter().map(|(phrase, _)| phrase));
    let automaton = automaton.expect("the phrases are a few hundred constants");
    (automaton, phrases.into_iter().map(|(_, sign)| sign).collect())
});

/// Whether a text is of a script that parts words with spaces.
fn parts_words(text: &str) -> bool {
    text.chars().all(|c| c < '\u{530}')
}

/// A heading of so many bytes is one even where it is glued to the word before it.
const LONG_HEADING: usize = 17;

/// Whether a phrase stands as whole words. Alcohol may be part of one, and where words are not parted all may.
fn is_whole(plain: &str, phrase: Phrase) -> bool {
    let text = phrase.at.of(plain);
    let (before, after) =
        (plain[..phrase.at.start as usize].chars().next_back(), plain[phrase.at.end as usize..].chars().next());
    let goes_on = |c: Option<char>| c.is_some_and(is_word);
    match phrase.sign {
        Sign::Alcohol | Sign::Claim | Sign::Opaque => true,
        Sign::Heading(_) | Sign::Anywhere(_) | Sign::FreeOf if !parts_words(text) => true,
        // "0%" is a claim, the end of "15.0%" is not.
        Sign::FreeOf if text.starts_with('0') => {
            !goes_on(before)
                && !matches!(before, Some('.' | ','))
                && !goes_on(after)
                && !matches!(after, Some('-' | '~'))
        }
        Sign::Heading(_) | Sign::FreeOf | Sign::Panel => {
            !(goes_on(before) && text.starts_with(is_word) || goes_on(after) && text.ends_with(is_word))
        }
        // "75% ± 5%" is an amount.
        Sign::Anywhere(_) if text.starts_with(['±', '+']) => !before.is_some_and(|c| c.is_ascii_digit() || c == '%'),
        // "v/vInactive ingredients": nothing but a heading reads so.
        Sign::Anywhere(_) if text.len() >= LONG_HEADING => true,
        Sign::Anywhere(_) => !(goes_on(before) && text.starts_with(is_word)),
    }
}
