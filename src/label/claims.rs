//! Claims: what a label says is not in the product.

use std::sync::LazyLock;

use super::phrases::{Phrases, Sign};
use super::sections::{SEPARATORS, open_brackets};
use super::words::{ABSENTEES, CONJUNCTIONS, IS_FREE, WEAK_FREE_OF};
use crate::text::{Endings, Span, is_letter, is_word};

/// The words that say so behind what is absent.
pub(super) static ENDS_FREE: LazyLock<Endings> = LazyLock::new(|| Endings::new(IS_FREE.iter().copied()));

/// Where a sentence claims that something is absent. What a bracket says of its own name is no claim.
///
/// "Formulated without" at the head of a sentence governs all of it; "sans" one item, and those behind that labels are
/// wont to be free of.
pub(super) fn claim(plain: &str, sentence: Span, phrases: &Phrases) -> Option<Span> {
    if is_list_of_absent(sentence.of(plain)) {
        return Some(sentence);
    }
    let is_outside = |start: u32| open_brackets(Span { end: start, ..sentence }.of(plain)) == 0;
    let mut signs = phrases.within(sentence).filter(|phrase| phrase.sign == Sign::FreeOf).map(|phrase| phrase.at);
    let sign = signs.find(|sign| is_outside(sign.start))?;
    let before = Span { end: sign.start, ..sentence }.of(plain);
    let is_at_head = !before.contains(is_word) || before.trim_end().ends_with('.');
    let governs_all = !WEAK_FREE_OF.contains(&sign.of(plain)) && (is_at_head || !before.contains(SEPARATORS));
    let end = if governs_all { sentence.end } else { end_of_absent(plain, Span { start: sign.end, ..sentence }) };
    // "Sugar 0%": what is absent stands before the sign.
    let is_behind = !Span { start: sign.end, end }.of(plain).contains(is_word);
    let lead = before.rfind(SEPARATORS).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    Some(Span { start: if is_behind { sentence.start + lead as u32 } else { sign.start }, end })
}

/// Where what is absent ends: behind its first item, and those behind that are nothing but what labels are free of.
fn end_of_absent(plain: &str, rest: Span) -> u32 {
    let mut end = rest.start as usize;
    let mut goes_on = true;
    for (place, item) in rest.of(plain).split_inclusive(SEPARATORS).enumerate() {
        // A first item of other words is taken for the whole claim: "Zero Pores Pad", and what a product is called.
        let are_absentees = are_absentees(item);
        if place > 0 && !(goes_on && are_absentees) {
            break;
        }
        goes_on &= are_absentees;
        end += item.len();
    }
    let last = plain[rest.start as usize..end].chars().next_back().filter(|c| SEPARATORS.contains(c));
    (end - last.map_or(0, char::len_utf8)) as u32
}

/// Where the list under "Free of:" ends: with its sentence; or with the lines of such names, where it begins a line.
pub(super) fn end_of_absent_list(plain: &str, content: usize, end: usize) -> usize {
    let text = &plain[content..end];
    let line = text.find('\n').unwrap_or(text.len());
    if text[..line].contains(is_word) {
        return content + text[..line].find('.').unwrap_or(line);
    }
    let mut at = line;
    for line in text[line..].split_inclusive('\n') {
        if line.contains(is_word) && !are_absentees(line) {
            break;
        }
        at += line.len();
    }
    content + at.min(text.len())
}

/// "Alcohol, paraben and sulfate free": what is absent stands before the word that says so.
fn is_list_of_absent(sentence: &str) -> bool {
    if sentence.len() > LONGEST_CLAIM {
        return false;
    }
    let sentence = sentence.trim_matches(|c: char| !is_word(c));
    let Some((list, _)) = ENDS_FREE.of(sentence).next() else { return false };
    list.ends_with([' ', '-']) && list.split_whitespace().count() > 1 && are_absentees(list)
}

/// Longest list of what is absent that stands before the word that says so, in bytes.
const LONGEST_CLAIM: usize = 200;

/// Whether all words are of things that labels are wont to be free of.
pub(super) fn are_absentees(text: &str) -> bool {
    let words = || text.split(|c: char| !is_word(c)).filter(|word| word.chars().any(is_letter));
    words().next().is_some() && words().all(|word| ABSENTEES.contains(&word) || CONJUNCTIONS.contains(&word))
}

/// Whether a piece of text has alcohol in it as a word, or at the start of one.
pub(super) fn names_alcohol(plain: &str, piece: Span, phrases: &Phrases) -> bool {
    let is_start =
        |at: Span| at.of(plain).is_ascii() && plain[..at.start as usize].ends_with(|c: char| c.is_ascii_alphabetic());
    phrases.within(piece).any(|phrase| phrase.sign == Sign::Alcohol && !is_start(phrase.at))
}

/// Whether an item says that something else than alcohol is absent, and names nothing: "paraben-free".
pub(super) fn is_denial(plain: &str, item: Span, phrases: &Phrases) -> bool {
    let text = item.of(plain);
    ENDS_FREE.of(text).any(|(rest, free)| !rest.ends_with(is_word) || !free.is_ascii())
        && text.split_whitespace().count() <= 3
        && !phrases.within(item).any(|phrase| phrase.sign == Sign::Alcohol)
}

/// Whether an item is a claim in itself: "alcohol-free", "non-alcoholic".
pub(super) fn is_claim(plain: &str, item: Span, phrases: &Phrases) -> bool {
    phrases.within(item).any(|phrase| match phrase.sign {
        Sign::Claim => true,
        Sign::Alcohol => {
            let rest = &plain[phrase.at.end as usize..item.end as usize];
            let rest = rest.trim_start_matches([' ', '-', ')', '"']);
            let is_free = |free: &&str| {
                rest.strip_prefix(*free).is_some_and(|r| !r.starts_with(|c: char| is_word(c) || c == '-'))
            };
            IS_FREE.iter().any(is_free)
        }
        _ => false,
    })
}
