//! The shape of the JSON that programs read, as types: what its schema is made from, and what is said of a text alone.

use serde::Serialize;

use crate::finding::{self, Certainty, Report, Severities, Severity, Verdict};
use crate::fingerprint::{Fingerprint, Subject};
use crate::label::{self, Basis, RemarkKind, SectionKind, Unreadable};
use crate::names::NameCount;
use crate::text::Span;

/// The version of the shape.
pub(crate) const SCHEMA: u32 = 1;

/// A product and its results.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Product {
    /// The file's name as it was given; `-` for standard input.
    pub(crate) source: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sheet: Option<String>,
    /// Record number, 1-based, header not counted; null for a file that is one label.
    pub(crate) row: Option<u64>,
    /// The line on which the record begins, 1-based.
    pub(crate) line: u64,
    /// The product's id.
    pub(crate) id: Option<String>,
    /// The product's name.
    pub(crate) name: Option<String>,
    /// The answer.
    pub(crate) verdict: Verdict,
    /// Why no list could be read, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unreadable: Option<Unreadable>,
    /// The findings, in the order of their place in the list.
    pub(crate) findings: Vec<Finding>,
    /// What else was noticed.
    pub(crate) remarks: Vec<Remark>,
    /// How many ingredients were read, and how many of them have a known name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) names: Option<NameCount>,
    /// Findings that are counted and not listed, as only the 250 most severe of a list are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unlisted: Option<Severities>,
}

/// What one rule found about one ingredient.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Finding {
    /// The rule's id.
    pub(crate) rule: String,
    /// The rule's severity, one step lower where the finding is only possible.
    pub(crate) severity: Severity,
    /// Whether it is certain from the label.
    pub(crate) certainty: Certainty,
    /// The ingredient as it is printed.
    pub(crate) ingredient: String,
    /// Place in its section's list, 1-based; null for a finding about the label as a whole.
    pub(crate) rank: Option<u32>,
    /// The section it is in.
    pub(crate) section: SectionKind,
    /// What is known of its amount.
    pub(crate) concentration: Concentration,
    /// Its position in the text of the list, or of its field.
    pub(crate) span: Span,
    /// The column it is in, where there are several with ingredients or it is in none of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
    /// Its line in the file, 1-based.
    pub(crate) line: u64,
    /// The column in that line, 1-based, in characters.
    pub(crate) column: u64,
    /// A sentence that makes sense on its own.
    pub(crate) message: String,
    /// 32 hexadecimal digits that stay the same when rows move or other columns change.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{32}$")))]
    pub(crate) fingerprint: String,
    /// Its state: new, known or suppressed. Absent if there was no baseline and nothing was allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<State>,
    /// Why it is allowed, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) because: Option<String>,
}

/// The state of a finding.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[allow(dead_code, reason = "its schema is wanted, and no value of it")]
pub(crate) enum State {
    /// It counts.
    New,
    /// It is in the baseline.
    Known,
    /// It is allowed.
    Suppressed,
}

/// An amount as a percentage by weight.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Concentration {
    /// The lower limit.
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub(crate) low: f64,
    /// The upper limit.
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub(crate) high: f64,
    /// What these limits are based on.
    pub(crate) basis: Basis,
}

/// Something that was noticed in a list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Remark {
    /// What it is.
    pub(crate) kind: RemarkKind,
    /// Its position in the text of the list.
    pub(crate) span: Span,
}

/// What a text that is in no file is called.
pub(crate) const NO_FILE: &str = "--text";

impl Report {
    /// The report as JSON, as `needlint check --text TEXT --format json` has it of its one product. It has to be of a label
    /// with this text.
    pub fn to_json(&self, text: &str) -> String {
        serde_json::to_string(&Product::of_text(self, text)).expect("all keys are text")
    }
}

impl Product {
    /// A product of which there is nothing but the text of its label.
    fn of_text(report: &Report, text: &str) -> Product {
        let subjects = Subject::all(report, text);
        Product {
            source: NO_FILE.to_owned(),
            sheet: None,
            row: None,
            line: 1,
            id: None,
            name: None,
            verdict: report.verdict,
            unreadable: report.unreadable,
            findings: report
                .findings
                .iter()
                .zip(&subjects)
                .map(|(one, what)| Finding::of_text(one, what, text))
                .collect(),
            remarks: report.remarks.iter().map(Remark::of).collect(),
            names: report.names,
            unlisted: report.unlisted(),
        }
    }
}

impl Finding {
    fn of_text(finding: &finding::Finding, subject: &Subject, text: &str) -> Finding {
        let (line, column) = line_and_column(text, finding.span.start as usize);
        Finding {
            rule: finding.rule.id.clone(),
            severity: finding.severity,
            certainty: finding.certainty,
            ingredient: finding.span.of(text).to_owned(),
            rank: finding.rank,
            section: finding.section,
            concentration: Concentration::of(&finding.concentration),
            span: finding.span,
            field: None,
            line,
            column,
            message: finding.message(text),
            fingerprint: Fingerprint::of(subject.rule(), NO_FILE, subject.ingredient()).to_string(),
            state: None,
            because: None,
        }
    }
}

impl Concentration {
    pub(crate) fn of(amount: &label::Concentration) -> Concentration {
        Concentration { low: amount.low.as_percent(), high: amount.high.as_percent(), basis: amount.basis }
    }
}

impl Remark {
    pub(crate) fn of(remark: &label::Remark) -> Remark {
        Remark { kind: remark.kind, span: remark.span }
    }
}

/// Where a byte stands: its line, and the character in it, both from 1. A line ends as in any editor.
fn line_and_column(text: &str, at: usize) -> (u64, u64) {
    let before = &text[..at];
    let breaks = before.matches(['\n', '\r']).count() - before.matches("\r\n").count();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    (breaks as u64 + 1, line.chars().count() as u64 + 1)
}
