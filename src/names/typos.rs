//! Typos: names one slip away from a known one.
//!
//! A slip is a letter lost, added, exchanged, or two swapped, or letters that look alike ("Aicohol", "Alcoho1",
//! "Isopropy1"). It never gives a certain finding and never clears: the caller says so.

use std::borrow::Cow;
use std::sync::OnceLock;

use unicode_normalization::char::decompose_canonical;

use crate::lexicon::chunk;
use crate::rule::Name;

/// Names with the ways to miss them by one slip.
#[derive(Debug)]
pub(crate) struct Typos {
    names: Vec<Name>,
    /// Made for the first name that is not known, as many a label has none.
    ends: OnceLock<Ends>,
}

/// The places of names by how many letters they have and one end, as one slip leaves one end whole; and by how all of
/// them looks. Each is known by its hash; what has the same by chance is no slip and falls out later.
#[derive(Debug)]
struct Ends {
    /// In the order of the hashes.
    places: Vec<(u64, u32)>,
    /// What hashes there are at all, by a bit: most names have none of them.
    filter: Box<[u64; FILTER]>,
}

/// Words of the filter: 1,048,576 bits.
const FILTER: usize = 1 << 14;

/// Longest key that is compared, in bytes: no name is that long.
const LONGEST: usize = 120;

/// Letters of an end, if the name has more than twice as many.
const LONGEST_END: usize = 6;

/// Shortest name that is looked for in misprints, in single letters. Shorter ones are near too much.
const SHORTEST: usize = 7;

impl Typos {
    pub(super) fn new(names: Vec<Name>) -> Typos {
        Typos { names, ends: OnceLock::new() }
    }

    /// The name that `key` is one slip away from. Of several the first by their keys, and one that looks the same before
    /// all others.
    pub(super) fn nearest(&self, key: &str) -> Option<&Name> {
        if key.len() > LONGEST {
            return None;
        }
        let hashes = hashes_of(key);
        if !self.ends().may_hold(&hashes) {
            return None;
        }
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

    /// Whether the key `keys[start..end]` is one slip away from a name, and no name itself; eight bytes stand behind it.
    pub(super) fn is_near(&self, keys: &[u8], start: usize, end: usize) -> bool {
        let may_be = end - start + 1 >= SHORTEST && end - start <= LONGEST;
        may_be && self.ends().may_hold(&hashes(keys, start, end)) && {
            let key = std::str::from_utf8(&keys[start..end]);
            key.is_ok_and(|key| self.nearest(key).is_some())
        }
    }

    fn ends(&self) -> &Ends {
        self.ends.get_or_init(|| Ends::new(&self.names))
    }
}

impl Ends {
    fn new(names: &[Name]) -> Ends {
        let mut ends = Ends { places: Vec::with_capacity(3 * names.len()), filter: Box::new([0; FILTER]) };
        for (place, name) in (0..).zip(names).filter(|(_, name)| is_long(name.key())) {
            let [_, first, _, _, last, _, look] = hashes_of(name.key());
            for hash in [first, last, look] {
                ends.places.push((hash, place));
                ends.filter[bit(hash) / 64] |= 1 << (bit(hash) % 64);
            }
        }
        ends.places.sort_unstable();
        ends
    }

    /// Whether there may be a name with one of these hashes.
    fn may_hold(&self, hashes: &[u64; 7]) -> bool {
        hashes.iter().fold(0, |any, &hash| any | self.filter[bit(hash) / 64] >> (bit(hash) % 64) & 1) == 1
    }

    /// The places of names with one of these hashes, some of them more than once.
    fn near(&self, hashes: &[u64]) -> impl Iterator<Item = u32> {
        let known = hashes.iter().filter(|&&hash| self.filter[bit(hash) / 64] >> (bit(hash) % 64) & 1 == 1);
        known.flat_map(|&hash| {
            let from = self.places.partition_point(|(other, _)| *other < hash);
            self.places[from..].iter().take_while(move |(other, _)| *other == hash).map(|(_, place)| *place)
        })
    }
}

/// The bit of the filter for a hash.
fn bit(hash: u64) -> usize {
    (hash >> 44) as usize
}

/// How many letters an end has of a name of so many. Two letters that are swapped never spoil both.
fn end_of(letters: usize) -> usize {
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
/// and of one more; and of how it looks. The word is `padded[start..end]`, with eight bytes behind it.
#[inline]
fn hashes(padded: &[u8], start: usize, end: usize) -> [u64; 7] {
    let word = &padded[start..end];
    let look = mixed(0, word.iter().fold(0, |sum: u64, byte| sum.wrapping_add(LOOKS[usize::from(*byte)])));
    if !word.is_ascii() {
        return hashes_of_letters(std::str::from_utf8(word).unwrap_or_default(), look);
    }
    let (len, head) = (word.len(), chunk(padded, start));
    let low = |bytes: u64, count: usize| bytes & ((1 << (8 * count)) - 1);
    let first = |letters: usize| mixed(letters as u64, low(head, end_of(letters)));
    let last = |letters: usize| mixed(!(letters as u64), low(chunk(padded, end - end_of(letters)), end_of(letters)));
    let less = len.saturating_sub(1);
    [first(less), first(len), first(len + 1), last(less), last(len), last(len + 1), look]
}

/// The same for a word of other letters than those of ASCII.
fn hashes_of_letters(word: &str, look: u64) -> [u64; 7] {
    let (mut letters, mut len) = ([0; 3 * LONGEST], 0);
    for c in word.chars().take(LONGEST) {
        for letter in jamo(c).into_iter().filter(|letter| *letter > 0) {
            letters[len] = letter;
            len += 1;
        }
    }
    let first = |of: usize| mixed(of as u64, packed(&letters[..end_of(of).min(len)]));
    let last = |of: usize| mixed(!(of as u64), packed(&letters[len - end_of(of).min(len)..len]));
    let less = len.saturating_sub(1);
    [first(less), first(len), first(len + 1), last(less), last(len), last(len + 1), look]
}

/// A few letters as one number: those of ASCII as they lie in a text.
fn packed(letters: &[u32]) -> u64 {
    let bits = if letters.iter().all(|letter| *letter < 0x80) { 8 } else { 10 };
    letters.iter().rev().fold(0, |packed, letter| packed << bits | u64::from(letter & 0x3ff))
}

/// The letters of a character: two or three of a Hangul syllable, one of any other. 0 is none.
#[inline]
fn jamo(c: char) -> [u32; 3] {
    // The Unicode Standard, section 3.12: 21 vowels, and 27 last letters or none
    match u32::from(c).wrapping_sub(0xac00) {
        syllable @ 0..11_172 => {
            let last = syllable % 28;
            [0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28, if last == 0 { 0 } else { 0x11a7 + last }]
        }
        _ => [u32::from(c), 0, 0],
    }
}

/// The hashes of a key.
fn hashes_of(key: &str) -> [u64; 7] {
    hashes(&[key.as_bytes(), &[0; 8]].concat(), 0, key.len())
}

#[inline]
fn mixed(seed: u64, bytes: u64) -> u64 {
    (seed.wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(32) ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Weights of letters that add up to the same for all words that look the same: "rn" weighs as much as "m".
const LOOKS: [u64; 256] = {
    let mut looks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        looks[byte] = (byte as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(byte as u32 % 64) | 1;
        byte += 1;
    }
    let same = [(b'1', b'l'), (b'i', b'l'), (b'j', b'l'), (b'0', b'o'), (b'8', b'b'), (b'6', b'b'), (b'5', b's')];
    let mut next = 0;
    while next < same.len() {
        looks[same[next].0 as usize] = looks[same[next].1 as usize];
        next += 1;
    }
    looks[b'm' as usize] = looks[b'r' as usize].wrapping_add(looks[b'n' as usize]);
    looks[b'w' as usize] = looks[b'v' as usize].wrapping_mul(2);
    looks[b'd' as usize] = looks[b'c' as usize].wrapping_add(looks[b'l' as usize]);
    looks
};

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

    #[test]
    fn every_letter_lost_or_swapped_is_near() {
        let pack = RulePack::builtin();
        let names: Vec<Name> = pack.substances.iter().flat_map(|substance| &substance.names).cloned().collect();
        let typos = Typos::new(names.clone());
        for name in names.iter().filter(|name| is_long(name.key()) && name.key().is_ascii()) {
            let letters: Vec<char> = name.key().chars().collect();
            for at in 1..letters.len() {
                let mut lost = letters.clone();
                lost.remove(at);
                let mut swapped = letters.clone();
                swapped.swap(at - 1, at);
                for slip in [lost, swapped] {
                    let slip: String = slip.into_iter().collect();
                    let padded = [slip.as_bytes(), &[0; 8]].concat();
                    assert!(typos.ends().may_hold(&hashes(&padded, 0, slip.len())), "{slip} of {}", name.key());
                }
            }
        }
    }
}
