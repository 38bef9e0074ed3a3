//! Prose: what tells a sentence from a list.

use std::ops::Range;

use super::sentence::ends_a_sentence;
use super::tokens::Kind;
use super::view::View;
use crate::lexicon::Class;

/// Words of sentences, or a sentence's ending where words are not parted.
///
/// A quarter of such words makes a sentence, or a third where it has separators; a seventh where few of them part many
/// words. A list may end in a sentence that nothing parts from it.
pub(super) fn is_prose(view: View<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.end.checked_sub(1).map(|last| view.token(last).kind);
    if last == Some(Kind::Run) && ends_a_sentence(view, view.of(tokens)) {
        return true;
    }
    if !view.tokens.class.has(Class::PROSE) {
        return false;
    }
    let Counted { words: all, prose, separators } = count(view, tokens);
    if prose < 2 {
        return false;
    }
    let is_wordy = prose * 7 >= all && all > 4 * (separators + 1);
    if separators < 2 { prose * 4 >= all || is_wordy } else { prose >= 3 && (prose * 3 >= all || is_wordy) }
}

/// What tells a sentence from a list, counted.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) words: usize,
    /// How many of these are words of sentences.
    prose: usize,
    separators: usize,
}

/// Counts the words and separators of some tokens, but for those in notes.
pub(super) fn count(view: View<'_>, tokens: &Range<usize>) -> Counted {
    let bytes = view.tokens.folded.padded().as_bytes();
    let (mut counted, mut behind) = (Counted::default(), tokens.start);
    for (index, token) in tokens.clone().zip(&view.all()[tokens.clone()]) {
        if token.kind == Kind::Open && token.depth == 1 {
            behind = behind.max(end_of_note(view, index));
        }
        if index < behind {
            continue;
        }
        let (words, commas) = view.counts(token);
        counted.words += words;
        counted.prose += usize::from(token.class.has(Class::PROSE));
        let is_dash = token.kind == Kind::Dash && bytes[token.end as usize] == b' ';
        counted.separators += commas + usize::from(is_dash || token.kind.is_separator());
    }
    counted
}

/// Where a bracket ends that holds a note of what an ingredient does, in a few words: "Panthenol (soothes skin)". Where it
/// opens, if it holds something else.
fn end_of_note(view: View<'_>, open: usize) -> usize {
    let inside = view.all()[open + 1..].iter().take_while(|token| token.depth > 0 && token.kind != Kind::Close).count();
    if inside <= LONGEST_NOTE { open + 1 + inside } else { open }
}

/// How many tokens there are at most in such a note.
pub(super) const LONGEST_NOTE: usize = 6;

/// The separator behind which a sentence runs on that belongs to no list: "Water, Alcohol, this toner is not for your eyes".
pub(super) fn before_sentence(view: View<'_>, tokens: &Range<usize>) -> Option<usize> {
    let is_separator = |index: &usize| view.all()[*index].kind.is_separator() && view.all()[*index].depth == 0;
    let separators: Vec<usize> = tokens.clone().filter(is_separator).collect();
    let prose = |tokens: Range<usize>| view.all()[tokens].iter().filter(|token| token.class.has(Class::PROSE)).count();
    let runs_on = |comma: usize| {
        let end = separators.iter().find(|next| **next > comma).map_or(tokens.end, |next| *next);
        prose(comma + 1..end) >= 3
    };
    let comma = *separators.iter().find(|comma| runs_on(**comma))?;
    let is_list = separators.iter().filter(|separator| **separator < comma).count() >= 2;
    let is_known = || view.name(&(tokens.start..separators[0])).is_some();
    (is_list && prose(tokens.start..comma) == 0 && is_known()).then_some(comma)
}
