//! Familiar names: items that were read before, each known again by all of its bytes and read no more word by word.
//!
//! The same few thousand names stand in nearly all lists. Of most there is nothing to be said, whatever stands beside them.

use std::cell::Cell;

use crate::lexicon::{Class, Ends, NameId};
use crate::ppm::Ppm;

/// What was found out about an item. All that is asked of most of them stands in one line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(crate) struct Familiar {
    pub(super) len: u8,
    /// How many words and numbers it has, but for those in notes.
    pub(super) words: u8,
    /// How many commas stand in its numbers.
    pub(super) commas: u8,
    /// Whether it has a slash with a space behind it: it is one item only where a comma parts items.
    pub(super) is_spaced: bool,
    /// Whether it is the same token in any text, from one separator to the next.
    pub(super) is_token: bool,
    /// Whether a full stop behind it ends a sentence.
    pub(super) may_stop: bool,
    /// Whether it is a material, or is called as products are.
    pub(super) is_other_thing: bool,
    /// The classes that all of it has as one token.
    pub(super) class: Class,
    /// What it is as a whole, if it is a known name.
    pub(super) name: Option<NameId>,
    pub(super) marker: Marker,
    pub(super) known: Words,
    /// The same, where words that are a slip away from known ones count as known, and how many are; worked out when first
    /// asked for.
    pub(super) near: Cell<Option<(Words, u8)>>,
    pub(super) text: [u8; LONGEST],
}

impl Familiar {
    fn text(&self) -> &[u8] {
        &self.text[..usize::from(self.len)]
    }
}

/// How many words there are of some that can be known, and how many of them are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) all: u8,
    pub(super) unknown: u8,
}

impl Words {
    pub(super) fn add(&mut self, is_known: bool) {
        self.all = self.all.saturating_add(1);
        self.unknown = self.unknown.saturating_add(u8::from(!is_known));
    }

    /// Whether half of them or more are known.
    pub(super) fn are_known(self) -> bool {
        usize::from(self.unknown) * 2 <= usize::from(self.all)
    }
}

/// What a name says of its place in the list, and of those behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marker {
    /// The most that the law allows of what it stands for.
    pub(super) cap: Option<Ppm>,
    pub(super) is_water: bool,
    pub(super) is_perfume: bool,
    /// Whether it may stand anywhere in a list, or behind all others, whatever its amount.
    pub(super) is_out_of_order: bool,
}

/// Items that were read before. It holds only so many; which ones costs time and nothing else.
#[derive(Debug)]
pub(crate) struct Memory {
    /// None at first; then as many as there is room for, a power of two.
    items: Vec<Familiar>,
    room: usize,
}

/// How many are held by all memories of one scan: sixteen megabytes.
const ROOM_OF_ALL: usize = 1 << 17;

impl Default for Memory {
    /// One that takes a megabyte.
    fn default() -> Memory {
        Memory::one_of(16)
    }
}

/// Longest item that is held, in bytes: as much as makes two lines of the processor's cache of a [`Familiar`].
pub(super) const LONGEST: usize = 88;

const _: () = assert!(size_of::<Familiar>() == 2 * 64);

impl Memory {
    /// One of so many memories.
    pub(crate) fn one_of(memories: usize) -> Memory {
        Memory { items: Vec::new(), room: ROOM_OF_ALL / memories.min(ROOM_OF_ALL / 2).next_power_of_two() }
    }

    /// Forgets all items.
    pub(crate) fn forget(&mut self) {
        self.items.clear();
    }

    /// Where an item with these ends stands, or in the place beside.
    fn place(&self, ends: Ends) -> usize {
        (ends.hash() >> 40) as usize & (self.room - 1)
    }

    /// The number of the item `padded[start..end]`, if it was put in and is still held; eight bytes stand behind it.
    #[inline]
    pub(crate) fn find(&self, padded: &[u8], start: usize, end: usize) -> Option<u32> {
        let (text, place) = (&padded[start..end], self.place(Ends::of(padded, start, end)));
        let is_it = |place: &usize| self.items.get(*place).is_some_and(|item| item.text() == text);
        [place, place ^ 1].into_iter().find(is_it).map(|place| place as u32)
    }

    /// The same, if it is one token.
    #[inline]
    pub(super) fn token(&self, padded: &[u8], start: usize, end: usize) -> Option<(u32, &Familiar)> {
        let number = self.find(padded, start, end)?;
        let is_token = |item: &Familiar| {
            item.is_token && (!item.is_spaced || padded[end] == b',') && (item.may_stop || padded[end] != b'.')
        };
        Some((number, self.item(number))).filter(|(_, item)| is_token(item))
    }

    /// Whether there is nothing to be said of an item.
    pub(crate) fn is_idle(&self, number: u32) -> bool {
        self.item(number).class.has(Class::IDLE)
    }

    pub(super) fn item(&self, number: u32) -> &Familiar {
        &self.items[number as usize]
    }

    /// Puts in an item, in one of two places. What stands in both is forgotten in the order in which it came.
    pub(super) fn put(&mut self, text: &[u8], mut item: Familiar) {
        item.text[..text.len()].copy_from_slice(text);
        item.len = text.len() as u8;
        self.items.resize_with(self.room, Familiar::default);
        let place = self.place(Ends::of_text(text));
        let before = std::mem::replace(&mut self.items[place], item);
        if before.len > 0 {
            self.items[place ^ 1] = before;
        }
    }
}

impl Default for Familiar {
    /// A place in which no item stands.
    fn default() -> Familiar {
        Familiar {
            len: 0,
            words: 0,
            commas: 0,
            is_spaced: false,
            is_token: false,
            may_stop: false,
            is_other_thing: false,
            class: Class::EMPTY,
            name: None,
            marker: Marker::default(),
            known: Words::default(),
            near: Cell::default(),
            text: [0; LONGEST],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(memory: &Memory, text: &str) -> Option<u8> {
        let padded = format!("{text}\0\0\0\0\0\0\0\0");
        let number = memory.find(padded.as_bytes(), 0, text.len())?;
        Some(memory.item(number).words)
    }

    #[test]
    fn an_item_is_known_by_all_of_its_bytes_until_others_take_its_place() {
        assert_eq!([0, 3, usize::MAX].map(|memories| Memory::one_of(memories).room), [ROOM_OF_ALL, ROOM_OF_ALL / 4, 2]);
        let mut memory = Memory::one_of(ROOM_OF_ALL / 64);
        assert_eq!(find(&memory, "aqua"), None);
        let names: Vec<String> = (0..1000).map(|number| format!("camellia sinensis extract {number}")).collect();
        for (words, name) in (0..).zip(&names) {
            memory.put(name.as_bytes(), Familiar { words: words as u8, ..Familiar::default() });
            assert_eq!(find(&memory, name), Some(words as u8));
        }
        let held: Vec<usize> = (0..1000).filter(|place| find(&memory, &names[*place]).is_some()).collect();
        assert!((32..=64).contains(&held.len()), "{}", held.len());
        assert!(held.iter().all(|place| find(&memory, &names[*place]) == Some(*place as u8)));
        memory.forget();
        assert_eq!(find(&memory, &names[999]), None);
    }
}
