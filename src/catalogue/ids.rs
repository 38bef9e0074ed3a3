//! Ids: which rows have an id that stood before, in memory that does not grow with the file.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::count::Count;
use super::rows::{Row, Rows};
use crate::limits;

/// So many different ids are kept apart, which takes 21 MB. Those that come later are compared with these only, unless
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

/// What the rows of a file go by, as hashes that are others in every run.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: u64,
    seen: Mutex<Seen>,
}

/// What the rows of a block go by: their ids, or the names of those without one.
#[derive(Clone, Debug, Default)]
pub(crate) struct IdsOfBlock {
    seed: u64,
    rows: Vec<Named>,
    /// The first and the last id.
    ends: Option<(Vec<u8>, Vec<u8>)>,
    /// Whether one does not come behind the one before it, or is none.
    is_unsorted: bool,
}

/// The rows of a block that go by what stood before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Again {
    /// Those with another list than the first that went by it, in their order.
    others: Vec<u64>,
    /// The first row of the file with an id that stood before.
    first: Option<u64>,
}

/// What a row goes by: 56 bits of a hash.
type Name = [u8; 7];

/// A list: 16 bits of a hash.
type List = [u8; 2];

#[derive(Clone, Copy, Debug)]
struct Named {
    row: u64,
    name: Name,
    list: List,
    is_id: bool,
}

/// What stood so far.
#[derive(Debug)]
struct Seen {
    /// As long as each came behind the one before it, none stood before, and they are only written down.
    sorted: Option<Sorted>,
    /// Each with the list that it first stood beside.
    lists: FxHashMap<Name, List>,
    kept: usize,
    repeated: RepeatedIds,
}

#[derive(Debug, Default)]
struct Sorted {
    last: Vec<u8>,
    lists: Vec<(Name, List)>,
    /// Whether there were more than are kept.
    is_cut: bool,
}

impl Ids {
    pub(crate) fn new() -> Ids {
        Ids::keeping(KEPT)
    }

    fn keeping(kept: usize) -> Ids {
        let sorted = Some(Sorted::default());
        let seen = Seen { sorted, lists: FxHashMap::default(), kept, repeated: RepeatedIds::default() };
        Ids { seed: RandomState::new().hash_one(0u8), seen: Mutex::new(seen) }
    }

    /// Takes the ids of a block.
    pub(crate) fn of_block(&self) -> IdsOfBlock {
        IdsOfBlock { seed: self.seed, ..IdsOfBlock::default() }
    }

    /// Enters the ids of the block that comes next.
    pub(crate) fn enter(&self, ids: &IdsOfBlock) -> Again {
        self.seen().enter(ids)
    }

    /// Takes the first id that stood before, if it is in the block with these rows.
    pub(crate) fn name<'a>(&self, again: &Again, rows: impl FnOnce() -> Rows<'a>, before: Count) {
        if let Some(number) = again.first {
            self.seen().repeated.first = named(rows(), number, before);
        }
    }

    pub(crate) fn repeated(self) -> RepeatedIds {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner).repeated
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Again {
    /// Whether the row with this number has another list than the first that goes by the same.
    pub(crate) fn has_other_list(&self, row: Option<u64>) -> bool {
        row.is_some_and(|row| self.others.binary_search(&row).is_ok())
    }
}

impl IdsOfBlock {
    /// Adds what the next row goes by, if anything. Its list has this hash in this run.
    pub(crate) fn add(&mut self, row: &Row<'_>, list: u128) {
        let id = row.id();
        if let Some(name) = id.or(row.name()) {
            self.push(row.number, (name.inside().trim_ascii(), id.is_some()), (list as u16).to_ne_bytes());
        }
    }

    fn push(&mut self, row: u64, (text, is_id): (&[u8], bool), list: List) {
        let hash = xxh3_64_with_seed(text, self.seed);
        // an id is no name, even if they read alike
        let [_, name @ ..] = if is_id { hash } else { !hash }.to_be_bytes();
        self.rows.push(Named { row, name, list, is_id });
        self.is_unsorted |= !is_id;
        if self.is_unsorted {
            return;
        }
        match &mut self.ends {
            None => self.ends = Some((text.to_owned(), text.to_owned())),
            Some((_, last)) => {
                self.is_unsorted = !is_behind(last, text);
                last.clear();
                last.extend_from_slice(text);
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
        if ids.rows.is_empty() {
            return true;
        }
        let Some((_, last)) = ids.ends.as_ref().filter(|(first, _)| !ids.is_unsorted && is_behind(&self.last, first))
        else {
            return false;
        };
        last.clone_into(&mut self.last);
        let room = kept - self.lists.len();
        self.lists.extend(ids.rows.iter().map(|row| (row.name, row.list)).take(room));
        self.is_cut |= ids.rows.len() > room;
        true
    }
}

impl Seen {
    fn enter(&mut self, ids: &IdsOfBlock) -> Again {
        if let Some(mut sorted) = self.sorted.take() {
            if sorted.go_on(ids, self.kept) {
                self.sorted = Some(sorted);
                return Again::default();
            }
            self.repeated.is_least = sorted.is_cut;
            self.lists.extend(sorted.lists);
        }
        let mut again = Again::default();
        for Named { row, name, list, is_id } in &ids.rows {
            let before = self.lists.get(name).copied();
            let is_full = self.lists.len() >= self.kept;
            if before.is_none() && !is_full {
                self.lists.insert(*name, *list);
            }
            if before.is_some_and(|before| before != *list) {
                again.others.push(*row);
            }
            if *is_id {
                self.repeated.is_least |= is_full && before.is_none();
                self.repeated.count += u64::from(before.is_some());
                if before.is_some() && self.repeated.count == 1 {
                    again.first = Some(*row);
                }
            }
        }
        again
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

    /// Enters ids one block after another, each with the same list.
    fn enter(kept: usize, blocks: &[&[&'static str]]) -> (Vec<Option<u64>>, RepeatedIds) {
        let blocks: Vec<Vec<_>> =
            blocks.iter().map(|names| names.iter().map(|name| (*name, true, "Aqua")).collect()).collect();
        let (again, repeated) = enter_all(kept, &blocks);
        assert!(again.iter().all(|again| again.others.is_empty()));
        (again.iter().map(|again| again.first).collect(), repeated)
    }

    fn enter_all(kept: usize, blocks: &[Vec<(&str, bool, &str)>]) -> (Vec<Again>, RepeatedIds) {
        let ids = Ids::keeping(kept);
        let of_block = |rows: &Vec<(&str, bool, &str)>| {
            let mut block = ids.of_block();
            (1..).zip(rows).for_each(|(row, (name, is_id, list))| {
                block.push(row, (name.as_bytes(), *is_id), [list.as_bytes()[0], list.as_bytes()[1]]);
            });
            block
        };
        let again = blocks.iter().map(|block| ids.enter(&of_block(block))).collect();
        (again, ids.repeated())
    }

    #[test]
    fn ids_that_stood_before_are_counted() {
        let (first, repeated) = enter(10, &[&["1", "2", "3"], &["4", "2", "1"], &["2", "5"]]);
        assert_eq!(first, [None, Some(2), None]);
        assert_eq!(repeated, RepeatedIds { count: 3, is_least: false, first: None });
    }

    #[test]
    fn rows_with_another_list_than_the_first_are_told_apart() {
        let blocks = [
            vec![("1", true, "Aqua"), ("2", true, "Aqua"), ("1", true, "Talc"), ("1", true, "Aqua")],
            vec![("2", true, "Talc"), ("2", false, "Talc"), ("Gel", false, "Aqua"), ("Gel", false, "Talc")],
        ];
        let (again, repeated) = enter_all(10, &blocks);
        assert_eq!(again.iter().map(|again| &*again.others).collect::<Vec<_>>(), [&[3][..], &[1, 4]]);
        assert!(
            again[0].has_other_list(Some(3)) && !again[0].has_other_list(Some(4)) && !again[1].has_other_list(None)
        );
        assert_eq!(repeated.count, 3, "names are no ids");
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
