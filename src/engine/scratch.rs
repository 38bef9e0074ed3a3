//! What an engine reads one label after another with.

use super::Engine;
use crate::label::Reading;

/// What judging labels takes up, one after another: room that is used again.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) reading: Reading,
    /// The engine that what was read before is right for.
    engine: u64,
}

impl Scratch {
    /// One of so many that are in use together, and share the memory that is meant for all of them.
    pub fn one_of(scratches: usize) -> Scratch {
        Scratch { reading: Reading::one_of(scratches), engine: 0 }
    }

    /// Makes it that of an engine. Whether it was before.
    pub(super) fn own(&mut self, engine: &Engine) -> bool {
        let is_used_again = self.engine == engine.number;
        if !is_used_again {
            self.reading.forget();
            self.engine = engine.number;
        }
        is_used_again
    }
}
