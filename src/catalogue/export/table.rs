//! Rows of delimited text.

use std::borrow::Cow;
use std::io::{self, Read};

use memchr::memchr;

use super::Rows;
use super::gather::Gather;
use super::part::At;
use super::sources::Sources;
use crate::catalogue::blocks::{Block, Blocks, Cut};
use crate::catalogue::columns::Columns;
use crate::catalogue::format::names;
use crate::catalogue::issue::RowIssue;
use crate::catalogue::options::{HeaderRow, ReadOptions};
use crate::catalogue::records::{Dialect, Field, Quotes, Record, Records, Shape, count_lines};
use crate::catalogue::sheet;
use crate::listed::MissingColumn;

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
    let found = find(&rows[..whole], options)?;
    Ok(found.map(|(place, names, sources)| {
        let start = if options.header == HeaderRow::None { 0 } else { starts[place] };
        Header { names, sources, start, lines: count_lines(&head[..start]) }
    }))
}

/// The header among the first rows of a table: which of them it is, the names in it, and what its products are made of.
/// None if the table is read as it stands.
pub(super) fn find(
    rows: &[Vec<String>], options: &ReadOptions<'_>,
) -> Result<Option<(usize, Vec<String>, Sources)>, MissingColumn> {
    let wanted = options.columns;
    if options.header == HeaderRow::None {
        let names: Vec<String> = (1..=rows.first().map_or(0, Vec::len)).map(|number| number.to_string()).collect();
        return Ok(Sources::find(&names, wanted, &[])?.map(|sources| (0, names, sources)));
    }
    let mut fault = None;
    for (place, row) in rows.iter().enumerate().take(HEADER_WITHIN) {
        match Sources::find(row, wanted, &rows[place + 1..]) {
            Ok(Some(sources)) => return Ok(Some((place, row.clone(), sources))),
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
    /// What its records look like, and which columns hold lists.
    shape: Shape,
    lists: Vec<usize>,
    has_header: bool,
    is_sheet: bool,
    is_started: bool,
    row: u64,
    lines: u64,
}

impl<R: Read> Table<R> {
    /// Reads from behind so many lines on, where rows have so many fields.
    pub(super) fn new(
        input: R, dialect: Dialect, lines: u64, header: HeaderRow, (count, sources): (usize, &Sources),
    ) -> Table<R> {
        let (has_header, is_sheet) = (header != HeaderRow::None, dialect.delimiter == sheet::DELIMITER);
        let lists: Vec<usize> = sources.lists.iter().chain(&sources.pages).map(|source| source.column).collect();
        let shape = Shape { count, list: lists.first().copied().unwrap_or(0), id: sources.id };
        let blocks = Blocks::new(input);
        Table { blocks, dialect, shape, lists, has_header, is_sheet, is_started: false, row: 0, lines }
    }

    /// The records of a block.
    fn records<'a>(&self, block: &'a Block) -> Records<'a> {
        let records = Records::new(&block.bytes, self.dialect).knowing(&block.quoted).on_line(self.lines + 1);
        if self.is_sheet { records } else { records.shaped(self.shape) }
    }

    fn cell<'a>(&self, record: &Record<'a, '_>, column: usize) -> Cow<'a, str> {
        let Some(field) = record.fields.get(column) else { return Cow::default() };
        if self.is_sheet {
            return record.cell(*field).in_sheet().text().0;
        }
        // a list without quotes was perhaps cut at its own commas
        let is_cut = field.quotes == Quotes::None && self.lists.contains(&column) && self.has_more_fields(record);
        let more = if is_cut { record.fields.len() - self.shape.count } else { 0 };
        let end = record.fields.get(column + more).map_or(field.end, |last| last.end);
        record.cell(Field { end, ..*field }).without_formula().text().0
    }

    fn has_more_fields(&self, record: &Record<'_, '_>) -> bool {
        // spreadsheets leave empty cells at the end of a row
        record.fields.iter().skip(self.shape.count).any(|field| !record.is_blank(*field))
    }

    fn doubt(&self, record: &Record<'_, '_>) -> Option<RowIssue> {
        let is_odd = self.is_sheet && record.bytes.ends_with(&sheet::ODD);
        let many = RowIssue::TooManyFields { fields: record.fields.len(), columns: self.shape.count };
        let is_so = [
            (is_odd, RowIssue::OddCell),
            (record.is_open(), RowIssue::UnclosedQuote),
            (self.has_more_fields(record), many),
            (record.fields.iter().any(|field| field.quotes == Quotes::TextBehind), RowIssue::TextBehindQuote),
            (memchr(0, record.bytes).is_some(), RowIssue::Nul),
        ];
        is_so.into_iter().find_map(|(is_so, doubt)| is_so.then_some(doubt))
    }

    fn at(&mut self, record: &Record<'_, '_>) -> At {
        self.row += 1;
        At { row: self.row, line: record.line() }
    }
}

impl<R: Read> Rows for Table<R> {
    fn next(&mut self, gather: &mut Gather) -> io::Result<bool> {
        if !self.is_started {
            let cut = Cut::Delimited(self.dialect);
            if self.has_header {
                self.blocks.header(cut)?
            } else {
                self.blocks.first(cut)?
            };
            self.is_started = true;
            self.lines += self.blocks.lines_before();
        }
        let Some(block) = self.blocks.next_block()? else { return Ok(false) };
        let mut records = self.records(&block);
        while let Some(record) = records.read() {
            let at = self.at(&record);
            if !record.fields.iter().all(|field| record.is_blank(*field)) {
                gather.row(at, self.doubt(&record), &|column| self.cell(&record, column));
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
