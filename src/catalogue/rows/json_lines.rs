//! Rows that are JSON objects, each on a line of its own.

use memchr::memchr;
use serde_json::value::RawValue;

use super::{Part, Row, judged};
use crate::catalogue::cell::{Cell, Writing, json_list};
use crate::catalogue::count::Count;
use crate::catalogue::fault::{Fault, FaultyRow};
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

    pub(super) fn read(&mut self) -> Option<Result<Row<'a>, FaultyRow>> {
        let (start, line) = self.next_line()?;
        self.rows += 1;
        Some(match cells(line, self.paths) {
            Err(fault) => Err(FaultyRow { row: self.rows, line: self.lines.line_of(start), fault }),
            Ok((list, doubts, [id, name, group])) => {
                let [id, name, group] = [id, name, group].map(|cell| cell.map(Part::new));
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
type Cells<'a> = (Cell<'a>, Box<[Fault]>, [Option<Cell<'a>>; 3]);

fn cells<'a>(line: &'a [u8], paths: &Paths) -> Result<Cells<'a>, Fault> {
    let text = std::str::from_utf8(line).map_err(|_| Fault::NotUtf8)?;
    let found = values(text, paths).map_err(|error| Fault::NotJson { column: column(text, error.column()) })?;
    let Found { values: [list, others @ ..], are_twice: [is_twice, ..] } = found;
    let Some(list) = list else {
        return Err(if text.trim_ascii_start().starts_with('{') { Fault::NoField } else { Fault::NoObject });
    };
    let (list, long) = judged(list_cell(text, list).ok_or(Fault::NotText)?)?;
    let others = others.map(|value| cell(text, value?).filter(|cell| !cell.is_blank()));
    let doubts = is_twice.then_some(Fault::FieldTwice).into_iter().chain(long).collect();
    Ok((list, doubts, others))
}

/// A list of ingredients: text, a list of texts, or null for none.
fn list_cell<'a>(line: &'a str, value: &'a RawValue) -> Option<Cell<'a>> {
    let json = value.get();
    match json.as_bytes().first()? {
        b'[' => json_list(json).ok().map(|_| within(line, json, 1, Writing::JsonList)),
        b'"' => Some(within(line, json, 1, Writing::Json)),
        b'n' => Some(Cell { end: offset(line, json), ..within(line, json, 0, Writing::Plain) }),
        _ => None,
    }
}

/// An id, a name or a group: text or a number.
fn cell<'a>(line: &'a str, value: &'a RawValue) -> Option<Cell<'a>> {
    let json = value.get();
    match json.as_bytes().first()? {
        b'"' => Some(within(line, json, 1, Writing::Json)),
        b'-' | b'0'..=b'9' => Some(within(line, json, 0, Writing::Plain)),
        _ => None,
    }
}

/// The cell of a piece of a line, without what stands around its text.
fn within<'a>(line: &'a str, json: &'a str, around: usize, writing: Writing) -> Cell<'a> {
    let start = offset(line, json);
    Cell { record: line.as_bytes(), start: start + around, end: start + json.len() - around, writing }
}

/// Where in a line a piece of it stands.
fn offset(line: &str, piece: &str) -> usize {
    piece.as_ptr().addr() - line.as_ptr().addr()
}

/// The column, in characters from 1, of the byte with this number from 1.
fn column(line: &str, byte: usize) -> u64 {
    line.char_indices().take_while(|(at, _)| *at < byte.max(1)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list, id and name of each line, or what is wrong with it.
    fn rows(block: &str) -> Vec<Result<[Option<String>; 3], Fault>> {
        let paths = Paths(["inci", "sku", "name", "brand"].map(|name| Some(vec![name.to_owned()])));
        let mut rows = JsonLines::new(block.as_bytes(), &paths);
        let text = |cell: Cell<'_>| cell.text().0.into_owned();
        std::iter::from_fn(|| {
            let row = rows.read()?;
            Some(
                row.map(|row| [Some(text(row.list())), row.id().map(text), row.name().map(text)])
                    .map_err(|row| row.fault),
            )
        })
        .collect()
    }

    #[test]
    fn objects_become_products() {
        let product = |list: &str, id: Option<&str>| Ok([Some(list.to_owned()), id.map(str::to_owned), None]);
        for (line, expected) in [
            (r#"{"sku": "7", "inci": "Aqua, CI"}"#, product("Aqua, CI", Some("7"))),
            (r#"{"sku": 7, "inci": ["Aqua", "CI"], "name": ""}"#, product("Aqua, CI", Some("7"))),
            (r#"{"inci": null, "sku": {"id": 7}}"#, product("", None)),
            (r#"{"inci": []}"#, product("", None)),
            (r#"{"sku": 7}"#, Err(Fault::NoField)),
            (r#"{"inci": 7}"#, Err(Fault::NotText)),
            (r#"{"inci": ["Aqua", 7]}"#, Err(Fault::NotText)),
            (r#"["Aqua"]"#, Err(Fault::NoObject)),
            (r#"{"inci": "Aqua",}"#, Err(Fault::NotJson { column: 17 })),
            (r#"{"sku": "é" "inci"}"#, Err(Fault::NotJson { column: 13 })),
        ] {
            assert_eq!(rows(line), [expected], "{line}");
        }
    }

    #[test]
    fn a_list_that_stands_twice_is_in_doubt() {
        let paths = Paths(["inci", "sku", "name", "brand"].map(|name| Some(vec![name.to_owned()])));
        for (line, doubts) in [
            (r#"{"sku": "7", "inci": "Alcohol", "inci": "Aqua"}"#, &[Fault::FieldTwice][..]),
            (r#"{"sku": "7", "sku": "8", "inci": "Aqua"}"#, &[]),
        ] {
            let row = JsonLines::new(line.as_bytes(), &paths).read().unwrap().unwrap();
            assert_eq!((&*row.list().text().0, &*row.doubts), ("Aqua", doubts), "{line}");
        }
    }

    #[test]
    fn rows_are_lines_that_are_not_blank() {
        let paths = Paths([Some(vec!["inci".to_owned()]), None, None, None]);
        let mut rows = JsonLines::new(b"\r\n{\"inci\": \"Aqua\"}\r\n\n \n{}\n{\"inci\": \"CI\"}", &paths);
        let mut places = Vec::new();
        while let Some(row) = rows.read() {
            places.push(row.map_or_else(|row| (row.row, row.line), |row| (row.number, rows.line_of(row.start))));
        }
        assert_eq!(places, [(1, 2), (2, 5), (3, 6)]);
        assert_eq!(rows.count(), Count { rows: 3, lines: 5 });
    }
}
