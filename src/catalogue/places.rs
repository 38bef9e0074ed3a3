//! Places: where in the file, as an editor shows it, a byte of an ingredient list stands.
//!
//! Many products have the same list. Where a byte stands behind the start of its cell is the same for all of them, and
//! found once; where the cell begins is found for each.

mod mark;

use std::borrow::Cow;

use super::cell::{Cell, Writing};
use super::encoding::read;
use crate::listed::{Fields, ListedText};
use crate::text::Span;
use mark::{Mark, end};

/// A place in a file as editors count it.
///
/// In a workbook the line is the row of the sheet, and the column a character of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineColumn {
    /// 1-based.
    pub(crate) line: u64,
    /// 1-based, in characters.
    pub(crate) column: u64,
}

impl LineColumn {
    const START: LineColumn = LineColumn { line: 1, column: 1 };

    /// The place in the file of what stands here in a text that begins at `start`.
    pub(crate) fn behind(self, start: LineColumn) -> LineColumn {
        match self.line {
            1 => LineColumn { line: start.line, column: start.column + self.column - 1 },
            line => LineColumn { line: start.line + line - 1, column: self.column },
        }
    }
}

/// Finds the places of bytes of an ingredient list, one after another, as if the text of its cell began the file. They
/// are the same for all cells with the same bytes.
#[derive(Clone, Debug)]
pub(crate) struct Places<'a> {
    /// The cell, decoded as the ingredients were, with all its quotes.
    text: Cow<'a, str>,
    start: Mark,
    mark: Mark,
    fields: Fields,
}

impl<'a> Places<'a> {
    /// Places in a cell with this text.
    pub(crate) fn in_cell(cell: Cell<'a>, text: &'a str) -> Places<'a> {
        let start = Mark::new(cell.writing);
        let (text, fields) = match cell.writing {
            Writing::Plain => (Cow::Borrowed(text), Fields::default()),
            Writing::Fields => {
                let ListedText { text, fields } = cell.listed();
                // a line break in a cell of a sheet begins no row
                (Cow::Owned(text.replace(['\n', '\r'], " ")), fields)
            }
            _ => (read(cell.inside()).0, Fields::default()),
        };
        Places { text, start, mark: start, fields }
    }

    /// The column that a span comes from, and its place in what that holds; no column where one is all that is listed.
    pub(crate) fn within(&self, span: Span) -> (Option<&str>, Span) {
        self.fields.within(span)
    }

    /// The place where what comes from the same column begins.
    fn start_of(&self, offset: usize) -> Mark {
        let mut mark = self.start;
        if let Some((_, start)) = self.fields.at(offset) {
            mark.go_to(start, &self.text);
            mark.place = LineColumn::START;
        }
        mark
    }

    /// The place of the byte at `offset` in the ingredients. For offsets that grow, the cell is walked once and no more.
    pub(crate) fn of(&mut self, offset: usize) -> LineColumn {
        if offset < self.mark.offset || !self.fields.is_empty() {
            self.mark = self.start_of(offset);
        }
        self.mark.go_to(offset, &self.text);
        self.mark.place
    }

    /// The place behind the last of the bytes before `offset` in the ingredients: before a quote that closes, and before
    /// a line break.
    pub(crate) fn behind(&self, offset: usize) -> LineColumn {
        let mut mark = if offset < self.mark.offset { self.start_of(offset) } else { self.mark };
        mark.go_behind(offset, &self.text);
        mark.place
    }
}

/// The place in the file where the text of a cell begins, whose record begins on `line`.
pub(super) fn start(cell: Cell<'_>, line: u64) -> LineColumn {
    let record = LineColumn { line, ..LineColumn::START };
    if cell.is_in_sheet() {
        return record;
    }
    let (before, _) = read(&cell.record[..cell.start]);
    end(&before).behind(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Product;
    use crate::catalogue::records::Records;
    use proptest::prelude::*;

    /// The product whose ingredients are the last field of the last record.
    fn last_product(bytes: &[u8], use_it: impl FnOnce(&Product<'_>)) {
        let mut records = Records::new(bytes, b',');
        let mut count = 0;
        while records.read().is_some() {
            count += 1;
        }
        let mut records = Records::new(bytes, b',');
        for _ in 1..count {
            let _ = records.read();
        }
        let Some(record) = records.read() else { return };
        let field = record.fields[record.fields.len() - 1];
        let (row, line, cell) = (Some(record.row), record.line(), record.cell(field));
        use_it(&Product { row, line, cell, ..Product::of_text("-", "") });
    }

    #[test]
    fn places_are_those_an_editor_shows() {
        for (bytes, found, line, column) in [
            (&b"x\nAqua, Alcohol"[..], " Alcohol", 2, 6),
            (b"x\n1,\"Aqua, Alcohol\"", "Alcohol", 2, 10),
            ("x\né,èà, Alcohol".as_bytes(), " Alcohol", 2, 6),
            (b"\"one\r\ntwo\",\"Aqua,\r\nAlcohol\"", "Alcohol", 3, 1),
            (b"\"a\rb\",\"Aqua,\rAlcohol\"", "Alcohol", 3, 1),
            (b"1,\"\"\"Eco\"\" Aqua, Alcohol\"", "Alcohol", 1, 18),
            (b"1,\"\"\"Eco\"\" Aqua\"", "\"Eco", 1, 4),
            (b"1,\"Aqua \" \" Alcohol", "Alcohol", 1, 13),
            (b"1,\"Aqua\"Alcohol", "Alcohol", 1, 9),
            (b"1,Caf\xe9 \xff\xfe Alcohol", "Alcohol", 1, 11),
        ] {
            last_product(bytes, |product| {
                let offset = product.text().find(found).unwrap();
                assert_eq!(product.place(offset), LineColumn { line, column }, "{}", String::from_utf8_lossy(bytes));
            });
        }
    }

    #[test]
    fn a_place_behind_stands_before_the_closing_quote() {
        for (bytes, found, line, column) in [
            (&b"x\n1,\"Aqua, Alcohol\""[..], "Alcohol", 2, 17),
            (b"1,\"Alcohol\" and \"more", "Alcohol", 1, 11),
            (b"1,\"\"\"Eco\"\" Aqua\"", "\"Eco\"", 1, 11),
            (b"1,\"Aqua,\nAlcohol\n40, B\"", "Alcohol\n40", 3, 3),
            (b"1,\"Aqua,\nAlcohol\n40, B\"", "Alcohol", 2, 8),
        ] {
            last_product(bytes, |product| {
                let text = product.text();
                let end = text.find(found).unwrap() + found.len();
                let mut places = Places::in_cell(product.cell, &text);
                assert_eq!(places.behind(end).behind(product.start()), LineColumn { line, column });
                // whether or not a place before was asked for
                let _ = places.of(end - found.len());
                assert_eq!(places.behind(end).behind(product.start()), LineColumn { line, column });
            });
        }
    }

    proptest! {
        #[test]
        fn every_character_stands_at_its_place(noise in "[a,\"\r\né]{0,24}") {
            let flat = noise.replace("\r\n", " \n").replace('\r', "\n");
            let lines: Vec<Vec<char>> = flat.split('\n').map(|line| line.chars().collect()).collect();
            last_product(noise.as_bytes(), |product| {
                let text = product.text();
                let mut places = Places::in_cell(product.cell, &text);
                for (offset, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
                    let place = places.of(offset).behind(product.start());
                    assert_eq!(lines[place.line as usize - 1][place.column as usize - 1], c);
                    assert_eq!(place, product.place(offset));
                }
            });
        }
    }
}
