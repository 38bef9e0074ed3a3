//! What names were read as before: the same few thousand stand on nearly all labels.
//!
//! It holds only so many. To forget costs time and nothing else.

use std::hash::BuildHasher;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::names::Reading;

/// Readings by the plain text of an item.
pub(super) struct Recall {
    shelves: [Mutex<FxHashMap<Box<str>, Recalled>>; SHELVES],
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
        Recall { shelves: std::array::from_fn(|_| Mutex::default()) }
    }

    /// What the item was read as; `read` says it where it was not read before.
    pub(super) fn reading(&self, plain: &str, read: impl FnOnce() -> Reading) -> Recalled {
        if plain.len() > LONGEST {
            return read().into();
        }
        let shelf = &self.shelves[FxBuildHasher.hash_one(plain) as usize % SHELVES];
        if let Some(known) = shelf.lock().unwrap_or_else(PoisonError::into_inner).get(plain) {
            return known.clone();
        }
        let reading = Recalled::from(read());
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= ROOM {
            shelf.clear();
        }
        shelf.insert(plain.into(), reading.clone());
        reading
    }
}
