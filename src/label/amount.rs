//! What an amount is: an interval, and what it is a share of.
//!
//! An amount is an interval of whole parts per million in the measure of the label. [`Amount::by_weight`] turns it
//! into parts per million by weight, which is what rules compare.

use std::fmt;

use crate::ppm::Ppm;
use crate::text::Span;
use crate::volumes::{DENSITIES, Volumes};

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

    /// The least and the most that the amount is by weight, given what volumes of the substance come to.
    ///
    /// A bare per cent sign can mean either, so it gives both ends.
    pub fn by_weight(self, volumes: &Volumes) -> (Ppm, Ppm) {
        let (low, high) = match self.measure {
            Measure::Weight => return (self.low, self.high),
            Measure::Volume | Measure::Unstated => (volumes.weight(self.low), volumes.weight(self.high)),
            Measure::WeightInVolume => {
                (Volumes::of_weight_in_volume(self.low), Volumes::of_weight_in_volume(self.high))
            }
        };
        match self.measure {
            Measure::Unstated => (low.0.min(self.low), high.1.max(self.high)),
            _ => (low.0, high.1),
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
    /// where no total is known. What that comes to by weight is said of a `spirit`.
    pub(crate) fn amount(&self, total: Option<Quantity>, spirit: &Volumes) -> Option<Amount> {
        match (self.quantity, total) {
            // Where quantities are stated, "ethanolum 96 per centum" is a grade.
            (None, total) => self.strength.filter(|strength| total.is_none() || strength.low < PURE_SPIRIT),
            (Some(quantity), Some(total)) => part(quantity, self.strength, total, spirit),
            (Some(quantity), None) => self.strength.filter(|_| quantity.is_volume),
        }
    }

    /// Whether it is a strength of nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.strength.is_some_and(|strength| strength.high == Ppm::ZERO)
    }

    /// Whether it states a strength.
    pub(super) fn is_strength(&self) -> bool {
        self.strength.is_some()
    }

    /// Whether it states a strength of so much or more.
    pub(super) fn is_at_least(&self, least: Ppm) -> bool {
        self.strength.is_some_and(|strength| strength.low >= least)
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

/// The share of a quantity, of some strength, in a total.
fn part(quantity: Quantity, strength: Option<Amount>, total: Quantity, spirit: &Volumes) -> Option<Amount> {
    let share = quantity.amount / total.amount;
    let measure = match (quantity.is_volume, total.is_volume) {
        (false, false) | (true, false) => Measure::Weight,
        (false, true) => Measure::WeightInVolume,
        (true, true) => Measure::Volume,
    };
    // a volume in a weight: what it weighs is not known
    let (light, heavy) = if quantity.is_volume && !total.is_volume { DENSITIES } else { (1.0, 1.0) };
    let (low, high) = match strength {
        None => (Ppm::WHOLE, Ppm::WHOLE),
        Some(strength) if quantity.is_volume => (strength.low, strength.high),
        Some(strength) => strength.by_weight(spirit),
    };
    let of = |strength: Ppm, density: f64| Ppm::percent(share * density * strength.as_percent());
    (share * light <= 1.0).then(|| Amount { low: of(low, light), high: of(high, heavy), measure })
}

/// From this strength on an alcohol is what spirit is sold at, and the figure may be its grade.
pub(super) const PURE_SPIRIT: Ppm = Ppm(900_000);
