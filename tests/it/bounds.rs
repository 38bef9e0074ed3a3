//! Bounds hold for any formula that is labelled by the law: what is known of an amount always holds the true one.
//!
//! Each formula is drawn at random and printed as cosmetics law asks: from most to least down to one per cent, in any
//! order below, colourants last; names that the law caps stay below their caps; some amounts are stated.

use needlint::Ppm;
use needlint::{Engine, RulePack};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

const FORMULAS: u32 = 100_000;

/// One per cent, in the hundredths of a per cent in which formulas are drawn.
const ONE_PERCENT: u32 = 100;
const WHOLE: u32 = 10_000;

const NAMES: [&str; 24] = [
    "Aqua", "Glycerin", "Squalane", "Panthenol", "Niacinamide", "Betaine", "Urea", "Propanediol", "Dimethicone",
    "Allantoin", "Inulin", "Trehalose", "Caffeine", "Bisabolol", "Lecithin", "Mannitol", "Jojoba Esters", "Carbomer",
    "Xanthan Gum", "Citric Acid", "Tocopherol", "Sodium Chloride", "Cetearyl Alcohol", "Zinc PCA",
];
/// Names that the law caps, with the cap.
const CAPPED: [(&str, u32); 3] = [("Phenoxyethanol", 100), ("Potassium Sorbate", 80), ("Chlorphenesin", 30)];
const COLOURANTS: [&str; 2] = ["CI 77891", "CI 19140"];
const ALCOHOL: &str = "Alcohol";

/// An ingredient with its amount in hundredths of a per cent, and whether the label states it.
#[derive(Clone, Debug)]
struct Part {
    name: &'static str,
    amount: u32,
    is_stated: bool,
    /// Where it goes among those that may stand in any order.
    lot: u32,
}

fn is_colourant(part: &Part) -> bool {
    COLOURANTS.contains(&part.name)
}

/// A formula, in the order of its label.
fn formula() -> impl Strategy<Value = Vec<Part>> {
    let draw = (1u32..1_000, 0u32..1_000, any::<u32>(), any::<Index>());
    (prop::collection::vec(draw, 2..28), 1i32..5, 0u32..400, any::<Index>()).prop_map(
        |(draws, skew, stated, alcohol)| {
            let weights: Vec<f64> = draws.iter().map(|(weight, ..)| f64::from(*weight).powi(skew)).collect();
            let all: f64 = weights.iter().sum();
            let mut amounts: Vec<u32> = weights.iter().map(|w| ((w / all * f64::from(WHOLE)) as u32).max(1)).collect();
            // What rounding lost or added goes to the largest.
            let rest: u32 = amounts.iter().sum();
            if let Some(most) = amounts.iter_mut().max() {
                *most = *most + WHOLE - rest;
            }
            let mut free: Vec<&'static str> = NAMES.to_vec();
            let mut capped = CAPPED.to_vec();
            let mut colourants = COLOURANTS.to_vec();
            let alcohol = alcohol.index(draws.len());
            let mut parts = Vec::new();
            for (place, ((_, state, lot, pick), amount)) in draws.into_iter().zip(amounts).enumerate() {
                let within = capped.iter().position(|(_, cap)| amount <= *cap);
                let name = match lot % 8 {
                    _ if place == alcohol => ALCOHOL,
                    0 | 1 if within.is_some() => within.map_or(ALCOHOL, |at| capped.remove(at).0),
                    2 if !colourants.is_empty() => colourants.remove(0),
                    _ if free.is_empty() => continue,
                    _ => free.remove(pick.index(free.len())),
                };
                parts.push(Part { name, amount, is_stated: state < stated && place != alcohol, lot });
            }
            let key = |part: &Part| match part {
                part if is_colourant(part) => (2, 0, part.lot),
                part if part.amount <= ONE_PERCENT => (1, 0, part.lot),
                part => (0, WHOLE - part.amount, 0),
            };
            parts.sort_by_key(key);
            parts
        },
    )
}

fn label(parts: &[Part]) -> String {
    let print = |part: &Part| match part.is_stated {
        true => format!("{} {:.2} % w/w", part.name, f64::from(part.amount) / 100.0),
        false => part.name.to_owned(),
    };
    parts.iter().map(print).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_true_amount_is_always_within_the_bounds() {
    let mut runner = TestRunner::new(Config { cases: FORMULAS, failure_persistence: None, ..Config::default() });
    let narrowed = std::cell::Cell::new(0u32);
    let engine = Engine::new(vec![RulePack::builtin()]);
    let outcome = runner.run(&formula(), |parts| {
        // Where a name had to be left out, the formula is no longer whole.
        prop_assume!(parts.iter().map(|part| part.amount).sum::<u32>() == WHOLE);
        let text = label(&parts);
        let place = parts.iter().position(|part| part.name == ALCOHOL).expect("alcohol is in every formula");
        let report = engine.check(&text);
        let alcohol = report.findings.iter().find(|finding| finding.rank == Some(place as u32 + 1));
        let known = &alcohol.expect("alcohol is always found").concentration;
        let truth = Ppm(parts[place].amount * 100);
        prop_assert!(known.low <= truth && truth <= known.high, "{truth} is not {known} in: {text}");
        let by_place = Ppm(Ppm::WHOLE.0 / (place as u32 + 1));
        narrowed.set(narrowed.get() + u32::from(known.high < by_place || known.low > Ppm::ZERO));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let narrowed = narrowed.get();
    assert!(narrowed >= FORMULAS / 3, "only {narrowed} of {FORMULAS} are known better than by their place alone");
}
