//! What a list's order and its stated amounts imply of an amount. All such law stands here and nowhere else.
//!
//! Cosmetics are listed from most to least by weight. Below one per cent the order is free, and colourants come last
//! in any order (EU: Regulation 1223/2009, article 19 (1) (g)). So the k-th of a list is at most 100/k per cent, or at
//! most one; after a name that the law caps at one per cent or less, everything is at most one per cent; and what other
//! names are stated to be, the rest must share.

use super::amount::{Amount, Measure, PURE_SPIRIT};
use super::concentration::{Basis, Bound, Concentration};
use super::memory::Marker;
use super::order::Order;
use super::{Item, Kind, Parsed, RemarkKind, Section, SectionKind, View};
use crate::ppm::Ppm;
use crate::volumes::Volumes;

/// What the order of a label's lists implies, worked out once for all ingredients.
pub(crate) struct Bounds<'a> {
    label: &'a Parsed<'a>,
    markers: Vec<Marker>,
    /// The shares that the label states.
    shares: Vec<Option<(Ppm, Ppm)>>,
    places: Vec<Place>,
}

/// What the places before and behind an ingredient imply of it.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// How many stand in descending order up to and with this one.
    rank: u32,
    /// How many of these, and of any before the order begins, have no amount stated; itself counted.
    sharers: u32,
    /// What all others of its list are stated to be at least, and at most.
    others: (u64, u64),
    /// The lowest ceiling that an ingredient before it sets.
    ceiling: Option<Ceiling>,
    /// The highest floor that an ingredient behind it sets, and the index of that.
    floor: Option<(Ppm, usize)>,
    /// The first ingredient behind it that the law caps.
    landmark: Option<usize>,
    /// How many can share all that there is, where it is the first of a list that is whole.
    first_of: Option<u32>,
}

/// The most that can stand behind an ingredient.
#[derive(Clone, Copy, Debug)]
struct Ceiling {
    /// At least one per cent, as the order is free below.
    height: Ppm,
    amount: Ppm,
    index: usize,
    is_law: bool,
}

impl<'a> Bounds<'a> {
    pub(crate) fn new(label: &'a Parsed<'a>) -> Bounds<'a> {
        let markers: Vec<Marker> = label.lists.items.iter().map(|item| marker(label.view, item)).collect();
        let shares = (0..markers.len()).map(|index| share(label, index)).collect();
        let mut bounds = Bounds { label, places: vec![Place::default(); markers.len()], shares, markers };
        for section in label.lists.sections.iter().filter(|section| !section.order.is_useless()) {
            bounds.climb(section);
        }
        bounds
    }

    /// What is known of one of the names in an ingredient, with the amount that is printed with that name, and what volumes
    /// of what it stands for come to.
    pub(crate) fn of(&self, index: usize, stated: Option<Amount>, volumes: &Volumes) -> Concentration {
        let section = self.section(index);
        let mut known = Concentration::unknown();
        match stated {
            Some(grade) if is_grade(self.label, index, grade) => known.bounds.push(Bound::Grade(grade)),
            Some(stated) => {
                (known.low, known.high) = stated.by_weight(volumes);
                known.basis = Basis::Stated;
                known.bounds.push(Bound::Stated(stated));
            }
            None => {}
        }
        match section.order {
            Order::Descending => self.narrow(index, section.ingredients.len() as u32, &mut known),
            _ if section.kind == SectionKind::Statement => {}
            useless if stated.is_none() => known.bounds.push(Bound::NoOrder(useless)),
            Order::Alphabetical | Order::Drug | Order::MayContain | Order::Unseparated | Order::Several => {}
        }
        known
    }

    /// Goes down a list for ranks and ceilings, and up again for floors.
    fn climb(&mut self, section: &Section) {
        let list = section.ingredients.clone();
        // Amounts before the first name without one may be those of a drug's active ingredients, put in front.
        let front = list.start + list.clone().take_while(|&i| self.shares[i].is_some()).count();
        let (mut rank, mut sharers, mut ceiling) = (0, 0, None);
        let sum = |amount: fn((Ppm, Ppm)) -> Ppm| -> u64 {
            list.clone().filter_map(|i| self.shares[i]).map(|share| u64::from(amount(share).0)).sum()
        };
        let (least, most) = (sum(|(low, _)| low), sum(|(_, high)| high));
        for index in list.clone() {
            let own = self.shares[index];
            let counts = self.counts(index, &list);
            let others =
                (least - own.map_or(0, |own| u64::from(own.0.0)), most - own.map_or(0, |own| u64::from(own.1.0)));
            let is_in_order = index >= front && counts;
            // The first of a list that no law orders, or that stands in front, may still be asked for its bounds.
            let place = Place { rank: rank + 1, sharers: sharers + 1, others, ceiling, ..Place::default() };
            self.places[index] = place;
            rank += u32::from(is_in_order);
            sharers += u32::from(counts && own.is_none());
            let stated = own.map(|own| own.1).filter(|_| is_in_order);
            for (amount, is_law) in [(self.markers[index].cap, true), (stated, false)] {
                // The first of a list cannot be so small: then the order is another.
                let Some(amount) = amount.filter(|_| counts && index > list.start) else { continue };
                let next = Ceiling { height: amount.max(Ppm::ONE_PERCENT), amount, index, is_law };
                ceiling = Some(ceiling.filter(|c: &Ceiling| c.height <= next.height).unwrap_or(next));
            }
        }
        let (mut floor, mut landmark) = (None, None);
        for index in list.clone().rev() {
            (self.places[index].floor, self.places[index].landmark) = (floor, landmark);
            if self.counts(index, &list) {
                let least = self.shares[index].map(|(low, _)| low).filter(|low| *low > Ppm::ONE_PERCENT);
                floor = least.map(|low| (low, index)).max(floor);
                landmark = self.markers[index].cap.map(|_| index).or(landmark);
            }
        }
        if self.is_whole(section) && front == list.start {
            self.places[list.start].first_of = Some(sharers);
        }
    }

    fn narrow(&self, index: usize, of: u32, known: &mut Concentration) {
        let place = self.places[index];
        let rank = self.label.lists.items[index].rank;
        let stated = (known.low, known.high);
        let by_rank = Ppm(Ppm::WHOLE.0 / place.rank);
        let rest = u64::from(Ppm::WHOLE.0).checked_sub(place.others.0).map(|rest| Ppm(rest as u32 / place.sharers));
        let share = rest.map_or(by_rank, |rest| rest.min(by_rank)).max(Ppm::ONE_PERCENT);
        if share < known.high && share >= known.low || known.basis == Basis::None {
            known.high = known.high.min(share);
            known.bounds.push(match rest {
                Some(rest) if rest < by_rank => Bound::Rest { rank, of, others: Ppm(place.others.0 as u32) },
                _ => Bound::Rank { rank, of, before: place.landmark.map(|index| self.name(index)) },
            });
        }
        if let Some(ceiling) = place.ceiling.filter(|c| c.height < known.high && c.height >= known.low) {
            known.high = ceiling.height;
            known.bounds.push(self.bound(ceiling));
        }
        if let Some((amount, index)) = place.floor.filter(|(low, _)| *low > known.low && *low <= known.high) {
            known.low = amount;
            known.bounds.push(Bound::BeforeStated { name: self.name(index), amount });
        }
        let least = place
            .first_of
            .map(|of| Ppm((u64::from(Ppm::WHOLE.0).saturating_sub(place.others.1) / u64::from(of)) as u32));
        if let Some(least) = least.filter(|least| *least > known.low.max(Ppm::ONE_PERCENT) && *least <= known.high) {
            known.low = least;
            // To be the first says all that the place does.
            known.bounds.retain(|bound| !matches!(bound, Bound::Rank { rank: 1, .. }));
            known.bounds.push(Bound::First { of });
        }
        known.basis = match (known.basis, (known.low, known.high) != stated) {
            (Basis::Stated, true) => Basis::Both,
            (Basis::None, true) => Basis::Order,
            (basis, _) => basis,
        };
    }

    /// Whether a list names all that there is, from most to least, so that the first has its share at least.
    fn is_whole(&self, section: &Section) -> bool {
        let is_gap = |kind: RemarkKind| {
            !matches!(kind, RemarkKind::FreeClaim | RemarkKind::Alphabetical | RemarkKind::NamedBeside)
        };
        let list = section.ingredients.clone();
        section.kind == SectionKind::Ingredients
            && !section.is_partial
            && self.label.lists.sections.iter().filter(|other| other.kind != SectionKind::Statement).count() == 1
            && list.len() >= 3
            && self.label.lists.unreadable.is_none()
            && !self.label.lists.remarks.iter().any(|(kind, _)| is_gap(*kind))
            && !self.markers[list].iter().any(|marker| marker.is_out_of_order)
    }

    fn bound(&self, ceiling: Ceiling) -> Bound {
        let (name, amount) = (self.name(ceiling.index), ceiling.amount);
        match ceiling.is_law {
            true => Bound::Behind { name, cap: amount },
            false => Bound::BehindStated { name, amount },
        }
    }

    fn section(&self, index: usize) -> &'a Section {
        self.label.section(index)
    }

    fn name(&self, index: usize) -> String {
        self.label.name(index).to_owned()
    }

    /// Whether an ingredient takes a place in the descending order.
    fn counts(&self, index: usize, list: &std::ops::Range<usize>) -> bool {
        let is_said = index > list.start && are_synonyms(&self.markers[index - 1], &self.markers[index]);
        !is_said && !self.markers[index].is_out_of_order
    }
}

/// The share of an ingredient that the label states, as far as it says something of its neighbours: not the strength
/// of a raw material, which is more than its place leaves it, or is said of a solution.
fn share(label: &Parsed<'_>, index: usize) -> Option<(Ppm, Ppm)> {
    let item = &label.lists.items[index];
    let stated = item.stated.filter(|stated| !is_grade(label, index, *stated))?;
    let (low, high) = match stated.measure {
        Measure::Unstated => (stated.low, stated.high),
        _ => stated.by_weight(&Volumes::default()),
    };
    let words = &label.view.lexicon.language.amounts.strength;
    let is_strength = || words.iter().any(|word| label.plain(item).contains(word.as_str()));
    (low <= Ppm(Ppm::WHOLE.0 / item.rank) && low < Ppm::WHOLE && !is_strength()).then_some((low, high))
}

/// Whether a figure is one that spirit is sold at, and more than its place in the list leaves.
fn is_grade(label: &Parsed<'_>, index: usize, stated: Amount) -> bool {
    let section = label.section(index);
    let is_first = label.lists.items[index].rank == 1 && !section.order.is_useless();
    let may_be = matches!(stated.measure, Measure::Volume | Measure::Unstated) && section.ingredients.len() > 1;
    may_be && stated.low >= PURE_SPIRIT && !is_first
}

/// What a name says of its place in the list.
pub(super) fn marker(view: View<'_>, item: &Item) -> Marker {
    if let Some(familiar) = view.familiar(item) {
        return familiar.marker;
    }
    let names = &view.lexicon.names;
    let whole = view.name(&item.tokens()).map(|name| names.facts(name));
    // "Phenoxyethanol (preservative)" is capped like the name before its bracket
    let ends = |index: &usize| matches!(view.token(*index).kind, Kind::Open | Kind::Slash);
    let cap = match item.tokens().find(ends) {
        Some(end) => view.name(&(item.first as usize..end)).and_then(|name| names.facts(name).cap),
        None => whole.and_then(|facts| facts.cap),
    };
    Marker {
        cap,
        is_water: whole.is_some_and(|facts| facts.is_water),
        is_perfume: whole.is_some_and(|facts| facts.is_perfume),
        is_out_of_order: whole.is_some_and(|facts| facts.is_unordered) || is_colour_index(view, item),
    }
}

/// Whether two names that follow each other are two names of one thing.
fn are_synonyms(one: &Marker, next: &Marker) -> bool {
    one.is_water && next.is_water || one.is_perfume && next.is_perfume
}

/// Colour Index numbers: "CI 77891", "Red 33 (CI 17200)".
fn is_colour_index(view: View<'_>, item: &Item) -> bool {
    let is_number = |index: usize| {
        let number = view.token(index);
        number.kind == Kind::Number && number.end - number.start == 5 && !view.token(index + 1).goes_on
    };
    let is_index = |number: usize| number > 0 && view.word(number - 1) == "ci" && !view.token(number - 1).goes_on;
    item.tokens().any(|index| is_number(index) && is_index(index))
}
