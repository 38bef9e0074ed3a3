//! Suppressions: findings that somebody allowed, with a reason.
//!
//! They stand in a file of their own, as a CSV file has no comments:
//!
//! ```toml
//! [[allow]]
//! product = "SKU-1"                # the id of the product, or its name if it has no id
//! rule = "needling/sd-alcohol"
//! ingredient = "SD Alcohol*"
//! reason = "a wipe for the case, not for skin"
//! owner = "jane@example.com"
//! expires = 2027-01-31
//! ```
//!
//! `reason` is a must, and so is one of `product`, `rule` and `ingredient`. Those three are globs, and all that are
//! there must match. `owner` and `expires` may be left out: what never expires is never looked at again, but whether
//! that is right is for those to say whose products they are. An entry holds up to the end of the day that it expires
//! on.

mod allow;
mod read;

use std::cell::OnceCell;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::glob::Glob;
use crate::rule::PackError;

pub(crate) use allow::Allow;
use allow::Subject;
pub(crate) use toml::value::Date;

/// Findings that are allowed. Several threads can look them up at once.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    /// In the order of the file.
    allows: Vec<Allow>,
    /// Where those that hold stand in it that name a product without a wild card.
    by_product: FxHashMap<String, Vec<usize>>,
    /// Where the others that hold stand that name products: found by a text that all of those have in them.
    by_part: Parts,
    /// Where the rest that hold stand.
    others: Vec<usize>,
}

/// Entries by a text that stands in every product that they name.
#[derive(Debug, Default)]
struct Parts {
    texts: Option<AhoCorasick>,
    entries: Vec<usize>,
}

impl Suppressions {
    /// Reads the file. What expired before `today` does not hold any more.
    pub(crate) fn parse(toml: &str, today: Date) -> Result<Suppressions, PackError> {
        let mut suppressions = Suppressions { allows: read::allows(toml, today)?, ..Suppressions::default() };
        let mut parts = Vec::new();
        for (at, allow) in suppressions.allows.iter().enumerate().filter(|(_, allow)| !allow.is_expired) {
            match &allow.globs.product {
                Some(Glob::Exact(product)) => suppressions.by_product.entry(product.to_string()).or_default().push(at),
                Some(glob) if let Some(part) = glob.longest_literal() => parts.push((at, part)),
                _ => suppressions.others.push(at),
            }
        }
        suppressions.by_part = Parts::new(&parts);
        Ok(suppressions)
    }

    /// What allows the finding of a rule in a product, about an ingredient as printed; it is noted that it was used.
    ///
    /// Of several, it is the first one that names the product, else the first one of the file.
    pub(crate) fn find(&self, rule: &str, product: &str, ingredient: &str) -> Option<&Allow> {
        let (product, ingredient) = (product.trim(), ingredient.trim());
        let subject = Subject { rule, product, ingredient, folded: OnceCell::new() };
        let is_meant = |at: &usize| self.allows[*at].covers(&subject);
        let exact = self.by_product.get(product).into_iter().flatten().copied().find(is_meant);
        let first = || {
            let by_part = self.by_part.of(product).into_iter().find(is_meant);
            let other = self.others.iter().copied().find(is_meant);
            by_part.into_iter().chain(other).min()
        };
        let found = &self.allows[exact.or_else(first)?];
        found.note_use();
        Some(found)
    }

    /// Those that hold and allowed nothing so far, in the order of the file.
    pub(crate) fn unused(&self) -> impl Iterator<Item = &Allow> {
        self.allows.iter().filter(|allow| !allow.is_expired && !allow.is_used())
    }

    /// Those that do not hold any more, in the order of the file.
    pub(crate) fn expired(&self) -> impl Iterator<Item = &Allow> {
        self.allows.iter().filter(|allow| allow.is_expired)
    }
}

impl Parts {
    fn new(parts: &[(usize, &str)]) -> Parts {
        let texts = parts.iter().map(|(_, part)| part);
        let automaton = AhoCorasick::new(texts).expect("texts as short as these make an automaton");
        Parts { texts: (!parts.is_empty()).then_some(automaton), entries: parts.iter().map(|(at, _)| *at).collect() }
    }

    /// The entries whose texts stand in a product's id or name, in their order.
    fn of(&self, product: &str) -> Vec<usize> {
        let found = self.texts.iter().flat_map(|texts| texts.find_overlapping_iter(product));
        let mut entries: Vec<usize> = found.map(|found| self.entries[found.pattern()]).collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date { year: 2026, month: 3, day: 31 };

    proptest! {
        #[test]
        fn entries_are_found_as_by_going_through_them(
            patterns in prop::collection::vec("[ab*?]{1,4}", 0..6), product in "[ab]{0,5}",
        ) {
            let file: String =
                patterns.iter().enumerate().map(|(at, p)| format!("[[allow]]\nproduct = '{p}'\nreason = '{at}'\n")).collect();
            let suppressions = Suppressions::parse(&file, TODAY).unwrap();
            let means = |p: &&String| Glob::new(p).matches(&product);
            let exact = patterns.iter().position(|p| *p == product);
            let expected = exact.or_else(|| patterns.iter().position(|p| means(&p)));
            let found = suppressions.find("a/b", &product, "Alcohol").map(|allow| allow.reason.parse().unwrap());
            prop_assert_eq!(found, expected);
        }
    }
}
