//! Where a text is read as something else than it says: names that were run together, numerals, signs that stand for others.

use std::borrow::Cow;

use memchr::memmem;

use super::{Span, camel, numerals};

/// What is read in place of a stretch of the source, or beside it.
pub(super) struct Edit {
    /// How far the source is read before it. It is read on from the end of `source`.
    pub(super) at: usize,
    pub(super) source: Span,
    pub(super) text: Cow<'static, str>,
}

/// All edits of a text, in its order.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    let parted = camel::starts(source).into_iter().map(|at| {
        let before = source[..at].chars().next_back().map_or(0, char::len_utf8);
        Edit { at, source: Span::new(at - before, at), text: ", ".into() }
    });
    let numerals = numerals::percentages(source).into_iter();
    let numerals = numerals.map(|(at, text)| Edit { at: at.start as usize, source: at, text: text.into() });
    let mut edits: Vec<Edit> = parted.chain(numerals).chain(rings(source)).chain(colons(source)).collect();
    edits.sort_by_key(|edit| edit.at);
    edits.dedup_by(|later, earlier| later.at < earlier.source.end as usize);
    edits
}

/// Brackets with nothing in them, and circles, that stand for the letter O: "Ethan()l", "Ethan○l".
fn rings(source: &str) -> impl Iterator<Item = Edit> {
    let signs = if source.is_ascii() { &RINGS[..1] } else { &RINGS };
    let rings = signs.iter().flat_map(|ring| memmem::find_iter(source.as_bytes(), ring).map(|at| (at, ring.len())));
    rings.filter(|(at, len)| is_between_letters(source, *at, *len)).map(|(at, len)| Edit {
        at,
        source: Span::new(at, at + len),
        text: "o".into(),
    })
}

const RINGS: [&str; 5] = ["()", "○", "◯", "⭕", "〇"];

/// Colons where nothing but colons parts names: "Water:Alcohol:Glycerin".
fn colons(source: &str) -> Vec<Edit> {
    let colons: Vec<usize> = memchr::memchr_iter(b':', source.as_bytes()).take(MOST_COLONS).collect();
    let is_list = colons.len() > 1
        && colons.iter().all(|at| is_between_letters(source, *at, 1))
        && !source.contains([',', ';', '\n', '|', '.']);
    let edit = |at: usize| Edit { at, source: Span::new(at, at + 1), text: ", ".into() };
    if is_list { colons.into_iter().map(edit).collect() } else { Vec::new() }
}

/// Most items of a list that colons part.
const MOST_COLONS: usize = 100;

fn is_between_letters(text: &str, at: usize, len: usize) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{530}';
    text[..at].ends_with(is_letter) && text[at + len..].starts_with(is_letter)
}
