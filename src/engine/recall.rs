//! What names were read as before: the same few thousand stand on nearly all labels.
//!
//! It holds only so many. To forget costs time and nothing else.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128_with_seed;

use super::names::Reading;

/// Readings of items, by a hash of 128 bits of their plain text that is another in every run, so that no label can be
/// made to mix up two.
pub(super) struct Recall {
    seed: u64,
    shelves: [Mutex<FxHashMap<u128, Recalled>>; SHELVES],
}

/// A reading that all who need it share. That of most items is nothing, and costs nothing to share.
#[derive(Clone, Debug)]
pub(super) struct Recalled(Option<Arc<Reading>>);

static NOTHING: Reading = Reading::nothing();

impl From<Reading> for Recalled {
    fn from(reading: Reading) -> Recalled {
        Recalled((reading != NOTHING).then(|| Arc::new(reading)))
    }
}

impl Deref for Recalled {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

/// Parts that are locked on their own, so that threads seldom wait for each other.
const SHELVES: usize = 16;
/// Items that a shelf holds at most.
const ROOM: usize = 3_000;
/// Longest item that is worth keeping, in bytes.
const LONGEST: usize = 80;

impl Recall {
    pub(super) fn new() -> Recall {
        Recall { seed: RandomState::new().hash_one(0u8), shelves: std::array::from_fn(|_| Mutex::default()) }
    }

    /// What the item was read as; `read` says it where it was not read before.
    pub(super) fn reading(&self, plain: &str, read: impl FnOnce() -> Reading) -> Recalled {
        if plain.len() > LONGEST {
            return read().into();
        }
        let hash = xxh3_128_with_seed(plain.as_bytes(), self.seed);
        let shelf = || self.shelves[hash as usize % SHELVES].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shelf().get(&hash) {
            return known.clone();
        }
        let reading = Recalled::from(read());
        let mut shelf = shelf();
        if shelf.len() >= ROOM {
            shelf.clear();
        }
        shelf.insert(hash, reading.clone());
        reading
    }
}
