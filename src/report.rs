//! Reports: how what was found is told, to people and to programs.
//!
//! [`Reporter`] is the one trait of the program. A reporter draws products one at a time, in any thread and without
//! memory of the ones before, so that a scan can draw in parallel and write in order.

pub(crate) mod annotation;
pub(crate) mod checkout;
pub(crate) mod concise;
pub(crate) mod csv;
pub(crate) mod github;
pub(crate) mod gitlab;
pub(crate) mod html;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod markdown;
mod prepared;
mod printout;
mod receipt;
pub(crate) mod sarif;
pub(crate) mod statuses;
mod times;
pub(crate) mod uri;
pub(crate) mod window;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::catalogue::{Places, Product};
use crate::finding::{Report, Severity, Verdict};
use crate::triage::Status;

pub(crate) use prepared::Located;
pub(crate) use prepared::Prepared;
pub(crate) use printout::Printout;
pub(crate) use receipt::{Group, Groups, Reach, Receipt};

/// How much is shown of what a product is called, in columns.
const LONGEST_CALLED: usize = 160;

/// A product with what the engine says of it.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub(crate) product: &'a Product<'a>,
    pub(crate) report: &'a Report,
    /// What [`Reporter::prepare`] made of that.
    pub(crate) prepared: &'a Prepared,
    /// Where each of its findings stands; none where nothing was known or allowed beforehand, so that all of them count.
    pub(crate) statuses: Option<&'a [Status]>,
}

impl<'a> Judged<'a> {
    /// The text of the label, into which all spans of the report point. It is read anew each time.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        self.product.text()
    }

    /// What the product is called, where a line says it: an id is seldom longer, and may be as long as a cell.
    fn called(&self) -> Option<String> {
        let called = window::on_one_line(self.product.called()?, LONGEST_CALLED);
        (!called.is_empty()).then_some(called)
    }

    /// The findings that were prepared, each as it is in this product.
    fn findings(&self) -> impl Iterator<Item = Located<'a>> {
        self.prepared.findings(self.product, self.report, self.statuses)
    }

    /// Whether a finding counts, by its number in the report from 0.
    fn counts(&self, number: usize) -> bool {
        self.statuses.is_none_or(|statuses| statuses[number].counts())
    }

    /// The findings that count, as far as they were prepared.
    fn counting(&self) -> impl Iterator<Item = Located<'a>> {
        self.findings().filter(|located| located.status.is_none_or(Status::counts))
    }
}

/// Tells what was found, in one format.
pub(crate) trait Reporter: Send + Sync {
    /// Writes what stands before all products.
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let _ = out;
        Ok(())
    }

    /// Whether there is anything to draw of a product with this report.
    fn tells(&self, report: &Report) -> bool {
        !report.findings.is_empty()
    }

    /// Prepares what is the same for all products with this report, of a label with this text, in a cell with these
    /// places: of each finding its place and what its fingerprint is made from, unless a reporter wants more or less.
    fn prepare(&self, report: &Report, text: &str, places: Places<'_>) -> Prepared {
        Prepared::of(report, text, places, &[])
    }

    /// Draws one product that there is something to tell of. Called from several threads.
    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn);

    /// What stands between two pieces.
    fn separator(&self) -> &'static str {
        ""
    }

    /// How many pieces are shown; the others are counted.
    fn limit(&self) -> Option<u64> {
        None
    }

    /// Whether pieces are held back for the end, as something that is known only then stands before them. There should
    /// be a limit to them.
    fn holds_back(&self) -> bool {
        false
    }

    /// Brings a piece to the output behind `shown` others. Called in the order of the file. Gives how many pieces it is
    /// shown as: 0 if it is to be counted among the hidden ones.
    fn bring(&self, piece: &[u8], shown: u64, out: &mut dyn Write) -> io::Result<u64> {
        if shown > 0 {
            out.write_all(self.separator().as_bytes())?;
        }
        out.write_all(piece).map(|()| 1)
    }

    /// Hears the account of a file, once all its products were brought.
    fn close(&self, file: &str, receipt: &Receipt) {
        let _ = (file, receipt);
    }

    /// Writes what stands behind all products.
    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let _ = (end, out);
        Ok(())
    }
}

/// The least severity that is told of; with `all` that of notes.
fn least(all: bool) -> Severity {
    if all { Severity::Note } else { Severity::Warning }
}

/// Whether there is a finding to tell of, or with `all` a list that could not be read.
fn has_finding_or_unread(report: &Report, all: bool) -> bool {
    !report.findings.is_empty() || all && report.verdict == Verdict::Unreadable
}

/// Whether there is a finding to tell of that is this severe or more.
fn has_finding_from(report: &Report, least: Severity) -> bool {
    report.findings.iter().any(|finding| finding.severity >= least)
}

/// Whether somebody hears what is written: no if the pipe that it went into is closed, which is no error.
pub(crate) fn is_heard(written: io::Result<()>) -> io::Result<bool> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        written => written.map(|()| true),
    }
}

/// What is known at the end of a report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End<'a> {
    pub(crate) receipt: &'a Receipt,
    pub(crate) hidden: u64,
    /// The pieces that were held back, if the reporter asked for that.
    pub(crate) held: &'a Drawn,
}

/// Pieces of a report in their order, each whole in itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Drawn {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    undrawn: u64,
    is_counting: bool,
}

impl Drawn {
    /// Takes the pieces to come without drawing them: for what stands behind the limit.
    pub(crate) fn count_only(&mut self) {
        self.is_counting = true;
    }

    /// Begins anew, with the room that the last pieces took.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        (self.undrawn, self.is_counting) = (0, false);
    }

    /// Adds the piece that `draw` writes.
    pub(crate) fn piece(&mut self, draw: impl FnOnce(&mut Vec<u8>)) {
        if self.is_counting {
            self.undrawn += 1;
            return;
        }
        draw(&mut self.bytes);
        self.ends.push(self.bytes.len());
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }
}
