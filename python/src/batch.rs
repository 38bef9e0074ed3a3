//! Arrays of labels in, an array of structs out.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use arrow_array::builder::{ArrayBuilder, Float64Builder, Int32Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, new_empty_array};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use needlint::{Report, Scratch};
use pyo3_arrow::ffi::ArrayReader;

use crate::Word;
use crate::engine::Engine;

/// Labels that a thread takes at a time.
const PIECE: usize = 1_024;

/// What is said of each label in some arrays of texts, in one array of structs.
pub(crate) fn check(
    engine: &Engine, texts: Box<dyn ArrayReader + Send>, threads: usize,
) -> Result<ArrayRef, ArrowError> {
    let mut pieces = Vec::new();
    for array in texts {
        let array = as_text(&array?)?;
        pieces.extend((0..array.len()).step_by(PIECE).map(|start| array.slice(start, PIECE.min(array.len() - start))));
    }
    let told: Vec<Mutex<Option<ArrayRef>>> = pieces.iter().map(|_| Mutex::default()).collect();
    let (next, threads) = (AtomicUsize::new(0), threads.clamp(1, pieces.len().max(1)));
    let work = || {
        engine.with_scratch(threads, |scratch| {
            while let Some((piece, told)) = next_of(&next, &pieces, &told) {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(judged(engine, scratch, piece));
            }
        });
    };
    thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    let told = told.into_iter().filter_map(|told| told.into_inner().unwrap_or_else(PoisonError::into_inner));
    let told: Vec<ArrayRef> = told.collect();
    match told.is_empty() {
        true => Ok(new_empty_array(&DataType::Struct(report_fields()))),
        false => arrow_select::concat::concat(&told.iter().map(AsRef::as_ref).collect::<Vec<_>>()),
    }
}

fn next_of<'a, A, B>(next: &AtomicUsize, pieces: &'a [A], told: &'a [B]) -> Option<(&'a A, &'a B)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    pieces.get(number).zip(told.get(number))
}

/// An array of texts in whichever form, in one form.
fn as_text(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let is_text = |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    match array.data_type() {
        kind if is_text(kind) || *kind == DataType::Null => {}
        DataType::Dictionary(_, kind) if is_text(kind) => {}
        kind => return Err(ArrowError::CastError(format!("the array is one of {kind}, not of texts"))),
    }
    arrow_cast::cast(array, &DataType::Utf8View)
}

/// What is said of each label in a piece.
fn judged(engine: &Engine, scratch: &mut Scratch, piece: &ArrayRef) -> ArrayRef {
    let mut reports = StructBuilder::from_fields(report_fields(), piece.len());
    for text in piece.as_string_view() {
        let text = text.unwrap_or_default();
        add(&mut reports, &engine.engine().check_field(scratch, text), text);
    }
    Arc::new(reports.finish())
}

fn add(reports: &mut StructBuilder, report: &Report, text: &str) {
    put(reports, 0, Some(report.verdict));
    put(reports, 1, report.unreadable.map(Word));
    let list: &mut ListBuilder<Box<dyn ArrayBuilder>> = column(reports, 2);
    for finding in &report.findings {
        let (one, amount) = (list.values().as_any_mut().downcast_mut(), &finding.concentration);
        let one: &mut StructBuilder = one.expect("a list of structs");
        put(one, 0, Some(&finding.rule.id));
        put(one, 1, Some(finding.severity));
        put(one, 2, Some(Word(finding.certainty)));
        put(one, 3, Some(finding.span.of(text)));
        column::<Int32Builder>(one, 4).append_option(finding.rank.map(|rank| rank as i32));
        put(one, 5, Some(Word(finding.section)));
        column::<Float64Builder>(one, 6).append_value(amount.low.as_percent());
        column::<Float64Builder>(one, 7).append_value(amount.high.as_percent());
        put(one, 8, Some(Word(amount.basis)));
        column::<Int32Builder>(one, 9).append_value(finding.span.start as i32);
        column::<Int32Builder>(one, 10).append_value(finding.span.end as i32);
        put(one, 11, Some(finding.message(text)));
        one.append(true);
    }
    list.append(true);
    reports.append(true);
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

/// The fields of a report. Whole numbers have signs, as Spark knows no others.
fn report_fields() -> Fields {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let number = |name: &str| Field::new(name, DataType::Int32, false);
    let share = |name: &str| Field::new(name, DataType::Float64, false);
    let finding = Fields::from(vec![
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
    ]);
    let findings = Field::new("item", DataType::Struct(finding), true);
    Fields::from(vec![
        text("verdict"),
        text("unreadable").with_nullable(true),
        Field::new("findings", DataType::List(Arc::new(findings)), false),
    ])
}
