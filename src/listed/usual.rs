//! The names that columns usually go by. They are compared folded, so that case, accents and spaces do not count.

use std::sync::LazyLock;

use crate::text::{Key, fold};

/// Names as they are compared.
pub(crate) type Names = LazyLock<Vec<Key>>;

/// Names that are set off by commas.
pub(crate) fn keys(names: &str) -> Vec<Key> {
    names.split(", ").map(fold).collect()
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
