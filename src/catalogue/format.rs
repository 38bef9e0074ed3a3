//! Formats: how the text of a catalogue is written, found out from its name and its first bytes.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use super::columns::{Columns, Wanted};
use super::records::{Record, Records, end_of_line, is_line_end};

/// The delimiters that are looked for. Of two that fit equally well the first is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

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

/// Reads a delimiter as a user gives it: one ASCII character, or the word "tab".
pub fn delimiter(text: &str) -> Option<u8> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Some(b'\t'),
        (_, &[byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) => Some(byte),
        _ => None,
    }
}

/// The first line that is not blank.
pub(super) fn header_line(head: &[u8]) -> &[u8] {
    let blank = head.iter().take_while(|byte| is_line_end(**byte)).count();
    &head[blank..end_of_line(head, blank).unwrap_or(head.len())]
}

fn by_extension(file: &str) -> Option<u8> {
    let extension = Path::new(file).extension()?;
    (extension.eq_ignore_ascii_case("tsv") || extension.eq_ignore_ascii_case("tab")).then_some(b'\t')
}

/// The names of the columns.
pub(super) fn names(header: &Record<'_, '_>) -> Vec<String> {
    header.fields.iter().map(|field| trimmed(header.cell(*field).text().0)).collect()
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
