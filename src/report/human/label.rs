//! One label on its own: every finding with its neighbours and reasons, and the verdict at the end.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::frame::frame;
use super::screen::{Ink, Screen};
use super::verdict;
use super::words::{count, description, headline, identity, listing, rank, source_name};
use crate::finding::{Finding, LookAlike, Severity};
use crate::report::Judged;
use crate::report::window::{Line, Window, gutter, on_one_line, place};
use crate::rule::Rule;
use crate::text::Span;
use crate::triage::Status;

/// How many look-alikes are named; the others are counted.
const MOST_LOOK_ALIKES: usize = 4;
/// How many findings of a label are drawn, and how many notes; nobody reads more.
const MOST_DRAWN: usize = 50;
/// How much of a printed name a row can carry.
const LONGEST_NAME: usize = 48;
/// How much of the reason of an allowance a row can carry.
const LONGEST_REASON: usize = 200;

/// Draws all that is to be said of a label; where it `explains`, also where the guide says so and what the label leaves
/// open. `warned` completes "lists nothing that ...".
pub(super) fn draw(screen: Screen, judged: Judged<'_>, warned: &str, explains: bool) -> String {
    let mut out = String::new();
    let counting = judged.report.findings.iter().enumerate().filter(|(number, _)| judged.counts(*number));
    let counting = by_rule(counting.map(|(_, finding)| finding).collect());
    let (notes, findings): (Vec<_>, Vec<_>) =
        counting.into_iter().partition(|finding| finding.severity == Severity::Note);
    let others = look_alikes(screen, judged);
    let more = findings.len().saturating_sub(MOST_DRAWN) + notes.len().saturating_sub(MOST_DRAWN);
    let (findings, notes) = (&findings[..findings.len().min(MOST_DRAWN)], &notes[..notes.len().min(MOST_DRAWN)]);
    for (at, finding) in findings.iter().enumerate() {
        out.push_str(&full(screen, judged, finding, at.checked_sub(1).map(|at| findings[at])));
        match findings.get(at + 1) {
            Some(next) if next.rule.id == finding.rule.id => {}
            Some(_) => out.push_str(&(reasons(screen, explains, judged, &finding.rule, "") + "\n")),
            None => out.push_str(&reasons(screen, explains, judged, &finding.rule, &others)),
        }
    }
    if !findings.is_empty() && !notes.is_empty() {
        out.push('\n');
    }
    out.extend(notes.iter().map(|note| brief(screen, judged, note)));
    if findings.is_empty() {
        out.push_str(&others);
    }
    out.push_str(&discounted(screen, judged));
    if let Some(known) = judged.report.known_names().filter(|_| explains) {
        out.push_str(&screen.row("names", &known));
    }
    out.push_str(&remarks(screen, judged));
    if more > 0 {
        out.push_str(&screen.wrapped("", "", &format!("… and {} more; use --format jsonl", count(more as u64))));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out + &verdict::draw(screen, judged, warned)
}

/// The findings with those of a rule together: the rules with the worst of them first, then in the order of the text.
fn by_rule(mut findings: Vec<&Finding>) -> Vec<&Finding> {
    let mut rules: BTreeMap<&str, (Severity, usize)> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let (worst, _) = rules.entry(&finding.rule.id).or_insert((finding.severity, at));
        *worst = finding.severity.max(*worst);
    }
    findings.sort_by_key(|finding| {
        let (worst, first) = rules[finding.rule.id.as_str()];
        (Reverse(worst), first, Reverse(finding.severity))
    });
    findings
}

/// "error[needling/sd-alcohol]: SD alcohol is listed".
pub(super) fn title(screen: Screen, finding: &Finding, text: &str) -> String {
    let head = format!("{}[{}]", finding.severity, finding.rule.id);
    let lead = format!("{}: ", screen.paint(Ink::from(finding.severity), &head));
    screen.wrapped(&lead, "  ", text)
}

/// The headline, unless it was just said, and the finding in its frame.
fn full(screen: Screen, judged: Judged<'_>, finding: &Finding, before: Option<&Finding>) -> String {
    let text = headline(finding);
    let said = before.is_some_and(|before| before.rule.id == finding.rule.id && headline(before) == text);
    let title = if said { String::new() } else { title(screen, finding, &text) };
    let window = window(screen, judged, finding);
    title + &frame(screen, finding.severity, &window, &rank(finding), &description(finding))
}

/// The headline, and one line on where.
fn brief(screen: Screen, judged: Judged<'_>, finding: &Finding) -> String {
    let printed = on_one_line(finding.span.of(&judged.text()), LONGEST_NAME);
    let mut text = format!("{}  \"{printed}\"", spot(judged, finding.span));
    for part in [Some(rank(finding)), identity(finding)].into_iter().flatten().filter(|part| !part.is_empty()) {
        text.push_str(", ");
        text.push_str(&part);
    }
    let more = format!("More: needlint rules show {}", finding.rule.id);
    title(screen, finding, &headline(finding)) + &screen.row_with_tail("at", &text, &more)
}

/// Why, what the label leaves open if that is asked for, the row on what is not meant, and what to do.
fn reasons(screen: Screen, explains: bool, judged: Judged<'_>, rule: &Rule, others: &str) -> String {
    let mut drawn = screen.row("why", &why(explains, rule));
    if explains && !rule.open.is_empty() {
        drawn.push_str(&screen.row("note", &rule.open));
    }
    let more = format!("More: needlint rules show {}", rule.id);
    drawn + others + &screen.row_with_tail("help", &judged.report.help(rule).join(" "), &more)
}

/// The reason of a rule with its place in the document.
fn why(explains: bool, rule: &Rule) -> String {
    match &rule.place {
        Some(place) if explains => format!("{}  [{place}]", rule.why),
        _ => rule.why.clone(),
    }
}

/// What was seen and is not meant, with those together that are the same kind of thing.
fn look_alikes(screen: Screen, judged: Judged<'_>) -> String {
    let seen = &judged.report.look_alikes;
    let text = judged.text();
    let name = |seen: &LookAlike| on_one_line(seen.span.of(&text), LONGEST_NAME);
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for look_alike in seen.iter().take(MOST_LOOK_ALIKES) {
        match kinds.iter_mut().find(|(title, _)| *title == &*look_alike.title) {
            Some((_, names)) => names.push(name(look_alike)),
            None => kinds.push((&look_alike.title, vec![name(look_alike)])),
        }
    }
    let mut parts: Vec<String> = kinds.iter().map(|(title, names)| kind(title, names)).collect();
    if seen.len() > MOST_LOOK_ALIKES {
        parts.push(format!("{} more", seen.len() - MOST_LOOK_ALIKES));
    }
    match seen.len() {
        0 => String::new(),
        1 => screen.row("other", &format!("{} is not this kind of alcohol.", listing(&parts))),
        _ => screen.row("other", &format!("{} are not this kind of alcohol.", listing(&parts))),
    }
}

/// "Cetyl Alcohol, Stearyl Alcohol (each a fatty alcohol)".
fn kind(title: &str, names: &[String]) -> String {
    let each = if names.len() > 1 { "each " } else { "" };
    let names: Vec<String> = vec![listing(names)];
    if title.is_empty() { names.join(", ") } else { format!("{} ({each}{title})", names.join(", ")) }
}

/// What was odd about the text and may have been misread.
fn remarks(screen: Screen, judged: Judged<'_>) -> String {
    let odd = judged.report.remarks.iter().filter(|remark| remark.kind.is_odd());
    odd.map(|remark| screen.row("note", &format!("{} ({}).", remark.kind, spot(judged, remark.span)))).collect()
}

/// The findings that do not count, a row each.
fn discounted(screen: Screen, judged: Judged<'_>) -> String {
    let text = judged.text();
    let statuses = judged.statuses.unwrap_or_default();
    let drawn = judged.report.findings.iter().zip(statuses).filter_map(|(finding, status)| {
        let why = match status {
            Status::New => return None,
            Status::Known => "this finding is already known".to_owned(),
            Status::Suppressed { reason, .. } => format!("this is allowed: {}", on_one_line(reason, LONGEST_REASON)),
        };
        let printed = on_one_line(finding.span.of(&text), LONGEST_NAME);
        Some(screen.row("note", &format!("{} flags \"{printed}\", but {why}.", finding.rule.id)))
    });
    drawn.collect()
}

/// "serum.txt:1:8".
fn spot(judged: Judged<'_>, span: Span) -> String {
    let place = place(&judged.text(), span.range().start);
    format!("{}:{}:{}", source_name(judged.product.source), place.line, place.column)
}

/// The culprit with one neighbour on either side, an ingredient a line; or its part of the text, if it is none.
fn window(screen: Screen, judged: Judged<'_>, finding: &Finding) -> Window {
    let text = &*judged.text();
    let name = source_name(judged.product.source);
    let Some((rank, around)) = finding.rank.zip(finding.around) else {
        return Window::around(&name, text, finding.span.range(), screen.width);
    };
    let columns = screen.width.saturating_sub(gutter(u64::from(rank) + 1));
    let start = around.ingredient.range().start;
    let meant = finding.span.range().start.saturating_sub(start)..finding.span.range().end.saturating_sub(start);
    let neighbour = |span: Span| Line::near(span.of(text), 0..0, columns);
    let at = usize::from(around.before.is_some());
    let spot = Line::near(around.ingredient.of(text), meant, columns);
    let (above, below) = (around.before.map(neighbour), around.behind.map(neighbour));
    let lines: Vec<Line> = above.into_iter().chain([spot]).chain(below).collect();
    Window::new(&name, place(text, finding.span.range().start), u64::from(rank) - at as u64, &lines, at)
}
