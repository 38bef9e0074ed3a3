//! What a product is known by from run to run.

use std::borrow::Cow;

use crate::catalogue::Product;

/// What a product is known by: its id, or its name, without the spaces that some exports add. Where a row has neither, its list is all there is to know it by, and
/// a file that is no catalogue goes by its own name.
pub(crate) fn identity<'a>(product: &'a Product<'_>) -> Cow<'a, str> {
    match product.called() {
        Some(known) => Cow::Borrowed(known.trim()),
        None if product.row.is_some() => product.text(),
        None => Cow::Borrowed(product.source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_an_id_make_no_other_product() {
        let cell = crate::catalogue::cell::Cell::of_text("Aqua");
        let identity = |id: Option<&'static str>, name: Option<&'static str>| {
            let (id, name) = (id.map(Cow::Borrowed), name.map(Cow::Borrowed));
            identity(&Product { source: "shop.csv", sheet: None, row: Some(1), column: None, line: 1, id, name, cell })
                .into_owned()
        };
        assert_eq!(identity(Some("SKU-1 "), Some("Gel")), "SKU-1");
        assert_eq!((identity(None, Some(" Gel")), identity(None, None)), ("Gel".into(), "Aqua".into()));
    }
}
