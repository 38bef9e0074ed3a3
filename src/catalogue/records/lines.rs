//! Lines, the way editors count them: `\n`, `\r\n` and `\r` each end one.

use std::cell::Cell;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

/// Counts the lines of a text as far as somebody asks, from where somebody asked last.
#[derive(Clone, Debug)]
pub(in crate::catalogue) struct LineCounter<'a> {
    bytes: &'a [u8],
    first: u64,
    /// Whether `\n` alone ends lines, as there is no `\r`.
    is_unix: bool,
    /// An offset that was asked for, and its line.
    known: Cell<(usize, u64)>,
}

impl<'a> LineCounter<'a> {
    /// Counts from `first`, the line that `bytes` begin on.
    pub(in crate::catalogue) fn new(bytes: &'a [u8], first: u64) -> LineCounter<'a> {
        LineCounter { bytes, first, is_unix: false, known: Cell::new((0, first)) }
    }

    /// Says that there is no `\r`, so that nobody looks for one.
    pub(in crate::catalogue) fn unix(self) -> LineCounter<'a> {
        LineCounter { is_unix: true, ..self }
    }

    /// The line of the byte at `offset`, which parts no `\r\n`. It is near where somebody asked last, at best.
    pub(in crate::catalogue) fn line_of(&self, offset: usize) -> u64 {
        let (at, line) = self.known.get();
        let line = match offset >= at {
            true => line + self.count(&self.bytes[at..offset]),
            false => line - self.count(&self.bytes[offset..at]),
        };
        self.known.set((offset, line));
        line
    }

    /// How many lines end in all the bytes. Those before the place where somebody asked last are not counted again.
    pub(in crate::catalogue) fn ended(&self) -> u64 {
        self.line_of(self.bytes.len()) - self.first
    }

    fn count(&self, bytes: &[u8]) -> u64 {
        if self.is_unix { memchr_iter(b'\n', bytes).count() as u64 } else { count_lines(bytes) }
    }
}

/// How many bytes are looked at together: few enough to be still at hand when they are looked at again.
const PIECE: usize = 8 << 10;

/// What all of a block's line ends are, found in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::catalogue) struct Ends {
    /// How many lines end in it.
    pub(in crate::catalogue) lines: u64,
    /// Whether `\n` alone ends them, as there is no `\r`.
    pub(in crate::catalogue) are_unix: bool,
    /// Whether there is a NUL between them.
    pub(in crate::catalogue) have_nul: bool,
}

impl Ends {
    pub(in crate::catalogue) fn of(bytes: &[u8]) -> Ends {
        Ends::by_pieces(bytes, PIECE)
    }

    fn by_pieces(bytes: &[u8], len: usize) -> Ends {
        let mut ends = Ends { lines: 0, are_unix: true, have_nul: false };
        for (piece, start) in bytes.chunks(len).zip((0..).step_by(len)) {
            ends.lines += memchr_iter(b'\n', piece).count() as u64;
            // most pieces have neither, and one look at them says so
            if memchr2(0, b'\r', piece).is_some() {
                ends.lines += count_returns(bytes, start..start + piece.len()) as u64;
                ends.are_unix &= memchr(b'\r', piece).is_none();
                ends.have_nul |= memchr(0, piece).is_some();
            }
        }
        ends
    }
}

/// How many lines end in these bytes.
pub(crate) fn count_lines(bytes: &[u8]) -> u64 {
    (memchr_iter(b'\n', bytes).count() + count_returns(bytes, 0..bytes.len())) as u64
}

/// How many `\r` in a part of `bytes` end a line by themselves.
fn count_returns(bytes: &[u8], part: Range<usize>) -> usize {
    memchr_iter(b'\r', &bytes[part.clone()]).filter(|at| bytes.get(part.start + at + 1) != Some(&b'\n')).count()
}

/// Offset of the first line end from `start` on.
pub(in crate::catalogue) fn end_of_line(bytes: &[u8], start: usize) -> Option<usize> {
    memchr2(b'\n', b'\r', &bytes[start..]).map(|at| start + at)
}

/// Whether a byte ends a line, or is a part of what does.
pub(in crate::catalogue) fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for (text, ended) in [("", 0), ("a", 0), ("a\n", 1), ("a\r\nb\rc\n\n", 4), ("\r\ra", 2)] {
            assert_eq!(count_lines(text.as_bytes()), ended, "{text:?}");
        }
    }

    #[test]
    fn lines_are_counted_on_from_where_somebody_asked() {
        let counter = LineCounter::new(b"a\nb\r\nc\rd", 7);
        assert_eq!([0, 2, 2, 5, 7, 5, 0].map(|offset| counter.line_of(offset)), [7, 8, 8, 9, 10, 9, 7]);
        assert_eq!(counter.ended(), 3);
        let unix = LineCounter::new(b"a\nb\n\nc", 7).unix();
        assert_eq!(([4, 2].map(|offset| unix.line_of(offset)), unix.ended()), ([9, 8], 3));
    }

    proptest! {
        #[test]
        fn bytes_are_looked_over_piece_by_piece(noise in "[a\r\n\0]{0,12}", len in 1usize..6) {
            let lines = count_lines(noise.as_bytes());
            let ends = Ends { lines, are_unix: !noise.contains('\r'), have_nul: noise.contains('\0') };
            prop_assert_eq!(Ends::by_pieces(noise.as_bytes(), len), ends);
        }
    }
}
