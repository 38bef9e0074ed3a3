//! The words of a text, with how sure the reader is of them.

use needlint::Span;

use super::{Picture, overlap};

/// From this confidence on a word counts as read: of 100 that are right one is below it, of 100 that are wrong more than half.
const SURE: f32 = 70.0;

/// The same where nothing else speaks for a word, as it stands in no name that is known: of 100 right ones eight are below it,
/// of 100 wrong ones 86, and the others are wrong in one letter.
const SURE_ALONE: f32 = 90.0;

/// Most pairs of words that are compared: hundreds of words in the picture, and in the text.
const MOST_PAIRS: usize = 4_000_000;

/// The words of a text: those that were read have a confidence, those that somebody typed have none.
#[derive(Debug)]
pub(super) struct Words {
    all: Vec<(Span, Option<f32>)>,
}

impl Words {
    /// The words of a text that was read from a picture and perhaps corrected since. As many as can be found in both in the
    /// same order are those that were read.
    pub(super) fn of(text: &str, picture: &Picture) -> Words {
        let spans = spans(text);
        let read = &picture.words;
        if spans.len().saturating_mul(read.len()) > MOST_PAIRS {
            return Words { all: spans.into_iter().map(|span| (span, Some(0.0))).collect() };
        }
        let common = Common::new(spans.len(), read.len(), |i, j| spans[i].of(text) == read[j].text);
        let mut at = 0;
        let of_word = |(i, span)| {
            while common.skips_second(i, at) {
                at += 1;
            }
            let is_read = common.has_both(i, at);
            let confidence = is_read.then(|| read[at].confidence);
            at += usize::from(is_read);
            (span, confidence)
        };
        Words { all: spans.into_iter().enumerate().map(of_word).collect() }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// Those that were read without being sure.
    pub(super) fn unsure(&self) -> impl Iterator<Item = Span> {
        self.below(SURE)
    }

    /// Whether one of the words in a stretch of the text is unsure.
    pub(super) fn is_unsure(&self, at: Span) -> bool {
        self.unsure().any(|word| overlap(word, at))
    }

    /// Whether one of the words in a name that is not known may have been misread.
    pub(super) fn is_unsure_alone(&self, at: Span) -> bool {
        self.below(SURE_ALONE).any(|word| overlap(word, at))
    }

    fn below(&self, least: f32) -> impl Iterator<Item = Span> {
        let is_below = move |confidence: &Option<f32>| confidence.is_some_and(|confidence| confidence < least);
        self.all.iter().filter(move |(_, confidence)| is_below(confidence)).map(|(span, _)| *span)
    }

    /// How sure the reader is on average of the words that it read.
    pub(super) fn confidence(&self) -> f32 {
        let read = || self.all.iter().filter_map(|(_, confidence)| *confidence);
        read().sum::<f32>() / (read().count().max(1) as f32)
    }
}

/// Where the words of a text stand.
fn spans(text: &str) -> Vec<Span> {
    let start_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| Span::new(start_of(word), start_of(word) + word.len())).collect()
}

/// How many members two sequences have in common from any two of their places on, in the same order.
struct Common {
    most: Vec<u32>,
    width: usize,
}

impl Common {
    fn new(first: usize, second: usize, is_same: impl Fn(usize, usize) -> bool) -> Common {
        let mut common = Common { most: vec![0; (first + 1) * (second + 1)], width: second + 1 };
        for i in (0..first).rev() {
            for j in (0..second).rev() {
                let both = if is_same(i, j) { common.at(i + 1, j + 1) + 1 } else { 0 };
                common.most[i * common.width + j] = both.max(common.at(i + 1, j)).max(common.at(i, j + 1));
            }
        }
        common
    }

    fn at(&self, first: usize, second: usize) -> u32 {
        self.most.get(first * self.width + second).copied().unwrap_or_default()
    }

    /// Whether nothing is lost by passing over the second's member, so that it is not in both.
    fn skips_second(&self, first: usize, second: usize) -> bool {
        second + 1 < self.width && self.at(first, second) == self.at(first, second + 1)
    }

    /// Whether the members at these places are in both, given that the second's is not passed over.
    fn has_both(&self, first: usize, second: usize) -> bool {
        second + 1 < self.width && self.at(first, second) > self.at(first + 1, second)
    }
}
