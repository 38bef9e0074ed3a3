//! Characters whose bytes were read in the wrong encoding: "stÃ©arylique" was "stéarylique".

/// The character that the start of a text was before its bytes of UTF-8 were read as Windows-1252, and how much of the text
/// that is.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| LEADS.contains(c))?;
    let count = if first < '\u{e0}' { 2 } else { 3 };
    let mut bytes = [first as u8, 0, 0];
    let mut len = first.len_utf8();
    for byte in &mut bytes[1..count] {
        let next = chars.next()?;
        *byte = byte_of(next).filter(|byte| (0x80..0xc0).contains(byte))?;
        len += next.len_utf8();
    }
    let was = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    // a letter and a sign beside it may as well be what they are
    let is_text = was.is_alphabetic() || matches!(was, '\u{2010}'..='\u{2022}' | '\u{a0}' | '®');
    // marks and signs of scripts whose letters take three bytes, and the Arabic comma
    (is_text || matches!(was, '،' | '؛' | '\u{900}'..='\u{e7f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'))
        .then_some((was, len))
}

/// How much of a garbled text at `at` is what is left of such a character where a byte was lost on the way.
pub(super) fn lost(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].chars();
    let first = chars.next().filter(|c| LEADS.contains(c))?;
    let is_rest = |c: &char| byte_of(*c).is_some_and(|byte| (0x80..0xc0).contains(&byte));
    let rest: usize = chars.clone().take(2).take_while(is_rest).map(char::len_utf8).sum();
    // "été" in a text of which other words were garbled
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let is_lost = rest > 0 || !is_letter(text[..at].chars().next_back()) && !is_letter(chars.next());
    is_lost.then_some(first.len_utf8() + rest)
}

/// Whether so many characters of a text were read in the wrong encoding that what looks like a piece of one is a piece.
pub(super) fn is_garbled(text: &str) -> bool {
    let leads = memchr::memchr_iter(FIRST_BYTE, text.as_bytes());
    leads.filter(|at| read(&text[*at..]).is_some()).nth(FEWEST - 1).is_some()
}

/// Fewest characters by which a text is known to be garbled.
const FEWEST: usize = 2;

/// What the first byte of a character is read as, and the byte with which that begins in its turn.
const LEADS: std::ops::RangeInclusive<char> = '\u{c2}'..='\u{ef}';
const FIRST_BYTE: u8 = 0xc3;

/// The byte of a character in Windows-1252.
fn byte_of(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let high = HIGH.iter().position(|high| *high == c).map(|place| 0x80 + place as u8);
    high.or_else(|| u8::try_from(u32::from(c)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_utf_8_are_read_again() {
        for was in ["é", "è", "É", "à", "ü", "ß", "ł", "д", "ы", "α", "水", "エ", "알", "’"] {
            let garbled: String = was
                .bytes()
                .map(|byte| {
                    (0..0x2200)
                        .filter_map(char::from_u32)
                        .find(|c| byte_of(*c) == Some(byte))
                        .expect("each byte is one")
                })
                .collect();
            assert_eq!(read(&garbled), was.chars().next().map(|c| (c, garbled.len())), "{garbled}");
        }
        assert_eq!(
            ["æ°´ã€ã‚¨", "×ž×™×,", "Ã©tÃ©, à,", "Ã©tÃ© été", "ã€ à"].map(|text| {
                let lost = |at| lost(text, at).filter(|_| is_garbled(text) && read(&text[at..]).is_none());
                text.char_indices().find_map(|(at, _)| lost(at))
            }),
            [Some("ã€".len()), Some(2), Some(2), None, None]
        );
        for plain in ["Ã", "é,", "Ça", "älter", "Â°", "ðer"] {
            assert_eq!(read(plain), None, "{plain}");
        }
    }
}
