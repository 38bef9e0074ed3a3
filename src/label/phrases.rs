//! The phrases that tell a label's parts apart, found in one pass.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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

/// The phrases of all tables, by how they begin. None is a single byte.
struct Known {
    /// A bit for what three bytes hash to, set if a phrase may begin with them.
    starts: Vec<u64>,
    /// A phrase of two bytes stands here with every third one.
    by_start: FxHashMap<[u8; 3], Vec<(&'static str, Sign)>>,
}

impl Known {
    fn new() -> Known {
        let mut known = Known { starts: vec![0; 1 << 10], by_start: FxHashMap::default() };
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
        for start in third.map(|third| [first, second, third]) {
            self.starts[bit_of(start) / 64] |= 1 << (bit_of(start) % 64);
            self.by_start.entry(start).or_default().push((phrase, sign));
        }
    }

    /// Gives every phrase in a text, whole word or not, in the order in which they begin.
    fn each_in(&self, plain: &str, mut give: impl FnMut(Phrase)) {
        let bytes = plain.as_bytes();
        let starts = bytes.windows(3).enumerate().map(|(at, window)| (at, [window[0], window[1], window[2]]));
        let last = bytes.last_chunk().map(|&[first, second]: &[u8; 2]| (bytes.len() - 2, [first, second, 0]));
        let mut found = |(at, start): (usize, [u8; 3])| {
            for &(phrase, sign) in self.by_start.get(&start).into_iter().flatten() {
                if bytes[at..].starts_with(phrase.as_bytes()) {
                    give(Phrase { sign, at: Span::new(at, at + phrase.len()) });
                }
            }
        };
        let may_start =
            |(_, start): &(usize, [u8; 3])| self.starts[bit_of(*start) / 64] >> (bit_of(*start) % 64) & 1 == 1;
        starts.filter(may_start).for_each(&mut found);
        last.filter(may_start).into_iter().for_each(&mut found);
    }
}

fn bit_of([first, second, third]: [u8; 3]) -> usize {
    let word = u32::from(first) | u32::from(second) << 8 | u32::from(third) << 16;
    (word.wrapping_mul(0x9e37_79b1) >> 16) as usize
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
