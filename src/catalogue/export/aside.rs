//! Products of which more may come anywhere in a file, as each of its rows holds one ingredient.
//!
//! Whether a product is whole is known at the end. Until then its parts lie in a temporary file, in the order in which they
//! came. Only if one product stands in several places are they sorted, by product to be put together, and by row again.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};

use rustc_hash::FxHashSet;
use tempfile::SpooledTempFile;
use xxhash_rust::xxh3::xxh3_64;

use super::part::{Part, by_product, by_row};
use super::sorter::Sorter;

/// How much is held in memory.
const HELD: usize = 1 << 20;

/// So many products are told apart by their ids while they come.
const MOST_KNOWN: usize = 900_000;

pub(super) struct Aside {
    file: BufWriter<SpooledTempFile>,
    /// Hashes of the ids so far; none once it is known that all have to be sorted.
    ids: Option<FxHashSet<u64>>,
}

impl Aside {
    pub(super) fn new() -> Aside {
        Aside { file: BufWriter::new(SpooledTempFile::new(HELD)), ids: Some(FxHashSet::default()) }
    }

    /// Takes records, each with its line end.
    pub(super) fn take(&mut self, records: &str) -> io::Result<()> {
        for record in records.split_inclusive('\n') {
            let key = by_product(record);
            let hash = xxh3_64(record[key.text].as_bytes());
            let is_new = |ids: &mut FxHashSet<u64>| ids.len() < MOST_KNOWN && ids.insert(hash);
            if key.is_product && !self.ids.as_mut().is_some_and(is_new) {
                self.ids = None;
            }
        }
        self.file.write_all(records.as_bytes()).map_err(of_temporary)
    }

    /// The records, one for each product.
    pub(super) fn whole(self) -> io::Result<Box<dyn Read + Send>> {
        let is_whole = self.ids.is_some();
        self.put_together(is_whole).map_err(of_temporary)
    }

    fn put_together(self, is_whole: bool) -> io::Result<Box<dyn Read + Send>> {
        let mut file = self.file.into_inner()?;
        file.rewind()?;
        let mut file = BufReader::new(file);
        if is_whole {
            return Ok(Box::new(file));
        }
        let (mut parts, mut record) = (Sorter::new(by_product), String::new());
        while file.read_line(&mut record)? > 0 {
            parts.take(&record)?;
            record.clear();
        }
        let (mut parts, mut products) = (parts.sorted()?, Sorter::new(by_row));
        let mut last: Option<(bool, Part)> = None;
        let mut end = |(_, part): (bool, Part)| {
            record.clear();
            part.write(&mut record);
            products.take(&record)
        };
        while let Some(record) = parts.next_line()? {
            let (next, is_product) = (Part::read(record), by_product(record).is_product);
            match &mut last {
                Some((true, part)) if is_product && part.is_same(&next) => part.join(next),
                _ => last.replace((is_product, next)).map_or(Ok(()), &mut end)?,
            }
        }
        last.map_or(Ok(()), end)?;
        Ok(Box::new(products.sorted()?))
    }
}

/// Says that it was a temporary file, which the user did not name.
fn of_temporary(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("its temporary file cannot be used: {error}"))
}
