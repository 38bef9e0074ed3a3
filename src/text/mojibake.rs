//! Characters whose bytes were read in the wrong encoding: "stÃ©arylique" was "stéarylique".

/// The character that the start of a text was before its bytes of UTF-8 were read as Windows-1252, and how much of the text
/// that is.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| ('\u{c2}'..='\u{ef}').contains(c))?;
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
        for plain in ["Ã", "é,", "Ça", "älter", "Â°", "ðer"] {
            assert_eq!(read(plain), None, "{plain}");
        }
    }
}
