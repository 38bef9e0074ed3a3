//! Scratches: what it takes to judge, set up once for all files of a run.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::engine::{Engine, Scratch};
use crate::finding::Report;
use crate::limits;

/// The scratches that are not in use, and the one for long lists.
#[derive(Debug, Default)]
pub(crate) struct Scratches {
    usual: Mutex<Vec<Scratch>>,
    long: Mutex<Scratch>,
    /// Whether groups take up most of the memory that is meant for all of them.
    has_groups: bool,
}

/// Beside groups, they have only such a part of it.
const BESIDE_GROUPS: usize = 4;

/// A long list, and who waits for what is said of it.
pub(super) type LongList = (String, SyncSender<Report>);

/// What one of several workers judges with.
pub(super) struct Bench<'a> {
    scratch: Scratch,
    owner: &'a Scratches,
    /// Where long lists go: what it takes to read one is a hundred times as long, and one thread has it for all.
    long: SyncSender<LongList>,
    /// The longest list that is judged here.
    longest: usize,
}

impl Scratches {
    /// Those of a run that counts groups, or of one that does not.
    pub(crate) fn beside(has_groups: bool) -> Scratches {
        Scratches { has_groups, ..Scratches::default() }
    }

    /// What one of so many workers judges with.
    pub(super) fn bench(&self, workers: usize, long: SyncSender<LongList>) -> Bench<'_> {
        let sharers = if self.has_groups { BESIDE_GROUPS * workers } else { workers };
        let scratch = lock(&self.usual).pop().unwrap_or_else(|| Scratch::one_of(sharers));
        Bench { scratch, owner: self, long, longest: limits::LIST.0 / workers }
    }

    /// Judges long lists until nobody has one any more.
    pub(super) fn judge_long(&self, engine: &Engine, lists: Receiver<LongList>) {
        for (text, answer) in lists {
            // who asked may be gone
            let _ = answer.send(engine.check_with(&mut lock(&self.long), &text));
        }
    }
}

impl Bench<'_> {
    pub(super) fn check(&mut self, engine: &Engine, text: &str) -> Report {
        if text.len() <= self.longest {
            return engine.check_with(&mut self.scratch, text);
        }
        let (answer, report) = sync_channel(1);
        let sent = self.long.send((text.to_owned(), answer)).ok();
        sent.and_then(|()| report.recv().ok()).unwrap_or_else(|| engine.check_with(&mut self.scratch, text))
    }

    /// Whether a name states what is in its product.
    pub(super) fn is_stated_by(&mut self, engine: &Engine, name: &str) -> bool {
        engine.is_stated_by(&mut self.scratch, name)
    }
}

impl Drop for Bench<'_> {
    fn drop(&mut self) {
        lock(&self.owner.usual).push(std::mem::take(&mut self.scratch));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
