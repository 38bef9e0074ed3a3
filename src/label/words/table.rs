//! Sets of words.

use rustc_hash::FxHashSet;

/// A set of words that tells of most others by two of their bytes and their length that they are not in it.
pub(super) struct Table {
    words: FxHashSet<&'static str>,
    /// For each first byte of a word a bit for the last ones and the lengths that go with it.
    ends: [u64; 256],
}

impl Table {
    pub(super) fn new(words: &[&'static str]) -> Table {
        let mut ends = [0; 256];
        for (first, bit) in words.iter().filter_map(|word| ends_of(word)) {
            ends[first] |= bit;
        }
        Table { words: words.iter().copied().collect(), ends }
    }

    pub(super) fn holds(&self, word: &str) -> bool {
        ends_of(word).is_some_and(|(first, bit)| self.ends[first] & bit != 0) && self.words.contains(word)
    }
}

/// The first byte of a word, and the bit of its last byte and its length.
fn ends_of(word: &str) -> Option<(usize, u64)> {
    let (first, last) = (*word.as_bytes().first()?, *word.as_bytes().last()?);
    Some((usize::from(first), 1 << ((usize::from(last) + 7 * word.len()) % 64)))
}
