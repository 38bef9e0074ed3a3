//! Counts: how many rows and lines stand before a block, which nobody knows until the blocks before it were read.
//!
//! They are read by several workers at once. Each counts its own, waits for the count of those before, and passes the
//! sum on.

use std::ops::AddAssign;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Rows and lines of a part of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Rows: all that are counted as one, broken ones too. The header is none.
    pub rows: u64,
    /// Lines that end in it.
    pub lines: u64,
}

/// Takes the count of all that stands before a block, and hands it on to the next one.
#[derive(Debug)]
pub struct Relay {
    before: Receiver<Count>,
    next: Sender<Count>,
}

/// The count of all that stands before the next block, once its relay knows.
#[derive(Debug)]
pub(super) struct Next(Receiver<Count>);

impl Next {
    /// Nothing but `before` stands before the first block.
    pub(super) fn first(before: Count) -> Next {
        let (sender, receiver) = channel();
        sender.send(before).expect("the receiver is at hand");
        Next(receiver)
    }

    /// The relay of the next block.
    pub(super) fn relay(&mut self) -> Relay {
        let (next, receiver) = channel();
        let before = std::mem::replace(&mut self.0, receiver);
        Relay { before, next }
    }
}

impl Relay {
    /// Waits for the count of what stands before, and hands it on with `here` added. None if a block before was
    /// dropped, as when the scan ends early.
    ///
    /// In between, `in_turn` is done: by one block at a time, in the order of the file.
    pub fn pass(self, here: Count, in_turn: impl FnOnce(Count)) -> Option<Count> {
        let before = self.before.recv().ok()?;
        in_turn(before);
        let mut behind = before;
        behind += here;
        // nobody waits where no block follows
        let _ = self.next.send(behind);
        Some(before)
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.rows += other.rows;
        self.lines += other.lines;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn every_block_learns_what_stands_before_it() {
        let mut next = Next::first(Count { rows: 0, lines: 2 });
        let relays: Vec<Relay> = (0..5).map(|_| next.relay()).collect();
        let workers =
            relays.into_iter().rev().map(|relay| thread::spawn(|| relay.pass(Count { rows: 1, lines: 3 }, |_| ())));
        let workers: Vec<_> = workers.collect();
        let rows = workers.into_iter().rev().map(|worker| worker.join().unwrap().unwrap());
        let expected = (0..5).map(|n| Count { rows: n, lines: 2 + 3 * n });
        assert!(rows.eq(expected));
    }

    #[test]
    fn nobody_waits_for_a_block_that_was_dropped() {
        let mut next = Next::first(Count::default());
        drop(next.relay());
        assert_eq!(next.relay().pass(Count::default(), |_| ()), None);
    }
}
