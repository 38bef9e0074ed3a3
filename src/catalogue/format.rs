//! Formats: how the text of a catalogue is written, found out from its name and its first bytes.

use std::fmt;
use std::path::Path;

use super::blocks::Cut;
use super::columns::Columns;
use super::header::{Miss, Search};
use super::json::Paths;
use super::options::{ColumnNames, HeaderRow, InputFormat, Quote, ReadOptions};
use super::packed::Compression;
use super::records::{Dialect, Record, Records, end_of_line, is_line_end};
use super::sheet::{self, Sheet};

/// The delimiters that are looked for. Of two that fit equally well the first is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Where there is no header, so many rows tell the delimiter.
const ROWS_COMPARED: usize = 20;

/// The formats that catalogues come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Rows of fields with a delimiter between them, such as CSV.
    Delimited(Dialect),
    /// Objects, each on a line of its own, and the paths to what is wanted of them.
    JsonLines(Paths),
    Sheet(Sheet),
    /// A table or JSON that is made into one list a product on its way in.
    Export(Written),
}

/// How an export is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Table(Dialect),
    Sheet(Sheet),
    JsonLines,
    Json,
    Xml,
}

impl Format {
    /// The format of a text with a delimiter that begins with `head`. The delimiter is the one that was asked for, or
    /// makes the columns wanted out of the header, or makes the most columns.
    pub(super) fn delimited(head: &[u8], asked: Option<u8>, options: &ReadOptions<'_>) -> Format {
        let dialect = |delimiter: u8| Dialect { delimiter, has_quotes: options.quote == Quote::Double };
        let fit = |delimiter: &u8| match options.header {
            HeaderRow::First | HeaderRow::On(_) => {
                let (has_columns, count) = fit_of_header(head, dialect(*delimiter), options);
                (has_columns, true, count)
            }
            HeaderRow::None => fit_of_rows(head, dialect(*delimiter), options.columns),
        };
        let fittest = || DELIMITERS.into_iter().rev().max_by_key(fit).unwrap_or(b',');
        Format::Delimited(dialect(asked.unwrap_or_else(fittest)))
    }

    /// How its records are told apart.
    pub(super) fn cut(&self) -> Cut {
        match self {
            Format::Delimited(dialect) => Cut::Delimited(*dialect),
            Format::JsonLines(_) => Cut::Lines,
            Format::Sheet(_) | Format::Export(_) => Cut::Delimited(sheet::DELIMITER.into()),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::Delimited(Dialect { delimiter, has_quotes }) => {
                match delimiter {
                    b',' => f.write_str("comma"),
                    b';' => f.write_str("semicolon"),
                    b'\t' => f.write_str("tab"),
                    b'|' => f.write_str("pipe"),
                    delimiter => write!(f, "`{}`", delimiter.escape_ascii()),
                }?;
                f.write_str(if *has_quotes { "" } else { ", without quotes" })
            }
            Format::JsonLines(_) => f.write_str("JSON Lines"),
            Format::Sheet(sheet) => write!(f, "{sheet}"),
            Format::Export(written) => write!(f, "{written}"),
        }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Table(dialect) => write!(f, "{}", Format::Delimited(*dialect)),
            Written::Sheet(sheet) => write!(f, "{sheet}"),
            Written::JsonLines => f.write_str("JSON Lines"),
            Written::Json => f.write_str("JSON"),
            Written::Xml => f.write_str("XML"),
        }
    }
}

impl InputFormat {
    /// The format of a text that begins with `head`: the one that was asked for, or that its name tells, or else JSON for
    /// what begins like an object or a list, and XML for what begins with a tag.
    pub(super) fn sniff(file: &str, head: &[u8], options: &ReadOptions<'_>) -> InputFormat {
        let by_name = InputFormat::by_name(file).filter(|format| *format != InputFormat::Xlsx);
        let asked = options.format.or(options.delimiter.map(|_| InputFormat::Csv));
        let by_head = match header_line(head).trim_ascii_start() {
            [b'{' | b'[', ..] => InputFormat::JsonLines,
            [b'<', b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z', ..] => InputFormat::Xml,
            _ => InputFormat::Csv,
        };
        asked.or(by_name).unwrap_or(by_head)
    }

    /// The format that a file's name tells, whether it is compressed or not.
    pub(crate) fn by_name(file: &str) -> Option<InputFormat> {
        let path = Path::new(file);
        let is_packed = Compression::by_ending(path).is_some();
        let path = if is_packed { Path::new(path.file_stem()?) } else { path };
        match path.extension()?.to_string_lossy().to_lowercase().as_str() {
            "csv" => Some(InputFormat::Csv),
            "tsv" | "tab" => Some(InputFormat::Tsv),
            "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
            "xlsx" | "xlsm" => Some(InputFormat::Xlsx),
            "xml" => Some(InputFormat::Xml),
            _ => None,
        }
    }
}

/// How well a delimiter fits: whether it makes the columns wanted out of the header, and how many it makes at all.
fn fit_of_header(head: &[u8], dialect: Dialect, options: &ReadOptions<'_>) -> (bool, usize) {
    match header(head, dialect, 1, options) {
        Ok((_, count)) => (true, count),
        Err(Some(miss)) => (false, miss.missing.columns.len()),
        // not to be read by any delimiter: the one it has most of is named
        Err(None) => (false, header_line(head).iter().filter(|byte| **byte == dialect.delimiter).count() + 1),
    }
}

/// Looks for the header of a text that begins with `head`, which begins on `line`: where in it the header begins, and how
/// many columns it names; or else what is nearest to one.
pub(super) fn header(
    head: &[u8], dialect: Dialect, line: u64, options: &ReadOptions<'_>,
) -> Result<(usize, usize), Option<Miss>> {
    let mut records = Records::new(head, dialect).on_line(line);
    let mut search = Search::new(options);
    while let Some(record) = records.read() {
        if !record.is_open() && !search.look(record.start, record.line(), &names(&record)) {
            break;
        }
    }
    search.end()
}

/// The delimiter that a first line names the way Excel does it, as in `sep=;`, and the length of that line.
pub(super) fn named_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let end = end_of_line(head, 0).unwrap_or(head.len());
    let line = head[..end].strip_prefix(b"\"").map_or(&head[..end], |line| line.strip_suffix(b"\"").unwrap_or(line));
    let (name, delimiter) = line.split_at_checked(4)?;
    match delimiter {
        [delimiter] if name.eq_ignore_ascii_case(b"sep=") && delimiter.is_ascii() => Some((*delimiter, end)),
        _ => None,
    }
}

/// How well a delimiter fits where there is no header: whether it makes as many columns out of every row, and the ones
/// wanted; whether it is no sign of a text, behind which stands a space; and how many columns it makes.
fn fit_of_rows(head: &[u8], dialect: Dialect, wanted: ColumnNames<'_>) -> (bool, bool, usize) {
    let mut records = Records::new(head, dialect);
    let (mut counts, mut is_of_text) = (Vec::new(), false);
    while let Some(record) = records.read().filter(|_| counts.len() < ROWS_COMPARED) {
        is_of_text |= record.fields.iter().skip(1).any(|field| record.bytes[field.start..].starts_with(b" "));
        counts.push(record.fields.len());
    }
    let first = counts.first().copied().unwrap_or(0);
    let is_even = counts.iter().all(|count| *count == first);
    let numbers = wanted.ingredients.iter().flat_map(|numbers| numbers.split(','));
    let has_all = |number: &str| {
        let wanted = ColumnNames { ingredients: &[number.to_owned()], ..wanted };
        Columns::by_number(first, wanted).is_ok()
    };
    let are_there = wanted.ingredients.is_empty() || numbers.into_iter().all(has_all);
    (is_even && are_there, !is_of_text, first)
}

/// The first line that is not blank.
pub(super) fn header_line(head: &[u8]) -> &[u8] {
    let blank = head.iter().take_while(|byte| is_line_end(**byte)).count();
    &head[blank..end_of_line(head, blank).unwrap_or(head.len())]
}

pub(super) fn names(header: &Record<'_, '_>) -> Vec<String> {
    header.fields.iter().map(|field| header.cell(*field).without_formula().text().0.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats() {
        for (file, format) in [
            ("shop.csv", Some(InputFormat::Csv)),
            ("shop.TSV", Some(InputFormat::Tsv)),
            ("shop.csv.gz", Some(InputFormat::Csv)),
            ("shop.2024.tsv.ZST", Some(InputFormat::Tsv)),
            ("shop.jsonl.gz", Some(InputFormat::JsonLines)),
            ("shop.xlsx", Some(InputFormat::Xlsx)),
            ("feed.xml.gz", Some(InputFormat::Xml)),
            ("shop.gz", None),
            ("shop.txt", None),
            ("-", None),
        ] {
            assert_eq!(InputFormat::by_name(file), format, "{file}");
        }
    }
}
