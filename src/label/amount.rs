//! Amounts as labels print them: "62 % v/v", "70-78 % V/V", "200 proof", "<1%", "20 000 ppm", "96 % 504.6 mg".
//!
//! An amount is an interval of whole parts per million in the measure of the label. [`Amount::by_weight`] turns it
//! into parts per million by weight, which is what rules compare.

use std::fmt;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::measures::{begins_with_strength, behind_numbers, has_measure};
use super::ppm::Ppm;
use super::quantity::Quantity;
use crate::text::Span;

/// What an amount is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Weight in weight.
    Weight,
    /// Volume in volume.
    Volume,
    /// Weight in volume: grams in 100 ml.
    WeightInVolume,
    /// The label gives a per cent sign and no more.
    Unstated,
}

/// An amount as printed: from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The least it can be, in the measure of the label.
    pub low: Ppm,
    /// The most it can be, in the measure of the label.
    pub high: Ppm,
    /// The measure of the label.
    pub measure: Measure,
}

impl fmt::Display for Amount {
    /// As a label would say it: "70 to 78 % by volume".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (low, high) if low == high => write!(f, "{low}")?,
            (Ppm::ZERO, high) => write!(f, "at most {high}")?,
            (low, Ppm::WHOLE) => write!(f, "at least {low}")?,
            (low, high) => write!(f, "{} to {high}", low.to_string().trim_end_matches(" %"))?,
        }
        f.write_str(match self.measure {
            Measure::Weight => " by weight",
            Measure::Volume => " by volume",
            Measure::WeightInVolume => " weight in volume",
            Measure::Unstated => "",
        })
    }
}

impl Amount {
    /// The amount by weight, taking a volume for one of ethanol in water.
    ///
    /// A bare per cent sign can mean either, so it gives both ends.
    pub fn by_weight(self) -> (Ppm, Ppm) {
        match self.measure {
            Measure::Weight => (self.low, self.high),
            Measure::Volume => (weight_of_volume(self.low), weight_of_volume(self.high)),
            Measure::Unstated => (weight_of_volume(self.low), self.high),
            // The density of the whole lies between that of ethanol, 0.79, and that of a heavy syrup, 1.3.
            Measure::WeightInVolume => {
                (Ppm(self.low.0 * 10 / 13), Ppm((self.high.0 * 100).div_ceil(79).min(Ppm::WHOLE.0)))
            }
        }
    }

    /// The amount of an item: not one of something that a bracket names, as in "Fragrance (0.5% linalool)".
    pub(crate) fn of_item(plain: &str, total: Option<Quantity>) -> Option<Amount> {
        let place = Amount::places(plain).into_iter().next()?;
        let is_open = |c: char| matches!(c, '(' | '[');
        let before = &plain[..place.start as usize];
        let inside = before.matches(is_open).count() > before.matches([')', ']']).count();
        let opens = before.trim_end().ends_with(is_open);
        let closes = plain[place.end as usize..].trim_start().starts_with([')', ']']);
        if inside && !(opens && closes) { None } else { Amount::read(place.of(plain), total) }
    }

    /// Where amounts stand in a piece of plain text: a strength, a quantity, or one beside the other.
    pub(crate) fn places(plain: &str) -> Vec<Span> {
        if !has_measure(plain) {
            return Vec::new();
        }
        let strengths = strengths(plain).map(|(span, _)| span);
        let mut spans: Vec<Span> = strengths.chain(Quantity::all(plain).map(|(span, _)| span)).collect();
        spans.sort_unstable();
        let mut places: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match places.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                Some(last) if is_gap(&plain[last.end as usize..span.start as usize]) => last.end = span.end,
                _ => places.push(span),
            }
        }
        places
    }

    /// Whether a text can begin with an amount: with a number, a sign, or like a word for "at most" or "at least".
    pub(super) fn may_begin(plain: &str) -> bool {
        static WORDS: LazyLock<Vec<&str>> =
            LazyLock::new(|| MOST.split('|').chain(LEAST.split('|')).map(two_letters).collect());
        !plain.starts_with(char::is_alphabetic) || WORDS.contains(&two_letters(plain))
    }

    /// What stands at one such place. A quantity is a share of the total, and a strength beside it is that of what is
    /// measured out; none where no total is known.
    pub(crate) fn read(plain: &str, total: Option<Quantity>) -> Option<Amount> {
        let strength = strengths(plain).next().map(|(_, amount)| amount);
        let Some((_, quantity)) = Quantity::all(plain).next() else {
            // Where quantities are stated, "ethanolum 96 per centum" is a grade.
            return strength.filter(|strength| total.is_none() || strength.low < PURE_SPIRIT);
        };
        match total {
            Some(total) => Amount::part(quantity, strength, total),
            None => strength.filter(|_| quantity.is_volume),
        }
    }

    /// The share of a quantity, of some strength, in a total.
    fn part(quantity: Quantity, strength: Option<Amount>, total: Quantity) -> Option<Amount> {
        let (share, measure) = match (quantity.is_volume, total.is_volume) {
            (false, false) => (quantity.amount / total.amount, Measure::Weight),
            (false, true) => (quantity.amount / total.amount, Measure::WeightInVolume),
            (true, true) => (quantity.amount / total.amount, Measure::Volume),
            (true, false) => (quantity.amount * DENSITY / total.amount, Measure::Weight),
        };
        let (low, high) = match strength {
            None => (Ppm::WHOLE, Ppm::WHOLE),
            Some(strength) if quantity.is_volume => (strength.low, strength.high),
            Some(strength) => strength.by_weight(),
        };
        let of = |strength: Ppm| Ppm((share * f64::from(strength.0)).round() as u32);
        (share <= 1.0).then(|| Amount { low: of(low), high: of(high), measure })
    }
}

/// The first two characters of a text.
fn two_letters(text: &str) -> &str {
    text.char_indices().nth(2).map_or(text, |(at, _)| &text[..at])
}

/// Density of ethanol at 20 C, in grams a millilitre.
const DENSITY: f64 = 0.789;

/// From this strength on an alcohol is what spirit is sold at, and the figure may be its grade.
pub(super) const PURE_SPIRIT: Ppm = Ppm(900_000);

/// Whether two amounts with this between them are one: "96 % 504.6 mg", "70 % V/V, 20 mg".
fn is_gap(between: &str) -> bool {
    between.len() <= 4 && between.chars().all(|c| matches!(c, ' ' | ')' | ':' | '='))
}

/// The strengths in a piece of plain text, and where they stand.
fn strengths(plain: &str) -> impl Iterator<Item = (Span, Amount)> {
    let may_be = behind_numbers(plain).any(|(_, behind)| begins_with_strength(behind));
    let found = may_be.then(|| AMOUNT.captures_iter(plain)).into_iter().flatten();
    found.filter_map(|found| {
        let whole = found.get(0)?;
        Some((Span::new(whole.start(), whole.end()), read(&found)?))
    })
}

/// Weight per cent of ethanol in water at 20 C for volume per cent, after the alcoholometric tables.
const ALCOHOLOMETRY: &[(u32, u32)] = &[
    (0, 0),
    (50_000, 40_000),
    (100_000, 80_000),
    (140_000, 113_000),
    (200_000, 162_000),
    (300_000, 246_000),
    (400_000, 333_000),
    (500_000, 424_000),
    (600_000, 521_000),
    (700_000, 624_000),
    (800_000, 735_000),
    (900_000, 857_000),
    (950_000, 924_000),
    (960_000, 938_000),
    (1_000_000, 1_000_000),
];

/// Straight lines between the points of the table; they lie above the curve by less than 0.2 %.
fn weight_of_volume(volume: Ppm) -> Ppm {
    let above = ALCOHOLOMETRY.partition_point(|(v, _)| *v < volume.0).max(1);
    let Some((&(v0, w0), &(v1, w1))) = ALCOHOLOMETRY.get(above - 1).zip(ALCOHOLOMETRY.get(above)) else {
        return Ppm::WHOLE;
    };
    let share = u64::from(volume.0 - v0) * u64::from(w1 - w0) / u64::from(v1 - v0);
    Ppm(w0 + share as u32)
}

/// A number; spaces or commas part thousands: "20 000 ppm".
pub(super) const NUMBER: &str = r"(?:[0-9]{1,3}(?:[\x20,][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)";

/// Words for "at most" and for "at least", before a number.
const MOST: &str = r"<=?|≤|max(?:imum|imal|\.)?|up\ to|less\ than|under|below|not\ more\ than|no\ more\ than|hochstens|bis\ zu|weniger\ als|au\ maximum|jusqu'a|moins\ de|maximo|hasta|menos\ de|massimo|fino\ a|meno\ di|ate|maximaal|tot|maks\.?|до|не\ более|менее";
const LEAST: &str = r">=?|≥|min(?:imum|imal|\.)?|more\ than|at\ least|not\ less\ than|no\ less\ than|over|above|mindestens|mind\.|au\ moins|minimo|al\ menos|almeno|minimaal|не\ менее|более|от|不低于";
/// The same behind one.
const MOST_BEHIND: &str = r"max(?:imum|imal|\.)?|or\ less|以下|未満|이하|미만|以内";
const LEAST_BEHIND: &str = r"min(?:imum|imal|\.)?|or\ more|以上|이상|초과";

/// Plain text is lower case, so the pattern is.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let measure = r"v\s*/\s*v|w\s*/\s*w|m\s*/\s*m|p\s*/\s*p|g\s*/\s*g|w\s*/\s*v|m\s*/\s*v|p\s*/\s*v|g\s*/\s*v|vol(?:ume|umen|\.)?|abv|weight|wt|об\.?|масс\.?";
    let pattern = format!(
        r"(?x-u)
        (?:(?P<most>{MOST})\s|(?P<sign_most><=?|≤)|(?P<least>{LEAST})\s|(?P<sign_least>>=?|≥))?\s*
        (?P<low>{NUMBER})
        (?:\s*%?\s*(?:-|~|to\b|and\b|bis\b|a\b|до)\s*(?P<high>{NUMBER})|\s*%?\s*±\s*(?P<tolerance>{NUMBER}))?
        \s*
        (?P<unit>%(?:ige?[mnrs]?\b)?|per\ ?cent(?:um)?\b|vol\.?\s*-?\s*%|prozent\b|procent\b|pct\b|ppm\b|proof\b|°)
        \s*(?:(?P<most_behind>{MOST_BEHIND})|(?P<least_behind>{LEAST_BEHIND}))?\s*
        \(?\s*(?:by\s+)?(?:(?P<measure>{measure})(?:\b|$|\s))?"
    );
    Regex::new(&pattern).expect("the pattern is a constant, and a test compiles it")
});

fn read(found: &Captures<'_>) -> Option<Amount> {
    let unit = found.name("unit")?.as_str();
    let scale = match unit {
        "ppm" => 1.0,
        // US proof is twice the volume per cent.
        "proof" => 5_000.0,
        _ => 10_000.0,
    };
    let low = number(found.name("low")?.as_str())? * scale;
    let high = match found.name("high") {
        Some(high) => number(high.as_str())? * scale,
        None => low,
    };
    let tolerance = found.name("tolerance").and_then(|tolerance| number(tolerance.as_str())).unwrap_or(0.0) * scale;
    let (low, high) = ((low - tolerance).max(0.0), (high + tolerance).min(high.max(1_000_000.0)));
    if low > 1_000_000.0 || high > 1_000_000.0 || low > high {
        return None;
    }
    let is_any = |groups: [&str; 3]| groups.iter().any(|group| found.name(group).is_some());
    let (low, high) = match () {
        () if is_any(["most", "sign_most", "most_behind"]) => (0.0, high),
        () if is_any(["least", "sign_least", "least_behind"]) => (low, 1_000_000.0),
        () => (low, high),
    };
    let measure = measure(unit, found.name("measure").map_or("", |m| m.as_str()));
    Some(Amount { low: Ppm(low.round() as u32), high: Ppm(high.round() as u32), measure })
}

fn measure(unit: &str, printed: &str) -> Measure {
    let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    match (unit, printed.as_str()) {
        ("ppm", _) => Measure::Weight,
        ("proof" | "°", _) => Measure::Volume,
        (unit, _) if unit.starts_with("vol") => Measure::Volume,
        (_, "") => Measure::Unstated,
        (_, "v/v" | "vol" | "vol." | "volume" | "volumen" | "abv" | "об" | "об.") => Measure::Volume,
        (_, "w/v" | "m/v" | "p/v" | "g/v") => Measure::WeightInVolume,
        _ => Measure::Weight,
    }
}

pub(super) fn number(text: &str) -> Option<f64> {
    // A comma before three digits parts thousands; any other is a decimal comma.
    let thousands = text.rsplit_once(',').is_some_and(|(_, after)| after.len() == 3 && !text.starts_with('0'));
    let text = text.replace(' ', "");
    if thousands { text.replace(',', "").parse().ok() } else { text.replace(',', ".").parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            let amount = Amount::of_item(text, None).unwrap_or_else(|| panic!("no amount in {text}"));
            let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
            assert_eq!(amount, expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_belong_to_a_name_are_no_amounts() {
        for text in ["1,2-hexanediol", "polysorbate 20", "sd alcohol 40-b", "ci 77891", "peg/ppg-18/18 dimethicone"] {
            assert_eq!(Amount::of_item(text, None), None, "{text}");
        }
    }

    #[test]
    fn a_quantity_is_a_share_of_the_total() {
        for (text, total, low, high, measure) in [
            ("isopropanolum 63 g", "ad 100 g", 63.0, 63.0, Measure::Weight),
            ("ethanolum 96 per centum 500 mg", "pro 1 ml", 46.9, 48.0, Measure::WeightInVolume),
            ("ethanolum 70 % v/v", "pro 1 ml", 70.0, 70.0, Measure::Volume),
            ("alcohol 30 ml", "per 100 ml", 30.0, 30.0, Measure::Volume),
            ("alcohol 10 ml", "per 100 g", 7.89, 7.89, Measure::Weight),
        ] {
            let amount = Amount::of_item(text, Quantity::total(total));
            let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
            assert_eq!(amount, Some(expected), "{text} {total}");
        }
        let pro_1_ml = Quantity::total("pro 1 ml");
        assert_eq!(Amount::of_item("ethanolum 96 per centum", pro_1_ml), None, "a grade");
        assert_eq!(Amount::of_item("alcohol 2 ml", pro_1_ml), None, "more than the whole");
        assert_eq!(Amount::of_item("ethanolum 96 per centum 500 mg", None), None, "no total");
    }

    #[test]
    fn volume_becomes_weight_by_the_table() {
        let amount = Amount { low: Ppm::percent(30.0), high: Ppm::percent(30.0), measure: Measure::Volume };
        assert_eq!(amount.by_weight(), (Ppm::percent(24.6), Ppm::percent(24.6)));
    }

    proptest! {
        #[test]
        fn an_amount_begins_like_one(
            word in "max|maks\\.|up to|less than|no more than|bis zu|jusqu'a|ate|tot|до|не более|min|mind\\.|at least|al menos|от|不低于",
            text in "[<>=≤≥ ]{0,2}[0-9.,]{1,3} ?(%|ppm|mg|ml)",
        ) {
            for text in [text.clone(), format!("{word} {text}")] {
                let is_begun = Amount::places(&text).first().is_some_and(|place| place.start == 0);
                prop_assert!(Amount::may_begin(&text) || !is_begun, "{text}");
            }
        }

        #[test]
        fn an_interval_by_weight_is_one(a in 0u32..=1_000_000, b in 0u32..=1_000_000) {
            for measure in [Measure::Weight, Measure::Volume, Measure::WeightInVolume, Measure::Unstated] {
                let (low, high) = Amount { low: Ppm(a.min(b)), high: Ppm(a.max(b)), measure }.by_weight();
                prop_assert!(low <= high && high <= Ppm::WHOLE);
            }
        }

        #[test]
        fn weight_grows_with_volume(a in 0u32..=1_000_000, b in 0u32..=1_000_000) {
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(weight_of_volume(Ppm(a)) <= weight_of_volume(Ppm(b)));
            prop_assert!(weight_of_volume(Ppm(b)).0 <= b);
        }
    }
}
