//! What was said of lists that a scan has seen: a shop offers one product in many sizes, under one list.
//!
//! All workers share it. It holds only so much, and forgetting costs time and nothing else.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::hint::black_box;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_64_with_seed;

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

/// The lists seen, each known by all of its bytes.
pub(super) struct ListCache {
    /// Another in every run, so that no file can be made to have many lists at one place.
    seed: u64,
    shards: [Mutex<Shard>; SHARDS],
}

/// Lists by their hashes; a new one takes the place of another with the same.
#[derive(Default)]
struct Shard {
    lists: FxHashMap<u64, Arc<Entry>>,
    weight: usize,
}

struct Entry {
    list: Box<[u8]>,
    seen: Seen,
}

/// Parts that are locked on their own, so that workers seldom wait for each other.
const SHARDS: usize = 64;

/// What a shard holds at most, in units of about a hundred bytes: about 28 MB in all.
const ROOM: usize = 4_400;

impl ListCache {
    /// An empty cache.
    pub(super) fn new() -> ListCache {
        ListCache { seed: RandomState::new().hash_one(0), shards: std::array::from_fn(|_| Mutex::default()) }
    }

    fn shard(&self, hash: u64) -> MutexGuard<'_, Shard> {
        self.shards[hash as usize % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The hash of a list, by a part of its bytes from all over it.
    fn hash(&self, list: &[u8]) -> u64 {
        let mut sample = [0; SAMPLES * SAMPLE];
        if list.len() <= sample.len() {
            return xxh3_64_with_seed(list, self.seed);
        }
        let step = (list.len() - SAMPLE) / (SAMPLES - 1);
        for (number, part) in sample.chunks_exact_mut(SAMPLE).enumerate() {
            part.copy_from_slice(&list[number * step..][..SAMPLE]);
        }
        xxh3_64_with_seed(&sample, self.seed ^ list.len() as u64)
    }

    /// Looks for lists by their hashes. As nothing stands between one look and the next, the processor waits for all at
    /// once.
    pub(super) fn find<'b>(&self, lists: impl Iterator<Item = &'b [u8]>) -> Vec<Lookup<'b>> {
        let mut found: Vec<Lookup<'_>> =
            lists.map(|list| Lookup { hash: self.hash(list), list, entry: None }).collect();
        for found in &mut found {
            found.entry = self.shard(found.hash).lists.get(&found.hash).cloned();
        }
        let told = || found.iter().filter_map(|found| found.entry.as_ref()?.seen.report.as_deref());
        black_box(told().map(|told| told.prepared_len()).sum::<usize>());
        black_box(told().flat_map(|told| &told.prepared).map(Prepared::touch).sum::<u64>());
        found
    }

    /// What is known of a list; `judge` says it where nothing is.
    pub(super) fn recall(&self, found: Lookup<'_>, judge: impl FnOnce() -> Seen) -> Seen {
        let known = found.seen(found.entry.as_ref());
        let known = known.or_else(|| found.seen(self.shard(found.hash).lists.get(&found.hash)));
        known.unwrap_or_else(|| {
            let seen = judge();
            let entry = Entry { list: found.list.into(), seen: seen.clone() };
            self.shard(found.hash).keep(found.hash, entry);
            seen
        })
    }
}

/// Parts of a list that its hash is made of, and bytes of each.
const SAMPLES: usize = 8;
const SAMPLE: usize = 16;

/// A list that was looked for, and what stands at its place.
pub(super) struct Lookup<'b> {
    hash: u64,
    list: &'b [u8],
    entry: Option<Arc<Entry>>,
}

impl Lookup<'_> {
    /// The same list in a row that is in doubt, of which something else is said: no list has both hashes.
    pub(super) fn doubted(&self) -> Self {
        Lookup { hash: !self.hash, entry: None, ..*self }
    }

    fn seen(&self, entry: Option<&Arc<Entry>>) -> Option<Seen> {
        Some(entry.filter(|entry| *entry.list == *self.list)?.seen.clone())
    }
}

impl Shard {
    fn keep(&mut self, hash: u64, entry: Entry) {
        if self.weight >= ROOM {
            self.lists.clear();
            self.weight = 0;
        }
        self.weight += entry.weight();
        if let Some(before) = self.lists.insert(hash, Arc::new(entry)) {
            self.weight -= before.weight();
        }
    }
}

impl Entry {
    /// In units of about a hundred bytes.
    fn weight(&self) -> usize {
        let of_told = |told: &CachedReport| {
            let report = &told.report;
            let messages: usize = report.findings.iter().map(|finding| finding.message.len()).sum();
            let bytes = messages + told.prepared_len() + 16 * (report.look_alikes.len() + report.remarks.len());
            4 + 10 * report.findings.len() + bytes / 100
        };
        1 + self.list.len() / 100 + self.seen.report.as_deref().map_or(0, of_told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the cache says of a list, and whether it was there before.
    fn ask(cache: &ListCache, list: &[u8], is_doubted: bool) -> (u32, bool) {
        let found = cache.find([list].into_iter()).remove(0);
        let (found, mut was_there) = (if is_doubted { found.doubted() } else { found }, true);
        let judge = || {
            was_there = false;
            let report = Report { ingredients: list.len() as u32 + u32::from(list[20]), ..Report::clear() };
            Seen {
                report: Some(Arc::new(CachedReport { report, prepared: SmallVec::new() })),
                kind: None,
                read_as: ReadAs::Utf8,
            }
        };
        let seen = cache.recall(found, judge);
        (seen.report.map_or(0, |told| told.report.ingredients), was_there)
    }

    #[test]
    fn a_list_is_known_by_all_of_its_bytes() {
        let (cache, one, mut other) = (ListCache::new(), [b'a'; 1000], [b'a'; 1000]);
        // a byte that is no part of the hash
        other[20] = b'b';
        assert_eq!(cache.hash(&one), cache.hash(&other));
        let asked = [(&one, false), (&one, false), (&one, true), (&one, true), (&other, false), (&one, false)];
        let said = asked.map(|(list, is_doubted)| ask(&cache, list, is_doubted));
        assert_eq!(said, [(1097, false), (1097, true), (1097, false), (1097, true), (1098, false), (1097, false)]);
    }

    #[test]
    fn a_full_cache_forgets_and_goes_on() {
        let cache = ListCache::new();
        for number in 0..4_000_u32 {
            let list = [number.to_le_bytes(); 5_000].concat();
            assert_eq!([ask(&cache, &list, false).1, ask(&cache, &list, false).1], [false, true]);
        }
        let weights = cache.shards.each_ref().map(|shard| shard.lock().unwrap().weight);
        assert!(weights.iter().all(|weight| *weight <= ROOM + 201) && weights.iter().any(|weight| *weight > 0));
    }
}
