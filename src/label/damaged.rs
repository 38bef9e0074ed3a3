//! Names that did not come through whole: letters that were lost, text in an encoding that was not read.

use super::Lists;
use super::tokens::{Kind, Token};
use super::view::View;
use crate::text::{LOST, Span};

/// Fewest question marks in a row that stand for letters which an encoding lacks.
const LEAST_MARKS: usize = 3;

/// Fewest lost characters in a row after which nobody can say what the word was.
const LEAST_SIGNS: usize = 2;

/// Longest text in HZ that is looked through for its end, in bytes.
const LONGEST_HZ: usize = 256;

/// Shortest text in UTF-7 that is told from other things, in bytes.
const SHORTEST_UTF7: usize = 4;

/// Whether a name in the lists is damaged, so that nobody can say what it was.
pub(super) fn is_damaged(view: View<'_>, source: &str, lists: &Lists) -> bool {
    let signs = [Kind::Other, Kind::Question, Kind::Tilde, Kind::Plus];
    if !signs.iter().any(|kind| view.tokens.has(*kind)) || lists.items.is_empty() {
        return false;
    }
    let is_aside = |token: &Token| lists.asides.iter().any(|aside| (aside.start..aside.end).contains(&token.start));
    view.all().iter().enumerate().any(|(index, token)| {
        let is_one = match token.kind {
            Kind::Other | Kind::Question => is_lost(view, index),
            Kind::Tilde => is_hz(view, token),
            Kind::Plus => is_utf7(view, source, token),
            _ => false,
        };
        is_one && !is_aside(token)
    })
}

/// Whether what was lost at a token leaves it open what a name is: all of it, several letters, or one without which it may be
/// that of what a pack is about.
fn is_lost(view: View<'_>, index: usize) -> bool {
    let is_mark = |token: &Token| token.kind == Kind::Question;
    let is_sign = |token: &Token| Span { start: token.start, end: token.end }.of(view.text()).starts_with(LOST);
    let token = &view.all()[index];
    let (is_one, least): (&dyn Fn(&Token) -> bool, usize) =
        if is_mark(token) { (&is_mark, LEAST_MARKS) } else { (&is_sign, LEAST_SIGNS) };
    let lost = view.all()[index..].iter().take(least).take_while(|token| is_one(token)).count();
    if lost == 0 || lost == least {
        return lost > 0;
    }
    let is_border = |kind: Kind| kind.is_separator() || kind == Kind::Newline;
    let (before, next) = (view.kind_before(index), view.token(index + 1));
    // "水、??、甘油"
    if lost > 1 && is_border(before) && is_border(view.token(index + lost).kind) {
        return true;
    }
    let is_glued = (token.is_glued && before.is_word(), next.is_glued && next.kind.is_word());
    // "a?coho?": more than one letter of a word
    let is_again = |index: usize| view.token(index).is_glued && is_sign(&view.token(index));
    if !is_mark(token) && is_glued.1 && is_again(index + 2) {
        return true;
    }
    match is_glued {
        // a Greek letter was lost from "ε-Viniferin"
        (false, false) => {
            let is_alone = is_border(next.kind) || next.is_glued && next.kind != Kind::Dash;
            !is_mark(token) && is_border(before) && is_alone
        }
        // "TiO?" is a footnote, or a question
        (true, false) if is_mark(token) => false,
        (false, true) if is_mark(token) => {
            let behind = Span { start: token.end, end: next.end }.of(view.text());
            behind.len() >= LEAST_LEFT && may_be_warned(view, "", behind)
        }
        _ => {
            let start = if is_glued.0 { view.all()[index - 1].start } else { token.start };
            let end = if is_glued.1 { next.end } else { token.end };
            let before = Span { start, end: token.start }.of(view.text());
            let behind = Span { start: token.end, end }.of(view.text());
            // an encoding without these letters puts a mark for each of them
            let is_other = |c: char| c > '\u{52f}';
            match before.contains(is_other) || behind.contains(is_other) {
                true => !is_mark(token),
                false => may_be_warned(view, before, behind),
            }
        }
    }
}

/// Whether a word without one letter may be a name that is warned against, or is too short to say.
fn may_be_warned(view: View<'_>, before: &str, behind: &str) -> bool {
    let letters = || ('a'..='z').chain('а'..='я');
    let names = &view.lexicon.names;
    let is_warned = |letter: char| {
        let name = names.get(&format!("{before}{letter}{behind}"));
        name.is_some_and(|name| names.facts(name).is_warned)
    };
    let count = before.chars().chain(behind.chars()).count();
    count < LEAST_LEFT || letters().any(is_warned)
}

/// Fewest letters of a word by which it is known though one is lost.
const LEAST_LEFT: usize = 4;

/// Whether HZ, an encoding of Chinese in ASCII, begins at a tilde: "~{RR4<~}".
fn is_hz(view: View<'_>, token: &Token) -> bool {
    let rest = &view.text()[token.start as usize..];
    rest.starts_with("~{") && rest[..rest.floor_char_boundary(LONGEST_HZ)].contains("~}")
}

/// Whether UTF-7 begins at a plus sign: letters beyond ASCII in base 64, in which small and capital letters are mixed.
fn is_utf7(view: View<'_>, source: &str, token: &Token) -> bool {
    if token.is_glued {
        return false;
    }
    let at = view.tokens.folded.source(Span { start: token.start, end: token.end }).end as usize;
    let rest = &source.as_bytes()[at..];
    let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+')).count();
    let rises = rest[..len].windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let ends = !rest.get(len).is_some_and(|next| *next == b' ' || next.is_ascii_alphabetic());
    len >= SHORTEST_UTF7 && ends && (rises.count() > 0 || rest[..len].iter().any(u8::is_ascii_digit))
}
