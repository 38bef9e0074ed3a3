//! Layouts: how a catalogue is written, and how its records become products.

use std::fmt;
use std::io::{self, Read};

use memchr::memchr;
use serde::de::IgnoredAny;

use super::blocks::{Blocks, Cut};
use super::columns::{Column, Columns, is_list};
use super::encoding::{BYTE_ORDER_MARK, Encoding};
use super::error::ScanError;
use super::export::Export;
use super::format::{Format, Written, header, header_line, named_delimiter, names};
use super::header::Miss;
use super::issue::RowIssue;
use super::json::{Paths, fields};
use super::options::{HeaderRow, InputFormat, ReadOptions};
use super::packed::Compression;
use super::records::Records;
use super::shown;
use super::source::Origin;
use crate::limits;

/// The fields of JSON Lines are those of so many lines: not every object has all of them.
const LOOKED_AT: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) file: String,
    pub(crate) format: Format,
    pub(crate) compression: Option<Compression>,
    pub(crate) encoding: Encoding,
    pub(crate) header: HeaderRow,
    pub(crate) columns: Columns,
    /// The lines of rows below the header that say more of the columns.
    pub(crate) notes: Vec<u64>,
}

/// So many rows below a header may say more of the columns.
const MOST_NOTES: usize = 3;

impl fmt::Display for Layout {
    /// "shop.csv: columns sku (id), title (name), inci (ingredients); UTF-8, comma".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Columns { passed_over, repeated, .. } = &self.columns;
        write!(f, "{}: {}; ", shown(&self.file), self.columns)?;
        if self.header == HeaderRow::None {
            f.write_str("no header, ")?;
        }
        match &self.format {
            Format::Sheet(sheet) | Format::Export(Written::Sheet(sheet)) => write!(f, "{sheet}")?,
            format => write!(f, "{}, {format}", self.encoding)?,
        }
        if let Some(compression) = self.compression {
            write!(f, ", {compression}")?;
        }
        if !passed_over.is_empty() {
            let others: Vec<&str> = passed_over.iter().map(|column| column.name.as_str()).collect();
            write!(f, "; other possible ingredients columns: {} (choose with --ingredients)", others.join(", "))?;
        }
        for Column { name, index } in repeated {
            write!(f, "; several columns are called `{name}`; using number {}", index + 1)?;
        }
        Ok(())
    }
}

impl Layout {
    /// The sheet that it is of, if it is of one.
    pub(crate) fn sheet(&self) -> Option<&str> {
        match &self.format {
            Format::Sheet(sheet) | Format::Export(Written::Sheet(sheet)) => Some(&sheet.name),
            _ => None,
        }
    }

    /// What it is called in a sentence: a file, or a sheet of it.
    pub(crate) fn called(&self) -> String {
        let file = shown(&self.file);
        self.sheet().map_or_else(|| file.to_owned(), |sheet| format!("{file}, sheet {sheet}"))
    }

    /// What casts doubt on the header.
    pub(crate) fn doubt(&self) -> Option<RowIssue> {
        let is_product = self.header != HeaderRow::None && is_list(&self.columns.ingredients.name);
        is_product.then_some(RowIssue::ProductForHeader)
    }

    /// Finds out how a catalogue is written, and takes its header.
    pub(crate) fn read<R: Read>(
        file: &str, origin: Origin, blocks: &mut Blocks<R>, options: &ReadOptions<'_>,
    ) -> Result<Layout, ScanError> {
        let input_error = |error| ScanError::Input { file: file.into(), error };
        let head = blocks.peek().map_err(input_error)?;
        let encoding = origin.encoding.unwrap_or_else(|| Encoding::by_lines(head));
        if encoding == Encoding::MarkedUtf8 {
            blocks.skip(BYTE_ORDER_MARK.len());
        }
        let head = blocks.peek().map_err(input_error)?;
        let is_binary = matches!(encoding, Encoding::Unknown | Encoding::Windows1252) && memchr(0, head).is_some();
        if let Some(Export { written, columns }) = origin.export {
            let format = Format::Export(written);
            blocks.first(format.cut()).map_err(input_error)?;
            let (file, compression) = (file.to_owned(), origin.compression);
            // numbers are for tables
            let is_table = matches!(format, Format::Export(Written::Table(_) | Written::Sheet(_)));
            let (header, notes) = (if is_table { options.header } else { HeaderRow::First }, Vec::new());
            return Ok(Layout { file, format, compression, encoding, header, columns, notes });
        }
        let (format, columns) = match (origin.sheet, InputFormat::sniff(file, head, options)) {
            (None, InputFormat::JsonLines) => {
                let (paths, columns) = json_columns(file, blocks, options)?;
                (Format::JsonLines(paths), columns)
            }
            (None, InputFormat::Xlsx) => return Err(ScanError::no_workbook(file)),
            (Some(sheet), _) => columns(file, Format::Sheet(sheet), blocks, options)?,
            (None, kind @ (InputFormat::Csv | InputFormat::Tsv | InputFormat::Xml)) => {
                if memchr(0, header_line(head)).is_some() {
                    return Err(ScanError::Binary { file: file.into(), kind: None });
                }
                let named = named_delimiter(head);
                blocks.skip(named.map_or(0, |(_, len)| len));
                let named = named.map(|(delimiter, _)| delimiter);
                let tab = (kind == InputFormat::Tsv).then_some(b'\t');
                let head = blocks.peek().map_err(input_error)?;
                let format = Format::delimited(head, options.delimiter.or(named).or(tab), options);
                let found = columns(file, format, blocks, options);
                found.map_err(|error| if is_binary { binary_without_header(error) } else { error })?
            }
        };
        let notes = pass_notes(blocks, &format, &columns, options.header).map_err(input_error)?;
        let (file, compression, header) = (file.to_owned(), origin.compression, options.header);
        Ok(Layout { file, format, compression, encoding, header, columns, notes })
    }
}

/// Finds the columns by the header, which is taken, or by their numbers.
fn columns<R: Read>(
    file: &str, format: Format, blocks: &mut Blocks<R>, options: &ReadOptions<'_>,
) -> Result<(Format, Columns), ScanError> {
    let input_error = |error| ScanError::Input { file: file.into(), error };
    let Cut::Delimited(dialect) = format.cut() else { return Err(ScanError::Empty { file: file.into() }) };
    let mut nearest = None;
    let first = if options.header == HeaderRow::None {
        blocks.first(format.cut())
    } else {
        let line = blocks.lines_before() + 1;
        match header(blocks.peek().map_err(input_error)?, dialect, line, options) {
            Ok((start, _)) => blocks.skip(start),
            Err(miss) => nearest = miss,
        }
        blocks.header(format.cut())
    };
    let first = first.map_err(input_error)?;
    let mut records = Records::new(&first.bytes, dialect).on_line(first.line);
    let record = records.read().ok_or_else(|| ScanError::Empty { file: file.into() })?;
    let is_wide = record.fields.len() > limits::COLUMNS;
    if first.is_cut || is_wide {
        return Err(ScanError::LargeHeader { file: file.into(), line: record.line(), is_wide });
    }
    if record.is_open() {
        return Err(ScanError::UnclosedHeader { file: file.into(), line: first.line });
    }
    let found = match (options.header, nearest) {
        (HeaderRow::None, _) => Columns::by_number(record.fields.len(), options.columns),
        (_, None) => Columns::find(&names(&record), options.columns),
        (_, Some(Miss { line, missing })) => {
            return Err(ScanError::MissingColumn { file: file.into(), line, missing, header: options.header });
        }
    };
    let (line, header) = (record.line(), options.header);
    let found = found.map_err(|missing| ScanError::MissingColumn { file: file.into(), line, missing, header });
    Ok((format, found?))
}

/// Passes over the rows below the header that say more of the columns, and gives their lines.
fn pass_notes<R: Read>(
    blocks: &mut Blocks<R>, format: &Format, columns: &Columns, header: HeaderRow,
) -> io::Result<Vec<u64>> {
    let mut lines = Vec::new();
    let (Cut::Delimited(dialect), true) = (format.cut(), header != HeaderRow::None) else { return Ok(lines) };
    while lines.len() < MOST_NOTES {
        let first = blocks.first(format.cut())?;
        let mut records = Records::new(&first.bytes, dialect);
        if first.is_cut || records.read().is_none_or(|row| row.is_open() || !columns.is_note(&names(&row))) {
            break;
        }
        blocks.skip(first.bytes.len());
        lines.push(first.line);
    }
    Ok(lines)
}

/// The error of a file that is perhaps no text: where no header is found in it either, there is none.
fn binary_without_header(error: ScanError) -> ScanError {
    match error {
        ScanError::MissingColumn { file, .. } | ScanError::UnclosedHeader { file, .. } => {
            ScanError::Binary { file, kind: None }
        }
        error => error,
    }
}

/// Finds the fields of objects by the first ones.
fn json_columns<R: Read>(
    file: &str, blocks: &mut Blocks<R>, options: &ReadOptions<'_>,
) -> Result<(Paths, Columns), ScanError> {
    let input_error = |error| ScanError::Input { file: file.into(), error };
    let first = blocks.first(Cut::Lines).map_err(input_error)?;
    let line = first.line;
    if first.is_cut {
        blocks.pass_first().map_err(input_error)?;
    }
    let head = blocks.peek().map_err(input_error)?;
    if head.is_empty() {
        return Err(ScanError::Empty { file: file.into() });
    }
    // a list that begins on the first line and does not end there is one document, of which a line may look like a row
    let is_list = header_line(head).trim_ascii_start().starts_with(b"[");
    let is_line = || serde_json::from_slice::<IgnoredAny>(header_line(head)).is_ok();
    let fields = fields(head.split(|byte| *byte == b'\n').take(LOOKED_AT));
    if fields.is_empty() || is_list && !is_line() {
        return Err(ScanError::NoJsonLines { file: file.into(), line });
    }
    Paths::find(&fields, options.columns).map_err(|missing| ScanError::MissingColumn {
        file: file.into(),
        line,
        missing,
        header: HeaderRow::First,
    })
}
