//! A table of short texts, each with a value. It is asked of every word of every list, and tells nearly all that are not
//! in it by their hashes.

/// Bytes that are read at once, and that must stand behind a text that is looked up.
pub(crate) const CHUNK: usize = 8;

/// Eight bytes of a text, the first one lowest.
#[inline]
pub(crate) fn chunk(padded: &[u8], at: usize) -> u64 {
    padded[at..].first_chunk::<CHUNK>().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// The hash of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hash(u64);

impl Hash {
    /// The hash of `padded[start..end]`; eight bytes stand behind it.
    #[inline]
    pub(crate) fn of(padded: &[u8], start: usize, end: usize) -> Hash {
        let mixed = |hash: u64, chunk: u64| (hash.rotate_left(26) ^ chunk).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (mut hash, mut at) = (0, start);
        while end - at >= CHUNK {
            hash = mixed(hash, chunk(padded, at));
            at += CHUNK;
        }
        Hash(mixed(hash, chunk(padded, at) & ((1 << (8 * (end - at))) - 1)))
    }

    /// Some of its bits.
    fn tag(self) -> u32 {
        (self.0 >> 16) as u32
    }
}

/// Texts with a value each.
#[derive(Clone, Debug)]
pub(crate) struct Table<V> {
    /// A power of two of places.
    places: Vec<Place>,
    /// How many of a hash's bits make a place.
    bits: u32,
    entries: Vec<Entry<V>>,
    /// The texts one after another.
    text: String,
}

/// Where a text may stand: small, so that all of them stay in the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    tag: u32,
    /// The number of the entry from 1 on; 0 is none.
    entry: u32,
}

/// A text with its value.
#[derive(Clone, Copy, Debug)]
struct Entry<V> {
    start: u32,
    end: u32,
    value: V,
}

impl<V: Copy> Table<V> {
    /// A table with room for so many texts.
    pub(crate) fn with_capacity(texts: usize) -> Table<V> {
        let bits = (2 * texts).next_power_of_two().trailing_zeros().max(4);
        Table {
            places: vec![Place::default(); 1 << bits],
            bits,
            entries: Vec::with_capacity(texts),
            text: String::new(),
        }
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The value of a text; that of a new one is `new`.
    pub(crate) fn entry(&mut self, text: &str, new: V) -> &mut V {
        if 2 * (self.entries.len() + 1) > self.places.len() {
            self.grow();
        }
        let hash = hash_of(text.as_bytes());
        let place = self.place(hash, text.as_bytes());
        if self.places[place].entry == 0 {
            let start = self.text.len() as u32;
            self.text.push_str(text);
            self.entries.push(Entry { start, end: self.text.len() as u32, value: new });
            self.places[place] = Place { tag: hash.tag(), entry: self.entries.len() as u32 };
        }
        let number = self.places[place].entry;
        &mut self.entries[number as usize - 1].value
    }

    /// The value of a text, if it has one.
    pub(crate) fn get(&self, text: &str) -> Option<V> {
        self.find(hash_of(text.as_bytes()), text.as_bytes())
    }

    /// The value of a text that has this hash.
    #[inline]
    pub(crate) fn find(&self, hash: Hash, text: &[u8]) -> Option<V> {
        let number = self.places[self.place(hash, text)].entry as usize;
        self.entries.get(number.wrapping_sub(1)).map(|entry| entry.value)
    }

    /// The place of a text, or the free one where it would stand.
    #[inline]
    fn place(&self, hash: Hash, text: &[u8]) -> usize {
        let mut at = (hash.0 >> (64 - self.bits)) as usize;
        loop {
            let place = self.places[at];
            if place.entry == 0 || place.tag == hash.tag() && self.text_of(place.entry) == text {
                return at;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    fn text_of(&self, entry: u32) -> &[u8] {
        let entry = &self.entries[entry as usize - 1];
        &self.text.as_bytes()[entry.start as usize..entry.end as usize]
    }

    fn grow(&mut self) {
        self.bits += 1;
        self.places = vec![Place::default(); 1 << self.bits];
        for entry in 1..=self.entries.len() as u32 {
            let text = self.text_of(entry);
            let hash = hash_of(text);
            let place = self.place(hash, text);
            self.places[place] = Place { tag: hash.tag(), entry };
        }
    }
}

fn hash_of(text: &[u8]) -> Hash {
    Hash::of(&[text, &[0; CHUNK]].concat(), 0, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn a_table_is_a_map(texts in proptest::collection::vec("[ab]{0,20}|[a-c]{3}|알코올", 0..80), other in "[ab]{0,20}") {
            let mut table = Table::with_capacity(2);
            let mut map: HashMap<String, usize> = HashMap::new();
            for (number, text) in texts.iter().enumerate() {
                prop_assert_eq!(*table.entry(text, number), *map.entry(text.clone()).or_insert(number));
            }
            for text in texts.iter().chain([&other]) {
                let padded = format!("x{text}\0\0\0\0\0\0\0\0");
                let found = table.find(Hash::of(padded.as_bytes(), 1, 1 + text.len()), text.as_bytes());
                prop_assert_eq!(found, map.get(text).copied());
                prop_assert_eq!(table.get(text), found);
            }
        }
    }
}
