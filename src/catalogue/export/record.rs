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
const DOUBTS: [(&str, RowIssue); 4] =
    [("q", RowIssue::UnclosedQuote), ("o", RowIssue::OddCell), ("t", RowIssue::TextBehindQuote), ("z", RowIssue::Nul)];

/// What is written for a doubt.
pub(super) fn sign(doubt: RowIssue) -> String {
    match doubt {
        RowIssue::TooManyFields { fields, columns } => format!("m{fields}:{columns}:"),
        doubt => DOUBTS.iter().find(|(_, known)| *known == doubt).map_or("", |(sign, _)| *sign).to_owned(),
    }
}

fn doubt(sign: &str) -> Option<RowIssue> {
    if let Some((fields, columns)) = sign.strip_prefix('m').and_then(|counts| counts.split_once(':')) {
        let [fields, columns] = [fields, columns.trim_end_matches(':')].map(|count| count.parse().unwrap_or(0));
        return Some(RowIssue::TooManyFields { fields, columns });
    }
    DOUBTS.iter().find(|(known, _)| *known == sign).map(|(_, doubt)| *doubt)
}

/// What stands before the number of the row that a record begins with.
pub(super) fn sign_of(record: &str) -> &str {
    let start = record.split(char::from(DELIMITER)).next().unwrap_or_default();
    start.trim_end_matches(|c: char| c.is_ascii_digit())
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
    let sign = sign_of(row);
    let number = row[sign.len()..].parse().unwrap_or(0);
    Head { row: number, line: line.parse().unwrap_or(0), issue, doubt: doubt(sign) }
}
