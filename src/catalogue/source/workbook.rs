//! Workbooks: finds the sheet of an .xlsx file that holds the catalogue, and gives its rows as records.

mod archive;
mod records;
mod rows;

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx, XlsxCellReader, XlsxError};

use crate::catalogue::columns::{Columns, MissingColumn};
use crate::catalogue::error::ScanError;
use crate::catalogue::options::{HeaderRow, ReadOptions};
use crate::catalogue::sheet::Sheet;
use records::Records;
use rows::{Rows, SheetRow};

/// What an .xlsx file, which is a zip archive, begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// A workbook is held in memory as the file has it. One that is larger would take too much of it.
const LARGEST: u64 = 256 << 20;

/// A header stands within so many rows that are not empty: a title and a date may stand above it.
const HEADER_WITHIN: usize = 20;

type Workbook = Xlsx<Cursor<Vec<u8>>>;
type Cells<'a> = XlsxCellReader<'a, Cursor<Vec<u8>>>;

/// Whether a file that begins with `head` may be a workbook.
pub(super) fn is_one(head: &[u8]) -> bool {
    head.starts_with(ZIP)
}

/// Opens the sheet with a header that names the columns wanted: the one that was asked for, or the only one.
pub(super) fn open(file: &str, input: &mut dyn Read, options: &ReadOptions<'_>) -> Result<(Sheet, Records), ScanError> {
    let broken = |problem: String| ScanError::Workbook { file: file.into(), problem };
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| ScanError::Input { file: file.into(), error })?;
    if bytes.len() as u64 > LARGEST {
        return Err(broken("it is larger than 256 MB".into()));
    }
    archive::check(&bytes).map_err(broken)?;
    let workbook = Workbook::new(Cursor::new(bytes));
    let mut workbook = workbook.map_err(|error| broken(explained(error)))?;
    let names = workbook.sheet_names();
    let is_meant = |name: &&String| options.sheet.is_none_or(|wanted| wanted == *name);
    if let Some(wanted) = options.sheet.filter(|_| !names.iter().any(|name| is_meant(&name))) {
        return Err(ScanError::NoSheet { file: file.into(), wanted: wanted.into(), sheets: names });
    }
    let (mut found, mut nearest) = (Vec::new(), None);
    for name in names.iter().filter(is_meant) {
        match header(&mut workbook, name, options).map_err(|error| broken(explained(error)))? {
            Ok(row) => found.push((name, row)),
            Err(Some(miss)) => nearest = nearer(nearest, (name, miss)),
            Err(None) => {}
        }
    }
    match (found.as_slice(), nearest) {
        (&[(name, row)], _) => {
            let others = names.iter().filter(|other| *other != name).cloned().collect();
            Ok((Sheet { name: name.clone(), others }, Records::start(workbook, name.clone(), row)))
        }
        ([], Some((name, Miss { line, missing }))) => {
            let file = format!("{file}, sheet {name}");
            Err(ScanError::MissingColumn { file, line, missing, header: options.header })
        }
        ([], None) => Err(ScanError::Empty { file: file.into() }),
        (several, _) => {
            let sheets = several.iter().map(|(name, _)| (*name).clone()).collect();
            Err(ScanError::SeveralSheets { file: file.into(), sheets })
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

/// The row of a sheet that is its header, counted from 0; or the nearest to one, if it is not empty.
fn header(
    workbook: &mut Workbook, sheet: &str, options: &ReadOptions<'_>,
) -> Result<Result<u32, Option<Miss>>, XlsxError> {
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        // a sheet that is a chart
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Err(None)),
        Err(error) => return Err(error),
    };
    let mut rows = Rows::new(&mut cells);
    let mut nearest = None;
    for _ in 0..HEADER_WITHIN {
        let Some(SheetRow { number: row, cells, .. }) = rows.next_row()? else { break };
        if options.header == HeaderRow::None {
            return Ok(Ok(row));
        }
        match Columns::find(&cells, options.columns) {
            Ok(_) => return Ok(Ok(row)),
            Err(missing) => nearest = nearer(nearest, ((), Miss { line: u64::from(row) + 1, missing })),
        }
    }
    Ok(Err(nearest.map(|((), miss)| miss)))
}

fn explained(error: XlsxError) -> String {
    match error {
        XlsxError::Password => "it has a password".into(),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            "it is a zip archive, but not a workbook".into()
        }
        XlsxError::Zip(error) => format!("its zip archive is incomplete ({error})"),
        error => error.to_string(),
    }
}
