//! Words in which letters of two scripts are mixed that look alike: "Al\u{441}ohol" with a Cyrillic es.
//!
//! Nobody sees the difference on a label, so a mixed word is read in the script in which all of it can be written.

use super::{Folded, Span, is_letter};

/// A letter and what it looks like in Latin print, small or capital.
const TWINS: &[(char, char)] = &[
    ('\u{430}', 'a'),
    ('\u{432}', 'b'),
    ('\u{435}', 'e'),
    ('\u{43a}', 'k'),
    ('\u{43c}', 'm'),
    ('\u{43d}', 'h'),
    ('\u{43e}', 'o'),
    ('\u{440}', 'p'),
    ('\u{441}', 'c'),
    ('\u{442}', 't'),
    ('\u{443}', 'y'),
    ('\u{445}', 'x'),
    ('\u{455}', 's'),
    ('\u{456}', 'i'),
    ('\u{458}', 'j'),
    ('\u{3b1}', 'a'),
    ('\u{3b2}', 'b'),
    ('\u{3b5}', 'e'),
    ('\u{3b7}', 'h'),
    ('\u{3b9}', 'i'),
    ('\u{3ba}', 'k'),
    ('\u{3bc}', 'm'),
    ('\u{3bd}', 'n'),
    ('\u{3bf}', 'o'),
    ('\u{3c1}', 'p'),
    ('\u{3c4}', 't'),
    ('\u{3c5}', 'y'),
    ('\u{3c7}', 'x'),
];

/// Rewrites the words of a folded text that mix scripts.
pub(super) fn unmix(folded: &mut Folded) {
    let text = folded.unfinished();
    if !may_mix(text.as_bytes()) || !text.split(|c| !is_letter(c)).any(|word| rewrite(word).is_some()) {
        return;
    }
    let mut unmixed = Folded::with_capacity(text.len());
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let is_word = rest.starts_with(is_letter);
        let len = rest.find(|c: char| is_letter(c) != is_word).unwrap_or(rest.len());
        let rewrite = if is_word { rewrite(&rest[..len]) } else { None };
        for (at, c) in rest[..len].char_indices() {
            let from = folded.source(Span::new(start + at, start + at + c.len_utf8()));
            let c = rewrite.map_or(c, |rewrite| rewrite(c));
            unmixed.push(c.encode_utf8(&mut [0; 4]), from, false);
        }
        start += len;
    }
    *folded = unmixed;
}

/// Whether a byte that foreign letters begin with is in a text, and a letter of either kind next to one of the other.
fn may_mix(text: &[u8]) -> bool {
    text.iter().fold(false, |any, byte| any | (0xcd..=0xd4).contains(byte))
        && text.iter().zip(&text[1..]).fold(false, |any, (one, next)| {
            any | (one.is_ascii_alphabetic() & !next.is_ascii()) | (!one.is_ascii() & next.is_ascii_alphabetic())
        })
}

fn is_foreign(c: char) -> bool {
    ('\u{370}'..='\u{52f}').contains(&c)
}

/// How to read a word that mixes scripts: all as Latin, as Cyrillic or as Greek; and a unit.
fn rewrite(word: &str) -> Option<fn(char) -> char> {
    if matches!(word, "\u{3bc}g" | "\u{3bc}l") {
        return Some(micro);
    }
    let is_mixed = word.chars().any(is_foreign) && word.bytes().any(|b| b.is_ascii_alphabetic());
    if !is_mixed {
        None
    } else if word.chars().all(|c| !is_foreign(c) || latin(c) != c) {
        Some(latin)
    } else if word.chars().all(|c| if c.is_ascii_alphabetic() { cyrillic(c) != c } else { c >= '\u{400}' }) {
        Some(cyrillic)
    } else if word.chars().all(|c| if c.is_ascii_alphabetic() { greek(c) != c } else { c < '\u{400}' }) {
        Some(greek)
    } else {
        None
    }
}

/// The unit "\u{3bc}g" as it is typed where there is no such letter; it is a thousandth of "mg".
fn micro(c: char) -> char {
    if c == '\u{3bc}' { 'u' } else { c }
}

fn latin(c: char) -> char {
    TWINS.iter().find(|(foreign, _)| *foreign == c).map_or(c, |(_, latin)| *latin)
}

fn cyrillic(c: char) -> char {
    twin(c, |foreign| foreign >= '\u{400}')
}

fn greek(c: char) -> char {
    twin(c, |foreign| foreign < '\u{400}')
}

/// The letter of another script that a Latin one looks like.
fn twin(c: char, is_of_script: fn(char) -> bool) -> char {
    let twin = TWINS.iter().find(|(foreign, latin)| *latin == c && is_of_script(*foreign));
    twin.map_or(c, |(foreign, _)| *foreign)
}
