//! Exports: catalogues that are not one clean table with one ingredients column, made into one on their way in.
//!
//! Shops and registers spread a list over several columns, over rows of variants, over one row for each ingredient, or
//! over the fields of a document or a feed. Here each product becomes one record, which says where in the file it stands.

mod aside;
mod elements;
mod feeds;
mod gather;
mod items;
mod lists;
mod nodes;
mod objects;
mod part;
mod record;
mod sorter;
mod sources;
mod table;

use std::io::{self, Read};

use super::columns::Columns;
use super::encoding::BYTE_ORDER_MARK;
use super::format::{Format, Written, named_delimiter};
use super::options::{HeaderRow, InputFormat, ReadOptions};
use super::sheet::Sheet;
use crate::listed::MissingColumn;
use aside::Aside;
use gather::Gather;
use items::{Feed, Items};
use objects::{Fields, Objects};
use sources::{RowKind, Sources};
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
                Ok((Some(export), Records::open(items, sources)))
            }
            InputFormat::JsonLines if options.header != HeaderRow::None => {
                let Some((written, header, sources, path)) = objects::look(head, options.columns)? else {
                    return Ok((None, Box::new(input)));
                };
                let export = Export { written: written.clone(), columns: sources.columns(&header) };
                let fields = Fields::new(header, options.columns);
                let objects = Objects::new(behind(input, mark), written, fields, path);
                Ok((Some(export), Records::open(objects, sources)))
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
                let lines = lines + u64::from(len > 0);
                let table = Table::new(input, dialect, lines, options.header, (names.len(), &sources));
                Ok((Some(export), Records::open(table, sources)))
            }
            InputFormat::JsonLines | InputFormat::Xlsx => Ok((None, Box::new(input))),
        }
    }
}

/// The header of a sheet that is an export, and what its products are made of.
pub(super) struct SheetHeader {
    /// Which of the first rows it is.
    pub(super) place: usize,
    /// How many columns it names.
    width: usize,
    columns: Columns,
    sources: Sources,
}

impl SheetHeader {
    /// Looks for it in the first rows of a sheet; none if that is read as it stands.
    pub(super) fn find(rows: &[Vec<String>], options: &ReadOptions<'_>) -> Result<Option<SheetHeader>, MissingColumn> {
        let found = table::find(rows, options)?;
        Ok(found.map(|(place, names, sources)| SheetHeader {
            place,
            width: names.len(),
            columns: sources.columns(&names),
            sources,
        }))
    }

    /// The records of a sheet, whose rows are given from its header on.
    pub(super) fn open<'a>(
        self, sheet: Sheet, rows: impl Read + Send + 'a, header: HeaderRow,
    ) -> (Export, Box<dyn Read + Send + 'a>) {
        let export = Export { written: Written::Sheet(sheet), columns: self.columns };
        let table = Table::new(rows, DELIMITER.into(), 0, header, (self.width, &self.sources));
        (export, Records::open(table, self.sources))
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

impl<R: Rows + Send> Records<R> {
    /// Reads the records of rows. Where a row is an ingredient, they are put together first.
    fn open<'a>(rows: R, sources: Sources) -> Box<dyn Read + Send + 'a>
    where
        R: 'a,
    {
        let are_parts = matches!(sources.rows, RowKind::Ingredients { .. });
        let records = Records { rows, gather: Gather::new(sources), read: 0, is_at_end: false };
        if are_parts { Box::new(Whole::Parts(Box::new(records))) } else { Box::new(records) }
    }

    /// All records, each of a whole product, and at their end the fault that they ended with.
    fn put_together(mut self) -> io::Result<Box<dyn Read + Send>> {
        let mut aside = Aside::new();
        loop {
            let next = self.rows.next(&mut self.gather);
            if matches!(next, Ok(false)) {
                self.gather.end();
            }
            aside.take(&self.gather.out)?;
            self.gather.out.clear();
            match next {
                Ok(true) => {}
                Ok(false) => return aside.whole(),
                Err(error) => return Ok(Box::new(aside.whole()?.chain(Broken(Some(error))))),
            }
        }
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

/// Records that are put together once somebody asks for them.
enum Whole<R> {
    Parts(Box<Records<R>>),
    Records(Box<dyn Read + Send>),
    /// They cannot be.
    Failed,
}

impl<R: Rows + Send> Read for Whole<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if matches!(self, Whole::Parts(_))
            && let Whole::Parts(records) = std::mem::replace(self, Whole::Failed)
        {
            *self = Whole::Records(records.put_together()?);
        }
        match self {
            Whole::Records(records) => records.read(out),
            Whole::Parts(_) | Whole::Failed => Ok(0),
        }
    }
}

/// Where an input broke off.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
