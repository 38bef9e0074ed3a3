//! The vocabulary: names of cosmetic ingredients, and the words that they are made of.
//!
//! It says how much of a text are ingredients, and where names part that were run together. It never says what a name
//! stands for: a name that is not in it is read like any other.

use std::num::Wrapping;

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
        COMPARED.contains(&word.len()) && self.is_near(word)
    }

    /// The same for a word of a length that is compared. The hash of each word that is a slip away comes from those of what
    /// stands before the slip and behind it.
    fn is_near(&self, word: &[u8]) -> bool {
        let letter = |at: usize| Wrapping(u32::from(word[at]));
        let mut behind = [Wrapping(0); POWERS.len()];
        for at in (0..word.len()).rev() {
            behind[at] = behind[at + 1] + letter(at) * POWERS[word.len() - 1 - at];
        }
        let has_one = |others: Wrapping<u32>, rest: usize| {
            (b'a'..=b'z').any(|letter| self.words.has((others + Wrapping(u32::from(letter)) * POWERS[rest]).0))
        };
        let mut before = hash(START, &word[..1]);
        for at in 1..word.len() {
            let (rest, next) = (word.len() - at, behind[at + 1]);
            let kept = before * POWERS[rest] + next;
            let is_near = has_one(before * POWERS[rest + 1] + behind[at], rest)
                || rest > 1 && (self.words.has((before * POWERS[rest - 1] + next).0) || has_one(kept, rest - 1))
                || rest > 2 && {
                    let swapped = letter(at + 1) * POWERS[rest - 1] + letter(at) * POWERS[rest - 2];
                    self.words.has((before * POWERS[rest] + swapped + behind[at + 2]).0)
                };
            if is_near {
                return true;
            }
            before = hash(before, &word[at..=at]);
        }
        false
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
    let first = hash.wrapping_mul(0x85eb_ca6b) as usize >> (32 - PLACES.ilog2());
    (0..PLACES).map(move |step| (first + step) & (PLACES - 1))
}

/// The hash of a word.
fn hash_of(word: &str) -> u32 {
    hash(START, word.as_bytes()).0
}

/// The hash of nothing.
const START: Wrapping<u32> = Wrapping(0x811c_9dc5);

/// What the hash of some letters is multiplied with before the next is added: any odd number without a pattern.
const MULTIPLIER: Wrapping<u32> = Wrapping(0x9e37_79b1);

/// Its powers, as far as the words go that are compared, and one letter more.
const POWERS: [Wrapping<u32>; *COMPARED.end() + 2] = {
    let mut powers = [Wrapping(1_u32); *COMPARED.end() + 2];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = Wrapping(powers[at - 1].0.wrapping_mul(MULTIPLIER.0));
        at += 1;
    }
    powers
};

/// The hash of what goes on with some letters, by that of what stands before them.
fn hash(before: Wrapping<u32>, letters: &[u8]) -> Wrapping<u32> {
    letters.iter().fold(before, |hash, letter| hash * MULTIPLIER + Wrapping(u32::from(*letter)))
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
