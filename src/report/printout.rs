//! Printouts: what reporters draw, brought to their outputs in order.

use std::io::{self, Write};

use super::annotation::Back;
use super::{Drawn, End, Judged, Receipt, Reporter, is_heard};
use crate::catalogue::{Places, Product};
use crate::finding::Report;
use crate::triage::Status;
use crate::triage::baseline::{Entries, Writer};

/// Reports on their way out: what reporters draw, in order, with separators and up to the limit of each.
#[derive(Default)]
pub(crate) struct Printout<'a> {
    channels: Vec<Channel<'a>>,
    annotation: Option<(Back, &'a mut dyn Write)>,
    baseline: Option<&'a mut Writer>,
    goes_on: bool,
}

struct Channel<'a> {
    reporter: &'a dyn Reporter,
    out: &'a mut dyn Write,
    held: Drawn,
    shown: u64,
    hidden: u64,
    is_closed: bool,
}

impl<'a> Printout<'a> {
    pub(crate) fn begin(reporter: &'a dyn Reporter, out: &'a mut dyn Write) -> io::Result<Printout<'a>> {
        Printout::new().also(reporter, out)
    }

    pub(crate) fn new() -> Printout<'a> {
        Printout::default()
    }

    pub(crate) fn also(mut self, reporter: &'a dyn Reporter, out: &'a mut dyn Write) -> io::Result<Printout<'a>> {
        let mut channel = Channel { reporter, out, held: Drawn::default(), shown: 0, hidden: 0, is_closed: false };
        channel.write_with(|channel| channel.reporter.begin(channel.out))?;
        self.channels.push(channel);
        Ok(self)
    }

    /// Gives the catalogue back as well, with what was said of its rows, on a way of its own.
    pub(crate) fn annotate(self, back: Back, out: &'a mut dyn Write) -> Printout<'a> {
        Printout { annotation: Some((back, out)), goes_on: true, ..self }
    }

    /// How a catalogue is given back, if it is.
    pub(crate) fn annotates(&self) -> Option<Back> {
        self.annotation.as_ref().map(|(back, _)| *back)
    }

    pub(crate) fn give_back(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some((_, out)) = &mut self.annotation else { return Ok(()) };
        if !is_heard(out.write_all(bytes))? {
            self.annotation = None;
        }
        Ok(())
    }

    pub(crate) fn write_baseline(self, writer: &'a mut Writer) -> Printout<'a> {
        Printout { baseline: Some(writer), goes_on: true, ..self }
    }

    pub(crate) fn writes_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    pub(crate) fn add_to_baseline(&mut self, entries: &Entries) -> io::Result<()> {
        self.baseline.as_mut().map_or(Ok(()), |writer| writer.append(entries))
    }

    pub(crate) fn reporters(&self) -> Vec<&'a dyn Reporter> {
        self.channels.iter().map(|channel| channel.reporter).collect()
    }

    /// Goes on to the end even if nobody reads a report, as something else is wanted too.
    pub(crate) fn go_on(self) -> Printout<'a> {
        Printout { goes_on: true, ..self }
    }

    /// Whether nobody reads any report any more, and nothing else is wanted.
    pub(crate) fn is_closed(&self) -> bool {
        self.channels.iter().all(|channel| channel.is_closed) && !self.goes_on
    }

    /// Whether all pieces to come are only counted, for each report.
    pub(crate) fn are_full(&self) -> impl Iterator<Item = bool> {
        self.channels.iter().map(Channel::is_full)
    }

    /// Tells of one product. `statuses` are those of its findings, if they do not all count.
    pub(crate) fn tell(
        &mut self, product: &Product<'_>, report: &Report, statuses: Option<&[Status]>,
    ) -> io::Result<()> {
        let text = product.text();
        let draw = |reporter: &dyn Reporter| {
            let mut drawn = Drawn::default();
            if reporter.tells(report) {
                let prepared = &reporter.prepare(report, &text, Places::in_cell(product.cell, &text));
                reporter.product(Judged { product, report, prepared, statuses }, &mut drawn);
            }
            drawn
        };
        let drawn: Vec<Drawn> = self.reporters().into_iter().map(draw).collect();
        self.write(&drawn)
    }

    pub(crate) fn write(&mut self, drawn: &[Drawn]) -> io::Result<()> {
        self.channels.iter_mut().zip(drawn).try_for_each(|(channel, drawn)| channel.write(drawn))
    }

    /// Tells what a file came to, now that all its products were told.
    pub(crate) fn close(&self, file: &str, receipt: &Receipt) {
        self.channels.iter().for_each(|channel| channel.reporter.close(file, receipt));
    }

    pub(crate) fn end(mut self, receipt: &Receipt) -> io::Result<()> {
        self.channels.iter_mut().try_for_each(|channel| channel.end(receipt))
    }

    /// Brings what was written to the readers.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.channels.iter_mut().try_for_each(|channel| channel.write_with(|channel| channel.out.flush()))
    }
}

impl Channel<'_> {
    fn is_full(&self) -> bool {
        self.reporter.limit().is_some_and(|limit| self.shown >= limit)
    }

    fn write(&mut self, drawn: &Drawn) -> io::Result<()> {
        self.hidden += drawn.undrawn;
        for piece in drawn.pieces() {
            if self.is_full() {
                self.hidden += 1;
            } else {
                self.write_with(|channel| channel.write_piece(piece))?;
            }
        }
        Ok(())
    }

    fn write_piece(&mut self, piece: &[u8]) -> io::Result<()> {
        let shown = if self.reporter.holds_back() {
            self.held.piece(|out| out.extend_from_slice(piece));
            1
        } else {
            self.reporter.bring(piece, self.shown, self.out)?
        };
        self.shown += shown;
        self.hidden += u64::from(shown == 0);
        Ok(())
    }

    fn end(&mut self, receipt: &Receipt) -> io::Result<()> {
        self.write_with(|channel| {
            let end = End { receipt, hidden: channel.hidden, held: &channel.held };
            channel.reporter.end(&end, channel.out)?;
            channel.out.flush()
        })
    }

    /// Writes something, unless nobody reads it any more.
    fn write_with(&mut self, write: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.is_closed = self.is_closed || !is_heard(write(self))?;
        Ok(())
    }
}
