//! Cuts: where one record ends and the next begins.

use memchr::{memchr, memrchr};

use crate::catalogue::records::{Border, Dialect, QuotedFields, border, last_border};

/// How the records of a text are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// By line ends that stand in no quoted field.
    Delimited(Dialect),
    /// By `\n`: a record is a line.
    Lines,
}

impl Cut {
    /// The end of the record that `bytes` begin with.
    pub(super) fn first(self, bytes: &[u8]) -> Border {
        match self {
            Cut::Delimited(dialect) => border(bytes, dialect),
            Cut::Lines => memchr(b'\n', bytes).map_or(Border::Beyond, |at| Border::At(at + 1)),
        }
    }

    /// Offset behind the last record whose end is in `bytes`, or 0, and whether a quote is open at their end.
    /// The quoted fields that were seen meanwhile are left in `quoted`.
    pub(super) fn last(self, bytes: &[u8], quoted: &mut QuotedFields) -> (usize, bool) {
        match self {
            Cut::Delimited(dialect) => last_border(bytes, dialect, quoted),
            Cut::Lines => (memrchr(b'\n', bytes).map_or(0, |at| at + 1), false),
        }
    }
}
