//! The phrases that tell a label's parts apart, found in one pass.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{ALCOHOL, ANYWHERE, CLAIMS, FREE_OF, HEADINGS, Heading, OPAQUE, PANEL};
use crate::text::{Span, Starts, is_word};

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
        let mut found = Vec::new();
        KNOWN.each_in(plain, |phrase| {
            if is_whole(plain, phrase) {
                found.push(phrase);
            }
        });
        found.sort_by_key(|phrase| phrase.at.end);
        Phrases(found)
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

static KNOWN: LazyLock<Known> = LazyLock::new(Known::new);

/// The phrases of all tables, by the three bytes that they begin with. None is a single byte.
struct Known {
    /// How a phrase may begin.
    starts: Starts,
    /// How one may that can stand behind a letter or a digit.
    glued: Starts,
    /// How one of fewer than four bytes may.
    short: Starts,
    /// How a longer one may, by its first four bytes.
    long: Starts,
    /// A phrase of two bytes stands here with every third one.
    by_start: FxHashMap<u32, Vec<(&'static str, Sign)>>,
}

impl Known {
    fn new() -> Known {
        let [starts, glued, short, long] = std::array::from_fn(|_| Starts::new());
        let mut known = Known { starts, glued, short, long, by_start: FxHashMap::default() };
        HEADINGS.iter().for_each(|&(phrase, heading)| known.enter(phrase, Sign::Heading(heading)));
        ANYWHERE.iter().for_each(|&(phrase, heading)| known.enter(phrase, Sign::Anywhere(heading)));
        PANEL.iter().for_each(|phrase| known.enter(phrase, Sign::Panel));
        FREE_OF.iter().for_each(|phrase| known.enter(phrase, Sign::FreeOf));
        ALCOHOL.iter().for_each(|phrase| known.enter(phrase, Sign::Alcohol));
        CLAIMS.iter().for_each(|phrase| known.enter(phrase, Sign::Claim));
        OPAQUE.iter().for_each(|phrase| known.enter(phrase, Sign::Opaque));
        known
    }

    fn enter(&mut self, phrase: &'static str, sign: Sign) {
        let &[first, second, ref rest @ ..] = phrase.as_bytes() else { return };
        let third = rest.first().map_or(0..=u8::MAX, |third| *third..=*third);
        let may_be_glued = is_whole(&format!("a{phrase}"), Phrase { sign, at: Span::new(1, 1 + phrase.len()) });
        for start in third.map(|third| u32::from_le_bytes([first, second, third, 0])) {
            self.starts.enter(start);
            if may_be_glued {
                self.glued.enter(start);
            }
            match phrase.as_bytes().first_chunk() {
                Some(first) => self.long.enter(u32::from_le_bytes(*first)),
                None => self.short.enter(start),
            }
            self.by_start.entry(start).or_default().push((phrase, sign));
        }
    }

    /// Gives every phrase in a text, in the order in which they begin; not all that are part of a word.
    fn each_in(&self, plain: &str, mut give: impl FnMut(Phrase)) {
        let bytes = plain.as_bytes();
        let is_glued = |at: usize| at > 0 && bytes[at - 1].is_ascii_alphanumeric();
        let mut look = |end: usize, start: u32| {
            let Some(at) = end.checked_sub(3).filter(|at| !is_glued(*at) || self.glued.hold(start)) else { return };
            let fourth = bytes.get(end).copied().unwrap_or_default();
            if !self.long.hold(start | u32::from(fourth) << 24) && !self.short.hold(start) {
                return;
            }
            for &(phrase, sign) in self.by_start.get(&start).into_iter().flatten() {
                let end = at + phrase.len();
                if bytes.get(end - 1) == phrase.as_bytes().last() && bytes[at..end] == *phrase.as_bytes() {
                    give(Phrase { sign, at: Span::new(at, end) });
                }
            }
        };
        let mut last = 0;
        for (at, byte) in bytes.iter().enumerate() {
            last = last >> 8 | u32::from(*byte) << 16;
            if self.starts.hold(last) {
                look(at + 1, last);
            }
        }
        look(bytes.len() + 1, last >> 8);
    }
}

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
