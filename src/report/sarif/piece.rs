//! Pieces: what is drawn of a product in any thread, so that who brings it to the output can choose how much is told.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::report::prepared::Located;
use crate::triage::Status;

/// What is drawn of one product.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Piece<'a> {
    /// A result for each finding.
    #[serde(borrow)]
    pub(super) single: Vec<Entry<'a>>,
    /// A result for each rule; empty where that is the same.
    pub(super) rolled_up: Vec<Entry<'a>>,
    /// The notification that it could not be read, as JSON.
    pub(super) unreadable: Option<Cow<'a, str>>,
    /// The address of its file, as JSON.
    pub(super) file: Cow<'a, str>,
}

/// A result, for one finding or several.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry<'a> {
    pub(super) rule: Cow<'a, str>,
    /// How many findings it stands for.
    pub(super) count: u64,
    pub(super) weight: Weight,
    /// The digits of the fingerprint.
    pub(super) fingerprint: Cow<'a, str>,
    /// The result as JSON, without its fingerprints and its closing brace.
    pub(super) json: Cow<'a, str>,
}

/// How much it matters that a finding has a result of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Weight {
    /// An error or a warning that counts.
    Heavy,
    /// A note.
    Note,
    /// It is known or allowed.
    Discounted,
}

impl Weight {
    pub(super) fn of(located: &Located<'_>) -> Weight {
        match located.finding.severity {
            _ if !located.status.is_none_or(Status::counts) => Weight::Discounted,
            Severity::Note => Weight::Note,
            Severity::Warning | Severity::Error => Weight::Heavy,
        }
    }
}

impl<'a> Piece<'a> {
    /// As bytes, for [`Piece::read`].
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let bytes = postcard::to_stdvec(self).expect("texts, numbers and lists of them can be stored");
        out.extend(bytes);
    }

    /// What was written.
    pub(super) fn read(bytes: &'a [u8]) -> Piece<'a> {
        postcard::from_bytes(bytes).expect("a piece is read as it was written")
    }

    /// The results that are told where there is room for so many one by one, of findings of those weights that are taken.
    pub(super) fn told(&self, room: u64, is_taken: impl Fn(Weight) -> bool) -> Vec<&Entry<'a>> {
        let single = taken(&self.single, &is_taken);
        if self.rolled_up.is_empty() || single.len() as u64 <= room {
            single
        } else {
            taken(&self.rolled_up, &is_taken)
        }
    }
}

fn taken<'p, 'a>(entries: &'p [Entry<'a>], is_taken: impl Fn(Weight) -> bool) -> Vec<&'p Entry<'a>> {
    entries.iter().filter(|entry| is_taken(entry.weight)).collect()
}
