//! What was said of lists that a scan has seen: a shop offers one product in many sizes, under one list.
//!
//! All workers share it. It holds only so much, and forgetting costs time and nothing else.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_128_with_secret;

use super::tally::Kind;
use crate::catalogue::encoding::ReadAs;
use crate::finding::Report;
use crate::report::Prepared;

/// A report, and what each reporter made of it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) report: Report,
    /// In the order of the reporters; mostly there is one.
    pub(super) prepared: SmallVec<[Prepared; 1]>,
}

impl Told {
    fn prepared_len(&self) -> usize {
        self.prepared.iter().map(Prepared::len).sum()
    }
}

/// What is known of a list.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// What the engine said of it, if it is needed for more than to be counted.
    pub(super) report: Option<Arc<Told>>,
    /// What that counts for; none if there are too many kinds.
    pub(super) kind: Option<Kind>,
    /// What its bytes were taken for.
    pub(super) read_as: ReadAs,
}

/// The lists seen, by a hash of 128 bits that is another in every run, so that no file can be made to mix up two.
pub(super) struct Memory {
    /// What the hash is made with.
    secret: [u8; SECRET],
    shelves: [Mutex<Shelf>; SHELVES],
    /// What each worker holds by itself at most.
    recent_room: usize,
}

#[derive(Default)]
struct Shelf {
    seen: FxHashMap<u128, Seen>,
    weight: usize,
}

/// As long as the one that the hash would draw from a seed, which for every list anew takes a tenth of its time.
const SECRET: usize = 192;

/// Parts that are locked on their own, so that workers seldom wait for each other.
const SHELVES: usize = 16;

/// What a shelf holds at most, in units of about a hundred bytes: about 20 MB in all.
const ROOM: usize = 12_000;

impl Memory {
    /// A memory for so many workers.
    pub(super) fn new(workers: NonZeroUsize) -> Memory {
        let shelves = std::array::from_fn(|_| Mutex::default());
        Memory { secret: secret(), shelves, recent_room: RECENT_ROOM / workers }
    }

    /// What one worker remembers by itself.
    pub(super) fn recent(&self) -> Recent<'_> {
        Recent { memory: self, shelf: Shelf::default() }
    }

    fn shelf(&self, hash: u128) -> MutexGuard<'_, Shelf> {
        self.shelves[hash as usize % SHELVES].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn secret() -> [u8; SECRET] {
    let (random, mut secret) = (RandomState::new(), [0; SECRET]);
    for (number, word) in secret.chunks_exact_mut(8).enumerate() {
        word.copy_from_slice(&random.hash_one(number).to_le_bytes());
    }
    secret
}

/// What one worker remembers by itself, without waiting for others. All else it asks the memory that is shared.
pub(super) struct Recent<'a> {
    memory: &'a Memory,
    shelf: Shelf,
}

/// What all workers hold by themselves at most; of most of it others hold the same.
const RECENT_ROOM: usize = 250_000;

/// A list that was looked for, and what its worker knew of it.
pub(super) struct Found {
    hash: u128,
    seen: Option<Seen>,
}

impl Found {
    /// The same list in a row that is in doubt, of which something else is said.
    pub(super) fn doubted(&self) -> Found {
        Found { hash: !self.hash, seen: None }
    }
}

impl Recent<'_> {
    /// Looks for lists by their bytes.
    pub(super) fn find<'b>(&self, lists: impl Iterator<Item = &'b [u8]>) -> Vec<Found> {
        let hashes: Vec<u128> = lists.map(|list| xxh3_128_with_secret(list, &self.memory.secret)).collect();
        self.fetch(&hashes);
        hashes.into_iter().map(|hash| Found { hash, seen: self.shelf.seen.get(&hash).cloned() }).collect()
    }

    /// Has what is known of lists brought into the cache, step by step. As nothing stands between one look and the next,
    /// the processor waits for all of a step at once.
    fn fetch(&self, hashes: &[u128]) {
        let told: Vec<&Told> = hashes.iter().filter_map(|hash| self.shelf.seen.get(hash)?.report.as_deref()).collect();
        black_box(told.iter().map(|told| told.prepared_len()).sum::<usize>());
        black_box(told.iter().flat_map(|told| &told.prepared).map(Prepared::touch).sum::<u64>());
    }

    /// What is known of a list; `judge` says it where nothing is.
    pub(super) fn recall(&mut self, Found { hash, seen }: Found, judge: impl FnOnce() -> Seen) -> Seen {
        if let Some(seen) = seen {
            return seen;
        }
        let known = self.memory.shelf(hash).seen.get(&hash).cloned();
        let seen = known.unwrap_or_else(|| {
            let seen = judge();
            self.memory.shelf(hash).keep(hash, seen.clone(), ROOM);
            seen
        });
        self.shelf.keep(hash, seen.clone(), self.memory.recent_room);
        seen
    }
}

impl Shelf {
    fn keep(&mut self, hash: u128, seen: Seen, room: usize) {
        if self.weight >= room {
            self.seen.clear();
            self.weight = 0;
        }
        let weight = seen.report.as_deref().map_or(1, weight);
        if self.seen.insert(hash, seen).is_none() {
            self.weight += weight;
        }
    }
}

fn weight(told: &Told) -> usize {
    let report = &told.report;
    let messages: usize = report.findings.iter().map(|finding| finding.message.len()).sum();
    let bytes = messages + told.prepared_len() + 16 * (report.look_alikes.len() + report.remarks.len());
    4 + 10 * report.findings.len() + bytes / 100
}
