//! What an amount is: an interval, and what it is a share of.
//!
//! An amount is an interval of whole parts per million in the measure of the label. [`Amount::by_weight`] turns it
//! into parts per million by weight, which is what rules compare.

use std::fmt;

use crate::ppm::Ppm;
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
    /// A share of this amount; any, where none is known.
    pub(crate) fn times(self, share: Option<Amount>) -> Amount {
        let of =
            |amount: Ppm, share: Ppm| Ppm((u64::from(amount.0) * u64::from(share.0) / u64::from(Ppm::WHOLE.0)) as u32);
        let (low, high) = share.map_or((Ppm::ZERO, Ppm::WHOLE), |share| (share.low, share.high));
        Amount { low: of(self.low, low), high: of(self.high, high), ..self }
    }

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
}

/// A mass in grams, or a volume in millilitres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quantity {
    pub(super) amount: f64,
    pub(super) is_volume: bool,
}

/// An amount where it is printed: a strength, a quantity, or one beside the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// In the folded text.
    pub(crate) at: Span,
    pub(super) strength: Option<Amount>,
    pub(super) quantity: Option<Quantity>,
}

impl Place {
    /// What it states. A quantity is a share of the total, and a strength beside it is that of what is measured out; none
    /// where no total is known.
    pub(crate) fn amount(&self, total: Option<Quantity>) -> Option<Amount> {
        match (self.quantity, total) {
            // Where quantities are stated, "ethanolum 96 per centum" is a grade.
            (None, total) => self.strength.filter(|strength| total.is_none() || strength.low < PURE_SPIRIT),
            (Some(quantity), Some(total)) => part(quantity, self.strength, total),
            (Some(quantity), None) => self.strength.filter(|_| quantity.is_volume),
        }
    }

    /// Whether it is a strength of nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.strength.is_some_and(|strength| strength.high == Ppm::ZERO)
    }

    /// Whether it states a strength by volume.
    pub(super) fn is_by_volume(&self) -> bool {
        self.strength.is_some_and(|strength| strength.measure == Measure::Volume)
    }

    /// Whether it has a mass in it, or a volume where the total is known.
    pub(super) fn is_part(&self, has_total: bool) -> bool {
        let is_in_volume = |strength: Amount| strength.measure == Measure::WeightInVolume;
        self.quantity.is_some_and(|quantity| has_total || !quantity.is_volume)
            || self.strength.is_some_and(is_in_volume)
    }
}

/// Density of ethanol at 20 C, in grams a millilitre.
const DENSITY: f64 = 0.789;

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

/// From this strength on an alcohol is what spirit is sold at, and the figure may be its grade.
pub(super) const PURE_SPIRIT: Ppm = Ppm(900_000);

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
