//! Rows that are JSON objects: one a line, or those of a list in a document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read};

use serde::Deserializer;
use serde::de::{SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Rows;
use super::elements::{Element, Elements};
use super::gather::Gather;
use super::part::At;
use super::sources::Sources;
use crate::catalogue::blocks::{Blocks, Cut};
use crate::catalogue::escapes::whole;
use crate::catalogue::format::{Written, header_line};
use crate::catalogue::issue::RowIssue;
use crate::catalogue::json::Object;
use crate::catalogue::options::ColumnNames;
use crate::limits;
use crate::listed::{BETWEEN, MissingColumn};

/// The fields of a table are those of so many objects: not every object has all of them.
const LOOKED_AT: usize = 1_000;

/// So many fields are known.
const MOST_FIELDS: usize = 10_000;

/// Objects within objects are gone into so far.
const DEPTH: usize = 8;

/// What was found out of JSON that begins with `head`: how it is written, its fields, what its products are made of, and
/// the path to them.
type Looked = (Written, Vec<String>, Sources, String);

pub(super) fn look(head: &[u8], wanted: ColumnNames<'_>) -> Result<Option<Looked>, MissingColumn> {
    let first = header_line(head);
    let is_line = serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
    let is_object = first.trim_ascii_start().starts_with(b"{");
    let mut lines = head.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let are_lines = is_line && is_object && lines.nth(1).is_some();
    if are_lines {
        let lines = head.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
        let lines = lines.take(LOOKED_AT).filter_map(flat).collect::<Vec<_>>();
        let (header, rows) = table(&lines);
        let sources = Sources::find(&header, wanted, &rows)?;
        return Ok(sources.map(|sources| (Written::JsonLines, header, sources, String::new())));
    }
    if is_line && !is_object && !first.trim_ascii_start().starts_with(b"[{") {
        return Ok(None);
    }
    let mut elements = Elements::new(head);
    let asked = wanted.ingredients.first().and_then(|path| path.split_once("[].")).map(|(list, _)| format!("{list}[]"));
    let (mut path, mut objects) = (asked.clone(), Vec::new());
    // the last object may be cut
    while let Ok(Some(element)) = elements.next() {
        if path.as_ref().is_none_or(|path| *path == element.path) && objects.len() < LOOKED_AT {
            objects.extend(std::str::from_utf8(&element.json).ok().and_then(flat));
            path = Some(element.path);
        }
    }
    let Some(path) = path.filter(|_| !objects.is_empty()) else { return Ok(None) };
    let (header, rows) = table(&objects);
    let inside = |name: &str| name.replace(&format!("{path}."), "");
    let ingredients: Vec<String> = wanted.ingredients.iter().map(|name| inside(name)).collect();
    let [id, name, group] = [wanted.id, wanted.name, wanted.group].map(|name| name.map(inside));
    let [id, name, group] = [&id, &name, &group].map(|name| name.as_deref());
    let wanted = ColumnNames { ingredients: &ingredients, id, name, group, ..wanted };
    match Sources::of_document(&header, wanted, &rows) {
        Ok(sources) => Ok(Some((Written::Json, header, sources, path))),
        // one object on one line, whose own fields may be what is meant
        Err(_) if is_line && is_object && asked.is_none() => Ok(None),
        Err(missing) => Err(missing),
    }
}

/// The fields of objects as a header and rows.
pub(super) fn table(objects: &[Flat]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut header: Vec<String> = Vec::new();
    for (name, _) in objects.iter().flatten() {
        if !header.contains(name) {
            header.push(name.clone());
        }
    }
    let cell =
        |object: &Flat, name: &String| object.iter().rfind(|(other, _)| other == name).map(|(_, text)| text.clone());
    let row = |object| header.iter().map(|name| cell(object, name).unwrap_or_default()).collect();
    let rows = objects.iter().map(row).collect();
    (header, rows)
}

/// The texts of an object, each with the path to it: names with full stops between them, `[]` behind a list of objects.
pub(super) type Flat = Vec<(String, String)>;

/// The texts of an object; none if it is none.
fn flat(json: &str) -> Option<Flat> {
    let (mut found, json) = (Flat::new(), &*whole(json));
    json.trim_start().starts_with('{').then_some(())?;
    serde_json::from_str::<&RawValue>(json).ok()?;
    collect(json, &mut String::new(), 0, &mut found);
    Some(found)
}

fn collect(json: &str, path: &mut String, depth: usize, found: &mut Flat) {
    let len = path.len();
    match json.trim_start().as_bytes().first() {
        _ if len > limits::PATH.0 => {}
        Some(b'{') if depth < DEPTH => {
            let Ok(Object(fields)) = serde_json::from_str(json) else { return };
            for (name, value) in fields {
                path.push_str(if len > 0 { "." } else { "" });
                path.push_str(&name);
                collect(value.get(), path, depth + 1, found);
                path.truncate(len);
            }
        }
        Some(b'[') if depth < DEPTH => {
            let mut places: HashMap<String, usize> = HashMap::new();
            let each = Each(|value: &str| {
                path.push_str(if value.starts_with('{') { "[]" } else { "" });
                let mut inside = Flat::new();
                collect(value, path, depth + 1, &mut inside);
                path.truncate(len);
                for (path, text) in inside {
                    match places.get(&path) {
                        Some(place) => found[*place].1.extend([BETWEEN, text.as_str()]),
                        None if places.len() >= limits::COLUMNS => {}
                        None => {
                            places.insert(path.clone(), found.len());
                            found.push((path, text));
                        }
                    }
                }
            });
            // it was read before, as a part of the whole
            let _ = serde_json::Deserializer::from_str(json).deserialize_seq(each);
        }
        Some(b'"') => found.push((path.clone(), serde_json::from_str(json).unwrap_or_default())),
        Some(b'{' | b'[' | b'n') | None => {}
        Some(_) => found.push((path.clone(), json.to_owned())),
    }
}

/// Takes the values of a list one after another: there may be millions.
struct Each<F>(F);

impl<'de, F: FnMut(&str)> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        while let Some(value) = values.next_element::<&RawValue>()? {
            self.0(value.get());
        }
        Ok(())
    }
}

pub(super) struct Objects<R> {
    input: Input<R>,
    fields: Fields,
    row: u64,
}

enum Input<R> {
    Lines { blocks: Blocks<R>, lines: u64 },
    Document { elements: Elements<R>, path: String },
}

impl<R: Read> Objects<R> {
    pub(super) fn new(input: R, written: Written, fields: Fields, path: String) -> Objects<R> {
        let input = match written {
            Written::Json => Input::Document { elements: Elements::new(input), path },
            _ => Input::Lines { blocks: Blocks::new(input), lines: 0 },
        };
        Objects { input, fields, row: 0 }
    }
}

/// The fields that are known, each with its place among the columns.
pub(super) struct Fields {
    places: HashMap<String, usize>,
    /// Whether lists are looked for by their names, so that one may come late.
    are_usual: bool,
}

impl Fields {
    pub(super) fn new(header: Vec<String>, wanted: ColumnNames<'_>) -> Fields {
        let places = header.into_iter().enumerate().map(|(index, name)| (name, index)).collect();
        Fields { places, are_usual: wanted.ingredients.is_empty() }
    }

    /// Hands on a row of these fields.
    pub(super) fn hand_on(&mut self, fields: &Flat, at: At, gather: &mut Gather) {
        for (name, _) in fields {
            let next = self.places.len();
            if self.are_usual && next < MOST_FIELDS && !self.places.contains_key(name) {
                self.places.insert(name.clone(), next);
                gather.sources.learn(name, next);
            }
        }
        let mut cells: HashMap<usize, &str> = HashMap::new();
        cells.extend(fields.iter().filter_map(|(name, text)| Some((*self.places.get(name)?, text.as_str()))));
        gather.row(at, None, &|column| Cow::Owned(cells.get(&column).copied().unwrap_or_default().to_owned()));
    }

    /// Hands on the object that a text is.
    fn object(&mut self, json: &[u8], at: At, gather: &mut Gather) {
        let text = String::from_utf8_lossy(json);
        match flat(&text) {
            Some(fields) => self.hand_on(&fields, at, gather),
            None => gather.broken(
                at,
                match serde_json::from_str::<serde::de::IgnoredAny>(&text) {
                    Err(error) => RowIssue::NotJson { column: error.column() as u64 },
                    Ok(_) => RowIssue::NoObject,
                },
            ),
        }
    }
}

impl<R: Read> Rows for Objects<R> {
    fn next(&mut self, gather: &mut Gather) -> io::Result<bool> {
        match &mut self.input {
            Input::Lines { blocks, lines } => {
                if self.row == 0 && *lines == 0 {
                    *lines = blocks.first(Cut::Lines)?.line - 1;
                }
                let Some(block) = blocks.next_block()? else { return Ok(false) };
                for line in block.bytes.split_inclusive(|byte| *byte == b'\n') {
                    let at = At { row: self.row + 1, line: *lines + 1 };
                    *lines += u64::from(line.ends_with(b"\n"));
                    if !line.trim_ascii().is_empty() {
                        self.row += 1;
                        self.fields.object(line.trim_ascii_end(), at, gather);
                    }
                }
                if let Some(broken) = block.broken {
                    self.row += 1;
                    gather.broken(At { row: self.row, line: *lines + 1 }, broken.issue);
                }
                Ok(true)
            }
            Input::Document { elements, path } => {
                let Some(Element { path: found, line, json }) = elements.next()? else { return Ok(false) };
                if found == *path {
                    self.row += 1;
                    self.fields.object(&json, At { row: self.row, line }, gather);
                }
                Ok(true)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_flat() {
        let json = r#"{"id": 007e1, "p": {"inci": ["Aqua", "CI \"1\""], "x": null}, "list": [{"t": "a"}, {"t": "b"}]}"#;
        let json = json.replace("007e1", "7e400");
        let pair = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        let expected = [("id", "7e400"), ("p.inci", "Aqua, CI \"1\""), ("list[].t", "a, b")].map(pair);
        assert_eq!(flat(&json), Some(expected.to_vec()));
        assert_eq!(flat("[1]"), None);
    }
}
