//! Workbooks: finds the sheet of an .xlsx file that holds the catalogue, and gives its rows as records.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxCellReader, XlsxError};

use crate::catalogue::columns::{Columns, MissingColumn};
use crate::catalogue::error::ScanError;
use crate::catalogue::layout::{HeaderRow, Wishes};
use crate::catalogue::sheet::{DELIMITER, write_cell};

/// What an .xlsx file, which is a zip archive, begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// A workbook is held in memory as the file has it. One that is larger would take too much of it.
const LARGEST: u64 = 256 << 20;

/// A header stands within so many rows that are not empty: a title and a date may stand above it.
const HEADER_WITHIN: usize = 20;

/// How much text is handed over at once, and how often in advance.
const PIECE: usize = 256 << 10;
const WAITING: usize = 2;

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

/// The rows of a sheet that are not empty.
struct Rows<'c, 'a> {
    cells: &'c mut Cells<'a>,
    /// The first cell of the next row.
    next: Option<(u32, u32, String)>,
}

impl<'c, 'a> Rows<'c, 'a> {
    fn new(cells: &'c mut Cells<'a>) -> Rows<'c, 'a> {
        Rows { cells, next: None }
    }

    /// The next row with its number from 0, its cells as text.
    fn next_row(&mut self) -> Result<Option<(u32, Vec<String>)>, XlsxError> {
        let first = match self.next.take() {
            None => self.next_cell()?,
            first => first,
        };
        let Some((row, column, text)) = first else { return Ok(None) };
        let mut cells = Vec::new();
        place(&mut cells, column, text);
        loop {
            match self.next_cell()? {
                Some((same, column, text)) if same == row => place(&mut cells, column, text),
                next => {
                    self.next = next;
                    return Ok(Some((row, cells)));
                }
            }
        }
    }

    fn next_cell(&mut self) -> Result<Option<(u32, u32, String)>, XlsxError> {
        while let Some(cell) = self.cells.next_cell()? {
            let text = text(cell.get_value());
            if !text.trim().is_empty() {
                let (row, column) = cell.get_position();
                return Ok(Some((row, column, text)));
            }
        }
        Ok(None)
    }
}

fn place(cells: &mut Vec<String>, column: u32, text: String) {
    let column = column as usize;
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    cells[column] = text;
}

/// A value as text.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::Error(error) => error.to_string(),
    }
}

fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => day,
        _ => format!("{day} {hour:02}:{minute:02}:{second:02}"),
    }
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

/// The rows of a sheet as records, read on a thread of their own.
pub(super) struct Records {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Cursor<Vec<u8>>,
    is_at_end: bool,
}

impl Records {
    /// Reads a sheet from a row on.
    fn start(mut workbook: Workbook, sheet: String, first: u32) -> Records {
        let (sender, pieces) = sync_channel(WAITING);
        thread::spawn(move || {
            let end = match write(&mut workbook, &sheet, first, &sender) {
                Ok(last) => Ok(last),
                Err(error) => Err(io::Error::other(explained(error))),
            };
            // nobody waits for it any more if the scan has ended
            let _ = sender.send(end);
            let _ = sender.send(Ok(Vec::new()));
        });
        Records { pieces, piece: Cursor::default(), is_at_end: false }
    }
}

impl Read for Records {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let len = self.piece.read(out)?;
            if len > 0 || self.is_at_end {
                return Ok(len);
            }
            let piece = self.pieces.recv().map_err(|_| io::Error::other("its reader stopped"))??;
            // an empty piece is the last one
            self.is_at_end = piece.is_empty();
            self.piece = Cursor::new(piece);
        }
    }
}

/// Writes a sheet from its row `first` on, each row on the line of its number. Gives the last piece.
fn write(
    workbook: &mut Workbook,
    sheet: &str,
    first: u32,
    pieces: &SyncSender<io::Result<Vec<u8>>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut rows = Rows::new(&mut cells);
    let (mut piece, mut line) = (String::new(), 0);
    while let Some((row, cells)) = rows.next_row()? {
        if row < first {
            continue;
        }
        for _ in line..row {
            piece.push('\n');
        }
        for (column, text) in cells.iter().enumerate() {
            if column > 0 {
                piece.push(char::from(DELIMITER));
            }
            write_cell(text, &mut piece);
        }
        piece.push('\n');
        line = row + 1;
        if piece.len() >= PIECE && pieces.send(Ok(std::mem::take(&mut piece).into_bytes())).is_err() {
            return Ok(Vec::new());
        }
    }
    Ok(piece.into_bytes())
}
