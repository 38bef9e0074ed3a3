//! Where a text has a number with a unit behind it. Amounts and quantities end so, and most names with a number do not:
//! "Polysorbate 20", "CI 77891".

use super::quantity::begins_with_unit;
use crate::text::Span;

/// What the units of strengths begin with.
const STRENGTHS: [&str; 7] = ["%", "°", "per", "pro", "pct", "ppm", "vol"];

/// The numbers of a plain text that have a unit behind them, by where they end.
pub(super) struct Measures(Vec<usize>);

impl Measures {
    pub(super) fn find(plain: &str) -> Measures {
        Measures(behind_numbers(plain).filter(|(_, behind)| is_unit(behind)).map(|(end, _)| end).collect())
    }

    /// Whether an amount or a quantity can stand in a span.
    pub(super) fn any_in(&self, span: Span) -> bool {
        let next = self.0.partition_point(|end| *end <= span.start as usize);
        self.0.get(next).is_some_and(|end| *end <= span.end as usize)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a text has a number with a unit behind it.
pub(super) fn has_measure(plain: &str) -> bool {
    behind_numbers(plain).any(|(_, behind)| is_unit(behind))
}

fn is_unit(behind: &str) -> bool {
    begins_with_strength(behind) || begins_with_unit(behind)
}

/// What stands behind each number of a text, without the white space between, and where the number ends.
pub(super) fn behind_numbers(plain: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let digit = end + plain.as_bytes()[end..].iter().position(u8::is_ascii_digit)?;
        end = digit + plain.as_bytes()[digit..].iter().take_while(|b| b.is_ascii_digit()).count();
        Some((end, plain[end..].trim_ascii_start()))
    })
}

/// Whether a text begins like a unit of strength.
pub(super) fn begins_with_strength(text: &str) -> bool {
    text.starts_with(['%', '°', 'p', 'v']) && STRENGTHS.iter().any(|unit| text.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Amount, Quantity};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn amounts_stand_at_measures_only(
            words in proptest::collection::vec(
                "[0-9]{1,4}|[0-9],[0-9]{3}| |,|\\.|%|mg|ml|g|l|г|мл|μg|毫升|°|per cent|proof|prozent|ppm|vol|v/v|alcohol|ci|-|±|to|max|\n",
                0..12,
            ),
        ) {
            let plain = words.concat();
            let measures = Measures::find(&plain);
            for span in Amount::places(&plain).into_iter().chain(Quantity::all(&plain).map(|(span, _)| span)) {
                prop_assert!(measures.any_in(span), "{plain}");
            }
        }
    }
}
