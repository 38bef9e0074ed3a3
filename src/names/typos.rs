//! Typos: names one slip away from a known one.
//!
//! A slip is a letter lost, added, exchanged, or two swapped, or letters that look alike ("Aicohol", "Alcoho1",
//! "Isopropy1"). It never gives a certain finding and never clears: the caller says so.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;
use unicode_normalization::char::decompose_canonical;

use crate::rule::Name;

/// Names with the ways to miss them by one slip.
#[derive(Debug)]
pub(crate) struct Typos {
    names: Vec<Name>,
    /// Made for the first name that is not known, as many a label has none.
    places: OnceLock<Places>,
}

/// The places of names by how many letters they have and one end, as one slip leaves one end whole; and by how all of
/// them looks. Each is known by its hash; what has the same by chance is no slip and falls out later.
type Places = FxHashMap<u64, SmallVec<[u32; 2]>>;

/// Longest key that is compared, in bytes: no name is that long.
const LONGEST: usize = 120;

/// Letters of an end, if the name has more than twice as many.
const LONGEST_END: usize = 6;

/// Shortest name that is looked for in misprints, in single letters. Shorter ones are near too much.
const SHORTEST: usize = 7;

/// Shortest name that is looked for among what looks like it: "a1col".
const SHORTEST_LOOK: usize = 5;

impl Typos {
    pub(super) fn new(names: Vec<Name>) -> Typos {
        Typos { names, places: OnceLock::new() }
    }

    /// The name that `key` is one slip away from. Of several the first by their keys, and one that looks the same before
    /// all others.
    pub(super) fn nearest(&self, key: &str) -> Option<&Name> {
        if !(SHORTEST_LOOK..=LONGEST).contains(&key.len()) {
            return None;
        }
        let word = letters(key);
        let hashes = hashes(&word, -1..=1);
        let (of_look, ends) = hashes.split_last()?;
        let looks = |name: &str| look(name.chars()).eq(look(word.chars()));
        let slip = || self.first(ends, |name| is_long(name) && is_one_slip(&word, name));
        let found = self.first(&[*of_look], looks).or_else(slip)?;
        let is_name = |one: &str| is_long(one) && self.names.iter().any(|name| name.key() == one);
        let is_plural = key.strip_suffix('s').is_some_and(is_name);
        (!is_plural).then_some(found)
    }

    /// Of the names with one of these hashes, the first by its key of which this is so, given its letters.
    fn first(&self, hashes: &[u64], is_so: impl Fn(&str) -> bool) -> Option<&Name> {
        let places = self.places.get_or_init(|| places(&self.names));
        let near =
            hashes.iter().filter_map(|hash| places.get(hash)).flatten().map(|place| &self.names[*place as usize]);
        near.filter(|name| is_so(&letters(name.key()))).min_by_key(|name| (name.key(), name.printed()))
    }
}

fn places(names: &[Name]) -> Places {
    let mut places = Places::with_capacity_and_hasher(3 * names.len(), Default::default());
    for (place, name) in (0..).zip(names).filter(|(_, name)| name.key().len() >= SHORTEST_LOOK) {
        let mut hashes = hashes(&letters(name.key()), 0..=0);
        if !is_long(name.key()) {
            hashes.drain(..hashes.len() - 1);
        }
        hashes.into_iter().for_each(|hash| places.entry(hash).or_default().push(place));
    }
    places
}

/// How many letters an end has of a name of so many. Two letters that are swapped never spoil both.
fn end_of(letters: usize) -> usize {
    (letters.saturating_sub(1) / 2).min(LONGEST_END)
}

/// Whether a name is long enough for misprints to be told from other names.
fn is_long(key: &str) -> bool {
    key.len() >= SHORTEST && (key.is_ascii() || letters(key).chars().nth(SHORTEST - 1).is_some())
}

/// The hashes by which a word is found: of how it begins and of how it ends, for names of so many letters more; and last of
/// how it looks.
fn hashes(word: &str, more: std::ops::RangeInclusive<isize>) -> SmallVec<[u64; 7]> {
    let len = if word.is_ascii() { word.len() } else { word.chars().count() };
    let at = |letters: usize| match word.is_ascii() {
        true => letters.min(len),
        false => word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at),
    };
    let ends = more.flat_map(|more| {
        let (of, end) = (len.saturating_add_signed(more), end_of(len.saturating_add_signed(more)));
        [hash((of, &word[..at(end)])), hash((!of, &word[at(len.saturating_sub(end))..]))]
    });
    let looks: SmallVec<[char; 64]> = look(word.chars()).collect();
    ends.chain([hash(looks)]).collect()
}

fn hash(of: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
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
    if word.len().abs_diff(name.len()) > 4 {
        return false;
    }
    let (from, to) = difference(word, name);
    let mut letters = (from.chars(), to.chars());
    let is_one = match ((letters.0.next(), letters.0.next()), (letters.1.next(), letters.1.next())) {
        ((None, _), (Some(_), None)) | ((Some(_), None), (None, _)) | ((Some(_), None), (Some(_), None)) => true,
        ((Some(a), Some(b)), (Some(c), Some(d))) => {
            (a, b) == (d, c) && letters.0.next().is_none() && letters.1.next().is_none()
        }
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
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let start = one.floor_char_boundary(same).min(other.floor_char_boundary(same));
    let (one, other) = (&one[start..], &other[start..]);
    let same = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let end = (one.len() - one.ceil_char_boundary(one.len() - same))
        .min(other.len() - other.ceil_char_boundary(other.len() - same));
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
            '4' => 'a',
            '0' | 'о' => 'o',
            '3' | 'э' | 'з' => 'e',
            '8' | '6' => 'b',
            '5' => 's',
            c => c,
        })
    })
}

/// A key without the number of a formula and its letter: "sdalcohol40b", "sdalcohol4ob", "sda1coho14ob".
pub(super) fn without_formula(key: &[u8]) -> &[u8] {
    let letters = key.iter().rev().take_while(|byte| matches!(byte, b'a'..=b'h')).count();
    let number = &key[..key.len() - letters];
    let is_figure = |byte: &&u8| byte.is_ascii_digit() || **byte == b'o';
    let figures = number.iter().rev().take(LONGEST_FORMULA).take_while(is_figure).count();
    let (rest, number) = number.split_at(number.len() - figures);
    // an "o" that stands before all digits is a letter
    let names = number.iter().take_while(|byte| **byte == b'o').count();
    if number[names..].is_empty() { key } else { &key[..rest.len() + names] }
}

/// How many figures the number of a formula has at most.
const LONGEST_FORMULA: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RulePack;

    #[test]
    fn every_letter_lost_or_swapped_is_near() {
        let pack = RulePack::builtin();
        let names: Vec<Name> = pack.substances.iter().flat_map(|substance| &substance.names).cloned().collect();
        let places = places(&names);
        for name in names.iter().filter(|name| is_long(name.key()) && name.key().is_ascii()) {
            let letters: Vec<char> = name.key().chars().collect();
            for at in 1..letters.len() {
                let mut lost = letters.clone();
                lost.remove(at);
                let mut swapped = letters.clone();
                swapped.swap(at - 1, at);
                for slip in [lost, swapped] {
                    let slip: String = slip.into_iter().collect();
                    assert!(
                        hashes(&slip, -1..=1).iter().any(|hash| places.contains_key(hash)),
                        "{slip} of {}",
                        name.key()
                    );
                }
            }
        }
    }
}
