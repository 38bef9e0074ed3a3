//! Amounts as labels print them: "62 % v/v", "70-78 % V/V", "200 proof", "<1%", "20 000 ppm", "q.s.".
//!
//! An amount is an interval of whole parts per million in the measure of the label. [`Amount::by_weight`] turns it
//! into parts per million by weight, which is what rules compare.

use std::fmt;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Captures, Regex};
use serde::{Serialize, Serializer};

use crate::text::Span;

/// A share of the whole in parts per million; 1 % is 10,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ppm(pub u32);

impl Ppm {
    /// Nothing.
    pub const ZERO: Ppm = Ppm(0);
    /// One hundredth, below which the law leaves the order of a list free.
    pub const ONE_PERCENT: Ppm = Ppm(10_000);
    /// The whole.
    pub const WHOLE: Ppm = Ppm(1_000_000);

    /// The share of `percent` hundredths, never more than the whole.
    pub fn percent(percent: f64) -> Ppm {
        Ppm((percent * 10_000.0).round().clamp(0.0, 1_000_000.0) as u32)
    }

    /// The share in hundredths.
    pub fn as_percent(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }

    /// Reads "20 %" or "0.5%".
    ///
    /// # Errors
    /// None when the text is anything but a number from 0 to 100 and a per cent sign.
    pub fn parse(text: &str) -> Option<Ppm> {
        let number: f64 = text.trim().strip_suffix('%')?.trim_end().parse().ok()?;
        (0.0..=100.0).contains(&number).then(|| Ppm::percent(number))
    }
}

impl fmt::Display for Ppm {
    /// In hundredths with at most three significant figures: "33.3 %", "0.05 %".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.as_percent();
        let digits = match percent {
            p if p >= 100.0 => 0,
            p if p >= 10.0 => 1,
            p if p >= 1.0 => 2,
            _ => 4,
        };
        let number = format!("{percent:.digits$}");
        let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { &number };
        write!(f, "{number} %")
    }
}

impl Serialize for Ppm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_percent())
    }
}

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
            Measure::WeightInVolume => (Ppm(self.low.0 / 13 * 10), Ppm((self.high.0 / 79 * 100).min(Ppm::WHOLE.0))),
        }
    }

    /// The amount of an item: not one of something that a bracket names, as in "Fragrance (0.5% linalool)".
    pub(crate) fn of_item(plain: &str) -> Option<Amount> {
        let (span, amount) = Amount::find(plain)?;
        let is_open = |c: char| matches!(c, '(' | '[');
        let before = &plain[..span.start as usize];
        let inside = before.matches(is_open).count() > before.matches([')', ']']).count();
        let opens = before.trim_end().ends_with(is_open);
        let closes = plain[span.end as usize..].trim_start().starts_with([')', ']']);
        (!inside || opens && closes).then_some(amount)
    }

    /// The first amount in a piece of plain text, and where it stands.
    pub(crate) fn find(plain: &str) -> Option<(Span, Amount)> {
        if !plain.bytes().any(|b| b.is_ascii_digit()) || !UNITS.is_match(plain) {
            return None;
        }
        AMOUNT.captures_iter(plain).find_map(|found| {
            let whole = found.get(0)?;
            Some((Span::new(whole.start(), whole.end()), read(&found)?))
        })
    }
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

/// What every unit has in it; a look for these spares most names the pattern.
static UNITS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let units = ["%", "cent", "vol", "prozent", "ppm", "proof", "°"];
    AhoCorasick::new(units).expect("seven short patterns make an automaton")
});

/// Plain text is lower case, so the pattern is.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    // Spaces part thousands: "20 000 ppm".
    let number = r"(?:[0-9]{1,3}(?:[\x20,][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)";
    let measure =
        r"v\s*/\s*v|w\s*/\s*w|m\s*/\s*m|p\s*/\s*p|g\s*/\s*g|w\s*/\s*v|m\s*/\s*v|p\s*/\s*v|vol(?:ume|\.)?|weight|wt";
    let pattern = format!(
        r"(?x-u)
        (?P<bound><=?|>=?|≤|≥|\b(?:max(?:imum|\.)?|min(?:imum|\.)?|up\ to|less\ than|more\ than|at\ least|not\ less\ than|over|above|under|below)\s)?\s*
        (?P<low>{number})
        (?:\s*%?\s*(?:-|to|bis)\s*(?P<high>{number}))?
        \s*
        (?P<unit>%|per\ ?cent(?:um)?\b|vol\.?\s*-?\s*%|prozent\b|ppm\b|proof\b|°)
        \s*(?P<tail>max(?:imum|\.)?|min(?:imum|\.)?|or\ less|or\ more)?\s*
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
    if low > 1_000_000.0 || high > 1_000_000.0 || low > high {
        return None;
    }
    let word = found.name("bound").or(found.name("tail")).map_or("", |m| m.as_str().trim());
    let is_most = word.starts_with(['<', '≤'])
        || word.starts_with("max")
        || ["up to", "less than", "or less", "under", "below"].contains(&word);
    let (low, high) = match word {
        "" => (low, high),
        _ if is_most => (0.0, high),
        _ => (low, 1_000_000.0),
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
        (_, "v/v" | "vol" | "vol." | "volume") => Measure::Volume,
        (_, "w/v" | "m/v" | "p/v") => Measure::WeightInVolume,
        _ => Measure::Weight,
    }
}

fn number(text: &str) -> Option<f64> {
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
        ] {
            let (_, amount) = Amount::find(text).unwrap_or_else(|| panic!("no amount in {text}"));
            let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
            assert_eq!(amount, expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_belong_to_a_name_are_no_amounts() {
        for text in ["1,2-hexanediol", "polysorbate 20", "sd alcohol 40-b", "ci 77891", "peg/ppg-18/18 dimethicone"] {
            assert_eq!(Amount::find(text), None, "{text}");
        }
    }

    #[test]
    fn volume_becomes_weight_by_the_table() {
        let amount = Amount { low: Ppm::percent(30.0), high: Ppm::percent(30.0), measure: Measure::Volume };
        assert_eq!(amount.by_weight(), (Ppm::percent(24.6), Ppm::percent(24.6)));
    }

    #[test]
    fn shares_print_with_no_more_figures_than_they_deserve() {
        for (ppm, text) in [(1_000_000, "100 %"), (333_333, "33.3 %"), (500_000, "50 %"), (500, "0.05 %"), (0, "0 %")] {
            assert_eq!(Ppm(ppm).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn weight_grows_with_volume(a in 0u32..=1_000_000, b in 0u32..=1_000_000) {
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(weight_of_volume(Ppm(a)) <= weight_of_volume(Ppm(b)));
            prop_assert!(weight_of_volume(Ppm(b)).0 <= b);
        }
    }
}
