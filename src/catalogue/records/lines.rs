//! Lines, the way editors count them: `\n`, `\r\n` and `\r` each end one.

use std::cell::Cell;

use memchr::{memchr_iter, memchr2};

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

/// How many lines end in these bytes.
pub(in crate::catalogue) fn count_lines(bytes: &[u8]) -> u64 {
    let returns = memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    (memchr_iter(b'\n', bytes).count() + returns) as u64
}

/// How many lines these bytes have a part in.
pub(in crate::catalogue) fn lines_touched(bytes: &[u8]) -> u64 {
    count_lines(bytes) + u64::from(bytes.last().is_some_and(|byte| !is_line_end(*byte)))
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

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for (text, ended, touched) in [("", 0, 0), ("a", 0, 1), ("a\n", 1, 1), ("a\r\nb\rc\n\n", 4, 4), ("\r\ra", 2, 3)]
        {
            assert_eq!((count_lines(text.as_bytes()), lines_touched(text.as_bytes())), (ended, touched), "{text:?}");
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
}
