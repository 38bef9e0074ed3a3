//! Statuses: where the findings of a product stand, and what does not count any more.

use std::sync::Arc;

use super::{Located, Prepared, Receipt};
use crate::catalogue::{Places, Product};
use crate::finding::Report;
use crate::fingerprint::ListHash;
use crate::triage::baseline::Entries;
use crate::triage::comments::Allowance;
use crate::triage::identity::identity;
use crate::triage::{Status, Triage};

/// What it takes to know the findings of a report again. The report is of a label with this text, in a cell with these
/// places.
pub(crate) fn prepare(report: &Report, text: &str, places: Places<'_>) -> Prepared {
    let pieces = report.findings.iter().flat_map(|finding| [finding.span.of(text).into(), Vec::new()]);
    Prepared::of(report, text, places, &pieces.collect::<Vec<_>>())
}

/// What it takes to say where findings stand, and what hears of it.
pub(crate) struct StatusContext<'a> {
    pub(crate) triage: &'a Triage,
    /// What the label itself allows.
    pub(crate) allowances: &'a [Allowance],
    /// Whether a product before it goes by the same id, or name, and has another list, as far as that is known.
    pub(crate) is_namesake: bool,
    /// Hears of those that are known or allowed.
    pub(crate) receipt: &'a mut Receipt,
    /// The baseline that is written, if one is. It hears of those that are not allowed.
    pub(crate) baseline: Option<&'a mut Entries>,
}

/// Where the findings of a product stand, for which [`prepare`] was called.
pub(crate) fn statuses(
    mut context: StatusContext<'_>, product: &Product<'_>, (report, prepared): (&Report, &Prepared),
) -> Box<[Status]> {
    let about = (&*identity(product), ListHash::of(&product.text()));
    let statuses: Box<[Status]> =
        prepared.findings(product, report, None).map(|located| context.of(about, located)).collect();
    context.receipt.enter_discount(report, &statuses);
    statuses
}

impl StatusContext<'_> {
    fn of(&mut self, (product, list): (&str, ListHash), located: Located<'_>) -> Status {
        let (finding, ingredient) = (located.finding, String::from_utf8_lossy(located.pieces[0]));
        let (key, texts) = ((located.fingerprint, list), [finding.rule.id.as_str(), product, &ingredient]);
        let known = self.triage.status(key, texts, self.is_namesake);
        let allowed = self.allowances.iter().find(|allowance| allowance.covers(finding));
        let status = allowed
            .map_or(known, |allowance| Status::Suppressed { reason: Arc::clone(&allowance.reason), in_text: true });
        self.receipt.enter_status(finding, &status);
        if let Some(baseline) = self.baseline.as_mut().filter(|_| !matches!(status, Status::Suppressed { .. })) {
            baseline.push(key, texts);
        }
        status
    }
}
