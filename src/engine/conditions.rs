//! Conditions: what a rule asks besides its trigger, answered yes, no or unknown.

use std::cell::OnceCell;

use crate::label::{Bounds, Concentration, Parsed, Ppm};
use crate::lexicon::SubstanceIndex;
use crate::names::{Resolved, Resolver};

/// A condition with its references looked up.
pub(super) enum Demand {
    AtLeast(Ppm),
    Below(Ppm),
    Listed(Vec<SubstanceIndex>),
    NotListed(Vec<SubstanceIndex>),
}

impl Demand {
    /// The substances that the demand is about.
    pub(super) fn substances(&self) -> impl Iterator<Item = SubstanceIndex> {
        let list: &[SubstanceIndex] = match self {
            Demand::Listed(list) | Demand::NotListed(list) => list,
            Demand::AtLeast(_) | Demand::Below(_) => &[],
        };
        list.iter().copied()
    }
}

/// An answer that a label can give. Unknown is never shown as no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    Unknown,
    No,
}

/// What is known of a label.
pub(super) struct Facts<'a> {
    label: &'a Parsed<'a>,
    resolver: &'a Resolver,
    /// What the items of the label name, with their indices.
    resolved: &'a [(usize, Resolved)],
    bounds: OnceCell<Bounds<'a>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(label: &'a Parsed<'a>, resolver: &'a Resolver, resolved: &'a [(usize, Resolved)]) -> Facts<'a> {
        Facts { label, resolver, resolved, bounds: OnceCell::new() }
    }

    /// What the order of the label's lists implies; most labels are never asked.
    pub(super) fn bounds(&self) -> &Bounds<'a> {
        self.bounds.get_or_init(|| Bounds::new(self.label))
    }

    /// Whether the label meets a demand. One on an amount is unknown where no amount is.
    pub(super) fn answer(&self, demand: &Demand, amount: Option<&Concentration>) -> Answer {
        match demand {
            Demand::AtLeast(least) => amount.map_or(Answer::Unknown, |known| at_least(known, *least)),
            Demand::Below(most) => match amount.map_or(Answer::Unknown, |known| at_least(known, *most)) {
                Answer::Yes => Answer::No,
                Answer::Unknown => Answer::Unknown,
                Answer::No => Answer::Yes,
            },
            Demand::Listed(list) => yes_or_no(self.is_listed(list)),
            Demand::NotListed(list) => yes_or_no(!self.is_listed(list)),
        }
    }

    /// Whether a substance is one of those, or a kind of one.
    pub(super) fn is_one_of(&self, substance: SubstanceIndex, list: &[SubstanceIndex]) -> bool {
        list.iter().any(|&kind| self.resolver.distance(substance, kind).is_some())
    }

    fn is_listed(&self, list: &[SubstanceIndex]) -> bool {
        self.resolved.iter().flat_map(|(_, resolved)| &resolved.mentions).any(|m| self.is_one_of(m.substance, list))
    }
}

fn yes_or_no(is_so: bool) -> Answer {
    if is_so { Answer::Yes } else { Answer::No }
}

fn at_least(known: &Concentration, least: Ppm) -> Answer {
    if known.low >= least {
        Answer::Yes
    } else if known.high >= least {
        Answer::Unknown
    } else {
        Answer::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_answers_in_three_ways() {
        let between = |low: f64, high: f64| Concentration {
            low: Ppm::percent(low),
            high: Ppm::percent(high),
            ..Concentration::unknown()
        };
        for (known, answer) in [
            (between(20.0, 100.0), Answer::Yes),
            (between(0.0, 20.0), Answer::Unknown),
            (between(0.0, 19.9), Answer::No),
        ] {
            assert_eq!(at_least(&known, Ppm::percent(20.0)), answer, "{known:?}");
        }
    }
}
