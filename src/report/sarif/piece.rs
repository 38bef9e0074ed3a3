//! Pieces: what is drawn of a product in any thread, so that who brings it to the output can choose how much is told.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

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
    /// Whether its findings were compared with a baseline.
    pub(super) has_baseline: bool,
    /// The address of its file, as JSON.
    pub(super) file: Cow<'a, str>,
}

/// A result, for one finding or several.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry<'a> {
    pub(super) rule: Cow<'a, str>,
    /// How many findings it stands for.
    pub(super) count: u64,
    /// The digits of the fingerprint.
    pub(super) fingerprint: Cow<'a, str>,
    /// The result as JSON, without its fingerprints and its closing brace.
    pub(super) json: Cow<'a, str>,
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

    /// The results that are told where there is room for so many one by one.
    pub(super) fn told(&self, room: u64) -> &[Entry<'a>] {
        let is_single = self.rolled_up.is_empty() || self.single.len() as u64 <= room;
        if is_single { &self.single } else { &self.rolled_up }
    }
}
