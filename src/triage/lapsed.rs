//! Lapsed allowances, as findings: those that hold no more, that allow nothing, or that say nothing.
//!
//! Their rules are in no pack, as they are about what users wrote and not about labels.

use std::sync::{Arc, LazyLock};

use super::comments::{Allowance, CommentFault};
use super::suppressions::{Allow, Suppressions};
use crate::finding::{Certainty, Finding, Recognised, Report, Verdict};
use crate::label::{Concentration, SectionKind};
use crate::rule::{Rule, Severity, Trigger};
use crate::text::Span;

/// What can be wrong with an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lapse {
    Expired,
    Unused,
    Faulty,
}

/// The rules of allowances.
pub(crate) static RULES: LazyLock<[Arc<Rule>; 3]> = LazyLock::new(|| {
    let rule = |id: &str, headline: &str, meaning: &str, why: &str, help: &str| {
        Arc::new(Rule {
            id: format!("suppressions/{id}"),
            headline: headline.to_owned(),
            severity: Severity::Warning,
            family: None,
            // nothing that a label lists
            trigger: Trigger::Substances(Vec::new()),
            conditions: Vec::new(),
            meaning: meaning.to_owned(),
            why: why.to_owned(),
            place: None,
            silent: String::new(),
            open: String::new(),
            ask: String::new(),
            help: help.to_owned(),
            evidence: Vec::new(),
            sources: Vec::new(),
            examples: Vec::new(),
        })
    };
    [
        rule(
            "expired",
            "a suppression has expired",
            "The last day of a suppression has passed.",
            "A temporary exception needs to be reviewed. Its findings count again.",
            "If the reason still applies, set a later date; otherwise remove the entry.",
        ),
        rule(
            "unused",
            "a suppression matches nothing",
            "A suppression matches no finding of this run.",
            "The finding is gone or its product was renamed. Later, the entry could hide a finding that nobody has reviewed.",
            "Remove it, or correct its product, rule or ingredient.",
        ),
        rule(
            "faulty",
            "a needlint comment is invalid",
            "A line starts like a needlint comment but is not a valid one.",
            "Someone meant to allow a finding, but it is not allowed.",
            "Write it as # needlint: allow RULE because REASON, below the last line of the label.",
        ),
    ]
});

/// What there is to say of a file of suppressions behind a run, which looked for everything if `is_whole`: of what it
/// did not look for nothing was found. None if all is in order.
pub(crate) fn of_suppressions(suppressions: &Suppressions, is_whole: bool) -> Option<Report> {
    let span = |allow: &Allow| Span::new(allow.span.start, allow.span.end);
    let expired = suppressions.expired().map(|allow| {
        let until = allow.expires.map_or(String::new(), |day| format!(" on {day}"));
        let owner = allow.owner.as_ref().map_or(String::new(), |owner| format!("; ask {owner}"));
        finding(Lapse::Expired, span(allow), format!("the suppression of {allow} expired{until}{owner}"))
    });
    let unused = suppressions.unused().filter(|_| is_whole);
    let unused =
        unused.map(|allow| finding(Lapse::Unused, span(allow), format!("the suppression of {allow} matches nothing")));
    let mut findings: Vec<Finding> = expired.chain(unused).collect();
    findings.sort_by_key(|finding| finding.span.start);
    report(findings)
}

/// What there is to say of the comments in a label. `is_used` says whether an allowance allowed something, and
/// `is_known` whether there is such a rule. None if all is in order.
pub(crate) fn of_comments(
    allowances: &[Allowance], faults: &[CommentFault], is_used: impl Fn(&Allowance) -> bool,
    is_known: impl Fn(&Allowance) -> bool,
) -> Option<Report> {
    let unused = allowances.iter().filter(|allowance| !is_used(allowance)).map(|allowance| {
        let rule = &allowance.rule;
        let message = match is_known(allowance) {
            true => format!("{rule} is allowed here but finds nothing"),
            false => format!("{rule} is allowed here, but there is no such rule"),
        };
        finding(Lapse::Unused, allowance.rule_span, message)
    });
    let faulty =
        faults.iter().map(|fault| finding(Lapse::Faulty, fault.span, format!("{fault}: {}", fault.problem.help())));
    let mut findings: Vec<Finding> = unused.chain(faulty).collect();
    findings.sort_by_key(|finding| finding.span.start);
    report(findings)
}

fn report(findings: Vec<Finding>) -> Option<Report> {
    (!findings.is_empty()).then(|| Report { verdict: Verdict::Caution, findings, ..Report::clear() })
}

fn finding(lapse: Lapse, span: Span, message: String) -> Finding {
    let rule = Arc::clone(&RULES[lapse as usize]);
    Finding {
        severity: rule.severity,
        rule,
        certainty: Certainty::Certain,
        span,
        rank: None,
        around: None,
        of: 0,
        section: SectionKind::Ingredients,
        list: None,
        substance: Default::default(),
        recognised: Recognised::Said(message),
        concentration: Concentration::unknown(),
    }
}
