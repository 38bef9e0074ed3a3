//! CSV: one finding a row, for spreadsheets and databases. The csv crate does the quoting.
//!
//! A row has every field of the JSON, those of the product again for each of its findings. Other programs read the
//! columns by their names or by their order: new ones stand at the end.
//!
//! A product that could not be read has no finding, and so no row, as who counts rows counts findings. Where they are
//! asked for, such products have a row each, with the verdict and the reason, and nothing where a finding would stand.

use std::fmt;
use std::io::{self, Write};

use serde::Serialize;

use super::prepared::Located;
use super::{Drawn, Judged, Reporter, has_finding_or_unread};
use crate::catalogue::Places;
use crate::finding::{Certainty, Report, Severity, Verdict};
use crate::label::{Basis, Remark, SectionKind, Unreadable};
use crate::triage::Status;
use crate::wording::harmless;

const HEADER: &str = "source,row,line,column,id,name,verdict,rule,severity,certainty,ingredient,rank,section,low,high,\
                      basis,start,end,message,fingerprint,product_line,unreadable,remarks,state,because,sheet,field\n";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Csv {
    /// Whether products that could not be read have a row as well.
    pub(crate) all: bool,
}

impl Reporter for Csv {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEADER.as_bytes())
    }

    fn tells(&self, report: &Report) -> bool {
        has_finding_or_unread(report, self.all)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let text = judged.text();
        for located in judged.findings() {
            drawn.piece(|out| write_row(&Row::of_finding(judged, &located, &text), out));
        }
        if let (Some(reason), []) = (judged.report.unreadable, judged.report.findings.as_slice()) {
            drawn.piece(|out| write_row(&Row { message: reason.to_string(), ..Row::new(judged) }, out));
        }
    }
}

fn write_row(row: &Row<'_>, out: &mut Vec<u8>) {
    let mut writer = ::csv::WriterBuilder::new().has_headers(false).buffer_capacity(1 << 10).from_writer(out);
    writer.serialize(row).and_then(|()| Ok(writer.flush()?)).expect("a Vec takes everything");
}

/// The fields of a row, in the order of the header.
#[derive(Default, Serialize)]
struct Row<'a> {
    source: String,
    row: Option<u64>,
    line: u64,
    column: Option<u64>,
    id: Option<String>,
    name: Option<String>,
    verdict: Option<Verdict>,
    rule: Option<&'a str>,
    severity: Option<Severity>,
    certainty: Option<Certainty>,
    ingredient: Option<String>,
    rank: Option<u32>,
    section: Option<SectionKind>,
    low: Option<f64>,
    high: Option<f64>,
    basis: Option<Basis>,
    start: Option<u32>,
    end: Option<u32>,
    message: String,
    fingerprint: Option<String>,
    /// The line on which the record begins; `line` is that of the finding.
    product_line: u64,
    unreadable: Option<Unreadable>,
    /// Each with its bytes in the list, end excluded: "free-claim 0-13; alphabetical 0-70".
    remarks: String,
    /// As [`Status::name`] has it; none where nothing was known or allowed beforehand.
    state: Option<&'static str>,
    because: Option<String>,
    /// Of a workbook.
    sheet: Option<String>,
    /// The column that the finding is in, where it is not in the only one with ingredients.
    field: Option<String>,
}

impl<'a> Row<'a> {
    fn new(judged: Judged<'a>) -> Row<'a> {
        let product = judged.product;
        Row {
            source: harmless(product.source),
            row: product.row,
            line: product.line,
            id: product.id.as_deref().map(harmless),
            name: product.name.as_deref().map(harmless),
            verdict: Some(judged.report.verdict),
            product_line: product.line,
            unreadable: judged.report.unreadable,
            sheet: product.sheet.map(harmless),
            remarks: remarks(&judged.report.remarks),
            ..Row::default()
        }
    }

    fn of_finding(judged: Judged<'a>, located: &Located<'a>, text: &str) -> Row<'a> {
        let finding = located.finding;
        let places = Places::in_cell(judged.product.cell, text);
        let (field, from) = places.field(finding.span.start as usize).unwrap_or_default();
        Row {
            line: located.place.line,
            column: Some(located.place.column),
            rule: Some(&finding.rule.id),
            severity: Some(finding.severity),
            certainty: Some(finding.certainty),
            ingredient: Some(harmless(finding.span.of(text))),
            rank: finding.rank,
            section: Some(finding.section),
            low: Some(finding.concentration.low.as_percent()),
            high: Some(finding.concentration.high.as_percent()),
            basis: Some(finding.concentration.basis),
            start: Some(finding.span.start - from as u32),
            end: Some(finding.span.end - from as u32),
            field: Some(harmless(field)).filter(|field| !field.is_empty()),
            message: harmless(&finding.message(text)),
            fingerprint: Some(located.fingerprint.to_string()),
            state: located.status.map(Status::name),
            because: match located.status {
                Some(Status::Suppressed { reason, .. }) => Some(harmless(reason)),
                Some(Status::New | Status::Known) | None => None,
            },
            ..Row::new(judged)
        }
    }
}

fn remarks(remarks: &[Remark]) -> String {
    let kind = |remark: &Remark| fmt::from_fn(|f| remark.kind.serialize(f)).to_string();
    let one = |remark: &Remark| format!("{} {}-{}", kind(remark), remark.span.start, remark.span.end);
    remarks.iter().map(one).collect::<Vec<_>>().join("; ")
}
