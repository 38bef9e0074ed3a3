//! What the page shows of a label.

use needlint::{Finding, LONGEST_LABEL, List, Mark, Marked, Report, Rule, SectionKind, Severity};
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
    let mut shown = |listed: &Marked| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Desk;

    fn of(text: &str) -> Answer {
        answer(&mut Desk::new().judge, text, None)
    }

    fn marks(answer: &Answer) -> Vec<Vec<Mark>> {
        answer.lists.iter().map(|list| list.ingredients.iter().map(|ingredient| ingredient.mark).collect()).collect()
    }

    #[test]
    fn each_ingredient_has_its_mark() {
        let answer = of(
            "Water, Alcohol Denat., Cetyl Alcohol, Calendula Officinalis Flower Tincture, Xyzol Nova, Moonflower Alcohol",
        );
        let expected =
            [Mark::Nothing, Mark::Warned, Mark::LookAlike, Mark::Carrier, Mark::Unknown, Mark::Unknown].to_vec();
        assert_eq!(marks(&answer), [expected]);
        let [_, denatured, cetyl, tincture, _, moonflower] = &answer.lists[0].ingredients[..] else { panic!() };
        assert_eq!((denatured.before.as_str(), denatured.text.as_str()), (", ", "Alcohol Denat."));
        assert_eq!((denatured.findings.len(), denatured.severity), (1, Some(Severity::Error)));
        assert_eq!(cetyl.look_alike.as_deref(), Some("a fatty alcohol"));
        // alcohol itself is listed, so it has no finding of its own
        assert!(tincture.findings.is_empty());
        assert_eq!(moonflower.severity, Some(Severity::Note));
    }

    #[test]
    fn several_lists_are_told_apart_by_what_they_are_of() {
        let answer = of("Toner: Water, Alcohol Denat.\nCream: Water, Stearyl Alcohol");
        let titles: Vec<_> = answer.lists.iter().map(|list| list.title.as_deref()).collect();
        assert_eq!(titles, [Some("Toner"), Some("Cream")]);
    }

    #[test]
    fn what_is_about_no_ingredient_stands_apart() {
        let answer = of("Alcohol-free.\nIngredients: Water, Alcohol Denat., Glycerin");
        assert_eq!(
            answer.apart.iter().map(|number| &*answer.findings[*number].rule).collect::<Vec<_>>(),
            ["needling/free-claim"]
        );
        assert_eq!(answer.rules[0].id, "needling/denatured-alcohol", "the gravest rule comes first");
        assert!(!answer.steps.is_empty() && !answer.unsaid.is_empty());
    }

    #[test]
    fn of_a_text_that_is_too_long_the_rest_is_not_cleared() {
        let answer = of(&"Water, Glycerin, Panthenol, ".repeat(LONGEST_LABEL / 20));
        assert!(answer.report.get().contains(r#""verdict":"unreadable","unreadable":"truncated""#));
        assert!(answer.unsaid[0].starts_with("The text is longer than 128 kB"));
    }
}
