//! What is read from a label: where its lists begin and end, what parts their items, and what is odd about it.

use std::sync::LazyLock;

use needlint::{Engine, Finding, Label, Ppm, RemarkKind, RulePack, SectionKind, Unreadable};
use proptest::prelude::*;

fn read(text: &str) -> Label {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));
    ENGINE.read(text)
}

fn names(text: &str) -> Vec<String> {
    let label = read(text);
    label.ingredients().iter().map(|i| i.span.of(label.text()).to_string()).collect()
}

#[test]
fn lists_are_cut_where_their_separators_are() {
    for (text, expected) in [
        ("Aqua, 1,2-Hexanediol, Alcohol", vec!["Aqua", "1,2-Hexanediol", "Alcohol"]),
        ("Aqua; Glycerin; Alcohol Denat.", vec!["Aqua", "Glycerin", "Alcohol Denat."]),
        ("Aqua\nGlycerin\nAlcohol", vec!["Aqua", "Glycerin", "Alcohol"]),
        ("Aqua • Glycerin • Alcohol", vec!["Aqua", "Glycerin", "Alcohol"]),
        ("Aqua | Glycerin | Alcohol", vec!["Aqua", "Glycerin", "Alcohol"]),
        ("Water- Alcohol Denat.- Glycerin- Zinc", vec!["Water", "Alcohol Denat.", "Glycerin", "Zinc"]),
        ("water / alcohol / glycerin / zinc", vec!["water", "alcohol", "glycerin", "zinc"]),
        ("水、エタノール、グリセリン", vec!["水", "エタノール", "グリセリン"]),
        ("['정제수', '에탄올', '글리세린']", vec!["정제수", "에탄올", "글리세린"]),
        ("Aqua (Water, Eau), Alcohol", vec!["Aqua (Water, Eau)", "Alcohol"]),
        ("Aqua, Alcohol, Denat., Zinc", vec!["Aqua", "Alcohol, Denat.", "Zinc"]),
        ("Aqua, Fragrance (Parfum, Alcohol", vec!["Aqua", "Fragrance (Parfum", "Alcohol"]),
        ("Zinc Oxide 0,5 %, Aqua", vec!["Zinc Oxide 0,5 %", "Aqua"]),
        ("<p>Aqua,<br>Alcohol</p>", vec!["Aqua", "Alcohol"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn a_list_starts_behind_its_heading_and_ends_before_prose() {
    for text in [
        "Ingredients: Aqua, Alcohol.",
        "This serum helps your skin glow. Ingredients: Aqua, Alcohol.",
        "INGREDIENTS Aqua, Alcohol",
        "Ingr\u{e9}dients / Ingredients: Aqua, Alcohol",
        "Aqua, Alcohol. Please note that the list of ingredients may change.",
        "-Witch hazel: helps to tone the skin.\nAqua, Alcohol",
        "Aqua, Alcohol\nDirections: apply to the skin, morning and night",
        "Состав: Aqua, Alcohol",
    ] {
        assert_eq!(names(text), ["Aqua", "Alcohol"], "{text}");
    }
}

#[test]
fn sections_keep_their_kind() {
    let label = read("Active ingredient: Minoxidil 5 %. Inactive ingredients: Alcohol, Water. May contain: CI 77491");
    let kinds: Vec<SectionKind> = label.sections().iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [SectionKind::Active, SectionKind::Inactive, SectionKind::MayContain]);
}

#[test]
fn a_heading_swallows_no_alcohol_that_stands_before_it() {
    for (text, expected) in [
        (
            "Active ingredient: SD Alcohol 40-B 70 g Inactive ingredients: Water, Glycerin, Talc",
            ["SD Alcohol 40-B 70 g", "Water", "Glycerin", "Talc"],
        ),
        ("Water, SD Alcohol 40-B Inactive ingredients: Menthol, Talc", ["Water", "SD Alcohol 40-B", "Menthol", "Talc"]),
    ] {
        assert_eq!(names(text), expected);
    }
}

#[test]
fn a_text_without_a_list_says_why() {
    for (text, reason) in [
        ("", Unreadable::Empty),
        (" - ", Unreadable::Empty),
        ("See packaging for full list of ingredients", Unreadable::Elsewhere),
        ("https://example.com/serum", Unreadable::Address),
        ("A serum that leaves your skin soft and smooth.", Unreadable::Prose),
        ("unknown", Unreadable::TooShort),
        ("Midnight Dream Kit", Unreadable::NotIngredients),
        // a letter of another script inside of a word makes no ingredient of it
        ("Midniꛦght, Dream, Kit", Unreadable::TooShort),
        ("nullエタノールl", Unreadable::TooShort),
    ] {
        assert_eq!(read(text).unreadable(), Some(reason), "{text}");
    }
    assert_eq!(read("Water").unreadable(), None);
}

#[test]
fn oddities_are_remarked_on() {
    for (text, kind) in [
        ("Aqua, Fragrance (Parfum, Alcohol", RemarkKind::UnclosedBracket),
        ("Aloe, Biotin, Caffeine, Ethanol, Glycerin, Panthenol", RemarkKind::Alphabetical),
        ("Water, Glycerin, Butylene ...", RemarkKind::Truncated),
        (
            "water alcohol glycerin cetyl alcohol panthenol biotin menthol carbomer parfum xanthan gum citric acid",
            RemarkKind::NoSeparators,
        ),
    ] {
        let label = read(text);
        let kinds: Vec<RemarkKind> = label.remarks().iter().map(|remark| remark.kind).collect();
        assert_eq!(kinds, [kind], "{text}");
    }
    let opaque = read("정제수, 기타 성분").remarks().iter().any(|remark| remark.kind == RemarkKind::Opaque);
    assert!(opaque, "words with a space between them stand for what is not named");
    assert_eq!(read("Water, Glycerin ...").unreadable(), Some(Unreadable::Truncated));
    assert_eq!(read(&("Water, ".repeat(36) + "Gly")).unreadable(), Some(Unreadable::Truncated));
}

#[test]
fn a_claim_is_remarked_on_and_is_no_ingredient() {
    for text in ["Alcohol-free toner: Aqua, Glycerin", "Aqua, Glycerin. Formulated without alcohol or parabens."] {
        let label = read(text);
        assert_eq!(names(text), ["Aqua", "Glycerin"], "{text}");
        assert!(label.remarks().iter().any(|r| r.kind == RemarkKind::FreeClaim), "{text}");
    }
}

#[test]
fn order_and_stated_amounts_bound_an_amount() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    for (text, name, low, high) in [
        ("Aqua, Alcohol, Glycerin", "Alcohol", 0.0, 50.0),
        ("Aqua, Phenoxyethanol, Alcohol", "Alcohol", 0.0, 1.0),
        ("Alcohol, Niacinamide 10 % w/w, Aqua", "Alcohol", 45.0, 90.0),
        ("Alcohol, Aqua, Niacinamide 10 % w/w, Parfum (Limonene", "Alcohol", 10.0, 90.0),
        ("Alcohol, Glycerin, Aqua, Urea", "Alcohol", 25.0, 100.0),
        ("Aqua, Glycerin 2 % w/w, Alcohol, Urea", "Alcohol", 0.0, 2.0),
        ("Zinc Oxide 20 % w/w, Aqua, Alcohol", "Alcohol", 0.0, 40.0),
        ("Aqua, Water, Eau, Alcohol, Urea", "Alcohol", 0.0, 50.0),
        ("Aqua, Glycerin, Alcohol 96 %, Urea", "Alcohol 96 %", 0.0, 33.3333),
        ("Minoxidilum 20 mg, ethanolum 96 % 500 mg, ad solutionem pro 1 ml", "ethanolum 96 % 500 mg", 36.0769, 60.7595),
        ("Aqua, Urea 4 % w/w, Alcohol", "Alcohol", 0.0, 4.0),
        ("Alcohol 30 % v/v, Aqua", "Alcohol 30 % v/v", 24.6, 24.6),
        ("Alcohol, Butane, Camphor, Menthol, Water", "Alcohol", 0.0, 100.0),
    ] {
        let report = engine.check(text);
        let is_named = |finding: &&Finding| finding.around.is_some_and(|around| around.ingredient.of(text) == name);
        let known = &report.findings.iter().find(is_named).expect("the name is listed").concentration;
        assert_eq!((known.low, known.high), (Ppm::percent(low), Ppm::percent(high)), "{text}: {known}");
    }
}

proptest! {
    #[test]
    fn any_text_parses_and_its_spans_are_sound(text in "(?s).{0,200}") {
        let label = read(&text);
        for ingredient in label.ingredients() {
            prop_assert!(text.get(ingredient.span.range()).is_some_and(|t| !t.is_empty()));
        }
        for remark in label.remarks() {
            prop_assert!(text.get(remark.span.range()).is_some());
        }
    }

    #[test]
    fn any_list_like_text_parses(text in "([A-Za-z0-9 ,.;:()\\[\\]/%*'\\n<>&+-]|Alcohol|Ingredients: |May contain|알코올|é){0,80}") {
        let label = read(&text);
        let ranks: Vec<u32> = label.sections().iter().flat_map(|s| 1..=s.ingredients.len() as u32).collect();
        prop_assert_eq!(ranks, label.ingredients().iter().map(|i| i.rank).collect::<Vec<_>>());
    }
}

/// Names that only spaces part are told from each other by what is known, and their order says nothing.
#[test]
fn names_without_separators_are_told_by_what_is_known() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let label = engine.read("Aqua Glycerin Cetearyl Alcohol Alcohol Denat. Parfum");
    let names: Vec<&str> = label.ingredients().iter().map(|one| one.span.of(label.text())).collect();
    assert_eq!(names, ["Aqua", "Glycerin", "Cetearyl Alcohol", "Alcohol Denat.", "Parfum"]);
    assert_eq!(label.sections()[0].order, needlint::Order::Unseparated);
    // one name of several words is one
    assert_eq!(engine.read("Butyrospermum Parkii Butter").ingredients().len(), 1);
}
