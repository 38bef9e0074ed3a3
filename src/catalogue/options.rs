//! Options: how a catalogue is to be read, as far as the user says. Clap reads the ones that are a choice.

use clap::ValueEnum;
use encoding_rs::Encoding;

/// How a catalogue is to be read. What is none is found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadOptions<'a> {
    pub(crate) columns: ColumnNames<'a>,
    pub(crate) header: HeaderRow,
    pub(crate) delimiter: Option<u8>,
    pub(crate) quote: Quote,
    /// The format, where the file's name does not tell it.
    pub(crate) format: Option<InputFormat>,
    /// The sheets of a workbook to read; none for all that are not hidden.
    pub(crate) sheets: &'a [String],
    pub(crate) encoding: Option<&'static Encoding>,
}

/// Which row names the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HeaderRow {
    /// The first one that does.
    #[default]
    First,
    /// The one on this line, 1-based.
    On(u64),
    /// None: the first is a product as any other, and columns go by their numbers.
    None,
}

impl HeaderRow {
    /// The line that was asked for.
    pub(super) fn line(self) -> Option<u64> {
        match self {
            HeaderRow::On(line) => Some(line),
            HeaderRow::First | HeaderRow::None => None,
        }
    }
}

/// How cells are quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Quote {
    /// In double quotes, where they have to be
    #[default]
    Double,
    /// Not at all: quotes are text
    None,
}

/// The columns to take, each by its name or by its number from 1; those not given are found by their usual names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ColumnNames<'a> {
    /// Several are read together.
    pub(crate) ingredients: &'a [String],
    pub(crate) id: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
    /// The column by which products are put into groups.
    pub(crate) group: Option<&'a str>,
    /// Whether they are put into groups by their brand if no column is given, and one goes by a usual name for it.
    pub(crate) by_brand: bool,
}

impl ColumnNames<'_> {
    pub(crate) fn may_group(&self) -> bool {
        self.group.is_some() || self.by_brand
    }
}

/// The formats that catalogues can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// Delimited text; the delimiter is detected
    Csv,
    /// Tab-separated text
    Tsv,
    /// JSON Lines, one object per line
    #[value(name = "jsonl")]
    JsonLines,
    /// Excel workbook
    Xlsx,
    /// XML, one element per product, such as a product feed
    Xml,
}
