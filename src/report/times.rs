//! Fingerprints that no other finding of a report has, in memory that does not grow with it.

use xxhash_rust::xxh3::xxh3_128;

use crate::fingerprint::Fingerprint;

/// Rows of counters. A fingerprint has one in each.
const ROWS: usize = 4;

/// Counters in a row. All take 8 MB, of which only so much is used as there are findings.
const COUNTERS: usize = 1 << 19;

/// How often each fingerprint came: once, unless a catalogue has a product twice or products without a name.
///
/// The first keeps its fingerprint, and any other gets one made of it and of its number. The number is at least how often
/// the fingerprint came, counted in a sketch: the least of four counters that it shares with others. As that goes up
/// whenever it comes, no number is given twice. That a first one gets a higher number, as all four were counted up by
/// others, happens to some thirty findings in a report of 100,000.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// Row by row; empty before the first.
    counters: Vec<u32>,
}

impl Times {
    /// The digits of a fingerprint that is given out once, for a finding with this one.
    pub(super) fn own(&mut self, digits: [u8; 32]) -> [u8; 32] {
        match self.enter(xxh3_128(&digits)) {
            1 => digits,
            time => Fingerprint::numbered(digits, time).digits(),
        }
    }

    /// Counts what has this hash, and gives its number.
    fn enter(&mut self, hash: u128) -> u32 {
        if self.counters.is_empty() {
            self.counters = vec![0; ROWS * COUNTERS];
        }
        let places: [usize; ROWS] =
            std::array::from_fn(|row| row * COUNTERS + (hash >> (32 * row)) as u32 as usize % COUNTERS);
        let time = places.iter().map(|place| self.counters[*place]).min().unwrap_or(0).saturating_add(1);
        for place in places {
            // no higher than it must be, as others look at it too
            self.counters[place] = self.counters[place].max(time);
        }
        time
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn digits(number: u32) -> [u8; 32] {
        std::array::from_fn(|at| if at < 4 { number.to_be_bytes()[at] } else { b'0' })
    }

    #[test]
    fn each_finding_gets_a_fingerprint_of_its_own() {
        let mut times = Times::default();
        let given: HashSet<_> = (0..30_000).map(|finding| times.own(digits(finding % 10_000))).collect();
        assert_eq!(given.len(), 30_000);
    }

    #[test]
    fn the_first_keeps_its_own_and_the_second_is_the_same_in_every_report() {
        let (mut one, mut other) = (Times::default(), Times::default());
        assert_eq!(one.own(digits(7)), digits(7));
        let second = one.own(digits(7));
        for finding in [8, 7, 9] {
            assert_eq!(other.own(digits(finding)), digits(finding));
        }
        assert_eq!(other.own(digits(7)), second);
    }
}
