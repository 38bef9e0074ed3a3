//! Triage: which findings count, now that some were known before or are allowed.

pub mod baseline;
mod digests;
pub mod fingerprint;

use std::sync::Arc;

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It counts.
    New,
    /// The baseline has it.
    Known,
    /// It is allowed, for this reason.
    Suppressed(Arc<str>),
}

impl Standing {
    /// Whether it counts towards the exit code.
    pub fn counts(&self) -> bool {
        *self == Standing::New
    }

    /// As machines read it.
    pub fn name(&self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::Known => "known",
            Standing::Suppressed(_) => "suppressed",
        }
    }
}
