//! Since: which products have the list that they had in an older catalogue.
//!
//! Of each product of the older catalogue two hashes of 64 bits are kept, of its id and of its list. They are those of
//! the text which the cells hold once all quoting and encoding is undone, so that another format changes nothing.

use std::io::Read;

use xxhash_rust::xxh3::xxh3_64;

use super::digests::Digests;
use crate::catalogue::blocks::Blocks;
use crate::catalogue::cell::Cell;
use crate::catalogue::error::ScanError;
use crate::catalogue::layout::Layout;
use crate::catalogue::options::ReadOptions;
use crate::catalogue::rows::{Row, Rows};
use crate::catalogue::source::Source;

/// The products of an older catalogue with their lists. Several threads can look them up at once.
#[derive(Debug)]
pub(crate) struct Since {
    products: Digests,
    /// How many rows were to hold a product and could not be read.
    pub(crate) unread: u64,
}

impl Since {
    /// Reads an older catalogue. Rows that hold no product are passed over: whatever they were to hold has changed.
    pub(crate) fn read(file: &str, input: impl Read + Send, options: &ReadOptions<'_>) -> Result<Since, ScanError> {
        let mut products = Vec::new();
        let unread = each_row(file, input, options, |_, row| products.push(digest(row)))?;
        Ok(Since { products: Digests::new(of_one_list(products)), unread })
    }

    /// Whether the older catalogue has a product with the same id and the same list. A product without an id goes by
    /// its name.
    ///
    /// Never so where several rows had the id with different lists, or where there is neither id nor name: nobody can
    /// tell which of them this one was.
    pub(crate) fn is_unchanged(&self, row: &Row<'_>) -> bool {
        self.products.place(digest(row)).is_some()
    }

    /// How many products of the older catalogue can be compared with: those that no other shares its id with, or name.
    pub(crate) fn len(&self) -> u64 {
        self.products.len() as u64
    }
}

/// Reads a catalogue for its rows alone. Gives how many were to hold a product and could not be read.
pub(super) fn each_row(
    file: &str, input: impl Read + Send, options: &ReadOptions<'_>, mut hear: impl FnMut(&Layout, &Row<'_>),
) -> Result<u64, ScanError> {
    let mut unread = 0;
    let input_error = |error| ScanError::Input { file: file.into(), error };
    for Source { text, origin, .. } in Source::open(file, input, options)? {
        let mut blocks = Blocks::new(text);
        let layout = Layout::read(file, origin, &mut blocks, options)?;
        while let Some(block) = blocks.next_block().map_err(input_error)? {
            for row in Rows::new(&block, &layout) {
                match row {
                    Ok(row) => hear(&layout, &row),
                    Err(located) => unread += u64::from(located.issue.kind().is_doubt()),
                }
            }
            unread += u64::from(block.broken.is_some());
        }
    }
    Ok(unread)
}

/// Those of products that stand there with one list only.
fn of_one_list(mut products: Vec<u128>) -> Vec<u128> {
    products.sort_unstable();
    products.dedup();
    let of_one_id = products.chunk_by(|one, other| one >> HALF == other >> HALF);
    of_one_id.filter(|lists| lists.len() == 1 && lists[0] >> HALF != NOBODY).flatten().copied().collect()
}

/// A hash of what a product goes by, and behind it one of its list.
fn digest(row: &Row<'_>) -> u128 {
    let hash = |cell: Cell<'_>| u128::from(xxh3_64(cell.text().0.trim().as_bytes()));
    // an id is no name, even if they read alike
    let identity = row.id().map(hash).or_else(|| row.name().map(|name| !hash(name) & u128::from(u64::MAX)));
    identity.unwrap_or(NOBODY) << HALF | hash(row.list())
}

/// Bits of one of the two.
const HALF: u32 = 64;
/// What a product goes by that has neither an id nor a name.
const NOBODY: u128 = 0;
