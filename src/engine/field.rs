//! Lists in tables, of which perhaps not all came through.

use super::{Engine, Scratch};
use crate::finding::Report;
use crate::label::Unreadable;
use crate::limits;

impl Engine {
    /// What the rules say of the list in a field of a table, as `needlint scan` judges it: only the first 128 kB, and a list
    /// of which perhaps not all came through is never clear.
    pub fn check_field(&self, scratch: &mut Scratch, text: &str) -> Report {
        let judged = &text[..text.floor_char_boundary(limits::LIST.0)];
        let report = self.check_with(scratch, judged);
        let is_whole = judged.len() == text.len() && !text.contains('\0');
        if is_whole { report } else { report.doubted(Unreadable::BrokenRow) }
    }
}
