//! The page as a whole: what stands in it, in the order of its parts.

use askama::Template;

use super::bar::Bar;
use super::counts::{self, NamedCount, RuleCount, VerdictCount};
use super::unread::{Unread, UnreadGroup};
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
    shortfall: Option<String>,
    read: String,
    verdict_bar: Bar,
    verdicts: Vec<VerdictCount>,
    /// What else there is to say of the counts.
    remarks: Vec<String>,
    unreadable: Vec<NamedCount>,
    rules: Vec<RuleCount>,
    rules_caption: &'static str,
    groups_title: String,
    group_column: String,
    groups: Vec<NamedCount>,
    more_groups: Option<String>,
    /// What findings there are that the table does not have.
    cut: Vec<String>,
    /// Where all findings are.
    data: Option<String>,
    findings: Vec<&'a str>,
    unread: Vec<UnreadGroup>,
    /// How many the findings are, in words.
    rows: String,
    /// What stands in place of a table without rows.
    nothing: String,
    severities: &'static [&'static str],
    made: String,
}

impl<'a> Page<'a> {
    pub(super) fn of(html: &Html, unread: &Unread, end: &End<'a>) -> Page<'a> {
        let receipt = end.receipt;
        let column = html.column.as_deref().map_or("group".to_owned(), printable);
        let verdicts = counts::verdicts(receipt);
        let parts: Vec<(&str, u64)> = verdicts.iter().map(|verdict| (verdict.name, verdict.number)).collect();
        let findings = end.held.pieces().map(|piece| str::from_utf8(piece).expect("a template draws text"));
        let findings: Vec<&str> = findings.collect();
        Page {
            policy: looks::policy(),
            style: looks::STYLE,
            script: looks::SCRIPT,
            title: title(&html.sources),
            shortfall: shortfall(receipt),
            read: format!("{} read.", counted(receipt.products, html.one)),
            verdict_bar: Bar::of(&parts, receipt.products),
            verdicts,
            remarks: remarks(receipt, html.one),
            unreadable: counts::unreadable(receipt, unread),
            rules: counts::rules(&html.rules, receipt),
            rules_caption: "Findings that count, by rule. Bars show the share of all findings.",
            groups_title: format!("Products by {column}"),
            group_column: capital(&column),
            groups: counts::groups(receipt, MOST_GROUPS),
            more_groups: more_groups(receipt.groups.len()),
            cut: cut(html, end),
            data: html.data.clone(),
            rows: counted(findings.len() as u64, "finding"),
            findings,
            unread: unread.groups(&receipt.unreadable_by_reason),
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

fn shortfall(receipt: &Receipt) -> Option<String> {
    let why = receipt.shortfall().filter(|_| receipt.reach != Reach::Whole)?;
    Some(format!("Incomplete: {}.", printable(&why)))
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
        that_were(receipt.rows_in_doubt, "row", "possibly misread."),
    ]
    .into_iter()
    .filter_map(|(number, remark)| (number > 0).then_some(remark))
    .collect()
}

fn more_groups(groups: usize) -> Option<String> {
    let more = groups.saturating_sub(MOST_GROUPS) as u64;
    (more > 0).then(|| format!("{} with fewer affected products.", counted(more, "more group")))
}

/// What findings the table does not have.
fn cut(html: &Html, end: &End<'_>) -> Vec<String> {
    let notes = end.receipt.counting().notes;
    let rows = end.held.pieces().count() as u64;
    let mut cut = Vec::new();
    if end.hidden > 0 {
        let all = count(rows + end.hidden);
        let rest = if html.data.is_some() { "" } else { " The others are counted above." };
        cut.push(format!("Showing the first {} of {all} findings.{rest}", count(rows)));
    }
    if !html.all && notes > 0 {
        cut.push(format!("{} {} counted above, and not in this table.", counted(notes, "note"), are(notes)));
    }
    cut
}

fn nothing(html: &Html, receipt: &Receipt) -> String {
    match receipt.counting().notes {
        notes if notes > 0 && !html.all => {
            format!("No errors or warnings. {} {} counted above.", counted(notes, "note"), are(notes))
        }
        _ if receipt.findings() > 0 => "No findings that count.".to_owned(),
        _ => "No findings.".to_owned(),
    }
}

/// "Brand".
fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
