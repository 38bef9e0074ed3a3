//! Exports: catalogues that are not one clean table with one ingredients column, made into one on their way in.
//!
//! Shops and registers spread a list over several columns, over rows of variants, over one row for each ingredient, or
//! over the fields of a document. Here each product becomes one record, which says where in the file it stands.

mod elements;
mod gather;
mod lists;
mod objects;
mod record;
mod sources;
mod table;

use std::io::{self, Read};

use super::columns::{Columns, MissingColumn};
use super::encoding::BYTE_ORDER_MARK;
use super::format::{Format, Written, named_delimiter};
use super::options::{HeaderRow, InputFormat, ReadOptions};
use gather::Gather;
use objects::Objects;
use table::Table;

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
        let head = &head[mark..];
        if options.header == HeaderRow::None {
            return Ok((None, Box::new(input)));
        }
        match InputFormat::sniff(file, head, options) {
            InputFormat::JsonLines => {
                let Some((written, header, sources, path)) = objects::look(head, options.columns)? else {
                    return Ok((None, Box::new(input)));
                };
                let export = Export { written, columns: sources.columns(&header) };
                let objects = Objects::new(behind(input, mark), written, header, path);
                Ok((Some(export), Box::new(Records::new(objects, Gather::new(sources)))))
            }
            kind @ (InputFormat::Csv | InputFormat::Tsv) => {
                let named = named_delimiter(head);
                let (delimiter, len) = named.map_or((None, 0), |(delimiter, len)| (Some(delimiter), len));
                let tab = (kind == InputFormat::Tsv).then_some(b'\t');
                let format = Format::delimited(&head[len..], options.delimiter.or(delimiter).or(tab), options);
                let Format::Delimited(dialect) = format else { return Ok((None, Box::new(input))) };
                let Some(mut header) = table::look(&head[len..], dialect, options)? else {
                    return Ok((None, Box::new(input)));
                };
                (header.start, header.lines) = (header.start + len, header.lines + u64::from(len > 0));
                let export =
                    Export { written: Written::Table(dialect), columns: header.sources.columns(&header.names) };
                let input = behind(input, mark + header.start);
                let records = Records::new(Table::new(input, dialect, &header), Gather::new(header.sources));
                Ok((Some(export), Box::new(records)))
            }
            InputFormat::Xlsx => Ok((None, Box::new(input))),
        }
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
