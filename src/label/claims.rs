//! Claims: what a label says is not in the product.

use std::ops::Range;

use super::tokens::{Kind, SEPARATORS};
use super::view::View;
use crate::lexicon::{Class, Sign};
use crate::text::{Span, is_word};

/// Where a sentence claims that something is absent. What a bracket says of its own name is no claim.
///
/// "Formulated without" at the head of a sentence governs all of it; "sans" one item, and those behind that labels are
/// wont to be free of.
pub(super) fn claim(view: View<'_>, sentence: Span) -> Option<Span> {
    if is_list_of_absent(view, sentence) {
        return Some(sentence);
    }
    let is_outside = |start: u32| view.token(view.tokens.at(start)).depth == 0;
    let mut signs = view.signs_in(sentence).filter_map(|phrase| match phrase.sign {
        Sign::FreeOf { next } => Some((phrase.at, next)),
        _ => None,
    });
    let (sign, is_next) = signs.find(|(sign, _)| is_outside(sign.start))?;
    let before = Span { end: sign.start, ..sentence }.of(view.text());
    let is_at_head = !before.contains(is_word) || before.trim_end().ends_with('.');
    let governs_all = !is_next && (is_at_head || !before.contains(SEPARATORS));
    let rest = Span { start: sign.end, ..sentence };
    let end = if governs_all { end_of_all_absent(view, rest) } else { end_of_absent(view, rest) };
    // "Sugar 0%": what is absent stands before the sign.
    let is_behind = !Span { start: sign.end, end }.of(view.text()).contains(is_word);
    let lead = before.rfind(SEPARATORS).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    Some(Span { start: if is_behind { sentence.start + lead as u32 } else { sign.start }, end })
}

/// Where all that is absent ends: with its sentence, or at a semicolon that parts it from a list with commas.
fn end_of_all_absent(view: View<'_>, rest: Span) -> u32 {
    let text = rest.of(view.text());
    let list = |at: usize| Span { start: rest.start + at as u32 + 1, ..rest };
    let parted = text.find(SEPARATORS).filter(|at| {
        let behind = &text[at + 1..];
        text[*at..].starts_with(';')
            && behind.contains(',')
            && !behind.contains(';')
            && !are_absentees(view, &view.inside(list(*at)))
    });
    parted.map_or(rest.end, |at| rest.start + at as u32)
}

/// Where what is absent ends: behind its first item, and those behind that are nothing but what labels are free of.
fn end_of_absent(view: View<'_>, rest: Span) -> u32 {
    let mut end = rest.start;
    let mut goes_on = true;
    for (place, item) in rest.of(view.text()).split_inclusive(SEPARATORS).enumerate() {
        // A first item of other words is taken for the whole claim: "Zero Pores Pad", and what a product is called.
        let are_absentees = are_absentees(view, &view.inside(Span { start: end, end: end + item.len() as u32 }));
        if place > 0 && !(goes_on && are_absentees) {
            break;
        }
        goes_on &= are_absentees;
        end += item.len() as u32;
    }
    let last = view.text()[rest.start as usize..end as usize].chars().next_back().filter(|c| SEPARATORS.contains(c));
    end - last.map_or(0, char::len_utf8) as u32
}

/// Where the list under "Free of:" ends: with its sentence; or with the lines of such names, where it begins a line.
pub(super) fn end_of_absent_list(view: View<'_>, content: u32, end: u32) -> u32 {
    let text = Span { start: content, end }.of(view.text());
    let line = text.find('\n').unwrap_or(text.len());
    if text[..line].contains(is_word) {
        return content + text[..line].find('.').unwrap_or(line) as u32;
    }
    let mut at = content + line as u32;
    for line in text[line..].split_inclusive('\n') {
        let next = at + line.len() as u32;
        if line.contains(is_word) && !are_absentees(view, &view.inside(Span { start: at, end: next })) {
            break;
        }
        at = next;
    }
    at.min(end)
}

/// "Alcohol, paraben and sulfate free": what is absent stands before the word that says so.
fn is_list_of_absent(view: View<'_>, sentence: Span) -> bool {
    if sentence.len() > LONGEST_CLAIM {
        return false;
    }
    let text = sentence.of(view.text());
    let lead = text.len() - text.trim_start_matches(|c: char| !is_word(c)).len();
    let text = text.trim_matches(|c: char| !is_word(c));
    let Some((list, _)) = view.lexicon.free_endings.of(text).next() else { return false };
    let start = sentence.start as usize + lead;
    list.ends_with([' ', '-'])
        && list.split_whitespace().count() > 1
        && are_absentees(view, &view.inside(Span::new(start, start + list.len())))
}

/// Longest list of what is absent that stands before the word that says so, in bytes.
const LONGEST_CLAIM: usize = 200;

/// Whether all words are of things that labels are wont to be free of.
pub(super) fn are_absentees(view: View<'_>, tokens: &Range<usize>) -> bool {
    let words =
        || view.all()[tokens.clone()].iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Run | Kind::Name));
    words().next().is_some() && words().all(|word| word.class.has(Class::ABSENTEE.and(Class::JOINS)))
}

/// Whether a piece of text has what a pack is about as a word in it, or at the start of one.
pub(super) fn names_subject(view: View<'_>, piece: Span) -> bool {
    view.class(&view.inside(piece)).has(Class::SUBJECT)
}

/// Whether an item says that something else is absent than a pack is about, and names nothing: "paraben-free".
pub(super) fn is_denial(view: View<'_>, item: &Range<usize>) -> bool {
    let text = view.of(item);
    // "Methanol 5.0%" ends in no "0%"
    let is_apart = |rest: &str| !rest.ends_with(is_word) && !rest.ends_with(['.', ',', ':']);
    view.lexicon.free_endings.of(text).any(|(rest, free)| is_apart(rest) || !free.is_ascii())
        && text.split_whitespace().count() <= 3
        && !view.class(item).has(Class::SUBJECT)
}

/// Whether an item is a claim in itself: "alcohol-free", "non-alcoholic".
pub(super) fn is_claim(view: View<'_>, item: &Range<usize>) -> bool {
    let class = view.class(item);
    if !class.has(Class::SIGN.and(Class::SUBJECT)) {
        return false;
    }
    let span = view.span(item);
    let frees = |from: u32| is_free(view, Span { start: from, end: span.end });
    let is_subject = |index: &usize| view.token(*index).class.has(Class::SUBJECT);
    let claims = view.has_sign(span, |sign| sign == Sign::Claim)
        || view.signs_in(span).any(|phrase| phrase.sign == Sign::Subject && frees(phrase.at.end))
        || item.clone().filter(is_subject).any(|index| frees(view.token(index).end));
    claims && denied(view, item).is_none()
}

/// Whether what stands behind a name says that it is absent: "-free".
fn is_free(view: View<'_>, behind: Span) -> bool {
    let rest = behind.of(view.text()).trim_start_matches([' ', '-', ')', '"', '\n']);
    let is_free = |free: &String| {
        rest.strip_prefix(free.as_str()).is_some_and(|r| !r.starts_with(|c: char| is_word(c) || c == '-'))
    };
    view.lexicon.language.claims.free.iter().any(is_free)
}

/// What a label says is not absent, and so is in the product: "not alcohol-free".
pub(super) fn denied(view: View<'_>, tokens: &Range<usize>) -> Option<Span> {
    let end = view.span(tokens).end;
    let is_denied = |index: &usize| {
        let token = view.token(*index);
        let is_freed = || {
            let mut free = view.lexicon.free_endings.of(view.word(*index));
            free.next().is_some() || is_free(view, Span { start: token.end, end })
        };
        let is_not = || view.lexicon.language.claims.not.iter().any(|not| not == view.word(*index - 1));
        token.class.has(Class::SUBJECT) && is_not() && is_freed()
    };
    let subject = (tokens.start + 1..tokens.end).find(is_denied)?;
    Some(view.span(&(subject..subject + 1)))
}
