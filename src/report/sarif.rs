//! SARIF 2.1.0, which code scanning and editors read.
//!
//! Code scanning takes no file with more than 25,000 results. So the first 20,000 findings have a result each; behind
//! them, the findings of one rule in one product share one; and what exceeds even so has one for each rule, with the
//! number of findings that it stands for. Every finding is counted in one of them.
//!
//! GitHub opens an alert for a result that is suppressed, so those that are known or allowed can be left out.
//!
//! What a finding is known by over time is its fingerprint, in which neither its row nor any other column has a part.

mod address;
mod head;
mod notices;
mod piece;
mod result;
mod text;
mod told;

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::json;

use super::prepared::Located;
use super::{Drawn, End, Judged, Reporter, has_finding_or_unread};
use crate::engine::Engine;
use crate::finding::Report;
use crate::report::checkout::Checkout;
use crate::rule::Rule;
use crate::triage::{Status, lapsed};
use piece::{Entry, Piece, Weight};
use result::Results;
use told::{RestKind, Written};

/// Results that code scanning takes.
const MOST_RESULTS: u64 = 25_000;
/// Findings that have a result of their own.
const MOST_SINGLE: u64 = 20_000;
/// Results of one rule that a product whose findings share them can have: notes and others, new, known and allowed.
const KINDS: u64 = 6;
/// Results that can be left for each rule at the end: of findings that count, and of others.
const LEFT: u64 = 2;

/// Where the form of the document is told.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Debug)]
pub(crate) struct Sarif {
    /// The beginning of the run, up to its results.
    head: Vec<u8>,
    rules: Vec<Arc<Rule>>,
    indices: HashMap<String, i64>,
    checkout: Checkout,
    /// Whether findings are compared with a baseline.
    is_compared: bool,
    /// Whether what is known or allowed is left out.
    only_new: bool,
    told: Mutex<Written>,
    /// Whether no more notes are told, and no more of what is known or allowed: then none need be drawn.
    is_full_of_notes: AtomicBool,
    is_full_of_discounted: AtomicBool,
}

impl Sarif {
    /// Draws what this engine finds in the files of a checkout. Where that is compared with a baseline, each result says
    /// how it stands.
    pub(crate) fn new(engine: &Engine, checkout: Checkout, is_compared: bool, only_new: bool) -> Sarif {
        let rules: Vec<Arc<Rule>> = engine.rules().chain(&*lapsed::RULES).cloned().collect();
        let run = json!({
            "tool": head::tool(engine.packs(), &rules),
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": { address::ROOT: address::root() },
        });
        let indices = rules.iter().map(|rule| rule.id.clone()).zip(0..).collect();
        Sarif {
            head: opened(&run),
            rules,
            indices,
            checkout,
            is_compared,
            only_new,
            told: Mutex::default(),
            is_full_of_notes: AtomicBool::default(),
            is_full_of_discounted: AtomicBool::default(),
        }
    }

    fn told(&self) -> MutexGuard<'_, Written> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a finding may still be told. Once it may not, it never may again.
    fn takes(&self, weight: Weight) -> bool {
        match weight {
            Weight::Heavy => true,
            Weight::Note => !self.is_full_of_notes.load(Ordering::Relaxed),
            Weight::Discounted => !self.only_new && !self.is_full_of_discounted.load(Ordering::Relaxed),
        }
    }

    fn entry(&self, results: &mut Results<'_>, located: &Located<'_>, count: u64) -> Entry<'static> {
        let rule = &located.finding.rule.id;
        let mut result = results.result(located, count, self.indices.get(rule).copied());
        // what somebody allowed is nothing new either
        let is_new = located.status.is_none_or(Status::counts);
        if self.is_compared {
            result["baselineState"] = json!(if is_new { "new" } else { "unchanged" });
        }
        Entry {
            rule: rule.clone().into(),
            count,
            weight: Weight::of(located),
            fingerprint: located.fingerprint.to_string().into(),
            json: String::from_utf8(opened(&result)).expect("JSON is text").into(),
        }
    }
}

impl Reporter for Sarif {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        *self.told() = Written::default();
        self.is_full_of_notes.store(false, Ordering::Relaxed);
        self.is_full_of_discounted.store(false, Ordering::Relaxed);
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[")?;
        out.write_all(&self.head)?;
        out.write_all(b",\"results\":[")
    }

    fn tells(&self, report: &Report) -> bool {
        has_finding_or_unread(report, true)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let findings: Vec<Located<'_>> = judged.findings().filter(|located| self.takes(Weight::of(located))).collect();
        if findings.is_empty() && judged.report.unreadable.is_none() {
            return;
        }
        drawn.piece(|out| {
            let text = judged.text();
            let file = address::address(judged.product.source, &self.checkout);
            let mut results = Results::new(judged, &text, &file);
            let groups = groups(&findings);
            let is_rolled_up = groups.len() < findings.len();
            let unreadable = judged.report.unreadable;
            let piece = Piece {
                single: findings.iter().map(|located| self.entry(&mut results, located, 1)).collect(),
                rolled_up: groups
                    .iter()
                    .filter(|_| is_rolled_up)
                    .map(|(located, count)| self.entry(&mut results, located, *count))
                    .collect(),
                unreadable: unreadable
                    .map(|reason| in_text(&notices::unreadable_product(judged, reason, &file)).into()),
                file: in_text(&file).into(),
            };
            piece.write(out);
        });
    }

    /// Behind it, there is room for the results of one more product, and for what is left of each rule.
    fn limit(&self) -> Option<u64> {
        Some(MOST_RESULTS.saturating_sub((KINDS + LEFT) * self.rules.len() as u64))
    }

    fn bring(&self, piece: &[u8], shown: u64, out: &mut dyn Write) -> io::Result<u64> {
        let piece = Piece::read(piece);
        let room = MOST_SINGLE.min(self.limit().unwrap_or(MOST_SINGLE)).saturating_sub(shown);
        let mut told = self.told();
        let results = told.bring(&piece, room, out)?;
        self.is_full_of_notes.store(!told.takes(Weight::Note), Ordering::Relaxed);
        self.is_full_of_discounted.store(!told.takes(Weight::Discounted), Ordering::Relaxed);
        Ok(results)
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut told = self.told();
        let kind = RestKind {
            is_compared: self.is_compared,
            only_new: self.only_new,
            is_allowed: end.receipt.suppressed.total() > 0,
            is_light: self.limit().is_none_or(|limit| told.results() < limit),
        };
        let is_rolled_up = told.rest(&self.rules, end.receipt, kind, out)?;
        let first = told.first_unreadable();
        out.write_all(b"\n],\"invocations\":[")?;
        out.write_all(in_text(&notices::invocation(end.receipt, (is_rolled_up, self.only_new), first)).as_bytes())?;
        out.write_all(b"]}]}\n")
    }
}

/// The findings of a product by rule, weight and how they stand: the first of each, and how many there are.
fn groups<'f, 'a>(findings: &'f [Located<'a>]) -> Vec<(&'f Located<'a>, u64)> {
    let mut groups: Vec<(&Located<'_>, u64)> = Vec::new();
    let mut places = HashMap::new();
    for located in findings {
        let status = located.status.map(Status::name);
        let kind = (located.finding.rule.id.as_str(), Weight::of(located), status);
        let place = *places.entry(kind).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => groups.push((located, 1)),
        }
    }
    groups
}

fn in_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("only maps with other keys than text fail")
}

/// An object as JSON, without its closing brace.
fn opened(object: &impl Serialize) -> Vec<u8> {
    let mut json = in_text(object).into_bytes();
    json.pop();
    json
}
