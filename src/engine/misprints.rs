//! Misprints: names one slip away from a known one.
//!
//! A slip is a letter lost, added, exchanged, or two swapped, or letters that look alike ("Aicohol", "Alcoho1",
//! "Isopropy1"). It never gives a certain finding and never clears: the caller says so.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Names with the ways to miss them by one slip.
pub(super) struct Misprints {
    names: Vec<Name>,
    halves: OnceLock<Halves>,
}

struct Name {
    key: String,
    /// As a pack has it.
    printed: String,
    /// The key as single letters.
    letters: String,
}

/// Names by the halves of how they look: one slip leaves one of them whole.
#[derive(Default)]
struct Halves {
    first: FxHashMap<String, Vec<usize>>,
    second: FxHashMap<String, Vec<usize>>,
}

/// Longest key that is compared, in bytes: no name is that long.
const LONGEST: usize = 120;

/// Letters that a half must share with a name, where it is cut short.
const LEAST_SHARED: usize = 4;

/// Shortest name that is looked for in misprints, in letters as counted by [`letters`]. Shorter ones are near too much.
const SHORTEST: usize = 7;

impl Misprints {
    pub(super) fn new<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Misprints {
        let name = |(key, printed): (&str, &str)| Name {
            key: key.to_owned(),
            printed: printed.to_owned(),
            letters: letters(key),
        };
        let names = names.map(name).filter(|name| name.letters.chars().count() >= SHORTEST).collect();
        Misprints { names, halves: OnceLock::new() }
    }

    /// The name that `key` is one slip away from: its key and its printed form. Of several the first, and one that looks
    /// the same before all others.
    pub(super) fn nearest(&self, key: &str) -> Option<(&str, &str)> {
        if key.len() > LONGEST {
            return None;
        }
        let mut near: Vec<usize> = self.halves().near(&look(key)).collect();
        if near.is_empty() {
            return None;
        }
        near.sort_unstable();
        near.dedup();
        let word = letters(key);
        let looks = look(&word);
        let found = near.iter().map(|&i| &self.names[i]);
        let found = found.clone().find(|name| look(&name.letters) == looks).or_else(|| {
            let is_near =
                |name: &&Name| name.letters.len().abs_diff(word.len()) <= 3 && is_one_slip(&word, &name.letters);
            found.clone().find(is_near)
        })?;
        let is_plural = key.strip_suffix('s').is_some_and(|one| self.names.iter().any(|name| name.key == one));
        (!is_plural).then_some((&found.key, &found.printed))
    }

    /// Whether `key` can be one slip away from a name at all: a quick look that most names do not pass.
    pub(super) fn may_be_near(&self, key: &str) -> bool {
        key.len() <= LONGEST && self.halves().near(&look(key)).next().is_some()
    }

    fn halves(&self) -> &Halves {
        self.halves.get_or_init(|| {
            let mut halves = Halves::default();
            for (i, name) in self.names.iter().enumerate() {
                let look = look(&name.key);
                let middle = look.chars().count() / 2;
                let (first, second) = look.split_at(nth(&look, middle));
                halves.first.entry(first.to_owned()).or_default().push(i);
                halves.second.entry(second.to_owned()).or_default().push(i);
                // Two letters that are swapped across the middle spoil both halves.
                if middle > LEAST_SHARED {
                    halves.first.entry(look[..nth(&look, middle - 1)].to_owned()).or_default().push(i);
                }
            }
            halves
        })
    }
}

impl Halves {
    /// The names that share a half with a word that looks so and has as many letters, or one more or less.
    fn near(&self, look: &str) -> impl Iterator<Item = usize> {
        let letters = look.chars().count();
        let of_length = (letters.saturating_sub(1)..=letters + 1).flat_map(move |of_name| {
            let (first, second) = (of_name / 2, of_name - of_name / 2);
            let lens = [Some(first), (first > LEAST_SHARED).then(|| first - 1)];
            let before = lens.map(|len| self.first.get(&look[..nth(look, len?)]));
            let behind = letters.checked_sub(second).map(|at| &look[nth(look, at)..]);
            before.into_iter().flatten().chain(behind.and_then(|half| self.second.get(half)))
        });
        of_length.flatten().copied()
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

/// A word with one letter for all that look like it in print: "rn" and "m", "l" and "1".
fn look(word: &str) -> String {
    let mut look = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let shown = match c {
            'r' if chars.next_if_eq(&'n').is_some() => 'm',
            'v' if chars.next_if_eq(&'v').is_some() => 'w',
            'c' if chars.next_if_eq(&'l').is_some() => 'd',
            '1' | 'i' | '|' | 'j' => 'l',
            '0' => 'o',
            '8' | '6' => 'b',
            '5' => 's',
            c => c,
        };
        look.push(shown);
    }
    look
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
