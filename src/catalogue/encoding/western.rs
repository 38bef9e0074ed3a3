//! Windows-1252: whether bytes that are not UTF-8 make sense in it.
//!
//! Any bytes can be read as Windows-1252. What comes out is text only if they were written in it, and else it is
//! letters without sense that hide what they stand for: 변성알코올 in EUC-KR would become `º¯¼º¾ËÄÚ¿Ã`. So every byte
//! beyond ASCII has to stand where the languages of Western Europe put it, and a single one elsewhere spoils all.

/// What a byte stands for in Windows-1252, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A letter of ASCII: whether it is a small one.
    Ascii { is_small: bool },
    /// Another letter: whether it is a small one.
    Accented { is_small: bool },
    /// A sign that may stand within a word, such as an apostrophe.
    Joint,
    /// A sign that stands before words and numbers, such as «.
    Before,
    /// A sign that stands behind them, such as ®.
    Behind,
    /// The sign for degrees, which stands before or behind: 20 °C, n° 5.
    Degree,
    /// A digit, a space or a sign of ASCII.
    Plain,
    /// Nothing that is written in such a text.
    Stray,
}

/// Whether these bytes make sense in Windows-1252.
pub(super) fn is_western(bytes: &[u8]) -> bool {
    let kinds = || bytes.iter().copied().map(kind);
    kinds().zip(kinds().skip(1)).all(|(one, next)| may_follow(one, next))
        && !bytes.windows(3).any(is_degree_in_word)
        && !kinds().any(|kind| kind == Kind::Stray)
        && bytes.split(|byte| !kind(*byte).is_letter()).all(is_word)
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' => Kind::Ascii { is_small: true },
        b'A'..=b'Z' => Kind::Ascii { is_small: false },
        0..=0x7f => Kind::Plain,
        // a space that does not break, a soft hyphen
        0xa0 | 0xad => Kind::Plain,
        // ‘ ’ – — ´ ·
        0x91 | 0x92 | 0x96 | 0x97 | 0xb4 | 0xb7 => Kind::Joint,
        0xb0 => Kind::Degree,
        // š œ ž
        0x9a | 0x9c | 0x9e => Kind::Accented { is_small: true },
        // Š Œ Ž Ÿ
        0x8a | 0x8c | 0x8e | 0x9f => Kind::Accented { is_small: false },
        // „ ‹ “ • ¡ £ « ± µ ¿ ×
        0x84 | 0x8b | 0x93 | 0x95 | 0xa1 | 0xa3 | 0xab | 0xb1 | 0xb5 | 0xbf | 0xd7 => Kind::Before,
        // € … † ‡ ‰ ” ™ › § © ª ® ² ³ ¹ º » ¼ ½ ¾ ÷
        0x80
        | 0x85..=0x87
        | 0x89
        | 0x94
        | 0x99
        | 0x9b
        | 0xa7
        | 0xa9
        | 0xaa
        | 0xae
        | 0xb2
        | 0xb3
        | 0xb9..=0xbe
        | 0xf7 => Kind::Behind,
        // the letters of Icelandic are those in which Turkish is misread
        0xd0 | 0xde | 0xf0 | 0xfe => Kind::Stray,
        0xc0..=0xdd => Kind::Accented { is_small: false },
        0xdf..=0xff => Kind::Accented { is_small: true },
        0x81..=0xb8 => Kind::Stray,
    }
}

impl Kind {
    fn is_letter(self) -> bool {
        matches!(self, Kind::Ascii { .. } | Kind::Accented { .. })
    }

    fn is_small(self) -> bool {
        matches!(self, Kind::Ascii { is_small: true } | Kind::Accented { is_small: true })
    }
}

/// Whether two neighbours go together: no accented capital follows a small letter, no sign stands within a word, and
/// signs do not crowd.
fn may_follow(one: Kind, next: Kind) -> bool {
    match (one, next) {
        (one, Kind::Accented { is_small: false }) if one.is_small() => false,
        (Kind::Behind, next) => !next.is_letter() && !matches!(next, Kind::Before | Kind::Behind | Kind::Degree),
        (Kind::Joint | Kind::Degree, Kind::Behind | Kind::Degree) => false,
        (one, Kind::Before) => !one.is_letter() && one != Kind::Before,
        _ => true,
    }
}

/// Whether the sign for degrees stands between two letters.
fn is_degree_in_word(three: &[u8]) -> bool {
    kind(three[1]) == Kind::Degree && kind(three[0]).is_letter() && kind(three[2]).is_letter()
}

/// Whether a run of letters can be a word: no three accented ones together, and not most of them or all.
fn is_word(word: &[u8]) -> bool {
    let accented = word.iter().filter(|byte| !byte.is_ascii()).count();
    let longest = word.split(u8::is_ascii).map(<[u8]>::len).max().unwrap_or(0);
    let is_mixed = accented < word.len() || accented <= 1;
    is_mixed && longest <= 2 && (accented <= 2 || accented * 2 <= word.len())
}
