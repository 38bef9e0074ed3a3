//! The names that columns usually go by. They are compared folded, so that case, accents and spaces do not count.

use std::sync::LazyLock;

use serde::Serialize;

use crate::text::{Key, fold};

/// Names as they are compared.
pub(crate) type Names = LazyLock<Vec<Key>>;

/// Names that are set off by commas.
pub(crate) fn keys(names: &str) -> Vec<Key> {
    names.split(", ").map(fold).collect()
}

/// Where in a header the columns stand that a catalogue is read by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UsualColumns {
    /// The ingredient list.
    pub ingredients: Option<usize>,
    /// What tells products apart.
    pub id: Option<usize>,
    /// The product's name.
    pub name: Option<usize>,
}

impl UsualColumns {
    /// Finds them by the names that they usually go by.
    pub fn find(header: &[String]) -> UsualColumns {
        let keys: Vec<Key> = header.iter().map(|name| fold(name)).collect();
        let ingredients = by_usual_names(&INGREDIENTS, &keys).into_iter().chain(by_language(&keys)).next();
        let id = by_usual_names(&ID, &keys).into_iter().find(|index| Some(*index) != ingredients);
        let is_free = |index: &usize| Some(*index) != ingredients && Some(*index) != id;
        UsualColumns { ingredients, id, name: by_usual_names(&NAME, &keys).into_iter().find(is_free) }
    }
}

/// The columns that go by one of these names, in the order of the names.
pub(crate) fn by_usual_names(usual: &[Key], keys: &[Key]) -> Vec<usize> {
    usual.iter().flat_map(|usual| (0..keys.len()).filter(move |index| keys[*index] == *usual)).collect()
}

/// The columns with ingredients that say in which language they are, as in "ingredients_en".
pub(crate) fn by_language(keys: &[Key]) -> Vec<usize> {
    let rank = |key: &Key| {
        LANGUAGES.iter().enumerate().find_map(|(language, ending)| {
            let name = key.as_str().strip_suffix(ending)?;
            Some((language, INGREDIENTS.iter().position(|usual| usual.as_str() == name)?))
        })
    };
    let mut found: Vec<_> = keys.iter().enumerate().filter_map(|(index, key)| Some((rank(key)?, index))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// Names of the column with the ingredient list, the surest first: where a shop has both, "INCI" is the list by law
/// and "ingredients" may be what is praised on the page.
pub(crate) static INGREDIENTS: Names = LazyLock::new(|| {
    keys(
        "\
    inci list, list of ingredients, ingredient list, ingredients list, full ingredients, full ingredient list, \
    full ingredients list, all ingredients, ingredients inci, inci ingredients, inci, ingredients text, \
    ingredients, product ingredients, ingredient, composition, formulation, product formulation, 전성분, 성분, 全成分, \
    成分, 成分表, 全成分表, 配合成分, состав, состав продукта, ингредиенты, склад, інгредієнти, liste des ingrédients, \
    inhaltsstoffe, bestandteile, zusammensetzung, zutaten, ingredientes, composición, composição, ingredienti, \
    composizione, ingrediënten, samenstelling, ingredienser, ainesosat, skład, składniki, složení, zloženie, \
    összetevők, içindekiler, komposisi, bahan, thành phần, ส่วนประกอบ, المكونات, συστατικά",
    )
});

/// Languages that stand behind the name of a column, the ones first in which most names are known. "id" and "no" are not
/// among them: they stand for something else there.
pub(crate) const LANGUAGES: &[&str] = &[
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "ko", "ja", "zh", "sv", "da", "nb", "fi", "cs", "sk",
    "hu", "ro", "bg", "el", "tr", "vi", "th", "ar", "he",
];

/// Names of the column that tells products apart, the most common keys first.
pub(crate) static ID: Names = LazyLock::new(|| {
    keys(
        "\
    id, product id, sku, product sku, variant sku, item id, product code, item code, item number, article number, \
    artikelnummer, artikelnr, artnr, артикул, 品番, 商品コード, 商品番号, 商品编号, 货号, 编号, 상품코드, 제품코드, gtin, gtin13, \
    gtin14, ean, ean13, upc, barcode, code, reference, ref, asin, handle, uuid, artikel, código, codice, kod, код, ndc, \
    product ndc, set id, spl id",
    )
});

/// Names of the column with the product's brand, or whoever else answers for it.
pub(crate) static BRAND: Names = LazyLock::new(|| {
    keys(
        "\
    brand, brand name, marke, marque, marca, marka, merk, бренд, марка, 브랜드, 브랜드명, ブランド, 品牌, manufacturer, \
    hersteller, fabricant, производитель, 제조사, company, company name, vendor",
    )
});

/// Names of the column with the product's name.
pub(crate) static NAME: Names = LazyLock::new(|| {
    keys(
        "\
    name, product name, title, product title, item name, product, label, 제품명, 상품명, 商品名, 製品名, 产品名称, 商品名称, 产品名, \
    название, наименование, название продукта, nom, nom du produit, produit, produktname, produkt, désignation, \
    libellé, bezeichnung, artikelbezeichnung, nombre, nombre del producto, producto, nome, nome do produto, \
    nome prodotto, prodotto, produto, nazwa, nazwa produktu, nama, nama produk",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_listed_once() {
        for keys in [&INGREDIENTS, &ID, &NAME] {
            for (at, key) in keys.iter().enumerate() {
                assert!(!keys[..at].contains(key), "{key}");
            }
        }
    }
}
