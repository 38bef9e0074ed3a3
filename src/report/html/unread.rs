//! The products that could not be read: the first of each reason, in whatever order they come.

use std::collections::BTreeMap;

use super::finding::{called, place};
use crate::label::Unreadable;
use crate::report::Judged;
use crate::report::human::count;
use crate::report::window::on_one_line;

/// How many products of a reason have a row.
const MOST: usize = 200;
/// How much of what stands in the place of a list is shown, in columns.
const LONGEST: usize = 160;

#[derive(Debug, Default)]
pub(super) struct Unread(BTreeMap<Unreadable, BTreeMap<Key, UnreadProduct>>);

/// Where a product stands: its file, sheet and row.
type Key = (String, String, u64);

#[derive(Clone, Debug)]
pub(super) struct UnreadProduct {
    pub(super) product: String,
    pub(super) id: String,
    pub(super) text: String,
    pub(super) place: String,
}

/// The products of a reason.
pub(super) struct UnreadGroup {
    pub(super) reason: String,
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) products: Vec<UnreadProduct>,
}

impl Unread {
    pub(super) fn enter(&mut self, reason: Unreadable, judged: Judged<'_>, names_source: bool) {
        let product = judged.product;
        let key = (product.source, product.sheet.unwrap_or_default(), product.row.unwrap_or_default());
        let products = self.0.entry(reason).or_default();
        let is_late = |((file, sheet, row), _): (&Key, _)| key > (file.as_str(), sheet.as_str(), *row);
        if products.len() >= MOST && products.last_key_value().is_some_and(is_late) {
            return;
        }
        let (name, id) = called(judged);
        let text = on_one_line(&judged.text(), LONGEST);
        let place = place(judged, product.line, names_source);
        products.insert((key.0.to_owned(), key.1.to_owned(), key.2), UnreadProduct { product: name, id, text, place });
        if products.len() > MOST {
            products.pop_last();
        }
    }

    /// Whether there is a product with this reason.
    pub(super) fn has(&self, reason: Unreadable) -> bool {
        self.0.contains_key(&reason)
    }

    /// The products by reason, of which there are so many: the most first.
    pub(super) fn groups(&self, counts: &[(Unreadable, u64)]) -> Vec<UnreadGroup> {
        let number = |reason: &Unreadable| counts.iter().find(|(other, _)| other == reason).map_or(0, |(_, n)| *n);
        let mut groups: Vec<_> = self.0.iter().collect();
        groups.sort_by_key(|(reason, _)| std::cmp::Reverse(number(reason)));
        let group = |(reason, products): (&Unreadable, &BTreeMap<Key, UnreadProduct>)| {
            let (shown, all) = (products.len() as u64, number(reason));
            let caption = match all > shown {
                true => format!("The first {} of {}, one per row.", count(shown), count(all)),
                false => "One product per row.".to_owned(),
            };
            let products = products.values().cloned().collect();
            UnreadGroup { reason: reason.to_string(), anchor: anchor(*reason), caption, products }
        };
        groups.into_iter().map(group).collect()
    }
}

/// The name of a reason as a place in the page.
pub(super) fn anchor(reason: Unreadable) -> String {
    format!("unread-{}", format!("{reason:?}").to_lowercase())
}
