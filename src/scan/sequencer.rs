//! The sequencer of a scan: which blocks were counted, and which were told.
//!
//! How many rows stand before a block, and which of its ids, nobody knows until all blocks before it were read, and only
//! who draws a finding needs to know. So each worker enters what it counted, and waits for the others only if it has
//! something to draw.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::catalogue::count::Count;
use crate::catalogue::ids::{Again, Ids, IdsOfBlock};

/// How far a scan is.
pub(super) struct Sequencer<'a> {
    ids: &'a Ids,
    state: Mutex<State>,
    news: Condvar,
}

struct State {
    /// Blocks that were told.
    told: u64,
    /// What stands before the blocks behind those, as far as it is known.
    before: VecDeque<Count>,
    /// Which rows of those blocks go by what stood before, as far as it is known.
    again: VecDeque<Again>,
    /// What was entered of blocks behind one that was not.
    ahead: BTreeMap<u64, (Count, IdsOfBlock)>,
    is_over: bool,
}

impl<'a> Sequencer<'a> {
    /// The sequencer of a scan of blocks that stand behind `before`. It enters their ids in the order of the file.
    pub(super) fn new(before: Count, ids: &'a Ids) -> Sequencer<'a> {
        let again = VecDeque::new();
        let state = State { told: 0, before: [before].into(), again, ahead: BTreeMap::new(), is_over: false };
        Sequencer { ids, state: Mutex::new(state), news: Condvar::new() }
    }

    /// Enters what was counted in the block with this number.
    pub(super) fn enter(&self, number: u64, here: (Count, IdsOfBlock)) {
        let mut state = self.state();
        state.ahead.insert(number, here);
        while let Some((last, (here, ids))) = state.before.back().copied().zip(state.next_ahead()) {
            state.before.push_back(last + here);
            state.again.push_back(self.ids.enter(&ids));
        }
        self.news.notify_all();
    }

    /// Which rows go by what stood before, in a block that was entered and before which everything is known.
    pub(super) fn again(&self, number: u64) -> Again {
        let state = self.state();
        state.again.get((number - state.told) as usize).cloned().unwrap_or_default()
    }

    /// What stands before the block with this number, which was not told yet; none if the scan is over.
    pub(super) fn before(&self, number: u64) -> Option<Count> {
        let is_unknown = |state: &mut State| !state.is_over && state.known(number).is_none();
        let state = self.news.wait_while(self.state(), is_unknown).unwrap_or_else(PoisonError::into_inner);
        state.known(number).filter(|_| !state.is_over)
    }

    /// Waits until fewer than `most` blocks before this one are still to be told. No if the scan is over.
    pub(super) fn has_room(&self, number: u64, most: u64) -> bool {
        let is_full = |state: &mut State| !state.is_over && number >= state.told + most;
        !self.news.wait_while(self.state(), is_full).unwrap_or_else(PoisonError::into_inner).is_over
    }

    /// Enters that the next block was told.
    pub(super) fn tell(&self) {
        let mut state = self.state();
        state.told += 1;
        state.before.pop_front();
        state.again.pop_front();
        self.news.notify_all();
    }

    /// Ends it when it is dropped, however that comes about.
    pub(super) fn ending(&self) -> Ending<'_> {
        Ending(self)
    }

    /// Lets nobody wait any more.
    pub(super) fn end(&self) {
        self.state().is_over = true;
        self.news.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets nobody wait any more once it is dropped.
pub(super) struct Ending<'a>(&'a Sequencer<'a>);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl State {
    fn known(&self, number: u64) -> Option<Count> {
        self.before.get((number - self.told) as usize).copied()
    }

    /// What was entered of the last block before which everything is known.
    fn next_ahead(&mut self) -> Option<(Count, IdsOfBlock)> {
        self.ahead.remove(&(self.told + self.before.len() as u64 - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    const FIRST: Count = Count { rows: 0, lines: 2 };

    #[test]
    fn what_stands_before_is_known_whoever_counts_first() {
        let ids = Ids::new();
        let sequencer = Sequencer::new(FIRST, &ids);
        let expected = |number: u64| Some(Count { rows: number, lines: 2 + 3 * number });
        thread::scope(|scope| {
            for number in (0..5).rev() {
                let sequencer = &sequencer;
                scope.spawn(move || {
                    sequencer.enter(number, (Count { rows: 1, lines: 3 }, IdsOfBlock::default()));
                    assert_eq!(sequencer.before(number), expected(number));
                });
            }
        });
        sequencer.tell();
        sequencer.tell();
        assert_eq!((sequencer.before(2), sequencer.before(5)), (expected(2), expected(5)));
    }

    #[test]
    fn nobody_waits_for_a_scan_that_is_over() {
        let ids = Ids::new();
        let sequencer = Sequencer::new(FIRST, &ids);
        assert!(sequencer.has_room(1, 2));
        thread::scope(|scope| {
            let waiting = [scope.spawn(|| sequencer.before(1).is_some()), scope.spawn(|| sequencer.has_room(2, 2))];
            sequencer.end();
            waiting.into_iter().for_each(|waiting| assert!(!waiting.join().unwrap()));
        });
    }
}
