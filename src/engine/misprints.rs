//! Misprints: names one slip away from a known one.
//!
//! A slip is a letter lost, added, exchanged, or two swapped, or letters that look alike ("Aicohol", "Alcoho1",
//! "Isopropy1"). It never gives a certain finding and never clears: the caller says so.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// Names with the ways to miss them by one slip.
pub(super) struct Misprints {
    /// Key and printed form.
    names: Vec<(String, String)>,
    index: OnceLock<Index>,
}

/// Names by what is left of them without one letter, and by how they look.
#[derive(Default)]
struct Index {
    /// The first and the second half of each name as it looks: one slip leaves one of them whole.
    first_halves: FxHashSet<String>,
    second_halves: FxHashSet<String>,
    without_one: FxHashMap<String, Vec<usize>>,
    looks: FxHashMap<String, usize>,
}

/// Longest key that is compared, in bytes: no name is that long.
const LONGEST: usize = 120;

/// Shortest name that is looked for in misprints, in letters as counted by [`letters`]. Shorter ones are near too much.
const SHORTEST: usize = 7;

impl Misprints {
    pub(super) fn new<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Misprints {
        let names = names.map(|(key, name)| (key.to_string(), name.to_string()));
        Misprints {
            names: names.filter(|(key, _)| letters(key).chars().count() >= SHORTEST).collect(),
            index: OnceLock::new(),
        }
    }

    /// The name that `key` is one slip away from: its key and its printed form.
    pub(super) fn nearest(&self, key: &str) -> Option<(&str, &str)> {
        if !self.may_be_near(key) {
            return None;
        }
        let index = self.index.get_or_init(|| self.index());
        let word = letters(key);
        let is_plural = key.strip_suffix('s').is_some_and(|one| self.names.iter().any(|(name, _)| name == one));
        if word.chars().count() + 1 < SHORTEST || is_plural {
            return None;
        }
        let by_looks = index.looks.get(&look(&word)).copied();
        let near = by_looks.or_else(|| {
            let deletions = without_one(&word);
            let candidates =
                std::iter::once(&word).chain(&deletions).filter_map(|w| index.without_one.get(w)).flatten();
            candidates.copied().find(|&i| is_one_slip(&word, &letters(&self.names[i].0)))
        })?;
        let (key, name) = &self.names[near];
        Some((key, name))
    }

    /// Whether `key` can be one slip away from a name at all: a quick look that most names do not pass.
    pub(super) fn may_be_near(&self, key: &str) -> bool {
        key.len() <= LONGEST && self.index.get_or_init(|| self.index()).may_be_near(key)
    }

    fn index(&self) -> Index {
        let mut index = Index::default();
        for (i, (key, _)) in self.names.iter().enumerate() {
            let word = letters(key);
            index.looks.entry(look(&word)).or_insert(i);
            index.enter_halves(&look(key));
            for shorter in without_one(&word).into_iter().chain([word]) {
                index.without_one.entry(shorter).or_default().push(i);
            }
        }
        index
    }
}

impl Index {
    fn enter_halves(&mut self, look: &str) {
        let (first, second) = look.split_at(nth(look, look.chars().count() / 2));
        self.first_halves.insert(first.to_string());
        self.second_halves.insert(second.to_string());
    }

    /// Whether a key shares a half with a name that has as many letters, or one more or less: it cannot be one slip
    /// away from it otherwise.
    fn may_be_near(&self, key: &str) -> bool {
        let look = look(key);
        let letters = look.chars().count();
        (letters.saturating_sub(1)..=letters + 1).any(|of_name| {
            let (first, second) = (of_name / 2, of_name - of_name / 2);
            self.first_halves.contains(&look[..nth(&look, first)])
                || second <= letters && self.second_halves.contains(&look[nth(&look, letters - second)..])
        })
    }
}

/// The offset of the `n`-th character of a text, or its end.
fn nth(text: &str, n: usize) -> usize {
    match text.is_ascii() {
        true => n.min(text.len()),
        false => text.char_indices().nth(n).map_or(text.len(), |(at, _)| at),
    }
}

/// A key as single letters: a Hangul syllable is two or three of them.
fn letters(key: &str) -> String {
    match key.is_ascii() {
        true => key.to_string(),
        false => key.nfd().collect(),
    }
}

/// All that is left of a word when one letter is lost.
fn without_one(word: &str) -> Vec<String> {
    word.char_indices().map(|(at, c)| [&word[..at], &word[at + c.len_utf8()..]].concat()).collect()
}

/// Whether one slip leads from `name` to `word`. What is lost or added at the very start, and a plural, is none.
fn is_one_slip(word: &str, name: &str) -> bool {
    if strsim::osa_distance(word, name) != 1 {
        return false;
    }
    let is_remnant = word.ends_with(name) || name.ends_with(word);
    let is_plural = word.strip_suffix('s') == Some(name);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let same_first = word.chars().next() == name.chars().next() || swapped_first(word, name);
    !is_remnant && !is_plural && digits(word) == digits(name) && same_first
}

fn swapped_first(word: &str, name: &str) -> bool {
    let (mut w, mut n) = (word.chars(), name.chars());
    let (w, n) = ((w.next(), w.next()), (n.next(), n.next()));
    w.0 == n.1 && w.1 == n.0
}

/// A word with one letter for all that look like it in print.
fn look(word: &str) -> String {
    let word = word.replace("rn", "m").replace("vv", "w").replace("cl", "d");
    word.chars()
        .map(|c| match c {
            '1' | 'i' | '|' | 'j' => 'l',
            '0' => 'o',
            '8' => 'b',
            '5' => 's',
            '6' => 'b',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] =
        &["alcohol", "alcoholdenat", "ethylalcohol", "methylalcohol", "isopropylalcohol", "ethanol", "변성알코올"];

    fn nearest(key: &str) -> Option<String> {
        Misprints::new(NAMES.iter().map(|name| (*name, *name))).nearest(key).map(|(key, _)| key.to_string())
    }

    #[test]
    fn one_slip_is_seen() {
        for (word, name) in [
            ("alcholdenat", "alcoholdenat"),
            ("aicohol", "alcohol"),
            ("alcoho1", "alcohol"),
            ("isopropyalcohol", "isopropylalcohol"),
            ("isoprpoylalcohol", "isopropylalcohol"),
            ("lsopropylalcohol", "isopropylalcohol"),
            ("변성알코홀", "변성알코올"),
        ] {
            assert_eq!(nearest(word).as_deref(), Some(name), "{word}");
        }
    }

    #[test]
    fn other_names_and_remnants_are_no_misprints() {
        for word in ["menthol", "cetylalcohol", "alcohols", "lcohol", "yethanol", "noxyethanol", "panthenol", "alco"] {
            assert_eq!(nearest(word), None, "{word}");
        }
    }
}
