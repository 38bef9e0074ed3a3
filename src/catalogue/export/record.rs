//! The record of a product: its fields, and what its beginning says.

use crate::catalogue::issue::RowIssue;

/// What stands between two fields of a record.
pub(in crate::catalogue) const DELIMITER: u8 = crate::catalogue::sheet::DELIMITER;

/// The fields of a record: the row and the line on which the product stands in the file, and what it says.
pub(super) const ID: usize = 2;
pub(super) const NAME: usize = 3;
pub(super) const GROUP: usize = 4;
pub(super) const LIST: usize = 5;
pub(super) const WIDTH: usize = 6;

/// What the beginning of a record says.
pub(in crate::catalogue) struct Head {
    pub(in crate::catalogue) row: u64,
    pub(in crate::catalogue) line: u64,
    /// Why there is no product in it.
    pub(in crate::catalogue) issue: Option<RowIssue>,
    /// Why it is in doubt.
    pub(in crate::catalogue) doubt: Option<RowIssue>,
}

/// What stands before the row of a product that is in doubt.
const DOUBTS: [(char, RowIssue); 3] = [('q', RowIssue::UnclosedQuote), ('o', RowIssue::OddCell), ('z', RowIssue::Nul)];

/// What is written for a doubt.
pub(super) fn sign(doubt: RowIssue) -> Option<char> {
    DOUBTS.iter().find(|(_, known)| *known == doubt).map(|(sign, _)| *sign)
}

/// Reads the beginning of a record.
pub(in crate::catalogue) fn head(record: &[u8]) -> Head {
    let mut fields =
        record.split(|byte| *byte == DELIMITER).map(|field| std::str::from_utf8(field).unwrap_or_default());
    let mut next = || fields.next().unwrap_or_default();
    let (row, line, more) = (next(), next(), next());
    let issue = match row.bytes().next() {
        Some(b'v') => Some(RowIssue::Variant),
        Some(b'j') => Some(RowIssue::NotJson { column: more.parse().unwrap_or(1) }),
        Some(b'n') => Some(RowIssue::NoObject),
        Some(b'l') => Some(RowIssue::TooLong),
        _ => None,
    };
    let doubt = DOUBTS.iter().find(|(sign, _)| row.starts_with(*sign)).map(|(_, doubt)| *doubt);
    let row = row.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    Head { row: row.parse().unwrap_or(0), line: line.parse().unwrap_or(0), issue, doubt }
}
