//! A page in Markdown: what a run came to, for a comment on a pull request or the summary of a step.
//!
//! A comment holds 65,536 characters, and this never has more than 60,000 bytes, whatever is found. What catalogues and
//! packs hold is text on the page and nothing else: see its module `text`.

mod page;
mod text;

use std::io::{self, Write};
use std::sync::Arc;

use super::human::{count, counted, listing, reasons, sentence};
use super::window::on_one_line;
use super::{Drawn, End, Group, Judged, Reach, Receipt, Reporter, has_finding_from, least};
use crate::finding::Report;
use crate::finding::Severities;
use crate::rule::Rule;
use page::Page;
use text::{code, plain};

/// How many findings have a row.
const FINDINGS: u64 = 20;

/// How many groups have a row.
const GROUPS: usize = 20;

/// Columns of the reason why not everything was read.
const LONGEST_REASON: usize = 600;

/// Columns of a text in a table.
const LONGEST: usize = 60;

const FOOTER: &str = "\n<sub>needlint checks only what labels list. This is not medical advice.</sub>\n";

#[derive(Clone, Debug, Default)]
pub(crate) struct Markdown {
    pub(crate) rules: Vec<Arc<Rule>>,
    /// Whether notes are among the findings that have a row. They are always counted.
    pub(crate) all: bool,
}

impl Markdown {
    fn by_rule(&self, receipt: &Receipt, page: &mut Page) {
        let counts = receipt.counting_by_rule();
        let fired = self.rules.iter().filter_map(|rule| Some((rule, counts.get(rule.id.as_str())?)));
        let rows = fired.map(|(rule, number)| {
            let headline = plain(&on_one_line(&rule.headline, LONGEST));
            format!("| {} | {} | {headline} |\n", code(&rule.id), count(*number))
        });
        page.table("| Rule | Findings | What was found |\n|---|--:|---|\n", rows, "rule", 0);
    }
}

impl Reporter for Markdown {
    fn tells(&self, report: &Report) -> bool {
        has_finding_from(report, least(self.all))
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let text = judged.text();
        let product = judged.product;
        for located in judged.counting().filter(|located| located.finding.severity >= least(self.all)) {
            let (finding, place) = (located.finding, located.place);
            drawn.piece(|out| {
                let short = |text: &str| code(&on_one_line(text, LONGEST));
                let sheet = product.sheet.map_or_else(String::new, |sheet| format!(", sheet {sheet}"));
                let place = format!("{}{sheet}:{}:{}", product.source, place.line, place.column);
                let cells = [
                    product.called().map_or_else(String::new, short),
                    short(finding.span.of(&text)),
                    format!("{} {}", finding.severity, code(&finding.rule.id)),
                    code(&on_one_line(&place, 2 * LONGEST)),
                ];
                out.extend(format!("| {} |\n", cells.join(" | ")).bytes());
            });
        }
    }

    fn limit(&self) -> Option<u64> {
        Some(FINDINGS)
    }

    fn holds_back(&self) -> bool {
        true
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let receipt = end.receipt;
        let mut page = Page::ending_in(FOOTER);
        page.line(&format!("## {}\n", verdict(receipt)));
        page.line(&format!("\n{}.\n", sentence(receipt, "product")));
        beside(receipt).iter().for_each(|line| page.line(line));
        self.by_rule(receipt, &mut page);
        by_group(receipt, &mut page);
        let rows = end.held.pieces().map(|row| String::from_utf8_lossy(row).into_owned());
        page.table("| Product | Ingredient | Rule | Place |\n|---|---|---|---|\n", rows, "finding", end.hidden);
        out.write_all(page.finish().as_bytes())
    }
}

/// What there is to know at a glance.
fn verdict(receipt: &Receipt) -> String {
    let Severities { errors, warnings, notes } = receipt.counting();
    let found = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let found: Vec<String> = found.into_iter().filter(|(n, _)| *n > 0).map(|(n, one)| counted(n, one)).collect();
    let new = if has_baseline(receipt) { "new: " } else { "" };
    let shortfall = if receipt.reach == Reach::Whole { "" } else { "INCOMPLETE, " };
    match found.as_slice() {
        [] if receipt.is_without_product() => "needlint: nothing was read".to_owned(),
        [] => format!("needlint: {shortfall}nothing {}found", if new.is_empty() { "" } else { "new " }),
        found => format!("needlint: {shortfall}{new}{}", listing(found)),
    }
}

fn has_baseline(receipt: &Receipt) -> bool {
    receipt.known.total() + receipt.suppressed.total() + receipt.gone > 0
}

/// What was not judged, or perhaps not right.
fn beside(receipt: &Receipt) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(why) = receipt.shortfall().filter(|_| receipt.reach != Reach::Whole) {
        lines.push(format!("\n**Incomplete**: {}.\n", plain(&on_one_line(&why, LONGEST_REASON))));
    }
    if receipt.unreadable > 0 {
        let lists = counted(receipt.unreadable, "list");
        lines.push(format!("\n**Not read**: {lists} ({}). This is not an all-clear.\n", reasons(receipt)));
    }
    if receipt.rows_in_doubt > 0 {
        lines.push(format!("\n**In doubt**: {} that may have been misread.\n", counted(receipt.rows_in_doubt, "row")));
    }
    lines
}

/// The groups with most products affected, in per cent of their products.
fn by_group(receipt: &Receipt, page: &mut Page) {
    let mut groups: Vec<(&str, &Group)> = receipt.groups.iter().filter(|(_, group)| has_news(group)).collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse((group.affected.total(), group.unreadable)));
    let hidden = groups.len().saturating_sub(GROUPS);
    let rows = groups.into_iter().take(GROUPS).map(|(name, group)| {
        let Severities { errors, warnings, notes } = group.affected;
        let cells = [group.products, errors, warnings, notes, group.unreadable].map(count).join(" | ");
        let name = if name.is_empty() { "(none)".to_owned() } else { code(&on_one_line(name, LONGEST)) };
        format!("| {name} | {cells} |\n")
    });
    let head =
        "| Group | Products | With errors | With warnings | With notes | Not read |\n|---|--:|--:|--:|--:|--:|\n";
    page.table(head, rows, "group", hidden as u64);
}

/// Whether there is anything to say of a group.
fn has_news(group: &Group) -> bool {
    group.affected.total() + group.unreadable > 0
}
