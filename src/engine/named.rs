//! What the name of a product says is in it.

use super::{Engine, Scratch};
use crate::finding::{Finding, Severity};
use crate::label::Basis;
use crate::text::fold;

/// Longest name of a product that may be nothing but that of an ingredient, in bytes.
const LONGEST: usize = 40;

/// Signs of an amount.
const SIGNS: [char; 3] = ['%', '％', '°'];

impl Engine {
    /// Whether the name of a product states what is in it: with an amount beside what is warned against, or as nothing but
    /// the name of something that is an error. A scent and a drink without a figure state nothing.
    pub(crate) fn is_stated_by(&self, scratch: &mut Scratch, name: &str) -> bool {
        let has_amount = name.contains(SIGNS);
        let is_known = || name.len() <= LONGEST && self.lexicon.names.lookup(fold(name).as_str()).is_some();
        if !has_amount && !is_known() {
            return false;
        }
        let is_behind_amount = |finding: &Finding| {
            let before = name[..finding.span.start as usize]
                .trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
            before.ends_with(SIGNS)
        };
        let is_stated = |finding: &Finding| {
            matches!(finding.concentration.basis, Basis::Stated | Basis::Both) || is_behind_amount(finding)
        };
        self.check_with(scratch, name).findings.iter().any(|finding| match has_amount {
            true => finding.rule.severity >= Severity::Warning && is_stated(finding),
            false => finding.rule.severity == Severity::Error,
        })
    }
}
