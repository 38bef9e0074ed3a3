//! Fingerprints: a finding's name for life, by which a later run knows it again.

use std::fmt;
use std::num::NonZeroU32;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::finding::Report;
use crate::text::{Key, fold};

/// A fingerprint: 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Fingerprint(u128);

/// The fingerprint of a finding.
///
/// It stays the same when rows move, other columns change or the ingredient is printed in another way. It is the
/// 128-bit XXH3 of the rule's id, the product and the folded ingredient with a zero byte after each; where a product
/// has the same three before, their number follows in decimal: 2 for the second time. Where a product before it in the
/// catalogue goes by the same id and has another list, a zero byte and the digits of the [`ListHash`] follow.
pub(crate) fn fingerprint(rule: &str, product: &str, ingredient: &Key, time: u32) -> Fingerprint {
    let subject = Subject::new(rule, ingredient, time);
    Fingerprint::of(subject.rule(), product, subject.ingredient())
}

impl Fingerprint {
    /// That of a finding about a subject, of which these are the parts, in a product.
    pub(crate) fn of(rule: &[u8], product: &str, ingredient: &[u8]) -> Fingerprint {
        // most take no more
        let mut bytes: SmallVec<[u8; 256]> = SmallVec::new();
        for part in [rule, product.as_bytes(), ingredient] {
            bytes.extend_from_slice(part);
        }
        Fingerprint(xxh3_128(&bytes))
    }

    /// The fingerprint that is written with these digits, in lower or upper case.
    pub(crate) fn of_digits(digits: &[u8; 32]) -> Option<Fingerprint> {
        let value = |digit: &u8| char::from(*digit).to_digit(16);
        let number =
            |half: &[u8]| half.iter().try_fold(0, |number, digit| Some(number << 4 | u64::from(value(digit)?)));
        let (high, low) = digits.split_at(16);
        Some(Fingerprint(u128::from(number(high)?) << 64 | u128::from(number(low)?)))
    }

    /// The number that its digits make.
    pub(crate) fn number(self) -> u128 {
        self.0
    }

    /// Where a report has one fingerprint several times, that of the finding with this number, from 2.
    pub(crate) fn numbered(digits: [u8; 32], number: u32) -> Fingerprint {
        let mut bytes: SmallVec<[u8; 64]> = SmallVec::from_slice(&digits);
        bytes.extend_from_slice(number.to_string().as_bytes());
        Fingerprint(xxh3_128(&bytes))
    }

    pub(crate) fn digits(self) -> [u8; 32] {
        let bytes = self.0.to_be_bytes();
        std::array::from_fn(|at| {
            let byte = bytes[at / 2];
            let digit = if at % 2 == 0 { byte >> 4 } else { byte & 0xf };
            digit + if digit < 10 { b'0' } else { b'a' - 10 }
        })
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// What a list is told from others by: 8 hexadecimal digits. Where products share an id, their fingerprints are the same,
/// and their lists keep them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ListHash(NonZeroU32);

impl ListHash {
    pub(crate) fn of(list: &str) -> ListHash {
        ListHash(NonZeroU32::new(xxh3_64(list.trim().as_bytes()) as u32).unwrap_or(NonZeroU32::MIN))
    }

    /// The one that is written with these digits.
    pub(crate) fn of_digits(digits: &[u8]) -> Option<ListHash> {
        let digits = str::from_utf8(digits).ok().filter(|digits| digits.len() == 8 && !digits.starts_with('+'))?;
        u32::from_str_radix(digits, 16).ok().and_then(NonZeroU32::new).map(ListHash)
    }

    pub(crate) fn number(self) -> u32 {
        self.0.get()
    }
}

impl fmt::Display for ListHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// What a finding is about, whichever product it was found in, as it is hashed.
pub(crate) struct Subject {
    bytes: Vec<u8>,
    /// How many of them stand before the product.
    rule: usize,
}

impl Subject {
    /// Where a label goes against a rule with the same ingredient for the second time, `time` is 2.
    fn new(rule: &str, ingredient: &Key, time: u32) -> Subject {
        let mut bytes = [rule, "\0", "\0", ingredient.as_str(), "\0"].concat().into_bytes();
        if time > 1 {
            bytes.extend_from_slice(time.to_string().as_bytes());
        }
        Subject { bytes, rule: rule.len() + 1 }
    }

    /// What the findings of a report are about, in their order. The report is of a label with this text.
    pub(crate) fn all(report: &Report, text: &str) -> Vec<Subject> {
        let mut times: FxHashMap<(&str, Key), u32> = FxHashMap::default();
        let subjects = report.findings.iter().map(|finding| {
            let ingredient = fold(finding.span.of(text));
            let subject = (&*finding.rule.id, ingredient.clone());
            let time = times.entry(subject).or_default();
            *time += 1;
            Subject::new(&finding.rule.id, &ingredient, *time)
        });
        subjects.collect()
    }

    /// What is hashed before the product.
    pub(crate) fn rule(&self) -> &[u8] {
        &self.bytes[..self.rule]
    }

    /// What is hashed behind it.
    pub(crate) fn ingredient(&self) -> &[u8] {
        &self.bytes[self.rule..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_counts() {
        let base = fingerprint("a/b", "1", &fold("Alcohol"), 1);
        for other in [
            fingerprint("a/c", "1", &fold("Alcohol"), 1),
            fingerprint("a/b", "2", &fold("Alcohol"), 1),
            fingerprint("a/b", "1", &fold("Alcohol Denat."), 1),
            fingerprint("a/b", "1", &fold("Alcohol"), 2),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn the_form_is_for_ever() {
        let fingerprint = fingerprint("needling/sd-alcohol", "SKU-1", &fold("SD Alcohol 40-B"), 1);
        assert_eq!(fingerprint.to_string(), "7c79e3b1d1d073fc6d0574e82bb8112b");
        assert_eq!(fingerprint, super::fingerprint("needling/sd-alcohol", "SKU-1", &fold("sd alcohol 40B"), 1));
        assert_eq!(fingerprint.digits(), *b"7c79e3b1d1d073fc6d0574e82bb8112b");
        assert_eq!(Fingerprint(0x0f).to_string().as_bytes(), Fingerprint(0x0f).digits());
        assert_eq!(Fingerprint::of_digits(&fingerprint.digits()), Some(fingerprint));
        assert_eq!(Fingerprint::of_digits(b"7c79e3b1d1d073fc6d0574e82bb8112g"), None);
    }
}
