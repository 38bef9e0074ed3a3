//! Printouts: what a reporter draws, brought to the output in order.

use std::io::{self, Write};

use super::annotation::Kept;
use super::{Drawn, End, Receipt, Reporter};

/// A report on its way out: what a reporter draws, in order, with separators and up to the limit.
pub struct Printout<'a> {
    reporter: &'a dyn Reporter,
    out: &'a mut dyn Write,
    annotation: Option<(Kept, &'a mut dyn Write)>,
    held: Drawn,
    shown: u64,
    hidden: u64,
    goes_on: bool,
    is_closed: bool,
}

impl<'a> Printout<'a> {
    /// Begins a report.
    ///
    /// # Errors
    /// When `out` does not take it. A closed pipe is no error, here and below: see [`Printout::is_closed`].
    pub fn begin(reporter: &'a dyn Reporter, out: &'a mut dyn Write) -> io::Result<Printout<'a>> {
        let mut printout = Printout {
            reporter,
            out,
            annotation: None,
            held: Drawn::default(),
            shown: 0,
            hidden: 0,
            goes_on: false,
            is_closed: false,
        };
        let begun = reporter.begin(printout.out);
        printout.unless_closed(begun)?;
        Ok(printout)
    }

    /// Gives the catalogue back as well, with what was said of its rows, on a way of its own.
    pub fn annotate(self, kept: Kept, out: &'a mut dyn Write) -> Printout<'a> {
        Printout { annotation: Some((kept, out)), goes_on: true, ..self }
    }

    /// Which rows are given back; none if no catalogue is.
    pub fn annotates(&self) -> Option<Kept> {
        self.annotation.as_ref().map(|(kept, _)| *kept)
    }

    /// Writes a part of the catalogue that is given back.
    ///
    /// # Errors
    /// When its output does not take it, but for a closed pipe.
    pub fn give_back(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some((_, out)) = &mut self.annotation else { return Ok(()) };
        match out.write_all(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.annotation = None;
                Ok(())
            }
            written => written,
        }
    }

    /// What draws it.
    pub fn reporter(&self) -> &'a dyn Reporter {
        self.reporter
    }

    /// Goes on to the end even if nobody reads the report, as something else is wanted too.
    pub fn go_on(self) -> Printout<'a> {
        Printout { goes_on: true, ..self }
    }

    /// Whether nobody reads it any more, and nothing else is wanted.
    pub fn is_closed(&self) -> bool {
        self.is_closed && !self.goes_on
    }

    /// Whether all pieces to come are only counted.
    pub fn is_full(&self) -> bool {
        self.reporter.limit().is_some_and(|limit| self.shown >= limit)
    }

    /// Writes what was drawn.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write(&mut self, drawn: &Drawn) -> io::Result<()> {
        self.hidden += drawn.undrawn;
        for piece in drawn.pieces() {
            if self.is_full() {
                self.hidden += 1;
            } else if !self.is_closed {
                let written = self.write_piece(piece);
                self.unless_closed(written)?;
            }
        }
        Ok(())
    }

    /// Ends the report.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn end(mut self, receipt: &Receipt) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let end = End { receipt, hidden: self.hidden, held: &self.held };
        let ended = self.reporter.end(&end, self.out).and_then(|()| self.out.flush());
        self.unless_closed(ended)
    }

    /// Brings what was written to the reader.
    ///
    /// # Errors
    /// When the output does not take it, but for a closed pipe.
    pub fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.unless_closed(flushed)
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

    fn unless_closed(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Judged;
    use super::*;
    use crate::finding::Report;

    struct Numbers;

    impl Reporter for Numbers {
        fn tells(&self, _: &Report) -> bool {
            true
        }

        fn product(&self, _: Judged<'_>, _: &mut Drawn) {}

        fn separator(&self) -> &'static str {
            ","
        }

        fn limit(&self) -> Option<u64> {
            Some(3)
        }

        fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
            write!(out, " and {} more", end.hidden)
        }
    }

    fn drawn(mut drawn: Drawn, pieces: &[&str]) -> Drawn {
        for piece in pieces {
            drawn.piece(|out| out.extend(piece.as_bytes()));
        }
        drawn
    }

    #[test]
    fn pieces_behind_the_limit_are_counted_and_not_shown() {
        let mut out = Vec::new();
        let mut printout = Printout::begin(&Numbers, &mut out).unwrap();
        printout.write(&drawn(Drawn::default(), &["1", "2"])).unwrap();
        printout.write(&drawn(Drawn::default(), &["3", "4"])).unwrap();
        assert!(printout.is_full());
        let mut counting = Drawn::default();
        counting.count_only();
        printout.write(&drawn(counting, &["5", "6"])).unwrap();
        printout.end(&Receipt::default()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "1,2,3 and 3 more");
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut out = Closed;
        let mut printout = Printout::begin(&Numbers, &mut out).unwrap();
        printout.write(&drawn(Drawn::default(), &["1"])).unwrap();
        assert!(printout.is_closed());
        let printout = printout.go_on();
        assert!(!printout.is_closed());
        printout.end(&Receipt::default()).unwrap();
    }
}
