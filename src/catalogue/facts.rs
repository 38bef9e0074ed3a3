//! Facts: what was assumed of an input, as plain data for a receipt.

use serde::Serialize;

use super::columns::{Column, Columns};
use super::encoding::Encoding;
use super::format::{Format, Written};
use super::layout::Layout;
use super::options::HeaderRow;
use super::sheet::Sheet;

/// What was assumed about an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct InputFacts {
    /// "csv" for any delimiter, "jsonl", "json", "xml" or "xlsx".
    pub(crate) format: &'static str,
    /// The character that separates fields.
    pub(crate) delimiter: Option<char>,
    /// "gzip" or "zstd".
    pub(crate) compression: Option<String>,
    /// The encoding by its usual name, such as "utf-8"; none if it is neither UTF-8 nor UTF-16, makes no sense in
    /// Windows-1252, and was not given.
    pub(crate) encoding: Option<String>,
    /// Whether a row names the columns.
    pub(crate) header: bool,
    /// The sheet that was read of a workbook.
    pub(crate) sheet: Option<String>,
    /// The sheets that were not read.
    pub(crate) other_sheets: Vec<String>,
    /// The columns used.
    pub(crate) columns: ColumnFacts,
    /// Other columns that could be the ingredients column by their names.
    pub(crate) passed_over: Vec<ColumnFact>,
    /// Columns used whose name is in the header more than once.
    pub(crate) repeated: Vec<ColumnFact>,
}

/// The columns used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ColumnFacts {
    /// The one with the ingredients.
    pub(crate) ingredients: ColumnFact,
    /// The one with the product's id.
    pub(crate) id: Option<ColumnFact>,
    /// The one with the product's name.
    pub(crate) name: Option<ColumnFact>,
    /// The one that products are grouped by, if requested.
    pub(crate) group: Option<ColumnFact>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ColumnFact {
    /// Its name in the header, or its path in an object.
    pub(crate) name: String,
    /// Its number, 1-based; of fields of objects, in the order in which they first appear.
    pub(crate) number: usize,
}

impl Layout {
    /// What was assumed of the input.
    pub(crate) fn facts(&self) -> InputFacts {
        let Layout { file: _, format, compression, encoding, header, columns, notes: _ } = self;
        let Columns { ingredients, id, name, group, passed_over, repeated, .. } = columns;
        let (format, delimiter, sheet) = match format {
            Format::Delimited(dialect) => ("csv", Some(char::from(dialect.delimiter)), None),
            Format::JsonLines(_) => ("jsonl", None, None),
            Format::Export(Written::Table(dialect)) => ("csv", Some(char::from(dialect.delimiter)), None),
            Format::Export(Written::JsonLines) => ("jsonl", None, None),
            Format::Export(Written::Json) => ("json", None, None),
            Format::Export(Written::Xml) => ("xml", None, None),
            Format::Sheet(sheet) | Format::Export(Written::Sheet(sheet)) => ("xlsx", None, Some(sheet.clone())),
        };
        let (sheet, other_sheets) =
            sheet.map(|Sheet { name, others, hidden }| (name, [others, hidden].concat())).unzip();
        InputFacts {
            format,
            delimiter,
            compression: compression.map(|compression| compression.to_string()),
            encoding: name_of(*encoding),
            header: *header != HeaderRow::None,
            sheet,
            other_sheets: other_sheets.unwrap_or_default(),
            columns: ColumnFacts {
                ingredients: ColumnFact::of(ingredients),
                id: id.as_ref().map(ColumnFact::of),
                name: name.as_ref().map(ColumnFact::of),
                group: group.as_ref().map(ColumnFact::of),
            },
            passed_over: passed_over.iter().map(ColumnFact::of).collect(),
            repeated: repeated.iter().map(ColumnFact::of).collect(),
        }
    }
}

impl ColumnFact {
    fn of(column: &Column) -> ColumnFact {
        ColumnFact { name: column.name.clone(), number: column.index + 1 }
    }
}

fn name_of(encoding: Encoding) -> Option<String> {
    let name = match encoding {
        Encoding::Utf8 | Encoding::MarkedUtf8 => "utf-8",
        Encoding::Decoded(encoding) => encoding.name(),
        Encoding::Windows1252 => "windows-1252",
        Encoding::Unknown => return None,
    };
    Some(name.to_ascii_lowercase())
}
