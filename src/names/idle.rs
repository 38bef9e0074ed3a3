//! Items of which there was nothing to say: the same few thousand stand in nearly all lists.

use crate::lexicon::{Ends, Table};

/// Texts that were put in, each known by all of its bytes. It holds only so many, and when it is full it forgets them all:
/// that costs time and nothing else.
#[derive(Debug, Default)]
pub(crate) struct Idle(Option<Table<()>>);

/// How many texts are held at most: a megabyte and a half or so in all.
const MOST: usize = 24_000;

/// Longest text that is held, in bytes.
const LONGEST: usize = 100;

impl Idle {
    /// Whether `padded[start..end]` was put in and not forgotten since; eight bytes stand behind it.
    #[inline]
    pub(super) fn holds(&self, padded: &[u8], start: usize, end: usize) -> bool {
        let find = |table: &Table<()>| table.find(Ends::of(padded, start, end), padded, start, end);
        self.0.as_ref().and_then(find).is_some()
    }

    /// Puts in a text, unless it is too long.
    pub(super) fn put(&mut self, text: &str) {
        if text.len() > LONGEST {
            return;
        }
        let table = self.0.get_or_insert_with(|| Table::with_capacity(MOST / 2));
        if table.len() >= MOST {
            *table = Table::with_capacity(MOST / 2);
        }
        table.entry(text, ());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(idle: &Idle, text: &str) -> bool {
        idle.holds(format!("{text}\0\0\0\0\0\0\0\0").as_bytes(), 0, text.len())
    }

    #[test]
    fn what_was_put_in_is_held_until_it_is_full() {
        let mut idle = Idle::default();
        assert!(!holds(&idle, ""));
        let texts: Vec<String> = (0..MOST + 10).map(|number| format!("camellia sinensis extract {number}")).collect();
        texts[..MOST].iter().for_each(|text| idle.put(text));
        assert!(texts[..MOST].iter().all(|text| holds(&idle, text)));
        texts[MOST..].iter().for_each(|text| idle.put(text));
        let held: Vec<&String> = texts.iter().filter(|text| holds(&idle, text)).collect();
        assert_eq!(held, texts[MOST..].iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_text_that_is_too_long_is_not_held() {
        let (mut idle, long) = (Idle::default(), "a".repeat(LONGEST + 1));
        idle.put(&long);
        assert!(!holds(&idle, &long));
    }
}
