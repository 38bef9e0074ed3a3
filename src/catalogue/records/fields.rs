//! Fields: where they begin and end in a record, and how they are quoted.

use std::ops::Range;

use memchr::{memchr, memchr3, memrchr2};

use super::lines::is_line_end;
use super::quoted::QuotedFields;
use crate::limits;

/// Where the text of a field stands in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Offset of the first byte of the text, behind an opening quote.
    pub(crate) start: usize,
    /// Offset behind the last byte of the text.
    pub(crate) end: usize,
    pub(crate) quotes: Quotes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// Not at all.
    None,
    /// There is one quote before the text and one behind it.
    Around,
    /// Quotes in the text are doubled.
    Doubled,
    /// There is more text behind the closing quote.
    TextBehind,
    /// There is one before the text that is never closed, and so a part of it.
    Open,
}

/// How the fields of a text are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// Whether a quote at the start of a field opens it.
    pub(crate) has_quotes: bool,
}

impl From<u8> for Dialect {
    /// The usual one with a delimiter.
    fn from(delimiter: u8) -> Dialect {
        Dialect { delimiter, has_quotes: true }
    }
}

/// Where a record ends, as far as the bytes at hand tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::catalogue) enum Border {
    /// Behind its line end, which is at this offset.
    At(usize),
    /// Not in these bytes.
    Beyond,
    /// Not in these bytes, and the quote at this offset is still open at their end.
    OpenQuote(usize),
}

impl Quotes {
    /// Whether there are quotes in the text itself to undo.
    pub(crate) fn are_inside(self) -> bool {
        match self {
            Quotes::None | Quotes::Around | Quotes::Open => false,
            Quotes::Doubled | Quotes::TextBehind => true,
        }
    }
}

/// Finds the end of the record that `bytes` begin with, faster than by its fields.
pub(in crate::catalogue) fn border(bytes: &[u8], Dialect { delimiter, has_quotes }: Dialect) -> Border {
    let mut at = 0;
    while let Some(found) = memchr3(b'"', b'\n', b'\r', &bytes[at..]) {
        at += found;
        match bytes[at] {
            b'"' if has_quotes && (at == 0 || bytes[at - 1] == delimiter) => match closing_quote(bytes, at + 1) {
                Some((close, _)) => at = close + 1,
                None => return Border::OpenQuote(at),
            },
            b'"' => at += 1,
            b'\n' => return Border::At(at + 1),
            // a \n may follow that belongs to it
            _ => {
                return bytes
                    .get(at + 1)
                    .map_or(Border::Beyond, |next| Border::At(at + 1 + usize::from(*next == b'\n')));
            }
        }
    }
    Border::Beyond
}

/// Finds the last border between records in `bytes`, which begin with one: the offset behind it, or 0 if there is none.
/// Says also whether a quote is open at their end. The quoted fields before it are left in `quoted`.
///
/// Only quotes and the line ends between quoted fields are looked at, which is several times as fast as to go from
/// record to record.
pub(in crate::catalogue) fn last_border(
    bytes: &[u8], Dialect { delimiter, has_quotes }: Dialect, quoted: &mut QuotedFields,
) -> (usize, bool) {
    // a \n may follow the last \r that belongs to it
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    quoted.clear();
    if !has_quotes {
        return (behind_last_line_end(bytes, 0..bytes.len()), false);
    }
    // what stands between two quotes, or before or behind all, with a line end in it
    let mut last = 0..0;
    let mut at = 0;
    loop {
        let quote = memchr(b'"', &bytes[at..]).map(|found| at + found);
        let between = at..quote.unwrap_or(bytes.len());
        if has_line_end(&bytes[between.clone()]) {
            last = between;
        }
        let Some(quote) = quote else { return (behind_last_line_end(bytes, last), false) };
        at = quote + 1;
        if quote > 0 && bytes[quote - 1] != delimiter && !is_line_end(bytes[quote - 1]) {
            continue;
        }
        let Some((close, has_doubled)) = closing_quote(bytes, at) else {
            return (behind_last_line_end(bytes, last), true);
        };
        quoted.push(quote, close, has_doubled);
        at = close + 1;
    }
}

/// Whether a line ends in these bytes. Behind a quoted field it most often ends at once.
fn has_line_end(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|byte| is_line_end(*byte)) || memrchr2(b'\n', b'\r', bytes).is_some()
}

/// Offset behind the last line end of a part of `bytes`, or 0.
fn behind_last_line_end(bytes: &[u8], part: Range<usize>) -> usize {
    memrchr2(b'\n', b'\r', &bytes[part.clone()]).map_or(0, |at| part.start + at + 1)
}

/// Splits the record that `bytes` begin with; gives the offset of its end, or of the quote that is never closed, with the
/// fields before that. `known` tells the closing quote of a field by the opening one, where it was seen before.
pub(super) fn split(
    bytes: &[u8], dialect: Dialect, mut known: impl FnMut(usize) -> Option<(usize, bool)>, fields: &mut Vec<Field>,
) -> Result<usize, usize> {
    fields.clear();
    let mut at = 0;
    loop {
        let (field, end) = split_field(bytes, at, dialect, &mut known)?;
        push(field, fields);
        if bytes.get(end) != Some(&dialect.delimiter) {
            return Ok(end);
        }
        at = end + 1;
    }
}

/// Adds the next field. Where there are more than any header has, the last one holds all of them.
fn push(field: Field, fields: &mut Vec<Field>) {
    if fields.len() <= limits::COLUMNS {
        fields.push(field);
    } else if let Some(last) = fields.last_mut() {
        *last = Field { start: last.start, end: field.end, quotes: Quotes::None };
    }
}

/// Splits a record from a quote on that is no quote, and keeps the fields before it. Only delimiters part what follows.
pub(super) fn split_open(record: &[u8], open: usize, delimiter: u8, fields: &mut Vec<Field>) {
    let before = fields.partition_point(|field| field.start <= open);
    fields.truncate(before);
    let mut start = open;
    loop {
        let end = memchr(delimiter, &record[start..]).map_or(record.len(), |at| start + at);
        let quotes = if start == open { Quotes::Open } else { Quotes::None };
        push(Field { start, end, quotes }, fields);
        if end == record.len() {
            return;
        }
        start = end + 1;
    }
}

/// The field that begins at `start`, and the offset of what ends it.
fn split_field(
    bytes: &[u8], start: usize, dialect: Dialect, mut known: impl FnMut(usize) -> Option<(usize, bool)>,
) -> Result<(Field, usize), usize> {
    if bytes.get(start) != Some(&b'"') || !dialect.has_quotes {
        let end = end_of_field(bytes, start, dialect.delimiter);
        return Ok((Field { start, end, quotes: Quotes::None }, end));
    }
    let close = known(start).or_else(|| closing_quote(bytes, start + 1));
    let (close, has_doubled) = close.ok_or(start)?;
    let end = end_of_field(bytes, close + 1, dialect.delimiter);
    let (text_end, quotes) = match has_doubled {
        _ if end > close + 1 => (end, Quotes::TextBehind),
        true => (close, Quotes::Doubled),
        false => (close, Quotes::Around),
    };
    Ok((Field { start: start + 1, end: text_end, quotes }, end))
}

fn end_of_field(bytes: &[u8], start: usize, delimiter: u8) -> usize {
    memchr3(delimiter, b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |at| start + at)
}

/// Offset of the quote that closes the field whose text begins at `start`, and whether quotes are doubled before it.
fn closing_quote(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut at = start;
    let mut has_doubled = false;
    loop {
        at += memchr(b'"', &bytes[at..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some((at, has_doubled));
        }
        has_doubled = true;
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Record, Records, is_line_end};
    use super::*;
    use proptest::prelude::*;

    fn borders(bytes: &[u8]) -> Vec<usize> {
        let mut at = 0;
        std::iter::from_fn(|| match border(&bytes[at..], b','.into()) {
            Border::At(len) => {
                at += len;
                Some(at)
            }
            Border::Beyond | Border::OpenQuote(_) => None,
        })
        .collect()
    }

    /// The last border as it is found by going from one to the next.
    fn last_of_borders(bytes: &[u8]) -> (usize, bool) {
        let last = borders(bytes).last().copied().unwrap_or(0);
        (last, matches!(border(&bytes[last..], b','.into()), Border::OpenQuote(_)))
    }

    fn fields(mut records: Records<'_>) -> Vec<(usize, Vec<Field>)> {
        std::iter::from_fn(|| {
            let record = records.read()?;
            Some((record.start, record.fields.to_vec()))
        })
        .collect()
    }

    #[test]
    fn long_quoted_fields_are_remembered() {
        let text = format!("1,\"{0}\"\"\",\"a\"\n2,b\"{0}\"\n", "b".repeat(64));
        let mut quoted = QuotedFields::default();
        assert_eq!(last_border(text.as_bytes(), b','.into(), &mut quoted), (text.len(), false));
        let mut coming = quoted.coming();
        assert_eq!([0, 2, 2].map(|open| coming.closing_quote(open)), [None, Some((69, true)), None]);
        assert_eq!((0..text.len()).filter_map(|open| quoted.coming().closing_quote(open)).count(), 1);
    }

    proptest! {
        #[test]
        fn the_last_border_is_found_without_the_others(noise in "[a,\"\r\n]{0,24}") {
            let last = last_border(noise.as_bytes(), b','.into(), &mut QuotedFields::default());
            prop_assert_eq!(last, last_of_borders(noise.as_bytes()));
        }

        #[test]
        fn quoted_fields_that_were_seen_are_where_they_are_found(noise in "([a,\"\r\n]|b{64}){0,24}") {
            let mut quoted = QuotedFields::default();
            let (len, _) = last_border(noise.as_bytes(), b','.into(), &mut quoted);
            let bytes = &noise.as_bytes()[..len];
            prop_assert_eq!(fields(Records::new(bytes, b',').knowing(&quoted)), fields(Records::new(bytes, b',')));
        }

        #[test]
        fn borders_are_where_records_end(noise in "[a,\"\r\n]{0,24}") {
            let noise = noise + "\n";
            let mut records = Records::new(noise.as_bytes(), b',');
            let is_closed = |record: Record<'_, '_>| record.fields.iter().all(|field| field.quotes != Quotes::Open);
            let records: Vec<_> = std::iter::from_fn(|| records.read().map(is_closed)).collect();
            if records.contains(&false) {
                return Ok(());
            }
            let mut starts = vec![0];
            starts.extend(borders(noise.as_bytes()));
            let rows = starts.windows(2).filter(|w| !is_line_end(noise.as_bytes()[w[0]])).count();
            prop_assert_eq!(starts.last(), Some(&noise.len()));
            prop_assert_eq!(rows, records.len());
        }
    }
}
