//! Exports: catalogues that are not one clean table with one ingredients column, made into one on their way in.
//!
//! Shops and registers spread a list over several columns, over rows of variants, over one row for each ingredient, or
//! over the fields of a document or a feed. Here each product becomes one record, which says where in the file it stands.

mod elements;
mod feeds;
mod gather;
mod items;
mod lists;
mod nodes;
mod objects;
mod record;
mod sources;
mod table;

use std::io::{self, Read};

use super::columns::Columns;
use super::encoding::BYTE_ORDER_MARK;
use super::format::{Format, Written, named_delimiter};
use super::options::{HeaderRow, InputFormat, ReadOptions};
use super::sheet::Sheet;
use crate::listed::MissingColumn;
use gather::Gather;
use items::{Feed, Items};
use objects::{Fields, Objects};
use sources::Sources;
use table::{Header, Table};

pub(super) use record::{DELIMITER, Head, head};

/// How much of a file is looked at to find out what its products are made of.
pub(super) const LOOKED_AT: usize = 64 << 10;

/// What an export is, and what its products are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Export {
    pub(crate) written: Written,
    pub(crate) columns: Columns,
}

impl Export {
    /// The records of an export that begins with `head`; the input itself, if it is read as it stands.
    pub(super) fn open<'a>(
        file: &str, head: &[u8], input: impl Read + Send + 'a, options: &ReadOptions<'_>,
    ) -> Result<(Option<Export>, Box<dyn Read + Send + 'a>), MissingColumn> {
        let mark = if head.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let (is_whole, head) = (head.len() < LOOKED_AT, &head[mark..]);
        match InputFormat::sniff(file, head, options) {
            InputFormat::Xml => {
                let Feed { product, header, sources } = items::look(head, is_whole, options.columns)?;
                let export = Export { written: Written::Xml, columns: sources.columns(&header) };
                let items = Items::new(behind(input, mark), product, Fields::new(header, options.columns));
                Ok((Some(export), Box::new(Records::new(items, Gather::new(sources)))))
            }
            InputFormat::JsonLines if options.header != HeaderRow::None => {
                let Some((written, header, sources, path)) = objects::look(head, options.columns)? else {
                    return Ok((None, Box::new(input)));
                };
                let export = Export { written: written.clone(), columns: sources.columns(&header) };
                let fields = Fields::new(header, options.columns);
                let objects = Objects::new(behind(input, mark), written, fields, path);
                Ok((Some(export), Box::new(Records::new(objects, Gather::new(sources)))))
            }
            kind @ (InputFormat::Csv | InputFormat::Tsv) => {
                let named = named_delimiter(head);
                let (delimiter, len) = named.map_or((None, 0), |(delimiter, len)| (Some(delimiter), len));
                let tab = (kind == InputFormat::Tsv).then_some(b'\t');
                let format = Format::delimited(&head[len..], options.delimiter.or(delimiter).or(tab), options);
                let Format::Delimited(dialect) = format else { return Ok((None, Box::new(input))) };
                let Some(Header { names, sources, start, lines }) = table::look(&head[len..], dialect, options)? else {
                    return Ok((None, Box::new(input)));
                };
                let export = Export { written: Written::Table(dialect), columns: sources.columns(&names) };
                let input = behind(input, mark + len + start);
                let table = Table::new(input, dialect, lines + u64::from(len > 0), options.header);
                Ok((Some(export), Box::new(Records::new(table, Gather::new(sources)))))
            }
            InputFormat::JsonLines | InputFormat::Xlsx => Ok((None, Box::new(input))),
        }
    }
}

/// The header of a sheet that is an export, and what its products are made of.
pub(super) struct SheetHeader {
    /// Which of the first rows it is.
    pub(super) place: usize,
    columns: Columns,
    sources: Sources,
}

impl SheetHeader {
    /// Looks for it in the first rows of a sheet; none if that is read as it stands.
    pub(super) fn find(rows: &[Vec<String>], options: &ReadOptions<'_>) -> Result<Option<SheetHeader>, MissingColumn> {
        let found = table::find(rows, options)?;
        Ok(found.map(|(place, names, sources)| SheetHeader { place, columns: sources.columns(&names), sources }))
    }

    /// The records of a sheet, whose rows are given from its header on.
    pub(super) fn open<'a>(
        self, sheet: Sheet, rows: impl Read + Send + 'a, header: HeaderRow,
    ) -> (Export, Box<dyn Read + Send + 'a>) {
        let export = Export { written: Written::Sheet(sheet), columns: self.columns };
        let table = Table::new(rows, DELIMITER.into(), 0, header);
        (export, Box::new(Records::new(table, Gather::new(self.sources))))
    }
}

/// What stands behind so many bytes of an input.
fn behind(mut input: impl Read, bytes: usize) -> impl Read {
    // who reads on is told if this fails
    let _ = io::copy(&mut input.by_ref().take(bytes as u64), &mut io::sink());
    input
}

/// What gives the rows of an export, some at a time.
trait Rows {
    /// Hands on the rows that come next. False at the end.
    fn next(&mut self, gather: &mut Gather) -> io::Result<bool>;
}

/// The records of an export.
struct Records<R> {
    rows: R,
    gather: Gather,
    /// How much of what was gathered is read.
    read: usize,
    is_at_end: bool,
}

impl<R: Rows> Records<R> {
    fn new(rows: R, gather: Gather) -> Records<R> {
        Records { rows, gather, read: 0, is_at_end: false }
    }
}

impl<R: Rows> Read for Records<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let rest = &self.gather.out.as_bytes()[self.read..];
            if !rest.is_empty() || self.is_at_end {
                let len = rest.len().min(out.len());
                out[..len].copy_from_slice(&rest[..len]);
                self.read += len;
                return Ok(len);
            }
            self.gather.out.clear();
            self.read = 0;
            self.is_at_end = !self.rows.next(&mut self.gather)?;
            if self.is_at_end {
                self.gather.end();
            }
        }
    }
}
