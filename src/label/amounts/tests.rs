//! Amounts as labels print them.

use super::*;
use crate::label::View;
use crate::lexicon::Class;
use proptest::prelude::*;

fn with<T>(text: &str, look: impl FnOnce(View<'_>) -> T) -> T {
    let lexicon = Lexicon::new(crate::builtin::language(), &[], &[]);
    let mut tokens = Tokens::default();
    tokens.read(&lexicon, text);
    look(View { lexicon: &lexicon, tokens: &tokens })
}

fn whole(view: View<'_>) -> Span {
    Span::new(0, view.text().len())
}

fn places(text: &str) -> Vec<Place> {
    with(text, |view| view.amounts().places(whole(view)))
}

fn of_item(text: &str, total: Option<Quantity>) -> Option<Amount> {
    with(text, |view| view.amounts().of_item(whole(view), total))
}

fn total(text: &str) -> Option<Quantity> {
    with(text, |view| view.amounts().total(whole(view)))
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
        let amount = of_item(text, None).unwrap_or_else(|| panic!("no amount in {text}"));
        let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
        assert_eq!(amount, expected, "{text}");
    }
}

#[test]
fn numbers_that_belong_to_a_name_are_no_amounts() {
    for text in ["1,2-hexanediol", "polysorbate 20", "sd alcohol 40-b", "ci 77891", "peg/ppg-18/18 dimethicone"] {
        assert_eq!(of_item(text, None), None, "{text}");
    }
}

#[test]
fn a_quantity_is_a_share_of_the_total() {
    for (text, total_text, low, high, measure) in [
        ("isopropanolum 63 g", "ad 100 g", 63.0, 63.0, Measure::Weight),
        ("ethanolum 96 per centum 500 mg", "pro 1 ml", 46.9, 48.0, Measure::WeightInVolume),
        ("ethanolum 70 % v/v", "pro 1 ml", 70.0, 70.0, Measure::Volume),
        ("alcohol 30 ml", "per 100 ml", 30.0, 30.0, Measure::Volume),
        ("alcohol 10 ml", "per 100 g", 7.89, 7.89, Measure::Weight),
    ] {
        let amount = of_item(text, total(total_text));
        let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
        assert_eq!(amount, Some(expected), "{text} {total_text}");
    }
    let pro_1_ml = total("pro 1 ml");
    assert_eq!(of_item("ethanolum 96 per centum", pro_1_ml), None, "a grade");
    assert_eq!(of_item("alcohol 2 ml", pro_1_ml), None, "more than the whole");
    assert_eq!(of_item("ethanolum 96 per centum 500 mg", None), None, "no total");
}

#[test]
fn quantities_are_read_with_their_units() {
    for (text, amount, is_volume) in [
        ("ethanolum 504.6 mg", 0.5046, false),
        ("isopropanolum 63 g", 63.0, false),
        ("спирт этиловый 95% 20 мл", 20.0, true),
        ("乙醇75毫升", 75.0, true),
        ("alcohol 1,5 ml", 1.5, true),
    ] {
        let found: Vec<Quantity> = places(text).iter().filter_map(|place| place.quantity).collect();
        assert_eq!(found, [Quantity { amount, is_volume }], "{text}");
    }
    for text in ["ci 77891", "peg-20 glyceryl laurate", "1,3-butylene glycol", "vitamin b12"] {
        assert_eq!(places(text), [], "{text}");
    }
}

#[test]
fn a_total_is_known_by_the_words_around_it() {
    for (text, amount, is_volume) in [
        ("ethanolum 504.6 mg, aqua ad solutionem pro 1 ml.", 1.0, true),
        ("excipiens ad unguentum pro 1 g", 1.0, false),
        ("aqua q.s. ad 100 ml", 100.0, true),
        ("1 ml losung enthalt: minoxidil 20 mg", 1.0, true),
        ("100 g gel contient ethanol 40 g", 100.0, false),
        ("100ml中 エタノール 80ml", 100.0, true),
        ("each gram contains alcohol 300 mg", 1.0, false),
    ] {
        assert_eq!(total(text), Some(Quantity { amount, is_volume }), "{text}");
    }
    assert_eq!(total("aqua, alcohol 20 mg, glycerin"), None);
}

proptest! {
    #[test]
    fn amounts_stand_at_measures_and_nowhere_else(
        words in proptest::collection::vec(
            "[0-9]{1,4}|[0-9],[0-9]{3}| |,|\\.|%|mg|ml|g|l|г|мл|μg|毫升|°|per cent|proof|prozent|ppm|vol|v/v|alcohol|ci|-|±|to|max|\n",
            0..12,
        ),
    ) {
        let text = words.concat();
        with(&text, |view| {
            let all = view.all();
            for place in view.amounts().places(whole(view)) {
                let inside = view.inside(place.at);
                prop_assert!(all[inside].iter().any(|token| token.class.has(Class::MEASURE)), "{text:?} {place:?}");
            }
            Ok(())
        })?;
    }
}
