//! Ids: counts the rows whose id stood before, in memory that does not grow with the file.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use rustc_hash::FxHashSet;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::cell::Cell;

/// So many different ids are kept apart, which takes 19 MB. Those that come later are compared with these only.
const KEPT: usize = 1_800_000;

/// Rows whose id stood before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RepeatedIds {
    /// How many there are.
    pub count: u64,
    /// Whether there may be more, as the file has more ids than are kept apart.
    pub is_least: bool,
    /// The first one.
    pub first: Option<RepeatedId>,
}

/// An id that stood before, and where it stands again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepeatedId {
    /// The id.
    pub id: String,
    /// Record number, 1-based, header not counted.
    pub row: u64,
    /// The line on which the record begins, 1-based.
    pub line: u64,
}

/// The ids of a file, by a hash of 64 bits that is another in every run.
#[derive(Debug)]
pub struct Ids {
    seen: FxHashSet<u64>,
    kept: usize,
    repeated: RepeatedIds,
}

/// Makes the hashes.
#[derive(Clone, Copy, Debug)]
pub struct IdHasher {
    seed: u64,
}

/// The hash of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdHash(u64);

impl IdHasher {
    /// A hasher for a run.
    pub fn new() -> IdHasher {
        IdHasher { seed: RandomState::new().hash_one(0u8) }
    }

    /// The hash of the id in a cell.
    pub fn hash(self, id: Cell<'_>) -> IdHash {
        IdHash(xxh3_64_with_seed(id.inside().trim_ascii(), self.seed))
    }
}

impl Default for IdHasher {
    fn default() -> IdHasher {
        IdHasher::new()
    }
}

impl Ids {
    /// No ids so far.
    pub fn new() -> Ids {
        Ids::keeping(KEPT)
    }

    fn keeping(kept: usize) -> Ids {
        Ids { seen: FxHashSet::default(), kept, repeated: RepeatedIds::default() }
    }

    /// Enters ids in the order of the file. If the first one of the file that stood before is among them, its index is
    /// given back.
    pub fn enter(&mut self, ids: impl IntoIterator<Item = IdHash>) -> Option<usize> {
        let mut first = None;
        for (index, IdHash(hash)) in ids.into_iter().enumerate() {
            let is_full = self.seen.len() >= self.kept;
            let stood_before = if is_full { self.seen.contains(&hash) } else { !self.seen.insert(hash) };
            self.repeated.is_least |= is_full && !stood_before;
            if stood_before {
                self.repeated.count += 1;
                first = first.or((self.repeated.count == 1).then_some(index));
            }
        }
        first
    }

    /// Names the first one that stood before.
    pub fn name_first(&mut self, first: RepeatedId) {
        self.repeated.first = Some(first);
    }

    /// What was found.
    pub fn repeated(self) -> RepeatedIds {
        self.repeated
    }
}

impl Default for Ids {
    fn default() -> Ids {
        Ids::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enters ids one block after another.
    fn enter(kept: usize, blocks: &[&[u64]]) -> (Vec<Option<usize>>, RepeatedIds) {
        let mut ids = Ids::keeping(kept);
        let first = blocks.iter().map(|block| ids.enter(block.iter().copied().map(IdHash))).collect();
        (first, ids.repeated())
    }

    #[test]
    fn ids_that_stood_before_are_counted() {
        let (first, repeated) = enter(10, &[&[1, 2, 3], &[4, 2, 1], &[2, 5]]);
        assert_eq!(first, [None, Some(1), None]);
        assert_eq!(repeated, RepeatedIds { count: 3, is_least: false, first: None });
    }

    #[test]
    fn of_too_many_ids_the_first_are_kept() {
        let (_, repeated) = enter(2, &[&[1, 2, 2], &[3, 1, 3]]);
        assert_eq!(repeated, RepeatedIds { count: 2, is_least: true, first: None });
    }
}
