//! What the engine makes of labels. Each line of a table is a label and what is to be said of it: the rule, with a `?`
//! where the finding is only possible; the ingredient as printed; the least and the most by weight, in per cent.

mod odd;

use needlint::Engine;
use needlint::Ppm;
use needlint::RulePack;
use needlint::{Certainty, Severity};

type Expected<'a> = (&'a str, &'a str, f64, f64);

const SD: &str = "needling/sd-alcohol";
const DENATURED: &str = "needling/denatured-alcohol";
const HIGH: &str = "needling/high-alcohol";
const PERHAPS_HIGH: &str = "needling/high-alcohol?";
const LOW: &str = "needling/alcohol";
const OTHER: &str = "needling/other-volatile-alcohol";
const CARRIER: &str = "needling/alcohol-carrier";
const DENATURANT: &str = "needling/denaturant";
const CLAIM: &str = "needling/free-claim";
const UNKNOWN: &str = "label/unknown-alcohol";
const OPAQUE: &str = "label/opaque";
const ORDER: &str = "label/order";

/// Holds a table of labels against the built-in pack.
#[track_caller]
fn hold(table: &[(&str, &[Expected<'_>])]) {
    let engine = Engine::new(vec![RulePack::builtin()]);
    for (text, expected) in table {
        let expected: Vec<_> = expected.iter().map(|(rule, name, low, high)| line(rule, name, *low, *high)).collect();
        assert_eq!(findings(&engine, text), expected, "{text}");
    }
}

/// Holds labels whose second ingredient, of three, is all that there is to find.
#[track_caller]
fn second_of_three(rule: &str, labels: &[&str]) {
    let engine = Engine::new(vec![RulePack::builtin()]);
    for text in labels {
        let label = engine.read(text);
        assert_eq!(label.ingredients().len(), 3, "{text}");
        let second = label.ingredients()[1].span.of(text);
        assert_eq!(findings(&engine, text), [line(rule, second, 0.0, 50.0)], "{text}");
    }
}

fn findings(engine: &Engine, text: &str) -> Vec<String> {
    let report = engine.check(text);
    let found = report.findings.iter().map(|finding| {
        let mark = if finding.certainty == Certainty::Possible { "?" } else { "" };
        let (low, high) = (finding.concentration.low, finding.concentration.high);
        line(&format!("{}{mark}", finding.rule.id), finding.span.of(text), low.as_percent(), high.as_percent())
    });
    found.collect()
}

fn line(rule: &str, name: &str, low: f64, high: f64) -> String {
    format!("{rule}: {name}, {} to {}", Ppm::percent(low), Ppm::percent(high))
}

#[test]
fn sd_alcohol_is_known_in_any_formula_and_spelling() {
    second_of_three(
        SD,
        &[
            "Water, SD Alcohol 40-B, Glycerin",
            "Water, SD ALCOHOL 40B, Glycerin",
            "Water, S.D. Alcohol 39-C, Glycerin",
            "Water, SD-Alcohol 39 C, Glycerin",
            "Water, SD Alcohol, Glycerin",
            "Water, SD Ethanol 40, Glycerin",
            "Water, SDA 40-B, Glycerin",
            "Water, SDA-3C, Glycerin",
            "Water, Alcohol SD 40-B, Glycerin",
            "Water, Alcohol 40-B, Glycerin",
            "Water, Specially Denatured Alcohol 40, Glycerin",
            "정제수, SD알코올40-B, 글리세린",
        ],
    );
}

#[test]
fn denatured_alcohol_is_known_in_many_languages() {
    second_of_three(
        DENATURED,
        &[
            "Water, Alcohol Denat., Glycerin",
            "Aqua, ALCOOL DENATURE, Glycérine",
            "Aqua, Alcool dénaturé, Glycérine",
            "Wasser, Alkohol denat., Glycerin",
            "Wasser, vergällter Alkohol, Glycerin",
            "Agua, Alcohol desnaturalizado, Glicerina",
            "Água, Álcool desnaturado, Glicerina",
            "Acqua, Alcool denaturato, Glicerina",
            "Water, gedenatureerde alcohol, glycerine",
            "Vatten, denaturerad alkohol, glycerin",
            "Vesi, denaturoitu alkoholi, glyseriini",
            "Woda, Alkohol denaturowany, Gliceryna",
            "Voda, denaturovaný líh, glycerin",
            "Víz, denaturált szesz, glicerin",
            "Apă, alcool denaturat, glicerină",
            "Su, denatüre alkol, gliserin",
            "Вода, спирт денатурированный, глицерин",
            "Вода, спирт етиловий денатурований, гліцерин",
            "정제수, 변성알코올, 글리세린",
            "水、変性アルコール、グリセリン",
            "水、变性乙醇、甘油",
            "水，變性酒精，甘油",
            // and under the names of trade
            "Water, Methylated Spirit, Glycerin",
            "Water, Surgical Spirit, Glycerin",
            "Water, Trade Specific Denatured Alcohol, Glycerin",
            "Water, TSDA, Glycerin",
            "Water, IMS, Glycerin",
        ],
    );
}

#[test]
fn ethanol_and_the_propyl_alcohols_are_known_in_many_languages() {
    second_of_three(
        PERHAPS_HIGH,
        &[
            "Water, Alcohol, Glycerin",
            "Water, Grain Alcohol, Glycerin",
            "Water, Vodka, Glycerin",
            "Eau, Éthanol, Glycérine",
            "Eau, Alcool éthylique, Glycérine",
            "Wasser, Weingeist, Glycerin",
            "Su, etil alkol, gliserin",
            "Νερό, Αλκοόλη, Γλυκερίνη",
            "Вода, этиловый спирт, глицерин",
            "정제수, 에탄올, 글리세린",
            "水、エタノール、グリセリン",
            "水，乙醇，甘油",
            "น้ำ, แอลกอฮอล์, กลีเซอรีน",
            "ماء، كحول، جلسرين",
            "Water, Isopropyl Alcohol, Glycerin",
            "Water, Rubbing Alcohol, Glycerin",
            "Aqua, Isopropanol, Glycerin",
            "Aqua, Propan-2-ol, Glycerin",
            "Aqua, IPA, Glycerin",
            "Eau, Alcool isopropylique, Glycérine",
            "Вода, изопропиловый спирт, глицерин",
            "정제수, 아이소프로필알코올, 글리세린",
            "水、イソプロパノール、グリセリン",
            "水, 异丙醇, 甘油",
            "Water, 1-Propanol, Glycerin",
            "Water, n-Propanol, Glycerin",
        ],
    );
}

#[test]
fn grade_origin_and_marks_leave_a_name_what_it_is() {
    second_of_three(
        PERHAPS_HIGH,
        &[
            "Water, Alcohol USP, Glycerin",
            "Water, Undenatured Ethanol, Glycerin",
            "Water, Sugarcane Alcohol, Glycerin",
            "Water, Organic Alcohol (Wheat), Glycerin",
            "Water, Alcohol**, Glycerin",
            "Water, Alcohol* (organic), Glycerin",
            "Water, Alcohol (from sugar cane)¹, Glycerin",
        ],
    );
}

#[test]
fn several_names_of_one_thing_are_one_ingredient_and_one_finding() {
    hold(&[
        ("Aqua/Water/Eau, Alcohol/Alcool, Glycerin", &[(PERHAPS_HIGH, "Alcohol/Alcool", 0.0, 50.0)]),
        ("Aqua\\Water, Alcohol Denat.\\SD Alcohol 40-B", &[(SD, "Alcohol Denat.\\SD Alcohol 40-B", 0.0, 50.0)]),
        ("Water, SD Alcohol 40-B/Alcohol Denat.", &[(SD, "SD Alcohol 40-B/Alcohol Denat.", 0.0, 50.0)]),
        ("Aqua (Water), Alcohol (Ethanol), Glycerin", &[(PERHAPS_HIGH, "Alcohol (Ethanol)", 0.0, 50.0)]),
        ("Water, Alcohol Denat. (SD Alcohol 39-C)", &[(SD, "Alcohol Denat. (SD Alcohol 39-C)", 0.0, 50.0)]),
    ]);
}

#[test]
fn brackets_and_blends_are_looked_into() {
    hold(&[
        ("Water, Alcohol [Organic Wheat], Glycerin", &[(PERHAPS_HIGH, "Alcohol [Organic Wheat]", 0.0, 50.0)]),
        ("Water, Fragrance (Parfum, Alcohol), Glycerin", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)]),
        ("Water, Arnica Extract (Water, Alcohol), Glycerin", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)]),
        // the parts of a blend stand at one place of the list, and only that place bounds them
        ("Glycerin, Water (and) Alcohol (and) Arnica Extract", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)]),
        ("Water, Alcohol and Glycerin", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)]),
        ("Aqua & Alcohol & Glycerin", &[(PERHAPS_HIGH, "Alcohol", 0.0, 100.0)]),
    ]);
}

#[test]
fn polymers_and_ferments_are_left_whole() {
    hold(&[
        ("Water, Polyvinyl Alcohol, Glycerin", &[]),
        ("Water, Acrylates/Vinyl Alcohol Copolymer, Glycerin", &[]),
        ("Water, Vinyl Alcohol/Vinyl Acetate Copolymer, Glycerin", &[]),
        ("Water, Pichia/Alcohol/Glycerin Ferment Filtrate, Glycerin", &[]),
        ("Water, Saccharomyces/Methanol Ferment, Glycerin", &[]),
        ("Water, Lactobacillus/Ethanol Ferment Lysate, Glycerin", &[]),
    ]);
}

#[test]
fn names_that_only_look_like_alcohol_are_not_meant() {
    hold(&[
        ("Water, Cetearyl Alcohol, Stearyl Alcohol, Behenyl Alcohol, Lanolin Alcohol", &[]),
        ("Water, Benzyl Alcohol, Phenethyl Alcohol, Dichlorobenzyl Alcohol", &[]),
        ("Water, Phenoxyethanol, Triethanolamine, Aminomethyl Propanol", &[]),
        ("Water, Menthol, Panthenol, Retinol, Linalool, Tocopherol", &[]),
        ("Water, Sugar Alcohol, Coconut Alcohol, Mineral Spirits", &[]),
        ("정제수, 세테아릴알코올, 벤질알코올, 페녹시에탄올", &[]),
        ("水, 鲸蜡硬脂醇, 苯甲醇, 苯氧乙醇", &[]),
        ("Вода, цетеариловый спирт, бензиловый спирт, феноксиэтанол", &[]),
    ]);
}

#[test]
fn a_stated_amount_is_read_as_printed() {
    hold(&[
        ("Alcohol 62 % w/w, Water", &[(HIGH, "Alcohol 62 % w/w", 62.0, 62.0)]),
        ("Ethanol (70 % m/m), Water", &[(HIGH, "Ethanol (70 % m/m)", 70.0, 70.0)]),
        ("Ethanol 12,5 % m/m, Aqua", &[(LOW, "Ethanol 12,5 % m/m", 12.5, 12.5)]),
        // by volume it is less by weight, for ethanol is lighter than water
        ("Alcohol 62% v/v, Water", &[(HIGH, "Alcohol 62% v/v", 54.16, 54.16)]),
        ("Alcohol [70 % v/v], Water", &[(HIGH, "Alcohol [70 % v/v]", 62.4, 62.4)]),
        ("Alcohol 14 % by volume, Water", &[(LOW, "Alcohol 14 % by volume", 11.3, 11.3)]),
        ("Alcohol 40 % vol, Water", &[(HIGH, "Alcohol 40 % vol", 33.3, 33.3)]),
        ("エタノール 70 vol%、水", &[(HIGH, "エタノール 70 vol%", 62.4, 62.4)]),
        ("200 proof ethyl alcohol, Water", &[(HIGH, "200 proof ethyl alcohol", 100.0, 100.0)]),
        // a bare per cent sign may mean either
        ("Alcohol 30 %, Water", &[(HIGH, "Alcohol 30 %", 24.6, 30.0)]),
        ("Water, 15% Alcohol, Glycerin", &[(LOW, "15% Alcohol", 12.1166, 15.0)]),
        ("Alcohol 22 %, Water", &[(PERHAPS_HIGH, "Alcohol 22 %", 17.88, 22.0)]),
        ("에탄올(70%), 정제수", &[(HIGH, "에탄올(70%)", 62.4, 70.0)]),
        ("Этанол 70 %, вода", &[(HIGH, "Этанол 70 %", 62.4, 70.0)]),
        // the density of the whole is not known
        ("Water, Alcohol 5 % w/v, Glycerin", &[(LOW, "Alcohol 5 % w/v", 3.8461, 6.3292)]),
        // bounds and ranges
        ("Ethanolum 70-78 % V/V, Aqua", &[(HIGH, "Ethanolum 70-78 % V/V", 62.4, 71.28)]),
        ("Alcohol 15 - 30 % w/w, Water", &[(PERHAPS_HIGH, "Alcohol 15 - 30 % w/w", 15.0, 30.0)]),
        ("Alcohol 27 % minimum, Water", &[(HIGH, "Alcohol 27 % minimum", 22.08, 100.0)]),
        ("Water, Ethanol (max. 10 %), Glycerin", &[(LOW, "Ethanol (max. 10 %)", 0.0, 10.0)]),
        ("Water, Alcohol <1%, Glycerin", &[(LOW, "Alcohol <1%", 0.0, 1.0)]),
        ("Water, Ethanol 500 ppm, Glycerin", &[(LOW, "Ethanol 500 ppm", 0.05, 0.05)]),
    ]);
}

#[test]
fn the_order_of_a_list_bounds_what_is_not_stated() {
    hold(&[
        ("Alcohol, Water", &[(PERHAPS_HIGH, "Alcohol", 0.0, 100.0)]),
        ("Water, Glycerin, Urea, Betaine, Alcohol", &[(PERHAPS_HIGH, "Alcohol", 0.0, 20.0)]),
        ("Water, Glycerin, Urea, Betaine, Squalane, Alcohol", &[(LOW, "Alcohol", 0.0, 16.6666)]),
        ("Alcohol, Niacinamide 25 % w/w, Water", &[(HIGH, "Alcohol", 37.5, 75.0)]),
        ("Water, Urea 4 % w/w, Alcohol", &[(LOW, "Alcohol", 0.0, 4.0)]),
        // the law caps phenoxyethanol at one per cent, and Korean law lets perfume stand anywhere
        ("Water, Phenoxyethanol, Alcohol", &[(LOW, "Alcohol", 0.0, 1.0)]),
        ("정제수, 향료, 에탄올", &[(PERHAPS_HIGH, "에탄올", 0.0, 50.0)]),
        ("Water, CI 77891, Alcohol", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)]),
        // an alphabetical list says nothing
        (
            "Allantoin, Biotin, Caffeine, Ethanol, Glycerin, Water",
            &[(ORDER, "Ethanol", 0.0, 100.0), (PERHAPS_HIGH, "Ethanol", 0.0, 100.0)],
        ),
        (
            "Water, Glycerin. May contain: Alcohol, CI 77491",
            &[(ORDER, "Alcohol", 0.0, 100.0), (PERHAPS_HIGH, "Alcohol", 0.0, 100.0)],
        ),
    ]);
}

#[test]
fn a_misprint_gives_a_finding_that_is_only_possible() {
    hold(&[
        ("Water, Alchol Denat., Glycerin", &[("needling/denatured-alcohol?", "Alchol Denat.", 0.0, 50.0)]),
        ("Water, Denatured Alcohl, Glycerin", &[("needling/denatured-alcohol?", "Denatured Alcohl", 0.0, 50.0)]),
        ("Water, SD Alchohol 40-B, Glycerin", &[("needling/sd-alcohol?", "SD Alchohol 40-B", 0.0, 50.0)]),
        ("Water, Isopropl Alcohol, Glycerin", &[(PERHAPS_HIGH, "Isopropl Alcohol", 0.0, 50.0)]),
        ("Water, Isoproply Alcohol, Glycerin", &[(PERHAPS_HIGH, "Isoproply Alcohol", 0.0, 50.0)]),
        ("Вода, спирт этилвый, глицерин", &[(PERHAPS_HIGH, "спирт этилвый", 0.0, 50.0)]),
        // with words or an amount beside it
        ("Water, Organic Alcohl, Glycerin", &[(PERHAPS_HIGH, "Organic Alcohl", 0.0, 50.0)]),
        ("Water, Ethnaol 30 % w/w, Glycerin", &[(PERHAPS_HIGH, "Ethnaol 30 % w/w", 30.0, 30.0)]),
        ("Aqua/Alcohl/Parfum, Glycerin", &[(PERHAPS_HIGH, "Alcohl", 0.0, 100.0)]),
        // the amount is settled, the name is not
        ("Isopropyl Alchol 70 % w/w, Water", &[(PERHAPS_HIGH, "Isopropyl Alchol 70 % w/w", 70.0, 70.0)]),
        // one letter from a warned name, and a known name itself
        ("Water, Methanol, Glycerin", &[(OTHER, "Methanol", 0.0, 50.0)]),
        ("Water, Menthol, Glycerin", &[]),
    ]);
}

#[test]
fn other_volatile_alcohols_have_a_rule_of_their_own() {
    second_of_three(
        OTHER,
        &[
            "Water, Wood Alcohol, Glycerin",
            "Water, Butyl Alcohol, Glycerin",
            "Water, t-Butyl Alcohol, Glycerin",
            "Water, Amyl Alcohol, Glycerin",
            "水, 甲醇, 甘油",
        ],
    );
}

#[test]
fn a_carrier_is_found_where_no_alcohol_is_listed() {
    second_of_three(
        CARRIER,
        &[
            "Water, Arnica Montana Flower Tincture, Glycerin",
            "Water, Hydroalcoholic Extract of Calendula, Glycerin",
            "Water, Alcoholic Extract of Nettle, Glycerin",
        ],
    );
    second_of_three(
        "needling/alcohol-carrier?",
        &["Water, Witch Hazel, Glycerin", "Water, Hamamelis Virginiana Distillate, Glycerin"],
    );
    hold(&[
        ("Witch Hazel, Water, Alcohol", &[(PERHAPS_HIGH, "Alcohol", 0.0, 33.3333)]),
        ("Water, Witch Hazel Water (14 % alcohol)", &[(LOW, "Witch Hazel Water (14 % alcohol)", 11.3, 14.0)]),
    ]);
}

#[test]
fn a_denaturant_is_a_note_where_no_alcohol_is_listed() {
    second_of_three(
        DENATURANT,
        &[
            "Water, Denatonium Benzoate, Glycerin",
            "Water, Bitrex, Glycerin",
            "Water, Sucrose Octaacetate, Glycerin",
            "Water, Brucine Sulfate, Glycerin",
            "Water, Quassin, Glycerin",
        ],
    );
    hold(&[("Water, Alcohol, Denatonium Benzoate", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)])]);
}

#[test]
fn a_claim_is_held_against_the_list() {
    let denatured: Expected<'_> = (DENATURED, "Alcohol Denat.", 0.0, 50.0);
    hold(&[
        (
            "Alcohol-free toner. Ingredients: Aqua, Alcohol Denat., Glycerin",
            &[(CLAIM, "Alcohol-free toner", 0.0, 100.0), denatured],
        ),
        ("Aqua, Alcohol Denat., Glycerin. Alcohol-free.", &[denatured, (CLAIM, "Alcohol-free", 0.0, 100.0)]),
        (
            "Ohne Alkohol. Inhaltsstoffe: Aqua, Alcohol Denat., Glycerin",
            &[(CLAIM, "Ohne Alkohol", 0.0, 100.0), denatured],
        ),
        (
            "Без спирта. Состав: вода, этиловый спирт, глицерин",
            &[(CLAIM, "Без спирта", 0.0, 100.0), (PERHAPS_HIGH, "этиловый спирт", 0.0, 50.0)],
        ),
        ("Alcohol-free toner. Ingredients: Aqua, Cetyl Alcohol, Glycerin", &[]),
    ]);
}

#[test]
fn what_the_label_does_not_name_is_noted() {
    second_of_three(
        UNKNOWN,
        &[
            "Water, Moonflower Alcohol, Glycerin",
            "Water, Starlight Spirit, Glycerin",
            "Water, Snow Alcohol, Glycerin",
            "Water, Xylanol, Glycerin",
            "Вода, лунный спирт, глицерин",
            "정제수, 달빛알코올, 글리세린",
        ],
    );
    hold(&[("Water, Glycerin, and other ingredients", &[(OPAQUE, "and other ingredients", 0.0, 100.0)])]);
}
