//! What the page shows of a row of a catalogue.

use std::borrow::Cow;

use needlint::{Annotation, Severity, Unreadable, UsualColumns};
use serde::{Deserialize, Serialize};

use crate::question::Judge;

/// A row as it was read.
#[derive(Deserialize)]
pub(crate) struct Row {
    list: String,
    /// The product's name, which may state what is in it.
    #[serde(default)]
    name: String,
    /// Whether perhaps not all of it was read.
    is_broken: bool,
    /// What stands between cells.
    delimiter: char,
}

/// What there is to be said of it.
#[derive(Serialize)]
pub(crate) struct Judged {
    verdict: String,
    /// Why no list could be read, in words.
    unreadable: Option<String>,
    findings: Vec<FoundInRow>,
    /// The cells of an annotated catalogue, with a delimiter before each.
    cells: String,
}

#[derive(Serialize)]
struct FoundInRow {
    rule: String,
    severity: Severity,
    ingredient: String,
    headline: String,
    description: String,
}

pub(crate) fn answer(judge: &mut Judge, row: &Row) -> Judged {
    let cell = |column: usize| Cow::from(if column == 0 { &row.list } else { &row.name });
    let (report, listed) = judge.engine.check_row(&mut judge.scratch, &judge.row, &cell);
    let report = if row.is_broken { report.doubted(Unreadable::BrokenRow) } else { report };
    let text = listed.text();
    let found = |finding: &needlint::Finding| FoundInRow {
        rule: finding.rule.id.clone(),
        severity: finding.severity,
        ingredient: finding.span.of(text).to_owned(),
        headline: finding.headline(),
        description: finding.description(),
    };
    let cells = report.annotation(text).cells();
    Judged {
        verdict: report.verdict.to_string(),
        unreadable: report.unreadable.map(|reason| reason.to_string()),
        findings: report.findings.iter().map(found).collect(),
        cells: cells.iter().map(|cell| format!("{}{}", row.delimiter, quoted(cell, row.delimiter))).collect(),
    }
}

/// Which columns are which, and the names of those that are added.
#[derive(Serialize)]
pub(crate) struct Head {
    #[serde(flatten)]
    columns: UsualColumns,
    /// With a delimiter before each.
    added: String,
    /// Whether the header has one of them already.
    is_annotated: bool,
}

pub(crate) fn columns(header: &[String], delimiter: char) -> Head {
    let is_ours = |name: &String| Annotation::COLUMNS.iter().any(|ours| name.trim().eq_ignore_ascii_case(ours));
    Head {
        columns: UsualColumns::find(header),
        added: Annotation::COLUMNS.iter().map(|name| format!("{delimiter}{name}")).collect(),
        is_annotated: header.iter().any(is_ours),
    }
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
