//! Workbooks: finds the sheet of an .xlsx file that holds the catalogue, and gives its rows as records.

mod archive;
mod records;
mod rows;

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx, XlsxCellReader, XlsxError};

use crate::catalogue::error::ScanError;
use crate::catalogue::header::{Miss, Search};
use crate::catalogue::options::{HeaderRow, ReadOptions};
use crate::catalogue::sheet::Sheet;
use records::Records;
use rows::{Rows, SheetRow};

/// What an .xlsx file, which is a zip archive, begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// A workbook is held in memory as the file has it. One that is larger would take too much of it.
const LARGEST: u64 = 256 << 20;

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
    let (mut found, mut nearest) = (Vec::new(), None::<(&String, Miss)>);
    for name in names.iter().filter(is_meant) {
        match header(&mut workbook, name, options).map_err(|error| broken(explained(error)))? {
            Ok(row) => found.push((name, row)),
            Err(Some(miss)) if nearest.as_ref().is_none_or(|(_, nearest)| nearest.rank() < miss.rank()) => {
                nearest = Some((name, miss));
            }
            Err(_) => {}
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
    let mut search = Search::new(options);
    while let Some(SheetRow { number: row, cells, .. }) = rows.next_row()? {
        if options.header == HeaderRow::None {
            return Ok(Ok(row));
        }
        if !search.look(row, u64::from(row) + 1, &cells) {
            break;
        }
    }
    Ok(search.end().map(|(row, _)| row))
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
