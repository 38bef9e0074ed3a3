//! Whether a list stands in an order that says something.

use serde::Serialize;

use super::view::View;
use super::{Item, SectionKind};
use crate::lexicon::Class;
use crate::text::key_chars;

/// What the order of a list says about amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// From most to least, as cosmetics law asks.
    #[default]
    Descending,
    /// Alphabetical: it says nothing.
    Alphabetical,
    /// A drug's active ingredients, or its others where the law asks for no order.
    Drug,
    /// Colourants that may or may not be there.
    MayContain,
    /// Nothing separates the names, so places cannot be counted.
    Unseparated,
    /// Water begins it anew: it is several lists, and nothing says where one ends.
    Several,
}

impl Order {
    /// Whether places in the list say nothing about amounts.
    pub fn is_useless(self) -> bool {
        self != Order::Descending
    }

    /// What the order of a list of these items says.
    ///
    /// A US drug that is no cosmetic lists its inactive ingredients alphabetically (21 CFR 201.66), which fewer than
    /// five cannot show; a Japanese quasi-drug lists its own as its maker likes.
    pub(super) fn of(view: View<'_>, kind: SectionKind, items: &[Item]) -> Order {
        match kind {
            SectionKind::MayContain => Order::MayContain,
            SectionKind::Active | SectionKind::Statement => Order::Drug,
            _ if is_unseparated(view, items) => Order::Unseparated,
            _ if is_several(view, items) => Order::Several,
            _ if is_alphabetical(view, items) => Order::Alphabetical,
            SectionKind::Inactive if items.len() < 5 || items.iter().any(|item| has_kana(view, item)) => Order::Drug,
            SectionKind::Ingredients | SectionKind::Inactive => Order::Descending,
        }
    }
}

/// Many words in one or two items.
fn is_unseparated(view: View<'_>, items: &[Item]) -> bool {
    let is_long = |item: &Item| item.at.of(view.text()).split_whitespace().count() > 12;
    items.len() <= 2 && items.iter().any(is_long)
}

/// Five names or more in order, with one exception among eight or more: by chance one list in 120 of five is.
fn is_alphabetical(view: View<'_>, items: &[Item]) -> bool {
    let allowed = usize::from(items.len() >= 8);
    let key = |item: &Item| key_chars(item.at.of(view.text()));
    let falls = items.windows(2).filter(|pair| key(&pair[0]).gt(key(&pair[1])));
    items.len() >= 5 && falls.take(allowed + 1).count() <= allowed
}

/// Water is listed again behind something else.
fn is_several(view: View<'_>, items: &[Item]) -> bool {
    let is_water = |item: &Item| item.class.has(Class::WATER) && super::headings::is_water(view, item.tokens());
    let mut waters = items.iter().enumerate().filter(|(_, item)| is_water(item)).map(|(place, _)| place);
    let first = waters.next();
    let mut last = first;
    waters.any(|place| last.replace(place).is_some_and(|last| place > last + 1))
}

fn has_kana(view: View<'_>, item: &Item) -> bool {
    item.at.of(view.text()).chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c))
}
