//! Standings: where the findings of a product stand, and what does not count any more.

use super::{Located, Prepared, Receipt};
use crate::catalogue::{Places, Product};
use crate::finding::Report;
use crate::triage::baseline::Entries;
use crate::triage::fingerprint::identity;
use crate::triage::{Standing, Triage};

/// What it takes to know the findings of a report again. The report is of a label with this text, in a cell with these
/// places.
pub fn prepare(report: &Report, text: &str, places: Places<'_>) -> Prepared {
    let pieces = report.findings.iter().flat_map(|finding| [finding.span.of(text).into(), Vec::new()]);
    Prepared::of(report, text, places, &pieces.collect::<Vec<_>>())
}

/// Where the findings of a product stand, for which [`prepare`] was called. Those that are known or allowed are entered
/// into the receipt, and those that are not allowed into the baseline, if one is written.
pub fn standings(
    triage: &Triage,
    product: &Product<'_>,
    (report, prepared): (&Report, &Prepared),
    receipt: &mut Receipt,
    mut baseline: Option<&mut Entries>,
) -> Box<[Standing]> {
    let identity = identity(product);
    let standing = |located: Located<'_>| {
        let (rule, ingredient) = (located.finding.rule.id.as_str(), String::from_utf8_lossy(located.pieces[0]));
        let standing = triage.standing(located.fingerprint, rule, identity, &ingredient);
        receipt.enter_standing(located.finding, &standing);
        if let Some(baseline) = baseline.as_mut().filter(|_| !matches!(standing, Standing::Suppressed(_))) {
            baseline.push(located.fingerprint, rule, identity, &ingredient);
        }
        standing
    };
    prepared.findings(product, report, None).map(standing).collect()
}
