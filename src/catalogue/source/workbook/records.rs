//! A sheet as records, read on a thread of its own.

use std::io::{self, Cursor, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Fault;
use super::book::Workbook;
use super::merged::Merged;
use super::rows::SheetRow;
use crate::catalogue::export::SheetHeader;
use crate::catalogue::sheet::{DELIMITER, ODD, write_cell};

/// How much text is handed over at once, and how often in advance.
const PIECE: usize = 256 << 10;
const WAITING: usize = 2;

/// Where a catalogue stands in a workbook.
pub(super) struct Found {
    pub(super) sheet: usize,
    /// Its first row, counted from 0.
    pub(super) first: u32,
    /// Whether that is a header.
    pub(super) has_header: bool,
    pub(super) merged: Merged,
    /// What its products are made of, if not of one list a row.
    pub(super) export: Option<SheetHeader>,
}

/// The rows of a sheet, each written as a record.
pub(in crate::catalogue::source) struct Records {
    /// Starts to read them, once somebody asks for them: the sheets of a workbook are read one after another.
    start: Option<Box<dyn FnOnce() + Send>>,
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Cursor<Vec<u8>>,
    is_at_end: bool,
}

impl Records {
    pub(super) fn new(workbook: Arc<Mutex<Workbook>>, found: Found) -> Records {
        let (sender, pieces) = sync_channel(WAITING);
        let read = move || {
            let mut workbook = workbook.lock().unwrap_or_else(PoisonError::into_inner);
            let end = write(&mut workbook, found, &sender).map_err(|fault| io::Error::other(fault.to_string()));
            // nobody waits for it any more if the scan has ended
            let _ = sender.send(end);
            let _ = sender.send(Ok(Vec::new()));
        };
        let start = Box::new(move || drop(thread::spawn(read)));
        Records { start: Some(start), pieces, piece: Cursor::default(), is_at_end: false }
    }
}

impl Read for Records {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(start) = self.start.take() {
            start();
        }
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

/// Writes the rows of a catalogue, each on the line of its number. Gives the last piece.
fn write(workbook: &mut Workbook, found: Found, pieces: &SyncSender<io::Result<Vec<u8>>>) -> Result<Vec<u8>, Fault> {
    let Found { sheet, first, has_header, mut merged, .. } = found;
    let mut rows = workbook.rows(sheet)?;
    let (mut piece, mut line, mut width) = (String::new(), 0, 0);
    while let Some(mut row) = rows.next_row()? {
        if row.number < first {
            continue;
        }
        if row.number == first {
            width = row.cells.keys().last().map_or(0, |column| column + 1);
        }
        if !(row.number == first && has_header) {
            row.is_odd |= !merged.fill(row.number, &mut row.cells);
        }
        for _ in line..row.number {
            piece.push('\n');
        }
        write_row(&row, width, &mut piece);
        if row.is_odd && row.number > first {
            piece.extend(ODD.map(char::from));
        }
        piece.push('\n');
        line = line.max(row.number) + 1;
        if piece.len() >= PIECE && pieces.send(Ok(std::mem::take(&mut piece).into_bytes())).is_err() {
            return Ok(Vec::new());
        }
    }
    Ok(piece.into_bytes())
}

/// Writes the cells of a row below a header that is so wide. Those behind it stand close together: that they are there is
/// all that matters of them.
fn write_row(row: &SheetRow, width: u32, piece: &mut String) {
    let (mut at, mut next) = (0, 0);
    for (column, text) in &row.cells {
        let place = if *column < width { *column } else { width.max(next) };
        for _ in at..place {
            piece.push(char::from(DELIMITER));
        }
        write_cell(text, piece);
        (at, next) = (place, place + 1);
    }
}
