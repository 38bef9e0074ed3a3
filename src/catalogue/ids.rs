//! Ids: counts the rows whose id stood before, in memory that does not grow with the file.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::cell::Cell;
use super::count::Count;
use super::rows::{Row, Rows};

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
    seed: u64,
    seen: Mutex<Seen>,
}

/// The ids of a block, by their hashes, each with the number of its row.
#[derive(Clone, Debug)]
pub struct IdsOfBlock {
    seed: u64,
    hashes: Vec<(u64, u64)>,
}

#[derive(Debug)]
struct Seen {
    hashes: FxHashSet<u64>,
    kept: usize,
    repeated: RepeatedIds,
}

impl Ids {
    /// No ids so far.
    pub fn new() -> Ids {
        Ids::keeping(KEPT)
    }

    fn keeping(kept: usize) -> Ids {
        let seen = Seen { hashes: FxHashSet::default(), kept, repeated: RepeatedIds::default() };
        Ids { seed: RandomState::new().hash_one(0u8), seen: Mutex::new(seen) }
    }

    /// Takes the ids of a block.
    pub fn of_block(&self) -> IdsOfBlock {
        IdsOfBlock { seed: self.seed, hashes: Vec::new() }
    }

    /// Enters the ids of the block that comes next. Its `rows` are read again if the first id of the file that stood
    /// before is among them.
    pub fn enter(&self, ids: &IdsOfBlock, rows: Rows<'_>, before: Count) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = seen.enter(&ids.hashes) {
            seen.repeated.first = named(rows, number, before);
        }
    }

    /// What was found.
    pub fn repeated(self) -> RepeatedIds {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner).repeated
    }
}

impl Default for Ids {
    fn default() -> Ids {
        Ids::new()
    }
}

impl IdsOfBlock {
    /// Adds the id of the next row, if it has one.
    pub fn add(&mut self, row: &Row<'_, '_>) {
        let hash = |id: Cell<'_>| xxh3_64_with_seed(id.inside().trim_ascii(), self.seed);
        self.hashes.extend(row.id.map(|id| (row.number, hash(id))));
    }
}

impl Seen {
    /// Enters ids, and gives the number of the row with the first one of the file that stood before.
    fn enter(&mut self, ids: &[(u64, u64)]) -> Option<u64> {
        let mut first = None;
        for (number, hash) in ids {
            let is_full = self.hashes.len() >= self.kept;
            let stood_before = if is_full { self.hashes.contains(hash) } else { !self.hashes.insert(*hash) };
            self.repeated.is_least |= is_full && !stood_before;
            self.repeated.count += u64::from(stood_before);
            if stood_before && self.repeated.count == 1 {
                first = Some(*number);
            }
        }
        first
    }
}

/// The id in the row with this number.
fn named(mut rows: Rows<'_>, number: u64, before: Count) -> Option<RepeatedId> {
    while let Some(row) = rows.read() {
        if let Some(row) = row.ok().filter(|row| row.number == number) {
            let id = row.id?.text().0.into_owned();
            return Some(RepeatedId { id, row: before.rows + number, line: before.lines + row.line() });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enters ids one block after another.
    fn enter(kept: usize, blocks: &[&[u64]]) -> (Vec<Option<u64>>, RepeatedIds) {
        let mut seen = Ids::keeping(kept).seen.into_inner().unwrap();
        let numbered = |block: &[u64]| (1..).zip(block.iter().copied()).collect::<Vec<_>>();
        let first = blocks.iter().map(|block| seen.enter(&numbered(block))).collect();
        (first, seen.repeated)
    }

    #[test]
    fn ids_that_stood_before_are_counted() {
        let (first, repeated) = enter(10, &[&[1, 2, 3], &[4, 2, 1], &[2, 5]]);
        assert_eq!(first, [None, Some(2), None]);
        assert_eq!(repeated, RepeatedIds { count: 3, is_least: false, first: None });
    }

    #[test]
    fn of_too_many_ids_the_first_are_kept() {
        let (_, repeated) = enter(2, &[&[1, 2, 2], &[3, 1, 3]]);
        assert_eq!(repeated, RepeatedIds { count: 2, is_least: true, first: None });
    }
}
