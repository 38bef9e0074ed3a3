//! Layouts: how a catalogue is written, and how its records become products.

use std::fmt;
use std::io::Read;

use memchr::memchr;
use serde::de::IgnoredAny;

use super::blocks::{Blocks, Cut};
use super::columns::{Column, Columns, is_list};
use super::encoding::{BYTE_ORDER_MARK, Encoding};
use super::error::ScanError;
use super::fault::Fault;
use super::format::{Format, header_line, names};
use super::json::{Paths, fields};
use super::options::{HeaderRow, InputFormat, Wishes};
use super::records::Records;
use super::shown;
use super::source::{Compression, Origin};

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
}

impl fmt::Display for Layout {
    /// "shop.csv: columns sku (id), title (name), inci (ingredients); UTF-8, comma".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Columns { passed_over, repeated, .. } = &self.columns;
        write!(f, "{}: {}; ", shown(&self.file), self.columns)?;
        if self.header == HeaderRow::None {
            f.write_str("no header, ")?;
        }
        match &self.format {
            Format::Sheet(sheet) => write!(f, "{sheet}")?,
            format => write!(f, "{}, {format}", self.encoding)?,
        }
        if let Some(compression) = self.compression {
            write!(f, ", {compression}")?;
        }
        if !passed_over.is_empty() {
            let others: Vec<&str> = passed_over.iter().map(|column| column.name.as_str()).collect();
            write!(f, "; not taken for the ingredients: {} (choose with --ingredients)", others.join(", "))?;
        }
        for Column { name, index } in repeated {
            write!(f, "; of several columns `{name}` the one with number {} is taken", index + 1)?;
        }
        Ok(())
    }
}

impl Layout {
    /// What casts doubt on the header.
    pub(crate) fn doubt(&self) -> Option<Fault> {
        let is_product = self.header == HeaderRow::First && is_list(&self.columns.ingredients.name);
        is_product.then_some(Fault::ProductForHeader)
    }

    /// Finds out how a catalogue is written, and takes its header.
    pub(crate) fn read<R: Read>(
        file: &str,
        origin: Origin,
        blocks: &mut Blocks<R>,
        wishes: &Wishes<'_>,
    ) -> Result<Layout, ScanError> {
        let input_error = |error| ScanError::Input { file: file.into(), error };
        let head = blocks.peek().map_err(input_error)?;
        let encoding = origin.encoding.unwrap_or_else(|| Encoding::by_lines(head));
        if encoding == Encoding::MarkedUtf8 {
            blocks.skip(BYTE_ORDER_MARK.len());
        }
        let head = blocks.peek().map_err(input_error)?;
        let is_binary = matches!(encoding, Encoding::Unknown | Encoding::Windows1252) && memchr(0, head).is_some();
        let (format, columns) = match (origin.sheet, InputFormat::sniff(file, head, wishes)) {
            (None, InputFormat::JsonLines) => {
                let (paths, columns) = json_columns(file, blocks, wishes)?;
                (Format::JsonLines(paths), columns)
            }
            (None, InputFormat::Xlsx) => return Err(ScanError::no_workbook(file)),
            (Some(sheet), _) => columns(file, Format::Sheet(sheet), blocks, wishes)?,
            (None, kind @ (InputFormat::Csv | InputFormat::Tsv)) => {
                if memchr(0, header_line(head)).is_some() {
                    return Err(ScanError::Binary { file: file.into(), kind: None });
                }
                let found = columns(file, Format::delimited(kind, head, wishes), blocks, wishes);
                found.map_err(|error| if is_binary { binary_without_header(error) } else { error })?
            }
        };
        let (file, compression, header) = (file.to_owned(), origin.compression, wishes.header);
        Ok(Layout { file, format, compression, encoding, header, columns })
    }
}

/// Finds the columns by the header, which is taken, or by their numbers.
fn columns<R: Read>(
    file: &str,
    format: Format,
    blocks: &mut Blocks<R>,
    wishes: &Wishes<'_>,
) -> Result<(Format, Columns), ScanError> {
    let Cut::Delimited { delimiter } = format.cut() else { return Err(ScanError::Empty { file: file.into() }) };
    let first = match wishes.header {
        HeaderRow::First => blocks.header(format.cut()),
        HeaderRow::None => blocks.first(format.cut()),
    };
    let first = first.map_err(|error| ScanError::Input { file: file.into(), error })?;
    let mut records = Records::new(&first.bytes, delimiter).on_line(first.line);
    let record = match records.read() {
        None => return Err(ScanError::Empty { file: file.into() }),
        Some(Err(quote)) => return Err(ScanError::UnclosedHeader { file: file.into(), line: quote.line }),
        Some(Ok(record)) => record,
    };
    let found = match wishes.header {
        HeaderRow::First => Columns::find(&names(&record), wishes.columns),
        HeaderRow::None => Columns::by_number(record.fields.len(), wishes.columns),
    };
    let (line, header) = (record.line(), wishes.header);
    let found = found.map_err(|missing| ScanError::MissingColumn { file: file.into(), line, missing, header });
    Ok((format, found?))
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
    file: &str,
    blocks: &mut Blocks<R>,
    wishes: &Wishes<'_>,
) -> Result<(Paths, Columns), ScanError> {
    let input_error = |error| ScanError::Input { file: file.into(), error };
    let line = blocks.first(Cut::Lines).map_err(input_error)?.line;
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
    Paths::find(&fields, wishes.columns).map_err(|missing| ScanError::MissingColumn {
        file: file.into(),
        line,
        missing,
        header: HeaderRow::First,
    })
}

#[cfg(test)]
mod tests {
    use super::super::options::Wanted;
    use super::super::rows::Rows;
    use super::super::source::Source;
    use super::*;

    fn layout(bytes: &[u8], wishes: &Wishes<'_>) -> Result<Layout, ScanError> {
        let source = Source::open("x", bytes, wishes)?;
        Layout::read("x", source.origin, &mut Blocks::new(source.text), wishes)
    }

    #[test]
    fn how_a_catalogue_is_written_is_found_out() {
        for (bytes, expected) in [
            (&b"id,inci\n"[..], "x: columns id (id), inci (ingredients); UTF-8, comma"),
            (
                b"\xef\xbb\xbfinci;id\n",
                "x: columns id (id), inci (ingredients); UTF-8 with a byte order mark, semicolon",
            ),
            (b"\xff\xfei\0n\0c\0i\0", "x: column inci (ingredients); UTF-16 LE, comma"),
            (b"inci\nCr\xe8me", "x: column inci (ingredients); not UTF-8, so read as Windows-1252, comma"),
            (b"{\"inci\": \"\"}\n", "x: column inci (ingredients); UTF-8, JSON Lines"),
            (
                b"inci,inci\n",
                "x: column inci (ingredients); UTF-8, comma; of several columns `inci` the one with number 1 is taken",
            ),
        ] {
            assert_eq!(layout(bytes, &Wishes::default()).unwrap().to_string(), expected);
        }
        let columns = Wanted { ingredients: Some("2"), id: Some("1"), ..Wanted::default() };
        let wishes = Wishes { columns, header: HeaderRow::None, ..Wishes::default() };
        let expected = "x: columns 1 (id), 2 (ingredients); no header, UTF-8, pipe";
        assert_eq!(layout(b"7|Water, Alcohol\n8|Water\n", &wishes).unwrap().to_string(), expected);
    }

    #[test]
    fn a_header_that_reads_like_a_product_is_in_doubt() {
        let columns = Wanted { ingredients: Some("2"), ..Wanted::default() };
        let wishes = |header| Wishes { columns, header, ..Wishes::default() };
        for (rows, header, doubt) in [
            (&b"7,\"Aqua, CI 19140, Glycerin\"\n"[..], HeaderRow::First, Some(Fault::ProductForHeader)),
            (b"7,\"Aqua, CI 19140, Glycerin\"\n", HeaderRow::None, None),
            (b"id,inci\n", HeaderRow::First, None),
        ] {
            assert_eq!(layout(rows, &wishes(header)).unwrap().doubt(), doubt);
        }
    }

    #[test]
    fn what_is_no_catalogue_is_refused_by_name() {
        for (bytes, message) in [
            (&b""[..], "x is empty"),
            (b"\n\r\n", "x is empty"),
            (b"\xef\xbb\xbf", "x is empty"),
            (b"ingredients\0", "x is binary data, not text"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x is a PNG image, not text"),
            (b"\x93\xfa\xff\n\0\0\x01\xbe", "x is binary data, not text"),
            (b"\x93,\"\xff\n\0\0\x01\xbe", "x is binary data, not text"),
            (b"\x93\xfa\xff\n1", "x:1: no column goes by a usual name for ingredients"),
            (b"\nid,\"ingredients\n1,2", "x:2: a quote in the header is never closed"),
            (b"\n\nid,price\n1,2", "x:3: no column goes by a usual name for ingredients"),
            (b"{\"id\": 1}\n", "x:1: no column goes by a usual name for ingredients"),
        ] {
            assert_eq!(layout(bytes, &Wishes::default()).unwrap_err().to_string(), message);
        }
        let json = Wishes { format: Some(InputFormat::JsonLines), ..Wishes::default() };
        assert_eq!(layout(b"\n[{\n", &json).unwrap_err().to_string(), "x:2: this is no JSON object");
        let xlsx = Wishes { format: Some(InputFormat::Xlsx), ..Wishes::default() };
        assert_eq!(
            layout(b"id,inci", &xlsx).unwrap_err().to_string(),
            "x is no workbook that can be read: it does not begin like one"
        );
    }

    #[test]
    fn bytes_that_are_not_utf8_are_told_of() {
        let layout = layout(b"inci,x\n", &Wishes::default()).unwrap();
        let block = Blocks::new(&b"Caf\xe9,\n\xb9\xb0,\nAqua,\xe9"[..]).next_block().unwrap().unwrap();
        let mut rows = Rows::new(&block, &layout);
        let mut fault = || {
            let row = rows.next().unwrap().unwrap();
            row.faults(row.list().read_as()).next()
        };
        assert_eq!([fault(), fault(), fault()], [Some(Fault::Windows1252), Some(Fault::NotUtf8), None]);
    }
}
