//! Names by their keys, and where in an item one of them stands.

use rustc_hash::FxHashMap;

use super::tokens::Item;
use crate::text::Span;

/// Keys with a value each.
pub(super) struct Index<V> {
    values: FxHashMap<String, V>,
    /// Length of the longest key, in bytes.
    longest: usize,
}

impl<V> Index<V> {
    pub(super) fn new(names: impl Iterator<Item = (String, V)>) -> Index<V> {
        let values: FxHashMap<String, V> = names.collect();
        let longest = values.keys().map(String::len).max().unwrap_or(0);
        Index { values, longest }
    }

    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.values.get(key)
    }

    /// The known names in an item that begin and end where names can, in no order.
    pub(super) fn all<'a>(&'a self, item: &'a Item<'_>) -> impl Iterator<Item = (Span, &'a V)> {
        let borders = item.borders();
        (0..borders.len()).flat_map(move |first| {
            let start = borders[first];
            let ends: Vec<u32> =
                borders[first + 1..].iter().copied().take_while(|end| (end - start) as usize <= self.longest).collect();
            ends.into_iter().filter_map(move |end| {
                let span = Span { start, end };
                Some((span, self.values.get(span.of(&item.key))?))
            })
        })
    }
}

/// A quick look for keys that may stand anywhere in a text: it says "perhaps" or "no", and "no" is true.
pub(super) struct Hint {
    /// A bit for each hash of the beginning of a key.
    bits: Vec<u64>,
    /// Shorter keys, by their first bytes.
    short: Vec<u64>,
}

/// How many bytes of a key are looked at, and how many of a shorter one.
const LONG: usize = 6;
const SHORT: usize = 2;

const BITS: usize = 18;
const SHORT_BITS: usize = 16;

impl Hint {
    pub(super) fn new<'a>(keys: impl Iterator<Item = &'a str>) -> Hint {
        let mut hint = Hint { bits: vec![0; 1 << (BITS - 6)], short: vec![0; 1 << (SHORT_BITS - 6)] };
        for key in keys.map(str::as_bytes) {
            match (key.first_chunk(), key.first_chunk()) {
                (Some(start), _) => set(&mut hint.bits, long(start)),
                (None, Some(start)) => set(&mut hint.short, short(start)),
                // No key is a single byte.
                (None, None) => {}
            }
        }
        hint
    }

    /// Whether one of the keys may stand in `text`.
    pub(super) fn may_hold(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.windows(LONG).any(|window| window.first_chunk().is_some_and(|start| is_set(&self.bits, long(start))))
            || bytes
                .windows(SHORT)
                .any(|window| window.first_chunk().is_some_and(|start| is_set(&self.short, short(start))))
    }
}

fn long(start: &[u8; LONG]) -> usize {
    let [a, b, c, d, e, f] = start.map(u64::from);
    let word = a | b << 8 | c << 16 | d << 24 | e << 32 | f << 40;
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize
}

fn short(start: &[u8; SHORT]) -> usize {
    usize::from(u16::from_le_bytes(*start))
}

fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

fn is_set(bits: &[u64], at: usize) -> bool {
    bits[at / 64] & 1 << (at % 64) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_hint_never_denies_what_is_there(key in "[a-d]{2,9}|[가-나]{1,4}", before in "[a-d]{0,5}", behind in "[a-d가-나]{0,5}") {
            let hint = Hint::new(["dada", "cabbage", &key].into_iter());
            let text = [before, key, behind].concat();
            prop_assert!(hint.may_hold(&text));
        }
    }

    #[test]
    fn names_are_found_between_borders_and_nowhere_else() {
        let names = ["alcohol", "cetylalcohol", "ethanol", "에탄올"];
        let index = Index::new(names.iter().map(|name| (name.to_string(), *name)));
        for (plain, expected) in [
            ("cetyl alcohol", vec!["cetylalcohol", "alcohol"]),
            ("phenoxyethanol", vec![]),
            ("페녹시에탄올", vec!["에탄올"]),
            ("alcohols", vec![]),
        ] {
            let item = Item::new(plain, None);
            let found: Vec<&str> = index.all(&item).map(|(_, name)| *name).collect();
            assert_eq!(found, expected, "{plain}");
        }
    }
}
