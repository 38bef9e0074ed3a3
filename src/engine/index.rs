//! Names by their keys, and where in an item one of them stands.

use rustc_hash::{FxBuildHasher, FxHashSet};
use string_interner::backend::StringBackend;
use string_interner::symbol::SymbolU32;
use string_interner::{StringInterner, Symbol};

use super::chains::Chains;
use crate::text::{LATIN, Span, Starts};

/// Names of so many bytes and fewer count only as one word.
pub(super) const SHORT_NAME: usize = 4;

/// Keys with a value each. All keys lie in one string, as a program that checks one label has no time for thousands.
pub(super) struct Index<V> {
    keys: StringInterner<StringBackend<SymbolU32>, FxBuildHasher>,
    /// In the order in which their keys came.
    values: Vec<V>,
    /// Length of the longest key, in bytes.
    longest: usize,
    /// How keys begin.
    starts: Starts,
}

/// By how many bytes [`Index::all`] tells where no key can begin.
const SHORT_START: usize = 3;

/// The first bytes of a text, as a number; nothing for those that it lacks.
fn start(text: &str, len: usize) -> u32 {
    text.bytes().take(len).rev().fold(0, |start, byte| start << 8 | u32::from(byte))
}

impl<V: Default> Index<V> {
    /// An index with room for so many keys.
    pub(super) fn with_capacity(keys: usize) -> Index<V> {
        let values = Vec::with_capacity(keys);
        let keys = StringInterner::with_capacity_and_hasher(keys, FxBuildHasher);
        Index { keys, values, longest: 0, starts: Starts::new() }
    }

    /// The value of a key, which a new key gets.
    pub(super) fn entry(&mut self, key: &str) -> &mut V {
        let place = self.keys.get_or_intern(key).to_usize();
        if place == self.values.len() {
            self.values.push(V::default());
            self.longest = self.longest.max(key.len());
            self.starts.enter(start(key, SHORT_START));
        }
        &mut self.values[place]
    }

    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.keys.get(key).map(|symbol| &self.values[symbol.to_usize()])
    }

    /// All keys with their values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.keys.iter().map(|(symbol, key)| (key, &self.values[symbol.to_usize()]))
    }

    /// The known names in an item that begin and end at such bytes of its key, in the order in which they begin.
    pub(super) fn all<'a, 'k>(
        &'a self,
        key: &'k str,
        borders: &'k [u32],
    ) -> impl Iterator<Item = (Span, &'a V)> + use<'a, 'k, V> {
        let may_begin = |at: u32| {
            let text = key.get(at as usize..).unwrap_or_default();
            (1..=SHORT_START).any(|len| self.starts.hold(self::start(text, len)))
        };
        let starts = borders.iter().enumerate().filter(move |(_, start)| may_begin(**start));
        starts.flat_map(move |(place, &start)| {
            let ends = borders[place + 1..].iter().take_while(move |end| (*end - start) as usize <= self.longest);
            ends.filter_map(move |&end| {
                let span = Span { start, end };
                Some((span, self.get(span.of(key))?))
            })
        })
    }
}

/// A quick look for names that may stand anywhere in an item: it says "perhaps" or "no", and "no" is true.
pub(super) struct Hint {
    /// How a key may begin.
    starts: Starts,
    by_start: Chains<[u8; START], Span>,
    /// The longer keys, by more of their first bytes: many names begin alike.
    by_long_start: Chains<[u8; LONG_START], Span>,
    /// The keys of both, one after another.
    keys: Vec<u8>,
    /// Keys that are too short for that, most of them a single character.
    short: Vec<Box<str>>,
    /// Short names of Latin letters, which count only as a word of their own.
    words: FxHashSet<Box<str>>,
}

/// By how many bytes keys are told apart.
const START: usize = 4;
const LONG_START: usize = 8;

impl Hint {
    pub(super) fn new<'a>(keys: impl Iterator<Item = &'a str>) -> Hint {
        let mut hint = Hint {
            starts: Starts::new(),
            by_start: Chains::with_capacity(keys.size_hint().1.unwrap_or_default()),
            by_long_start: Chains::with_capacity(keys.size_hint().1.unwrap_or_default()),
            keys: Vec::new(),
            short: Vec::new(),
            words: FxHashSet::default(),
        };
        for key in keys {
            match key.as_bytes().first_chunk() {
                _ if key.is_ascii() && key.len() <= SHORT_NAME => {
                    hint.words.insert(key.into());
                }
                None => hint.short.push(key.into()),
                Some(start) => {
                    hint.starts.enter(u32::from_le_bytes(*start));
                    let place = Span::new(hint.keys.len(), hint.keys.len() + key.len());
                    match key.as_bytes().first_chunk() {
                        Some(long) => hint.by_long_start.push(*long, place),
                        None => hint.by_start.push(*start, place),
                    }
                    hint.keys.extend(key.bytes());
                }
            }
        }
        hint
    }

    /// Whether one of the names may stand in an item, which is given as plain text and as its key.
    pub(super) fn may_hold(&self, plain: &str, key: &str) -> bool {
        self.holds_long(key.as_bytes())
            || !key.is_ascii() && self.short.iter().any(|short| key.contains(&**short))
            || LATIN.words(plain).any(|word| word.len() <= SHORT_NAME && self.words.contains(word))
    }

    fn holds_long(&self, key: &[u8]) -> bool {
        (0..key.len()).any(|at| self.begins(&key[at..]))
    }

    /// Whether a text begins with one of the keys that are not short.
    fn begins(&self, text: &[u8]) -> bool {
        let may_begin = |start: &&[u8; START]| self.starts.hold(u32::from_le_bytes(**start));
        let Some(start) = text.first_chunk().filter(may_begin) else { return false };
        let is_here = |key: Span| text.starts_with(&self.keys[key.range()]);
        let long = || text.first_chunk().map(|start| self.by_long_start.of(*start));
        self.by_start.of(*start).any(is_here) || long().is_some_and(|mut keys| keys.any(is_here))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tokens::Item;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_hint_never_denies_what_is_there(key in "[a-d]{2,9}|[가-나]{1,4}", before in "[a-d]{0,5}", behind in "[a-d가-나]{0,5}") {
            let hint = Hint::new(["dada", "cabbage", &key].into_iter());
            let text = [before.as_str(), &key, &behind].concat();
            let is_short = key.is_ascii() && key.len() <= SHORT_NAME;
            let plain = if is_short { [before.as_str(), &key, &behind].join(" ") } else { text.clone() };
            prop_assert!(hint.may_hold(&plain, &text));
        }
    }

    #[test]
    fn names_are_found_between_borders_and_nowhere_else() {
        let names = ["alcohol", "cetylalcohol", "ethanol", "에탄올"];
        let mut index = Index::with_capacity(names.len());
        for name in names {
            *index.entry(name) = name;
        }
        for (plain, expected) in [
            ("cetyl alcohol", vec!["cetylalcohol", "alcohol"]),
            ("phenoxyethanol", vec![]),
            ("페녹시에탄올", vec!["에탄올"]),
            ("alcohols", vec![]),
        ] {
            let item = Item::new(plain, None);
            let found: Vec<&str> = index.all(&item.key, &item.borders()).map(|(_, name)| *name).collect();
            assert_eq!(found, expected, "{plain}");
        }
    }
}
