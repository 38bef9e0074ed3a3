//! What stands for itself in a text, but for its case: most of any text.

use unicode_normalization::char::canonical_combining_class;

use super::key::is_common_letter;

/// Whether all of a text without markup stands for itself, but for its case: ASCII, Hangul syllables, Chinese. All bytes are
/// looked at in one way, so that the compiler takes many at once.
pub(super) fn stands_for_itself(bytes: &[u8]) -> bool {
    let is_other = |byte: u8, next: u8| {
        (byte.wrapping_sub(0xb) < 3)
            | (byte.wrapping_sub(0xc0) < 0x24)
            | (byte >= 0xee)
            // of what begins so, Chinese begins at U+4E00, Hangul at U+AC00, and ends before U+D7A4
            | ((byte == 0xe4) & (next < 0xb8))
            | ((byte == 0xea) & (next < 0xb0))
            | ((byte == 0xed) & (next > 0x9d))
    };
    let nexts = bytes.get(1..).unwrap_or_default();
    let is_any = bytes.iter().zip(nexts).fold(false, |any, (byte, next)| any | is_other(*byte, *next));
    !is_any && bytes.last().is_none_or(|last| !is_other(*last, 0x9d))
}

/// The bytes that stand for themselves, but for their case.
const OWN: [bool; 256] = {
    let mut own = [false; 256];
    let mut byte = 1;
    while byte < 128 {
        own[byte as usize] = !matches!(byte, b'<' | b'&' | b'\\' | b'\r' | 0xb | 0xc);
        byte += 1u8;
    }
    own
};

/// The length of what stands for itself at the start of a text, but for its case: most of any text.
pub(super) fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        end += match byte {
            _ if OWN[usize::from(byte)] => own(&bytes[end..]),
            // all characters that begin so are syllables of Hangul, or Chinese
            0xe5..=0xe8 | 0xeb | 0xec => 3,
            0x80.. => match text[end..].chars().next() {
                Some(c) if is_common_letter(c) && c != 'й' => c.len_utf8(),
                // what combines takes the character before it along
                Some(c) if combines(c) => return text.floor_char_boundary(end.saturating_sub(1)),
                _ => return end,
            },
            _ => return end,
        };
    }
    end
}

/// How many bytes stand for themselves, at the start of some: eight at a time, as far as they go.
#[inline]
fn own(bytes: &[u8]) -> usize {
    let eights = bytes.chunks_exact(8).take_while(|eight| eight.iter().all(|byte| OWN[usize::from(*byte)])).count();
    let rest = &bytes[8 * eights..];
    8 * eights + rest.iter().take_while(|byte| OWN[usize::from(**byte)]).count()
}

/// Whether a character combines with the one before it.
pub(super) fn combines(c: char) -> bool {
    !c.is_ascii()
        && !is_common_letter(c)
        && (canonical_combining_class(c) != 0 || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}'))
}
