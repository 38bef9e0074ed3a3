//! Code quality, as GitLab reads it: one JSON array with an object for each finding.
//!
//! GitLab takes findings with one fingerprint for one finding, so each has its own: see `times`. A fingerprint stays
//! what it is when rows move, so that a merge request shows what it brings and not what it shifted.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::checkout::Checkout;
use super::json::write_json;
use super::times::Times;
use super::window::printable;
use super::{Drawn, End, Judged, Reporter, has_finding_or_unread};
use crate::catalogue::LineColumn;
use crate::finding::{Report, Severity};
use crate::fingerprint::Fingerprint;
use crate::triage::identity::Identity;

/// The check that a product fails whose list could not be read.
const UNREADABLE: &str = "unreadable";

#[derive(Debug, Default)]
pub(crate) struct Gitlab {
    checkout: Checkout,
    /// Whether products that could not be read have an object as well.
    all: bool,
    times: Mutex<Times>,
}

impl Gitlab {
    /// Tells of files in this checkout; with `all`, of products that could not be read as well.
    pub(crate) fn new(checkout: Checkout, all: bool) -> Gitlab {
        Gitlab { checkout, all, times: Mutex::default() }
    }

    /// Draws an object behind the fingerprint that it should have.
    fn draw(&self, judged: Judged<'_>, fingerprint: Fingerprint, issue: &Issue<'_>, drawn: &mut Drawn) {
        let called = judged.called().map_or_else(String::new, |called| format!(" {called}"));
        let object = Object {
            description: format!("[{}]{called}: {}", issue.check, printable(&issue.message)),
            check_name: issue.check,
            severity: issue.severity,
            location: Location {
                path: self.checkout.path(judged.product.source),
                lines: Lines { begin: issue.place.line },
            },
        };
        drawn.piece(|out| {
            out.extend(fingerprint.digits());
            write_json(&object, out);
        });
    }
}

impl Reporter for Gitlab {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn tells(&self, report: &Report) -> bool {
        has_finding_or_unread(report, self.all)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let text = judged.text();
        for located in judged.counting() {
            let finding = located.finding;
            let (severity, place) = (severity(finding.severity), located.place);
            let issue = Issue { check: &finding.rule.id, severity, place, message: finding.message(&text) };
            self.draw(judged, located.fingerprint, &issue, drawn);
        }
        if let Some(reason) = judged.report.unreadable.filter(|_| self.all) {
            let (place, message) = (judged.product.start(), format!("no readable ingredient list: {reason}"));
            let fingerprint = Identity::of(judged.product).fingerprint(b"unreadable\0", b"\0");
            let issue = Issue { check: UNREADABLE, severity: "minor", place, message };
            self.draw(judged, fingerprint, &issue, drawn);
        }
    }

    fn bring(&self, piece: &[u8], shown: u64, out: &mut dyn Write) -> io::Result<u64> {
        let Some((fingerprint, object)) = piece.split_first_chunk() else { return Ok(0) };
        let own = self.times.lock().unwrap_or_else(PoisonError::into_inner).own(*fingerprint);
        out.write_all(if shown > 0 { b",\n{\"fingerprint\":\"" } else { b"\n{\"fingerprint\":\"" })?;
        out.write_all(&own)?;
        out.write_all(b"\",")?;
        // it goes on with the object that the fingerprint began
        out.write_all(&object[1..]).map(|()| 1)
    }

    fn end(&self, _: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

/// What is warned against should not be sold as it is, and is major; what the label leaves open or is warned against less
/// strongly, minor; a fact worth knowing, info. Critical and blocker are left for what breaks or harms at once, which no
/// list can tell.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

struct Issue<'a> {
    check: &'a str,
    severity: &'static str,
    place: LineColumn,
    message: String,
}

#[derive(Serialize)]
struct Object<'a> {
    description: String,
    check_name: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u64,
}
