//! Sets of words.

use rustc_hash::FxHashSet;

/// A set of words that tells of most others by two of their bytes that they are not in it.
pub(super) struct Table {
    words: FxHashSet<&'static str>,
    /// For each first byte of a word a bit for the last ones that go with it, in five bits.
    ends: [u32; 256],
}

impl Table {
    pub(super) fn new(words: &[&'static str]) -> Table {
        let mut ends = [0; 256];
        for (first, last) in words.iter().filter_map(|word| first_and_last(word)) {
            ends[first] |= 1 << (last % 32);
        }
        Table { words: words.iter().copied().collect(), ends }
    }

    pub(super) fn holds(&self, word: &str) -> bool {
        first_and_last(word).is_some_and(|(first, last)| self.ends[first] >> (last % 32) & 1 == 1)
            && self.words.contains(word)
    }
}

fn first_and_last(word: &str) -> Option<(usize, u8)> {
    Some((usize::from(*word.as_bytes().first()?), *word.as_bytes().last()?))
}
