//! Encodings: what bytes say, and how sure that is.

mod decoded;
mod western;

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use simdutf8::basic::from_utf8;

use super::issue::RowIssue;
use western::is_western;

pub(super) use decoded::Decoded;

/// What Excel puts before UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    /// UTF-8 with a byte order mark before it, as Excel writes it.
    MarkedUtf8,
    /// Another one, which is turned into UTF-8 as it is read: UTF-16, or the one that was asked for.
    Decoded(&'static encoding_rs::Encoding),
    /// Windows-1252, which is assumed where bytes are no UTF-8 and make sense in it.
    Windows1252,
    /// None of these. What is ASCII is read.
    Unknown,
}

impl Encoding {
    /// The encoding of a text that begins with `head`: by its mark, or as it was asked for, or by the NUL at every other
    /// byte of UTF-16.
    pub(super) fn of(head: &[u8], asked: Option<&'static encoding_rs::Encoding>) -> Option<Encoding> {
        let asked = || match asked? {
            // what is not UTF-8 is told, row by row
            encoding if encoding == encoding_rs::UTF_8 => Some(Encoding::Utf8),
            encoding => Some(Encoding::Decoded(encoding)),
        };
        Encoding::by_mark(head).or_else(asked).or_else(|| by_nuls(head).map(Encoding::Decoded))
    }

    fn by_mark(head: &[u8]) -> Option<Encoding> {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Some(Encoding::MarkedUtf8),
            [0xff, 0xfe, ..] => Some(Encoding::Decoded(UTF_16LE)),
            [0xfe, 0xff, ..] => Some(Encoding::Decoded(UTF_16BE)),
            _ => None,
        }
    }

    /// The encoding of a text without a mark that begins with `head`. It is that of the first line that is no UTF-8.
    pub(super) fn by_lines(head: &[u8]) -> Encoding {
        let Err(error) = std::str::from_utf8(head) else { return Encoding::Utf8 };
        // the last character may be cut
        if error.error_len().is_none() {
            return Encoding::Utf8;
        }
        match head.split(|byte| *byte == b'\n').map(ReadAs::of).find(|read_as| *read_as != ReadAs::Utf8) {
            Some(ReadAs::Windows1252) => Encoding::Windows1252,
            Some(ReadAs::Utf8 | ReadAs::Damaged) | None => Encoding::Unknown,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::MarkedUtf8 => "UTF-8 with a byte order mark",
            Encoding::Decoded(encoding) => return f.write_str(&encoding.name().replace("UTF-16", "UTF-16 ")),
            Encoding::Windows1252 => "not UTF-8, so read as Windows-1252",
            Encoding::Unknown => "neither UTF-8 nor Windows-1252",
        })
    }
}

/// UTF-16 without a mark: what is ASCII in it has its NULs on one side.
fn by_nuls(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let (pairs, _) = head.as_chunks::<2>();
    let even = pairs.iter().filter(|[one, _]| *one == 0).count();
    let odd = pairs.iter().filter(|[_, other]| *other == 0).count();
    match (even, odd) {
        (0, odd) if odd > 0 && odd * 4 >= pairs.len() => Some(UTF_16LE),
        (even, 0) if even > 0 && even * 4 >= pairs.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// What bytes are taken for, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ReadAs {
    /// UTF-8, and it is.
    Utf8,
    /// Windows-1252, as it is no UTF-8 and makes sense so.
    Windows1252,
    /// UTF-8, and some of it is not: each stray byte became `\u{fffd}`.
    Damaged,
}

impl ReadAs {
    /// What these bytes are taken for.
    pub(crate) fn of(bytes: &[u8]) -> ReadAs {
        match from_utf8(bytes) {
            Ok(_) => ReadAs::Utf8,
            Err(_) if is_western(bytes) => ReadAs::Windows1252,
            Err(_) => ReadAs::Damaged,
        }
    }

    /// What there is to tell of a row of which a cell was read as this.
    pub(super) fn issue(self) -> Option<RowIssue> {
        match self {
            ReadAs::Utf8 => None,
            ReadAs::Windows1252 => Some(RowIssue::Windows1252),
            ReadAs::Damaged => Some(RowIssue::NotUtf8),
        }
    }
}

/// What bytes say, and what they were taken for.
pub(super) fn read(bytes: &[u8]) -> (Cow<'_, str>, ReadAs) {
    if let Ok(text) = from_utf8(bytes) {
        return (Cow::Borrowed(text), ReadAs::Utf8);
    }
    match ReadAs::of(bytes) {
        ReadAs::Windows1252 => (WINDOWS_1252.decode_without_bom_handling(bytes).0, ReadAs::Windows1252),
        read_as => (String::from_utf8_lossy(bytes), read_as),
    }
}
