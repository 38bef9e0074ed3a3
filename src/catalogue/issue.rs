//! Issues of rows: what was not read, or not read without doubt, and where it stands.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::count::Count;
use crate::limits;

/// How many issues are kept in full; all are counted.
const KEPT: usize = 20;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RowIssue {
    #[error("a quote in it has no closing quote, so it was read as text")]
    UnclosedQuote,
    #[error("it is longer than {}, too long to be a row; it was skipped", limits::ROW)]
    TooLong,
    #[error("it ends before the ingredients column: {fields} of {needed} fields")]
    TooFewFields { fields: usize, needed: usize },
    #[error("all its cells are empty")]
    Blank,
    #[error("it is a variant of a product before it")]
    Variant,
    #[error("it has {} fields, but the header has {columns}: does a cell with a delimiter need quotes?", number(*fields))]
    TooManyFields { fields: usize, columns: usize },
    #[error("there is text after a closing quote, so it may be two rows in one")]
    TextBehindQuote,
    #[error("it contains a NUL byte")]
    Nul,
    /// In a workbook.
    #[error("it has a cell that cannot be read, or that is beyond the last row or column of Excel")]
    OddCell,
    /// Only the first part is judged; none of it if it is a list of texts.
    #[error("its list is longer than {0}; only the first {0} was checked: is a quote missing?", limits::LIST)]
    LongList,
    #[error("its id, name or group is longer than {0}; only the first {0} is used", limits::ID)]
    LongId,
    #[error("its list has {} findings; only the {} most severe are listed", limits::in_thousands(*.found as usize), limits::FINDINGS)]
    ManyFindings { found: u64 },
    /// Each of the bytes was read as `\u{fffd}`.
    #[error("it contains bytes that are not UTF-8")]
    NotUtf8,
    #[error("it is not UTF-8 and was read as Windows-1252")]
    Windows1252,
    /// The column is in characters, from 1.
    #[error("it is not valid JSON from column {column} on")]
    NotJson { column: u64 },
    #[error("it is JSON, but not an object")]
    NoObject,
    #[error("it has no ingredients field")]
    NoField,
    #[error("its ingredients are neither a string nor a list of strings")]
    NotText,
    #[error("it has the ingredients field twice; the last one was checked")]
    FieldTwice,
    #[error("another column with the same name has a different list, which was not checked")]
    OtherList,
    /// Below the header.
    #[error("it holds types, units or other names of the columns, not a product")]
    ColumnNotes,
    #[error("this row looks like a product but was used as the header. If it is a product, use --no-header")]
    ProductForHeader,
}

/// How many fields a row has, of which only so many are told apart.
fn number(fields: usize) -> String {
    match fields > limits::COLUMNS {
        true => format!("more than {}", limits::in_thousands(limits::COLUMNS)),
        false => fields.to_string(),
    }
}

/// The kinds of issue, to count them by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowIssueKind {
    /// A quote has no closing quote.
    UnclosedQuote,
    /// The row is too long to read.
    TooLong,
    /// The row ends before the ingredients column.
    TooFewFields,
    /// All cells are empty.
    Blank,
    /// The row is a variant of a product, without a list of its own.
    Variant,
    /// The row has more fields than the header.
    TooManyFields,
    /// There is text after a closing quote.
    TextBehindQuote,
    /// The row contains bytes that are not UTF-8.
    NotUtf8,
    /// The row contains a NUL byte.
    Nul,
    /// A cell of a workbook cannot be read.
    OddCell,
    /// The list is longer than the limit.
    LongList,
    /// The id, the name or the group is longer than the limit.
    LongId,
    /// The list has more findings than are listed; all are counted.
    ManyFindings,
    /// The row is not UTF-8 and was read as Windows-1252.
    Windows1252,
    /// The row is not valid JSON.
    NotJson,
    /// The row is JSON, but not an object.
    NoObject,
    /// The row has no ingredients field.
    NoField,
    /// The ingredients are not text.
    NotText,
    /// The ingredients are in the row twice.
    FieldTwice,
    /// The row looks like a product but was used as the header.
    ProductForHeader,
    /// The row, below the header, holds types, units or other names of the columns.
    ColumnNotes,
}

impl RowIssueKind {
    /// Whether a product may have gone unread by it.
    pub(crate) fn is_doubt(self) -> bool {
        !matches!(
            self,
            RowIssueKind::Blank
                | RowIssueKind::Variant
                | RowIssueKind::ColumnNotes
                | RowIssueKind::Windows1252
                | RowIssueKind::LongId
                | RowIssueKind::ManyFindings
        )
    }
}

impl fmt::Display for RowIssueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = match self {
            RowIssueKind::UnclosedQuote => "with an unclosed quote",
            RowIssueKind::TooLong => "too long to read",
            RowIssueKind::TooFewFields => "ending before the ingredients column",
            RowIssueKind::Blank => "with only empty cells",
            RowIssueKind::Variant => "that are variants of a product before them",
            RowIssueKind::TooManyFields => "with more fields than the header",
            RowIssueKind::TextBehindQuote => "with text after a closing quote",
            RowIssueKind::NotUtf8 => "with bytes that are not UTF-8",
            RowIssueKind::Nul => "with a NUL byte",
            RowIssueKind::OddCell => "with a cell that cannot be read",
            RowIssueKind::LongList => return write!(f, "with a list longer than {}", limits::LIST),
            RowIssueKind::LongId => return write!(f, "with an id, a name or a group longer than {}", limits::ID),
            RowIssueKind::ManyFindings => {
                return write!(f, "with more than {} findings, of which the most severe are listed", limits::FINDINGS);
            }
            RowIssueKind::Windows1252 => "not in UTF-8, read as Windows-1252",
            RowIssueKind::NotJson => "with invalid JSON",
            RowIssueKind::NoObject => "with JSON that is not an object",
            RowIssueKind::NoField => "without an ingredients field",
            RowIssueKind::NotText => "with ingredients that are not text",
            RowIssueKind::ProductForHeader => "used as the header but looking like a product",
            RowIssueKind::ColumnNotes => "with types, units or other names of the columns, not a product",
            RowIssueKind::FieldTwice => "with the ingredients field twice",
        };
        f.pad(told)
    }
}

impl RowIssue {
    pub(crate) fn kind(self) -> RowIssueKind {
        match self {
            RowIssue::UnclosedQuote => RowIssueKind::UnclosedQuote,
            RowIssue::TooLong => RowIssueKind::TooLong,
            RowIssue::TooFewFields { .. } => RowIssueKind::TooFewFields,
            RowIssue::Blank => RowIssueKind::Blank,
            RowIssue::Variant => RowIssueKind::Variant,
            RowIssue::TooManyFields { .. } => RowIssueKind::TooManyFields,
            RowIssue::TextBehindQuote => RowIssueKind::TextBehindQuote,
            RowIssue::NotUtf8 => RowIssueKind::NotUtf8,
            RowIssue::Nul => RowIssueKind::Nul,
            RowIssue::OddCell => RowIssueKind::OddCell,
            RowIssue::LongList => RowIssueKind::LongList,
            RowIssue::LongId => RowIssueKind::LongId,
            RowIssue::ManyFindings { .. } => RowIssueKind::ManyFindings,
            RowIssue::Windows1252 => RowIssueKind::Windows1252,
            RowIssue::NotJson { .. } => RowIssueKind::NotJson,
            RowIssue::NoObject => RowIssueKind::NoObject,
            RowIssue::NoField => RowIssueKind::NoField,
            RowIssue::NotText => RowIssueKind::NotText,
            RowIssue::ColumnNotes => RowIssueKind::ColumnNotes,
            RowIssue::ProductForHeader => RowIssueKind::ProductForHeader,
            RowIssue::FieldTwice | RowIssue::OtherList => RowIssueKind::FieldTwice,
        }
    }
}

/// A row with something wrong, and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocatedIssue {
    /// Record number, 1-based, header not counted; 0 for the header, and for what says more of it.
    pub(crate) row: u64,
    /// The line on which the issue, or else the row, begins; 1-based.
    pub(crate) line: u64,
    pub(crate) issue: RowIssue,
}

/// Rows with issues in the order of the file: the first twenty in full, all counted. A row stands here once for each issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowIssues {
    pub(crate) first: Vec<LocatedIssue>,
    /// How many rows there are with each kind of issue; to be read as "12 rows with only empty cells".
    pub(crate) counts: BTreeMap<RowIssueKind, u64>,
    /// How many rows hold something that was not read, or perhaps not read right; each counted once.
    pub(crate) in_doubt: u64,
    /// The number of the last one of them.
    last_in_doubt: Option<u64>,
}

impl RowIssues {
    pub(crate) fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    pub(crate) fn of_kind(&self, kind: RowIssueKind) -> u64 {
        self.counts.get(&kind).copied().unwrap_or_default()
    }

    /// Adds the next one of the file. The issues of a row come one after another.
    pub(crate) fn push(&mut self, row: LocatedIssue) {
        *self.counts.entry(row.issue.kind()).or_default() += 1;
        if row.issue.kind().is_doubt() {
            self.in_doubt += u64::from(self.last_in_doubt != Some(row.row));
            self.last_in_doubt = Some(row.row);
        }
        if self.first.len() < KEPT {
            self.first.push(row);
        }
    }

    /// Counts rows and lines from further before.
    pub(crate) fn shift(&mut self, before: Count) {
        self.last_in_doubt = self.last_in_doubt.map(|row| row + before.rows);
        for row in &mut self.first {
            row.row += before.rows;
            row.line += before.lines;
        }
    }

    /// Adds those of the part of the file that comes next. No row stands in both parts.
    pub(crate) fn append(&mut self, next: RowIssues) {
        let room = KEPT - self.first.len();
        self.first.extend(next.first.into_iter().take(room));
        self.in_doubt += next.in_doubt;
        self.last_in_doubt = next.last_in_doubt.or(self.last_in_doubt);
        for (kind, count) in next.counts {
            *self.counts.entry(kind).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_kept_and_all_are_counted() {
        let part = |from: u64, to: u64| {
            let mut rows = RowIssues::default();
            for row in from..to {
                let issue = if row % 2 == 0 { RowIssue::Blank } else { RowIssue::TooLong };
                rows.push(LocatedIssue { row, line: row, issue });
            }
            rows
        };
        let mut whole = part(0, 15);
        whole.append(part(15, 40));
        assert_eq!(whole, part(0, 40));
        assert_eq!((whole.first.len(), whole.count(), whole.counts[&RowIssueKind::Blank]), (KEPT, 40, 20));
        assert_eq!(whole.in_doubt, 20);
    }

    #[test]
    fn a_row_with_two_issues_is_in_doubt_once() {
        let mut rows = RowIssues::default();
        for (row, issue) in [(1, RowIssue::Nul), (1, RowIssue::NotUtf8), (2, RowIssue::Windows1252), (3, RowIssue::Nul)]
        {
            rows.push(LocatedIssue { row, line: row, issue });
        }
        let mut next = RowIssues::default();
        next.push(LocatedIssue { row: 1, line: 1, issue: RowIssue::Nul });
        next.shift(Count { rows: 3, lines: 3 });
        rows.append(next);
        assert_eq!((rows.count(), rows.in_doubt), (5, 3));
    }
}
