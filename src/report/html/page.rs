//! The page as a whole: what stands in it, in the order of its parts.

use askama::Template;

use super::bar::Bar;
use super::counts::{self, NamedCount, RuleCount, VerdictCount};
use super::{Html, looks};
use crate::catalogue::shown;
use crate::report::human::{are, count, counted, were};
use crate::report::window::printable;
use crate::report::{End, Reach, Receipt};

/// How many groups are shown; nobody reads more.
const MOST_GROUPS: usize = 50;
/// How many sources the title names.
const MOST_SOURCES: usize = 3;

#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page<'a> {
    policy: String,
    style: &'static str,
    script: &'static str,
    title: String,
    shortfall: Option<&'static str>,
    read: String,
    verdict_bar: Bar,
    verdicts: Vec<VerdictCount>,
    /// What else there is to say of the counts.
    remarks: Vec<String>,
    unreadable: Vec<NamedCount>,
    rules: Vec<RuleCount>,
    rules_caption: &'static str,
    groups_title: String,
    groups: Vec<NamedCount>,
    more_groups: Option<String>,
    /// What findings there are that the table does not have.
    cut: Vec<String>,
    /// Where all findings are.
    data: Option<String>,
    findings: Vec<&'a str>,
    /// How many these are, in words.
    rows: String,
    /// What stands in place of a table without rows.
    nothing: &'static str,
    severities: &'static [&'static str],
    made: String,
}

impl<'a> Page<'a> {
    pub(super) fn of(html: &Html, end: &End<'a>) -> Page<'a> {
        let receipt = end.receipt;
        let verdicts = counts::verdicts(receipt);
        let parts: Vec<(&str, u64)> = verdicts.iter().map(|verdict| (verdict.name, verdict.number)).collect();
        let findings = end.held.pieces().map(|piece| str::from_utf8(piece).expect("a template draws text"));
        let findings: Vec<&str> = findings.collect();
        Page {
            policy: looks::policy(),
            style: looks::STYLE,
            script: looks::SCRIPT,
            title: title(&html.sources),
            shortfall: shortfall(receipt.reach),
            read: format!("{} read.", counted(receipt.products, html.one)),
            verdict_bar: Bar::of(&parts, receipt.products),
            verdicts,
            remarks: remarks(receipt, html.one),
            unreadable: counts::unreadable(receipt),
            rules: counts::rules(&html.rules, receipt),
            rules_caption: "Findings that count, by rule. Bars show the share of all findings.",
            groups_title: format!("Products by {}", html.column.as_deref().map_or("group".to_owned(), printable)),
            groups: counts::groups(receipt, MOST_GROUPS),
            more_groups: more_groups(receipt.groups.len()),
            cut: cut(html, end),
            data: html.data.clone(),
            rows: counted(findings.len() as u64, "finding"),
            findings,
            nothing: nothing(html, receipt),
            severities: if html.all { &["error", "warning", "note"] } else { &["error", "warning"] },
            made: format!("Made by needlint {} with {}.", env!("CARGO_PKG_VERSION"), html.packs.join(", ")),
        }
    }
}

/// The names of the files, without the folders that they lie in.
fn title(sources: &[String]) -> String {
    let name = |source: &String| {
        if source == "--text" {
            return "the label".to_owned();
        }
        let last = source.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next();
        printable(shown(last.filter(|name| !name.is_empty()).unwrap_or(source)))
    };
    let mut names: Vec<String> = sources.iter().take(MOST_SOURCES).map(name).collect();
    match sources.len().saturating_sub(MOST_SOURCES) {
        0 => {}
        more => names.push(format!("and {} more", count(more as u64))),
    }
    names.join(", ")
}

fn shortfall(reach: Reach) -> Option<&'static str> {
    match reach {
        Reach::Whole => None,
        Reach::Broken => Some("Incomplete: not everything could be read."),
        Reach::Stopped => Some("Incomplete: the run was stopped before it finished."),
    }
}

fn remarks(receipt: &Receipt, one: &str) -> Vec<String> {
    let (known, allowed) = (receipt.known.total(), receipt.suppressed.total());
    let of = |number, one, told: &str| (number, format!("{} {told}", counted(number, one)));
    let that_were = |number, one, told: &str| of(number, one, &format!("{} {told}", were(number)));
    [
        of(known, "finding", &format!("{} in the baseline: included in the verdicts, not counted below.", are(known))),
        that_were(allowed, "finding", "allowed: included in the verdicts, not counted below."),
        of(receipt.gone, "finding", &format!("of the baseline {} no longer found.", were(receipt.gone))),
        that_were(receipt.unchanged, one, "skipped, because the list has not changed."),
        of(receipt.rows_without_product, "row", "without a product."),
        that_were(receipt.rows_in_doubt, "row", "possibly misread; --receipt lists them."),
    ]
    .into_iter()
    .filter_map(|(number, remark)| (number > 0).then_some(remark))
    .collect()
}

fn more_groups(groups: usize) -> Option<String> {
    let more = groups.saturating_sub(MOST_GROUPS) as u64;
    (more > 0)
        .then(|| format!("{} with fewer affected products; --receipt lists them all.", counted(more, "more group")))
}

/// What findings the table does not have, and how to get them.
fn cut(html: &Html, end: &End<'_>) -> Vec<String> {
    let notes = end.receipt.counting().notes;
    let rows = end.held.pieces().count() as u64;
    let mut cut = Vec::new();
    if end.hidden > 0 {
        let all = count(rows + end.hidden);
        let way = if html.data.is_some() { "" } else { " For all of them, use --report csv=findings.csv or jsonl." };
        cut.push(format!("Showing the first {} of {all} findings.{way}", count(rows)));
    }
    if !html.all && notes > 0 {
        cut.push(format!("{} {} not in the table; use --all to show them.", counted(notes, "note"), are(notes)));
    }
    cut
}

fn nothing(html: &Html, receipt: &Receipt) -> &'static str {
    match receipt.counting().notes {
        notes if notes > 0 && !html.all => "No errors or warnings, but there are notes; use --all to show them.",
        _ if receipt.findings() > 0 => "No findings that count.",
        _ => "No findings.",
    }
}
