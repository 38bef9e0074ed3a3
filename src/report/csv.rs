//! CSV: one finding a row, for spreadsheets and databases. The csv crate does the quoting.

use std::io::{self, Write};

use serde::Serialize;

use super::cell::harmless;
use super::fingerprint::fingerprints;
use super::{Drawn, Judged, Receipt, Reporter};
use crate::catalogue::LineColumn;
use crate::finding::{Certainty, Finding, Report, Severity, Verdict};
use crate::label::Basis;

/// The names of the columns.
const HEADER: &str = "source,row,line,column,id,name,verdict,rule,severity,certainty,ingredient,rank,section,low,high,\
                      basis,start,end,message,fingerprint\n";

/// One finding a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Csv;

impl Reporter for Csv {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEADER.as_bytes())
    }

    fn tells(&self, report: &Report) -> bool {
        !report.findings.is_empty()
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let mut places = judged.product.places();
        for (finding, fingerprint) in judged.report.findings.iter().zip(fingerprints(judged)) {
            let place = places.of(finding.span.start as usize);
            drawn.piece(|out| write_row(&Row::new(judged, finding, place, fingerprint), out));
        }
    }

    fn end(&self, _: &Receipt, _: u64, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn write_row(row: &Row<'_>, out: &mut Vec<u8>) {
    let mut writer = ::csv::WriterBuilder::new().has_headers(false).buffer_capacity(1 << 10).from_writer(out);
    writer.serialize(row).and_then(|()| Ok(writer.flush()?)).expect("a Vec takes everything");
}

/// The fields of a row, in the order of the header.
#[derive(Serialize)]
struct Row<'a> {
    source: String,
    row: Option<u64>,
    line: u64,
    column: u64,
    id: Option<String>,
    name: Option<String>,
    verdict: Verdict,
    rule: &'a str,
    severity: Severity,
    certainty: Certainty,
    ingredient: String,
    rank: Option<u32>,
    section: &'static str,
    low: f64,
    high: f64,
    basis: Basis,
    start: u32,
    end: u32,
    message: String,
    fingerprint: String,
}

impl<'a> Row<'a> {
    fn new(judged: Judged<'a>, finding: &'a Finding, place: LineColumn, fingerprint: String) -> Row<'a> {
        let product = judged.product;
        Row {
            source: harmless(product.source),
            row: product.row,
            line: place.line,
            column: place.column,
            id: product.id.as_deref().map(harmless),
            name: product.name.as_deref().map(harmless),
            verdict: judged.report.verdict,
            rule: &finding.rule.id,
            severity: finding.severity,
            certainty: finding.certainty,
            ingredient: harmless(finding.span.of(judged.text())),
            rank: finding.rank,
            section: finding.section.name(),
            low: finding.concentration.low.as_percent(),
            high: finding.concentration.high.as_percent(),
            basis: finding.concentration.basis,
            start: finding.span.start,
            end: finding.span.end,
            message: harmless(&finding.message),
            fingerprint,
        }
    }
}
