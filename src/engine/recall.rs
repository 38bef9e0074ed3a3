//! What names were read as before: the same few thousand stand on nearly all labels.
//!
//! It holds only so many. To forget costs time and nothing else.

use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::names::Reading;

/// Readings by the plain text of an item.
pub(super) struct Recall {
    shelves: [Mutex<FxHashMap<Box<str>, Arc<Reading>>>; SHELVES],
}

/// Parts that are locked on their own, so that threads seldom wait for each other.
const SHELVES: usize = 16;
/// Items that a shelf holds at most.
const ROOM: usize = 2_000;
/// Longest item that is worth keeping, in bytes.
const LONGEST: usize = 80;

impl Recall {
    pub(super) fn new() -> Recall {
        Recall { shelves: std::array::from_fn(|_| Mutex::default()) }
    }

    /// What the item was read as; `read` says it where it was not read before.
    pub(super) fn reading(&self, plain: &str, read: impl FnOnce() -> Reading) -> Arc<Reading> {
        if plain.len() > LONGEST {
            return Arc::new(read());
        }
        let shelf = &self.shelves[FxBuildHasher.hash_one(plain) as usize % SHELVES];
        if let Some(known) = shelf.lock().unwrap_or_else(PoisonError::into_inner).get(plain) {
            return Arc::clone(known);
        }
        let reading = Arc::new(read());
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= ROOM {
            shelf.clear();
        }
        shelf.insert(plain.into(), Arc::clone(&reading));
        reading
    }
}
