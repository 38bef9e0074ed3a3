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
pub mod units;

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
    /// The cell with the ingredient list.
    pub cell: Cell<'a>,
}

impl<'a> Product<'a> {
    /// The ingredient list, as its cell holds it once the quoting is undone. It is read anew each time.
    pub fn text(&self) -> Cow<'a, str> {
        self.cell.text().0
    }

    /// What it is called by: its id, or its name, if it has either.
    pub fn called(&self) -> Option<&str> {
        self.id.as_deref().or(self.name.as_deref())
    }

    /// Counts its row and its line from further before.
    pub fn shift(&mut self, before: Count) {
        self.row = self.row.map(|row| row + before.rows);
        self.line += before.lines;
    }

    /// The place in the file where the text of the cell begins. Those that [`Places`] finds stand behind it.
    pub fn start(&self) -> LineColumn {
        places::start(self.cell, self.line)
    }

    /// The place in the file of the byte at `offset` in the ingredients.
    pub fn place(&self, offset: usize) -> LineColumn {
        Places::in_cell(self.cell, &self.text()).of(offset).behind(self.start())
    }
}

/// What a file is called in a sentence.
pub fn shown(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}
