//! The verdict on a label in one sentence, for someone who reads nothing else.

use rustc_hash::FxHashSet;

use super::{counted, is_of_amount, listing, on_one_line};
use crate::finding::{Certainty, Finding, Recognised, Report, Severity, Verdict};
use crate::label::SectionKind;

/// How much of a printed name a sentence can carry.
const LONGEST_NAME: usize = 48;
/// How many culprits are named; the others are counted.
const MOST_NAMES: usize = 3;

/// The sentence, without its subject, of a label with this text. `warned` completes "lists nothing that ...": what the rules
/// in force warn against. `read` is an account of what was read.
pub(crate) fn sentence(report: &Report, text: &str, warned: &str, read: &str) -> String {
    match report.verdict {
        Verdict::Avoid => format!("{} {read}.", found(report, text, Severity::Error, "")),
        Verdict::Caution => format!("{} {read}.", found(report, text, Severity::Warning, &degree(report))),
        Verdict::Clear => {
            let but = but(report, text).map_or(String::new(), |but| format!(", but {but}"));
            format!(" lists nothing that {warned}{but} {read}. It cannot show what is not listed.")
        }
        Verdict::Unreadable => {
            let reason = report.unreadable.map_or(String::new(), |reason| format!(": {reason}"));
            format!(" has no ingredient list that could be read{reason}. This is not an all-clear.")
        }
    }
}

/// The ingredients that decided, as printed, each once. Where none did, what the label as a whole was found to be.
fn found(report: &Report, text: &str, severity: Severity, degree: &str) -> String {
    let deciding = || report.findings.iter().filter(|finding| finding.severity == severity);
    let mut seen = FxHashSet::default();
    let is_stated = |finding: &&Finding| finding.section == SectionKind::Statement;
    let named = deciding().filter(|finding| finding.rank.is_some() || is_stated(finding));
    let names = named.map(|finding| format!("\"{}\"", on_one_line(finding.span.of(text), LONGEST_NAME)));
    let mut names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    if names.len() > MOST_NAMES {
        let more = names.len() - MOST_NAMES;
        names.truncate(MOST_NAMES);
        names.push(format!("{more} more"));
    }
    match deciding().next() {
        Some(finding) if names.is_empty() => format!(": {}", finding.rule.headline),
        _ if deciding().all(|finding| is_stated(&finding)) => format!(" states {}{degree}", listing(&names)),
        _ => format!(" lists {}{degree}", listing(&names)),
    }
}

/// What is said of ingredients that are warned against in a lesser degree, or perhaps: by the rule, where there is one.
fn degree(report: &Report) -> String {
    let deciding = || report.findings.iter().filter(|finding| finding.severity == Severity::Warning);
    let is_possible = deciding().all(|finding| finding.certainty == Certainty::Possible);
    if is_possible && deciding().any(|finding| is_of_amount(&finding.rule)) {
        return "; the label does not say how much".to_owned();
    }
    let headline = deciding().next().map_or("", |finding| &finding.rule.headline);
    let is_one = deciding().all(|finding| finding.rule.headline == headline);
    let maybe = if is_possible { "possibly " } else { "" };
    if is_one { format!(": {maybe}{headline}") } else { String::new() }
}

/// What a note says that matters to whoever reads only the verdict: of an ingredient that may bring alcohol, or an alcohol
/// that is not known.
fn but(report: &Report, text: &str) -> Option<String> {
    let notes = report.findings.iter().filter(|finding| finding.rank.is_some());
    let note = notes.max_by_key(|finding| finding.rule.severity)?;
    let printed = on_one_line(note.span.of(text), LONGEST_NAME);
    Some(match note.recognised {
        Recognised::Ending => format!("we do not recognise \"{printed}\"").replace('“', "\""),
        _ => format!("possibly {} (\"{printed}\")", note.rule.headline),
    })
}

/// "5 ingredients read", "2 findings".
pub(crate) fn account(report: &Report) -> Vec<String> {
    let read = format!("{} read", counted(report.ingredients.into(), "ingredient"));
    let (notes, findings): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|finding| finding.severity == Severity::Note);
    let parts = [(findings.len(), "finding"), (notes.len(), "note")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    std::iter::once(read).chain(parts.map(|(n, word)| counted(n as u64, word))).collect()
}
