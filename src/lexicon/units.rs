//! Units: how much they are worth, and those that a name may follow without a space.

use super::class::Class;
use super::phrases::parts_words;
use crate::language::Language;

/// A unit of a script that does not part words.
#[derive(Debug)]
pub(crate) struct GluedUnit {
    pub(crate) text: Box<str>,
    pub(crate) class: Class,
}

/// Units of mass and volume, the longest first: each with its worth in grams or millilitres, and whether it is one of volume.
pub(super) fn units(language: &Language) -> Vec<(Box<str>, f64, bool)> {
    let grams = language.amounts.grams.iter().map(|(unit, worth)| (unit.as_str().into(), *worth, false));
    let millilitres = language.amounts.millilitres.iter().map(|(unit, worth)| (unit.as_str().into(), *worth, true));
    let mut units: Vec<(Box<str>, f64, bool)> = grams.chain(millilitres).collect();
    units.sort_by_key(|(unit, ..)| std::cmp::Reverse(unit.len()));
    units
}

/// Units that a name may follow without a space, the longest first.
pub(super) fn glued_units(language: &Language) -> Vec<GluedUnit> {
    let amounts = &language.amounts;
    let masses =
        amounts.grams.keys().chain(amounts.millilitres.keys()).map(|unit| (unit, Class::UNIT.and(Class::MASS)));
    let all = masses.chain(amounts.percent.iter().map(|unit| (unit, Class::UNIT)));
    let glued = all.filter(|(unit, _)| !parts_words(unit));
    let mut units: Vec<GluedUnit> =
        glued.map(|(unit, class)| GluedUnit { text: unit.as_str().into(), class }).collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.text.len()));
    units
}
