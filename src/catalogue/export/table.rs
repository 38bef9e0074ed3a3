//! Rows of delimited text.

use std::borrow::Cow;
use std::io::{self, Read};

use super::Rows;
use super::gather::{At, Gather};
use super::sources::Sources;
use crate::catalogue::blocks::{Blocks, Cut};
use crate::catalogue::columns::{Columns, MissingColumn};
use crate::catalogue::format::names;
use crate::catalogue::options::ReadOptions;
use crate::catalogue::records::{Dialect, Record, Records, count_lines};

/// A header stands within so many rows.
const HEADER_WITHIN: usize = 20;

/// The header of an export, and what its products are made of.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) sources: Sources,
    /// How many bytes and lines stand before it.
    pub(super) start: usize,
    pub(super) lines: u64,
}

/// The header of a table that begins with `head`; none if it is read as it stands.
pub(super) fn look(head: &[u8], dialect: Dialect, options: &ReadOptions<'_>) -> Result<Option<Header>, MissingColumn> {
    let wanted = options.columns;
    let mut records = Records::new(head, dialect);
    let (mut starts, mut rows) = (Vec::new(), Vec::new());
    while let Some(record) = records.read() {
        if options.header.line().is_some_and(|asked| record.line() < asked) {
            continue;
        }
        starts.push(record.start);
        rows.push(names(&record));
    }
    // the last one may be cut
    let whole = rows.len().saturating_sub(1).max(1).min(rows.len());
    let mut fault = None;
    for (place, row) in rows[..whole].iter().enumerate().take(HEADER_WITHIN) {
        match Sources::find(row, wanted, &rows[place + 1..whole.max(place + 1)]) {
            Ok(Some(sources)) => {
                let (start, names) = (starts[place], row.clone());
                return Ok(Some(Header { names, sources, start, lines: count_lines(&head[..start]) }));
            }
            Ok(None) if Columns::find(row, wanted).is_ok() => return Ok(None),
            Ok(None) => {}
            Err(missing) => fault = fault.or(Some(missing)),
        }
    }
    fault.map_or(Ok(None), Err)
}

pub(super) struct Table<R> {
    blocks: Blocks<R>,
    dialect: Dialect,
    is_started: bool,
    row: u64,
    lines: u64,
}

impl<R: Read> Table<R> {
    /// Reads from this header on.
    pub(super) fn new(input: R, dialect: Dialect, header: &Header) -> Table<R> {
        Table { blocks: Blocks::new(input), dialect, is_started: false, row: 0, lines: header.lines }
    }

    fn at(&mut self, record: &Record<'_, '_>) -> At {
        self.row += 1;
        At { row: self.row, line: record.line() }
    }
}

impl<R: Read> Rows for Table<R> {
    fn next(&mut self, gather: &mut Gather) -> io::Result<bool> {
        if !self.is_started {
            self.blocks.header(Cut::Delimited(self.dialect))?;
            self.is_started = true;
            self.lines += self.blocks.lines_before();
        }
        let Some(block) = self.blocks.next_block()? else { return Ok(false) };
        let mut records = Records::new(&block.bytes, self.dialect).knowing(&block.quoted).on_line(self.lines + 1);
        while let Some(record) = records.read() {
            let at = self.at(&record);
            if !record.fields.iter().all(|field| record.is_blank(*field)) {
                gather.row(at, record.is_open(), &|column| {
                    let field = record.fields.get(column);
                    field.map_or(Cow::default(), |field| record.cell(*field).without_formula().text().0)
                });
            }
        }
        self.lines += count_lines(&block.bytes);
        if let Some(broken) = block.broken {
            self.row += 1;
            gather.broken(At { row: self.row, line: self.lines + 1 }, broken.issue);
            self.lines += broken.lines;
        }
        Ok(true)
    }
}
