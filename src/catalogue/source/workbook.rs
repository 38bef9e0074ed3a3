//! Workbooks: finds the sheet of an .xlsx file that holds the catalogue, and gives its rows as records.

mod records;
mod rows;

use std::fmt;
use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx, XlsxCellReader, XlsxError};

use crate::catalogue::columns::{Columns, MissingColumn};
use crate::catalogue::error::ScanError;
use crate::catalogue::layout::{HeaderRow, Wishes};
use records::Records;
use rows::Rows;

/// What an .xlsx file, which is a zip archive, begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// A workbook is held in memory as the file has it. One that is larger would take too much of it.
const LARGEST: u64 = 256 << 20;

/// A header stands within so many rows that are not empty: a title and a date may stand above it.
const HEADER_WITHIN: usize = 20;

/// The sheet that is read, and those that are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The names of the others.
    pub others: Vec<String>,
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sheet {}", self.name)?;
        match self.others.as_slice() {
            [] => Ok(()),
            others => write!(f, " (not read: {})", others.join(", ")),
        }
    }
}

type Workbook = Xlsx<Cursor<Vec<u8>>>;
type Cells<'a> = XlsxCellReader<'a, Cursor<Vec<u8>>>;

/// Whether a file that begins with `head` may be a workbook.
pub(super) fn is_one(head: &[u8]) -> bool {
    head.starts_with(ZIP)
}

/// Opens the first sheet with a header that names the columns wanted.
pub(super) fn open(file: &str, input: &mut dyn Read, wishes: &Wishes<'_>) -> Result<(Sheet, Records), ScanError> {
    let broken = |problem: String| ScanError::Workbook { file: file.into(), problem };
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| ScanError::Input { file: file.into(), error })?;
    if bytes.len() as u64 > LARGEST {
        return Err(broken("it is larger than 256 MB".into()));
    }
    let workbook = Workbook::new(Cursor::new(bytes));
    let mut workbook = workbook.map_err(|error| broken(explained(error)))?;
    let names = workbook.sheet_names();
    let mut missing = None;
    for name in &names {
        let found = match header(&mut workbook, name, wishes).map_err(|error| broken(explained(error)))? {
            Found::Nothing => continue,
            Found::No(line, columns) => {
                missing.get_or_insert((name, line, columns));
                continue;
            }
            Found::At(row) => row,
        };
        let others = names.iter().filter(|other| *other != name).cloned().collect();
        return Ok((Sheet { name: name.clone(), others }, Records::start(workbook, name.clone(), found)));
    }
    let Some((name, line, missing)) = missing else {
        return Err(ScanError::Empty { file: file.into() });
    };
    Err(ScanError::MissingColumn { file: format!("{file}, sheet {name}"), line, missing, header: wishes.header })
}

/// Whether a sheet has a header.
enum Found {
    /// It is empty.
    Nothing,
    /// In this row, counted from 0.
    At(u32),
    /// In no row. The line is that of the first one, and what is missing of it.
    No(u64, MissingColumn),
}

/// Looks for the header of a sheet.
fn header(workbook: &mut Workbook, sheet: &str, wishes: &Wishes<'_>) -> Result<Found, XlsxError> {
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        // a sheet that is a chart
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Found::Nothing),
        Err(error) => return Err(error),
    };
    let mut rows = Rows::new(&mut cells);
    let mut found = Found::Nothing;
    for _ in 0..HEADER_WITHIN {
        let Some((row, cells)) = rows.next_row()? else { break };
        if wishes.header == HeaderRow::None {
            return Ok(Found::At(row));
        }
        match (Columns::find(&cells, wishes.columns), &found) {
            (Ok(_), _) => return Ok(Found::At(row)),
            (Err(missing), Found::Nothing) => found = Found::No(u64::from(row) + 1, missing),
            (Err(_), _) => {}
        }
    }
    Ok(found)
}

fn explained(error: XlsxError) -> String {
    match error {
        XlsxError::Password => "it has a password".into(),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::Zip(_) => {
            "it is a zip archive of something else".into()
        }
        error => error.to_string(),
    }
}
