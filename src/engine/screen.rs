//! The screen: what the names between two commas are by themselves, as it was told.
//!
//! Most lists are bare: names with commas between, which are read in the same way wherever they stand. A list of those
//! passes where none of them matters to a rule, and is read name by name where one does. All else is looked at properly.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Pieces of lists with what their names are, each by a hash of 64 bits that is another in every run, so that no file can
/// be made to pass.
pub(super) struct Screen {
    seed: u64,
    /// A piece has one place, and the last one that came holds it. To forget costs time and nothing else. They are made
    /// when the first piece comes: one label alone needs none.
    places: LazyLock<Box<[AtomicU64]>>,
}

/// What the names of a piece are, seen by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// Bare names that matter to no rule.
    Idle,
    /// Bare names of which one may matter.
    Matters,
    /// Something that is not read in the same way wherever it stands.
    Other,
}

/// The bits of a place that tell what its names are; the others tell the piece.
const SIGHT: u64 = 0b11;

/// How many pieces are remembered at most. A power of two.
const PLACES: usize = 1 << 18;

impl Screen {
    pub(super) fn new() -> Screen {
        let places = || std::iter::repeat_with(AtomicU64::default).take(PLACES).collect();
        Screen { seed: RandomState::new().hash_one(0u8), places: LazyLock::new(places) }
    }

    /// What the names of a piece are; `look` says it of one that is not remembered.
    pub(super) fn sight(&self, piece: &str, look: impl FnOnce() -> Sight) -> Sight {
        let hash = xxh3_64_with_seed(piece.as_bytes(), self.seed) & !SIGHT;
        let place = &self.places[(hash >> 2) as usize % PLACES];
        let known = place.load(Ordering::Relaxed);
        if known & !SIGHT == hash
            && let Some(sight) = Sight::of_bits(known & SIGHT)
        {
            return sight;
        }
        let sight = look();
        place.store(hash | sight.bits(), Ordering::Relaxed);
        sight
    }
}

impl Sight {
    /// In two bits, of which one is set: a place that was never taken has none.
    fn bits(self) -> u64 {
        match self {
            Sight::Idle => 1,
            Sight::Matters => 2,
            Sight::Other => 3,
        }
    }

    fn of_bits(bits: u64) -> Option<Sight> {
        [Sight::Idle, Sight::Matters, Sight::Other].into_iter().find(|sight| sight.bits() == bits)
    }
}
