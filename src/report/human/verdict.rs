//! The verdict on a label in one sentence, for someone who reads nothing else.

use rustc_hash::FxHashSet;

use super::screen::{Ink, Screen};
use super::words::{counted, is_of_amount, label_name, listing};
use crate::finding::{Certainty, Finding, Recognised, Report, Severity, Verdict};
use crate::label::SectionKind;
use crate::report::Judged;
use crate::report::window::on_one_line;
use crate::triage::Status;

/// How much of a printed name a sentence can carry.
const LONGEST_NAME: usize = 48;
/// How many culprits are named; the others are counted.
const MOST_NAMES: usize = 3;

/// Draws the sentence. `warned` completes "lists nothing that ...": what the rules in force warn against.
pub(super) fn draw(screen: Screen, judged: Judged<'_>, warned: &str) -> String {
    let verdict = judged.report.verdict;
    let (word, ink) = match is_allowed(judged) {
        true => ("ALLOWED".to_owned(), Ink::Note),
        false => (verdict.to_string().to_uppercase(), Ink::from(verdict)),
    };
    let lead = format!("{}  ", screen.paint(ink, &word));
    let text = format!("{}{}", label_name(judged.product.source), sentence(judged, warned));
    screen.wrapped(&lead, &" ".repeat(word.len() + 2), &text)
}

fn sentence(judged: Judged<'_>, warned: &str) -> String {
    let report = judged.report;
    let read = account(judged);
    match report.verdict {
        Verdict::Avoid => format!("{} {read}.", found(judged, Severity::Error, "")),
        Verdict::Caution => format!("{} {read}.", found(judged, Severity::Warning, &degree(report))),
        Verdict::Clear => {
            let but = but(judged).map_or(String::new(), |but| format!(", but {but}"));
            format!(" lists nothing that {warned}{but} {read}. It cannot show what is not listed.")
        }
        Verdict::Unreadable => {
            let reason = report.unreadable.map_or(String::new(), |reason| format!(": {reason}"));
            format!(" has no ingredient list that could be read{reason}. This is not an all-clear.")
        }
    }
}

/// The ingredients that decided, as printed, each once. Where none did, what the label as a whole was found to be.
fn found(judged: Judged<'_>, severity: Severity, degree: &str) -> String {
    let deciding = || judged.report.findings.iter().filter(|finding| finding.severity == severity);
    let (text, mut seen) = (judged.text(), FxHashSet::default());
    let is_stated = |finding: &&Finding| finding.section == SectionKind::Statement;
    let named = deciding().filter(|finding| finding.rank.is_some() || is_stated(finding));
    let names = named.map(|finding| format!("\"{}\"", on_one_line(finding.span.of(&text), LONGEST_NAME)));
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
fn but(judged: Judged<'_>) -> Option<String> {
    let notes = judged.report.findings.iter().filter(|finding| finding.rank.is_some());
    let note = notes.max_by_key(|finding| finding.rule.severity)?;
    let printed = on_one_line(note.span.of(&judged.text()), LONGEST_NAME);
    Some(match note.recognised {
        Recognised::Ending => format!("we do not recognise \"{printed}\"").replace('“', "\""),
        _ => format!("possibly {} (\"{printed}\")", note.rule.headline),
    })
}

/// Whether all errors and warnings are allowed, and there are some.
fn is_allowed(judged: Judged<'_>) -> bool {
    let statuses = judged.statuses.unwrap_or_default();
    let grave = judged.report.findings.iter().zip(statuses).filter(|(finding, _)| finding.severity > Severity::Note);
    let mut grave = grave.map(|(_, status)| matches!(status, Status::Suppressed { .. })).peekable();
    grave.peek().is_some() && grave.all(|is_allowed| is_allowed)
}

/// "(5 ingredients read, 2 findings, 1 allowed)".
fn account(judged: Judged<'_>) -> String {
    let report = judged.report;
    let statuses = judged.statuses.unwrap_or_default();
    let allowed = statuses.iter().filter(|status| matches!(status, Status::Suppressed { .. })).count();
    let known = statuses.iter().filter(|status| **status == Status::Known).count();
    let read = format!("{} read", counted(report.ingredients.into(), "ingredient"));
    let (notes, findings): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|finding| finding.severity == Severity::Note);
    let parts = [(findings.len(), "finding"), (notes.len(), "note")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts = std::iter::once(read).chain(parts.map(|(n, word)| counted(n as u64, word)));
    let discounted = [(allowed, "allowed"), (known, "already known")];
    let discounted = discounted.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.chain(discounted.map(|(number, what)| format!("{number} {what}"))).collect();
    format!("({})", parts.join(", "))
}
