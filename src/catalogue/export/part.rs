//! A part of a product: the record of rows that stand one behind the other. More of the product may stand elsewhere.

use std::ops::Range;

use super::lists;
use super::record::{DELIMITER, ID, head, sign_of};
use crate::catalogue::sheet::write_cell;
use crate::limits;

/// The most that is gathered of one product's ingredients, in bytes: more than is judged.
const MOST_GATHERED: usize = 2 * limits::LIST.0;

/// The most that is kept of an id, a name or a group, in bytes: more than is told.
const LONGEST: usize = limits::ID.0 + 4;

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// Its number, 1-based, header not counted.
    pub(super) row: u64,
    /// The line on which it begins, 1-based.
    pub(super) line: u64,
}

/// A record, of which all texts are as they are written in it.
#[derive(Debug)]
pub(super) struct Part {
    /// What stands before the number of its row.
    sign: String,
    at: At,
    id: String,
    name: String,
    group: String,
    list: String,
}

/// What records are sorted by, as it is read once. Where the text stands, it begins and ends at these bytes.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) is_product: bool,
    pub(super) text: Range<usize>,
    pub(super) row: u64,
}

/// The key by which the parts of a product come one behind the other, in the order of the file. Rows without a product
/// come first.
pub(super) fn by_product(record: &str) -> Key {
    let read = head(record.as_bytes());
    let mut ends = record.match_indices(char::from(DELIMITER)).map(|(at, _)| at).skip(ID - 1);
    let start = ends.next().map_or(record.len(), |at| at + 1);
    Key { is_product: read.issue.is_none(), text: start..ends.next().unwrap_or(record.len()), row: read.row }
}

/// The key by which records come in the order of the file.
pub(super) fn by_row(record: &str) -> Key {
    Key { is_product: true, text: 0..0, row: head(record.as_bytes()).row }
}

impl Key {
    /// What the record that it is of is compared by.
    pub(super) fn of<'a>(&self, record: &'a str) -> (bool, &'a str, u64) {
        (self.is_product, &record[self.text.clone()], self.row)
    }
}

impl Part {
    /// A row with an ingredient, which is written already.
    pub(super) fn new(at: At, sign: String, product: [&str; 3], ingredient: &str) -> Part {
        let [id, name, group] = product.map(|text| {
            let mut written = String::new();
            write_cell(&text[..text.floor_char_boundary(LONGEST)], &mut written);
            written
        });
        let mut part = Part { sign, at, id, name, group, list: String::new() };
        lists::add(&mut part.list, ingredient, MOST_GATHERED);
        part
    }

    /// A record that was written before.
    pub(super) fn read(record: &str) -> Part {
        let mut fields = record.trim_end_matches('\n').split(char::from(DELIMITER));
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let _place = (next(), next());
        let (id, name, group, list) = (next(), next(), next(), next());
        let read = head(record.as_bytes());
        let sign = sign_of(record).to_owned();
        Part { sign, at: At { row: read.row, line: read.line }, id, name, group, list }
    }

    /// Whether a row that comes next is of this product: an id is not always written again.
    pub(super) fn goes_on_in(&self, next: &Part) -> bool {
        next.id.is_empty() || self.is_same(next)
    }

    /// Whether both are of one product.
    pub(super) fn is_same(&self, other: &Part) -> bool {
        self.id == other.id
    }

    /// Adds more of the product.
    pub(super) fn join(&mut self, more: Part) {
        if self.sign.is_empty() {
            self.sign = more.sign;
        }
        lists::add(&mut self.list, &more.list, MOST_GATHERED);
        for (own, other) in [(&mut self.name, more.name), (&mut self.group, more.group)] {
            if own.trim().is_empty() {
                *own = other;
            }
        }
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&self.sign);
        let (row, line) = (self.at.row.to_string(), self.at.line.to_string());
        for (number, text) in [&row, &line, &self.id, &self.name, &self.group, &self.list].into_iter().enumerate() {
            if number > 0 {
                out.push(char::from(DELIMITER));
            }
            out.push_str(text);
        }
        out.push('\n');
    }
}
