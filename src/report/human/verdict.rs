//! The verdict on a label in one sentence, for someone who reads nothing else.

use super::screen::{Ink, Screen};
use super::words::label_name;
use crate::finding::Severity;
use crate::report::Judged;
use crate::triage::Status;
use crate::wording;

/// Draws the sentence. `warned` completes "lists nothing that ...": what the rules in force warn against.
pub(super) fn draw(screen: Screen, judged: Judged<'_>, warned: &str) -> String {
    let verdict = judged.report.verdict;
    let (word, ink) = match is_allowed(judged) {
        true => ("ALLOWED".to_owned(), Ink::Note),
        false => (verdict.to_string().to_uppercase(), Ink::from(verdict)),
    };
    let lead = format!("{}  ", screen.paint(ink, &word));
    let sentence = wording::sentence(judged.report, &judged.text(), warned, &account(judged));
    let text = format!("{}{sentence}", label_name(judged.product.source));
    screen.wrapped(&lead, &" ".repeat(word.len() + 2), &text)
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
    let statuses = judged.statuses.unwrap_or_default();
    let allowed = statuses.iter().filter(|status| matches!(status, Status::Suppressed { .. })).count();
    let known = statuses.iter().filter(|status| **status == Status::Known).count();
    let discounted = [(allowed, "allowed"), (known, "already known")];
    let discounted = discounted.into_iter().filter(|(number, _)| *number > 0);
    let discounted = discounted.map(|(number, what)| format!("{number} {what}"));
    let parts: Vec<String> = wording::account(judged.report).into_iter().chain(discounted).collect();
    format!("({})", parts.join(", "))
}
