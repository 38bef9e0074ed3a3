//! A mark in a cell, which goes from piece to piece of what is written and counts what is meant.

use super::LineColumn;
use crate::catalogue::cell::Writing;
use crate::catalogue::escapes::{is_pair, unit};
use crate::listed::BETWEEN;

/// A point in a cell, by all ways of counting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Bytes of the cell as it is written that are behind us, quotes and all.
    at: usize,
    /// Bytes of its text that are behind us.
    pub(super) offset: usize,
    /// Where we are, as if the cell began the file.
    pub(super) place: LineColumn,
    writing: Writing,
    /// Whether we are in a text of a list, and not between two.
    is_in_text: bool,
}

/// A piece of what is written, and how long it is in the text: nothing for a quote that closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    written: usize,
    meant: usize,
}

impl Mark {
    /// A mark at the start of a cell.
    pub(super) fn new(writing: Writing) -> Mark {
        Mark { at: 0, offset: 0, place: LineColumn::START, writing, is_in_text: false }
    }

    /// Goes on to the character at `offset` of the text of a cell that is written as `written`.
    pub(super) fn go_to(&mut self, offset: usize, written: &str) {
        self.go_behind(offset, written);
        while let Some(piece) = self.piece(&written[self.at..]).filter(|piece| piece.meant == 0) {
            self.pass(written, piece.written);
        }
    }

    /// Goes on until everything before `offset` is behind it, and no further.
    pub(super) fn go_behind(&mut self, offset: usize, written: &str) {
        loop {
            let plain = self.plain(offset, &written[self.at..]);
            self.offset += plain;
            self.pass(written, plain);
            if self.offset >= offset {
                return;
            }
            let Some(piece) = self.piece(&written[self.at..]) else { return };
            self.offset += piece.meant;
            self.pass(written, piece.written);
        }
    }

    /// How much `rest` begins with, up to the character at `offset`, that is meant as it is written.
    fn plain(&self, offset: usize, rest: &str) -> usize {
        let end = match self.writing {
            Writing::Plain | Writing::Sheet | Writing::Fields => None,
            Writing::Quoted | Writing::QuotedSheet => memchr::memchr(b'"', rest.as_bytes()),
            Writing::Json => memchr::memchr(b'\\', rest.as_bytes()),
            Writing::JsonList => Some(0),
        };
        end.unwrap_or(rest.len()).min(rest.ceil_char_boundary(offset.saturating_sub(self.offset)))
    }

    /// The piece that `rest` begins with; none at the end.
    fn piece(&mut self, rest: &str) -> Option<Piece> {
        let character = rest.chars().next()?;
        let plain = Piece { written: character.len_utf8(), meant: character.len_utf8() };
        let mark = Piece { written: 1, meant: 0 };
        Some(match (self.writing, character) {
            (Writing::Plain | Writing::Sheet | Writing::Fields, _) => plain,
            (Writing::Quoted | Writing::QuotedSheet, '"') if rest.starts_with("\"\"") => Piece { written: 2, meant: 1 },
            (Writing::Quoted | Writing::QuotedSheet, '"') => {
                // the closing one; what follows stands there as it is
                self.writing = if self.writing == Writing::Quoted { Writing::Plain } else { Writing::Sheet };
                mark
            }
            (Writing::Quoted | Writing::QuotedSheet, _) => plain,
            (Writing::JsonList, '"') => {
                self.is_in_text = !self.is_in_text;
                mark
            }
            (Writing::JsonList, ',') if !self.is_in_text => Piece { written: 1, meant: BETWEEN.len() },
            (Writing::JsonList, _) if !self.is_in_text => mark,
            (Writing::Json | Writing::JsonList, '\\') => escape(rest),
            (Writing::Json | Writing::JsonList, _) => plain,
        })
    }

    /// Counts the lines and columns of the next `len` bytes of a text.
    fn pass(&mut self, text: &str, len: usize) {
        let end = self.at + len;
        if memchr::memchr2(b'\n', b'\r', &text.as_bytes()[self.at..end]).is_none() {
            self.place.column += text[self.at..end].chars().count() as u64;
            self.at = end;
            return;
        }
        for character in text[self.at..end].chars() {
            self.at += character.len_utf8();
            if character == '\n' || (character == '\r' && !text[self.at..].starts_with('\n')) {
                self.place = LineColumn { line: self.place.line + 1, column: 1 };
            } else {
                self.place.column += 1;
            }
        }
    }
}

/// The place behind a text that begins the file.
pub(super) fn end(text: &str) -> LineColumn {
    let mut mark = Mark::new(Writing::Plain);
    mark.pass(text, text.len());
    mark.place
}

/// The escape that valid JSON begins with.
fn escape(json: &str) -> Piece {
    match unit(json) {
        Some(_) if is_pair(json) => Piece { written: 12, meant: 4 },
        Some(unit) => Piece { written: 6, meant: char::from_u32(unit.into()).map_or(3, char::len_utf8) },
        None => Piece { written: 2, meant: 1 },
    }
}
