//! Layouts: how a catalogue is written, and how its records become products.

use std::fmt;
use std::io::Read;

use super::Product;
use super::blocks::Blocks;
use super::columns::{Columns, Wanted};
use super::encoding::{BYTE_ORDER_MARK, Encoding};
use super::error::ScanError;
use super::format::{Format, names};
use super::records::Records;
use super::rows::Row;

/// How a catalogue is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The file's name as it was given.
    pub file: String,
    /// Its format.
    pub format: Format,
    /// Its encoding.
    pub encoding: Encoding,
    /// The columns taken.
    pub columns: Columns,
}

impl fmt::Display for Layout {
    /// "shop.csv: columns sku (id), title (name), inci (ingredients); UTF-8, comma".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Columns { id, name, ingredients, passed_over, .. } = &self.columns;
        let taken = [(id.as_ref(), "id"), (name.as_ref(), "name"), (Some(ingredients), "ingredients")];
        let taken = taken.iter().filter_map(|(column, role)| Some(format!("{} ({role})", column.as_ref()?.name)));
        let taken: Vec<String> = taken.collect();
        let columns = if taken.len() == 1 { "column" } else { "columns" };
        write!(f, "{}: {columns} {}; {}, {}", self.file, taken.join(", "), self.encoding, self.format)?;
        let others: Vec<&str> = passed_over.iter().map(|column| column.name.as_str()).collect();
        match others.as_slice() {
            [] => Ok(()),
            others => write!(f, "; not taken for the ingredients: {} (choose with --ingredients)", others.join(", ")),
        }
    }
}

impl Layout {
    /// Finds out how a catalogue is written, and takes its header.
    ///
    /// # Errors
    /// When it is empty or no text, or a column is missing.
    pub fn read<R: Read>(
        file: &str,
        blocks: &mut Blocks<R>,
        wanted: Wanted<'_>,
        delimiter: Option<u8>,
    ) -> Result<Layout, ScanError> {
        let input_error = |error| ScanError::Input { file: file.into(), error };
        let head = blocks.peek().map_err(input_error)?;
        let encoding = Encoding::sniff(file, head)?;
        if encoding == Encoding::MarkedUtf8 {
            blocks.skip(BYTE_ORDER_MARK.len());
        }
        let format = match delimiter {
            Some(delimiter) => Format::Delimited { delimiter },
            None => Format::sniff(file, blocks.peek().map_err(input_error)?, wanted),
        };
        let Format::Delimited { delimiter } = format;
        let header = blocks.header(delimiter).map_err(input_error)?;
        let mut records = Records::new(&header.bytes, delimiter).on_line(header.line);
        let record = match records.read() {
            None => return Err(ScanError::Empty { file: file.into() }),
            Some(Err(quote)) => return Err(ScanError::UnclosedHeader { file: file.into(), line: quote.line }),
            Some(Ok(record)) => record,
        };
        let columns = Columns::find(&names(&record), wanted).map_err(|missing| ScanError::MissingColumn {
            file: file.into(),
            line: record.line(),
            missing,
        })?;
        Ok(Layout { file: file.into(), format, encoding, columns })
    }

    /// The delimiter between fields.
    pub fn delimiter(&self) -> u8 {
        let Format::Delimited { delimiter } = self.format;
        delimiter
    }

    /// The product that a row holds.
    pub fn product<'a>(&'a self, row: &Row<'a, '_>) -> Product<'a> {
        Product {
            source: &self.file,
            row: Some(row.number),
            column: Some(&self.columns.ingredients.name),
            line: row.line(),
            id: row.id.map(|cell| cell.text().0),
            name: row.name.map(|cell| cell.text().0),
            ingredients: row.list.text().0,
            cell: row.list,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fault::Fault;
    use super::super::rows::Rows;
    use super::*;

    fn layout(file: &str, bytes: &[u8]) -> Result<Layout, ScanError> {
        Layout::read(file, &mut Blocks::new(bytes), Wanted::default(), None)
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_name() {
        let layout = layout("a.csv", "\u{feff}ingredients,id\n".as_bytes()).unwrap();
        assert_eq!((layout.encoding, layout.columns.ingredients.name.as_str()), (Encoding::MarkedUtf8, "ingredients"));
    }

    #[test]
    fn what_is_no_catalogue_is_refused_by_name() {
        for (bytes, message) in [
            (&b""[..], "x is empty"),
            (b"\n\r\n", "x is empty"),
            (b"\xef\xbb\xbf", "x is empty"),
            (b"\xff\xfei\0d\0", "x is UTF-16, and only UTF-8 is read"),
            (b"i\0d\0,\0", "x is UTF-16, and only UTF-8 is read"),
            (b"\0i\0d\0,", "x is UTF-16, and only UTF-8 is read"),
            (b"PK\x03\x04rest", "x is a zip archive or an .xlsx workbook, not text"),
            (b"ingredients\0", "x is binary data, not text"),
            (b"\nid,\"ingredients\n1,2", "x:2: a quote in the header is never closed"),
            (b"\n\nid,price\n1,2", "x:3: no column goes by a usual name for ingredients"),
        ] {
            assert_eq!(layout("x", bytes).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_told_of() {
        let layout = layout("x", b"inci,x\n").unwrap();
        let mut rows = Rows::new(b"Caf\xe9,\nAqua,\xe9", &layout);
        let mut doubt = || {
            let row = rows.read().unwrap().unwrap();
            row.doubts(row.list.read_as()).next()
        };
        let doubts = [doubt(), doubt()];
        assert_eq!(doubts, [Some(Fault::NotUtf8), None]);
    }
}
