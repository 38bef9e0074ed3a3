//! What a product is known by from run to run.

use std::borrow::Cow;

use crate::catalogue::Product;
use crate::fingerprint::{Fingerprint, ListHash};

/// What a product is known by: its id, or its name, without the spaces that some exports add. Where a row has neither, its list is all there is to know it by, and
/// a file that is no catalogue goes by its own name.
pub(crate) fn identity<'a>(product: &'a Product<'_>) -> Cow<'a, str> {
    match product.called() {
        Some(known) => Cow::Borrowed(known.trim()),
        None if product.row.is_some() => product.text(),
        None => Cow::Borrowed(product.source),
    }
}

/// What the findings of a product are known by: what it is known by, and its list where another product before it goes
/// by the same.
pub(crate) struct Identity<'a> {
    known_by: Cow<'a, str>,
    list: Option<ListHash>,
}

impl<'a> Identity<'a> {
    pub(crate) fn of(product: &'a Product<'_>) -> Identity<'a> {
        let list = product.is_namesake.then(|| ListHash::of(&product.text()));
        Identity { known_by: identity(product), list }
    }

    /// The fingerprint of a finding about a subject, of which these are the parts.
    pub(crate) fn fingerprint(&self, rule: &[u8], ingredient: &[u8]) -> Fingerprint {
        match self.list {
            None => Fingerprint::of(rule, &self.known_by, ingredient),
            Some(list) => {
                let list = list.to_string();
                Fingerprint::of(rule, &self.known_by, &[ingredient, b"\0", list.as_bytes()].concat())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_an_id_make_no_other_product() {
        let identity = |id: Option<&'static str>, name: Option<&'static str>| {
            let (id, name) = (id.map(Cow::Borrowed), name.map(Cow::Borrowed));
            identity(&Product { row: Some(1), id, name, ..Product::of_text("shop.csv", "Aqua") }).into_owned()
        };
        assert_eq!(identity(Some("SKU-1 "), Some("Gel")), "SKU-1");
        assert_eq!((identity(None, Some(" Gel")), identity(None, None)), ("Gel".into(), "Aqua".into()));
    }
    #[test]
    fn only_a_namesake_is_known_by_its_list_too() {
        let of = |list, is_namesake| {
            let id = Some(Cow::Borrowed("7"));
            let product = Product { row: Some(1), id, is_namesake, ..Product::of_text("shop.csv", list) };
            Identity::of(&product).fingerprint(b"a/b\0", b"\0alcohol\0")
        };
        let first = of("Aqua, Alcohol", false);
        assert_eq!(first, of("Alcohol", false));
        assert_eq!(of("Alcohol ", true), of("Alcohol", true));
        assert!(of("Alcohol", true) != first && of("Alcohol", true) != of("Talc, Alcohol", true));
    }
}
