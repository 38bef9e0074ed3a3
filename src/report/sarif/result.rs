//! Results: what is said of a finding, or of several of one rule in one product.

use serde_json::{Value, json};

use super::text::{capital, cut, plain};
use crate::catalogue::units::Units;
use crate::catalogue::{LineColumn, Places};
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
    file: &'a Value,
}

impl<'a> Results<'a> {
    /// For a product with this text, in a file with this address.
    pub(super) fn new(judged: Judged<'a>, text: &'a str, file: &'a Value) -> Results<'a> {
        let places = Places::in_cell(judged.product.cell, text);
        Results { judged, text, places, units: Units::of(judged.product), file }
    }

    /// The result of `count` findings, of which this is the first. `index` is the number of its rule.
    pub(super) fn result(&mut self, located: &Located<'_>, count: u64, index: Option<i64>) -> Value {
        let finding = located.finding;
        let mut result = json!({
            "message": { "text": plain(&self.message(located, count)) },
            "ruleId": finding.rule.id,
            "level": finding.severity,
            "locations": [self.location(finding.span)],
        });
        if let Some(index) = index {
            result["ruleIndex"] = json!(index);
        }
        if count > 1 {
            result["occurrenceCount"] = json!(count);
        }
        if let Some(Status::Suppressed { reason, in_text }) = located.status {
            result["suppressions"] = json!([suppression(reason, *in_text)]);
        }
        result
    }

    fn message(&self, located: &Located<'_>, count: u64) -> String {
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
        text
    }

    fn location(&mut self, span: Span) -> Value {
        let start = self.judged.product.start();
        let from = self.places.of(span.start as usize).behind(start);
        let to = self.places.behind(span.end as usize).behind(start);
        json!({
            "physicalLocation": { "artifactLocation": self.file, "region": self.region(from, to) },
            "logicalLocations": [self.logical_location(span)],
        })
    }

    fn region(&self, from: LineColumn, to: LineColumn) -> Value {
        let column = |place| self.units.column(place);
        json!({ "startLine": from.line, "startColumn": column(from), "endLine": to.line, "endColumn": column(to) })
    }

    /// Product, column and ingredient.
    fn logical_location(&self, span: Span) -> Value {
        let ingredient = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let product = self.judged.product;
        let identity = identity(product);
        let parts = [Some(&*identity), product.column, Some(ingredient.as_str())];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        let whole = parts.map(|part| cut(part, SHORT).into_owned()).collect::<Vec<_>>().join("/");
        let mut place = json!({ "fullyQualifiedName": whole, "kind": "value" });
        if !ingredient.is_empty() {
            place["name"] = json!(cut(&ingredient, SHORT));
        }
        place
    }
}

/// A line of a file.
pub(super) fn line(file: &Value, number: u64) -> Value {
    json!({ "physicalLocation": { "artifactLocation": file, "region": { "startLine": number } } })
}

/// That somebody allowed a finding, and why: in the label's text, or in a file beside it.
pub(super) fn suppression(reason: &str, in_text: bool) -> Value {
    let kind = if in_text { "inSource" } else { "external" };
    let mut suppression = json!({ "kind": kind, "status": "accepted" });
    if !reason.is_empty() {
        suppression["justification"] = json!(reason);
    }
    suppression
}
