//! Scratches: what it takes to judge, set up once for all files of a run.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::engine::Scratch;

/// The scratches that are not in use, and the one for long lists.
#[derive(Debug, Default)]
pub(crate) struct Scratches {
    usual: Mutex<Vec<Scratch>>,
    /// What it takes to read a list is a hundred times as long. So those who have a long one take turns.
    long: Mutex<Scratch>,
}

/// A scratch that is in use, and comes back.
pub(super) struct Lent<'a> {
    scratch: Scratch,
    owner: &'a Scratches,
}

impl Scratches {
    /// A scratch for one of so many workers, the same number for all that is lent.
    pub(super) fn lend(&self, workers: usize) -> Lent<'_> {
        let scratch = lock(&self.usual).pop().unwrap_or_else(|| Scratch::one_of(workers));
        Lent { scratch, owner: self }
    }

    pub(super) fn long(&self) -> MutexGuard<'_, Scratch> {
        lock(&self.long)
    }
}

impl Deref for Lent<'_> {
    type Target = Scratch;

    fn deref(&self) -> &Scratch {
        &self.scratch
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Scratch {
        &mut self.scratch
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        lock(&self.owner.usual).push(std::mem::take(&mut self.scratch));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
