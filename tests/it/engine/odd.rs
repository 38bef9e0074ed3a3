//! Labels that are printed, copied or put together in an odd way.

use super::*;

#[test]
fn amounts_in_unusual_forms_stay_with_their_name() {
    hold(&[
        ("Alcohol 14 vol.%, Water", &[(LOW, "Alcohol 14 vol.%", 11.3, 11.3)]),
        ("Alcohol 70 Vol.-%, Wasser", &[(HIGH, "Alcohol 70 Vol.-%", 62.4, 62.4)]),
        ("Water, up to 10 % ethanol, Glycerin", &[(LOW, "up to 10 % ethanol", 0.0, 10.0)]),
        ("Water, Alcohol q.s., Glycerin", &[(PERHAPS_HIGH, "Alcohol", 0.0, 50.0)]),
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
            &[(HIGH, "Isopropyl Alcohol 70% v/v", 62.7, 62.7)],
        ),
    ]);
}

#[test]
fn a_digit_in_a_word_is_no_formula_and_a_negation_no_denaturing() {
    hold(&[
        ("Water, SD A1cohol 40, Glycerin", &[("needling/sd-alcohol?", "SD A1cohol 40", 0.0, 50.0)]),
        ("Water, non-denatured alcohol, Glycerin", &[(PERHAPS_HIGH, "non-denatured alcohol", 0.0, 50.0)]),
        ("Water, Extract (contains alcohol), Glycerin", &[(CARRIER, "Extract (contains alcohol)", 0.0, 50.0)]),
    ]);
}

#[test]
fn a_neighbours_amount_is_not_the_alcohols() {
    hold(&[
        ("Minoxidil 5%, Alcohol, Propylene Glycol, Water", &[(PERHAPS_HIGH, "Alcohol", 0.0, 95.0)]),
        ("Water, Fragrance (0.5% Linalool), Alcohol", &[(PERHAPS_HIGH, "Alcohol", 0.0, 33.3333)]),
        ("Alcohol 5 g, Water", &[(ORDER, "Alcohol 5 g", 0.0, 100.0), (PERHAPS_HIGH, "Alcohol 5 g", 0.0, 100.0)]),
        ("Alcohol 5 g, Water 95 g", &[("needling/alcohol", "Alcohol 5 g", 5.0, 5.0)]),
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
            &[(HIGH, "Isopropyl alcohol", 62.7, 70.0)],
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
        (
            "Minoxidil MINOXIDIL MINOXIDIL ALCOHOL PROPYLENE GLYCOL WATER",
            &[(ORDER, "ALCOHOL", 0.0, 100.0), (PERHAPS_HIGH, "ALCOHOL", 0.0, 100.0)],
        ),
        ("水 变性乙醇 甘油 丁二醇 苯氧乙醇", &[(ORDER, "变性乙醇", 0.0, 100.0), (DENATURED, "变性乙醇", 0.0, 100.0)]),
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
        // a strength by volume is one of alcohol, wherever it stands
        ("Aqua, Parfum, Alcohol Denat., Linalool, 80% vol", &[(DENATURED, "Alcohol Denat.", 73.47, 73.47)]),
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
        ("Isopropanol 70.0%, Water, Glycerin", &[(HIGH, "Isopropanol 70.0%", 62.7, 70.0)]),
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
        ("Alcohol 70.50.5 %, Water", &[(PERHAPS_HIGH, "Alcohol", 0.0, 100.0)]),
        ("Alcohol 3.141.592 %, Water", &[(PERHAPS_HIGH, "Alcohol", 0.0, 100.0)]),
        ("Alcohol 4000 %, Water", &[(PERHAPS_HIGH, "Alcohol", 0.0, 100.0)]),
    ]);
}

#[test]
fn a_colon_before_a_bound_or_a_role_leaves_the_name_before_it_listed() {
    hold(&[
        ("Alcohol: ≤ 40 %, Water", &[(PERHAPS_HIGH, "Alcohol: ≤ 40 %", 0.0, 40.0)]),
        ("Alcohol: ≥ 60 %, Water", &[(HIGH, "Alcohol: ≥ 60 %", 52.1, 100.0)]),
        ("Water, Isopropanol: max. 3 %, Glycerin", &[(LOW, "Isopropanol: max. 3 %", 0.0, 3.0)]),
        ("Methanol: solvent, Water, Glycerin", &[(OTHER, "Methanol: solvent", 33.3333, 100.0)]),
    ]);
}

#[test]
fn one_slip_in_a_name_is_seen() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    for slip in [
        "Alchol Denat", "Aicohol", "Alcoho1", "Isopropyalcohol", "Isoprpoyl Alcohol", "lsopropyl Alcohol", "Alochol",
        "Etahnol", "Weinbrnd", "Ethyl lcohol",
    ] {
        let report = engine.check(&format!("Water, {slip}, Glycerin"));
        let are_possible = report.findings.iter().map(|finding| finding.certainty == Certainty::Possible);
        assert_eq!(are_possible.collect::<Vec<_>>(), [true], "{slip}");
    }
    for word in ["Menthol", "Cetyl Alcohol", "lcohol", "Phenoxyethanol", "Panthenol", "Alco"] {
        assert_eq!(findings(&engine, &format!("Water, {word}, Glycerin")), [""; 0], "{word}");
    }
}
