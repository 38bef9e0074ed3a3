//! Headers: which row of a table names its columns. Titles, dates and groups of columns may stand above it.

use super::columns::{Columns, is_list};
use super::options::ReadOptions;
use crate::listed::MissingColumn;

/// A header stands within so many rows that are not empty.
const WITHIN: usize = 20;

/// A row that is no header, and what it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Miss {
    pub(super) line: u64,
    pub(super) missing: MissingColumn,
}

/// Looks for the header row by row. `T` is where a row stands.
pub(super) struct Search<'a, T> {
    options: &'a ReadOptions<'a>,
    /// The row that is the header, as far as we know, and how many columns it names.
    found: Option<(T, usize)>,
    nearest: Option<Miss>,
    /// How many rows were looked at, and how many cells of the fullest of them are not empty.
    rows: usize,
    most: usize,
}

impl<'a, T> Search<'a, T> {
    pub(super) fn new(options: &'a ReadOptions<'a>) -> Search<'a, T> {
        Search { options, found: None, nearest: None, rows: 0, most: 0 }
    }

    /// Looks at the next row. No if the search is over.
    pub(super) fn look(&mut self, place: T, line: u64, cells: &[String]) -> bool {
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let asked = self.options.header.line();
        if filled == 0 || asked.is_some_and(|asked| line < asked) {
            return true;
        }
        if asked.is_some_and(|asked| line > asked) {
            return false;
        }
        self.rows += 1;
        let named = self.found.as_ref().map_or(0, |(_, named)| *named);
        match Columns::find(cells, self.options.columns) {
            Ok(columns) if filled > named && self.is_header(&columns, cells) => {
                self.found = Some((place, filled));
                // a title or a group of columns may be called like one of them: the header is the row below it
                return named == 0 && asked.is_none();
            }
            Err(missing) if named == 0 && filled > self.most => {
                let miss = Miss { line, missing };
                if self.nearest.as_ref().is_none_or(|nearest| nearest.rank() < miss.rank()) {
                    self.nearest = Some(miss);
                }
            }
            _ => {}
        }
        self.most = self.most.max(filled);
        let is_open = named == 0 || named == 1 && filled == 1;
        is_open && asked.is_none() && self.rows < WITHIN
    }

    /// Whether a row in which the columns wanted were found is no product: below the first row, there may be some.
    fn is_header(&self, columns: &Columns, cells: &[String]) -> bool {
        !columns.ingredients.name.trim().is_empty() && (self.rows == 1 || !cells.iter().any(|cell| is_list(cell)))
    }

    /// The header and how many columns it names; or else the row that is the nearest to one, if there are any.
    pub(super) fn end(self) -> Result<(T, usize), Option<Miss>> {
        let nothing_there = || Some(Miss { line: self.options.header.line()?, missing: MissingColumn::default() });
        self.found.ok_or_else(|| self.nearest.or_else(nothing_there))
    }
}

impl Miss {
    /// How near it is to a header: whether a name is nearly that of a column wanted, and how many columns there are.
    pub(super) fn rank(&self) -> (bool, usize) {
        (self.missing.near.is_some(), self.missing.columns.len())
    }
}
