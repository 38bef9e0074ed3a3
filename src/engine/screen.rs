//! The screen: a quick look at a list that says "nothing here can matter" or "look properly", and no more.
//!
//! Most lists are bare: names with commas between. It remembers what it was told of names, and lets a list pass
//! that has none that matters.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Names that do not matter, each by a hash of 64 bits that is another in every run, so that no file can be made to pass.
pub(super) struct Screen {
    seed: u64,
    /// A name has one place, and the last one that came holds it. To forget costs time and nothing else. They are made
    /// when the first name comes: one label alone needs none.
    places: LazyLock<Box<[AtomicU64]>>,
}

/// How many names are remembered at most. A power of two.
const PLACES: usize = 1 << 18;

impl Screen {
    pub(super) fn new() -> Screen {
        let places = || std::iter::repeat_with(AtomicU64::default).take(PLACES).collect();
        Screen { seed: RandomState::new().hash_one(0u8), places: LazyLock::new(places) }
    }

    /// Whether a name does not matter; `matters` says it of one that is not remembered.
    pub(super) fn passes(&self, name: &str, matters: impl FnOnce() -> bool) -> bool {
        // the last bit tells what was said; no name that hashes to nothing is remembered
        let hash = xxh3_64_with_seed(name.as_bytes(), self.seed) & !1;
        let place = &self.places[(hash >> 1) as usize % PLACES];
        let known = place.load(Ordering::Relaxed);
        if known & !1 == hash && hash != 0 {
            return known & 1 == 0;
        }
        let matters = matters();
        place.store(hash | u64::from(matters), Ordering::Relaxed);
        !matters
    }
}
