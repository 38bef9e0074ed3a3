//! Judgements: what workers hand over of a block.

use std::time::Instant;

use crate::catalogue::blocks::Block;
use crate::catalogue::issue::{RowIssueKind, RowIssues};
use crate::report::{Drawn, Reach, Receipt};
use crate::triage::baseline::Entries;

/// What is said of the products of a block. Its rows and lines are counted from its start.
#[derive(Default)]
pub(super) struct Judgement {
    /// What there is to tell in each report, with the places in the file.
    pub(super) drawn: Vec<Drawn>,
    /// How many bytes of that were handed over before.
    pub(super) handed_over: usize,
    /// Its part of the catalogue that is given back.
    pub(super) annotated: Vec<u8>,
    pub(super) receipt: Receipt,
    /// How many bytes were read of the file up to it.
    pub(super) bytes_read: u64,
    pub(super) broken: RowIssues,
    pub(super) doubtful: RowIssues,
    /// Findings for the baseline that is written.
    pub(super) entries: Entries,
}

impl Judgement {
    /// Enters into the receipt how far the scan came, and what became of rows.
    pub(super) fn conclude(&mut self, bytes: u64, reach: Reach, started: Instant) {
        (self.receipt.bytes, self.receipt.reach, self.receipt.elapsed) = (bytes, reach, started.elapsed());
        self.receipt.rows_without_product = self.broken.count();
        self.receipt.rows_blank = self.broken.of_kind(RowIssueKind::Blank);
        self.receipt.rows_in_doubt = self.broken.in_doubt + self.doubtful.in_doubt;
    }
}

/// The judgement of a block, and the block.
pub(super) struct JudgedBlock {
    pub(super) number: u64,
    pub(super) block: Block,
    pub(super) judgement: Judgement,
}

/// What a worker hands over.
pub(super) enum Handed {
    /// A part of what there is to tell of the block that is told next.
    Part(Vec<Drawn>),
    /// A block, with the rest of what there is to tell of it.
    Block(Box<JudgedBlock>),
}
