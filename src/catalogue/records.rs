//! Records: splits the bytes of a catalogue into rows and fields, without copying any.
//!
//! What is a record and what a field is as the csv crate has it, which every quirk was checked against: a quote opens
//! only at the start of a field, a doubled one inside is a quote, text behind a closing one is literal, and `\n`,
//! `\r\n` and `\r` end a record. There is one difference. A quote that is never closed, or only in another row, would
//! swallow rows; here it is a part of the text, and its record ends with its line: see [`Shape`]. That is found out within
//! a record as the csv crate has it, so that the borders of those are borders here.

mod fields;
mod lines;
mod quoted;
mod shape;

use super::cell::{Cell, Writing};
use fields::{split, split_open};
use quoted::Coming;

pub(super) use fields::{Border, border, last_border};
pub(crate) use fields::{Dialect, Field, Quotes};
pub(crate) use lines::count_lines;
pub(super) use lines::{Ends, LineCounter, end_of_line, is_line_end};
pub(crate) use quoted::QuotedFields;
pub(crate) use shape::Shape;

/// Reads bytes record by record. The bytes must not begin or end inside a record.
#[derive(Clone, Debug)]
pub(crate) struct Records<'a> {
    bytes: &'a [u8],
    /// Offset behind the record that was read last, where the line end that closes it begins.
    pub(crate) at: usize,
    /// How far the record goes, as the csv crate has it, of which some was read as a record of its own.
    until: usize,
    dialect: Dialect,
    shape: Option<Shape>,
    row: u64,
    lines: LineCounter<'a>,
    quoted: Coming<'a>,
    fields: Vec<Field>,
}

/// One record, which may run over several lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a, 'r> {
    /// Its number among those read, 1-based.
    pub(crate) row: u64,
    pub(crate) bytes: &'a [u8],
    /// Its fields; there is at least one.
    pub(crate) fields: &'r [Field],
    /// Offset of its first byte in the bytes that are read.
    pub(crate) start: usize,
    /// What counts its lines.
    pub(super) lines: &'r LineCounter<'a>,
}

impl<'a> Records<'a> {
    /// Reads from the first record of `bytes` on.
    pub(crate) fn new(bytes: &'a [u8], dialect: impl Into<Dialect>) -> Records<'a> {
        let (lines, quoted, dialect) = (LineCounter::new(bytes, 1), Coming::default(), dialect.into());
        Records { bytes, at: 0, until: bytes.len(), dialect, shape: None, row: 1, lines, quoted, fields: Vec::new() }
    }

    /// Says what a record looks like, so that it is known where a quote swallowed it.
    pub(crate) fn shaped(self, shape: Shape) -> Records<'a> {
        Records { shape: Some(shape), ..self }
    }

    /// Says which quoted fields of the bytes were seen before, by the same delimiter.
    pub(super) fn knowing(self, quoted: &'a QuotedFields) -> Records<'a> {
        Records { quoted: quoted.coming(), ..self }
    }

    /// Says on which line the bytes begin.
    pub(crate) fn on_line(self, line: u64) -> Records<'a> {
        Records { lines: LineCounter::new(self.bytes, line), ..self }
    }

    /// Says that there is no `\r` in the bytes, so that lines are counted faster.
    pub(super) fn with_unix_lines(self) -> Records<'a> {
        Records { lines: self.lines.unix(), ..self }
    }

    /// How many records were read.
    pub(crate) fn count(&self) -> u64 {
        self.row - 1
    }

    /// The line of the byte at `offset`, 1-based. It is counted when it is asked for.
    pub(super) fn line_of(&self, offset: usize) -> u64 {
        self.lines.line_of(offset)
    }

    pub(crate) fn read(&mut self) -> Option<Record<'a, '_>> {
        let start = self.skip_line_ends();
        if start >= self.until {
            self.until = self.bytes.len();
        }
        let rest = &self.bytes[start..self.until];
        if rest.is_empty() {
            return None;
        }
        let known = |open: usize| {
            let (close, has_doubled) = self.quoted.closing_quote(start + open)?;
            Some((close - start, has_doubled))
        };
        let end = match split(rest, self.dialect, known, &mut self.fields) {
            Ok(end) => match self.shape.and_then(|shape| shape.swallowed(&rest[..end], self.dialect, &self.fields)) {
                None => end,
                Some((open, at)) => {
                    self.until = start + end;
                    self.open(&rest[..at], open)
                }
            },
            Err(open) => self.open(&rest[..end_of_line(rest, open).unwrap_or(rest.len())], open),
        };
        self.at = start + end;
        self.row += 1;
        Some(Record { row: self.row - 1, bytes: &rest[..end], fields: &self.fields, start, lines: &self.lines })
    }

    /// Splits a record with a quote that is no quote. Gives its length.
    fn open(&mut self, record: &[u8], open: usize) -> usize {
        split_open(record, open, self.dialect.delimiter, &mut self.fields);
        record.len()
    }

    fn skip_line_ends(&mut self) -> usize {
        self.at += self.bytes[self.at..].iter().take_while(|byte| is_line_end(**byte)).count();
        self.at
    }
}

impl<'a> Record<'a, '_> {
    /// The line on which it begins, 1-based. It is counted when it is asked for.
    pub(crate) fn line(&self) -> u64 {
        self.lines.line_of(self.start)
    }

    pub(crate) fn cell(&self, field: Field) -> Cell<'a> {
        let writing = if field.quotes.are_inside() { Writing::Quoted } else { Writing::Plain };
        Cell { record: self.bytes, start: field.start, end: field.end, writing }
    }

    /// Whether it has a quote that is none.
    pub(crate) fn is_open(&self) -> bool {
        self.fields.iter().any(|field| field.quotes == Quotes::Open)
    }

    /// Whether a field holds nothing but white space.
    pub(crate) fn is_blank(&self, field: Field) -> bool {
        self.bytes[field.start..field.end].iter().all(u8::is_ascii_whitespace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<(u64, Vec<String>)>;

    /// Rows with the lines they begin on, and the numbers of those with a quote that is none.
    fn read_all(mut records: Records<'_>) -> (Rows, Vec<u64>) {
        let (mut rows, mut open) = (Vec::new(), Vec::new());
        while let Some(record) = records.read() {
            rows.push((record.line(), record.fields.iter().map(|f| record.cell(*f).text().0.into_owned()).collect()));
            open.extend(record.fields.iter().any(|field| field.quotes == Quotes::Open).then_some(record.row));
        }
        (rows, open)
    }

    fn read(bytes: &[u8]) -> (Rows, Vec<u64>) {
        read_all(Records::new(bytes, b','))
    }

    fn by_the_csv_crate(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
        reader.byte_records().map(|record| record.unwrap().iter().map(text).collect()).collect()
    }

    #[test]
    fn records_and_fields() {
        type LineAndFields = (u64, &'static [&'static str]);
        let table: &[(&str, &[LineAndFields])] = &[
            ("", &[]),
            ("\r\n\n\r", &[]),
            ("a,b\nc,d", &[(1, &["a", "b"]), (2, &["c", "d"])]),
            ("a,\r\n,b\r\n", &[(1, &["a", ""]), (2, &["", "b"])]),
            ("a\rb\r\r\nc", &[(1, &["a"]), (2, &["b"]), (4, &["c"])]),
            ("\"a,b\",c", &[(1, &["a,b", "c"])]),
            ("\"a\r\nb\nc\",d\ne", &[(1, &["a\r\nb\nc", "d"]), (4, &["e"])]),
            ("\"say \"\"a\"\"\"\nb", &[(1, &["say \"a\""]), (2, &["b"])]),
            ("5\" pipe,a\"b\"\nc", &[(1, &["5\" pipe", "a\"b\""]), (2, &["c"])]),
            ("\"a\"b\"c,d\ne", &[(1, &["ab\"c", "d"]), (2, &["e"])]),
            ("\"\"\n\"\",", &[(1, &[""]), (2, &["", ""])]),
            ("a,b,c\nd\ne,f", &[(1, &["a", "b", "c"]), (2, &["d"]), (3, &["e", "f"])]),
            ("a\0b,\0\nc", &[(1, &["a\0b", "\0"]), (2, &["c"])]),
            (" \n, \n", &[(1, &[" "]), (2, &["", " "])]),
        ];
        for (input, expected) in table {
            let expected: Rows =
                expected.iter().map(|(line, row)| (*line, row.iter().map(|f| f.to_string()).collect())).collect();
            assert_eq!(read(input.as_bytes()), (expected, vec![]), "{input:?}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_text_and_costs_no_other_line() {
        for (input, expected) in [
            ("a\n1,\"b,x\nc,\"\"\nd\n", &[(1, "a"), (2, "1|\"b|x"), (3, "c|"), (4, "d")][..]),
            ("a\n\"x\ny\",\"b,z\nc", &[(1, "a"), (2, "x\ny|\"b|z"), (4, "c")]),
        ] {
            let (rows, open) = read(input.as_bytes());
            let texts: Vec<_> = rows.iter().map(|(line, row)| (*line, row.join("|"))).collect();
            assert_eq!(texts, expected.iter().map(|(line, row)| (*line, row.to_string())).collect::<Vec<_>>());
            assert_eq!(open, [2]);
        }
    }

    #[test]
    fn without_quotes_they_are_text() {
        let dialect = Dialect { delimiter: b',', has_quotes: false };
        let (rows, open) = read_all(Records::new(b"1,\"a\n2,b\",\"\"\n", dialect));
        let texts: Vec<_> = rows.iter().map(|(_, row)| row.join("|")).collect();
        assert_eq!((texts, open), (vec!["1|\"a".into(), "2|b\"|\"\"".into()], vec![]));
    }

    #[test]
    fn a_cell_of_many_megabytes_is_one_cell() {
        let cell = "\"\"Water\n, ".repeat(1 << 20);
        let (rows, unclosed) = read(format!("1,\"{cell}\"\n2,b").as_bytes());
        assert_eq!((rows.len(), unclosed.len()), (2, 0));
        assert_eq!(rows[0].1[1].len(), cell.len() - (1 << 20));
        assert_eq!(rows[1].0, 2 + (1 << 20));
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_comes_back(
            table in prop::collection::vec(prop::collection::vec("[a-c,\"\r\n é]{0,6}", 1..5), 0..8),
            style in prop::sample::select(vec![csv::QuoteStyle::Necessary, csv::QuoteStyle::Always]),
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(style).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let rows: Vec<_> = read(&bytes).0.into_iter().map(|(_, row)| row).collect();
            prop_assert_eq!(rows, table);
        }

        #[test]
        fn noise_is_read_as_the_csv_crate_reads_it(noise in "[a,\"\r\n\0é]{0,24}") {
            let (rows, unclosed) = read(noise.as_bytes());
            let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
            prop_assert!(!unclosed.is_empty() || rows == by_the_csv_crate(noise.as_bytes()), "{rows:?}");
        }

        #[test]
        fn at_most_one_quote_is_never_closed(noise in "[a,\"\r\n]{0,24}") {
            prop_assert!(read(noise.as_bytes()).1.len() <= 1);
        }

    }
}
