//! JSON: one document for a run, or one line for a product.
//!
//! The shape is version 1 and other programs read it: fields may be added, and none renamed, moved or dropped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::{Drawn, Judged, Prepared, Receipt, Reporter};
use crate::catalogue::Places;
use crate::finding::{Certainty, Finding, Report, Severity, Verdict};
use crate::label::{Basis, RemarkKind, Unreadable};
use crate::text::Span;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// One product a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonLines {
    /// Whether products without a finding are told as well. Unreadable ones always are.
    pub all: bool,
}

/// One document: `{"schema":1,"products":[...],"summary":{...}}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json {
    /// Whether products without a finding are told as well. Unreadable ones always are.
    pub all: bool,
}

impl Reporter for JsonLines {
    fn tells(&self, report: &Report) -> bool {
        self.all || is_of_interest(report)
    }

    fn prepare(&self, report: &Report, text: &str, places: Places<'_>) -> Prepared {
        prepare(report, text, places)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        drawn.piece(|out| {
            write_product(judged, Some(SCHEMA), out);
            out.push(b'\n');
        });
    }

    fn end(&self, _: &Receipt, _: u64, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

impl Reporter for Json {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema\":{SCHEMA},\"products\":[")
    }

    fn tells(&self, report: &Report) -> bool {
        self.all || is_of_interest(report)
    }

    fn prepare(&self, report: &Report, text: &str, places: Places<'_>) -> Prepared {
        prepare(report, text, places)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        drawn.piece(|out| {
            out.push(b'\n');
            write_product(judged, None, out);
        });
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn end(&self, receipt: &Receipt, _: u64, out: &mut dyn Write) -> io::Result<()> {
        let mut summary = Vec::new();
        write_json(receipt, &mut summary);
        out.write_all(b"\n],\"summary\":")?;
        out.write_all(&summary)?;
        out.write_all(b"}\n")
    }
}

fn is_of_interest(report: &Report) -> bool {
    !report.findings.is_empty() || report.verdict == Verdict::Unreadable
}

fn write_json(value: &impl Serialize, out: &mut Vec<u8>) {
    let mut serializer = serde_json::Serializer::with_formatter(out, OneLine);
    value.serialize(&mut serializer).expect("only maps with other keys than text, and full disks, fail");
}

/// Compact JSON in which even the line breaks of Unicode are escaped: readers that know them would cut a line there.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        // all three begin with one of two bytes, which most texts lack
        if memchr::memchr2(0xc2, 0xe2, rest.as_bytes()).is_none() {
            return out.write_all(rest.as_bytes());
        }
        while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
            let (before, from) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut chars = from.chars();
            if let Some(line_break) = chars.next() {
                write!(out, "\\u{:04x}", u32::from(line_break))?;
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Draws all of a product's object that is the same for every product with the list: what stands before, between and
/// behind the places and fingerprints of its findings.
fn prepare(report: &Report, text: &str, places: Places<'_>) -> Prepared {
    let mut pieces = Drawn::default();
    let mut piece = Vec::new();
    write_json(&Judgement { verdict: report.verdict, unreadable: report.unreadable }, &mut piece);
    // it goes on with the object that the product's own members begin
    piece.remove(0);
    go_on(&mut piece);
    piece.extend(b"\"findings\":[");
    for (place, finding) in report.findings.iter().enumerate() {
        if place > 0 {
            piece.push(b',');
        }
        write_json(&FindingHead::new(finding, text), &mut piece);
        go_on(&mut piece);
        piece.extend(b"\"line\":");
        pieces.piece(|out| out.append(&mut piece));
        pieces.piece(|out| {
            out.extend(b",\"message\":");
            write_json(&finding.message, out);
            out.extend(b",\"fingerprint\":\"");
        });
        piece.extend(b"\"}");
    }
    piece.extend(b"],\"remarks\":");
    let remarks = report.remarks.iter().map(|r| RemarkObject { kind: r.kind, span: r.span });
    write_json(&remarks.collect::<Vec<_>>(), &mut piece);
    piece.push(b'}');
    pieces.piece(|out| out.append(&mut piece));
    Prepared { pieces, ..Prepared::of_findings(report, text, places) }
}

/// Makes an object that was written whole ready for more members.
fn go_on(object: &mut Vec<u8>) {
    object.pop();
    object.push(b',');
}

/// Writes a product's object: what is its own, and what was prepared of its report.
fn write_product(judged: Judged<'_>, schema: Option<u32>, out: &mut Vec<u8>) {
    let product = judged.product;
    let (id, name) = (product.id.as_deref(), product.name.as_deref());
    write_json(&ProductHead { schema, source: product.source, row: product.row, line: product.line, id, name }, out);
    go_on(out);
    let mut pieces = judged.prepared.pieces.pieces();
    let mut next = |out: &mut Vec<u8>| out.extend_from_slice(pieces.next().unwrap_or_default());
    for (finding, subject, at) in judged.findings() {
        next(out);
        write!(out, "{},\"column\":{}", at.line, at.column).expect("a Vec takes everything");
        next(out);
        out.extend(subject.fingerprint(finding, product).as_bytes());
    }
    next(out);
}

/// The members that every product has of its own.
#[derive(Serialize)]
struct ProductHead<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    source: &'a str,
    row: Option<u64>,
    line: u64,
    id: Option<&'a str>,
    name: Option<&'a str>,
}

/// The members before the findings.
#[derive(Serialize)]
struct Judgement {
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<Unreadable>,
}

/// The members of a finding before its place.
#[derive(Serialize)]
struct FindingHead<'a> {
    rule: &'a str,
    severity: Severity,
    certainty: Certainty,
    ingredient: &'a str,
    rank: Option<u32>,
    section: &'static str,
    concentration: ConcentrationObject,
    span: Span,
}

/// Per cent by weight.
#[derive(Serialize)]
struct ConcentrationObject {
    low: f64,
    high: f64,
    basis: Basis,
}

#[derive(Serialize)]
struct RemarkObject {
    kind: RemarkKind,
    span: Span,
}

impl<'a> FindingHead<'a> {
    fn new(finding: &'a Finding, text: &'a str) -> FindingHead<'a> {
        let amount = &finding.concentration;
        FindingHead {
            rule: &finding.rule.id,
            severity: finding.severity,
            certainty: finding.certainty,
            ingredient: finding.span.of(text),
            rank: finding.rank,
            section: finding.section.name(),
            concentration: ConcentrationObject {
                low: amount.low.as_percent(),
                high: amount.high.as_percent(),
                basis: amount.basis,
            },
            span: finding.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_of_unicode_does_not_break_the_line() {
        let mut out = Vec::new();
        write_json(&"Water\u{2028}Alcohol\u{85}", &mut out);
        assert_eq!(String::from_utf8_lossy(&out), r#""Water\u2028Alcohol\u0085""#);
    }
}
