//! Catalogues: products out of files, each with its place in them.

pub(crate) mod blocks;
pub(crate) mod cell;
pub(crate) mod columns;
pub(crate) mod count;
pub(crate) mod encoding;
pub(crate) mod error;
mod escapes;
pub(crate) mod export;
pub(crate) mod facts;
pub(crate) mod format;
mod header;
pub(crate) mod ids;
pub(crate) mod issue;
pub(crate) mod json;
pub(crate) mod layout;
pub(crate) mod options;
pub(crate) mod packed;
mod places;
pub(crate) mod records;
pub(crate) mod rows;
pub(crate) mod sheet;
pub(crate) mod source;
pub(crate) mod units;
mod xml;

use std::borrow::Cow;

use cell::Cell;
use count::Count;

pub(crate) use places::{LineColumn, Places};

/// One product, as a catalogue or a single file gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Product<'a> {
    /// The file's name as it was given; `-` for standard input.
    pub(crate) source: &'a str,
    /// The sheet that it stands on, if the file is a workbook.
    pub(crate) sheet: Option<&'a str>,
    /// Record number, 1-based, header not counted; none for a file that is one label.
    pub(crate) row: Option<u64>,
    /// The name of the column that the list stands in.
    pub(crate) column: Option<&'a str>,
    /// The line on which the record begins, 1-based.
    pub(crate) line: u64,
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) name: Option<Cow<'a, str>>,
    pub(crate) cell: Cell<'a>,
    /// Whether a product before it goes by the same id, or name, and has another list.
    pub(crate) is_namesake: bool,
}

impl<'a> Product<'a> {
    /// A text that is no row of a catalogue, but stands on its own.
    pub(crate) fn of_text(source: &'a str, text: &'a str) -> Product<'a> {
        Product {
            source,
            sheet: None,
            row: None,
            column: None,
            line: 1,
            id: None,
            name: None,
            cell: Cell::of_text(text),
            is_namesake: false,
        }
    }

    /// The ingredient list, as its cell holds it once the quoting is undone. It is read anew each time.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        self.cell.text().0
    }

    /// What it is called by: its id, or its name, if it has either.
    pub(crate) fn called(&self) -> Option<&str> {
        self.id.as_deref().or(self.name.as_deref())
    }

    /// Counts its row and its line from further before.
    pub(crate) fn shift(&mut self, before: Count) {
        self.row = self.row.map(|row| row + before.rows);
        self.line += before.lines;
    }

    /// The place in the file where the text of the cell begins. Those that [`Places`] finds stand behind it.
    pub(crate) fn start(&self) -> LineColumn {
        places::start(self.cell, self.line)
    }

    /// The place in the file of the byte at `offset` in the ingredients.
    pub(crate) fn place(&self, offset: usize) -> LineColumn {
        Places::in_cell(self.cell, &self.text()).of(offset).behind(self.start())
    }
}

/// What a file is called in a sentence.
pub(crate) fn shown(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}

/// An input that breaks off.
#[cfg(test)]
struct Breaks;

#[cfg(test)]
impl std::io::Read for Breaks {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the cable was pulled"))
    }
}
