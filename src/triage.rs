//! Triage: which findings count, now that some were known before or are allowed.

pub mod baseline;
pub mod comments;
mod digests;
pub mod fingerprint;
mod glob;
pub mod since;
pub mod suppressions;

use std::sync::Arc;

use baseline::Baseline;
use fingerprint::Fingerprint;

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

/// What a run knows beforehand.
#[derive(Debug, Default)]
pub struct Triage {
    /// The findings that were known before.
    pub baseline: Option<Baseline>,
}

impl Triage {
    /// Where a finding stands.
    pub fn standing(&self, fingerprint: Fingerprint, rule: &str, product: &str, ingredient: &str) -> Standing {
        let _ = (rule, product, ingredient);
        // asked in any case: what is allowed is not gone
        let is_known = self.baseline.as_ref().is_some_and(|baseline| baseline.recognise(fingerprint));
        if is_known { Standing::Known } else { Standing::New }
    }
}
