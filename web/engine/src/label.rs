//! What the page shows of a label.

use needlint::{Finding, LONGEST_LABEL, List, Listed, Mark, Report, Rule, SectionKind, Severity};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::photo::{About, Picture};
use crate::question::Judge;

/// All that there is to be said of a label.
#[derive(Serialize)]
pub(crate) struct Answer {
    /// What `needlint check --format json` says of its one product.
    report: Box<RawValue>,
    /// The verdict in a sentence.
    sentence: String,
    lists: Vec<ShownList>,
    /// Of the report, in its order.
    findings: Vec<ShownFinding>,
    /// The numbers of those that are about no ingredient.
    apart: Vec<usize>,
    /// The rules that the findings are of, the gravest first.
    rules: Vec<ShownRule>,
    /// What the label does not say, or may say otherwise than it was read.
    unsaid: Vec<String>,
    /// What to do.
    steps: Vec<String>,
    /// What is to be said of the photo that the text was read from, if it was.
    photo: Option<About>,
}

#[derive(Serialize)]
struct ShownList {
    kind: SectionKind,
    /// Its heading, where that names what the list is of.
    title: Option<String>,
    ingredients: Vec<ShownIngredient>,
}

#[derive(Serialize)]
struct ShownIngredient {
    /// What stands before it, behind the one before.
    before: String,
    text: String,
    mark: Mark,
    /// The worst that was found of it.
    severity: Option<Severity>,
    findings: Vec<usize>,
    look_alike: Option<String>,
}

#[derive(Serialize)]
struct ShownFinding {
    rule: String,
    severity: Severity,
    /// As printed.
    text: String,
    headline: String,
    place: String,
    description: String,
}

#[derive(Serialize)]
struct ShownRule {
    id: String,
    meaning: String,
    why: String,
    place: Option<String>,
    silent: String,
    sources: Vec<String>,
}

pub(crate) fn answer(judge: &mut Judge, text: &str, picture: Option<&Picture>) -> Answer {
    let (report, judged, photo) = judge.check_photo(text, picture);
    of_report(judge, &report, judged, judged.len() < text.len(), photo)
}

/// What there is to be said of as much of a text as was judged, with its report.
fn of_report(judge: &mut Judge, report: &Report, judged: &str, is_cut: bool, photo: Option<About>) -> Answer {
    let lists = judge.engine.lists_with(&mut judge.scratch, judged, report);
    let rules = rules(report);
    Answer {
        report: RawValue::from_string(report.to_json(judged)).expect("a report is JSON"),
        sentence: report.sentence(judged),
        apart: apart(report, &lists),
        lists: lists.iter().map(|list| shown_list(judged, list, report)).collect(),
        findings: shown_findings(judged, report, photo.as_ref()),
        unsaid: unsaid(report, &rules, is_cut),
        steps: distinct(rules.iter().flat_map(|rule| report.help(rule))),
        rules: rules.iter().map(|rule| shown_rule(rule)).collect(),
        photo,
    }
}

/// The rules that were gone against, each once, the gravest finding first.
fn rules(report: &Report) -> Vec<&Rule> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut rules: Vec<&Rule> = Vec::new();
    for finding in findings {
        if !rules.iter().any(|rule| rule.id == finding.rule.id) {
            rules.push(&finding.rule);
        }
    }
    rules
}

fn apart(report: &Report, lists: &[List]) -> Vec<usize> {
    let is_shown =
        |number: &usize| lists.iter().flat_map(|list| &list.ingredients).any(|one| one.findings.contains(number));
    (0..report.findings.len()).filter(|number| !is_shown(number)).collect()
}

fn shown_list(text: &str, list: &List, report: &Report) -> ShownList {
    let mut end = None;
    let mut shown = |listed: &Listed| {
        let range = listed.span.range();
        let before = end.and_then(|end| text.get(end..range.start)).unwrap_or_default();
        end = Some(range.end);
        ShownIngredient {
            before: before.to_owned(),
            text: text[range].to_owned(),
            mark: listed.mark,
            severity: listed.findings.iter().map(|number| report.findings[*number].severity).max(),
            findings: listed.findings.clone(),
            look_alike: listed.look_alike.as_deref().map(str::to_owned),
        }
    };
    ShownList {
        kind: list.kind,
        title: list.title.map(|title| title.of(text).to_owned()),
        ingredients: list.ingredients.iter().map(&mut shown).collect(),
    }
}

fn shown_findings(text: &str, report: &Report, photo: Option<&About>) -> Vec<ShownFinding> {
    let is_unclear = |number: usize| photo.is_some_and(|photo| photo.unclear.contains(&number));
    let mut shown: Vec<_> = report.findings.iter().map(|finding| shown_finding(text, finding)).collect();
    for (_, finding) in shown.iter_mut().enumerate().filter(|(number, _)| is_unclear(*number)) {
        finding.description += "; the photo does not show the name clearly";
    }
    shown
}

fn shown_finding(text: &str, finding: &Finding) -> ShownFinding {
    ShownFinding {
        rule: finding.rule.id.clone(),
        severity: finding.severity,
        text: finding.span.of(text).to_owned(),
        headline: finding.headline(),
        place: finding.place(),
        description: finding.description(),
    }
}

fn shown_rule(rule: &Rule) -> ShownRule {
    ShownRule {
        id: rule.id.clone(),
        meaning: rule.meaning.clone(),
        why: rule.why.clone(),
        place: rule.place.as_ref().map(ToString::to_string),
        silent: rule.silent.clone(),
        sources: rule.sources.clone(),
    }
}

/// What the label leaves open.
fn unsaid(report: &Report, rules: &[&Rule], is_cut: bool) -> Vec<String> {
    let kilobytes = LONGEST_LABEL / 1024;
    let cut =
        is_cut.then(|| format!("The text is longer than {kilobytes} kB; only the first {kilobytes} kB was checked."));
    let open = rules.iter().map(|rule| rule.open.clone());
    let odd = report.remarks.iter().filter(|remark| remark.kind.is_odd());
    let odd = odd.map(|remark| format!("Note: {}.", remark.kind));
    let unlisted = report.count() - report.findings.len() as u64;
    let more = (unlisted > 0).then(|| format!("There are {unlisted} more findings, which are not listed."));
    let names = report.names.filter(|names| names.known < names.read).and_then(|_| report.known_names());
    let all = cut.into_iter().chain(odd).chain(open).chain(more).chain(names);
    distinct(all)
}

/// Each once, and none that is empty.
fn distinct<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        let text = text.as_ref();
        if !text.is_empty() && !kept.iter().any(|other| other == text) {
            kept.push(text.to_owned());
        }
    }
    kept
}
