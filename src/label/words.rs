//! The words by which a label's parts are told apart, in the form that plain text has: lower case, no accents.
//!
//! Tables only. A new language or a new heading is a line here.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::SectionKind;

/// What a heading introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// A list of this kind.
    List(SectionKind),
    /// Something that is no list: directions, warnings, claims.
    Other,
}

use Heading::{List, Other};
use SectionKind::{Active, Inactive, Ingredients, MayContain};

/// Headings, each as it stands before its colon or at the head of a line.
pub(super) const HEADINGS: &[(&str, Heading)] = &[
    ("ingredients", List(Ingredients)),
    ("ingredient", List(Ingredients)),
    ("ingredient list", List(Ingredients)),
    ("ingredients list", List(Ingredients)),
    ("list of ingredients", List(Ingredients)),
    ("inci", List(Ingredients)),
    ("ctfa", List(Ingredients)),
    ("composition", List(Ingredients)),
    ("contains", List(Ingredients)),
    ("inhaltsstoffe", List(Ingredients)),
    ("inhaltstoffe", List(Ingredients)),
    ("bestandteile", List(Ingredients)),
    ("zusammensetzung", List(Ingredients)),
    ("zutaten", List(Ingredients)),
    ("ingredientes", List(Ingredients)),
    ("composicion", List(Ingredients)),
    ("composicao", List(Ingredients)),
    ("ingredienti", List(Ingredients)),
    ("composizione", List(Ingredients)),
    ("ingredienten", List(Ingredients)),
    ("samenstelling", List(Ingredients)),
    ("sklad", List(Ingredients)),
    ("skladniki", List(Ingredients)),
    ("slozeni", List(Ingredients)),
    ("osszetevok", List(Ingredients)),
    ("icindekiler", List(Ingredients)),
    ("innehall", List(Ingredients)),
    ("indhold", List(Ingredients)),
    ("compositio", List(Ingredients)),
    ("состав", List(Ingredients)),
    ("склад", List(Ingredients)),
    ("ингредиенты", List(Ingredients)),
    ("инградиенты", List(Ingredients)),
    ("전성분", List(Ingredients)),
    ("성분", List(Ingredients)),
    ("全成分", List(Ingredients)),
    ("成分", List(Ingredients)),
    ("配合成分", List(Ingredients)),
    ("komposisi", List(Ingredients)),
    ("bahan", List(Ingredients)),
    ("kandungan", List(Ingredients)),
    ("thanh phan", List(Ingredients)),
    ("inactive ingredients", List(Inactive)),
    ("inactive ingredient", List(Inactive)),
    ("inactive", List(Inactive)),
    ("inactives", List(Inactive)),
    ("other ingredients", List(Inactive)),
    ("nonmedicinal ingredients", List(Inactive)),
    ("non-medicinal ingredients", List(Inactive)),
    ("excipients", List(Inactive)),
    ("excipientes", List(Inactive)),
    ("excipienti", List(Inactive)),
    ("sonstige bestandteile", List(Inactive)),
    ("hilfsstoffe", List(Inactive)),
    ("その他の成分", List(Inactive)),
    ("添加物", List(Inactive)),
    ("active ingredients", List(Active)),
    ("active ingredient", List(Active)),
    ("active", List(Active)),
    ("actives", List(Active)),
    ("medicinal ingredients", List(Active)),
    ("principes actifs", List(Active)),
    ("ingredients actifs", List(Active)),
    ("ingredients inactifs", List(Inactive)),
    ("principio activo", List(Active)),
    ("principios activos", List(Active)),
    ("principio attivo", List(Active)),
    ("wirkstoff", List(Active)),
    ("wirkstoffe", List(Active)),
    ("有効成分", List(Active)),
    ("may contain", List(MayContain)),
    ("may also contain", List(MayContain)),
    ("peut contenir", List(MayContain)),
    ("kann enthalten", List(MayContain)),
    ("puede contener", List(MayContain)),
    ("puo contenere", List(MayContain)),
    ("pode conter", List(MayContain)),
    ("kan bevatten", List(MayContain)),
    ("moze zawierac", List(MayContain)),
    ("может содержать", List(MayContain)),
    ("+/-", List(MayContain)),
    ("+ / -", List(MayContain)),
    ("±", List(MayContain)),
    ("directions", Other),
    ("direction", Other),
    ("how to use", Other),
    ("how to apply", Other),
    ("suggested use", Other),
    ("suggested usage", Other),
    ("usage", Other),
    ("use", Other),
    ("uses", Other),
    ("purpose", Other),
    ("warning", Other),
    ("warnings", Other),
    ("caution", Other),
    ("cautions", Other),
    ("storage", Other),
    ("note", Other),
    ("please note", Other),
    ("benefits", Other),
    ("description", Other),
    ("research results", Other),
    ("clinical results", Other),
    ("free of", Other),
    ("free from", Other),
    ("formulated without", Other),
    ("made without", Other),
    ("without", Other),
    ("mode d'emploi", Other),
    ("precautions", Other),
    ("anwendung", Other),
    ("anwendungshinweise", Other),
    ("hinweis", Other),
    ("modo de empleo", Other),
    ("modo de uso", Other),
    ("modo d'uso", Other),
    ("avvertenze", Other),
    ("advertencias", Other),
    ("gebruik", Other),
    ("sposob uzycia", Other),
    ("применение", Other),
    ("способ применения", Other),
    ("사용방법", Other),
    ("사용법", Other),
    ("주의사항", Other),
    ("使用方法", Other),
    ("使い方", Other),
    ("注意事項", Other),
    ("cara pakai", Other),
    ("cara pemakaian", Other),
    ("manfaat", Other),
];

/// Headings that need no colon and no line of their own, and the beginnings of sentences that stand behind lists.
pub(super) const ANYWHERE: &[(&str, Heading)] = &[
    ("+/-", List(MayContain)),
    ("±", List(MayContain)),
    ("may contain", List(MayContain)),
    ("peut contenir", List(MayContain)),
    ("kann enthalten", List(MayContain)),
    ("please be aware", Other),
    ("please note", Other),
    ("please refer", Other),
    ("please check", Other),
    ("please see", Other),
    ("for external use", Other),
    ("keep out of reach", Other),
    ("this list of ingredients", Other),
    ("ingredient lists may", Other),
    ("ingredients may vary", Other),
    ("ingredients are subject", Other),
    ("for the most up to date", Other),
    ("distributed by", Other),
    ("manufactured by", Other),
    ("manufactured for", Other),
];

/// Whether a word is one of sentences, never of ingredient names: two in a few words make a sentence of them.
pub(super) fn is_prose(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| PROSE.iter().copied().collect());
    WORDS.contains(word)
}

const PROSE: &[&str] = &[
    // English
    "the", "that", "this", "these", "those", "it", "its", "it's", "is", "are", "was", "were", "be", "been", "has",
    "have", "can", "will", "may", "should", "must", "do", "does", "not", "you", "your", "we", "our", "us", "they",
    "their", "which", "who", "when", "while", "for", "to", "with", "without", "into", "by", "at", "as", "on", "in",
    "helps", "help", "helping", "known", "skin", "skin's", "hair", "face", "eyes", "leaves", "leaving", "provides", "provide",
    "gives", "gently", "instantly", "improves", "reduces", "softens", "hydrates", "moisturizes", "soothes",
    "protects", "smooths", "smoothes", "nourishes", "boosts", "visibly", "appearance", "look", "please", "visit",
    "see", "refer", "product", "products", "brand", "formula", "apply", "avoid", "rinse", "contact", "wash", "use",
    "used", "using", "keep", "during", "after", "before", "more", "most", "all", "any", "up", "out", "against",
    "than", "so", "or", "if", "but", "also", "only", "very", "such", "like", "each", "every", "about", "over",
    "list", "subject", "change", "packaging", "package", "website", "complexion", "pores", "wrinkles", "sensitive",
    // French
    "vous", "votre", "est", "sont", "pour", "peau", "avec", "nous", "cette", "ce", "ces", "qui", "que", "une", "les",
    "ne", "pas", "aux", "sur", "dans", "produit", "produits", "votre", "il", "elle", "peut", "cheveux",
    // German
    "ist", "sind", "fur", "haut", "mit", "nicht", "wird", "werden", "sie", "ihre", "die", "der", "das", "den", "dem",
    "ein", "eine", "einer", "zu", "zur", "zum", "auf", "haare", "auch", "sich", "bei", "oder",
    // Spanish, Portuguese, Italian
    "que", "para", "piel", "con", "su", "sus", "una", "por", "esta", "este", "pele", "com", "sua", "uma", "nao",
    "pelle", "per", "della", "che", "sono", "gli", "questo", "producto", "prodotto", "cabello", "cabelo",
    // Dutch, Polish, Indonesian
    "het", "een", "voor", "huid", "van", "niet", "op", "skora", "skory", "dla", "jest", "oraz", "nie", "kulit",
    "untuk", "yang", "dengan", "rambut", "dan", "membantu", "dari", "pada", "tidak",
    // Russian
    "для", "это", "не", "кожи", "кожу", "кожа", "на", "что", "при", "от", "который", "которые", "которая", "а",
    "также", "волос", "помогает", "увлажняет", "делает", "его", "ее", "как", "или",
];

/// Endings of sentences in scripts that do not part words.
pub(super) const PROSE_ENDINGS: &[&str] = &["습니다", "입니다", "니다", "세요", "해요", "ます", "です", "ください", "ました"];

/// Words before which stand for the absence of all that follows in the sentence.
pub(super) const FREE_OF: &[&str] = &[
    "free of", "free from", "free-from", "without", "does not contain", "do not contain", "doesn't contain",
    "not contain", "contains no", "no added", "formulated without", "made without", "zero", "0%", "0 %", "free:",
    "sans", "ne contient pas", "ohne", "frei von", "enthalt kein", "enthalt keinen", "sin", "libre de", "no contiene",
    "senza", "privo di", "non contiene", "sem", "livre de", "nao contem", "zonder", "vrij van", "bevat geen", "bez",
    "nie zawiera", "без", "не содержит", "tanpa", "bebas", "不含", "无添加", "無添加", "不添加",
];

/// Words behind which a name stands for its own absence: "alcohol-free".
pub(super) const IS_FREE: &[&str] =
    &["free", "frei", "freie", "freies", "vrij", "フリー", "프리", "不使用", "無添加", "무첨가", "0%"];

/// Alcohol as such, in a claim.
pub(super) const ALCOHOL: &[&str] = &[
    "alcohol", "alcool", "alcol", "alkohol", "ethanol", "etanol", "спирт", "алкогол", "알코올", "알콜", "에탄올",
    "アルコール", "エタノール", "酒精", "乙醇",
];

/// A claim that is one word.
pub(super) const CLAIMS: &[&str] = &[
    "non-alcoholic", "nonalcoholic", "non alcoholic", "non-alcohol", "alcoholvrij", "alkoholfrei", "무알코올", "무알콜",
    "ノンアルコール", "アルコールフリー", "エタノールフリー", "无酒精", "無酒精", "безспиртовой", "бесспиртовой",
];

/// Words that stand for ingredients without naming them.
pub(super) const OPAQUE: &[&str] = &[
    "and other ingredients", "other trade secret ingredients", "proprietary blend", "proprietary complex",
    "proprietary formula", "trade secret", "et autres ingredients", "und andere inhaltsstoffe", "и др",
    "и другие ингредиенты", "기타 성분", "その他",
];

/// Fields that send the reader elsewhere.
pub(super) const ELSEWHERE: &[&str] = &[
    "see pack", "see label", "see product", "see bottle", "see box", "see back", "see image", "see individual",
    "on pack", "on the pack", "on product pack", "on the product pack", "refer to", "please check", "please visit",
    "check the pack", "check pack", "visit", "click here", "voir emballage", "voir l'emballage", "siehe verpackung",
    "ver envase", "ver embalagem", "vedi confezione", "см. упаковку", "см упаковку", "смотрите на упаковке",
    "lihat kemasan", "상세페이지", "상세 페이지", "상품상세", "제품 참조", "별도표기", "パッケージ", "详见包装", "见包装",
];

/// Fields that say there is nothing to say.
pub(super) const NOTHING: &[&str] = &[
    "unknown", "n/a", "na", "nan", "none", "null", "nil", "tbd", "tba", "tbc", "not available", "not applicable",
    "no information", "unavailable", "coming soon", "missing", "undefined", "false", "true", "ingredients", "no info",
    "not listed", "not provided", "нет", "нет данных", "없음", "なし", "无", "無",
];

/// Abbreviations whose full stop ends no sentence.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "denat", "den", "denatur", "alc", "alcoh", "ext", "extr", "var", "subsp", "ssp", "sp", "spp", "st", "no", "nr", "vol", "max",
    "min", "approx", "ca", "incl", "dr", "ph", "eur", "eq", "corresp", "spir", "tinct", "aeth", "sol", "dil", "conc",
    "денат", "цетеарил", "цетил", "стеарил", "раст", "экстр", "денатур",
];

/// Words that ingredient names are made of, where a field of a word or two must show that it is a list.
pub(super) const INGREDIENT_WORDS: &[&str] = &[
    "water", "aqua", "eau", "oil", "extract", "butter", "wax", "powder", "juice", "acid", "alcohol", "gum", "clay",
    "glycol", "fragrance", "parfum", "perfume", "glycerin", "extrait", "huile", "ol", "ole", "wasser", "aceite", "agua", "acqua",
    "olio", "oleo", "вода", "масло", "экстракт", "глицерин", "спирт", "정제수", "추출물", "오일", "水", "油", "エキス",
    "milk", "honey", "salt", "sugar", "protein", "starch", "silica", "talc", "mica", "soap", "cotton", "charcoal", "ferment",
    "filtrate", "ceramide", "collagen", "keratin", "vitamin", "seed", "leaf", "root", "flower", "fruit", "ci", "peg", "alkohol",
    "alcool", "denat", "ethanol", "cellulose", "rayon", "polyester", "nylon", "zinc", "iron", "titanium", "sodium", "potassium",
];

/// Endings of chemical names, for the same purpose.
pub(super) const INGREDIENT_ENDINGS: &[&str] = &[
    "ate", "ol", "ide", "one", "ane", "ene", "ium", "in", "ine", "eth", "ose", "ite", "ylene", "amide", "idae", "anus",
    "올", "산", "드", "린", "수", "이트", "콘", "ル", "酸", "醇", "ан", "ат", "ин", "он", "ол",
];
