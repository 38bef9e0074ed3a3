//! Where an annotated catalogue goes. A workbook is written at the end, from what was said of the rows of its sheets.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::SpooledTempFile;

use crate::catalogue::sheet::NAME;
use crate::catalogue::source::{Additions, annotate, may_be_workbook};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::open::Input;
use crate::cli::progress::Progress;
use crate::cli::results::Results;
use crate::report::annotation::{Back, Kept};
use crate::report::{Reach, is_heard};

/// How much is held of a sheet in memory.
const HELD: usize = 1 << 20;

pub(super) struct Annotated {
    out: Results,
    workbook: Option<Book>,
}

struct Book {
    path: PathBuf,
    sheets: Vec<Additions>,
}

impl Annotated {
    /// What is said of the rows of `input` goes to the place `path`.
    pub(super) fn open(
        path: &Path, input: Option<&Result<Input, CliError>>, progress: &Progress,
    ) -> Result<Annotated, CliError> {
        let input = input.and_then(|input| input.as_ref().ok()?.path());
        let workbook =
            input.filter(|path| is_workbook(path)).map(|path| Book { path: path.into(), sheets: Vec::new() });
        Ok(Annotated { out: Results::at(path, progress)?, workbook })
    }

    pub(super) fn back(&self, kept: Kept) -> Back {
        Back { kept, is_workbook: self.workbook.is_some() }
    }

    /// Lets the file appear, if it is whole.
    pub(super) fn conclude(mut self, reach: Reach, console: &Console) -> Result<(), CliError> {
        if let Some(Book { path, sheets }) =
            self.workbook.filter(|book| reach == Reach::Whole && !book.sheets.is_empty())
        {
            let written = File::open(path).and_then(|file| annotate(file, sheets, &mut self.out));
            // a reader that went away has read enough
            is_heard(written).map_err(CliError::of_writing)?;
        }
        self.out.conclude(reach, console)
    }
}

fn is_workbook(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut head));
    read.is_ok() && may_be_workbook(&head)
}

impl Write for Annotated {
    /// Takes all bytes at once. Those of a workbook begin with the name of a sheet, or go on with its rows.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(book) = &mut self.workbook else { return self.out.write(bytes) };
        let mut rows = bytes;
        if bytes.first() == Some(&NAME) {
            let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - 1);
            let sheet = String::from_utf8_lossy(&bytes[1..end]).into_owned();
            book.sheets.push(Additions { sheet, lines: SpooledTempFile::new(HELD) });
            rows = &bytes[end + 1..];
        }
        let sheet = book.sheets.last_mut().ok_or_else(|| io::Error::other("a sheet has no name"))?;
        sheet.lines.write_all(rows)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
