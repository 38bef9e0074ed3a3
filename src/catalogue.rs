//! Catalogues: products out of files, each with its place in them.

pub mod columns;
pub mod records;

use std::borrow::Cow;

/// One product, as a catalogue or a single file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Product<'a> {
    /// The file's name as it was given; `-` for standard input.
    pub source: &'a str,
    /// Record number, 1-based, header not counted; none for a file that is one label.
    pub row: Option<u64>,
    /// The name of the column that the list stands in.
    pub column: Option<&'a str>,
    /// The line on which the record begins, 1-based.
    pub line: u64,
    /// The product's id.
    pub id: Option<Cow<'a, str>>,
    /// The product's name.
    pub name: Option<Cow<'a, str>>,
    /// The ingredient list, as its cell holds it once the quoting is undone.
    pub ingredients: Cow<'a, str>,
    /// Where the bytes of the list stand in the file.
    pub cell: Cell<'a>,
}

/// The cell that a list was read from, as the file holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The record's bytes from its first one on.
    pub record: &'a [u8],
    /// Offset in the record of the first byte of the cell's text, behind an opening quote.
    pub start: usize,
    /// Whether quotes are doubled in it.
    pub quoted: bool,
}

/// A place in a file as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// 1-based.
    pub line: u64,
    /// 1-based, in characters.
    pub column: u64,
}
