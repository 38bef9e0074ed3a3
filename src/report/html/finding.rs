//! A finding in the table: a row that opens to its place in the list.

use askama::Template;

use super::anchor;
use crate::finding::{self, Severity};
use crate::label::Ppm;
use crate::report::Judged;
use crate::report::human::count;
use crate::report::human::words::{description, headline, rank, source_name};
use crate::report::prepared::Located;
use crate::report::window::{Line, on_one_line};

/// How much of a list is shown around what is meant, in columns.
const WINDOW: usize = 600;
/// How much of a name is shown, and of what is found.
const LONGEST_NAME: usize = 160;

#[derive(Template)]
#[template(path = "finding.html")]
struct Finding<'a> {
    severity: Severity,
    /// What the severity is sorted by: the worst comes first.
    weight: u8,
    rule: &'a str,
    anchor: String,
    product: String,
    id: String,
    culprit: String,
    what: String,
    headline: String,
    place_in_list: String,
    before: &'a str,
    marked: &'a str,
    after: &'a str,
    fingerprint: String,
    high: String,
    /// What the amount is sorted by; what is not known stands behind all others.
    high_ppm: i64,
    place: String,
}

/// Writes the row of a finding in a label with this text. The source is named if there are several.
pub(super) fn draw(judged: Judged<'_>, text: &str, located: &Located<'_>, names_source: bool, out: &mut Vec<u8>) {
    let finding = located.finding;
    let list = Line::near(text, finding.span.range(), WINDOW);
    let (product, id) = called(judged);
    let (high, high_ppm) = at_most(finding);
    let row = Finding {
        severity: finding.severity,
        weight: weight(finding.severity),
        rule: &finding.rule.id,
        anchor: anchor(&finding.rule.id),
        product,
        id,
        culprit: on_one_line(finding.span.of(text), LONGEST_NAME),
        what: what(finding),
        headline: headline(finding),
        place_in_list: rank(finding),
        before: &list.text[..list.spot.start],
        marked: &list.text[list.spot.clone()],
        after: &list.text[list.spot.end..],
        fingerprint: located.fingerprint.to_string(),
        high,
        high_ppm,
        place: place(judged, located.place.line, names_source),
    };
    row.write_into(out).expect("a Vec takes everything, and numbers and texts can be written");
}

/// What it is, or else what is said of the label as a whole.
fn what(finding: &finding::Finding) -> String {
    let what = description(finding);
    // a figure and its sign stay on one line
    if what.is_empty() { headline(finding) } else { what.replace(" %", "\u{a0}%") }
}

fn weight(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    }
}

/// What the product is called, and its id where that is something else.
pub(super) fn called(judged: Judged<'_>) -> (String, String) {
    let product = judged.product;
    let shown = |text: &str| on_one_line(text, LONGEST_NAME);
    let id = product.id.as_deref().map(shown).filter(|id| !id.is_empty());
    let name = product.name.as_deref().map(shown).filter(|name| !name.is_empty());
    match (name, id) {
        (Some(name), id) => (name, id.unwrap_or_default()),
        (None, Some(id)) => (id, String::new()),
        (None, None) => (source_name(product.source), String::new()),
    }
}

fn at_most(finding: &finding::Finding) -> (String, i64) {
    match finding.concentration.high {
        _ if finding.rank.is_none() => ("–".to_owned(), -1),
        Ppm::WHOLE if finding.concentration.low < Ppm::WHOLE => ("unknown".to_owned(), -1),
        high => (high.to_string(), (high.as_percent() * 10_000.0).round() as i64),
    }
}

pub(super) fn place(judged: Judged<'_>, line: u64, names_source: bool) -> String {
    let product = judged.product;
    let row = product.row.map(|row| format!("row\u{a0}{}", count(row)));
    let source = names_source.then(|| source_name(product.source));
    let line = format!("line\u{a0}{}", count(line));
    let sheet = product.sheet.map(|sheet| format!("sheet\u{a0}{}", on_one_line(sheet, LONGEST_NAME)));
    source.into_iter().chain(sheet).chain(row).chain([line]).collect::<Vec<_>>().join(", ")
}
