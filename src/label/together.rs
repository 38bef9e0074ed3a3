//! Names that were run together in one word: "wateralcoholdenatglycerin".

use std::ops::Range;

use super::Item;
use super::tokens::Kind;
use super::view::View;
use crate::text::is_word;

/// Fewest letters of other names around what a pack is about that are no prefix or ending of its own.
const LEAST_AROUND: usize = 4;

/// Whether names were run together in a word of an item, what a pack is about among them: "wateralcoholdenatglycerin"; or a
/// word is too long for any name.
pub(super) fn is_run_together(view: View<'_>, item: &Item) -> bool {
    let (grammar, names) = (&view.lexicon.grammar, &view.lexicon.names);
    let is_one = |index: usize, word: &str| {
        let holds = |subject: Range<usize>| {
            let (before, behind) = (&word[..subject.start], word.len() - subject.end);
            let is_known = || !before.is_empty() && names.get(before).is_some();
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

/// Where the second and each further one begins of the fewest names that a word is made of; nowhere, if it is not.
fn parts(view: View<'_>, word: &str) -> Vec<usize> {
    let (vocabulary, names) = (&view.lexicon.vocabulary, &view.lexicon.names);
    let ingredients = &view.lexicon.language.ingredients;
    if word.len() > LONGEST_TOGETHER {
        return Vec::new();
    }
    // of each place: how many names lead up to it, and where the last of them begins
    let mut ways: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
    ways[0] = Some((0, 0));
    for start in (0..word.len()).filter(|start| word.is_char_boundary(*start)) {
        let Some((count, _)) = ways[start] else { continue };
        let rest = &word[start..];
        let own = (LEAST_AROUND..=names.longest.min(rest.len())).filter(|end| rest.is_char_boundary(*end));
        let own = own.filter(|end| names.substances(names.get(&rest[..*end])).is_some());
        let words =
            ingredients.words.iter().filter(|word| word.len() >= LEAST_AROUND && rest.starts_with(word.as_str()));
        let words = words.map(String::len);
        for end in vocabulary.names_at(rest).chain(own).chain(words).map(|end| start + end) {
            if ways[end].is_none_or(|(fewest, _)| count + 1 < fewest) {
                ways[end] = Some((count + 1, start));
            }
        }
    }
    let back = |(_, start): &(usize, usize)| ways[*start].filter(|_| *start > 0);
    let starts = std::iter::successors(ways[word.len()], back).map(|(_, start)| start);
    let mut starts: Vec<usize> = starts.filter(|start| *start > 0).collect();
    starts.reverse();
    starts
}
