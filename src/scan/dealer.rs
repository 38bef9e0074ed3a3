//! The dealer: reads, and gives a block to whoever asks next.
//!
//! Who takes a block has just read it, so it is still near at hand: no bytes go from one core to another.

use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};

use crate::catalogue::blocks::{Block, Blocks};
use crate::catalogue::relay::{Next, Relay};
use crate::catalogue::source::BytesRead;

/// Deals out the blocks of a catalogue.
pub(super) struct Dealer<R>(Mutex<Deck<R>>);

struct Deck<R> {
    blocks: Blocks<R>,
    bytes_read: BytesRead,
    turns: Next<()>,
    /// How the input ended, once it has.
    end: Option<io::Result<()>>,
}

/// A block, with the turn in which the results are to be told.
pub(super) struct Dealt {
    pub(super) block: Block,
    /// How many bytes were read of the file up to it.
    pub(super) bytes_read: u64,
    pub(super) turn: Relay<()>,
}

impl<R: Read> Dealer<R> {
    pub(super) fn new(blocks: Blocks<R>, bytes_read: BytesRead) -> Dealer<R> {
        Dealer(Mutex::new(Deck { blocks, bytes_read, turns: Next::first(()), end: None }))
    }

    /// The next block; none if there are no more.
    pub(super) fn deal(&self) -> Option<Dealt> {
        let mut deck = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if deck.end.is_some() {
            return None;
        }
        match deck.blocks.next_block() {
            Ok(Some(block)) => Some(Dealt { block, bytes_read: deck.bytes_read.get(), turn: deck.turns.relay() }),
            Ok(None) => {
                deck.end = Some(Ok(()));
                None
            }
            Err(error) => {
                deck.end = Some(Err(error));
                None
            }
        }
    }

    /// How the input ended: well, if it was not read to its end.
    pub(super) fn end(self) -> io::Result<()> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).end.unwrap_or(Ok(()))
    }
}
