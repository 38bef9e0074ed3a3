//! Products out of rows, each written as one record.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::lists;
use super::record::{DELIMITER, sign};
use super::sources::{RowKind, Sources};
use crate::catalogue::issue::RowIssue;
use crate::catalogue::sheet::write_cell;

/// The most that is gathered of one product's ingredients, in bytes: more than is judged.
const MOST_GATHERED: usize = 1 << 20;

/// So many products of which ingredients stood further up are known.
const MOST_ENDED: usize = 900_000;

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// Its number, 1-based, header not counted.
    pub(super) row: u64,
    /// The line on which it begins, 1-based.
    pub(super) line: u64,
}

/// Puts rows together.
pub(super) struct Gather {
    pub(super) sources: Sources,
    /// Records that were not read yet.
    pub(super) out: String,
    /// What the row before had in the column that variants have in common.
    before: Option<String>,
    /// A product of which more ingredients may come.
    open: Option<Open>,
    /// Hashes of the ids of those of which more should not come.
    ended: FxHashSet<u64>,
}

struct Open {
    at: At,
    doubt: Option<RowIssue>,
    id: String,
    name: String,
    group: String,
    list: String,
}

impl Gather {
    pub(super) fn new(sources: Sources) -> Gather {
        Gather { sources, out: String::new(), before: None, open: None, ended: FxHashSet::default() }
    }

    /// Takes a row, of which `cell` gives the text of a column, and what casts doubt on it.
    pub(super) fn row<'a>(&mut self, at: At, doubt: Option<RowIssue>, cell: &dyn Fn(usize) -> Cow<'a, str>) {
        let of = |column: Option<usize>| column.map(|column| cell(column).trim().to_owned()).unwrap_or_default();
        let (id, group) = (of(self.sources.id), of(self.sources.group));
        // with its blanks, as what is found in it has its place in its column
        let name = self.sources.name.map(|column| cell(column).into_owned()).unwrap_or_default();
        let list = lists::list(&self.sources, cell);
        if let (Some(_), RowKind::Products | RowKind::Variants { .. }) = (doubt, self.sources.rows) {
            return self.write(at, doubt, [&id, &name, &group], &list);
        }
        match self.sources.rows {
            RowKind::Products => self.write(at, None, [&id, &name, &group], &list),
            RowKind::Variants { same, kind } => {
                let key = same.map(|column| cell(column).into_owned());
                let is_same = key.is_some() && key == self.before;
                let is_variant =
                    is_same || kind.is_some_and(|kind| cell(kind).trim().eq_ignore_ascii_case("variation"));
                self.before = key;
                match is_variant && list.trim().is_empty() {
                    true => self.issue(at, 'v', ""),
                    false => self.write(at, None, [&id, &name, &group], &list),
                }
            }
            RowKind::Ingredients { amount } => {
                let amount = amount.map(cell).unwrap_or_default();
                let one = lists::with_amount(&list, amount.trim());
                match &mut self.open {
                    // an id is not always written again
                    Some(open) if open.id == id || id.is_empty() => {
                        open.doubt = open.doubt.or(doubt);
                        lists::add(&mut open.list, &one, MOST_GATHERED);
                    }
                    _ => {
                        self.end();
                        let is_again = self.ended.contains(&xxh3_64(id.as_bytes()));
                        let doubt = doubt.or(is_again.then_some(RowIssue::Scattered));
                        self.open = Some(Open { at, doubt, id, name, group, list: one });
                    }
                }
            }
        }
    }

    /// Says that a row holds no product.
    pub(super) fn broken(&mut self, at: At, issue: RowIssue) {
        match issue {
            RowIssue::NotJson { column } => self.issue(at, 'j', &column.to_string()),
            RowIssue::NoObject => self.issue(at, 'n', ""),
            _ => self.issue(at, 'l', ""),
        }
    }

    /// Writes what is still open.
    pub(super) fn end(&mut self) {
        if let Some(Open { at, doubt, id, name, group, list }) = self.open.take() {
            if self.ended.len() < MOST_ENDED {
                self.ended.insert(xxh3_64(id.as_bytes()));
            }
            self.write(at, doubt, [&id, &name, &group], &list);
        }
    }

    fn issue(&mut self, at: At, sign: char, more: &str) {
        self.out.push(sign);
        self.write(at, None, [more, "", ""], "");
    }

    /// Writes a record. The list is written already.
    fn write(&mut self, at: At, doubt: Option<RowIssue>, product: [&str; 3], list: &str) {
        let out = &mut self.out;
        out.extend(doubt.and_then(sign));
        *out += &at.row.to_string();
        out.push(char::from(DELIMITER));
        *out += &at.line.to_string();
        for text in product {
            out.push(char::from(DELIMITER));
            write_cell(text, out);
        }
        out.push(char::from(DELIMITER));
        *out += list;
        out.push('\n');
    }
}
