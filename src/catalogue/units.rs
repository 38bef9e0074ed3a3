//! Units: columns as programs count them.
//!
//! Editors show characters. Most programs count the units of UTF-16, of which a character takes one or two.

use super::encoding::read;
use super::{LineColumn, Product};

/// Counts columns of a product in units of UTF-16.
#[derive(Clone, Debug)]
pub(crate) struct Units {
    /// The places of the characters that take two units, from the start of the record to the end of the list.
    wide: Vec<LineColumn>,
}

impl Units {
    /// Those of a product.
    pub(crate) fn of(product: &Product<'_>) -> Units {
        let mut units = Units { wide: Vec::new() };
        // only bytes from here on begin a character of two units; some begin others, in other encodings
        if product.cell.record[..product.cell.end].iter().all(|byte| *byte < 0xf0) {
            return units;
        }
        let before = &product.cell.record[..product.cell.start];
        if !product.cell.is_in_sheet() {
            units.walk(&read(before).0, LineColumn { line: product.line, column: 1 });
        }
        units.walk(&read(product.cell.inside()).0, product.start());
        units
    }

    /// The column of a place in the record of the product, 1-based, in units of UTF-16.
    pub(crate) fn column(&self, place: LineColumn) -> u64 {
        let until =
            |place: LineColumn| self.wide.partition_point(|wide| (wide.line, wide.column) < (place.line, place.column));
        place.column + (until(place) - until(LineColumn { column: 1, ..place })) as u64
    }

    fn walk(&mut self, text: &str, mut place: LineColumn) {
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            if character.len_utf16() > 1 {
                self.wide.push(place);
            }
            let ends_line = character == '\n' || character == '\r' && characters.peek() != Some(&'\n');
            place = match ends_line {
                true => LineColumn { line: place.line + 1, column: 1 },
                false => LineColumn { column: place.column + 1, ..place },
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_the_first_plane_take_two_units() {
        for (text, offset_of, line, column) in [
            ("Aqua, Alcohol", "Alcohol", 1, 7),
            ("é №, Alcohol", "Alcohol", 1, 6),
            ("𝄞, Alcohol", "Alcohol", 1, 5),
            ("𝄞,\n💧 Aqua,\r\nAlcohol", "Alcohol", 3, 1),
            ("𝄞,\n💧 𝄞 Aqua, Alcohol", "Alcohol", 2, 13),
            ("𝄞,\r💧, Alcohol 💧", "💧,", 2, 1),
        ] {
            let product = Product::of_text("-", text);
            let place = product.place(text.find(offset_of).unwrap());
            let found = (place.line, Units::of(&product).column(place));
            assert_eq!(found, (line, column), "{text}");
            // told by the text itself
            let flat = text.replace("\r\n", "\n").replace('\r', "\n");
            let in_line = flat.split('\n').nth(line as usize - 1).unwrap();
            let units: Vec<u16> = in_line.encode_utf16().collect();
            let from = String::from_utf16(&units[column as usize - 1..]).unwrap();
            assert!(from.starts_with(offset_of), "{text}: {from}");
        }
    }
}
