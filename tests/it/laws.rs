//! What holds for any label: the order of packs, rules and substances changes nothing; choosing rules only takes
//! findings away; and every place that a report names can be shown.

use needlint::Rule;
use needlint::{Engine, Report, RulePack, Scratch};
use proptest::prelude::*;

/// Parts of labels: names that both packs know, that one does, and that neither does.
const PARTS: &[&str] = &[
    "Water", "Aqua/Water/Eau", "Glycerin", "Phenoxyethanol", "SD Alcohol 40-B", "Alcohol Denat.", "Alcohol",
    "Ethanol 70 % v/v", "Isopropyl Alchol", "Methanol", "Cetearyl Alcohol", "Retinol", "Retinyl Palmitate",
    "Glycolic Acid 8 %", "Bakuchiol", "Witch Hazel", "Denatonium Benzoate", "Moonflower Alcohol", "변성알코올",
    "레티놀", "спирт этиловый", "乙醇", "(", ")", "*", "May contain:", "Alcohol-free.", "and other ingredients",
    "Parfum (Alcohol", "é\u{301}", "🧴",
];

fn label() -> impl Strategy<Value = String> {
    let part = prop_oneof![8 => prop::sample::select(PARTS).prop_map(str::to_owned), 1 => "(?s).{0,12}"];
    let between = prop::sample::select(&[", ", ", ", ", ", " ", "\n", " (and) ", "/", "; ", ". "][..]);
    prop::collection::vec((part, between), 0..10)
        .prop_map(|parts| parts.into_iter().flat_map(|(part, between)| [part, between.to_owned()]).collect())
}

fn retinoids() -> RulePack {
    RulePack::parse(include_str!("../../fixtures/packs/retinoids.toml")).expect("the pack is in order")
}

fn both() -> Engine {
    Engine::new(vec![RulePack::builtin(), retinoids()])
}

fn check(engine: &Engine, text: &str) -> Report {
    engine.check(text)
}

/// The pack with its rules, substances and names dealt anew.
fn shuffled(pack: RulePack) -> impl Strategy<Value = RulePack> {
    let RulePack { rules, substances, .. } = pack.clone();
    let dealt = (Just(rules).prop_shuffle(), Just(substances).prop_shuffle());
    dealt.prop_map(move |(rules, substances)| RulePack { rules, substances, ..pack.clone() })
}

#[test]
fn the_order_of_packs_does_not_matter() {
    let (one, other) = (both(), Engine::new(vec![retinoids(), RulePack::builtin()]));
    proptest!(|(text in label())| {
        prop_assert_eq!(check(&one, &text), check(&other, &text));
    });
}

#[test]
fn the_order_of_rules_and_substances_in_a_pack_does_not_matter() {
    let plain = both();
    let packs = (shuffled(RulePack::builtin()), shuffled(retinoids()));
    // building an engine takes longer than judging a hundred labels
    let few = ProptestConfig::with_cases(8);
    proptest!(few, |((builtin, retinoids) in packs, texts in prop::collection::vec(label(), 100))| {
        let dealt = Engine::new(vec![builtin, retinoids]);
        for text in &texts {
            prop_assert_eq!(check(&plain, text), check(&dealt, text), "{}", text);
        }
    });
}

/// Names that are read in the same way wherever they stand, and matter to a rule.
const WARNED: &[&str] = &[
    "Alcohol",
    "SD Alcohol 40-B (Alcohol Denat.)",
    "Alcohol Denat.",
    "Alcohol 40% v/v",
    "Ethanol 96 vol",
    "Isopropyl Alchol",
    "Retinol",
    "Moonflower Alcohol",
    "변성알코올",
    "спирт этиловый",
    "乙醇",
];

/// The same of names that matter to none.
const BARE: &[&str] = &[
    "Water", "Glycerin", "Cetearyl Alcohol", "1,2-Hexanediol", "Parfum (Linalool, Citral)", "Zinc Oxide 0.5%",
    "PEG-40 Castor Oil*", "Panthenol", "정제수", "세틸알코올", "глицерин", "グリセリン", "Acer Palmatum Var. Alba",
    "Talc. Mica", "Lanolin", "Talc", "CI 77891", "PEG-40", "T-06", "글리세린 습니다", "해요", "١Water",
    "Parfum 1이 함유",
];

/// What can make something else of a list that it stands in.
const TURNS: &[&str] = &[
    "Alcohol",
    "Alcohol Denat.",
    "denat",
    "40-b",
    "Alchol",
    "에탄올",
    "변성알코올",
    "спирт",
    "エタノール",
    "cetyl",
    "Ingredients:",
    "may contain",
    "[Toner]",
    "1) ",
    "2) ",
    "free of ",
    "without ",
    "alcohol-free",
    " free",
    " free*",
    "silicone free/",
    " usw.",
    "１",
    "1\u{ad}",
    "Foo",
    "0%",
    "no ",
    "5 %",
    "70 %",
    "50 mg",
    "in 100 g",
    "and other ingredients",
    "and more",
    "etc",
    "...",
    "n/a",
    "see the box",
    "www.",
    "http://",
    "<br>",
    "&nbsp;",
    "&#44;",
    "\\n",
    "\n",
    "\u{ad}",
    "\u{200b}",
    "\u{301}",
    "\u{3000}",
    "Ａ",
    "а",
    "、",
    "。",
    "(",
    ")",
    "['",
    "']",
    "'",
    "\"",
    ",",
    ", ",
    " ,",
    ";",
    " - ",
    "- ",
    " / ",
    ". ",
    ".",
    ": ",
    "1",
    "2",
    " and ",
    "the skin",
    "this is for you",
    "を含む",
    "です",
    "습니다",
    "•",
    "|",
    "\t",
    "±",
    "+/-",
    "Moonflower Alcohol",
    "spirit",
    "Butanol: ",
    "Witch hazel: ",
    "\nAlcohol\n",
    "l-\n",
    "спирт не містить:",
    "，",
    "이 함유되어 있습니다",
    "해요",
];

/// A list of bare names, with something else dropped into it here and there.
fn nearly_bare() -> impl Strategy<Value = String> {
    let name = prop_oneof![12 => prop::sample::select(BARE), 1 => prop::sample::select(WARNED)];
    let names = prop::collection::vec(name, 6..12);
    let turns = prop::collection::vec((prop::sample::select(TURNS), any::<prop::sample::Index>()), 0..3);
    let between = prop::sample::select(&[", ", ", ", ",", "', '", "\n", "; ", " | ", "- ", " / ", ",\n"][..]);
    (names, between, turns).prop_map(|(names, between, turns)| {
        let mut text = names.join(between);
        if between.starts_with('\'') {
            text = format!("['{text}']");
        }
        for (turn, at) in turns {
            let borders: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            text.insert_str(*at.get(&borders), turn);
        }
        text
    })
}

#[test]
fn what_was_read_before_changes_no_report() {
    let (engine, other) = (both(), Engine::new(vec![retinoids()]));
    let texts = prop::collection::vec(prop_oneof![3 => nearly_bare(), 1 => label()], 1..20);
    proptest!(ProptestConfig::with_cases(1_000), |(texts in texts)| {
        let mut scratch = Scratch::default();
        for text in texts.iter().chain(&texts) {
            prop_assert_eq!(engine.check_with(&mut scratch, text), check(&engine, text), "{}", text);
        }
        // what one engine has nothing to say of another may
        for text in &texts {
            prop_assert_eq!(other.check_with(&mut scratch, text), check(&other, text), "{}", text);
        }
    });
}

/// Lists that teach an item, and texts in which it is something else, or a part of something.
const PAIRS: &[(&str, &str)] = &[
    ("CI 77891, Talc", "Benzyl alcohol, Butanol: CI 77891"),
    ("CI 77891, Talc", "Witch hazel: CI 77891"),
    ("T-06, Talc", "Butanol: T-06"),
    ("해요, Talc", "변성알코올\n해요"),
    ("talc, 글리세린 습니다, x", "에탄올\n글리세린 습니다"),
    ("talc, parfum 1이 함유되어 있습니다-, x", "Alcohol\nparfum 1이 함유되어 있습니다"),
    ("1,2-hexanediol, talc", "，спирт не містить:1,2-hexanediol"),
    ("١Water, talc", "l-\n١Water,it it"),
    ("glycerin, talc", "Talc, glycerin, 5 %, alcohol"),
    ("propylene, talc", "Talc, propylene\nglycol, alcohol"),
    ("water, talc", "Serum\nwater\naqua, alcohol"),
    ("70% viscose, talc, 3polyester", "3polyester"),
    ("talc, night cream", "night cream"),
    ("Water, Talc, Mica, Aqua, CI 77891を含む", "Retinol; Glycerin; CI 77891; Water; Water; глицерин"),
    (
        "Castor (Ricinus Communis) Oil, Prunus Amygdalus Dulcis (Sweet Almond) Oil, Sunflower (Helianthus) Seed Oil, Talc",
        "Castor (Ricinus Communis) Oil, Prunus Amygdalus Dulcis (Sweet Almond) Oil, Sunflower (Helianthus) Seed Oil, \
         made with care for your skin, Talc",
    ),
    (
        "mica, oryza sativa (rice) bran cera, talc",
        "talc- mica- lights- camera- oryza sativa (rice) bran cera- lashes mascara:water- talc- alcohol denat.- mica",
    ),
    ("세틸알코올, talc", "세틸알코올 프리, 에탄올, talc"),
    ("1,2-hexanediol, talc", "변성알코올http://a.b\n1,2-hexanediol"),
    (
        "PEG-40 Castor Oil*, グリセリン, glycerin, talc. mica, water",
        "Glycerin- Glycerin- Talc. Mica- Water- Talc. Mica- Zinc Oxide 0.5%- Glycerin- Parfum (Linalool, Citral)Butanol: - \
         해요- PEG-40 Castor Oil*- グリセリン",
    ),
    (
        "1,2-hexanediol, parfum 1이 함유, water",
        "1,2-Hexanediol- \nAlcohol\nParfum 1이 함유- 정제수- Water- 정제수- Isopropyl Alchol- Alcohol Denat.",
    ),
    ("PEG-40, talc", "Aqua, 1,2-Hexanedi[Toner]ol, PEG-40"),
    ("talc, glycerin*", "water, glycerin* organic, alcohol"),
    ("talc, glycerin", "Contains glycerin. Alcohol, talc, water"),
];

#[test]
fn an_item_that_was_read_before_is_read_by_its_words_where_it_is_a_part() {
    let engine = both();
    for (teaches, text) in PAIRS {
        let mut scratch = Scratch::default();
        ["Talc", teaches, teaches].iter().for_each(|text| drop(engine.check_with(&mut scratch, text)));
        assert_eq!(engine.check_with(&mut scratch, text), check(&engine, text), "{text}");
    }
}

#[test]
fn every_place_in_a_report_can_be_shown() {
    let engine = both();
    proptest!(|(text in prop_oneof![label(), "(?s).{0,200}"])| {
        let report = check(&engine, &text);
        for finding in &report.findings {
            prop_assert!(text.get(finding.span.range()).is_some_and(|shown| !shown.trim().is_empty()), "{finding:?}");
            prop_assert!(finding.concentration.low <= finding.concentration.high);
            prop_assert!(finding.rank.is_none_or(|rank| (1..=finding.of).contains(&rank)));
        }
        let others = report.look_alikes.iter().map(|seen| seen.span).chain(report.remarks.iter().map(|r| r.span));
        for span in others {
            prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        }
    });
}

#[test]
fn choosing_rules_only_takes_findings_away() {
    let all = both();
    let ids: Vec<String> = all.rules().map(|rule| rule.id.clone()).collect();
    let chosen = prop::sample::subsequence(ids.clone(), 0..=ids.len());
    let few = ProptestConfig::with_cases(16);
    proptest!(few, |(chosen in chosen, texts in prop::collection::vec(label(), 50))| {
        let is_chosen = |rule: &Rule| chosen.contains(&rule.id);
        let mut some = both();
        some.choose_rules(is_chosen);
        for text in &texts {
            let mut expected = check(&all, text).findings;
            expected.retain(|finding| is_chosen(&finding.rule));
            prop_assert_eq!(check(&some, text).findings, expected, "{}", text);
        }
    });
}

#[test]
fn the_examples_of_every_pack_hold_beside_each_other() {
    let failed: Vec<_> = both().run_examples().into_iter().filter(|result| !result.passed).collect();
    assert_eq!(failed, []);
}
