//! JSON: one document for a run, or one line for a product.
//!
//! The shape is version 1 and other programs read it: fields may be added, and none renamed, moved or dropped. It is
//! told by the types in [`crate::shape`], to which tests hold what is written here by hand.

#[cfg(test)]
pub(crate) mod document;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::{Drawn, End, Judged, Prepared, Reporter, has_finding_or_unread};
use crate::catalogue::{Places, Product};
use crate::finding::{Certainty, Finding, Report, Severity, Verdict};
use crate::label::{SectionKind, Unreadable};
use crate::shape::{Concentration, Remark, SCHEMA};
use crate::text::Span;
use crate::triage::Status;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Json {
    /// Whether products without a finding are told as well. Unreadable ones always are.
    pub(crate) all: bool,
    pub(crate) form: Form,
}

/// How products are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One document: `{"schema":1,"products":[...],"summary":{...}}`.
    Document,
    /// One product a line.
    Lines,
}

impl Reporter for Json {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Document => write!(out, "{{\"schema\":{SCHEMA},\"products\":["),
            Form::Lines => Ok(()),
        }
    }

    fn tells(&self, report: &Report) -> bool {
        self.all || has_finding_or_unread(report, true)
    }

    fn prepare(&self, report: &Report, text: &str, places: Places<'_>) -> Prepared {
        prepare(report, text, places)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        drawn.piece(|out| match self.form {
            Form::Document => {
                out.push(b'\n');
                write_product(judged, None, out);
            }
            Form::Lines => {
                write_product(judged, Some(SCHEMA), out);
                out.push(b'\n');
            }
        });
    }

    fn separator(&self) -> &'static str {
        match self.form {
            Form::Document => ",",
            Form::Lines => "",
        }
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        if self.form == Form::Lines {
            return Ok(());
        }
        out.write_all(b"\n],\"summary\":")?;
        // there may be many groups in it
        end.receipt.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, OneLine))?;
        out.write_all(b"}\n")
    }
}

pub(super) fn write_json(value: &impl Serialize, out: &mut Vec<u8>) {
    let mut serializer = serde_json::Serializer::with_formatter(out, OneLine);
    value.serialize(&mut serializer).expect("only maps with other keys than text, and full disks, fail");
}

/// Writes a text, or null for none.
fn write_text(text: Option<&str>, out: &mut Vec<u8>) {
    match text {
        Some(text) if is_plain(text) => {
            out.push(b'"');
            out.extend(text.as_bytes());
            out.push(b'"');
        }
        text => write_json(&text, out),
    }
}

/// Whether nothing in a text is, or begins, what has to be escaped. Most texts are so.
fn is_plain(text: &str) -> bool {
    let is_odd = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == 0xc2) | (byte == 0xe2);
    // to the end even if one was found, so that the processor can look at many at once
    !text.bytes().fold(false, |found, byte| found | is_odd(byte))
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
    let mut pieces = Vec::with_capacity(2 * report.findings.len() + 1);
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
        write_json(&FindingHead::new(finding, text, &places), &mut piece);
        go_on(&mut piece);
        piece.extend(b"\"line\":");
        pieces.push(std::mem::take(&mut piece));
        piece.extend(b",\"message\":");
        write_text(Some(&finding.message(text)), &mut piece);
        piece.extend(b",\"fingerprint\":\"");
        pieces.push(std::mem::take(&mut piece));
        piece.extend(b"\"}");
    }
    piece.extend(b"],\"remarks\":");
    let remarks = report.remarks.iter().map(Remark::of);
    write_json(&remarks.collect::<Vec<_>>(), &mut piece);
    if let Some(names) = report.names {
        piece.extend(b",\"names\":");
        write_json(&names, &mut piece);
    }
    if let Some(unlisted) = report.unlisted() {
        piece.extend(b",\"unlisted\":");
        write_json(&unlisted, &mut piece);
    }
    piece.push(b'}');
    pieces.push(piece);
    Prepared::of(report, text, places, &pieces)
}

/// Makes an object that was written whole ready for more members.
fn go_on(object: &mut Vec<u8>) {
    object.pop();
    object.push(b',');
}

/// Writes a product's object: what is its own, and what was prepared of its report.
fn write_product(judged: Judged<'_>, schema: Option<u32>, out: &mut Vec<u8>) {
    write_head(judged.product, schema, out);
    for located in judged.findings() {
        let [head, middle] = located.pieces;
        out.extend(head);
        write_json(&located.place.line, out);
        out.extend(b",\"column\":");
        write_json(&located.place.column, out);
        out.extend(middle);
        out.extend(&located.fingerprint.digits());
        if let Some(status) = located.status {
            write_status(status, out);
        }
    }
    out.extend(judged.prepared.last_piece());
}

/// Writes where a finding stands behind its fingerprint. What follows closes the last text.
fn write_status(status: &Status, out: &mut Vec<u8>) {
    out.extend(b"\",\"state\":\"");
    out.extend(status.name().as_bytes());
    if let Status::Suppressed { reason, .. } = status {
        out.extend(b"\",\"because\":");
        write_text(Some(reason), out);
        out.pop();
    }
}

/// Begins a product's object with the members that every product has of its own. They are written by hand, as nothing
/// else is written anew for every product.
fn write_head(product: &Product<'_>, schema: Option<u32>, out: &mut Vec<u8>) {
    out.push(b'{');
    if let Some(schema) = schema {
        out.extend(b"\"schema\":");
        write_json(&schema, out);
        out.push(b',');
    }
    out.extend(b"\"source\":");
    write_text(Some(product.source), out);
    if product.sheet.is_some() {
        out.extend(b",\"sheet\":");
        write_text(product.sheet, out);
    }
    out.extend(b",\"row\":");
    write_json(&product.row, out);
    out.extend(b",\"line\":");
    write_json(&product.line, out);
    out.extend(b",\"id\":");
    write_text(product.id.as_deref(), out);
    out.extend(b",\"name\":");
    write_text(product.name.as_deref(), out);
    out.push(b',');
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
    section: SectionKind,
    concentration: Concentration,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
}

impl<'a> FindingHead<'a> {
    fn new(finding: &'a Finding, text: &'a str, places: &'a Places<'_>) -> FindingHead<'a> {
        let (field, span) = places.within(finding.span);
        FindingHead {
            rule: &finding.rule.id,
            severity: finding.severity,
            certainty: finding.certainty,
            ingredient: finding.span.of(text),
            rank: finding.rank,
            section: finding.section,
            concentration: Concentration::of(&finding.concentration),
            span,
            field,
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

    #[test]
    fn a_text_is_written_as_serde_writes_it() {
        let texts = ["", "물 Water", "\"", "\\", "\n", "\u{1f}", "\u{7f}", "é™", "\u{85}", "\u{2029}"]
            .map(|text| text.repeat(20));
        for text in texts.iter().map(|text| Some(text.as_str())).chain([None]) {
            let (mut by_hand, mut by_serde) = (Vec::new(), Vec::new());
            write_text(text, &mut by_hand);
            write_json(&text, &mut by_serde);
            assert_eq!(String::from_utf8_lossy(&by_hand), String::from_utf8_lossy(&by_serde));
        }
    }
}
