//! Catalogues: products out of files, each with its place in them.

pub mod blocks;
pub mod columns;
pub mod count;
pub mod error;
pub mod fault;
pub mod format;
pub mod layout;
pub mod records;

use std::borrow::Cow;

use count::Count;

/// One product, as a catalogue or a single file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Product<'a> {
    /// The file's name as it was given; `-` for standard input.
    pub source: &'a str,
    /// Record number, 1-based, header not counted; none for a file that is one label.
    pub row: Option<u64>,
    /// The name of the column that the list stands in.
    pub column: Option<&'a str>,
    /// The line on which the record begins, 1-based.
    pub line: u64,
    /// The product's id.
    pub id: Option<Cow<'a, str>>,
    /// The product's name.
    pub name: Option<Cow<'a, str>>,
    /// The ingredient list, as its cell holds it once the quoting is undone.
    pub ingredients: Cow<'a, str>,
    /// Where the bytes of the list stand in the file.
    pub cell: Cell<'a>,
}

/// The cell that a list was read from, as the file holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The record's bytes from its first one on, which begins a line.
    pub record: &'a [u8],
    /// Offset in the record of the first byte of the cell's text, behind an opening quote.
    pub start: usize,
    /// Whether the text has quotes to undo: doubled ones, or one that closes before more text.
    pub quoted: bool,
}

/// A place in a file as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// 1-based.
    pub line: u64,
    /// 1-based, in characters.
    pub column: u64,
}

impl Product<'_> {
    /// Counts its row and its line from further before.
    pub fn shift(&mut self, before: Count) {
        self.row = self.row.map(|row| row + before.rows);
        self.line += before.lines;
    }

    /// The place in the file of the byte at `offset` in the ingredients.
    pub fn place(&self, offset: usize) -> LineColumn {
        self.places().of(offset)
    }

    /// Finds places in the file, one after another. For offsets that grow, the cell is walked once and no more.
    pub fn places(&self) -> Places<'_> {
        let (before, text) = self.cell.record.split_at(self.cell.start);
        let before = String::from_utf8_lossy(before);
        let place = LineColumn { line: self.line, column: 1 };
        let mut start = Mark { at: 0, offset: 0, place, has_quotes: self.cell.quoted };
        while let Some(character) = before[start.at..].chars().next() {
            start.pass(character, &before);
        }
        start.at = 0;
        Places { text: String::from_utf8_lossy(text), start, mark: start }
    }
}

/// Finds the places in the file of bytes of an ingredient list. See [`Product::places`].
#[derive(Clone, Debug)]
pub struct Places<'a> {
    /// The record from the cell on, decoded as the ingredients were, with all its quotes.
    text: Cow<'a, str>,
    start: Mark,
    mark: Mark,
}

/// A point in a cell, by all ways of counting.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Bytes of the decoded cell behind us, quotes and all.
    at: usize,
    /// Bytes of the ingredients behind us.
    offset: usize,
    place: LineColumn,
    has_quotes: bool,
}

impl Places<'_> {
    /// The place in the file of the byte at `offset` in the ingredients.
    pub fn of(&mut self, offset: usize) -> LineColumn {
        if offset < self.mark.offset {
            self.mark = self.start;
        }
        let mark = &mut self.mark;
        while let Some(character) = self.text[mark.at..].chars().next() {
            let is_quote = mark.has_quotes && character == '"';
            if is_quote && !self.text[mark.at..].starts_with("\"\"") {
                // the closing one; what follows stands there as it is
                mark.has_quotes = false;
                mark.pass(character, &self.text);
                continue;
            }
            if mark.offset >= offset {
                break;
            }
            mark.offset += character.len_utf8();
            mark.pass(character, &self.text);
            if is_quote {
                mark.pass(character, &self.text);
            }
        }
        mark.place
    }
}

impl Mark {
    fn pass(&mut self, character: char, text: &str) {
        self.at += character.len_utf8();
        if character == '\n' || (character == '\r' && !text[self.at..].starts_with('\n')) {
            self.place = LineColumn { line: self.place.line + 1, column: 1 };
        } else {
            self.place.column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::records::Records;
    use super::*;
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
        let Some(Ok(record)) = records.read() else { return };
        let field = record.fields[record.fields.len() - 1];
        use_it(&Product {
            source: "-",
            row: Some(record.row),
            column: None,
            line: record.line(),
            id: None,
            name: None,
            ingredients: record.text(field),
            cell: Cell { record: record.bytes, start: field.start, quoted: field.quotes.are_inside() },
        });
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
                let offset = product.ingredients.find(found).unwrap();
                assert_eq!(product.place(offset), LineColumn { line, column }, "{}", String::from_utf8_lossy(bytes));
            });
        }
    }

    proptest! {
        #[test]
        fn every_character_stands_at_its_place(noise in "[a,\"\r\né]{0,24}") {
            let flat = noise.replace("\r\n", " \n").replace('\r', "\n");
            let lines: Vec<Vec<char>> = flat.split('\n').map(|line| line.chars().collect()).collect();
            last_product(noise.as_bytes(), |product| {
                let mut places = product.places();
                for (offset, c) in product.ingredients.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
                    let place = places.of(offset);
                    assert_eq!(lines[place.line as usize - 1][place.column as usize - 1], c);
                    assert_eq!(place, product.place(offset));
                }
            });
        }
    }
}
