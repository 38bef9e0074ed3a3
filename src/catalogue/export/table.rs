//! Rows of delimited text.

use std::borrow::Cow;
use std::io::{self, Read};

use super::Rows;
use super::gather::{At, Gather};
use super::sources::Sources;
use crate::catalogue::blocks::{Blocks, Cut};
use crate::catalogue::columns::MissingColumn;
use crate::catalogue::format::names;
use crate::catalogue::issue::RowIssue;
use crate::catalogue::options::ColumnNames;
use crate::catalogue::records::{Record, Records};

/// The header of a table that begins with `head`, and what its products are made of; none if it is read as it stands.
pub(super) fn look(
    head: &[u8], delimiter: u8, wanted: ColumnNames<'_>,
) -> Result<Option<(Vec<String>, Sources)>, MissingColumn> {
    let mut records = Records::new(head, delimiter);
    let Some(Ok(header)) = records.read() else { return Ok(None) };
    let header = names(&header);
    let mut rows = Vec::new();
    while let Some(record) = records.read() {
        rows.extend(record.map(|record| cells(&record)));
    }
    // the last one may be cut
    rows.pop();
    Ok(Sources::find(&header, wanted, &rows)?.map(|sources| (header, sources)))
}

fn cells(record: &Record<'_, '_>) -> Vec<String> {
    record.fields.iter().map(|field| record.cell(*field).text().0.into_owned()).collect()
}

pub(super) struct Table<R> {
    blocks: Blocks<R>,
    delimiter: u8,
    is_started: bool,
    row: u64,
    lines: u64,
}

impl<R: Read> Table<R> {
    pub(super) fn new(input: R, delimiter: u8) -> Table<R> {
        Table { blocks: Blocks::new(input), delimiter, is_started: false, row: 0, lines: 0 }
    }
}

impl<R: Read> Rows for Table<R> {
    fn next(&mut self, gather: &mut Gather) -> io::Result<bool> {
        if !self.is_started {
            self.blocks.header(Cut::Delimited { delimiter: self.delimiter })?;
            (self.is_started, self.lines) = (true, self.blocks.lines_before());
        }
        let Some(block) = self.blocks.next_block()? else { return Ok(false) };
        let mut records = Records::new(&block.bytes, self.delimiter).knowing(&block.quoted).on_line(self.lines + 1);
        while let Some(record) = records.read() {
            self.row += 1;
            match record {
                Ok(record) if record.fields.iter().all(|field| record.is_blank(*field)) => {}
                Ok(record) => gather.row(At { row: self.row, line: record.line() }, &|column| {
                    record.fields.get(column).map_or(Cow::default(), |field| record.cell(*field).text().0)
                }),
                Err(quote) => {
                    gather.broken(At { row: self.row, line: quote.line }, RowIssue::UnclosedQuote { lines: 1 })
                }
            }
        }
        self.lines = records.line_of(block.bytes.len()) - 1;
        if let Some(broken) = block.broken {
            self.row += 1;
            gather.broken(At { row: self.row, line: self.lines + 1 }, broken.issue);
            self.lines += broken.lines;
        }
        Ok(true)
    }
}
