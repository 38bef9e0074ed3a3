//! Encodings: what bytes say, and how sure that is.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr;

use super::error::ScanError;
use super::fault::Fault;
use super::format::header_line;

/// What files of other kinds begin with.
const OTHER_KINDS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive or an .xlsx workbook"),
    (b"\xd0\xcf\x11\xe0", "an .xls workbook"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"%PDF-", "a PDF"),
];

/// What Excel puts before UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The encodings that catalogues are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark before it, as Excel writes it.
    MarkedUtf8,
}

impl Encoding {
    /// The encoding of a file that begins with `head`.
    ///
    /// # Errors
    /// When it is no text, or UTF-16.
    pub fn sniff(file: &str, head: &[u8]) -> Result<Encoding, ScanError> {
        let file = || file.to_string();
        if let Some((_, kind)) = OTHER_KINDS.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Err(ScanError::Binary { file: file(), kind: Some(*kind) });
        }
        // two letters of the ASCII, with or without a mark before them
        let is_utf16 = match head {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
            [0, one, 0, two, ..] | [one, 0, two, 0, ..] => *one != 0 && *two != 0,
            _ => false,
        };
        if is_utf16 {
            return Err(ScanError::Utf16 { file: file() });
        }
        if memchr(0, header_line(head)).is_some() {
            return Err(ScanError::Binary { file: file(), kind: None });
        }
        Ok(if head.starts_with(BYTE_ORDER_MARK) { Encoding::MarkedUtf8 } else { Encoding::Utf8 })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::MarkedUtf8 => "UTF-8 with a byte order mark",
        })
    }
}

/// What bytes are taken for, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadAs {
    /// UTF-8, and it is.
    Utf8,
    /// UTF-8, and some of them are not: each of those became `\u{fffd}`.
    Damaged,
}

impl ReadAs {
    /// What these bytes are taken for.
    pub fn of(bytes: &[u8]) -> ReadAs {
        if std::str::from_utf8(bytes).is_ok() { ReadAs::Utf8 } else { ReadAs::Damaged }
    }

    /// What is wrong with a row of which a cell was read as this.
    pub(super) fn fault(self) -> Option<Fault> {
        (self == ReadAs::Damaged).then_some(Fault::NotUtf8)
    }
}

/// What bytes say, and what they were taken for.
pub(super) fn read(bytes: &[u8]) -> (Cow<'_, str>, ReadAs) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), ReadAs::Utf8),
        Err(_) => (String::from_utf8_lossy(bytes), ReadAs::Damaged),
    }
}
