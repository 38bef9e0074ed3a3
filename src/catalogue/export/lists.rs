//! What is listed of a product, as it is written in its record.

use std::borrow::Cow;

use super::sources::Sources;
use crate::catalogue::cell::{write_field, write_listed};
use crate::catalogue::sheet::write_text;
use crate::listed::{BETWEEN, join};

/// The list of a product as its cell is written; empty if there is none.
pub(super) fn list<'a>(sources: &Sources, cell: &dyn Fn(usize) -> Cow<'a, str>) -> String {
    let mut written = String::new();
    write_listed(&join(&sources.lists, &sources.pages, cell), &mut written);
    written
}

/// An ingredient with its amount behind it.
pub(super) fn with_amount(one: &str, amount: &str) -> String {
    let mut written = one.to_owned();
    if !one.is_empty() && !amount.is_empty() {
        written.push(' ');
        write_text(amount, &mut written);
        let is_number = amount.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '<' | ' '));
        written.push_str(if is_number { "%" } else { "" });
    }
    written
}

/// Adds an ingredient to a list, as far as that has room for it: of what is so long no more is judged.
pub(super) fn add(list: &mut String, one: &str, most: usize) {
    let one = &one[..one.floor_char_boundary(most.saturating_sub(list.len()))];
    if list.is_empty() {
        list.push_str(one);
    } else if !one.is_empty() {
        let mut column = String::new();
        write_field("", &mut column);
        list.push_str(BETWEEN);
        // all of it is of the column that the first is of
        list.push_str(one.strip_prefix(&column).unwrap_or(one));
    }
}
