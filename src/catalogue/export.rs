//! Exports: catalogues that are not one clean table with one ingredients column, made into one on their way in.
//!
//! Shops and registers spread a list over several columns, over rows of variants, over one row for each ingredient, or
//! over the fields of a document. Here each product becomes one record, which says where in the file it stands.

mod elements;
mod gather;
mod lists;
mod objects;
mod sources;
mod table;

use std::fmt;
use std::io::{self, Read};

use super::columns::{Column, Columns, MissingColumn};
use super::encoding::BYTE_ORDER_MARK;
use super::format::Format;
use super::options::{HeaderRow, InputFormat, ReadOptions};
use gather::Gather;
use objects::Objects;
use table::Table;

pub(super) use gather::{DELIMITER, Head, head};

/// How much of a file is looked at to find out what its products are made of.
pub(super) const LOOKED_AT: usize = 64 << 10;

/// What an export is, and what its products are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Export {
    pub(crate) written: Written,
    pub(crate) columns: Columns,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Table { delimiter: u8 },
    JsonLines,
    Json,
}

impl Export {
    /// The records of an export that begins with `head`; the input itself, if it is read as it stands.
    pub(super) fn open<'a>(
        file: &str, head: &[u8], input: impl Read + Send + 'a, options: &ReadOptions<'_>,
    ) -> Result<(Option<Export>, Box<dyn Read + Send + 'a>), MissingColumn> {
        let is_marked = head.starts_with(BYTE_ORDER_MARK);
        let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
        if options.header == HeaderRow::None {
            return Ok((None, Box::new(input)));
        }
        match InputFormat::sniff(file, head, options) {
            InputFormat::JsonLines => {
                let Some((written, header, sources, path)) = objects::look(head, options.columns)? else {
                    return Ok((None, Box::new(input)));
                };
                let export = Export { written, columns: sources.columns(&header) };
                let objects = Objects::new(unmarked(input, is_marked), written, header, path);
                Ok((Some(export), Box::new(Records::new(objects, Gather::new(sources)))))
            }
            kind @ (InputFormat::Csv | InputFormat::Tsv) => {
                let Format::Delimited { delimiter } = Format::delimited(kind, head, options) else {
                    return Ok((None, Box::new(input)));
                };
                let Some((header, sources)) = table::look(head, delimiter, options.columns)? else {
                    return Ok((None, Box::new(input)));
                };
                let export = Export { written: Written::Table { delimiter }, columns: sources.columns(&header) };
                let table = Table::new(unmarked(input, is_marked), delimiter);
                Ok((Some(export), Box::new(Records::new(table, Gather::new(sources)))))
            }
            InputFormat::Xlsx => Ok((None, Box::new(input))),
        }
    }
}

/// An input without its byte order mark.
fn unmarked(mut input: impl Read, is_marked: bool) -> impl Read {
    if is_marked {
        // who reads on is told if this fails
        let _ = input.read_exact(&mut [0; BYTE_ORDER_MARK.len()]);
    }
    input
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Table { delimiter } => write!(f, "{}", Format::Delimited { delimiter: *delimiter }),
            Written::JsonLines => f.write_str("JSON Lines"),
            Written::Json => f.write_str("JSON"),
        }
    }
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

/// The column of a record with this role.
fn column(index: usize, name: String) -> Column {
    Column { index, name }
}
