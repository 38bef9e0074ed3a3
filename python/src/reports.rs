//! Reports as an array of structs.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{ArrayBuilder, Float64Builder, Int32Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_schema::{DataType, Field, Fields};
use needlint::{ListedText, Report, RowColumns};

use crate::Word;

/// Reports, one behind another.
pub(crate) struct Reports {
    structs: StructBuilder,
    are_several: bool,
}

impl Reports {
    /// Room for so many reports on what these columns hold.
    pub(crate) fn new(columns: &RowColumns, count: usize) -> Reports {
        Reports { structs: StructBuilder::from_fields(fields(columns), count), are_several: columns.are_several() }
    }

    pub(crate) fn add(&mut self, report: &Report, listed: &ListedText<'_>) {
        let (reports, text) = (&mut self.structs, listed.text());
        put(reports, 0, Some(report.verdict));
        put(reports, 1, report.unreadable.map(Word));
        let list: &mut ListBuilder<Box<dyn ArrayBuilder>> = column(reports, 2);
        for finding in &report.findings {
            let (one, amount) = (list.values().as_any_mut().downcast_mut(), &finding.concentration);
            let one: &mut StructBuilder = one.expect("a list of structs");
            let (field, span) = listed.within(finding.span);
            put(one, 0, Some(&finding.rule.id));
            put(one, 1, Some(finding.severity));
            put(one, 2, Some(Word(finding.certainty)));
            put(one, 3, Some(finding.span.of(text)));
            column::<Int32Builder>(one, 4).append_option(finding.rank.map(|rank| rank as i32));
            put(one, 5, Some(Word(finding.section)));
            column::<Float64Builder>(one, 6).append_value(amount.low.as_percent());
            column::<Float64Builder>(one, 7).append_value(amount.high.as_percent());
            put(one, 8, Some(Word(amount.basis)));
            column::<Int32Builder>(one, 9).append_value(span.start as i32);
            column::<Int32Builder>(one, 10).append_value(span.end as i32);
            put(one, 11, Some(finding.message(text)));
            if self.are_several {
                put(one, 12, field);
            }
            one.append(true);
        }
        list.append(true);
        reports.append(true);
    }

    pub(crate) fn finish(mut self) -> ArrayRef {
        Arc::new(self.structs.finish())
    }
}

fn column<B: ArrayBuilder>(of: &mut StructBuilder, index: usize) -> &mut B {
    of.field_builder(index).expect("the fields are those that were given")
}

/// Adds a value to a column of texts.
fn put(of: &mut StructBuilder, index: usize, value: Option<impl std::fmt::Display>) {
    let texts: &mut StringBuilder = column(of, index);
    match value {
        Some(value) => {
            write!(texts, "{value}").expect("memory takes all that is written to it");
            texts.append_value("");
        }
        None => texts.append_null(),
    }
}

/// The type of a report on what these columns hold.
pub(crate) fn report_type(columns: &RowColumns) -> DataType {
    DataType::Struct(fields(columns))
}

/// The fields of a report. Whole numbers have signs, as Spark knows no others.
fn fields(columns: &RowColumns) -> Fields {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let number = |name: &str| Field::new(name, DataType::Int32, false);
    let share = |name: &str| Field::new(name, DataType::Float64, false);
    let mut finding = vec![
        text("rule"),
        text("severity"),
        text("certainty"),
        text("ingredient"),
        number("rank").with_nullable(true),
        text("section"),
        share("low"),
        share("high"),
        text("basis"),
        number("start"),
        number("end"),
        text("message"),
    ];
    // where all is in one column, there is nothing to say
    finding.extend(columns.are_several().then(|| text("field").with_nullable(true)));
    let findings = Field::new("item", DataType::Struct(finding.into()), true);
    Fields::from(vec![
        text("verdict"),
        text("unreadable").with_nullable(true),
        Field::new("findings", DataType::List(Arc::new(findings)), false),
    ])
}
