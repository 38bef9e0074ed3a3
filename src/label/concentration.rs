//! What is known of an amount, and how it is known, in words.

use std::fmt;

use serde::Serialize;

use super::amount::Amount;
use super::order::Order;
use crate::ppm::Ppm;

/// What a limit on an amount is based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// The label states this figure, and at its place in the list it can only be the strength of what was put in.
    Grade(Amount),
    /// It is the `rank`-th of a descending list of `of`.
    Rank {
        /// Place in the list, 1-based.
        rank: u32,
        /// How many the list names.
        of: u32,
        /// The first ingredient behind it that the law caps, as printed: a landmark for a reader.
        before: Option<String>,
    },
    /// The same, where amounts that are stated of others leave it less.
    Rest {
        /// Place in the list, 1-based.
        rank: u32,
        /// How many the list names.
        of: u32,
        /// The least that the others come to.
        others: Ppm,
    },
    /// It is the first of a whole list of `of`, so no other is more.
    First {
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
            Bound::Grade(amount) => {
                write!(f, "{amount} must be the strength of the alcohol used, not how much is in the product")
            }
            Bound::Rank { rank, of, before: None } => place(f, *rank, *of),
            Bound::Rank { rank, of, before: Some(name) } => {
                place(f, *rank, *of)?;
                write!(f, ", before {name}")
            }
            Bound::Rest { rank, of, others } => {
                place(f, *rank, *of)?;
                write!(f, ", where others are stated to be {others}")
            }
            Bound::First { of } => {
                write!(f, "listed first of {}, so it is the largest ingredient", word(*of, &CARDINALS))
            }
            Bound::Behind { name, cap } => write!(f, "after {name}, which EU law limits to {cap}"),
            Bound::BehindStated { name, amount } => write!(f, "after {name}, stated at {amount}"),
            Bound::BeforeStated { name, amount } => write!(f, "before {name}, stated at {amount}"),
            Bound::NoOrder(order) => f.write_str(match order {
                Order::Descending => "the order of the list does not indicate amounts",
                Order::Alphabetical => "the list looks alphabetical, so position does not indicate amount",
                Order::Drug => "in a drug's ingredient list, position does not indicate amount",
                Order::MayContain => "listed under \"may contain\"",
                Order::Unseparated => "nothing separates the names, so positions are unknown",
                Order::Several => "it looks like several lists in one, so positions are unknown",
            }),
        }
    }
}

const ORDINALS: [&str; 20] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
];
const CARDINALS: [&str; 20] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
];

fn word(number: u32, words: &[&str; 20]) -> String {
    let word = (number as usize).checked_sub(1).and_then(|index| words.get(index));
    word.map_or_else(|| number.to_string(), |word| (*word).to_string())
}

/// "listed second of fourteen"
fn place(f: &mut fmt::Formatter<'_>, rank: u32, of: u32) -> fmt::Result {
    match rank as usize {
        1..=20 => write!(f, "listed {} of {}", word(rank, &ORDINALS), word(of, &CARDINALS)),
        _ => write!(f, "listed at position {rank} of {of}"),
    }
}
