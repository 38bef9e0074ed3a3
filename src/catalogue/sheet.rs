//! Sheets: how the rows of a workbook are written on their way to those who read records.
//!
//! They are written as records with a delimiter, each on a line of its own, so that the number of the line is that of
//! the row in the sheet. Line breaks within a cell are written as characters that no workbook holds, one byte for one.

use std::fmt;

use crate::listed::SEPARATORS;

/// A sheet that is read, and those of its workbook that are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Those that can be seen.
    pub(crate) others: Vec<String>,
    /// Those that are hidden.
    pub(crate) hidden: Vec<String>,
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sheet {}", self.name)?;
        let told = [("not read", &self.others), ("hidden and not read", &self.hidden)];
        let told = told.into_iter().filter(|(_, sheets)| !sheets.is_empty());
        let told: Vec<String> = told.map(|(what, sheets)| format!("{what}: {}", sheets.join(", "))).collect();
        if told.is_empty() { Ok(()) } else { write!(f, " ({})", told.join("; ")) }
    }
}

/// What stands between two cells.
pub(crate) const DELIMITER: u8 = 0x1f;

/// What the name of a sheet begins with where it stands before what is added to its rows.
pub(crate) const NAME: u8 = 0x1c;

/// What is written at the end of a row of which a cell could not be read: one cell more.
pub(super) const ODD: [u8; 2] = [DELIMITER, 0x1c];

/// What is written within a cell for `\n` and `\r`.
const BREAKS: [(char, char); 2] = [('\n', '\x1e'), ('\r', '\x1d')];

pub(super) fn write_cell(text: &str, row: &mut String) {
    // a quote at the beginning would be taken for the opening one
    if text.starts_with('"') {
        row.push('"');
        write_text(&text.replace('"', "\"\""), row);
        row.push('"');
    } else {
        write_text(text, row);
    }
}

/// Writes text that stands inside a cell.
pub(super) fn write_text(text: &str, row: &mut String) {
    for character in text.chars() {
        let is_own = SEPARATORS.contains(&character);
        let written = BREAKS.iter().find(|(plain, _)| *plain == character).map_or(character, |(_, written)| *written);
        row.push(if is_own { ' ' } else { written });
    }
}

/// The text of a cell with its line breaks, of the same length.
pub(super) fn with_breaks(written: &str) -> String {
    BREAKS
        .iter()
        .fold(written.to_owned(), |text, (plain, written)| text.replace(*written, plain.encode_utf8(&mut [0; 4])))
}

/// Whether a text holds line breaks as they are written.
pub(super) fn has_breaks(written: &str) -> bool {
    written.contains(BREAKS.map(|(_, written)| written))
}
