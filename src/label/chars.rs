//! Characters: what each is to a lexer, and how far stretches of one kind go.

use super::tokens::Kind;
use crate::lexicon::{Class, chunk};
use crate::text::is_letter;

/// A longer word is read in pieces, in bytes.
pub(super) const LONGEST_WORD: usize = 400;

/// What the bytes of folded text begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Byte {
    Letter,
    Digit,
    Space,
    Beyond,
    /// A sign that stands for itself.
    Sign(Kind),
    /// One that needs a look at what is around it.
    Special(Kind),
}

pub(super) const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = match byte as u8 {
            b'a'..=b'z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            b',' => Byte::Special(Kind::Comma),
            b';' => Byte::Sign(Kind::Semicolon),
            b'|' => Byte::Sign(Kind::Bar),
            b'\t' => Byte::Sign(Kind::Tab),
            b':' => Byte::Sign(Kind::Colon),
            b'.' => Byte::Sign(Kind::Stop),
            b'\n' => Byte::Sign(Kind::Newline),
            b'-' => Byte::Special(Kind::Dash),
            b'/' => Byte::Special(Kind::Slash),
            b'\\' => Byte::Sign(Kind::Backslash),
            b'(' | b'[' | b'{' => Byte::Special(Kind::Open),
            b')' | b']' | b'}' => Byte::Special(Kind::Close),
            b'"' => Byte::Sign(Kind::Quote),
            b'\'' => Byte::Special(Kind::Apostrophe),
            b'*' | b'^' => Byte::Special(Kind::Mark),
            b'%' => Byte::Special(Kind::Percent),
            b'+' => Byte::Special(Kind::Plus),
            b'&' => Byte::Sign(Kind::Amp),
            b'=' => Byte::Special(Kind::Equals),
            b'~' => Byte::Special(Kind::Tilde),
            b'_' => Byte::Sign(Kind::Underscore),
            b'!' => Byte::Sign(Kind::Exclamation),
            b'?' => Byte::Sign(Kind::Question),
            b' ' | 0..=0x1f | 0x7f => Byte::Space,
            _ => Byte::Special(Kind::Other),
        };
        byte += 1;
    }
    bytes
};

/// What a character is, or begins; none for space.
#[inline]
pub(super) fn character(c: char) -> Option<Kind> {
    match c {
        c if c.is_ascii() => match BYTES[c as usize] {
            Byte::Letter => Some(Kind::Word),
            Byte::Digit => Some(Kind::Number),
            Byte::Sign(kind) | Byte::Special(kind) => Some(kind),
            Byte::Space | Byte::Beyond => None,
        },
        '•' => Some(Kind::Bullet),
        '°' => Some(Kind::Degree),
        '\u{ac00}'..='\u{d7a3}' => Some(Kind::Run),
        'а'..='я' => Some(Kind::Word),
        '\u{1100}'..='\u{11ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3130}'..='\u{318f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' => Some(Kind::Run),
        c if c.is_numeric() => Some(Kind::Number),
        '\u{0e00}'..='\u{0e7f}' => Some(Kind::Run),
        c if is_letter(c) => Some(Kind::Word),
        c if c.is_whitespace() => None,
        _ => Some(Kind::Other),
    }
}

/// A stretch of letters.
pub(super) struct Letters {
    pub(super) end: usize,
    pub(super) class: Class,
    /// Whether all of them are such as most text is made of, and so a part of the key.
    pub(super) are_usual: bool,
}

/// A word of one kind of characters.
pub(super) fn word_of(text: &str, start: usize, kind: Kind) -> Letters {
    let (mut end, mut are_usual) = (start, true);
    for c in text[start..].chars() {
        let is_usual = kind == Kind::Word && matches!(c, 'а'..='я' | 'a'..='z');
        if !is_usual && character(c) != Some(kind) || end - start > LONGEST_WORD {
            break;
        }
        are_usual &= is_usual;
        end += c.len_utf8();
    }
    Letters { end, class: Class::default(), are_usual }
}

/// Letters that most text of their scripts is made of: Hangul and Chinese.
#[inline]
pub(super) fn is_usual(c: u32) -> bool {
    matches!(c, 0xac00..=0xd7a3 | 0x4e00..=0x9fff)
}

/// The character of three bytes at a place, if there is one: all scripts that do not part words are written in these.
#[inline]
pub(super) fn three_bytes(bytes: &[u8], at: usize) -> Option<u32> {
    match bytes[at..].first_chunk() {
        Some(&[first @ 0xe0..=0xef, second, third]) => {
            Some(u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f))
        }
        _ => None,
    }
}

/// Says of each byte of a text whether an item may end at it, and whether it is no small letter of ASCII, as bits; a dash
/// may be such an end where `dashes_part`. All bytes are looked at in one way, so that the compiler takes many at once.
pub(super) fn mark(bytes: &[u8], dashes_part: bool, marks: &mut Vec<u8>) {
    let dash = if dashes_part { b'-' } else { b',' };
    marks.clear();
    marks.extend(bytes.iter().map(|&byte| {
        // control characters, `,.:;|`, and the first byte of "•"
        let is_sign = (byte & 0xfd == b',') | (byte & 0xfe == b':') | (byte == b'|');
        let is_end = is_sign | (byte == dash) | (byte < 0xb) | (byte == 0xe2);
        let is_letter = byte.wrapping_sub(b'a') < 26;
        u8::from(is_end) << 7 | u8::from(!is_letter) << 6
    }));
}

/// Whether dashes part more of a text than commas do, and nothing else parts it: "water- alcohol- glycerin".
pub(super) fn dashes_part(text: &[u8]) -> bool {
    // a heading, or a line, may begin behind a dash as well
    if memchr::memchr2(b':', b'\n', text).is_some() {
        return false;
    }
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    let dashes = pairs.filter(|(byte, next)| (**byte == b'-') & (**next == b' ')).count();
    dashes > 2 && dashes > text.iter().filter(|byte| **byte == b',').count()
}

/// What stands behind a dash or a slash that parts two things.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | 0)
}

/// Where behind `at` the first byte is that an item may end at.
#[inline]
fn next_end(marks: &[u8], at: usize) -> usize {
    next(marks, at, 0x80)
}

/// Where from `at` on the first byte is that is no small letter of ASCII.
#[inline]
pub(super) fn end_of_letters(marks: &[u8], at: usize) -> usize {
    next(marks, at, 0x40)
}

/// Where from `at` on the first byte is that has a mark; the last eight have all.
#[inline]
fn next(marks: &[u8], mut at: usize, mark: u8) -> usize {
    loop {
        let found = chunk(marks, at) & u64::from_ne_bytes([mark; 8]);
        at += found.trailing_zeros() as usize / 8;
        if found != 0 || at >= marks.len() {
            return at;
        }
    }
}

/// Where the item ends whose first letter is at `start`, if it can be told without a look at its words: before what parts
/// items, and quotes before that. Behind a number a line break tells nothing, as a unit may stand in the next line.
#[inline]
pub(super) fn end_of_item(bytes: &[u8], marks: &[u8], start: usize) -> Option<usize> {
    let mut end = next_end(marks, start);
    let goes_on = |end: usize| match bytes[end] {
        b',' => is_in_number(bytes, end),
        b'-' => bytes[end + 1] != b' ',
        0xe2 => !bytes[end..].starts_with("•".as_bytes()),
        _ => false,
    };
    while goes_on(end) {
        end = next_end(marks, end + 1);
    }
    match bytes[end] {
        b'\n' if bytes[end - 1].is_ascii_digit() => return None,
        b'.' if !matches!(bytes[end + 1], b' ' | b'\n' | 0) => return None,
        b',' | b';' | b'|' | b'-' | b'.' | b'\n' | 0 | 0xe2 => {}
        _ => return None,
    }
    let is_quote = |byte: &u8| matches!(byte, b' ' | b'\'' | b'"');
    let mut tail = bytes[start..end].iter().rev().take_while(|byte| is_quote(byte)).count();
    // the end of "['water', 'alcohol']"
    if let [.., b'\'' | b'"', b']'] = bytes[start..end] {
        tail = 1 + bytes[start..end - 1].iter().rev().take_while(|byte| is_quote(byte)).count();
    }
    Some(end - tail).filter(|end| *end > start)
}

/// Whether the comma at `at` belongs to a number or a chemical name: "1,2-hexanediol", "0,5 %", "1, 2-hexanediol".
pub(super) fn is_in_number(bytes: &[u8], at: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if at == 0 || !digit(at - 1) {
        return false;
    }
    if digit(at + 1) {
        return true;
    }
    // With a space behind the comma it takes a locant: one digit on the left, digit and hyphen on the right.
    let next = at + 1 + bytes[at + 1..].iter().take_while(|byte| **byte == b' ').count();
    let is_lone = at == 1 || !bytes[at - 2].is_ascii_alphanumeric() && bytes[at - 2] != b'-';
    is_lone && digit(next) && bytes.get(next + 1) == Some(&b'-')
}
