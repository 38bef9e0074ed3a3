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

/// Whether a byte stands for itself, but for its case. It is asked without branches, so that many are looked at at once.
fn is_own(byte: u8) -> bool {
    let is_markup = (byte == 0x1b) | (byte == b'<') | (byte == b'&') | (byte == b'\\') | (byte == b'|');
    (byte.wrapping_sub(1) < 0x7f) & (byte.wrapping_sub(0xb) > 2) & !is_markup
}

/// The length of what stands for itself at the start of a text, but for its case: most of any text.
pub(super) fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        end += match byte {
            _ if is_own(byte) => own(&bytes[end..]),
            0xd0 if bytes[end + 1] >= 0xb0 && bytes[end + 1] != 0xb9 => 2,
            0xd1 if bytes[end + 1] < 0x90 => 2,
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

/// How many bytes stand for themselves, at the start of some: sixteen at a time, as far as they go.
#[inline]
fn own(bytes: &[u8]) -> usize {
    let are_own = |chunk: &&[u8]| chunk.iter().fold(true, |all, byte| all & is_own(*byte));
    let whole = 16 * bytes.chunks_exact(16).take_while(are_own).count();
    whole + bytes[whole..].iter().take_while(|byte| is_own(**byte)).count()
}

/// Whether a character combines with the one before it.
pub(super) fn combines(c: char) -> bool {
    !c.is_ascii()
        && !is_common_letter(c)
        && (canonical_combining_class(c) != 0 || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}'))
}
