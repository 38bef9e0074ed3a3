//! What a list's order and its stated amounts imply of an amount. All such law stands here and nowhere else.
//!
//! Cosmetics are listed from most to least by weight. Below one per cent the order is free, and colourants come last
//! in any order (EU: Regulation 1223/2009, article 19 (1) (g)). So the k-th of a list is at most 100/k per cent, or at
//! most one; and after a name that the law caps at one per cent or less, everything is at most one per cent.

use std::fmt;

use serde::Serialize;

use super::amount::{Amount, Ppm};
use super::{Label, SectionKind};
use crate::text::Key;

/// What the order of a list says about amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// From most to least, as cosmetics law asks.
    #[default]
    Descending,
    /// Alphabetical: it says nothing.
    Alphabetical,
    /// The active ingredients of a drug, or a few others of it: in any order.
    Drug,
    /// Colourants that may or may not be there.
    MayContain,
    /// Nothing separates the names, so places cannot be counted.
    Unseparated,
}

impl Order {
    /// Whether places in the list say nothing about amounts.
    pub fn is_useless(self) -> bool {
        self != Order::Descending
    }
}

/// What a bound on an amount rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The label states it.
    Stated,
    /// The order of the list implies it.
    Order,
    /// Both.
    Both,
    /// Nothing: the amount can be anything.
    None,
}

/// What is known of an amount, by weight: from `low` to `high`, both included.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Concentration {
    /// The least it can be.
    pub low: Ppm,
    /// The most it can be.
    pub high: Ppm,
    /// What the bounds rest on.
    pub basis: Basis,
    /// How each bound is known, in the order in which a reader wants to hear it.
    #[serde(skip)]
    pub bounds: Vec<Bound>,
}

impl Concentration {
    /// Nothing is known.
    pub fn unknown() -> Concentration {
        Concentration { low: Ppm::ZERO, high: Ppm::WHOLE, basis: Basis::None, bounds: Vec::new() }
    }
}

impl fmt::Display for Concentration {
    /// The bounds with their reasons: "at most 50 % (listed at place 2 of 5)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Ppm::ZERO, Ppm::WHOLE) => f.write_str("amount unknown")?,
            (Ppm::ZERO, high) => write!(f, "at most {high}")?,
            (low, Ppm::WHOLE) if low < Ppm::WHOLE => write!(f, "at least {low}")?,
            (low, high) if low == high => write!(f, "{low}")?,
            (low, high) => write!(f, "between {low} and {high}")?,
        }
        for (i, bound) in self.bounds.iter().enumerate() {
            write!(f, "{}{bound}", if i == 0 { " (" } else { "; " })?;
        }
        if self.bounds.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

/// One reason why an amount cannot be more, or less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The label states this amount.
    Stated(Amount),
    /// It is the `rank`-th of a descending list of `of`.
    Rank {
        /// Place in the list, 1-based.
        rank: u32,
        /// How many the list names.
        of: u32,
    },
    /// It stands behind an ingredient that the law caps.
    Behind {
        /// The ingredient as printed.
        name: String,
        /// The most that the law allows of it.
        cap: Ppm,
    },
    /// It stands behind an ingredient with this stated amount.
    BehindStated {
        /// The ingredient as printed.
        name: String,
        /// The most of it that the label states.
        amount: Ppm,
    },
    /// It stands before an ingredient with this stated amount.
    BeforeStated {
        /// The ingredient as printed.
        name: String,
        /// The least of it that the label states.
        amount: Ppm,
    },
    /// The order says nothing.
    NoOrder(Order),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Stated(amount) => write!(f, "the label states {amount}"),
            Bound::Rank { rank, of } => write!(f, "listed at place {rank} of {of}"),
            Bound::Behind { name, cap } => write!(f, "after {name}, which the law caps at {cap}"),
            Bound::BehindStated { name, amount } => write!(f, "after {name}, stated at {amount}"),
            Bound::BeforeStated { name, amount } => write!(f, "before {name}, stated at {amount}"),
            Bound::NoOrder(order) => f.write_str(match order {
                Order::Descending => "the order of the list says nothing",
                Order::Alphabetical => "the list is alphabetical, so its order says nothing",
                Order::Drug => "the order of a drug's ingredients says nothing",
                Order::MayContain => "it is among what may be contained",
                Order::Unseparated => "nothing separates the names, so places cannot be counted",
            }),
        }
    }
}

/// Names that the law of the EU caps at one per cent or less in every use, with the cap in parts per million.
/// Regulation (EC) 1223/2009, annexes III and V. Names with a use that is not capped are left out, such as benzyl
/// alcohol, which is also a solvent, or sodium benzoate, which may reach 2.95 % in a shampoo.
const CAPPED: &[(&str, u32)] = &[
    ("phenoxyethanol", 10_000),
    ("potassiumsorbate", 8_000),
    ("sorbicacid", 6_000),
    ("methylparaben", 4_400),
    ("ethylparaben", 4_400),
    ("propylparaben", 1_400),
    ("butylparaben", 1_400),
    ("dehydroaceticacid", 6_000),
    ("sodiumdehydroacetate", 6_900),
    ("dmdmhydantoin", 6_000),
    ("imidazolidinylurea", 6_000),
    ("diazolidinylurea", 5_000),
    ("sodiumhydroxymethylglycinate", 5_000),
    ("chlorphenesin", 3_000),
    ("dichlorobenzylalcohol", 1_500),
    ("methylchloroisothiazolinone", 15),
    ("methylisothiazolinone", 15),
    ("iodopropynylbutylcarbamate", 200),
    ("chlorhexidinedigluconate", 3_000),
    ("chlorhexidine", 3_000),
    ("polyaminopropylbiguanide", 1_000),
    ("2bromo2nitropropane13diol", 1_000),
    ("hexamidinediisethionate", 1_000),
    ("ocymen5ol", 1_000),
    ("benzethoniumchloride", 1_000),
    ("piroctoneolamine", 10_000),
    ("hydroxyethoxyphenylbutanone", 7_000),
    ("bht", 8_000),
    ("페녹시에탄올", 10_000),
    ("클로페네신", 3_000),
    ("феноксиэтанол", 10_000),
    ("フェノキシエタノール", 10_000),
    ("苯氧乙醇", 10_000),
];

/// Perfume, under the name that it has in Korean lists, where the law lets it stand anywhere.
const PERFUME: &[&str] = &["향료"];

/// What the order of a list of these plain names says.
pub(super) fn order(kind: SectionKind, names: &[&str]) -> Order {
    match kind {
        SectionKind::MayContain => Order::MayContain,
        SectionKind::Active => Order::Drug,
        _ if names.len() <= 2 && names.iter().any(|name| name.split_whitespace().count() > 12) => Order::Unseparated,
        _ if is_alphabetical(names) => Order::Alphabetical,
        // A drug that is no cosmetic lists these alphabetically (21 CFR 201.66), and so few cannot show it.
        SectionKind::Inactive if names.len() < 5 => Order::Drug,
        SectionKind::Ingredients | SectionKind::Inactive => Order::Descending,
    }
}

/// Five names or more in order, with one exception among eight or more: by chance one list in 120 of five is.
fn is_alphabetical(names: &[&str]) -> bool {
    let allowed = usize::from(names.len() >= 8);
    let falls = names.windows(2).filter(|pair| Key::of_plain(pair[0]) > Key::of_plain(pair[1]));
    names.len() >= 5 && falls.take(allowed + 1).count() <= allowed
}

impl Label {
    /// What is known of the amount of an ingredient, by its index.
    ///
    /// A volume is taken for one of ethanol in water. Order is taken to follow the law of cosmetics.
    pub fn concentration(&self, index: usize) -> Concentration {
        Bounds::new(self).of(index, self.ingredients()[index].stated)
    }
}

/// What the order of a label's lists implies, worked out once for all ingredients.
pub(crate) struct Bounds<'a> {
    label: &'a Label,
    steps: Vec<Step>,
}

/// What the places before and behind an ingredient imply of it.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// Place among those that stand in descending order, 1-based.
    rank: u32,
    /// The lowest ceiling that an ingredient before it sets.
    ceiling: Option<Ceiling>,
    /// The highest floor that an ingredient behind it sets, and the index of that.
    floor: Option<(Ppm, usize)>,
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
    pub(crate) fn new(label: &'a Label) -> Bounds<'a> {
        let mut bounds = Bounds { label, steps: vec![Step::default(); label.ingredients().len()] };
        for section in label.sections().iter().filter(|section| !section.order.is_useless()) {
            bounds.climb(section.ingredients.clone());
        }
        bounds
    }

    /// What is known of one of the names in an ingredient, with the amount that is printed with that name.
    pub(crate) fn of(&self, index: usize, stated: Option<Amount>) -> Concentration {
        let section = &self.label.sections()[self.label.ingredients()[index].section];
        let mut known = Concentration::unknown();
        if let Some(stated) = stated {
            (known.low, known.high) = stated.by_weight();
            known.basis = Basis::Stated;
            known.bounds.push(Bound::Stated(stated));
        }
        match section.order {
            Order::Descending => self.narrow(index, section.ingredients.len() as u32, &mut known),
            useless if stated.is_none() => known.bounds.push(Bound::NoOrder(useless)),
            Order::Alphabetical | Order::Drug | Order::MayContain | Order::Unseparated => {}
        }
        known
    }

    /// Goes down a list for ranks and ceilings, and up again for floors.
    fn climb(&mut self, list: std::ops::Range<usize>) {
        let (mut rank, mut ceiling, mut floor) = (1, None, None);
        // Amounts before the first name without one may be those of a drug's active ingredients, put in front.
        let front = list.clone().take_while(|&i| self.stated(i).is_some()).count();
        for index in list.clone() {
            self.steps[index].rank = rank;
            self.steps[index].ceiling = ceiling;
            rank += u32::from(self.counts(index));
            let stated = self.stated(index).filter(|_| index >= list.start + front).map(|amount| amount.by_weight().1);
            for (amount, is_law) in [(self.cap(index), true), (stated, false)] {
                // The first of a list cannot be so small: then the order is another.
                let Some(amount) = amount.filter(|_| index > list.start) else { continue };
                let next = Ceiling { height: amount.max(Ppm::ONE_PERCENT), amount, index, is_law };
                ceiling = Some(ceiling.filter(|c: &Ceiling| c.height <= next.height).unwrap_or(next));
            }
        }
        for index in list.rev() {
            self.steps[index].floor = floor;
            let least = self.stated(index).map(|amount| amount.by_weight().0).filter(|low| *low > Ppm::ONE_PERCENT);
            floor = least.map(|low| (low, index)).max(floor);
        }
    }

    fn narrow(&self, index: usize, of: u32, known: &mut Concentration) {
        let Step { rank, ceiling, floor } = self.steps[index];
        let stated = (known.low, known.high);
        let share = Ppm(Ppm::WHOLE.0 / rank).max(Ppm::ONE_PERCENT);
        if share < known.high && share >= known.low || known.basis == Basis::None {
            known.high = known.high.min(share);
            known.bounds.push(Bound::Rank { rank, of });
        }
        if let Some(ceiling) = ceiling.filter(|c| c.height < known.high && c.height >= known.low) {
            known.high = ceiling.height;
            known.bounds.push(self.bound(ceiling));
        }
        if let Some((amount, index)) = floor.filter(|(low, _)| *low > known.low && *low <= known.high) {
            known.low = amount;
            known.bounds.push(Bound::BeforeStated { name: self.name(index), amount });
        }
        known.basis = match (known.basis, (known.low, known.high) != stated) {
            (Basis::Stated, true) => Basis::Both,
            (Basis::None, true) => Basis::Order,
            (basis, _) => basis,
        };
    }

    fn bound(&self, ceiling: Ceiling) -> Bound {
        let (name, amount) = (self.name(ceiling.index), ceiling.amount);
        match ceiling.is_law {
            true => Bound::Behind { name, cap: amount },
            false => Bound::BehindStated { name, amount },
        }
    }

    fn name(&self, index: usize) -> String {
        self.label.ingredients()[index].span.of(self.label.text()).to_string()
    }

    fn stated(&self, index: usize) -> Option<Amount> {
        self.label.ingredients()[index].stated
    }

    /// Whether an ingredient takes a place in the descending order.
    fn counts(&self, index: usize) -> bool {
        let plain = self.label.plain(&self.label.ingredients()[index]);
        !(is_colourant(plain) || PERFUME.contains(&Key::of_plain(plain).as_str()))
    }

    /// The most that the law allows of an ingredient.
    fn cap(&self, index: usize) -> Option<Ppm> {
        let plain = self.label.plain(&self.label.ingredients()[index]);
        let name = plain.split(['(', '[']).next().unwrap_or(plain);
        let key = Key::of_plain(name);
        CAPPED.iter().find(|(capped, _)| *capped == key.as_str()).map(|&(_, cap)| Ppm(cap))
    }
}

/// Colour Index numbers: "CI 77891", "Red 33 (CI 17200)".
fn is_colourant(plain: &str) -> bool {
    plain
        .split(|c: char| !c.is_alphanumeric())
        .zip(plain.split(|c: char| !c.is_alphanumeric()).skip(1))
        .any(|(word, next)| word == "ci" && next.len() == 5 && next.bytes().all(|b| b.is_ascii_digit()))
}
