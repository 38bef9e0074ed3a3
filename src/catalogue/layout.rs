//! Layouts: how a catalogue is written, and how its records become products.

use std::fmt;
use std::io::Read;

use super::blocks::Blocks;
use super::columns::{Column, Columns, Wanted};
use super::error::ScanError;
use super::fault::Fault;
use super::format::{BYTE_ORDER_MARK, Encoding, Format, names};
use super::records::{Field, Quotes, Record, Records};
use super::{Cell, Product};

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

    /// The product that a record holds, with its list as [`Layout::list`] gave it.
    pub fn product<'a>(&'a self, record: &Record<'a, '_>, list: Field) -> Product<'a> {
        let text = |column: &Option<Column>| {
            let field = *record.fields.get(column.as_ref()?.index)?;
            (!record.is_blank(field)).then(|| record.text(field))
        };
        Product {
            source: &self.file,
            row: Some(record.row),
            column: Some(&self.columns.ingredients.name),
            line: record.line(),
            id: text(&self.columns.id),
            name: text(&self.columns.name),
            ingredients: record.text(list),
            cell: Cell { record: record.bytes, start: list.start, quoted: list.quotes.are_inside() },
        }
    }

    /// What casts doubt on a record that was read, and whose list is UTF-8 or not.
    pub fn doubts(&self, record: &Record<'_, '_>, is_list_utf8: bool) -> impl Iterator<Item = Fault> {
        let (fields, columns) = (record.fields.len(), self.columns.count);
        let is_behind = record.fields.iter().any(|field| field.quotes == Quotes::TextBehind);
        let taken = [self.columns.id.as_ref(), self.columns.name.as_ref()];
        let mut taken = taken.into_iter().flatten().filter_map(|column| record.fields.get(column.index));
        let doubts = [
            self.has_more_fields(record).then_some(Fault::TooManyFields { fields, columns }),
            is_behind.then_some(Fault::TextBehindQuote),
            (!is_list_utf8 || taken.any(|field| !record.is_utf8(*field))).then_some(Fault::NotUtf8),
        ];
        doubts.into_iter().flatten()
    }

    /// The list of the product that a record holds.
    ///
    /// # Errors
    /// When it holds none.
    pub fn list(&self, record: &Record<'_, '_>) -> Result<Field, Fault> {
        let Columns { ref ingredients, count, .. } = self.columns;
        // in a file of one column an empty cell is a product without a list
        if count > 1 && record.fields.iter().all(|field| record.is_blank(*field)) {
            return Err(Fault::Blank);
        }
        let (fields, needed) = (record.fields.len(), ingredients.index + 1);
        let field = *record.fields.get(ingredients.index).ok_or(Fault::TooFewFields { fields, needed })?;
        // a list without quotes in the last column was cut at its own commas: its first part alone could look clear
        let is_cut = needed == count && field.quotes == Quotes::None && self.has_more_fields(record);
        Ok(if is_cut { Field { end: record.bytes.len(), ..field } } else { field })
    }

    fn has_more_fields(&self, record: &Record<'_, '_>) -> bool {
        let more = record.fields.iter().skip(self.columns.count);
        // spreadsheets leave empty cells at the end of a row
        more.into_iter().any(|field| !record.is_blank(*field))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn layout(file: &str, bytes: &[u8]) -> Result<Layout, ScanError> {
        Layout::read(file, &mut Blocks::new(bytes), Wanted::default(), None)
    }

    /// Ingredients, id and doubt of the first record behind the header; or why it holds no product.
    fn first(bytes: &str) -> Result<(String, Option<String>, Option<Fault>), Fault> {
        let layout = layout("shop.csv", bytes.as_bytes()).unwrap();
        let mut records = Records::new(bytes.as_bytes(), layout.delimiter());
        records.read();
        let record = records.read().unwrap().unwrap();
        let list = layout.list(&record)?;
        let product = layout.product(&record, list);
        let doubt = layout.doubts(&record, record.is_utf8(list)).next();
        Ok((product.ingredients.into(), product.id.map(Cow::into_owned), doubt))
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
    fn records_become_products() {
        let read = |text: &str, id: Option<&str>, doubt| Ok((text.to_string(), id.map(str::to_string), doubt));
        let more = |fields, columns| Some(Fault::TooManyFields { fields, columns });
        for (bytes, expected) in [
            ("id,inci,size\n7,\"Aqua, \"\"CI\"\"\",9", read("Aqua, \"CI\"", Some("7"), None)),
            ("id,inci,size\n ,Aqua", read("Aqua", None, None)),
            ("id,inci,size\n7,,9", read("", Some("7"), None)),
            ("id,inci,size\n7", Err(Fault::TooFewFields { fields: 1, needed: 2 })),
            ("id,inci,size\n, ,", Err(Fault::Blank)),
            ("inci\n\"\"", read("", None, None)),
            ("id,inci,size\n7,Aqua,9,,", read("Aqua", Some("7"), None)),
            ("id,inci,size\n7,Aqua,9,x", read("Aqua", Some("7"), more(4, 3))),
            ("id,inci\n7,Aqua, Alcohol,CI", read("Aqua, Alcohol,CI", Some("7"), more(4, 2))),
            ("id,inci\n7,\"Aqua\nCI\"x", read("Aqua\nCIx", Some("7"), Some(Fault::TextBehindQuote))),
        ] {
            assert_eq!(first(bytes), expected, "{bytes}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_told_of() {
        let bytes = b"inci,x\nCaf\xe9,\nAqua,\xe9";
        let layout = layout("x", bytes).unwrap();
        let mut records = Records::new(bytes, b',');
        records.read();
        let mut doubt = || {
            let record = records.read().unwrap().unwrap();
            let is_utf8 = record.is_utf8(layout.list(&record).unwrap());
            layout.doubts(&record, is_utf8).next()
        };
        let doubts = [doubt(), doubt()];
        assert_eq!(doubts, [Some(Fault::NotUtf8), None]);
    }
}
