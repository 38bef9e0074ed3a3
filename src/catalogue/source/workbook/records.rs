//! A sheet as records, read on a thread of its own.

use std::io::{self, Cursor, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use calamine::XlsxError;

use super::rows::{Rows, SheetRow};
use super::{Workbook, explained};
use crate::catalogue::sheet::{DELIMITER, ODD, write_cell};

/// How much text is handed over at once, and how often in advance.
const PIECE: usize = 256 << 10;
const WAITING: usize = 2;

/// The rows of a sheet, each written as a record.
pub(in crate::catalogue::source) struct Records {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Cursor<Vec<u8>>,
    is_at_end: bool,
}

impl Records {
    /// Reads a sheet from a row on.
    pub(super) fn start(mut workbook: Workbook, sheet: String, first: u32) -> Records {
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
    workbook: &mut Workbook, sheet: &str, first: u32, pieces: &SyncSender<io::Result<Vec<u8>>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut rows = Rows::new(&mut cells);
    let (mut piece, mut line, mut width) = (String::new(), 0, 0);
    while let Some(SheetRow { number: row, mut cells, is_odd }) = rows.next_row()? {
        if row < first {
            continue;
        }
        // every row is as long as the header, and has empty cells at its end if need be
        width = if row == first { cells.len() } else { width };
        cells.resize(cells.len().max(width), String::new());
        for _ in line..row {
            piece.push('\n');
        }
        for (column, text) in cells.iter().enumerate() {
            if column > 0 {
                piece.push(char::from(DELIMITER));
            }
            write_cell(text, &mut piece);
        }
        if is_odd && row > first {
            piece.extend(ODD.map(char::from));
        }
        piece.push('\n');
        line = row + 1;
        if piece.len() >= PIECE && pieces.send(Ok(std::mem::take(&mut piece).into_bytes())).is_err() {
            return Ok(Vec::new());
        }
    }
    Ok(piece.into_bytes())
}
