//! Relays: hand something on from block to block in the order of the file, whoever works on them.
//!
//! How many rows stand before a block, nobody knows until the blocks before it were read. They are read by several
//! workers at once: each counts its own, waits for the count of those before, and hands the sum on.

use std::sync::mpsc::{Receiver, Sender, channel};

/// Takes what the block before hands on, and hands it on to the next one.
#[derive(Debug)]
pub struct Relay<T> {
    before: Receiver<T>,
    next: Sender<T>,
}

/// What is handed to the next block.
#[derive(Debug)]
pub struct Next<T>(Receiver<T>);

impl<T> Next<T> {
    /// `first` is handed to the first block.
    pub fn first(first: T) -> Next<T> {
        let (sender, receiver) = channel();
        sender.send(first).expect("the receiver is at hand");
        Next(receiver)
    }

    /// The relay of the next block.
    pub fn relay(&mut self) -> Relay<T> {
        let (next, receiver) = channel();
        let before = std::mem::replace(&mut self.0, receiver);
        Relay { before, next }
    }
}

impl<T: Copy> Relay<T> {
    /// Waits for its turn, and hands on what `in_turn` makes of what it was handed: one block at a time, in the order
    /// of the file. Gives what it was handed; none if a block before was dropped, as when the scan ends early.
    pub fn pass(self, in_turn: impl FnOnce(T) -> T) -> Option<T> {
        let before = self.before.recv().ok()?;
        // nobody waits where no block follows
        let _ = self.next.send(in_turn(before));
        Some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn every_block_is_handed_what_those_before_made() {
        let mut next = Next::first(2);
        let relays: Vec<Relay<u64>> = (0..5).map(|_| next.relay()).collect();
        let workers = relays.into_iter().rev().map(|relay| thread::spawn(|| relay.pass(|before| before + 3)));
        let workers: Vec<_> = workers.collect();
        let handed = workers.into_iter().rev().map(|worker| worker.join().unwrap().unwrap());
        assert!(handed.eq((0..5).map(|n| 2 + 3 * n)));
    }

    #[test]
    fn nobody_waits_for_a_block_that_was_dropped() {
        let mut next = Next::first(());
        drop(next.relay());
        assert_eq!(next.relay().pass(|()| ()), None);
    }
}
