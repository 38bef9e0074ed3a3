//! Triage: which findings count, now that some were known before or are allowed.

pub(crate) mod baseline;
pub(crate) mod comments;
mod digests;
mod glob;
pub(crate) mod identity;
pub(crate) mod lapsed;
pub(crate) mod shared;
pub(crate) mod since;
pub(crate) mod suppressions;

use std::sync::Arc;

use crate::fingerprint::{Fingerprint, ListHash};
use baseline::Baseline;
use shared::Lookout;
use since::Since;
use suppressions::Suppressions;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Status {
    /// It counts.
    New,
    /// The baseline has it.
    Known,
    /// It is allowed.
    Suppressed {
        reason: Arc<str>,
        /// Whether the text of the label says so itself, and no file beside it.
        in_text: bool,
    },
}

impl Status {
    /// Whether it counts towards the exit code.
    pub(crate) fn counts(&self) -> bool {
        *self == Status::New
    }

    /// As machines read it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Known => "known",
            Status::Suppressed { .. } => "suppressed",
        }
    }
}

/// What a run knows beforehand.
#[derive(Debug, Default)]
pub(crate) struct Triage {
    pub(crate) baseline: Option<Baseline>,
    pub(crate) suppressions: Option<Suppressions>,
    /// The products that are left out, as their list is what it was in an older catalogue.
    pub(crate) since: Option<Since>,
    /// Finds the ids that several products have; none where nothing can be read twice.
    pub(crate) lookout: Option<Lookout>,
}

impl Triage {
    /// Where a finding of a rule stands, in an ingredient of a product with this list. If it is a namesake, a product before
    /// it goes by the same and has another list.
    pub(crate) fn status(
        &self, (fingerprint, list): (Fingerprint, ListHash), [rule, product, ingredient]: [&str; 3], is_namesake: bool,
    ) -> Status {
        // both are asked in any case: what is allowed is not gone, and an allowance for what is known is of use
        let is_known = self.baseline.as_ref().is_some_and(|baseline| {
            let is_found = |lookout: &Lookout| lookout.is_shared(product, baseline);
            let is_shared = || is_namesake || self.lookout.as_ref().is_some_and(is_found);
            baseline.recognise(fingerprint, list, is_shared)
        });
        let allow = self.suppressions.as_ref().and_then(|known| known.find(rule, product, ingredient));
        match allow {
            Some(allow) => Status::Suppressed { reason: Arc::clone(&allow.reason), in_text: false },
            None if is_known => Status::Known,
            None => Status::New,
        }
    }

    /// Whether products have to be judged in the order of the file: where several have one id, and it cannot be read twice,
    /// only those before tell what is known.
    pub(crate) fn goes_by_order(&self) -> bool {
        self.baseline.is_some() && self.lookout.is_none()
    }

    /// Whether it may be that not all findings count.
    pub(crate) fn discounts(&self) -> bool {
        self.baseline.is_some() || self.suppressions.is_some()
    }
}
