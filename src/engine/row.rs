//! Products in rows of tables, of which perhaps not all came through.

use std::borrow::Cow;

use super::{Engine, Scratch};
use crate::finding::Report;
use crate::label::Unreadable;
use crate::limits;
use crate::listed::{ListedText, RowColumns};

impl Engine {
    /// What the rules say of the product in a row of a table, of which `cell` gives the text of a column, as `needlint scan`
    /// judges it: only the first 128 kB of a list, and one of which perhaps not all came through is never clear. With it
    /// comes what was judged, in which the findings have their places.
    pub fn check_row<'a>(
        &self, scratch: &mut Scratch, columns: &RowColumns, cell: &dyn Fn(usize) -> Cow<'a, str>,
    ) -> (Report, ListedText<'a>) {
        let (mut listed, mut is_whole) = columns.listed(cell).judged();
        is_whole &= !listed.text().contains('\0');
        if let Some((column, name)) = columns.name(cell) {
            let name = &name[..name.floor_char_boundary(limits::ID.0)];
            is_whole &= !name.contains('\0');
            if self.may_be_stated_by(name.as_bytes()) && self.is_stated_by(scratch, name) {
                listed = listed.with_name(column, name);
            }
        }
        let report = self.check_with(scratch, listed.text());
        (if is_whole { report } else { report.doubted(Unreadable::BrokenRow) }, listed)
    }
}
