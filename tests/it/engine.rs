//! What the engine makes of labels. Each line of a table is a label and what is to be said of it: the rule, with a `?`
//! where the finding is only possible; the ingredient as printed; the least and the most by weight, in per cent.

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
fn a_likely_carrier_is_a_note_where_no_alcohol_is_listed() {
    second_of_three(
        CARRIER,
        &[
            "Water, Arnica Montana Flower Tincture, Glycerin",
            "Water, Hydroalcoholic Extract of Calendula, Glycerin",
            "Water, Alcoholic Extract of Nettle, Glycerin",
            "Water, Witch Hazel, Glycerin",
            "Water, Hamamelis Virginiana Distillate, Glycerin",
        ],
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

#[test]
fn amounts_in_unusual_forms_stay_with_their_name() {
    hold(&[
        ("Alcohol 14 vol.%, Water", &[(LOW, "Alcohol 14 vol.%", 11.3, 11.3)]),
        ("Alcohol 70 Vol.-%, Wasser", &[(HIGH, "Alcohol 70 Vol.-%", 62.4, 62.4)]),
        ("Water, up to 10 % ethanol, Glycerin", &[(LOW, "up to 10 % ethanol", 0.0, 10.0)]),
        ("Water, Alcohol q.s., Glycerin", &[(PERHAPS_HIGH, "Alcohol q.s.", 0.0, 50.0)]),
        ("Water, Ethanol 20 000 ppm", &[(LOW, "Ethanol 20 000 ppm", 2.0, 2.0)]),
        ("Alcohol ≥ 60 % w/w, Water", &[(HIGH, "Alcohol ≥ 60 % w/w", 60.0, 100.0)]),
        ("Alcohol 96°, Water", &[(HIGH, "Alcohol 96°", 93.8, 93.8)]),
        ("Alcohol: 62 %, Water", &[(HIGH, "Alcohol: 62 %", 54.18, 62.0)]),
        ("Alcohol, 62 % v/v, Water", &[(HIGH, "Alcohol, 62 % v/v", 54.18, 54.18)]),
    ]);
}

#[test]
fn a_claim_may_begin_like_a_heading() {
    hold(&[(
        "Contains no alcohol. Ingredients: Aqua, Alcohol Denat., Glycerin",
        &[(CLAIM, "Contains no alcohol", 0.0, 100.0), (DENATURED, "Alcohol Denat.", 0.0, 50.0)],
    )]);
}

#[test]
fn a_name_is_shown_whole() {
    hold(&[
        ("Water, Alcohol/Rice Ferment", &[]),
        ("Arnica Extract (alcohol), Water", &[(CARRIER, "Arnica Extract (alcohol)", 0.0, 100.0)]),
        ("Alcohol Denat. (and) Water, Glycerin", &[(DENATURED, "Alcohol Denat.", 0.0, 100.0)]),
    ]);
}

#[test]
fn what_a_bracket_or_an_item_says_is_absent_hides_no_other_item() {
    hold(&[
        ("Aqua, Parfum (free of allergens), Alcohol Denat., Glycerin", &[(DENATURED, "Alcohol Denat.", 0.0, 33.3333)]),
        ("Water, Glycerin, no added sugar, SD Alcohol 40, Zinc", &[(SD, "SD Alcohol 40", 0.0, 33.3333)]),
        ("Water, Sugar 0%, SD Alcohol 40-B, Glycerin", &[(SD, "SD Alcohol 40-B", 0.0, 50.0)]),
        ("Вода, глицерин безводный, спирт этиловый", &[(PERHAPS_HIGH, "спирт этиловый", 0.0, 33.3333)]),
        ("Formulated without parabens, sulfates or SD alcohol. Aqua, Zinc", &[]),
    ]);
}

#[test]
fn what_is_no_list_ends_before_the_list_goes_on() {
    hold(&[
        ("For external use only. Water, SD Alcohol 40, Zinc", &[(SD, "SD Alcohol 40", 0.0, 50.0)]),
        ("Directions: apply twice a day\n\nWater, SD Alcohol 40, Zinc", &[(SD, "SD Alcohol 40", 0.0, 50.0)]),
        ("Water, Glycerin (manufactured by fermentation), SD Alcohol 40", &[(SD, "SD Alcohol 40", 0.0, 33.3333)]),
        (
            "Active ingredient (in each gram): Isopropyl Alcohol 70% v/v. Inactive ingredients: Water, Glycerin",
            &[(HIGH, "Isopropyl Alcohol 70% v/v", 62.4, 62.4)],
        ),
    ]);
}

#[test]
fn a_digit_in_a_word_is_no_formula_and_a_negation_no_denaturing() {
    hold(&[
        ("Water, SD A1cohol 40, Glycerin", &[("needling/sd-alcohol?", "SD A1cohol 40", 0.0, 50.0)]),
        ("Water, non-denatured alcohol, Glycerin", &[(PERHAPS_HIGH, "non-denatured alcohol", 0.0, 50.0)]),
        ("Water, Extract (contains alcohol), Glycerin", &[(PERHAPS_HIGH, "alcohol", 0.0, 50.0)]),
    ]);
}

#[test]
fn a_neighbours_amount_is_not_the_alcohols() {
    hold(&[
        ("Minoxidil 5%, Alcohol, Propylene Glycol, Water", &[(PERHAPS_HIGH, "Alcohol", 0.0, 95.0)]),
        ("Water, Fragrance (0.5% Linalool), Alcohol", &[(PERHAPS_HIGH, "Alcohol", 0.0, 33.3333)]),
        ("Alcohol 5 g, Water 95 g", &[(ORDER, "Alcohol 5 g", 0.0, 100.0), (PERHAPS_HIGH, "Alcohol 5 g", 0.0, 100.0)]),
    ]);
}

#[test]
fn a_composition_is_read_by_its_quantities() {
    hold(&[
        (
            "camphora 20 mg, ethanolum 90 per centum 400 mg, aqua purificata ad solutionem pro 1 ml",
            &[(HIGH, "ethanolum 90 per centum 400 mg", 26.3692, 45.5696)],
        ),
        (
            "salviae folii extractum, excipiens ad solutionem pro 1 ml, corresp. ethanolum 40 % V/V",
            &[
                (OPAQUE, "excipiens ad solutionem pro 1 ml", 0.0, 100.0),
                (HIGH, "corresp. ethanolum 40 % V/V", 33.3, 33.3),
            ],
        ),
        ("100 g enthalten: 45 g Propan-2-ol, 5 g Glycerol, Wasser", &[(HIGH, "Propan-2-ol", 45.0, 45.0)]),
        // what an extract was drawn with is not what the product holds
        (
            "thymi extractum 80 mg, Auszugsmittel: Ethanolum 70 % V/V",
            &[(CARRIER, "Auszugsmittel: Ethanolum 70 % V/V", 0.0, 100.0)],
        ),
        (
            "rosae aqua 60 mg, ratio: 1:1.6 Destillationsmittel: Ethanolum 7.5 % m/m, vaselinum album",
            &[(CARRIER, "ratio: 1:1.6 Destillationsmittel: Ethanolum 7.5 % m/m", 0.0, 100.0)],
        ),
        // the grade of the spirit, not its share
        (
            "Hilfsstoffe: Propylenglykol, Ethanol 96 %, Wasser",
            &[(ORDER, "Ethanol 96 %", 0.0, 100.0), (PERHAPS_HIGH, "Ethanol 96 %", 0.0, 100.0)],
        ),
    ]);
}

#[test]
fn a_drugs_panel_is_read_without_colons_and_lines() {
    hold(&[
        (
            "Drug Facts Active ingredient Isopropyl alcohol 70% Purpose Antiseptic Warnings Flammable, keep from fire",
            &[(HIGH, "Isopropyl alcohol", 62.4, 70.0)],
        ),
        (
            "Active ingredient Purpose Ethyl alcohol 62% Antimicrobial Inactive ingredients water, glycerin",
            &[(HIGH, "Ethyl alcohol", 54.16, 62.0)],
        ),
        (
            "添加物として、エタノール、香料を含有します。",
            &[(ORDER, "エタノール", 0.0, 100.0), (PERHAPS_HIGH, "エタノール", 0.0, 100.0)],
        ),
    ]);
}

#[test]
fn names_that_run_together_are_read_from_left_to_right() {
    hold(&[
        ("WATER GLYCERIN CETYL ALCOHOL STEARYL ALCOHOL METHYLPARABEN", &[]),
        ("Water, Cetearyl Alcohol (Cetyl Alcohol, Stearyl Alcohol), Glycerin", &[]),
        ("Minoxidil MINOXIDIL MINOXIDIL ALCOHOL PROPYLENE GLYCOL WATER", &[(PERHAPS_HIGH, "ALCOHOL", 0.0, 100.0)]),
        ("水 变性乙醇 甘油 丁二醇 苯氧乙醇", &[(DENATURED, "变性乙醇", 0.0, 100.0)]),
        ("Water, Alcohol Denat. and Acrylates Copolymer, Parfum", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        ("Perfume (Alcohol Denat., Parfum, Aqua)", &[(DENATURED, "Alcohol Denat.", 0.0, 100.0)]),
    ]);
}

#[test]
fn a_sentence_behind_a_list_takes_nothing_of_it() {
    hold(&[
        ("정제수, 변성알코올, 글리세린, 향료 * 성분은 바뀔 수 있습니다.", &[(DENATURED, "변성알코올", 0.0, 50.0)]),
        ("水、変性アルコール、BG、香料 ※成分は変わることがあります。", &[(DENATURED, "変性アルコール", 0.0, 50.0)]),
        ("Caution: flammable. Alcohol Denat., Butane, Propane", &[(DENATURED, "Alcohol Denat.", 33.3333, 100.0)]),
    ]);
}

#[test]
fn a_strength_says_nothing_of_the_neighbours() {
    hold(&[
        ("Water, Hyaluronic Acid 2% Solution, Alcohol Denat.", &[(DENATURED, "Alcohol Denat.", 0.0, 33.3333)]),
        ("100% Pure Aloe Vera, Alcohol Denat., Glycerin", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        ("Aqua, Parfum, Alcohol Denat., Linalool, 80% vol", &[(DENATURED, "Alcohol Denat.", 0.0, 33.3333)]),
        ("Alcohol (solvent) 70% w/w, Water", &[(HIGH, "Alcohol (solvent) 70% w/w", 70.0, 70.0)]),
        ("主要成分：乙醇，含量 75%±5%", &[(HIGH, "乙醇，含量 75%±5%", 62.4, 80.0)]),
        ("[Cleanser] Water, Betaine [Toner] Alcohol Denat., Water", &[(DENATURED, "Alcohol Denat.", 0.0, 100.0)]),
    ]);
}

#[test]
fn a_claim_hides_no_ingredient() {
    hold(&[
        ("Aqua, Alcohol Denat. sans phtalates, Parfum", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        ("Water, SD Alcohol 40-B free of gluten, Fragrance", &[(SD, "SD Alcohol 40-B", 0.0, 50.0)]),
        ("Denatured alcohol free of phthalates, Water, Menthol", &[(DENATURED, "Denatured alcohol", 0.0, 100.0)]),
        (
            "Aqua, Parfum, Alcohol Denat. Formulated without parabens, sulfates.",
            &[(DENATURED, "Alcohol Denat.", 0.0, 33.3333)],
        ),
        ("Aqua, Alcohol Denat., Parfum • Sans parabène", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        ("Gluten-free alcohol, Water, Menthol, Urea", &[(HIGH, "Gluten-free alcohol", 25.0, 100.0)]),
        ("No: alcohol, parabens. Ingredients: Water, Glycerin", &[]),
        ("Alcohol, paraben and sulfate free. Water, Glycerin, Urea", &[]),
        ("香料フリー・アルコールフリー。水、グリセリン、香料", &[]),
    ]);
}

#[test]
fn what_kind_of_alcohol_it_is_may_stand_apart() {
    hold(&[
        ("Water, Cetyl (C16) Alcohol, Glycerin", &[]),
        ("Water, Cetearyl 50% Alcohol, Glycerin", &[]),
        ("Water, Alcohol (fatty), Glycerin", &[]),
        ("Water, Alcohol, cetyl, Glycerin", &[]),
        ("Water\nBenzyl\nAlcohol\nGlycerin", &[]),
        ("alcohol 2,4-dichlorobenzylicus, aqua, menthol", &[]),
        ("ماء، كحول سيتيل، جليسرين", &[]),
        ("ماء، كحول منزوع الطبيعة، جليسرين", &[(DENATURED, "كحول منزوع الطبيعة", 0.0, 50.0)]),
        ("adapalene 0.3 % (3 mg/g) in a gel", &[]),
    ]);
}

#[test]
fn letters_and_lines_that_programs_left_are_read_as_people_would() {
    hold(&[
        (r"Aqua\nAlcohol Denat.\nGlycerin", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        (
            "Water, Al\u{441}\u{43e}h\u{43e}l Denat, Glycerin",
            &[(DENATURED, "Al\u{441}\u{43e}h\u{43e}l Denat", 0.0, 50.0)],
        ),
        ("200 ml, Aqua, Alcohol Denat., Glycerin", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        ("Aqua, Water, Eau, Alcohol Denat., Glycerin", &[(DENATURED, "Alcohol Denat.", 0.0, 50.0)]),
        ("Alcohol Denat.: dissolves the perfume", &[(DENATURED, "Alcohol Denat.", 0.0, 100.0)]),
    ]);
}

#[test]
fn each_list_of_a_kit_has_places_of_its_own() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    for text in [
        "Cleanser: Aqua, Glycerin, Betaine. Toner: Aqua, Alcohol Denat., Menthol",
        "Cleanser\nAqua, Glycerin, Betaine\n\nToner\nAqua, Alcohol Denat., Menthol",
    ] {
        let report = engine.check(text);
        let found: Vec<_> = report.findings.iter().map(|f| (f.rank, f.of, f.list.as_deref())).collect();
        assert_eq!(found, [(Some(2), 3, Some("Toner"))], "{text}");
    }
}

#[test]
fn another_severity_changes_what_a_finding_is_told_as_and_never_which_rule_speaks() {
    let text = "Water, Alcohol, Glycerin, SD Alcohol 40-B, Phenoxyethanol, Alcohol Denat.";
    let told = |engine: &Engine| -> Vec<_> {
        let report = engine.check(text);
        report.findings.iter().map(|finding| (finding.rule.id.clone(), finding.certainty, finding.severity)).collect()
    };
    let mut engine = Engine::new(vec![RulePack::builtin()]);
    let before = told(&engine);
    for (severity, possible) in
        [(Severity::Error, Severity::Warning), (Severity::Warning, Severity::Note), (Severity::Note, Severity::Note)]
    {
        engine.set_severities(|rule| (rule.id == HIGH).then_some(severity));
        let expected: Vec<_> = before
            .iter()
            .map(|(id, certainty, as_before)| (id.clone(), *certainty, if id == HIGH { possible } else { *as_before }))
            .collect();
        assert_eq!(told(&engine), expected);
        assert!(engine.rules().any(|rule| rule.id == HIGH && rule.severity == severity));
    }
    assert!(before.iter().any(|(id, certainty, _)| id == HIGH && *certainty == Certainty::Possible));
}

#[test]
fn a_share_that_ends_in_a_naught_is_no_claim() {
    hold(&[
        ("Isopropanol 70.0%, Water, Glycerin", &[(HIGH, "Isopropanol 70.0%", 62.4, 70.0)]),
        ("Water, Vodka 40,0 %, Glycerin", &[(HIGH, "Vodka 40,0 %", 33.3, 40.0)]),
        ("Water 30.0%, Alcohol 70.0%", &[(HIGH, "Alcohol 70.0%", 62.4, 70.0)]),
        ("Alcohol Denat: (0.5 %), Water, Glycerin", &[(DENATURED, "Alcohol Denat", 33.1666, 99.5)]),
    ]);
}

#[test]
fn a_name_that_a_line_breaks_is_one_name() {
    hold(&[
        ("Water, SD Al-\ncohol 40, Glycerin", &[(SD, "SD Al-\ncohol 40", 0.0, 50.0)]),
        ("Water, Alco-\nhol Denat., Glycerin", &[(DENATURED, "Alco-\nhol Denat.", 0.0, 50.0)]),
    ]);
}

#[test]
fn a_heading_may_be_glued_to_what_it_heads() {
    hold(&[
        ("<b>Active ingredient</b>Ethanol 70%", &[(HIGH, "Ethanol 70%", 62.4, 70.0)]),
        ("Drug FactsActive ingredientAlcohol 70%", &[(HIGH, "Alcohol 70%", 62.4, 70.0)]),
        ("Alcohol 70 %Inactive ingredientsWater, Glycerin", &[(HIGH, "Alcohol 70 %", 62.4, 70.0)]),
        (
            "Titanium Dioxide, Mica. May containAlcohol Denat., CI 77491",
            &[(ORDER, "Alcohol Denat.", 0.0, 100.0), (DENATURED, "Alcohol Denat.", 0.0, 100.0)],
        ),
    ]);
}

#[test]
fn figures_that_are_no_number_are_no_amount() {
    hold(&[
        ("Alcohol 70.50.5 %, Water", &[(PERHAPS_HIGH, "Alcohol 70.50.5 %", 0.0, 100.0)]),
        ("Alcohol 3.141.592 %, Water", &[(PERHAPS_HIGH, "Alcohol 3.141.592 %", 0.0, 100.0)]),
        ("Alcohol 4000 %, Water", &[(PERHAPS_HIGH, "Alcohol 4000 %", 0.0, 100.0)]),
    ]);
}

#[test]
fn a_colon_before_a_bound_or_a_role_leaves_the_name_before_it_listed() {
    hold(&[
        ("Alcohol: ≤ 40 %, Water", &[(PERHAPS_HIGH, "Alcohol: ≤ 40 %", 0.0, 40.0)]),
        ("Alcohol: ≥ 60 %, Water", &[(HIGH, "Alcohol: ≥ 60 %", 52.1, 100.0)]),
        ("Methanol: solvent, Water, Glycerin", &[(OTHER, "Methanol", 25.0, 100.0)]),
    ]);
}

#[test]
fn one_slip_in_a_name_is_seen() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    for slip in [
        "Alchol Denat",
        "Aicohol",
        "Alcoho1",
        "Isopropyalcohol",
        "Isoprpoyl Alcohol",
        "lsopropyl Alcohol",
        "Alochol",
        "Etahnol",
        "Weinbrnd",
        "Ethyl lcohol",
    ] {
        let report = engine.check(&format!("Water, {slip}, Glycerin"));
        let are_possible = report.findings.iter().map(|finding| finding.certainty == Certainty::Possible);
        assert_eq!(are_possible.collect::<Vec<_>>(), [true], "{slip}");
    }
    for word in ["Menthol", "Cetyl Alcohol", "lcohol", "Phenoxyethanol", "Panthenol", "Alco"] {
        assert_eq!(findings(&engine, &format!("Water, {word}, Glycerin")), [""; 0], "{word}");
    }
}
