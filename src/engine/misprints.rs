//! Misprints: names one slip away from a known one.
//!
//! A slip is a letter lost, added, exchanged, or two swapped, or letters that look alike ("Aicohol", "Alcoho1",
//! "Isopropy1"). It never gives a certain finding and never clears: the caller says so.

use std::borrow::Cow;
use std::sync::OnceLock;

use unicode_normalization::char::decompose_canonical;

use super::chains::Chains;
use crate::rule::Name;
use crate::text::Starts;

/// Names with the ways to miss them by one slip.
pub(super) struct Misprints {
    names: Vec<Name>,
    /// Made for the first name that is not known, as many a label has none.
    ends: OnceLock<Ends>,
}

/// The places of names by how many letters they have and one end, as one slip leaves one end whole; and by how all of
/// them looks. Each is known by its hash; what has the same by chance is no slip and falls out later.
struct Ends {
    places: Chains<u64, u32>,
    /// What hashes there are at all: most names have none of them.
    hashes: Starts,
}

/// Longest key that is compared, in bytes: no name is that long.
const LONGEST: usize = 120;

/// Letters of an end, if the name has more than twice as many.
const LONGEST_END: usize = 6;

/// Shortest name that is looked for in misprints, in single letters. Shorter ones are near too much.
const SHORTEST: usize = 7;

impl Misprints {
    pub(super) fn new(names: Vec<Name>) -> Misprints {
        Misprints { names, ends: OnceLock::new() }
    }

    /// The name that `key` is one slip away from. Of several the first by their keys, and one that looks the same before
    /// all others.
    pub(super) fn nearest(&self, key: &str) -> Option<&Name> {
        if key.len() > LONGEST {
            return None;
        }
        let hashes = hashes(key);
        let [ends @ .., of_look] = &hashes;
        let word = letters(key);
        let looks = |name: &str| look(name.chars()).eq(look(word.chars()));
        let found = self.first(&[*of_look], looks).or_else(|| self.first(ends, |name| is_one_slip(&word, name)))?;
        let is_name = |one: &str| is_long(one) && self.names.iter().any(|name| name.key() == one);
        let is_plural = key.strip_suffix('s').is_some_and(is_name);
        (!is_plural).then_some(found)
    }

    /// Of the names with one of these hashes, the first by its key of which this is so, given its letters.
    fn first(&self, hashes: &[u64], is_so: impl Fn(&str) -> bool) -> Option<&Name> {
        let near = self.ends().near(hashes).map(|place| &self.names[place as usize]);
        near.filter(|name| is_so(&letters(name.key()))).min_by_key(|name| (name.key(), name.printed()))
    }

    /// Whether `key` can be one slip away from a name at all: a quick look that most names do not pass.
    pub(super) fn may_be_near(&self, key: &str) -> bool {
        key.len() <= LONGEST && self.ends().near(&hashes(key)).next().is_some()
    }

    fn ends(&self) -> &Ends {
        self.ends.get_or_init(|| Ends::new(&self.names))
    }
}

impl Ends {
    fn new(names: &[Name]) -> Ends {
        let mut ends = Ends { places: Chains::with_capacity(3 * names.len()), hashes: Starts::new() };
        for (place, name) in (0..).zip(names).filter(|(_, name)| is_long(name.key())) {
            let [_, first, _, _, last, _, look] = hashes(name.key());
            for hash in [first, last, look] {
                ends.places.push(hash, place);
                ends.hashes.enter(short(hash));
            }
        }
        ends
    }

    /// The places of names with one of these hashes, some of them more than once.
    fn near(&self, hashes: &[u64]) -> impl Iterator<Item = u32> {
        let known = hashes.iter().filter(|hash| self.hashes.hold(short(**hash)));
        known.flat_map(|hash| self.places.of(*hash))
    }
}

/// How many letters an end has of a name of so many. Two letters that are swapped never spoil both.
fn end(letters: usize) -> usize {
    (letters.saturating_sub(1) / 2).min(LONGEST_END)
}

/// Whether a name is long enough for misprints to be told from other names.
fn is_long(key: &str) -> bool {
    match key.is_ascii() {
        true => key.len() >= SHORTEST,
        false => letters(key).chars().nth(SHORTEST - 1).is_some(),
    }
}

/// The hashes by which a word is found: of how it begins and of how it ends, for a name of one letter less, of as many,
/// and of one more; and of how it looks.
fn hashes(word: &str) -> [u64; 7] {
    match word.is_ascii() {
        true => hashes_of(word.bytes().map(char::from), word.bytes().map(char::from)),
        false => hashes_of(letters(word).chars(), word.chars()),
    }
}

fn hashes_of(
    letters: impl DoubleEndedIterator<Item = char> + Clone,
    characters: impl Iterator<Item = char>,
) -> [u64; 7] {
    let len = letters.clone().count();
    let first = |len: usize| hash(len as u64, letters.clone().take(end(len)));
    let last = |len: usize| hash(!(len as u64), letters.clone().rev().take(end(len)));
    let less = len.saturating_sub(1);
    [first(less), first(len), first(len + 1), last(less), last(len), last(len + 1), hash(0, look(characters))]
}

fn hash(seed: u64, letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(seed, |hash, letter| (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// As much of a hash as tells most of them apart.
fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// A key as single letters: a Hangul syllable is two or three of them.
fn letters(key: &str) -> Cow<'_, str> {
    match key.is_ascii() {
        true => key.into(),
        false => {
            let mut letters = String::with_capacity(3 * key.len());
            key.chars().for_each(|c| decompose_canonical(c, |letter| letters.push(letter)));
            letters.into()
        }
    }
}

/// Whether one slip leads from `name` to `word`. What is lost or added at the very start, and a plural, is none.
fn is_one_slip(word: &str, name: &str) -> bool {
    let (from, to) = difference(word, name);
    let is_one = match (from.chars().count(), to.chars().count()) {
        (0, 1) | (1, 0) | (1, 1) => true,
        (2, 2) => from.chars().eq(to.chars().rev()),
        _ => false,
    };
    if !is_one {
        return false;
    }
    let is_remnant = word.ends_with(name) || name.ends_with(word);
    let is_plural = word.strip_suffix('s') == Some(name);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let same_first = word.chars().next() == name.chars().next() || swapped_first(word, name);
    !is_remnant && !is_plural && digits(word) == digits(name) && same_first
}

/// What is left of two words without the letters that both begin with, and those that both end with.
fn difference<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let len = |same: &mut dyn Iterator<Item = (char, char)>| -> usize {
        same.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = len(&mut one.chars().zip(other.chars()));
    let (one, other) = (&one[start..], &other[start..]);
    let end = len(&mut one.chars().rev().zip(other.chars().rev()));
    (&one[..one.len() - end], &other[..other.len() - end])
}

fn swapped_first(word: &str, name: &str) -> bool {
    let (mut w, mut n) = (word.chars(), name.chars());
    let (w, n) = ((w.next(), w.next()), (n.next(), n.next()));
    w.0 == n.1 && w.1 == n.0
}

/// A word with one letter for all that look like it in print: "rn" and "m", "l" and "1".
fn look(word: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut chars = word.peekable();
    std::iter::from_fn(move || {
        Some(match chars.next()? {
            'r' if chars.next_if_eq(&'n').is_some() => 'm',
            'v' if chars.next_if_eq(&'v').is_some() => 'w',
            'c' if chars.next_if_eq(&'l').is_some() => 'd',
            '1' | 'i' | '|' | 'j' => 'l',
            '0' => 'o',
            '8' | '6' => 'b',
            '5' => 's',
            c => c,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RulePack;

    const NAMES: &[&str] = &[
        "alcohol",
        "alcoholdenat",
        "ethylalcohol",
        "methylalcohol",
        "isopropylalcohol",
        "ethanol",
        "weinbrand",
        "brennvin",
        "변성알코올",
    ];

    fn nearest(key: &str) -> Option<String> {
        Misprints::new(NAMES.iter().map(|name| Name::new(*name)).collect())
            .nearest(key)
            .map(|name| name.key().to_string())
    }

    #[test]
    fn one_slip_is_seen() {
        for (word, name) in [
            ("alcholdenat", "alcoholdenat"),
            ("aicohol", "alcohol"),
            ("alcoho1", "alcohol"),
            ("isopropyalcohol", "isopropylalcohol"),
            ("isoprpoylalcohol", "isopropylalcohol"),
            ("lsopropylalcohol", "isopropylalcohol"),
            ("alochol", "alcohol"),
            ("etahnol", "ethanol"),
            ("weinbrnd", "weinbrand"),
            ("brnnvin", "brennvin"),
            ("ethyllcohol", "ethylalcohol"),
            ("변성알코홀", "변성알코올"),
        ] {
            assert_eq!(nearest(word).as_deref(), Some(name), "{word}");
        }
    }

    #[test]
    fn other_names_and_remnants_are_no_misprints() {
        for word in ["menthol", "cetylalcohol", "alcohols", "lcohol", "yethanol", "noxyethanol", "panthenol", "alco"] {
            assert_eq!(nearest(word), None, "{word}");
        }
    }

    #[test]
    fn every_letter_lost_or_swapped_is_near() {
        let pack = RulePack::builtin();
        let names: Vec<Name> = pack.substances.iter().flat_map(|substance| &substance.names).cloned().collect();
        let misprints = Misprints::new(names.clone());
        for name in names.iter().filter(|name| is_long(name.key()) && name.key().is_ascii()) {
            let letters: Vec<char> = name.key().chars().collect();
            for at in 1..letters.len() {
                let mut lost = letters.clone();
                lost.remove(at);
                let mut swapped = letters.clone();
                swapped.swap(at - 1, at);
                for slip in [lost, swapped] {
                    let slip: String = slip.into_iter().collect();
                    assert!(misprints.may_be_near(&slip), "{slip} of {}", name.key());
                }
            }
        }
    }
}
