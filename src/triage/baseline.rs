//! Baselines: the findings that were known before, by their fingerprints.
//!
//! A baseline is a text file. Its first line says what it is, and each other line begins with a fingerprint:
//!
//! ```text
//! # needlint baseline 1: findings known before, one a line; only the digits at its start count
//! 7c79e3b1d1d073fc6d0574e82bb8112b    needling/sd-alcohol    SKU-1    SD Alcohol 40-B
//! ```
//!
//! What stands behind a tab is for people, and for those who compare two versions. The lines are sorted, so that two
//! branches that change the file can be merged; a merge may leave lines twice or out of order. Lines that begin with a
//! `#` are comments.

mod entries;
mod error;
mod lines;
mod prune;
mod sorter;
mod writer;

use std::io::BufRead;
use std::sync::atomic::{AtomicU64, Ordering};

use super::digests::Digests;
use crate::fingerprint::Fingerprint;
use lines::{Line, Lines};

pub(crate) use entries::Entries;
pub(crate) use error::BaselineError;
pub(crate) use prune::{Pruned, prune};
pub(crate) use writer::Writer;

/// Findings that were known before. Several threads can look them up at once.
#[derive(Debug)]
pub(crate) struct Baseline {
    known: Digests,
    /// A bit for each: whether it was found again.
    found: Box<[AtomicU64]>,
    /// How often one was found that had been found already.
    repeated: AtomicU64,
}

impl Baseline {
    /// Reads a baseline: 16 bytes of memory for each of its findings. `file` is its name, for errors.
    pub(crate) fn read(file: &str, input: impl BufRead) -> Result<Baseline, BaselineError> {
        let mut lines = Lines::new(file, input);
        let mut known = Vec::new();
        while let Some(line) = lines.read()? {
            if let Line::Finding(fingerprint, _) = line {
                known.push(fingerprint.number());
            }
        }
        let known = Digests::new(known);
        let found = (0..known.len().div_ceil(BITS)).map(|_| AtomicU64::new(0)).collect();
        Ok(Baseline { known, found, repeated: AtomicU64::new(0) })
    }

    /// Whether a finding was known before. If so, it is noted that it was found again.
    pub(crate) fn recognise(&self, fingerprint: Fingerprint) -> bool {
        let Some((word, bit)) = self.bit(fingerprint) else { return false };
        // one that is noted already is left alone, so that threads do not wait for each other
        let is_noted = word.load(Ordering::Relaxed) & bit != 0 || word.fetch_or(bit, Ordering::Relaxed) & bit != 0;
        if is_noted {
            self.repeated.fetch_add(1, Ordering::Relaxed);
        }
        true
    }

    /// Whether a finding was known before and was found again so far.
    pub(crate) fn was_found(&self, fingerprint: Fingerprint) -> bool {
        self.bit(fingerprint).is_some_and(|(word, bit)| word.load(Ordering::Relaxed) & bit != 0)
    }

    /// How often a finding was recognised that had been recognised already: in another product that goes by the same id,
    /// name or list. It may be new there, and nobody can tell.
    pub(crate) fn repeated(&self) -> u64 {
        self.repeated.load(Ordering::Relaxed)
    }

    pub(crate) fn len(&self) -> u64 {
        self.known.len() as u64
    }

    /// How many of them were not found again so far.
    pub(crate) fn gone(&self) -> u64 {
        let found: u64 = self.found.iter().map(|word| u64::from(word.load(Ordering::Relaxed).count_ones())).sum();
        self.len() - found
    }

    /// The word and the bit in it that belong to a finding.
    fn bit(&self, fingerprint: Fingerprint) -> Option<(&AtomicU64, u64)> {
        let place = self.known.place(fingerprint.number())?;
        Some((&self.found[place / BITS], 1 << (place % BITS)))
    }
}

const BITS: usize = u64::BITS as usize;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::fingerprint;
    use crate::text::fold;

    fn of(product: &str) -> Fingerprint {
        fingerprint("needling/sd-alcohol", product, &fold("SD Alcohol"), 1)
    }

    #[test]
    fn what_was_found_again_is_not_gone() {
        let file = format!("# needlint baseline 1\n{}\n{}\ttext\n", of("2"), of("1"));
        let baseline = Baseline::read("x", file.as_bytes()).unwrap();
        assert_eq!((baseline.len(), baseline.gone()), (2, 2));
        assert!(baseline.recognise(of("1")) && baseline.recognise(of("1")) && !baseline.recognise(of("3")));
        assert_eq!((baseline.was_found(of("1")), baseline.was_found(of("2"))), (true, false));
        assert_eq!((baseline.gone(), baseline.repeated()), (1, 1));
    }

    #[test]
    fn an_empty_baseline_knows_nothing() {
        let baseline = Baseline::read("x", &b"# needlint baseline 1\n"[..]).unwrap();
        assert!(baseline.len() == 0 && !baseline.recognise(of("1")));
        assert_eq!(baseline.gone(), 0);
    }
}
