//! Counters: count products by what they enter into a receipt.
//!
//! Hundreds of millions of products enter one of a few hundred things. So a worker counts how often it met each of
//! them, and makes a receipt of that once for a block.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::finding::Report;
use crate::report::Receipt;

/// What a product enters into a receipt, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(u16);

impl Kind {
    /// That of a product in which nothing is warned against.
    pub(super) const CLEAR: Kind = Kind(0);
}

/// The kinds that a scan has met, each as the receipt of one product.
#[derive(Debug, Default)]
pub(super) struct Kinds(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    numbers: FxHashMap<Receipt, Kind>,
    receipts: Vec<Receipt>,
}

/// So many kinds are told apart. Real catalogues have a few hundred.
const MOST: usize = 5_000;

/// How many products a worker met of each kind.
pub(super) struct Counters<'a> {
    kinds: &'a Kinds,
    counts: Vec<u64>,
}

impl Kinds {
    pub(super) fn new() -> Kinds {
        let kinds = Kinds::default();
        kinds.of(&Report::clear());
        kinds
    }

    /// The kind of a product of which this is said; none if there are too many.
    pub(super) fn of(&self, report: &Report) -> Option<Kind> {
        let mut receipt = Receipt::default();
        receipt.enter(report);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = known.receipts.len();
        if let Some(kind) = known.numbers.get(&receipt) {
            return Some(*kind);
        }
        let kind = u16::try_from(next).ok().filter(|_| next < MOST).map(Kind)?;
        known.receipts.push(receipt.clone());
        known.numbers.insert(receipt, kind);
        Some(kind)
    }

    /// Counters that have counted nothing.
    pub(super) fn counters(&self) -> Counters<'_> {
        Counters { kinds: self, counts: Vec::new() }
    }
}

impl Counters<'_> {
    pub(super) fn add(&mut self, Kind(number): Kind) {
        let number = usize::from(number);
        if number >= self.counts.len() {
            self.counts.resize(number + 1, 0);
        }
        self.counts[number] += 1;
    }

    /// Enters all that was counted, and begins anew.
    pub(super) fn fold_into(&mut self, receipt: &mut Receipt) {
        let known = self.kinds.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (one, count) in known.receipts.iter().zip(&mut self.counts).filter(|(_, count)| **count > 0) {
            receipt.add_times(one, std::mem::take(count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::rule::RulePack;

    #[test]
    fn counters_come_to_what_each_product_enters() {
        let engine = Engine::new(vec![RulePack::builtin()]);
        let lists = ["Water, Glycerin", "Water, SD Alcohol 40-B, Linalool", "", "Water, SD Alcohol, Limonene", "n/a"];
        let (kinds, mut one_by_one, mut folded) = (Kinds::new(), Receipt::default(), Receipt::default());
        let mut counters = kinds.counters();
        for list in lists.iter().chain(&lists[1..3]) {
            let report = engine.check(list);
            one_by_one.enter(&report);
            counters.add(kinds.of(&report).expect("they are few"));
        }
        counters.fold_into(&mut folded);
        counters.fold_into(&mut folded);
        assert_eq!(folded, one_by_one);
        assert_eq!(kinds.of(&Report::clear()), Some(Kind::CLEAR));
    }
}
