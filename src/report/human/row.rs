//! A finding in a catalogue: where the product stands, and the part of its cell that matters.

use super::label::title;
use super::screen::{Ink, Screen};
use super::words::{amount, count, headline, rank, source_name};
use crate::catalogue::Product;
use crate::finding::{Certainty, Finding, Recognised};
use crate::report::Judged;
use crate::report::window::{Line, columns, on_one_line};

/// How much of an id, a name or a column's name a heading can carry.
const LONGEST_NAME: usize = 48;
/// Fewer columns than these are too few for words behind the underline; they then stand on a line of their own.
const LEAST_ROOM: usize = 32;

pub(super) fn draw(screen: Screen, judged: Judged<'_>, text: &str, finding: &Finding) -> String {
    let column = on_one_line(judged.product.column.unwrap_or("ingredients"), LONGEST_NAME);
    let lead = format!("   {column}: ");
    let room = screen.width.saturating_sub(columns(&lead));
    let cell = Line::near(text, finding.span.range(), room);
    let indent = " ".repeat(columns(&lead) + cell.lead());
    let underline = screen.paint(Ink::from(finding.severity), &"─".repeat(cell.spot_columns().max(1)));
    let mark = format!("{indent}{underline}");
    let lead = screen.paint(Ink::Faint, &lead);
    let title = title(screen, finding, &place(judged.product));
    format!("{title}{lead}{}\n{}", cell.text, marked(screen, &mark, &words(finding)))
}

/// Draws a finding that is about no product: one in another file that the run was given.
pub(super) fn draw_beside(screen: Screen, judged: Judged<'_>, finding: &Finding) -> String {
    let place = judged.product.place(finding.span.start as usize);
    let source = source_name(judged.product.source);
    title(screen, finding, &format!("{source} line {}: {}", count(place.line), finding.message(&judged.text())))
}

pub(super) fn draw_unreadable(screen: Screen, judged: Judged<'_>) -> String {
    let reason = judged.report.unreadable.map_or(String::new(), |reason| format!(": {reason}"));
    let lead = format!("{}: ", screen.paint(Ink::Warning, "unreadable"));
    screen.wrapped(&lead, "  ", &format!("{}{reason}", place(judged.product)))
}

/// The underline with its words behind it, or below it where there is no room.
fn marked(screen: Screen, mark: &str, words: &str) -> String {
    let used = textwrap::core::display_width(mark);
    if used + 1 + columns(words) <= screen.width {
        return format!("{mark} {words}\n");
    }
    let start = mark.len() - mark.trim_start().len();
    let indent = " ".repeat(start.min(screen.width.saturating_sub(columns(words).max(LEAST_ROOM))));
    format!("{mark}\n{}", screen.wrapped(&indent, &indent, words))
}

/// "ingredient 3 of 18, at most 33.3 %"; what was found, where the rule is about no ingredient.
fn words(finding: &Finding) -> String {
    if finding.rank.is_none() {
        return headline(finding);
    }
    let open = match (finding.certainty, &finding.recognised) {
        (Certainty::Certain, _) => None,
        (Certainty::Possible, Recognised::Misprint(name)) => Some(format!("perhaps a typo of \"{name}\"")),
        (Certainty::Possible, _) => Some("possible finding".to_owned()),
    };
    let parts = [Some(rank(finding)), amount(&finding.concentration), open];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `shop.csv row 104,233 (line 104,240), SKU-104233 "Sérum No 4"`.
fn place(product: &Product<'_>) -> String {
    let sheet = product.sheet.map_or(String::new(), |sheet| format!(", sheet {}", on_one_line(sheet, LONGEST_NAME)));
    let row = product.row.map_or(String::new(), |row| format!(" row {}", count(row)));
    let mut place = format!("{}{sheet}{row} (line {})", source_name(product.source), count(product.line));
    let shown = |text: &str| on_one_line(text, LONGEST_NAME);
    let id = product.id.as_deref().map(shown).filter(|id| !id.is_empty());
    let name = product.name.as_deref().map(shown).filter(|name| !name.is_empty()).map(|name| format!("\"{name}\""));
    let called: Vec<String> = id.into_iter().chain(name).collect();
    if !called.is_empty() {
        place.push_str(", ");
        place.push_str(&called.join(" "));
    }
    place
}
