//! Answers to what a field asks: "Alcohol: yes", "Alcohol: none".

use super::headings::LONGEST_HEADING;
use super::tokens::{Kind, Token};
use super::view::View;
use crate::lexicon::Class;

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
    word.is_some_and(|word| near(&word) && word.class.has(Class::NONE) && !is_in_figure(view, word))
}

/// Whether a number goes on behind a point or a comma: "0.5".
fn is_in_figure(view: View<'_>, number: Token) -> bool {
    let next = view.token(view.tokens.at(number.end));
    next.start == number.end && matches!(next.kind, Kind::Stop | Kind::InNumber)
}
