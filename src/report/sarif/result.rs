//! Results: what is said of a finding, or of several of one rule in one product.

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region, Result, ResultLevel, Suppression,
};

use super::text::{capital, cut, plain};
use crate::catalogue::units::Units;
use crate::catalogue::{LineColumn, Places};
use crate::finding::Severity;
use crate::report::Judged;
use crate::report::prepared::Located;
use crate::rule::Rule;
use crate::text::Span;
use crate::triage::Status;
use crate::triage::identity::identity;

/// Characters of an id or a name that are told; more would hide the rest.
const SHORT: usize = 80;
/// Characters of a message that are told.
const LONG: usize = 1_000;

/// Makes the results of one product.
pub(super) struct Results<'a> {
    judged: Judged<'a>,
    text: &'a str,
    places: Places<'a>,
    units: Units,
    file: &'a ArtifactLocation,
}

impl<'a> Results<'a> {
    /// For a product with this text, in a file with this address.
    pub(super) fn new(judged: Judged<'a>, text: &'a str, file: &'a ArtifactLocation) -> Results<'a> {
        let places = Places::in_cell(judged.product.cell, text);
        Results { judged, text, places, units: Units::of(judged.product), file }
    }

    /// The result of `count` findings, of which this is the first. `index` is the number of its rule.
    pub(super) fn result(&mut self, located: &Located<'_>, count: u64, index: Option<i64>) -> Result {
        let finding = located.finding;
        let mut result = Result::builder()
            .message(self.message(located, count))
            .rule_id(&*finding.rule.id)
            .level(level(finding.severity))
            .locations(vec![self.location(finding.span)])
            .build();
        result.rule_index = index;
        result.occurrence_count = (count > 1).then_some(count as i64);
        if let Some(Status::Suppressed { reason, in_text }) = located.status {
            result.suppressions = Some(vec![suppression(reason, *in_text)]);
        }
        result
    }

    fn message(&self, located: &Located<'_>, count: u64) -> Message {
        let product = self.judged.product;
        let finding = located.finding;
        let Rule { headline, .. } = &*finding.rule;
        let who = product.called().map_or_else(String::new, |who| format!(" ({})", cut(who, SHORT)));
        let mut text = format!("{}{who}.", capital(headline));
        let message = finding.message(&self.judged.text());
        let details = message.strip_prefix(headline.as_str()).unwrap_or(&message);
        let details = details.trim_matches([':', ' ', '.']);
        if !details.is_empty() {
            text.push_str(&format!(" {}.", cut(details, LONG)));
        }
        if let (Some(name), Some(_)) = (product.name.as_deref(), product.id.as_deref()) {
            text.push_str(&format!(" Product: {}.", cut(name, SHORT)));
        }
        match count {
            0 | 1 => {}
            2 => text.push_str(" This result also stands for one more finding of this rule in this product."),
            more => text.push_str(&format!(
                " This result also stands for {} more findings of this rule in this product.",
                more - 1
            )),
        }
        Message::builder().text(plain(&text)).build()
    }

    fn location(&mut self, span: Span) -> Location {
        let start = self.judged.product.start();
        let from = self.places.of(span.start as usize).behind(start);
        let to = self.places.behind(span.end as usize).behind(start);
        Location::builder()
            .physical_location(
                PhysicalLocation::builder().artifact_location(self.file.clone()).region(self.region(from, to)).build(),
            )
            .logical_locations(vec![self.logical_location(span)])
            .build()
    }

    fn region(&self, from: LineColumn, to: LineColumn) -> Region {
        let column = |place| self.units.column(place) as i64;
        Region::builder()
            .start_line(from.line as i64)
            .start_column(column(from))
            .end_line(to.line as i64)
            .end_column(column(to))
            .build()
    }

    /// Product, column and ingredient.
    fn logical_location(&self, span: Span) -> LogicalLocation {
        let ingredient = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let product = self.judged.product;
        let identity = identity(product);
        let parts = [Some(&*identity), product.column, Some(ingredient.as_str())];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        let whole = parts.map(|part| cut(part, SHORT).into_owned()).collect::<Vec<_>>().join("/");
        let mut place = LogicalLocation::builder().fully_qualified_name(whole).kind("value").build();
        place.name = Some(cut(&ingredient, SHORT).into_owned()).filter(|name| !name.is_empty());
        place
    }
}

/// A line of a file.
pub(super) fn line(file: ArtifactLocation, number: u64) -> Location {
    let region = Region::builder().start_line(number as i64).build();
    let place = PhysicalLocation::builder().artifact_location(file).region(region).build();
    Location::builder().physical_location(place).build()
}

/// How much a finding matters.
pub(super) fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Note => ResultLevel::Note,
    }
}

/// That somebody allowed a finding, and why: in the label's text, or in a file beside it.
pub(super) fn suppression(reason: &str, in_text: bool) -> Suppression {
    let kind = if in_text { "inSource" } else { "external" };
    let suppression = Suppression::builder().kind(json!(kind)).status(json!("accepted"));
    if reason.is_empty() { suppression.build() } else { suppression.justification(reason).build() }
}
