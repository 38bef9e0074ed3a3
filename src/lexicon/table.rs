//! A table of short texts, each with a value. It is asked of every word of every list, so a text is known by its first
//! and its last eight bytes before it is compared, and most that are not in it are told by one bit.

/// Bytes that must stand behind a text that is looked up.
const CHUNK: usize = 8;

/// The first and the last bytes of a text, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ends {
    head: u64,
    tail: u64,
    len: u32,
}

impl Ends {
    /// The ends of `padded[start..end]`; eight bytes stand behind it.
    #[inline]
    pub(crate) fn of(padded: &[u8], start: usize, end: usize) -> Ends {
        let len = end - start;
        let head = chunk(padded, start) & mask(len);
        let tail = if len > CHUNK { chunk(padded, end - CHUNK) } else { 0 };
        Ends { head, tail, len: len as u32 }
    }

    /// The ends of a text behind which nothing need stand.
    pub(crate) fn of_text(text: &[u8]) -> Ends {
        let chunk = |bytes: &[u8]| {
            let mut chunk = [0; CHUNK];
            chunk[..bytes.len()].copy_from_slice(bytes);
            u64::from_le_bytes(chunk)
        };
        let head = chunk(&text[..text.len().min(CHUNK)]);
        let tail = if text.len() > CHUNK { chunk(&text[text.len() - CHUNK..]) } else { 0 };
        Ends { head, tail, len: text.len() as u32 }
    }

    /// A number that is nearly another for each text.
    #[inline]
    pub(crate) fn hash(self) -> u64 {
        let mixed = self.head.wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ self.tail.wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(29)
            ^ u64::from(self.len) << 40;
        (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }

    /// The first four bytes.
    pub(crate) fn start(self) -> u32 {
        self.head as u32
    }
}

/// Eight bytes of a text, the first one lowest.
#[inline]
pub(crate) fn chunk(padded: &[u8], at: usize) -> u64 {
    padded[at..].first_chunk::<CHUNK>().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// The lowest `len` bytes.
#[inline]
fn mask(len: usize) -> u64 {
    if len >= CHUNK { u64::MAX } else { (1 << (8 * len)) - 1 }
}

/// Texts with a value each.
#[derive(Clone, Debug)]
pub(crate) struct Table<V> {
    /// A bit for what each text hashes to.
    filter: Box<[u64; FILTER]>,
    /// A power of two of them.
    slots: Vec<Slot<V>>,
    /// The texts longer than two chunks, one after another.
    bytes: Vec<u8>,
    len: usize,
}

/// A place for a text.
#[derive(Clone, Copy, Debug)]
struct Slot<V> {
    ends: Ends,
    /// Where in `bytes` it stands, if it is long; `FREE` where there is none.
    at: u32,
    value: V,
}

/// The place in `bytes` of no text.
const FREE: u32 = u32::MAX;

/// Words of the filter: 131,072 bits.
const FILTER: usize = 1 << 11;

impl<V: Copy + Default> Table<V> {
    /// A table with room for so many texts.
    pub(crate) fn with_capacity(texts: usize) -> Table<V> {
        let slots = (2 * texts).next_power_of_two().max(16);
        Table { filter: Box::new([0; FILTER]), slots: free(slots), bytes: Vec::new(), len: 0 }
    }

    /// The value of a text; that of a new one is `new`.
    pub(crate) fn entry(&mut self, text: &str, new: V) -> &mut V {
        if 4 * (self.len + 1) > 3 * self.slots.len() {
            self.grow();
        }
        let ends = Ends::of_text(text.as_bytes());
        let (bit, place) = (bit(ends.hash()), self.place(ends, text.as_bytes()));
        if self.slots[place].at == FREE {
            self.slots[place] = Slot { ends, at: self.bytes.len() as u32, value: new };
            self.filter[bit / 64] |= 1 << (bit % 64);
            self.len += 1;
            if text.len() > 2 * CHUNK {
                self.bytes.extend(text.bytes());
            }
        }
        &mut self.slots[place].value
    }

    /// The value of a text, if it has one.
    pub(crate) fn get(&self, text: &str) -> Option<V> {
        let slot = &self.slots[self.place(Ends::of_text(text.as_bytes()), text.as_bytes())];
        (slot.at != FREE).then_some(slot.value)
    }

    /// The value of `padded[start..end]`, which has these ends.
    #[inline]
    pub(crate) fn find(&self, ends: Ends, padded: &[u8], start: usize, end: usize) -> Option<V> {
        let bit = bit(ends.hash());
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let slot = &self.slots[self.place(ends, &padded[start..end])];
        (slot.at != FREE).then_some(slot.value)
    }

    /// The slot of a text, or the free one where it would stand.
    #[inline]
    fn place(&self, ends: Ends, text: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = ends.hash() as usize & mask;
        loop {
            let slot = &self.slots[place];
            let is_same = slot.ends == ends && (text.len() <= 2 * CHUNK || self.text(slot) == text);
            if slot.at == FREE || is_same {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    /// A text of more than two chunks.
    fn text(&self, slot: &Slot<V>) -> &[u8] {
        self.bytes.get(slot.at as usize..).map_or(&[], |bytes| &bytes[..slot.ends.len as usize])
    }

    fn grow(&mut self) {
        let len = 2 * self.slots.len();
        for slot in std::mem::replace(&mut self.slots, free(len)).into_iter().filter(|slot| slot.at != FREE) {
            let mut place = slot.ends.hash() as usize & (len - 1);
            while self.slots[place].at != FREE {
                place = (place + 1) & (len - 1);
            }
            self.slots[place] = slot;
        }
    }
}

/// Slots in which nothing stands.
fn free<V: Copy + Default>(slots: usize) -> Vec<Slot<V>> {
    let ends = Ends { head: 0, tail: 0, len: 0 };
    vec![Slot { ends, at: FREE, value: V::default() }; slots]
}

/// The bit of the filter for a hash.
#[inline]
fn bit(hash: u64) -> usize {
    (hash >> 47) as usize
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
                let found = table.find(Ends::of(padded.as_bytes(), 1, 1 + text.len()), padded.as_bytes(), 1, 1 + text.len());
                prop_assert_eq!(found, map.get(text).copied());
                prop_assert_eq!(table.get(text), found);
            }
        }
    }
}
