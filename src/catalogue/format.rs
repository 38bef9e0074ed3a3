//! Formats: how the text of a catalogue is written, found out from its name and its first bytes.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use memchr::memchr;

use super::columns::{Columns, Wanted};
use super::error::ScanError;
use super::records::{Record, Records, end_of_line, is_line_end};

/// The delimiters that are looked for. Of two that fit equally well the first is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

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

/// The formats that catalogues come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows of fields with a delimiter between them, such as CSV.
    Delimited {
        /// The delimiter.
        delimiter: u8,
    },
}

impl Format {
    /// The format of a file, by its extension or by the header that `head` begins with: the delimiter is the one that
    /// makes the columns wanted out of it, or else the most columns.
    pub fn sniff(file: &str, head: &[u8], wanted: Wanted<'_>) -> Format {
        let fit = |delimiter: &u8| match Records::new(head, *delimiter).read() {
            Some(Ok(header)) => (Columns::find(&names(&header), wanted).is_ok(), header.fields.len()),
            // not to be read by any delimiter: the one it has most of is named
            Some(Err(_)) | None => (false, header_line(head).iter().filter(|byte| *byte == delimiter).count() + 1),
        };
        let fittest = || DELIMITERS.into_iter().rev().max_by_key(fit).unwrap_or(b',');
        Format::Delimited { delimiter: by_extension(file).unwrap_or_else(fittest) }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::Delimited { delimiter: b',' } => f.write_str("comma"),
            Format::Delimited { delimiter: b';' } => f.write_str("semicolon"),
            Format::Delimited { delimiter: b'\t' } => f.write_str("tab"),
            Format::Delimited { delimiter: b'|' } => f.write_str("pipe"),
            Format::Delimited { delimiter } => write!(f, "`{}`", delimiter.escape_ascii()),
        }
    }
}

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

/// Reads a delimiter as a user gives it: one ASCII character, or the word "tab".
pub fn delimiter(text: &str) -> Option<u8> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Some(b'\t'),
        (_, &[byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) => Some(byte),
        _ => None,
    }
}

fn header_line(head: &[u8]) -> &[u8] {
    let blank = head.iter().take_while(|byte| is_line_end(**byte)).count();
    &head[blank..end_of_line(head, blank).unwrap_or(head.len())]
}

fn by_extension(file: &str) -> Option<u8> {
    let extension = Path::new(file).extension()?;
    (extension.eq_ignore_ascii_case("tsv") || extension.eq_ignore_ascii_case("tab")).then_some(b'\t')
}

/// The names of the columns.
pub(super) fn names(header: &Record<'_, '_>) -> Vec<String> {
    header.fields.iter().map(|field| header.text(*field)).map(trimmed).collect()
}

fn trimmed(name: Cow<'_, str>) -> String {
    name.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_found_in_the_header() {
        for (file, header, delimiter) in [
            ("a.csv", "id,name,ingredients", "comma"),
            ("a.csv", "id;name;ingredients", "semicolon"),
            ("a.txt", "id\tname, and brand, and size\tingredients", "tab"),
            ("-", "\"a,b,c,d\"|ingredients", "pipe"),
            ("a.csv", "ingredients", "comma"),
            ("a.TSV", "ingredients", "tab"),
        ] {
            assert_eq!(Format::sniff(file, header.as_bytes(), Wanted::default()).to_string(), delimiter, "{header}");
        }
    }

    #[test]
    fn delimiters_are_read_as_users_give_them() {
        for (text, byte) in
            [("tab", Some(b'\t')), (";", Some(b';')), ("\"", None), ("", None), (",,", None), ("é", None)]
        {
            assert_eq!(delimiter(text), byte, "{text}");
        }
    }
}
