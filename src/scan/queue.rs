//! The queue: reads, and gives a block to whoever asks next.
//!
//! Who takes a block has just read it, so it is still near at hand: no bytes go from one core to another.

use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::sequencer::Sequencer;
use crate::catalogue::blocks::{Block, Blocks};
use crate::catalogue::source::BytesRead;

/// Hands out the blocks of a catalogue.
pub(super) struct BlockQueue<'a, R> {
    state: Mutex<State<R>>,
    sequencer: &'a Sequencer<'a>,
    /// How many blocks can be handed out that are not told yet, so that memory stays flat.
    most: u64,
    /// How long the next blocks are.
    length: AtomicUsize,
}

struct State<R> {
    blocks: Blocks<R>,
    bytes_read: BytesRead,
    taken: u64,
    /// Whether the last of them was a long one.
    is_behind_long: bool,
    /// How the input ended, once it has.
    end: Option<io::Result<()>>,
}

/// A block that takes up more than this is judged alone: it holds a record that is longer than blocks are, and may be given
/// back as well.
const LONG: usize = 4 << 20;

/// A block with its number, from 0.
pub(super) struct QueuedBlock {
    pub(super) number: u64,
    pub(super) block: Block,
    /// How many bytes were read of the file up to it.
    pub(super) bytes_read: u64,
}

impl<'a, R: Read> BlockQueue<'a, R> {
    /// A queue of blocks of this length.
    pub(super) fn new(
        blocks: Blocks<R>, length: usize, bytes_read: BytesRead, sequencer: &'a Sequencer<'a>, most: u64,
    ) -> BlockQueue<'a, R> {
        let state = Mutex::new(State { blocks, bytes_read, taken: 0, is_behind_long: false, end: None });
        BlockQueue { state, sequencer, most, length: AtomicUsize::new(length) }
    }

    /// Hands out blocks of another length from now on.
    pub(super) fn set_length(&self, length: usize) {
        self.length.store(length, Ordering::Relaxed);
    }

    /// The next block; none if there are no more, or nobody wants to know.
    pub(super) fn next(&self) -> Option<QueuedBlock> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let most = if state.is_behind_long { 1 } else { self.most };
        if state.end.is_some() || !self.sequencer.has_room(state.taken, most) {
            return None;
        }
        state.blocks.set_length(self.length.load(Ordering::Relaxed));
        let block = match state.blocks.next_block() {
            Ok(Some(block)) => block,
            ended => {
                state.end = Some(ended.map(|_| ()));
                return None;
            }
        };
        state.is_behind_long = block.room_taken() > LONG;
        if state.is_behind_long && !self.sequencer.has_room(state.taken, 1) {
            return None;
        }
        state.taken += 1;
        Some(QueuedBlock { number: state.taken - 1, block, bytes_read: state.bytes_read.get() })
    }

    /// How the input ended: well, if it was not read to its end.
    pub(super) fn end(self) -> io::Result<()> {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).end.unwrap_or(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::blocks::Cut;
    use crate::catalogue::count::Count;
    use crate::catalogue::ids::Ids;

    #[test]
    fn no_more_blocks_are_dealt_than_may_wait_and_behind_a_long_one_none() {
        let lines = "1,water\n".repeat(LONG / 4);
        let csv = format!("{lines}2,\"{}\"\n{lines}", "a".repeat(LONG));
        let (ids, mut blocks) = (Ids::new(), Blocks::new(csv.as_bytes()));
        let sequencer = Sequencer::new(Count::default(), &ids);
        blocks.header(Cut::Delimited(b','.into())).unwrap();
        let queue = BlockQueue::new(blocks, LONG / 16, BytesRead::default(), &sequencer, 2);
        let (told, (sender, taken)) = (AtomicUsize::new(0), std::sync::mpsc::channel());
        std::thread::scope(|scope| {
            let (queue, told) = (&queue, &told);
            scope.spawn(move || {
                let mut is_behind_long = false;
                while let Some(QueuedBlock { number, block, .. }) = queue.next() {
                    let waiting = number - told.load(Ordering::SeqCst) as u64;
                    let is_long = block.room_taken() > LONG;
                    assert!(waiting < if is_long || is_behind_long { 1 } else { 2 }, "{waiting} at {number}");
                    is_behind_long = is_long;
                    sender.send((number, block.bytes.len())).unwrap();
                }
            });
            let taken = taken.into_iter().inspect(|_| {
                (0..1_000).for_each(|_| std::thread::yield_now()); // time to be handed one too many
                told.fetch_add(1, Ordering::SeqCst);
                sequencer.tell();
            });
            let (numbers, lens): (Vec<u64>, Vec<usize>) = taken.unzip();
            assert!(numbers.len() > 40 && numbers.into_iter().eq(0..lens.len() as u64), "{lens:?}");
            assert_eq!(lens.into_iter().sum::<usize>(), csv.len() - "1,water\n".len());
        });
        assert!(queue.end().is_ok());
    }
}
