//! Rows that are JSON objects, each on a line of its own.

use memchr::memchr;
use serde_json::value::RawValue;

use super::{Part, Row, judged, told};
use crate::catalogue::cell::{Cell, Writing, is_json_list};
use crate::catalogue::count::Count;
use crate::catalogue::issue::{LocatedIssue, RowIssue};
use crate::catalogue::json::{Found, Paths, values};
use crate::catalogue::records::LineCounter;

#[derive(Clone, Debug)]
pub(super) struct JsonLines<'a> {
    block: &'a [u8],
    at: usize,
    rows: u64,
    lines: LineCounter<'a>,
    paths: &'a Paths,
}

impl<'a> JsonLines<'a> {
    pub(super) fn new(block: &'a [u8], paths: &'a Paths) -> JsonLines<'a> {
        JsonLines { block, at: 0, rows: 0, lines: LineCounter::new(block, 1), paths }
    }

    pub(super) fn read(&mut self) -> Option<Result<Row<'a>, LocatedIssue>> {
        let (start, line) = self.next_line()?;
        self.rows += 1;
        Some(match cells(line, self.paths) {
            Err(issue) => Err(LocatedIssue { row: self.rows, line: self.lines.line_of(start), issue }),
            Ok((list, doubts, [id, name, group])) => {
                Ok(Row { number: self.rows, bytes: line, list: Part::new(list), id, name, group, doubts, start })
            }
        })
    }

    pub(super) fn line_of(&self, offset: usize) -> u64 {
        self.lines.line_of(offset)
    }

    pub(super) fn count(&self) -> Count {
        Count { rows: self.rows, lines: self.lines.ended() }
    }

    /// The next line that is not blank, and its offset.
    fn next_line(&mut self) -> Option<(usize, &'a [u8])> {
        while self.at < self.block.len() {
            let start = self.at;
            let rest = &self.block[start..];
            let line = &rest[..memchr(b'\n', rest).unwrap_or(rest.len())];
            self.at += (line.len() + 1).min(rest.len());
            if !line.trim_ascii().is_empty() {
                return Some((start, line));
            }
        }
        None
    }
}

/// The list and what casts doubt on it; the id, the name and the group.
type Cells<'a> = (Cell<'a>, Box<[RowIssue]>, [Option<Part>; 3]);

fn cells<'a>(line: &'a [u8], paths: &Paths) -> Result<Cells<'a>, RowIssue> {
    match std::str::from_utf8(line) {
        Ok(text) => cells_of(line, text, paths),
        // what its texts are in is for those to say who read them: of the object, only the places are needed
        Err(_) => {
            let plain = line.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' });
            cells_of(line, &plain.collect::<String>(), paths)
        }
    }
}

/// The cells of a line, by a text in which each character of its object stands where it does in the line.
fn cells_of<'a>(line: &'a [u8], text: &str, paths: &Paths) -> Result<Cells<'a>, RowIssue> {
    let found = values(text, paths).map_err(|error| RowIssue::NotJson { column: column(text, error.column()) })?;
    let Found { values: [list, others @ ..], are_twice: [is_twice, ..] } = found;
    let Some(list) = list else {
        return Err(if text.trim_ascii_start().starts_with('{') { RowIssue::NoField } else { RowIssue::NoObject });
    };
    let (list, long_list) = judged(list_cell(line, text, list).ok_or(RowIssue::NotText)?);
    let others = others.map(|value| cell(line, text, value?).filter(|cell| !cell.is_blank()));
    let (others, long) = told(others);
    let doubts = is_twice.then_some(RowIssue::FieldTwice).into_iter().chain(long_list).chain(long).collect();
    Ok((list, doubts, others))
}

/// A list of ingredients: text, a list of texts, or null for none.
fn list_cell<'a>(line: &'a [u8], text: &str, value: &RawValue) -> Option<Cell<'a>> {
    let json = value.get();
    match json.as_bytes().first()? {
        b'[' => is_json_list(json).then(|| within(line, text, json, 1, Writing::JsonList)),
        b'"' => Some(within(line, text, json, 1, Writing::Json)),
        b'n' => Some(Cell { end: offset(text, json), ..within(line, text, json, 0, Writing::Plain) }),
        _ => None,
    }
}

/// An id, a name or a group: text or a number.
fn cell<'a>(line: &'a [u8], text: &str, value: &RawValue) -> Option<Cell<'a>> {
    let json = value.get();
    match json.as_bytes().first()? {
        b'"' => Some(within(line, text, json, 1, Writing::Json)),
        b'-' | b'0'..=b'9' => Some(within(line, text, json, 0, Writing::Plain)),
        _ => None,
    }
}

/// The cell of a piece of a line, without what stands around its text.
fn within<'a>(line: &'a [u8], text: &str, json: &str, around: usize, writing: Writing) -> Cell<'a> {
    let start = offset(text, json);
    Cell { record: line, start: start + around, end: start + json.len() - around, writing }
}

/// Where in a line a piece of it stands.
fn offset(line: &str, piece: &str) -> usize {
    piece.as_ptr().addr() - line.as_ptr().addr()
}

/// The column, in characters from 1, of the byte with this number from 1.
fn column(line: &str, byte: usize) -> u64 {
    line.char_indices().take_while(|(at, _)| *at < byte.max(1)).count() as u64
}
