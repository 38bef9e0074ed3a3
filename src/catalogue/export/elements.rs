//! Documents of JSON, cut into the objects of their lists without being read as a whole.

use std::io::{self, Read};

use crate::limits;

/// An object of a list.
pub(super) struct Element {
    /// The names that lead to the list, with full stops between them and `[]` behind.
    pub(super) path: String,
    /// The line on which it begins, 1-based.
    pub(super) line: u64,
    pub(super) json: Vec<u8>,
}

/// What is wrong with a document that ends within something.
const INCOMPLETE: &str = "its JSON ends too early, so the file is incomplete";

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Cuts a document.
pub(super) struct Elements<R> {
    input: R,
    bytes: Vec<u8>,
    at: usize,
    line: u64,
    /// What we are in: objects, each with the name of the field at hand, and lists.
    levels: Vec<Level>,
}

enum Level {
    Object(String),
    List,
}

impl<R: Read> Elements<R> {
    pub(super) fn new(input: R) -> Elements<R> {
        Elements { input, bytes: Vec::new(), at: 0, line: 1, levels: Vec::new() }
    }

    /// The next object that stands in a list; none at the end of the document.
    pub(super) fn next(&mut self) -> io::Result<Option<Element>> {
        while let Some(byte) = self.peek()? {
            match byte {
                b'{' if matches!(self.levels.last(), Some(Level::List)) => return self.element().map(Some),
                b'{' => self.levels.push(Level::Object(String::new())),
                b'[' => self.levels.push(Level::List),
                b'}' | b']' if self.levels.pop().is_none() => {
                    return Err(broken("it has a bracket too many", self.line));
                }
                b'"' => {
                    let text = self.text()?;
                    if let Some(Level::Object(name)) = self.levels.last_mut() {
                        *name = text;
                    }
                    continue;
                }
                b'\n' => self.line += 1,
                _ => {}
            }
            self.at += 1;
        }
        match self.levels.is_empty() {
            true => Ok(None),
            false => Err(broken(INCOMPLETE, self.line)),
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for level in &self.levels {
            match level {
                Level::Object(name) => {
                    path += if path.is_empty() { "" } else { "." };
                    path += name;
                }
                Level::List => path += "[]",
            }
        }
        path
    }

    /// The object that begins here.
    fn element(&mut self) -> io::Result<Element> {
        if self.at >= PIECE {
            self.bytes.drain(..std::mem::take(&mut self.at));
        }
        let (path, line, start) = (self.path(), self.line, self.at);
        let (mut depth, mut at) = (0_u32, start);
        loop {
            let Some(&byte) = self.bytes.get(at) else {
                if at - start > limits::ROW.0 {
                    return Err(broken(&format!("it has a product that is longer than {}", limits::ROW), line));
                }
                if !self.more()? {
                    return Err(broken(INCOMPLETE, line));
                }
                continue;
            };
            at += 1;
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => at = self.behind_text(at)?,
                b'\n' => self.line += 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.at = at;
        Ok(Element { path, line, json: self.bytes[start..at].to_vec() })
    }

    /// The text in quotes that begins here, with its escapes.
    fn text(&mut self) -> io::Result<String> {
        let start = self.at + 1;
        let end = self.behind_text(start)?;
        self.at = end;
        Ok(String::from_utf8_lossy(&self.bytes[start..end - 1]).into_owned())
    }

    /// Offset behind the quote that closes a text.
    fn behind_text(&mut self, mut at: usize) -> io::Result<usize> {
        let start = at;
        loop {
            match memchr::memchr2(b'"', b'\\', self.bytes.get(at..).unwrap_or_default()) {
                Some(found) if self.bytes[at + found] == b'"' => return Ok(at + found + 1),
                Some(found) => at += found + 2,
                None if at.max(self.bytes.len()) - start > limits::ROW.0 => {
                    return Err(broken(&format!("it has a text that is longer than {}", limits::ROW), self.line));
                }
                None => {
                    at = at.max(self.bytes.len());
                    if !self.more()? {
                        return Err(broken(INCOMPLETE, self.line));
                    }
                }
            }
        }
    }

    /// The byte at hand; none at the end.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.bytes.len() {
            self.bytes.clear();
            self.at = 0;
            self.more()?;
        }
        Ok(self.bytes.get(self.at).copied())
    }

    /// Reads more behind the bytes at hand. False at the end.
    fn more(&mut self) -> io::Result<bool> {
        let len = self.bytes.len();
        self.bytes.resize(len + PIECE, 0);
        let read = loop {
            match self.input.read(&mut self.bytes[len..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.bytes.truncate(len + read.as_ref().map_or(0, |read| *read));
        read.map(|read| read > 0)
    }
}

fn broken(what: &str, line: u64) -> io::Error {
    io::Error::other(format!("{what} (line {line})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let (Some((first, rest)), Some(place)) = (self.0.split_first(), out.first_mut()) else { return Ok(0) };
            (*place, self.0) = (*first, rest);
            Ok(1)
        }
    }

    fn all(json: &str) -> Result<Vec<(String, u64, String)>, String> {
        let mut elements = Elements::new(Slow(json.as_bytes()));
        let mut found = Vec::new();
        while let Some(Element { path, line, json }) = elements.next().map_err(|error| error.to_string())? {
            found.push((path, line, String::from_utf8(json).expect("it is text")));
        }
        Ok(found)
    }

    #[test]
    fn the_objects_of_lists_are_cut_out() {
        let one = |path: &str, line, json: &str| (path.to_owned(), line, json.to_owned());
        let nested = "{\"meta\": {\"n\": 2}, \"data\": {\"items\":\n[{\"a\": \"}\\\"[\"}, 7, {\"b\": [{}]}]}}";
        assert_eq!(
            all(nested),
            Ok(vec![one("data.items[]", 2, "{\"a\": \"}\\\"[\"}"), one("data.items[]", 2, "{\"b\": [{}]}"),])
        );
        assert_eq!(all("[{\"a\":1},\n\n{}]"), Ok(vec![one("[]", 1, "{\"a\":1}"), one("[]", 3, "{}")]));
        for cut in ["[{\"a\":1}", "{\"a\": [{\"b\": \"", "[{\"a\":1}, {"] {
            assert!(all(cut).is_err(), "{cut}");
        }
    }
}
