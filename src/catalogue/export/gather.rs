//! Products out of rows, each written as one record.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::lists;
use super::part::{At, Part};
use super::record::{DELIMITER, sign};
use super::sources::{RowKind, Sources};
use crate::catalogue::issue::RowIssue;
use crate::catalogue::sheet::write_cell;

/// So many products are known by what their variants have in common with them.
const MOST_KNOWN: usize = 900_000;

/// Puts rows together.
pub(super) struct Gather {
    pub(super) sources: Sources,
    /// Records that were not read yet.
    pub(super) out: String,
    /// What the row before had in the column that variants have in common.
    before: Option<String>,
    /// Hashes of that of the products with a list.
    known: FxHashSet<u64>,
    /// A product of which more ingredients may come.
    open: Option<Part>,
}

impl Gather {
    pub(super) fn new(sources: Sources) -> Gather {
        Gather { sources, out: String::new(), before: None, known: FxHashSet::default(), open: None }
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
                let is_same = self.is_of_product_before(key, !list.trim().is_empty());
                let is_variant =
                    is_same || kind.is_some_and(|kind| cell(kind).trim().eq_ignore_ascii_case("variation"));
                match is_variant && list.trim().is_empty() {
                    true => self.issue(at, 'v', ""),
                    false => self.write(at, None, [&id, &name, &group], &list),
                }
            }
            RowKind::Ingredients { amount } => {
                let amount = amount.map(cell).unwrap_or_default();
                let one = lists::with_amount(&list, amount.trim());
                let next = Part::new(at, doubt.map(sign).unwrap_or_default(), [&id, &name, &group], &one);
                match &mut self.open {
                    Some(open) if open.goes_on_in(&next) => open.join(next),
                    _ => {
                        self.end();
                        self.open = Some(next);
                    }
                }
            }
        }
    }

    /// Whether the row before has this in the column that variants have in common, or a product with a list further up.
    fn is_of_product_before(&mut self, key: Option<String>, has_list: bool) -> bool {
        let hash = key.as_ref().filter(|key| !key.trim().is_empty()).map(|key| xxh3_64(key.as_bytes()));
        let is_known = hash.is_some_and(|hash| self.known.contains(&hash));
        if has_list && self.known.len() < MOST_KNOWN {
            self.known.extend(hash);
        }
        let is_next = key.is_some() && key == self.before;
        self.before = key;
        is_next || is_known
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
        if let Some(open) = self.open.take() {
            open.write(&mut self.out);
        }
    }

    fn issue(&mut self, at: At, sign: char, more: &str) {
        self.out.push(sign);
        self.write(at, None, [more, "", ""], "");
    }

    /// Writes a record. The list is written already.
    fn write(&mut self, at: At, doubt: Option<RowIssue>, product: [&str; 3], list: &str) {
        let out = &mut self.out;
        out.extend(doubt.map(sign));
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
