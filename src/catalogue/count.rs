//! Counts: how many rows and lines there are of a part of a file.

use std::ops::Add;

/// Rows and lines of a part of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Rows: all that are counted as one, broken ones too. The header is none.
    pub(crate) rows: u64,
    /// Lines that end in it.
    pub(crate) lines: u64,
}

impl Add for Count {
    type Output = Count;

    fn add(self, other: Count) -> Count {
        Count { rows: self.rows + other.rows, lines: self.lines + other.lines }
    }
}
