//! Where sentences end, and what parts a text below them.

use std::ops::Range;

use super::tokens::{Kind, Token};
use super::view::View;
use crate::lexicon::Class;
use crate::text::{Span, is_word};

/// Whether a full stop ends a sentence. It may also stand in a number, behind an abbreviation or an initial.
pub(super) fn ends_sentence(view: View<'_>, first: usize, stop: usize) -> bool {
    let (token, next) = (view.token(stop), view.token(stop + 1));
    let (is_next, has_before) = (next.is_glued, stop > first);
    // ".alpha.-tocopherol"
    if is_next && (next.kind == Kind::Dash || has_before && !token.is_glued && next.kind == Kind::Word) {
        return false;
    }
    // "62 tilp. %"
    if next.kind == Kind::Percent {
        return false;
    }
    let before = view.token(stop.saturating_sub(1));
    // "1.5 %" and ".5 %"
    if is_next && next.kind == Kind::Number && (!has_before || !token.is_glued || before.kind == Kind::Number) {
        return false;
    }
    if token.depth > 0 || !has_before || !token.is_glued || !before.kind.is_word() || before.goes_on {
        return token.depth == 0;
    }
    let word = view.word(stop - 1);
    // "S.D. Alcohol", but not "70 % v/v."
    let is_initial = word.chars().count() == 1 && !(before.is_glued && view.kind_before(stop - 1) == Kind::Slash);
    // "62 % obj. etanolu"
    let is_of_amount = before.class.has(Class::UNIT) && next.class.has(Class::SUBJECT);
    !is_abbreviation(before, word) && !is_initial && !is_of_amount
}

/// Whether a word is an abbreviation: "Cetyl. Alcohol" and its like are too.
pub(super) fn is_abbreviation(token: Token, word: &str) -> bool {
    token.class.has(Class::ABBREVIATION) || ["yl", "ил"].iter().any(|end| word.ends_with(end))
}

/// Whether a text ends like a sentence of a script that does not part words.
pub(super) fn ends_a_sentence(view: View<'_>, text: &str) -> bool {
    let text = text.trim_end_matches(|c| !is_word(c));
    text.ends_with(|c| c >= '\u{3000}')
        && view.lexicon.language.sentences.endings.iter().any(|ending| text.ends_with(ending.as_str()))
}

/// The pieces of a text that no sign of items, sentence or line parts, and no bracket holds.
pub(super) fn pieces(view: View<'_>, text: Span) -> Vec<Range<usize>> {
    let tokens = view.inside(text);
    let parts = |token: &Token, index: usize| match token.kind {
        Kind::Stop => ends_sentence(view, tokens.start, index),
        Kind::Newline | Kind::Colon => true,
        kind => kind.is_separator() && token.depth == 0,
    };
    let mut pieces = Vec::new();
    let mut start = tokens.start;
    for index in tokens.clone() {
        if parts(&view.all()[index], index) {
            pieces.push(start..index);
            start = index + 1;
        }
    }
    pieces.push(start..tokens.end);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The list that a sentence is but for its ending: "BHT、エタノールを含有します".
pub(super) fn list_before_ending(view: View<'_>, sentence: Span) -> Option<Span> {
    let text = sentence.of(view.text()).trim_end();
    if !text.ends_with(|c| c >= '\u{3000}') {
        return None;
    }
    let mut endings = view.lexicon.language.sentences.list_endings.iter();
    let list = endings.find_map(|ending| text.strip_suffix(ending.as_str()))?;
    Some(Span { end: sentence.start + list.len() as u32, ..sentence })
}
