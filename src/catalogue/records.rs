//! Records: splits the bytes of a catalogue into rows and fields, without copying any.
//!
//! What is a record and what a field is as the csv crate has it, which every quirk was checked against: a quote opens
//! only at the start of a field, a doubled one inside is a quote, text behind a closing one is literal, and `\n`,
//! `\r\n` and `\r` end a record. There is one difference. A quote that is never closed would swallow all rows behind
//! it; here it costs the line it stands on, and is told.

mod fields;
mod lines;
mod quoted;

use super::cell::{Cell, Writing};
use fields::split;
use quoted::Coming;

pub(super) use fields::{Border, border, last_border};
pub(crate) use fields::{Field, Quotes};
pub(super) use lines::{Ends, LineCounter, count_lines, end_of_line, is_line_end, lines_touched};
pub(crate) use quoted::QuotedFields;

/// Reads bytes record by record. The bytes must not begin or end inside a record.
#[derive(Clone, Debug)]
pub(crate) struct Records<'a> {
    bytes: &'a [u8],
    /// Offset behind the record that was read last, where the line end that closes it begins.
    pub(crate) at: usize,
    delimiter: u8,
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

/// A quote that opens a field and is never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnclosedQuote {
    /// The number of the record it stands in.
    pub(crate) row: u64,
    /// The line on which it stands, 1-based.
    pub(crate) line: u64,
    /// How many lines it would swallow, its own among them.
    pub(crate) lines: u64,
}

impl<'a> Records<'a> {
    /// Reads from the first record of `bytes` on.
    pub(crate) fn new(bytes: &'a [u8], delimiter: u8) -> Records<'a> {
        let (lines, quoted) = (LineCounter::new(bytes, 1), Coming::default());
        Records { bytes, at: 0, delimiter, row: 1, lines, quoted, fields: Vec::new() }
    }

    /// Says which quoted fields of the bytes were seen before, by the same delimiter.
    pub(super) fn knowing(self, quoted: &'a QuotedFields) -> Records<'a> {
        Records { quoted: quoted.coming(), ..self }
    }

    /// Says on which line the bytes begin.
    pub(super) fn on_line(self, line: u64) -> Records<'a> {
        Records { lines: LineCounter::new(self.bytes, line), ..self }
    }

    /// Says that there is no `\r` in the bytes, so that lines are counted faster.
    pub(super) fn with_unix_lines(self) -> Records<'a> {
        Records { lines: self.lines.unix(), ..self }
    }

    /// How many records were read, those with a quote that is never closed included.
    pub(crate) fn count(&self) -> u64 {
        self.row - 1
    }

    /// The line of the byte at `offset`, 1-based. It is counted when it is asked for.
    pub(super) fn line_of(&self, offset: usize) -> u64 {
        self.lines.line_of(offset)
    }

    pub(crate) fn read(&mut self) -> Option<Result<Record<'a, '_>, UnclosedQuote>> {
        let start = self.skip_line_ends();
        let rest = &self.bytes[start..];
        if rest.is_empty() {
            return None;
        }
        let row = self.row;
        self.row += 1;
        let known = |open: usize| {
            let (close, has_doubled) = self.quoted.closing_quote(start + open)?;
            Some((close - start, has_doubled))
        };
        let end = match split(rest, self.delimiter, known, &mut self.fields) {
            Ok(end) => end,
            Err(open) => return Some(Err(self.give_up(row, start + open))),
        };
        self.at = start + end;
        Some(Ok(Record { row, bytes: &rest[..end], fields: &self.fields, start, lines: &self.lines }))
    }

    fn skip_line_ends(&mut self) -> usize {
        self.at += self.bytes[self.at..].iter().take_while(|byte| is_line_end(**byte)).count();
        self.at
    }

    fn give_up(&mut self, row: u64, open: usize) -> UnclosedQuote {
        self.at = end_of_line(self.bytes, open).unwrap_or(self.bytes.len());
        UnclosedQuote { row, line: self.lines.line_of(open), lines: lines_touched(&self.bytes[open..]) }
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

    /// Rows with the lines they begin on, and the quotes that are never closed.
    fn read(bytes: &[u8]) -> (Rows, Vec<UnclosedQuote>) {
        let mut records = Records::new(bytes, b',');
        let (mut rows, mut unclosed) = (Vec::new(), Vec::new());
        while let Some(record) = records.read() {
            match record {
                Ok(record) => {
                    rows.push((
                        record.line(),
                        record.fields.iter().map(|f| record.cell(*f).text().0.into_owned()).collect(),
                    ));
                }
                Err(quote) => unclosed.push(quote),
            }
        }
        (rows, unclosed)
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
    fn unclosed_quote_loses_its_own_line_and_no_other() {
        let (rows, unclosed) = read(b"a\n1,\"b\nc,\"\"\nd\n");
        assert_eq!(unclosed, [UnclosedQuote { row: 2, line: 2, lines: 3 }]);
        let texts: Vec<_> = rows.iter().map(|(line, row)| (*line, row.join("|"))).collect();
        assert_eq!(texts, [(1, "a".into()), (3, "c|".into()), (4, "d".into())]);
    }

    #[test]
    fn unclosed_quote_on_a_later_line_of_its_record_is_named_by_its_own_line() {
        let (rows, unclosed) = read(b"\"x\ny\",\"b\nc");
        assert_eq!(unclosed, [UnclosedQuote { row: 1, line: 2, lines: 2 }]);
        assert_eq!(rows, [(3, vec!["c".to_string()])]);
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
