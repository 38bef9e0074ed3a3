//! Tellers: draw what there is to tell of a block, and hand it over in parts where it is much.
//!
//! What is drawn of a row may be a thousand times as long as the row. So only so much of it is held, and is handed over
//! as soon as all before it was told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};

use super::cache::CachedReport;
use super::judgement::Handed;
use super::sequencer::Sequencer;
use crate::catalogue::Product;
use crate::catalogue::cell::Cell;
use crate::report::{Drawn, Judged, Reporter};
use crate::triage::Status;

/// What all tellers of a scan draw for, and share.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) reporters: &'a [&'a dyn Reporter],
    /// Whether all that is still to be judged stands behind the limit, for each report.
    pub(super) are_full: &'a [AtomicBool],
    /// Room that was used and can be used again.
    pub(super) spare: &'a Mutex<Vec<Vec<Drawn>>>,
    pub(super) sequencer: &'a Sequencer<'a>,
    /// How many blocks are in hand at once.
    pub(super) blocks: usize,
}

/// A product of which something is to be told.
pub(super) struct ToTell<'b> {
    pub(super) product: Product<'b>,
    pub(super) told: Arc<CachedReport>,
    /// Where its findings stand, if they do not all count.
    pub(super) statuses: Option<Box<[Status]>>,
    /// Its name and its list, if its name states what is in it.
    pub(super) named: Option<String>,
}

/// Tells of one block.
pub(super) struct Teller<'a, 'b> {
    desk: Desk<'a>,
    /// The number of the block.
    number: u64,
    handed: &'b SyncSender<Handed>,
    waiting: Vec<ToTell<'b>>,
    /// How many bytes the reports on those take up, about.
    weight: usize,
    drawn: Vec<Drawn>,
    handed_over: usize,
}

/// How many bytes that were drawn are held for all blocks in hand. A vector that grew has room for as much again.
const DRAWN: usize = 3 << 20;

/// How many bytes the reports may take up that wait to be drawn, for all blocks in hand.
const WAITING: usize = 3 << 20;

/// Products that wait to be drawn.
const MOST_WAITING: usize = 500;

impl<'a> Desk<'a> {
    /// A teller for the block with this number, which hands over to `handed`.
    pub(super) fn teller<'b>(self, number: u64, handed: &'b SyncSender<Handed>) -> Teller<'a, 'b> {
        let (waiting, drawn) = (Vec::new(), self.room());
        Teller { desk: self, number, handed, waiting, weight: 0, drawn, handed_over: 0 }
    }

    fn room(self) -> Vec<Drawn> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        spare.unwrap_or_else(|| vec![Drawn::default(); self.reporters.len()])
    }

    /// Keeps room that was used.
    pub(super) fn give_back(self, mut drawn: Vec<Drawn>) {
        drawn.iter_mut().for_each(Drawn::clear);
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(drawn);
    }
}

impl<'b> Teller<'_, 'b> {
    /// Takes what there is to tell of the next product. Gives whether it is time to draw.
    pub(super) fn add(&mut self, told: ToTell<'b>) -> bool {
        self.weight += told.told.bytes();
        self.waiting.push(told);
        self.waiting.len() >= MOST_WAITING || self.weight >= WAITING / self.desk.blocks
    }

    /// Draws what waits, once it is known where in the file the block stands. None if the scan ends before that.
    pub(super) fn draw(&mut self) -> Option<()> {
        if self.waiting.is_empty() {
            return Some(());
        }
        let before = self.desk.sequencer.before(self.number)?;
        let again = self.desk.sequencer.again(self.number);
        self.weight = 0;
        for ToTell { product, told, statuses, named } in std::mem::take(&mut self.waiting) {
            self.count_what_is_full();
            let cell = named.as_deref().map_or(product.cell, Cell::of_listed);
            let is_namesake = again.has_other_list(product.row);
            let mut product = Product { cell, is_namesake, ..product };
            product.shift(before);
            let CachedReport { report, prepared } = &*told;
            for (at, (reporter, prepared)) in self.desk.reporters.iter().zip(prepared).enumerate() {
                if reporter.tells(report) {
                    let judged = Judged { product: &product, report, prepared, statuses: statuses.as_deref() };
                    reporter.product(judged, &mut self.drawn[at]);
                    self.hand_over()?;
                }
            }
        }
        Some(())
    }

    /// Has what stands behind the limit of a report counted and not drawn.
    fn count_what_is_full(&mut self) {
        // once full, always full: what is drawn late only to be hidden would change no output
        for (drawn, is_full) in self.drawn.iter_mut().zip(self.desk.are_full) {
            if is_full.load(Ordering::Relaxed) {
                drawn.count_only();
            }
        }
    }

    /// Hands over what was drawn if it is much, once all blocks before this one were told. None if the scan ends before that.
    fn hand_over(&mut self) -> Option<()> {
        let len = self.drawn_len();
        if len < DRAWN / self.desk.blocks {
            return Some(());
        }
        if !self.desk.sequencer.has_room(self.number, 1) {
            return None;
        }
        self.handed_over += len;
        let drawn = std::mem::replace(&mut self.drawn, self.desk.room());
        self.handed.send(Handed::Part(drawn)).ok()
    }

    fn drawn_len(&self) -> usize {
        self.drawn.iter().map(Drawn::len).sum()
    }

    /// What was drawn and not handed over, and how many bytes were.
    pub(super) fn end(self) -> (Vec<Drawn>, usize) {
        (self.drawn, self.handed_over)
    }
}
