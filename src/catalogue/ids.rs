//! Ids: counts the rows whose id stood before, in memory that does not grow with the file.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::count::Count;
use super::rows::{Row, Rows};
use crate::limits;

/// So many different ids are kept apart, which takes 19 MB. Those that come later are compared with these only, unless
/// all are sorted.
const KEPT: usize = limits::IDS;

/// Rows with an id that was already used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RepeatedIds {
    /// How many there are.
    pub(crate) count: u64,
    /// Whether there may be more, because the file has too many ids to compare them all.
    pub(crate) is_least: bool,
    /// The first one.
    pub(crate) first: Option<RepeatedId>,
}

/// An id that was already used, and where it is used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RepeatedId {
    /// The id.
    pub(crate) id: String,
    /// Record number, 1-based, header not counted.
    pub(crate) row: u64,
    /// The line on which the record begins, 1-based.
    pub(crate) line: u64,
}

/// The ids of a file, by a hash of 64 bits that is another in every run.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: u64,
    seen: Mutex<Seen>,
}

/// The ids of a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct IdsOfBlock {
    seed: u64,
    /// Their hashes, each with the number of its row.
    hashes: Vec<(u64, u64)>,
    /// The first and the last one.
    ends: Option<(Vec<u8>, Vec<u8>)>,
    /// Whether one does not come behind the one before it.
    is_unsorted: bool,
}

/// The ids so far.
#[derive(Debug)]
struct Seen {
    /// As long as each came behind the one before it, none stood before, and they are only written down.
    sorted: Option<Sorted>,
    hashes: FxHashSet<u64>,
    kept: usize,
    repeated: RepeatedIds,
}

#[derive(Debug, Default)]
struct Sorted {
    last: Vec<u8>,
    hashes: Vec<u64>,
    /// Whether there were more than are kept.
    is_cut: bool,
}

impl Ids {
    pub(crate) fn new() -> Ids {
        Ids::keeping(KEPT)
    }

    fn keeping(kept: usize) -> Ids {
        let sorted = Some(Sorted::default());
        let seen = Seen { sorted, hashes: FxHashSet::default(), kept, repeated: RepeatedIds::default() };
        Ids { seed: RandomState::new().hash_one(0u8), seen: Mutex::new(seen) }
    }

    /// Takes the ids of a block.
    pub(crate) fn of_block(&self) -> IdsOfBlock {
        IdsOfBlock { seed: self.seed, ..IdsOfBlock::default() }
    }

    /// Enters the ids of the block that comes next. Its rows are read again if the first id of the file that stood
    /// before is among them.
    pub(crate) fn enter<'a>(&self, ids: &IdsOfBlock, rows: impl FnOnce() -> Rows<'a>, before: Count) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = seen.enter(ids) {
            seen.repeated.first = named(rows(), number, before);
        }
    }

    pub(crate) fn repeated(self) -> RepeatedIds {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner).repeated
    }
}

impl IdsOfBlock {
    /// Adds the id of the next row, if it has one.
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        if let Some(id) = row.id() {
            self.push(row.number, id.inside().trim_ascii());
        }
    }

    fn push(&mut self, number: u64, id: &[u8]) {
        self.hashes.push((number, xxh3_64_with_seed(id, self.seed)));
        if self.is_unsorted {
            return;
        }
        match &mut self.ends {
            None => self.ends = Some((id.to_owned(), id.to_owned())),
            Some((_, last)) => {
                self.is_unsorted = !is_behind(last, id);
                last.clear();
                last.extend_from_slice(id);
            }
        }
    }
}

/// Whether an id comes behind another where they are sorted as numbers are: the longer is the greater.
fn is_behind(last: &[u8], id: &[u8]) -> bool {
    (last.len(), last) < (id.len(), id)
}

impl Sorted {
    /// Goes on with the ids of a block. No if they do not go on where the last ones ended.
    fn go_on(&mut self, ids: &IdsOfBlock, kept: usize) -> bool {
        let Some((first, last)) = &ids.ends else { return true };
        if ids.is_unsorted || !is_behind(&self.last, first) {
            return false;
        }
        last.clone_into(&mut self.last);
        let room = kept - self.hashes.len();
        self.hashes.extend(ids.hashes.iter().map(|(_, hash)| hash).take(room));
        self.is_cut |= ids.hashes.len() > room;
        true
    }
}

impl Seen {
    /// Enters ids, and gives the number of the row with the first one of the file that stood before.
    fn enter(&mut self, ids: &IdsOfBlock) -> Option<u64> {
        if let Some(mut sorted) = self.sorted.take() {
            if sorted.go_on(ids, self.kept) {
                self.sorted = Some(sorted);
                return None;
            }
            self.repeated.is_least = sorted.is_cut;
            self.hashes.extend(sorted.hashes);
        }
        let mut first = None;
        for (number, hash) in &ids.hashes {
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
    let row = rows.by_ref().flatten().find(|row| row.number == number)?;
    let id = row.id()?.text().0.into_owned();
    Some(RepeatedId { id, row: before.rows + number, line: before.lines + rows.line(&row) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enters ids one block after another.
    fn enter(kept: usize, blocks: &[&[&'static str]]) -> (Vec<Option<u64>>, RepeatedIds) {
        let ids = Ids::keeping(kept);
        let of_block = |names: &[&'static str]| {
            let mut block = ids.of_block();
            (1..).zip(names).for_each(|(number, id)| block.push(number, id.as_bytes()));
            block
        };
        let mut seen = Ids::keeping(kept).seen.into_inner().unwrap();
        let first = blocks.iter().map(|block| seen.enter(&of_block(block))).collect();
        (first, seen.repeated)
    }

    #[test]
    fn ids_that_stood_before_are_counted() {
        let (first, repeated) = enter(10, &[&["1", "2", "3"], &["4", "2", "1"], &["2", "5"]]);
        assert_eq!(first, [None, Some(2), None]);
        assert_eq!(repeated, RepeatedIds { count: 3, is_least: false, first: None });
    }

    #[test]
    fn of_too_many_ids_the_first_are_kept() {
        let (_, repeated) = enter(2, &[&["a", "b", "b"], &["c", "a", "c"]]);
        assert_eq!(repeated, RepeatedIds { count: 2, is_least: true, first: None });
    }

    #[test]
    fn of_sorted_ids_none_stands_twice_however_many_there_are() {
        let (_, repeated) = enter(2, &[&["8", "9"], &["10", "11"], &[], &["12"]]);
        assert_eq!(repeated, RepeatedIds::default());
    }

    #[test]
    fn ids_that_cease_to_be_sorted_are_compared_with_those_before() {
        for blocks in [&[&["1", "2"][..], &["3", "3"]][..], &[&["1", "2"], &["2", "3"]], &[&["1", "2", "1"]]] {
            assert_eq!(enter(10, blocks).1.count, 1, "{blocks:?}");
        }
        assert_eq!(enter(2, &[&["1", "2", "3"], &["1"]]).1, RepeatedIds { count: 1, is_least: true, first: None });
    }
}
