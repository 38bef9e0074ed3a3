//! Masses and volumes, and the total that they are parts of: "504.6 mg ... ad solutionem pro 1 ml".
//!
//! Drug registers state what a dose is made of, and not in per cent. A quantity is worth something only where the
//! label states the total as well.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::amount::{NUMBER, number};
use super::measures::behind_numbers;
use crate::text::Span;

/// A mass in grams, or a volume in millilitres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quantity {
    pub(super) amount: f64,
    pub(super) is_volume: bool,
}

/// A mass of so many grams.
const fn grams(amount: f64) -> Quantity {
    Quantity { amount, is_volume: false }
}

/// A volume of so many millilitres.
const fn millilitres(amount: f64) -> Quantity {
    Quantity { amount, is_volume: true }
}

/// What units are worth; longer names before the shorter ones that they begin with.
const UNITS: &[(&str, Quantity)] = &[
    ("milligrams", grams(1e-3)),
    ("milligram", grams(1e-3)),
    ("grams", grams(1.0)),
    ("gramm", grams(1.0)),
    ("gram", grams(1.0)),
    ("mcg", grams(1e-6)),
    ("μg", grams(1e-6)),
    ("ug", grams(1e-6)),
    ("mg", grams(1e-3)),
    ("kg", grams(1e3)),
    ("gm", grams(1.0)),
    ("g", grams(1.0)),
    ("milliliter", millilitres(1.0)),
    ("millilitre", millilitres(1.0)),
    ("ml", millilitres(1.0)),
    ("cl", millilitres(10.0)),
    ("dl", millilitres(100.0)),
    ("l", millilitres(1e3)),
    ("мкг", grams(1e-6)),
    ("мг", grams(1e-3)),
    ("г", grams(1.0)),
    ("мл", millilitres(1.0)),
    ("毫克", grams(1e-3)),
    ("克", grams(1.0)),
    ("毫升", millilitres(1.0)),
];

/// Words that stand before a total.
const BEFORE_TOTAL: &[&str] = &[
    "pro", "ad", "per", "in", "je", "pour", "par", "por", "cada", "chaque", "ogni", "na", "do", "to", "each", "every",
    "auf", "zu", "qsp", "q.s.p.", "q.s.", "на", "до", "в",
];

/// Words that stand behind a total, with up to three between: "1 ml Lösung enthält".
const BEHIND_TOTAL: &[&str] = &[
    "contains",
    "contain",
    "containing",
    "enthalten",
    "enthalt",
    "contient",
    "contiennent",
    "contiene",
    "contienen",
    "contengono",
    "contem",
    "contine",
    "zawiera",
    "zawieraja",
    "obsahuje",
    "obsahuji",
    "bevat",
    "bevatten",
    "indeholder",
    "innehaller",
    "inneholder",
    "sisaltaa",
    "tartalmaz",
    "icerir",
    "содержит",
    "содержат",
    "містить",
    "中",
    "あたり",
    "当たり",
    "含",
];

/// Plain text is lower case, so the patterns are.
static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"(?-u:\b)(?P<number>{NUMBER})[\x20\n]*(?P<unit>{})", unit());
    Regex::new(&pattern).expect("the pattern is a constant, and a test compiles it")
});

static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    let (unit, before, behind) = (unit(), BEFORE_TOTAL.join("|").replace('.', r"\."), BEHIND_TOTAL.join("|"));
    let pattern = format!(
        r"(?x)
        (?:^|[\x20\n,;.:/(]) (?:{before}) [\x20\n]+ (?P<number>{NUMBER})? [\x20\n]* (?P<unit>{unit})
        | (?-u:\b) (?P<first>{NUMBER}) [\x20\n]* (?P<first_unit>{unit}) (?:[\x20\n]+[^\x20\n,;:]+){{0,3}}
          [\x20\n]* (?:{behind})"
    );
    Regex::new(&pattern).expect("the pattern is a constant, and a test compiles it")
});

fn unit() -> String {
    UNITS.iter().map(|(unit, _)| *unit).collect::<Vec<_>>().join("|")
}

impl Quantity {
    /// The quantities in a piece of plain text, and where they stand.
    pub(super) fn all(plain: &str) -> impl Iterator<Item = (Span, Quantity)> {
        let may_be = behind_numbers(plain).any(|(_, behind)| begins_with_unit(behind));
        let found = may_be.then(|| QUANTITY.captures_iter(plain)).into_iter().flatten();
        found.filter_map(|found| {
            let whole = found.get(0)?;
            Some((Span::new(whole.start(), whole.end()), read(plain, &found, "number", "unit")?))
        })
    }

    /// The total that a list states: the last one, as it stands behind what it is made of, or else before.
    pub(super) fn total(plain: &str) -> Option<Quantity> {
        let found = has_digit(plain).then(|| TOTAL.captures_iter(plain)).into_iter().flatten();
        found
            .filter_map(|f| read(plain, &f, "number", "unit").or_else(|| read(plain, &f, "first", "first_unit")))
            .last()
    }
}

/// Whether a text begins with a unit as a whole word. Most words are known by two letters to be none.
pub(super) fn begins_with_unit(text: &str) -> bool {
    let may_be = match text.as_bytes() {
        [b'm', b'c' | b'g' | b'i' | b'l', ..] | [b'g', b'm' | b'r', ..] => true,
        [b'k' | b'u', b'g', ..] | [b'c' | b'd', b'l', ..] => true,
        [b'g' | b'l', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_alphanumeric),
        [first, ..] => !first.is_ascii() && text.starts_with(['μ', 'г', 'м', '克', '毫']),
        [] => false,
    };
    may_be && UNITS.iter().any(|(unit, _)| text.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(goes_on)))
}

/// Whether a character makes another word of the unit before it.
fn goes_on(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{400}'..='\u{52f}').contains(&c)
}

pub(super) fn has_digit(plain: &str) -> bool {
    plain.bytes().any(|b| b.is_ascii_digit())
}

/// So many of that unit; one, where there is a unit alone: "per ml".
fn read(plain: &str, found: &Captures<'_>, number: &str, unit: &str) -> Option<Quantity> {
    let unit = found.name(unit)?;
    if plain[unit.end()..].starts_with(goes_on) {
        return None;
    }
    let number = found.name(number).map_or(Some(1.0), |n| self::number(n.as_str()))?;
    let &(_, worth) = UNITS.iter().find(|(name, _)| *name == unit.as_str())?;
    (number > 0.0).then_some(Quantity { amount: number * worth.amount, ..worth })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_with_their_units() {
        for (text, quantity) in [
            ("ethanolum 504.6 mg", grams(0.5046)),
            ("isopropanolum 63 g", grams(63.0)),
            ("спирт этиловый 95% 20 мл", millilitres(20.0)),
            ("乙醇75毫升", millilitres(75.0)),
            ("alcohol 1,5 ml", millilitres(1.5)),
        ] {
            let found: Vec<Quantity> = Quantity::all(text).map(|(_, quantity)| quantity).collect();
            assert_eq!(found, [quantity], "{text}");
        }
        for text in ["ci 77891", "peg-20 glyceryl laurate", "1,3-butylene glycol", "vitamin b12"] {
            assert_eq!(Quantity::all(text).count(), 0, "{text}");
        }
    }

    #[test]
    fn every_unit_is_known_by_how_it_begins() {
        for (unit, _) in UNITS {
            assert!(begins_with_unit(unit), "{unit}");
        }
    }

    #[test]
    fn a_total_is_known_by_the_words_around_it() {
        for (text, total) in [
            ("ethanolum 504.6 mg, aqua ad solutionem pro 1 ml.", millilitres(1.0)),
            ("excipiens ad unguentum pro 1 g", grams(1.0)),
            ("aqua q.s. ad 100 ml", millilitres(100.0)),
            ("1 ml losung enthalt: minoxidil 20 mg", millilitres(1.0)),
            ("100 g gel contient ethanol 40 g", grams(100.0)),
            ("100ml中 エタノール 80ml", millilitres(100.0)),
            ("each gram contains alcohol 300 mg", grams(1.0)),
        ] {
            assert_eq!(Quantity::total(text), Some(total), "{text}");
        }
        assert_eq!(Quantity::total("aqua, alcohol 20 mg, glycerin"), None);
    }
}
