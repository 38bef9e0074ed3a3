//! Workbooks: finds the sheet of an .xlsx file that holds the catalogue, and gives its rows as records.
//!
//! A sheet is read row by row. What its cells refer to is held in temporary files, so that the memory taken is the same for
//! all sizes.

mod book;
mod dates;
mod records;
mod rows;
mod texts;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use tempfile::SpooledTempFile;
use zip::result::ZipError;

use crate::catalogue::columns::{Columns, MissingColumn};
use crate::catalogue::error::ScanError;
use crate::catalogue::options::{HeaderRow, ReadOptions};
use crate::catalogue::sheet::Sheet;
use book::Workbook;
use records::Records;
use rows::SheetRow;

/// What an .xlsx file, which is a zip archive, begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// A header stands within so many rows that are not empty: a title and a date may stand above it.
const HEADER_WITHIN: usize = 20;

/// How much of it is held in memory. What is larger is held in a temporary file.
const HELD: usize = 4 << 20;

/// How much of it is read at once.
const PIECE: u64 = 256 << 10;

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("it is larger than 256 MB")]
    Large,
    #[error("its zip archive is incomplete ({0})")]
    Zip(#[from] ZipError),
    #[error("it is a zip archive, but not a workbook")]
    NoWorkbook,
    #[error("its part {part} is larger than {megabytes} MB when decompressed")]
    LargePart { part: String, megabytes: u64 },
    #[error("its part {part} has a cell, a tag or a comment longer than 1 MB{}", in_row(*row))]
    TooLong { part: String, row: u32 },
    #[error("it has more than 8 million different texts")]
    ManyTexts,
    #[error("several of its sheets are the same part {0}")]
    SharedPart(String),
    #[error("its part {0} ends too early")]
    BrokenOff(String),
    #[error("the XML of its part {0} is damaged ({1})")]
    Xml(String, quick_xml::Error),
    #[error("its temporary file cannot be used: {0}")]
    NoRoom(io::Error),
}

fn in_row(row: u32) -> String {
    if row > 0 { format!(", in row {row} or the next one") } else { String::new() }
}

/// Whether a file that begins with `head` may be a workbook.
pub(super) fn is_one(head: &[u8]) -> bool {
    head.starts_with(ZIP)
}

/// Opens the sheet with a header that names the columns wanted: the one that was asked for, or the only one.
pub(super) fn open(file: &str, input: &mut dyn Read, options: &ReadOptions<'_>) -> Result<(Sheet, Records), ScanError> {
    let broken = |fault: Fault| ScanError::Workbook { file: file.into(), problem: fault.to_string() };
    let bytes = held(input).map_err(|error| ScanError::Input { file: file.into(), error })?;
    let mut workbook = bytes.and_then(Workbook::open).map_err(broken)?;
    let names: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let is_meant = |name: &String| options.sheet.is_none_or(|wanted| wanted == *name);
    if let Some(wanted) = options.sheet.filter(|_| !names.iter().any(is_meant)) {
        return Err(ScanError::NoSheet { file: file.into(), wanted: wanted.into(), sheets: names });
    }
    let (mut found, mut nearest) = (Vec::new(), None);
    for (place, name) in names.iter().enumerate().filter(|(_, name)| is_meant(name)) {
        match header(&mut workbook, place, options).map_err(broken)? {
            Ok(row) => found.push((place, row)),
            Err(Some(miss)) => nearest = nearer(nearest, (name, miss)),
            Err(None) => {}
        }
    }
    match (found.as_slice(), nearest) {
        (&[(place, row)], _) => {
            let mut others = names;
            let name = others.remove(place);
            Ok((Sheet { name, others }, Records::start(workbook, place, row)))
        }
        ([], Some((name, Miss { line, missing }))) => {
            let file = format!("{file}, sheet {name}");
            Err(ScanError::MissingColumn { file, line, missing, header: options.header })
        }
        ([], None) => Err(ScanError::Empty { file: file.into() }),
        (several, _) => {
            let sheets = several.iter().map(|(place, _)| names[*place].clone()).collect();
            Err(ScanError::SeveralSheets { file: file.into(), sheets })
        }
    }
}

/// All bytes of a file, where they can be read in any order.
fn held(input: &mut dyn Read) -> io::Result<Result<SpooledTempFile, Fault>> {
    let (mut held, mut piece, mut len) = (SpooledTempFile::new(HELD), Vec::new(), 0);
    loop {
        piece.clear();
        len += input.take(PIECE).read_to_end(&mut piece)? as u64;
        match held.write_all(&piece) {
            Err(error) => return Ok(Err(Fault::NoRoom(error))),
            Ok(()) if len > LARGEST => return Ok(Err(Fault::Large)),
            Ok(()) if piece.is_empty() => return Ok(Ok(held)),
            Ok(()) => {}
        }
    }
}

/// A row that is no header, and what it lacks.
struct Miss {
    line: u64,
    missing: MissingColumn,
}

/// Of two rows that are no header the one that is nearer to it: with a name that is nearly that of a column wanted, or
/// with more columns.
fn nearer<T>(one: Option<(T, Miss)>, other: (T, Miss)) -> Option<(T, Miss)> {
    let rank = |(_, Miss { missing, .. }): &(T, Miss)| (missing.near.is_some(), missing.columns.len());
    match one {
        Some(one) if rank(&one) >= rank(&other) => Some(one),
        _ => Some(other),
    }
}

/// The row of a sheet that is its header, counted from 0; or the nearest to one, if it is not empty. All of the sheet is
/// read for it, as what takes too much memory is not to be met halfway.
fn header(
    workbook: &mut Workbook, sheet: usize, options: &ReadOptions<'_>,
) -> Result<Result<u32, Option<Miss>>, Fault> {
    let mut rows = workbook.rows(sheet)?;
    let mut nearest = None;
    for _ in 0..HEADER_WITHIN {
        let Some(SheetRow { number: row, cells, .. }) = rows.next_row()? else { break };
        let is_header = match options.header {
            HeaderRow::None => Ok(()),
            HeaderRow::First => Columns::find(&names(cells), options.columns).map(|_| ()),
        };
        match is_header {
            Ok(()) => return rows.pass_over().map(|()| Ok(row)),
            Err(missing) => nearest = nearer(nearest, ((), Miss { line: u64::from(row) + 1, missing })),
        }
    }
    Ok(Err(nearest.map(|((), miss)| miss)))
}

/// The cells of a row, one for each column.
fn names(cells: BTreeMap<u32, String>) -> Vec<String> {
    let mut names = Vec::new();
    for (column, name) in cells {
        names.resize(column as usize, String::new());
        names.push(name);
    }
    names
}
