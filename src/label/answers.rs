//! Answers to what a field asks: "Alcohol: yes", "Alcohol: none".

use std::ops::Range;

use super::section::LONGEST_HEADING;
use super::tokens::{Kind, Token};
use super::view::View;
use crate::lexicon::Class;
use crate::text::is_word;

/// Whether what stands behind a name and a colon says that the thing is in it: "Alcohol: yes".
pub(super) fn says_yes(view: View<'_>, content: u32) -> bool {
    let first = view.tokens.at(content);
    view.lexicon.language.claims.yes.iter().any(|yes| yes == view.word(first))
}

/// Whether what stands behind a name and a colon says that the thing is not in it: "Alcohol: none".
pub(super) fn says_no(view: View<'_>, content: u32) -> bool {
    let mut behind = view.tokens.at(content)..view.all().len();
    let near = |token: &Token| token.start < content + LONGEST_HEADING;
    let word = behind.find(|index| view.token(*index).kind.is_word()).map(|index| view.token(index));
    word.is_some_and(|word| {
        near(&word) && word.class.has(Class::NONE) && !is_in_figure(view, word) && !is_bound(view, word)
    })
}

/// Whether an item is a name that is warned against and the answer that it is not in the product: "Alcohol - no".
pub(super) fn denies(view: View<'_>, item: &Range<usize>) -> bool {
    let is_answer = |index: &usize| {
        let token = view.token(*index);
        let answer = view.of(&(*index..item.end)).trim_end_matches(|c| !is_word(c));
        token.class.has(Class::NONE)
            && !token.goes_on
            && view.lexicon.language.claims.none.iter().any(|no| no == answer)
    };
    let is_warned = |name: Range<usize>| view.name(&name).is_some_and(|name| view.lexicon.names.facts(name).is_warned);
    let Some(answer) = item.clone().skip(1).find(is_answer) else { return false };
    let last = (item.start..answer).rfind(|index| view.token(*index).kind.is_word());
    last.is_some_and(|last| is_warned(item.start..last + 1))
}

/// Whether a word begins a bound: "no more than".
fn is_bound(view: View<'_>, word: Token) -> bool {
    word.class.has(Class::BOUND) && view.token(view.tokens.at(word.end)).class.has(Class::BOUND)
}

/// Whether a number goes on behind a point or a comma: "0.5".
fn is_in_figure(view: View<'_>, number: Token) -> bool {
    let next = view.token(view.tokens.at(number.end));
    number.kind == Kind::Number && next.start == number.end && matches!(next.kind, Kind::Stop | Kind::InNumber)
}
