//! Cells that are merged downwards: their value is that of every row they cover.

use std::collections::BTreeMap;

/// How many bytes the values can have that are held for the rows below.
const LONGEST: usize = 8 << 20;

/// The cells of a sheet that are merged downwards.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// Those that no row was read of yet, the last one first.
    areas: Vec<Area>,
    /// Values that go on downwards: the last row of each, and the value, by its column.
    values: BTreeMap<u32, (u32, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    top: u32,
    bottom: u32,
    column: u32,
}

impl Area {
    /// An area as a sheet writes it, `B2:B3`; none if it covers no more than a row.
    pub(super) fn of(written: &str) -> Option<Area> {
        let (start, end) = written.split_once(':')?;
        let ((top, column), (bottom, _)) = (place(start)?, place(end)?);
        (top < bottom).then_some(Area { top, bottom, column })
    }
}

impl Merged {
    pub(super) fn new(mut areas: Vec<Area>) -> Merged {
        areas.sort_unstable_by_key(|area| std::cmp::Reverse(area.top));
        Merged { areas, values: BTreeMap::new() }
    }

    /// Adds to the cells of a row what the rows above have in common with it. Rows come in their order. False, if the row
    /// has values for those below that are too long to be held.
    pub(super) fn fill(&mut self, row: u32, cells: &mut BTreeMap<u32, String>) -> bool {
        self.values.retain(|_, (bottom, _)| *bottom >= row);
        for (column, (_, value)) in &self.values {
            cells.entry(*column).or_insert_with(|| value.clone());
        }
        let mut is_held = true;
        while let Some(area) = self.areas.pop_if(|area| area.top <= row) {
            let Some(value) = cells.get(&area.column).filter(|_| area.top == row) else { continue };
            let len: usize = self.values.values().map(|(_, value)| value.len()).sum();
            is_held &= len + value.len() <= LONGEST;
            if is_held {
                self.values.insert(area.column, (area.bottom, value.clone()));
            }
        }
        is_held
    }
}

/// The row and the column of a cell, from 0, by its place as in `C12`.
pub(super) fn place(written: &str) -> Option<(u32, u32)> {
    let (letters, digits) = written.split_at(written.find(|c: char| !c.is_ascii_alphabetic())?);
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_letters_and_digits() {
        for (written, read) in [
            ("A1", Some((0, 0))),
            ("c12", Some((11, 2))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("12", None),
            ("AB", None),
            ("", None),
            ("é1", None),
            ("ZZZZZZZZZZZZ1", None),
            ("A99999999999", None),
        ] {
            assert_eq!(place(written), read, "{written}");
        }
    }

    #[test]
    fn values_go_on_to_the_end_of_their_area() {
        let areas = ["B2:B3", "A3:C5", "C2:D2", "C9"].into_iter().filter_map(Area::of);
        let mut merged = Merged::new(areas.collect());
        let mut filled = |row: u32, cells: &[(u32, &str)]| {
            let mut cells = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
            assert!(merged.fill(row - 1, &mut cells));
            cells.into_values().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(filled(1, &[(0, "sku"), (1, "inci")]), "sku inci");
        assert_eq!(filled(2, &[(0, "1"), (1, "Aqua"), (2, "x")]), "1 Aqua x");
        assert_eq!(filled(3, &[(0, "2")]), "2 Aqua");
        assert_eq!(filled(5, &[(1, "own")]), "2 own");
        assert_eq!(filled(6, &[(1, "none")]), "none");
    }
}
