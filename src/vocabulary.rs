//! The vocabulary: names of cosmetic ingredients, and the words that they are made of.
//!
//! It says how much of a text are ingredients, and where names part that were run together. It never says what a name
//! stands for: a name that is not in it is read like any other.

use fst::Set;

/// Shortest word that is known or not, in letters.
pub(crate) const SHORTEST_WORD: usize = 3;

/// Shortest name that is looked for where names were run together, in bytes.
const SHORTEST_NAME: usize = 4;

/// Shortest and longest word that is compared with others, in bytes: shorter ones are near too much, no word is longer.
const COMPARED: std::ops::RangeInclusive<usize> = 5..=60;

/// Names by their keys, and words of letters alone.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    names: Set<&'static [u8]>,
    words: Hashes,
}

impl Vocabulary {
    /// The vocabulary of sets as they are stored.
    pub(crate) fn stored(names: &'static [u8], words: &'static [u8]) -> Result<Vocabulary, fst::Error> {
        Ok(Vocabulary { names: Set::new(names)?, words: Hashes(words) })
    }

    /// Whether a key is that of a name.
    pub(crate) fn has_name(&self, key: &str) -> bool {
        self.names.contains(key)
    }

    /// Whether a word, as folded text has it, stands in a name. One that has the hash of such a word by chance is taken for
    /// it: one of some hundred thousand.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words.has(hash_of(word))
    }

    /// Whether a word that stands in none is one slip away from one that does: a letter lost, added, exchanged, or two
    /// swapped; its first letter and its last aside, as these differ from language to language.
    pub(crate) fn is_slip(&self, word: &str) -> bool {
        let word = word.as_bytes();
        COMPARED.contains(&word.len())
            && (1..word.len()).any(|at| {
                let (before, rest, behind) = (hash(START, &word[..at]), &word[at..], &word[at + 1..]);
                let has = |letters: &[u8], behind: &[u8]| self.words.has(hash(hash(before, letters), behind));
                let is_lost = || (b'a'..=b'z').any(|letter| has(&[letter], rest));
                let is_exchanged = || (b'a'..=b'z').any(|letter| has(&[letter], behind));
                is_lost()
                    || !behind.is_empty() && (has(&[], behind) || is_exchanged())
                    || behind.len() > 1 && has(&[behind[0], rest[0]], &behind[1..])
            })
    }

    /// The ends of all names that `key` begins with, in order.
    pub(crate) fn names_at(&self, key: &str) -> impl Iterator<Item = usize> {
        let names = self.names.as_fst();
        let mut node = Some(names.root());
        let mut ends = (1..).zip(key.bytes()).map_while(move |(end, letter)| {
            let here = node?;
            node = here.find_input(letter).map(|next| names.node(here.transition_addr(next)));
            node.map(|node| (end, node.is_final()))
        });
        std::iter::from_fn(move || ends.find(|(end, is_name)| *is_name && *end >= SHORTEST_NAME).map(|(end, _)| end))
    }
}

/// Hashes of words as they are stored, each in the first place that is free from its own on.
#[derive(Clone, Copy, Debug)]
struct Hashes(&'static [u8]);

impl Hashes {
    fn has(self, hash: u32) -> bool {
        let (all, _) = self.0.as_chunks();
        places(hash).map(|place| u32::from_le_bytes(all[place])).take_while(|one| *one != 0).any(|one| one == hash)
    }
}

/// How many places there are: a power of two, more than there are words.
const PLACES: usize = 1 << 14;

/// The hashes of words as they are stored. The build script asks for it.
#[cfg(any(test, not(built)))]
pub(crate) fn stored<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut all = vec![0; PLACES];
    for hash in words.into_iter().map(hash_of) {
        let free = places(hash).find(|place| all[*place] == 0).expect("there is more room than there are words");
        all[free] = hash;
    }
    all.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// The places of a hash, in the order in which they are taken.
fn places(hash: u32) -> impl Iterator<Item = usize> {
    (0..PLACES).map(move |step| (hash as usize + step) & (PLACES - 1))
}

/// The hash of a word.
fn hash_of(word: &str) -> u32 {
    hash(START, word.as_bytes())
}

/// The hash of nothing.
const START: u32 = 0x811c_9dc5;

/// The hash of what goes on with some letters, by that of what stands before them: FNV-1a.
fn hash(before: u32, letters: &[u8]) -> u32 {
    letters.iter().fold(before, |hash, letter| (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vocabulary as the build script stores it.
    fn of(names: &[&str], words: &[&str]) -> Vocabulary {
        let names = Set::from_iter(names).expect("they are sorted").as_fst().as_bytes().to_vec();
        let words = stored(words.iter().copied());
        Vocabulary::stored(names.leak(), words.leak()).expect("a set was stored")
    }

    #[test]
    fn a_word_may_be_a_slip_away() {
        let vocabulary = of(&[], &["aqua", "glycerin", "panthenol", "sodium"]);
        for word in ["glyccrin", "glycern", "glycerrin", "glyecrin", "sodlum", "pantheenol", "pantheol"] {
            assert!(vocabulary.is_slip(word), "{word}");
        }
        let long = "glycerin".repeat(10);
        for word in ["", "ly", "aqva", "foobar", "lycerin", "glycerim", "glccrin", "glicerina", "midnight", &long] {
            assert!(!vocabulary.is_slip(word), "{word}");
        }
        assert!(vocabulary.has_word("aqua") && !vocabulary.has_word("water"));
    }

    #[test]
    fn the_names_that_a_key_begins_with_are_found() {
        let vocabulary = of(&["bht", "cetyl", "cetylalcohol", "glycerin"], &[]);
        let ends = |key: &str| vocabulary.names_at(key).collect::<Vec<usize>>();
        assert_eq!(ends("cetylalcoholglycerin"), ["cetyl".len(), "cetylalcohol".len()]);
        assert_eq!(ends("bhtglycerin"), [0; 0], "too short to be told from what it stands in");
        assert_eq!(ends("qwertz"), [0; 0]);
        assert!(vocabulary.has_name("glycerin") && !vocabulary.has_name("glycerincetyl"));
    }
}
