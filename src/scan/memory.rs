//! What was said of lists that a scan has seen: a shop offers one product in many sizes, under one list.
//!
//! All workers share it. It holds only so much, and forgetting costs time and nothing else.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128_with_seed;

use super::tally::Kind;
use crate::catalogue::encoding::ReadAs;
use crate::finding::Report;

/// What is known of a list.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// What the engine said of it, if it is needed for more than to be counted.
    pub(super) report: Option<Arc<Report>>,
    /// What that counts for; none if there are too many kinds.
    pub(super) kind: Option<Kind>,
    /// What its bytes were taken for.
    pub(super) read_as: ReadAs,
}

/// The lists seen, by a hash of 128 bits that is another in every run, so that no file can be made to mix up two.
pub(super) struct Memory {
    seed: u64,
    shelves: [Mutex<Shelf>; SHELVES],
}

#[derive(Default)]
struct Shelf {
    seen: FxHashMap<u128, Seen>,
    weight: usize,
}

/// Parts that are locked on their own, so that workers seldom wait for each other.
const SHELVES: usize = 16;

/// What a shelf holds at most, in units of about a hundred bytes: about 20 MB in all.
const ROOM: usize = 12_000;

impl Memory {
    pub(super) fn new() -> Memory {
        Memory { seed: RandomState::new().hash_one(0u8), shelves: std::array::from_fn(|_| Mutex::default()) }
    }

    /// What is known of the list of these bytes; `judge` says it where nothing is.
    pub(super) fn recall(&self, bytes: &[u8], judge: impl FnOnce() -> Seen) -> Seen {
        let hash = xxh3_128_with_seed(bytes, self.seed);
        let shelf = &self.shelves[hash as usize % SHELVES];
        if let Some(seen) = shelf.lock().unwrap_or_else(PoisonError::into_inner).seen.get(&hash) {
            return seen.clone();
        }
        let seen = judge();
        shelf.lock().unwrap_or_else(PoisonError::into_inner).keep(hash, seen.clone());
        seen
    }
}

impl Shelf {
    fn keep(&mut self, hash: u128, seen: Seen) {
        if self.weight >= ROOM {
            *self = Shelf::default();
        }
        self.weight += seen.report.as_deref().map_or(1, weight);
        self.seen.insert(hash, seen);
    }
}

fn weight(report: &Report) -> usize {
    4 + 12 * report.findings.len() + (report.look_alikes.len() + report.remarks.len()) / 2
}
