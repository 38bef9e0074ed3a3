//! Amounts as labels print them.

use needlint::{Amount, Engine, Measure, Ppm, RulePack, Volumes};
use proptest::prelude::*;

/// The amount of the first ingredient of a label.
fn stated(label: &str) -> Option<Amount> {
    let engine = Engine::new(vec![RulePack::builtin()]);
    engine.read(label).ingredients().first().and_then(|first| first.stated)
}

#[test]
fn amounts_are_read_as_printed() {
    for (text, low, high, measure) in [
        ("alcohol 62 % v/v", 62.0, 62.0, Measure::Volume),
        ("alcohol (30% v/v)", 30.0, 30.0, Measure::Volume),
        ("alcohol 14 % by volume", 14.0, 14.0, Measure::Volume),
        ("0.1% tocopherol", 0.1, 0.1, Measure::Unstated),
        ("ethanolum 70-78 % v/v", 70.0, 78.0, Measure::Volume),
        ("aqua 7,5 % m/m", 7.5, 7.5, Measure::Weight),
        ("s.d. alcohol 39-c (86.5% w/w)", 86.5, 86.5, Measure::Weight),
        ("minoxidil 5% w/v", 5.0, 5.0, Measure::WeightInVolume),
        ("alcohol <1%", 0.0, 1.0, Measure::Unstated),
        ("alcohol 27 % minimum", 27.0, 100.0, Measure::Unstated),
        ("ethyl alcohol 200 proof", 100.0, 100.0, Measure::Volume),
        ("madecassoside 11 ppm", 0.0011, 0.0011, Measure::Weight),
        ("ethanolum 96 per centum", 96.0, 96.0, Measure::Unstated),
        ("alcool 70°", 70.0, 70.0, Measure::Volume),
        ("alcohol 14 vol.%", 14.0, 14.0, Measure::Volume),
        ("alcohol 70 vol.-%", 70.0, 70.0, Measure::Volume),
        ("ethanol 20 000 ppm", 2.0, 2.0, Measure::Weight),
        ("alcohol ≥ 60 % w/w", 60.0, 100.0, Measure::Weight),
        ("alcohol ≤5 % w/w", 0.0, 5.0, Measure::Weight),
        ("up to 10 % ethanol", 0.0, 10.0, Measure::Unstated),
        ("between 5 % and 25 % ethanol", 5.0, 25.0, Measure::Unstated),
        ("エタノール 76.9~81.4vol%", 76.9, 81.4, Measure::Volume),
        ("乙醇含量75%±5%(v/v)", 70.0, 80.0, Measure::Volume),
        ("에탄올 5 % 이하", 0.0, 5.0, Measure::Unstated),
        ("etanolo minimo 60 % p/p", 60.0, 100.0, Measure::Weight),
        ("alcool 40 % abv", 40.0, 40.0, Measure::Volume),
    ] {
        let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
        assert_eq!(stated(&format!("{text}, aqua, glycerin")), Some(expected), "{text}");
    }
}

#[test]
fn numbers_that_belong_to_a_name_are_no_amounts() {
    for text in ["1,2-hexanediol", "polysorbate 20", "sd alcohol 40-b", "ci 77891", "peg/ppg-18/18 dimethicone"] {
        assert_eq!(stated(&format!("{text}, aqua, glycerin")), None, "{text}");
    }
}

#[test]
fn a_quantity_is_a_share_of_the_total() {
    for (text, total, low, high, measure) in [
        ("isopropanolum 63 g", "ad 100 g", 63.0, 63.0, Measure::Weight),
        ("ethanolum 96 per centum 500 mg", "pro 1 ml", 46.9, 48.0, Measure::WeightInVolume),
        ("ethanolum 70 % v/v", "pro 1 ml", 70.0, 70.0, Measure::Volume),
        ("alcohol 30 ml", "per 100 ml", 30.0, 30.0, Measure::Volume),
        ("alcohol 10 ml", "per 100 g", 7.9, 13.0, Measure::Weight),
    ] {
        let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
        assert_eq!(stated(&format!("{text}, glycerin, aqua {total}")), Some(expected), "{text} {total}");
    }
    assert_eq!(stated("ethanolum 96 per centum, aqua pro 1 ml"), None, "a grade");
    assert_eq!(stated("alcohol 2 ml, aqua pro 1 ml"), None, "more than the whole");
    assert_eq!(stated("ethanolum 96 per centum 500 mg, aqua"), None, "no total");
}

#[test]
fn quantities_are_read_with_their_units() {
    for (text, total, low, measure) in [
        ("ethanolum 504.6 mg", "pro 1 ml", 50.46, Measure::WeightInVolume),
        ("isopropanolum 63 g", "ad 100 g", 63.0, Measure::Weight),
        ("spiritus 1,5 ml", "ad 100 ml", 1.5, Measure::Volume),
    ] {
        let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(low), measure };
        assert_eq!(stated(&format!("{text}, aqua {total}")), Some(expected), "{text} {total}");
    }
    for text in ["ci 77891", "peg-20 glyceryl laurate", "1,3-butylene glycol", "vitamin b12"] {
        assert_eq!(stated(&format!("{text}, aqua ad 100 g")), None, "{text}");
    }
}

#[test]
fn a_total_is_known_by_the_words_around_it() {
    for (label, percent) in [
        ("ethanolum 504.6 mg, aqua ad solutionem pro 1 ml.", 50.46),
        ("ethanolum 0.2 g, excipiens ad unguentum pro 1 g", 20.0),
        ("ethanolum 5 ml, aqua q.s. ad 100 ml", 5.0),
    ] {
        let amount = stated(label).map(|amount| (amount.low, amount.high));
        assert_eq!(amount, Some((Ppm::percent(percent), Ppm::percent(percent))), "{label}");
    }
    for (label, percent) in [
        ("1 ml Lösung enthält: Ethanol 20 mg, Minoxidil", 2.0),
        ("100 g gel contient: ethanol 40 g, aqua", 40.0),
        ("100ml中: エタノール 80ml, 水", 80.0),
        ("each gram contains alcohol 300 mg, water", 30.0),
    ] {
        let engine = Engine::new(vec![RulePack::builtin()]);
        let label_read = engine.read(label);
        let amounts: Vec<_> = label_read.ingredients().iter().filter_map(|one| Some(one.stated?.low)).collect();
        assert_eq!(amounts, [Ppm::percent(percent)], "{label}");
    }
    assert_eq!(stated("alcohol 20 mg, aqua, glycerin"), None);
}

#[test]
fn volume_becomes_weight_by_the_curve_of_the_substance() {
    let pack = RulePack::builtin();
    for (id, volume, weight) in [("ethanol", 30.0, 24.6), ("isopropanol", 70.0, 62.7), ("propanol", 70.0, 64.0)] {
        let amount = Amount { low: Ppm::percent(volume), high: Ppm::percent(volume), measure: Measure::Volume };
        let substance = pack.substances.iter().find(|one| one.id == id).expect("the pack has it");
        assert_eq!(amount.by_weight(&substance.volumes), (Ppm::percent(weight), Ppm::percent(weight)), "{id}");
    }
}

proptest! {
    #[test]
    fn an_interval_by_weight_is_one(a in 0u32..=1_000_000, b in 0u32..=1_000_000) {
        for measure in [Measure::Weight, Measure::Volume, Measure::WeightInVolume, Measure::Unstated] {
            let (low, high) = Amount { low: Ppm(a.min(b)), high: Ppm(a.max(b)), measure }.by_weight(&Volumes::default());
            prop_assert!(low <= high && high <= Ppm::WHOLE);
        }
    }
}

#[test]
fn shares_print_with_no_more_figures_than_they_deserve() {
    for (ppm, text) in [
        (1_000_000, "100 %"),
        (333_333, "33.3 %"),
        (500_000, "50 %"),
        (500, "0.05 %"),
        (0, "0 %"),
        (122_500, "12.3 %"),
        (99_999, "10 %"),
        (12_345, "1.23 %"),
        (9_999, "0.9999 %"),
        (1, "0.0001 %"),
        (999_999, "100 %"),
    ] {
        assert_eq!(Ppm(ppm).to_string(), text);
    }
}
