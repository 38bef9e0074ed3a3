//! Products out of rows, each written as one record.

use std::borrow::Cow;

use super::lists;
use super::record::DELIMITER;
use super::sources::{RowKind, Sources};
use crate::catalogue::issue::RowIssue;
use crate::catalogue::sheet::write_cell;

/// The most that is gathered of one product's ingredients, in bytes: more than is judged.
const MOST_GATHERED: usize = 1 << 20;

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
    sources: Sources,
    /// Records that were not read yet.
    pub(super) out: String,
    /// What the row before had in the column that variants have in common.
    before: Option<String>,
    /// A product of which more ingredients may come.
    open: Option<Open>,
}

struct Open {
    at: At,
    id: String,
    name: String,
    group: String,
    list: String,
}

impl Gather {
    pub(super) fn new(sources: Sources) -> Gather {
        Gather { sources, out: String::new(), before: None, open: None }
    }

    /// Takes a row, of which `cell` gives the text of a column. One with a quote that is not closed is in doubt.
    pub(super) fn row<'a>(&mut self, at: At, is_open: bool, cell: &dyn Fn(usize) -> Cow<'a, str>) {
        let of = |column: Option<usize>| column.map(|column| cell(column).trim().to_owned()).unwrap_or_default();
        let (id, name, group) = (of(self.sources.id), of(self.sources.name), of(self.sources.group));
        let list = lists::list(&self.sources, cell);
        if is_open {
            self.out.push('q');
            return self.write(at, [&id, &name, &group], &list);
        }
        match self.sources.rows {
            RowKind::Products => self.write(at, [&id, &name, &group], &list),
            RowKind::Variants { same, kind } => {
                let key = same.map(|column| cell(column).into_owned());
                let is_same = key.is_some() && key == self.before;
                let is_variant =
                    is_same || kind.is_some_and(|kind| cell(kind).trim().eq_ignore_ascii_case("variation"));
                self.before = key;
                match is_variant && list.trim().is_empty() {
                    true => self.issue(at, 'v', ""),
                    false => self.write(at, [&id, &name, &group], &list),
                }
            }
            RowKind::Ingredients { amount } => {
                let amount = amount.map(cell).unwrap_or_default();
                let one = lists::with_amount(&list, amount.trim());
                match &mut self.open {
                    Some(open) if open.id == id => lists::add(&mut open.list, &one, MOST_GATHERED),
                    _ => {
                        self.end();
                        self.open = Some(Open { at, id, name, group, list: one });
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
        if let Some(Open { at, id, name, group, list }) = self.open.take() {
            self.write(at, [&id, &name, &group], &list);
        }
    }

    fn issue(&mut self, at: At, sign: char, more: &str) {
        self.out.push(sign);
        self.write(at, [more, "", ""], "");
    }

    /// Writes a record. The list is written already.
    fn write(&mut self, at: At, product: [&str; 3], list: &str) {
        let out = &mut self.out;
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
