//! Products: which ones a baseline may have findings of, in memory that does not grow with it.

use xxhash_rust::xxh3::xxh3_64;

use super::entries::push_shown;

/// Bits of the table: 1 MB.
const BITS: usize = 1 << 23;

/// A bit for each product, by a hash of what a line shows of it. Others may have the same one.
#[derive(Debug)]
pub(super) struct Products(Box<[u64]>);

impl Products {
    pub(super) fn new() -> Products {
        Products(vec![0; BITS / 64].into())
    }

    /// Enters the product of a line.
    pub(super) fn enter(&mut self, line: &[u8]) {
        if let Some(product) = line.split(|byte| *byte == b'\t').nth(2) {
            let (word, bit) = place(product);
            self.0[word] |= bit;
        }
    }

    pub(super) fn may_have(&self, identity: &str) -> bool {
        let mut shown = Vec::new();
        push_shown(identity, &mut shown);
        let (word, bit) = place(&shown);
        self.0[word] & bit != 0
    }
}

fn place(shown: &[u8]) -> (usize, u64) {
    let bit = xxh3_64(shown.trim_ascii_end()) as usize % BITS;
    (bit / 64, 1 << (bit % 64))
}
