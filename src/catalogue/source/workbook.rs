//! Workbooks: finds the sheets of an .xlsx file that hold a catalogue, and gives their rows as records.
//!
//! A sheet is read row by row. What its cells refer to is held in temporary files, so that the memory taken is the same for
//! all sizes.

mod annotated;
mod book;
mod dates;
mod merged;
mod records;
mod rows;
mod texts;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

use tempfile::SpooledTempFile;
use zip::result::ZipError;

use crate::catalogue::columns::Columns;
use crate::catalogue::error::ScanError;
use crate::catalogue::export::{Export, LOOKED_AT, SheetHeader};
use crate::catalogue::header::{Miss, Search};
use crate::catalogue::options::{HeaderRow, ReadOptions};
use crate::catalogue::sheet::Sheet;
use crate::catalogue::shown;
use crate::limits;
pub(crate) use annotated::{Additions, annotate, check_room};
use book::Workbook;
use records::{Found, Records};
use rows::SheetRow;

/// What an .xlsx file, which is a zip archive, begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// The largest file that is read, in bytes.
const LARGEST: u64 = limits::PART.0 as u64;

/// How much of it is held in memory. What is larger is held in a temporary file.
const HELD: usize = 1 << 20;

/// How much of it is read at once.
const PIECE: u64 = 256 << 10;

/// A sheet that is read.
pub(super) struct SheetRows {
    pub(super) sheet: Sheet,
    /// What its rows were made from, if they are not one list each.
    pub(super) export: Option<Export>,
    pub(super) rows: Box<dyn Read + Send>,
}

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
    #[error("it has more than 1 million areas of merged cells")]
    ManyMerged,
    #[error("several of its sheets are the same part {0}")]
    SharedPart(String),
    #[error("its sheet {0} has no room for three more columns")]
    Full(String),
    #[error("its part {0} ends too early")]
    BrokenOff(String),
    #[error("the XML of its part {0} is damaged ({1})")]
    Xml(String, quick_xml::Error),
    #[error("its temporary file cannot be used: {0}")]
    NoRoom(io::Error),
}

fn in_row(row: u32) -> String {
    if row > 0 { format!(", in or below row {row}") } else { String::new() }
}

/// Whether a file that begins with `head` may be a workbook.
pub(crate) fn is_one(head: &[u8]) -> bool {
    head.starts_with(ZIP)
}

/// Opens the sheets with a header that names the columns wanted, in their order: those that were asked for, or else all
/// that are not hidden.
pub(super) fn open(file: &str, input: &mut dyn Read, options: &ReadOptions<'_>) -> Result<Vec<SheetRows>, ScanError> {
    let broken = |fault: Fault| ScanError::Workbook { file: file.into(), problem: fault.to_string() };
    let bytes = held(input).map_err(|error| ScanError::Input { file: file.into(), error })?;
    let mut workbook = bytes.and_then(Workbook::open).map_err(broken)?;
    let names: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if let Some(wanted) = options.sheets.iter().find(|wanted| !names.iter().any(|name| is_same(wanted, name))) {
        return Err(ScanError::NoSheet { file: file.into(), wanted: wanted.clone(), sheets: names });
    }
    let is_hidden: Vec<bool> = workbook.sheets.iter().map(|sheet| sheet.is_hidden).collect();
    let is_meant = |place: usize| match options.sheets {
        [] => !is_hidden[place],
        wanted => wanted.iter().any(|wanted| is_same(wanted, &names[place])),
    };
    let (mut found, mut nearest) = (Vec::new(), None::<(usize, Miss)>);
    for place in (0..names.len()).filter(|place| is_meant(*place)) {
        match header(&mut workbook, place, options).map_err(broken)? {
            Ok(catalogue) => found.push(catalogue),
            Err(Some(miss)) if nearest.as_ref().is_none_or(|(_, nearest)| nearest.rank() < miss.rank()) => {
                nearest = Some((place, miss));
            }
            Err(Some(_)) => {}
            Err(None) if options.sheets.is_empty() => {}
            Err(None) => return Err(ScanError::Empty { file: of_sheet(file, &names[place]) }),
        }
    }
    if found.is_empty() && options.sheets.is_empty() {
        let hidden = (0..names.len()).filter(|place| is_hidden[*place]);
        let hidden = hidden.filter(|place| matches!(header(&mut workbook, *place, options), Ok(Ok(_))));
        let sheets: Vec<String> = hidden.map(|place| names[place].clone()).collect();
        if !sheets.is_empty() {
            return Err(ScanError::OnlyHidden { file: file.into(), sheets });
        }
    }
    match nearest {
        // a sheet that was asked for is not passed over
        Some((place, Miss { line, missing })) if found.is_empty() || !options.sheets.is_empty() => {
            let file = of_sheet(file, &names[place]);
            return Err(ScanError::MissingColumn { file, line, missing, header: options.header });
        }
        None if found.is_empty() => return Err(ScanError::Empty { file: file.into() }),
        _ => {}
    }
    let others = |are_hidden: bool| {
        let is_read = |place: usize| found.iter().any(|catalogue| catalogue.sheet == place);
        let others = (0..names.len()).filter(|place| !is_read(*place) && is_hidden[*place] == are_hidden);
        others.map(|place| names[place].clone()).collect::<Vec<_>>()
    };
    let (others, hidden) = (others(false), others(true));
    let workbook = Arc::new(Mutex::new(workbook));
    let opened = found.into_iter().map(|mut catalogue| {
        let export = catalogue.export.take();
        let sheet = Sheet { name: names[catalogue.sheet].clone(), others: others.clone(), hidden: hidden.clone() };
        let rows = Records::new(Arc::clone(&workbook), catalogue);
        match export {
            Some(export) => {
                let (export, rows) = export.open(sheet.clone(), rows, options.header);
                SheetRows { sheet, export: Some(export), rows }
            }
            None => SheetRows { sheet, export: None, rows: Box::new(rows) },
        }
    });
    Ok(opened.collect())
}

/// Whether a sheet is called as somebody wrote: Excel has no two whose names differ in case alone.
fn is_same(wanted: &str, name: &str) -> bool {
    wanted.trim().to_lowercase() == name.trim().to_lowercase()
}

fn of_sheet(file: &str, sheet: &str) -> String {
    format!("{}, sheet {sheet}", shown(file))
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

/// The catalogue in a sheet, and what it is made of if not of one list a row; or the row that is nearest to a header, if it
/// is not empty. All of the sheet is read for it, as what is merged stands at its end, and what takes too much memory is not
/// to be met halfway.
fn header(
    workbook: &mut Workbook, sheet: usize, options: &ReadOptions<'_>,
) -> Result<Result<Found, Option<Miss>>, Fault> {
    let has_header = options.header != HeaderRow::None;
    let mut rows = workbook.rows(sheet)?;
    let mut search = Search::new(options);
    let (mut numbers, mut first, mut len, mut is_searched) = (Vec::new(), Vec::new(), 0, !has_header);
    while let Some(SheetRow { number, cells, .. }) = rows.next_row()? {
        let line = u64::from(number) + 1;
        let names = names(cells);
        is_searched = is_searched || !search.look(number, line, &names);
        if len < LOOKED_AT && options.header.line().is_none_or(|asked| line >= asked) {
            len += names.iter().map(|name| name.len() + size_of::<String>()).sum::<usize>();
            first.push(names);
            numbers.push(number);
        } else if is_searched {
            break;
        }
    }
    let by_number = |names: &Vec<String>| {
        let missed = |missing| Some(Miss { line: u64::from(numbers[0]) + 1, missing });
        Columns::by_number(names.len(), options.columns).map(|_| numbers[0]).map_err(missed)
    };
    let found = match SheetHeader::find(&first, options) {
        Ok(Some(export)) => Ok((numbers[export.place], Some(export))),
        Ok(None) if has_header => search.end().map(|(row, _)| (row, None)),
        Ok(None) => first.first().map_or(Err(None), by_number).map(|row| (row, None)),
        Err(missing) => Err(numbers.first().map(|row| Miss { line: u64::from(*row) + 1, missing })),
    };
    match found {
        Ok((first, export)) => Ok(Ok(Found { sheet, first, has_header, merged: rows.merged()?, export })),
        Err(miss) => Ok(Err(miss)),
    }
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
