//! Names that were run together, in one word ("wateralcoholdenatglycerin") or with nothing but spaces between them.

use std::ops::Range;

use super::Item;
use super::tokens::Kind;
use super::view::View;
use crate::text::{is_word, key_chars};

/// Fewest letters of other names around what a pack is about that are no prefix or ending of its own.
const LEAST_AROUND: usize = 4;

/// Whether names were run together in a word of an item, what a pack is about among them: "wateralcoholdenatglycerin"; or a
/// word is too long for any name.
pub(super) fn is_run_together(view: View<'_>, item: &Item) -> bool {
    let (grammar, names) = (&view.lexicon.grammar, &view.lexicon.names);
    let is_one = |index: usize, word: &str| {
        let holds = |subject: Range<usize>| {
            let (before, behind) = (&word[..subject.start], word.len() - subject.end);
            // "AlcoholWater"
            let is_known = || match before {
                "" => names.get(&word[subject.end..]).is_some_and(|name| names.facts(name).is_water),
                _ => names.get(before).is_some(),
            };
            // "Cetyl AlcoholGlycerin"
            let is_of_kind =
                || index > 0 && names.get(&[view.word(index - 1), &word[subject.clone()]].concat()).is_some();
            let is_between = behind > 1
                && before.len() + behind >= 2 * LEAST_AROUND
                && !(before.is_empty() && is_of_kind())
                // "triethanolamine"
                && !word[subject.clone()].ends_with("anol");
            subject.len() > 4 && (is_between || is_known())
        };
        grammar.subjects_in(word).any(holds) && names.get(word).is_none()
    };
    item.tokens().any(|index| {
        let token = view.all()[index];
        let len = if token.kind == Kind::Word { (token.end - token.start) as usize } else { 0 };
        len > LONGEST_WORD || len >= SHORTEST_TOGETHER && is_one(index, view.word(index))
    }) && view.name(&item.tokens()).is_none()
}

/// Shortest word in which names are looked for that were run together, in bytes.
const SHORTEST_TOGETHER: usize = 10;

/// Longest word that may be a name, in bytes: twice that of the longest word in names of cosmetic ingredients.
const LONGEST_WORD: usize = 100;

/// Longest word that is parted, in bytes: many a name more than any list has.
const LONGEST_TOGETHER: usize = 1 << 13;

/// Where in the folded text names begin that were run together with the one before: of a word that is nothing but names.
pub(super) fn starts(view: View<'_>, items: &[Item]) -> Vec<usize> {
    let mut starts = Vec::new();
    for item in items.iter().filter(|item| is_run_together(view, item)) {
        let text = item.at.of(view.text());
        for word in text.split(|c: char| !is_word(c)).filter(|word| word.len() >= SHORTEST_TOGETHER) {
            let at = item.at.start as usize + word.as_ptr().addr() - text.as_ptr().addr();
            starts.extend(parts(view, word).into_iter().map(|start| at + start));
        }
    }
    starts
}

/// Fewest names that are told from the words of a single one.
const LEAST_NAMES: usize = 3;

/// Most words of a name that is looked for among others, and most words that are looked at.
const MOST_WORDS: (usize, usize) = (12, 1 << 10);

/// Where in the folded text names begin that only a space parts from the one before: of items that are nothing but names.
pub(super) fn starts_of_words(view: View<'_>, items: &[Item]) -> Vec<usize> {
    let mut starts = Vec::new();
    for item in items {
        let text = item.at.of(view.text());
        let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS.1 + 1).collect();
        // a sign may part names, or belong to one
        let is_sign = |c: char| !is_word(c) && !matches!(c, ' ' | '-' | '.');
        if !(LEAST_NAMES..=MOST_WORDS.1).contains(&words.len()) || text.contains(is_sign) {
            continue;
        }
        let is_one = |words: &[&str]| is_name(view, &words.iter().flat_map(|word| key_chars(word)).collect::<String>());
        let ends = |from: usize| {
            let ends = from + 1..=words.len().min(from + MOST_WORDS.0);
            ends.filter(|end| is_one(&words[from..*end])).collect()
        };
        let begins = fewest(words.len(), ends);
        let at = |word: usize| item.at.start as usize + words[word].as_ptr().addr() - text.as_ptr().addr();
        if begins.len() + 1 >= LEAST_NAMES {
            starts.extend(begins.into_iter().map(at));
        }
    }
    starts
}

/// Where the second and each further one begins of the fewest names that a word is made of; nowhere, if it is not.
fn parts(view: View<'_>, word: &str) -> Vec<usize> {
    if word.len() > LONGEST_TOGETHER {
        return Vec::new();
    }
    let names = &view.lexicon.names;
    fewest(word.len(), |start| {
        let Some(rest) = word.get(start..) else { return Vec::new() };
        let own = (LEAST_AROUND..=names.longest.min(rest.len())).filter(|end| rest.is_char_boundary(*end));
        let own = own.filter(|end| names.substances(names.get(&rest[..*end])).is_some());
        let words = view.lexicon.language.ingredients.words.iter();
        let words = words.filter(|word| word.len() >= LEAST_AROUND && rest.starts_with(word.as_str())).map(String::len);
        view.lexicon.vocabulary.names_at(rest).chain(own).chain(words).map(|end| start + end).collect()
    })
}

/// Whether a key is that of a name, or a word that is one in some language.
fn is_name(view: View<'_>, key: &str) -> bool {
    let lexicon = view.lexicon;
    lexicon.vocabulary.has_name(key)
        || lexicon.names.substances(lexicon.names.get(key)).is_some()
        || lexicon.language.ingredients.words.iter().any(|word| word == key)
}

/// Where the second and each further one begins of the fewest pieces that come to a length, given where a piece may end that
/// begins at a place; nowhere, where none do, or one alone.
fn fewest(len: usize, ends: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    // of each place: how many pieces lead up to it, and where the last of them begins
    let mut ways: Vec<Option<(usize, usize)>> = vec![None; len + 1];
    ways[0] = Some((0, 0));
    for start in 0..len {
        let Some((count, _)) = ways[start] else { continue };
        for end in ends(start) {
            if ways[end].is_none_or(|(fewest, _)| count + 1 < fewest) {
                ways[end] = Some((count + 1, start));
            }
        }
    }
    let back = |(_, start): &(usize, usize)| ways[*start].filter(|_| *start > 0);
    let starts = std::iter::successors(ways[len], back).map(|(_, start)| start);
    let mut starts: Vec<usize> = starts.filter(|start| *start > 0).collect();
    starts.reverse();
    starts
}
