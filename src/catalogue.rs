//! Catalogues: products out of files, each with its place in them.

pub mod blocks;
pub mod cell;
pub mod columns;
pub mod count;
pub mod encoding;
pub mod error;
pub mod facts;
pub mod fault;
pub mod format;
pub mod ids;
pub mod json;
pub mod layout;
mod places;
pub mod records;
pub mod rows;
mod sheet;
pub mod source;

use std::borrow::Cow;

use cell::Cell;
use count::Count;

pub use places::{LineColumn, Places};

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
    /// The cell that the list was read from.
    pub cell: Cell<'a>,
}

impl Product<'_> {
    /// Counts its row and its line from further before.
    pub fn shift(&mut self, before: Count) {
        self.row = self.row.map(|row| row + before.rows);
        self.line += before.lines;
    }

    /// The place in the file of the byte at `offset` in the ingredients.
    pub fn place(&self, offset: usize) -> LineColumn {
        self.places().of(offset)
    }

    /// Finds places in the file, one after another. For offsets that grow, the cell is walked once and no more.
    pub fn places(&self) -> Places<'_> {
        Places::in_cell(self.cell, &self.ingredients, self.line)
    }
}

/// What a file is called in a sentence.
pub fn shown(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}
