//! What of a report is the same for all products with its list: worked out once, and told with each of them.

use crate::catalogue::{LineColumn, Places, Product};
use crate::finding::{Finding, Report};
use crate::fingerprint::{Fingerprint, Subject};
use crate::triage::Status;
use crate::triage::identity::Identity;

/// What a reporter makes of a report once, for all products with the same list.
///
/// It lies in two pieces of memory. A scan tells of products in the order of the file and not of their lists, so that
/// each piece more is one more wait for the memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared {
    /// For each finding its pieces and its subject, one behind another; then the last piece.
    bytes: Box<[u8]>,
    findings: Box<[Ends]>,
}

/// Where the parts of a finding end in the bytes, and where it stands in its cell.
#[derive(Clone, Copy, Debug)]
struct Ends {
    /// Behind the two pieces, the rule's part of the subject, and the rest of it.
    ends: [u32; 4],
    place: LineColumn,
}

/// A finding as it is in one product.
pub(crate) struct Located<'a> {
    pub(crate) finding: &'a Finding,
    /// Where it stands among what was known or allowed; none where nothing was.
    pub(super) status: Option<&'a Status>,
    pub(super) place: LineColumn,
    pub(crate) fingerprint: Fingerprint,
    /// What was drawn of it beforehand: before its place, and before its fingerprint.
    pub(crate) pieces: [&'a [u8]; 2],
}

impl Prepared {
    /// What there is to know of the findings of a report beforehand. The report is of a label with this text, in a cell
    /// with these places; `pieces` has two for each finding.
    pub(super) fn of(report: &Report, text: &str, mut places: Places<'_>, pieces: &[Vec<u8>]) -> Prepared {
        let (pieces, last) = pieces.as_chunks::<2>();
        let mut pieces = pieces.iter();
        let mut bytes = Vec::new();
        let mut findings = Vec::with_capacity(report.findings.len());
        for (finding, subject) in report.findings.iter().zip(Subject::all(report, text)) {
            let [head, middle] = pieces.next().map_or([&[][..]; 2], |[head, middle]| [head, middle]);
            let ends = [head, middle, subject.rule(), subject.ingredient()].map(|part| {
                bytes.extend_from_slice(part);
                bytes.len() as u32
            });
            findings.push(Ends { ends, place: places.of(finding.span.start as usize) });
        }
        bytes.extend(last.iter().flatten());
        Prepared { bytes: bytes.into(), findings: findings.into() }
    }

    /// The findings of the report as they are in this product.
    pub(crate) fn findings<'a>(
        &'a self, product: &'a Product<'_>, report: &'a Report, statuses: Option<&'a [Status]>,
    ) -> impl Iterator<Item = Located<'a>> {
        let (start, identity) = (product.start(), Identity::of(product));
        let mut from = 0;
        self.findings.iter().zip(&report.findings).enumerate().map(move |(number, (Ends { ends, place }, finding))| {
            let [head, middle, rule, ingredient] = ends.map(|end| {
                let part = &self.bytes[from..end as usize];
                from = end as usize;
                part
            });
            let fingerprint = identity.fingerprint(rule, ingredient);
            let status = statuses.and_then(|statuses| statuses.get(number));
            Located { finding, status, place: place.behind(start), fingerprint, pieces: [head, middle] }
        })
    }

    /// The piece behind all findings.
    pub(super) fn last_piece(&self) -> &[u8] {
        &self.bytes[self.findings.last().map_or(0, |last| last.ends[3] as usize)..]
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.findings)
    }

    /// A number that cannot be known without a look at all of it, which brings it into the cache.
    pub(crate) fn touch(&self) -> u64 {
        let bytes = self.bytes.iter().step_by(CACHE_LINE).map(|byte| u64::from(*byte)).sum::<u64>();
        bytes + self.findings.iter().map(|finding| finding.place.line).sum::<u64>()
    }
}

/// Bytes that come into the cache together.
const CACHE_LINE: usize = 64;
