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

use super::counters::Kind;
use crate::catalogue::encoding::ReadAs;
use crate::finding::Report;
use crate::report::Prepared;

/// A report, and what each reporter made of it.
#[derive(Debug)]
pub(super) struct CachedReport {
    pub(super) report: Report,
    /// In the order of the reporters; mostly there is one.
    pub(super) prepared: SmallVec<[Prepared; 1]>,
}

impl CachedReport {
    /// How many bytes it takes up, about, and rather more.
    pub(super) fn bytes(&self) -> usize {
        UNIT * weight(self)
    }

    fn prepared_len(&self) -> usize {
        self.prepared.iter().map(Prepared::len).sum()
    }
}

/// What is known of a list.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// What the engine said of it, if it is needed for more than to be counted.
    pub(super) report: Option<Arc<CachedReport>>,
    /// What that counts for; none if there are too many kinds.
    pub(super) kind: Option<Kind>,
    /// What its bytes were taken for.
    pub(super) read_as: ReadAs,
}

/// The lists seen, by a hash of 128 bits that is another in every run, so that no file can be made to mix up two.
pub(super) struct ListCache {
    /// What the hash is made with.
    secret: [u8; SECRET],
    shards: [Mutex<Shard>; SHARDS],
    /// What each shard holds at most.
    room: usize,
    /// What each worker holds by itself at most.
    recent_room: usize,
}

#[derive(Default)]
struct Shard {
    seen: FxHashMap<u128, Seen>,
    weight: usize,
}

/// As long as the one that the hash would draw from a seed, which for every list anew takes a tenth of its time.
const SECRET: usize = 192;

/// Parts that are locked on their own, so that workers seldom wait for each other.
const SHARDS: usize = 16;

/// What is held is counted in units of about so many bytes.
const UNIT: usize = 100;

/// What a shard holds at most, in units: about 15 MB in all.
const ROOM: usize = 9_000;

/// Where several reports are held, or groups of products, only such a part of it is.
const BESIDE_REPORTS: usize = 3;
const BESIDE_GROUPS: usize = 9;

/// What takes up more units than this is not held: lists that long seldom come again.
const HEAVY: usize = 600;

impl ListCache {
    /// A cache for so many workers, which has less room where much else is held.
    pub(super) fn new(workers: NonZeroUsize, has_several_reports: bool, has_groups: bool) -> ListCache {
        let part = match (has_groups, has_several_reports) {
            (true, _) => BESIDE_GROUPS,
            (false, true) => BESIDE_REPORTS,
            (false, false) => 1,
        };
        let shards = std::array::from_fn(|_| Mutex::default());
        ListCache { secret: secret(), shards, room: ROOM / part, recent_room: RECENT_ROOM / workers / part }
    }

    /// What one worker remembers by itself.
    pub(super) fn recent(&self) -> WorkerCache<'_> {
        WorkerCache { cache: self, shard: Shard::default() }
    }

    /// What a list is told from others by in this run.
    pub(super) fn hash(&self, list: &[u8]) -> u128 {
        xxh3_128_with_secret(list, &self.secret)
    }

    fn shard(&self, hash: u128) -> MutexGuard<'_, Shard> {
        self.shards[hash as usize % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn secret() -> [u8; SECRET] {
    let (random, mut secret) = (RandomState::new(), [0; SECRET]);
    for (number, word) in secret.chunks_exact_mut(8).enumerate() {
        word.copy_from_slice(&random.hash_one(number).to_le_bytes());
    }
    secret
}

/// What one worker remembers by itself, without waiting for others. All else it asks the cache that is shared.
pub(super) struct WorkerCache<'a> {
    cache: &'a ListCache,
    shard: Shard,
}

/// What all workers hold by themselves at most.
const RECENT_ROOM: usize = 170_000;

/// A list that was looked for, and what its worker knew of it.
pub(super) struct Lookup {
    hash: u128,
    seen: Option<Seen>,
}

impl Lookup {
    pub(super) fn hash(&self) -> u128 {
        self.hash
    }

    /// The same list in a row that is in doubt, of which something else is said.
    pub(super) fn doubted(&self) -> Lookup {
        Lookup { hash: !self.hash, seen: None }
    }
}

impl WorkerCache<'_> {
    /// Looks for lists by their bytes.
    pub(super) fn find<'b>(&self, lists: impl Iterator<Item = &'b [u8]>) -> Vec<Lookup> {
        let hashes: Vec<u128> = lists.map(|list| self.cache.hash(list)).collect();
        self.fetch(&hashes);
        hashes.into_iter().map(|hash| Lookup { hash, seen: self.shard.seen.get(&hash).cloned() }).collect()
    }

    /// Has what is known of lists brought near the processor, step by step. As nothing stands between one look and the next,
    /// the processor waits for all of a step at once.
    fn fetch(&self, hashes: &[u128]) {
        let told: Vec<&CachedReport> =
            hashes.iter().filter_map(|hash| self.shard.seen.get(hash)?.report.as_deref()).collect();
        black_box(told.iter().map(|told| told.prepared_len()).sum::<usize>());
        black_box(told.iter().flat_map(|told| &told.prepared).map(Prepared::touch).sum::<u64>());
    }

    /// What is known of a list; `judge` says it where nothing is.
    pub(super) fn recall(&mut self, Lookup { hash, seen }: Lookup, judge: impl FnOnce() -> Seen) -> Seen {
        if let Some(seen) = seen {
            return seen;
        }
        let known = self.cache.shard(hash).seen.get(&hash).cloned();
        let seen = known.unwrap_or_else(|| {
            let seen = judge();
            self.cache.shard(hash).keep(hash, seen.clone(), self.cache.room);
            seen
        });
        self.shard.keep(hash, seen.clone(), self.cache.recent_room);
        seen
    }
}

impl Shard {
    fn keep(&mut self, hash: u128, seen: Seen, room: usize) {
        let weight = seen.report.as_deref().map_or(1, weight);
        if weight > HEAVY {
            return;
        }
        if self.weight >= room {
            self.seen.clear();
            self.weight = 0;
        }
        if self.seen.insert(hash, seen).is_none() {
            self.weight += weight;
        }
    }
}

fn weight(told: &CachedReport) -> usize {
    let report = &told.report;
    let bytes = told.prepared_len() + 16 * (report.look_alikes.len() + report.remarks.len());
    4 + 10 * report.findings.len() + bytes / UNIT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_judged_once_until_a_full_cache_forgets() {
        let cache = ListCache::new(NonZeroUsize::MIN, false, false);
        let (mut recents, mut judged) = ([cache.recent(), cache.recent()], 0);
        let mut ask = |worker: usize, list: &[u8], is_doubted: bool| {
            let found = recents[worker].find([list].into_iter()).remove(0);
            let found = if is_doubted { found.doubted() } else { found };
            recents[worker].recall(found, || {
                judged += 1;
                Seen { report: None, kind: None, read_as: ReadAs::Utf8 }
            });
            judged
        };
        assert_eq!([ask(0, b"a", false), ask(0, b"a", false), ask(1, b"a", false)], [1; 3]);
        assert_eq!([ask(1, b"a", true), ask(0, b"a", true), ask(0, b"b", false)], [2, 2, 3]);
        for number in 0..(SHARDS * ROOM + RECENT_ROOM) as u32 {
            ask(0, &number.to_le_bytes(), false);
        }
        let before = ask(0, b"c", false);
        assert_eq!([ask(0, b"c", false), ask(0, b"a", false)], [before, before + 1]);
        let weights = cache.shards.each_ref().map(|shard| shard.lock().unwrap().weight);
        assert!(weights.iter().all(|weight| (1..=ROOM).contains(weight)));
    }
}
