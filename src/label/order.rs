//! Whether a list stands in an order that says something.

use serde::Serialize;

use super::{SectionKind, markers};
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

    /// What the order of a list of these plain names says.
    ///
    /// A US drug that is no cosmetic lists its inactive ingredients alphabetically (21 CFR 201.66), which fewer than
    /// five cannot show; a Japanese quasi-drug lists its own as its maker likes.
    pub(super) fn of(kind: SectionKind, names: &[&str]) -> Order {
        match kind {
            SectionKind::MayContain => Order::MayContain,
            SectionKind::Active => Order::Drug,
            _ if is_unseparated(names) => Order::Unseparated,
            _ if is_several(names) => Order::Several,
            _ if is_alphabetical(names) => Order::Alphabetical,
            SectionKind::Inactive if names.len() < 5 || names.iter().any(|name| has_kana(name)) => Order::Drug,
            SectionKind::Ingredients | SectionKind::Inactive => Order::Descending,
        }
    }
}

/// Many words in one or two items.
fn is_unseparated(names: &[&str]) -> bool {
    names.len() <= 2 && names.iter().any(|name| name.split_whitespace().count() > 12)
}

/// Five names or more in order, with one exception among eight or more: by chance one list in 120 of five is.
fn is_alphabetical(names: &[&str]) -> bool {
    let allowed = usize::from(names.len() >= 8);
    let falls = names.windows(2).filter(|pair| key_chars(pair[0]).gt(key_chars(pair[1])));
    names.len() >= 5 && falls.take(allowed + 1).count() <= allowed
}

/// Water is listed again behind something else.
fn is_several(names: &[&str]) -> bool {
    let mut waters = names.iter().enumerate().filter(|(_, name)| markers::is_water(name)).map(|(place, _)| place);
    let first = waters.next();
    let mut last = first;
    waters.any(|place| last.replace(place).is_some_and(|last| place > last + 1))
}

fn has_kana(name: &str) -> bool {
    name.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c))
}
