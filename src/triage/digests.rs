//! Digests: hashes of 128 bits by the million, in little more memory than they are long.
//!
//! They are sorted, and as hashes lie evenly, the first bits of one tell where it stands but for a few places.

use std::ops::Range;

/// Digests to an entry of the index, roughly: two lines of a cache.
const TO_A_STRETCH: usize = 8;

/// A set of digests.
#[derive(Clone, Debug)]
pub(super) struct Digests {
    sorted: Box<[u128]>,
    /// Where the stretch of those with the same first bits begins; one more at the end.
    starts: Box<[usize]>,
    /// How many bits stand behind the first ones.
    shift: u32,
}

impl Digests {
    /// The set of these, which may be in any order and stand there more than once.
    pub(super) fn new(mut digests: Vec<u128>) -> Digests {
        digests.sort_unstable();
        digests.dedup();
        Digests::of_sorted(digests.into_boxed_slice())
    }

    /// Those that are in order already; one may stand there several times.
    pub(super) fn of_sorted(sorted: Box<[u128]>) -> Digests {
        let bits = (sorted.len() / TO_A_STRETCH).checked_ilog2().unwrap_or(0);
        let shift = u128::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        for digest in &sorted {
            starts[stretch(*digest, shift) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Digests { sorted, starts: starts.into(), shift }
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The place of one among them, from 0.
    pub(super) fn place(&self, digest: u128) -> Option<usize> {
        Some(self.places(digest).start).filter(|place| self.sorted.get(*place) == Some(&digest))
    }

    /// All places of one among them; empty if it is not there.
    pub(super) fn places(&self, digest: u128) -> Range<usize> {
        let stretch = stretch(digest, self.shift);
        let (start, end) = (self.starts[stretch], self.starts[stretch + 1]);
        let first = start + self.sorted[start..end].partition_point(|other| *other < digest);
        let times = self.sorted[first..end].iter().take_while(|other| **other == digest).count();
        first..first + times
    }
}

fn stretch(digest: u128, shift: u32) -> usize {
    digest.checked_shr(shift).unwrap_or(0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn they_are_found_wherever_they_lie(
            mut digests: Vec<u128>,
            close in prop::collection::vec(0u128..50, 0..50),
            others: Vec<u128>,
        ) {
            digests.extend(close);
            let plain: BTreeSet<u128> = digests.iter().copied().collect();
            let set = Digests::new(digests.clone());
            prop_assert_eq!(set.len(), plain.len());
            for digest in digests.into_iter().chain(others).chain(0..50) {
                let place = plain.iter().position(|other| *other == digest);
                prop_assert_eq!(set.place(digest), place);
                prop_assert_eq!(set.places(digest).len(), usize::from(place.is_some()));
            }
        }
    }
}
