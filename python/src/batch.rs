//! Arrays of labels in, an array of structs out.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use arrow_array::{ArrayRef, new_empty_array};
use arrow_schema::ArrowError;
use needlint::{RowColumns, Scratch};
use pyo3::PyResult;
use pyo3::exceptions::PyTypeError;
use pyo3_arrow::ffi::ArrayReader;

use crate::engine::Engine;
use crate::labels::{Labels, Wanted};
use crate::reports::{Reports, report_type};

/// Labels that a thread takes at a time.
const PIECE: usize = 1_024;

/// What is said of each label in some arrays of texts, or of each row of some tables, in one array of structs.
pub(crate) fn check(
    engine: &Engine, arrays: Box<dyn ArrayReader + Send>, wanted: Option<&Wanted>, threads: usize,
) -> PyResult<ArrayRef> {
    let columns = Wanted::find(wanted, arrays.field().data_type())?;
    let told = check_all(engine, arrays, &columns, threads);
    told.map_err(|error| PyTypeError::new_err(error.to_string()))
}

fn check_all(
    engine: &Engine, arrays: Box<dyn ArrayReader + Send>, columns: &RowColumns, threads: usize,
) -> Result<ArrayRef, ArrowError> {
    let mut pieces = Vec::new();
    for array in arrays {
        let labels = Labels::of(&array?, columns)?;
        pieces.extend((0..labels.len()).step_by(PIECE).map(|start| labels.slice(start, PIECE)));
    }
    let told: Vec<Mutex<Option<ArrayRef>>> = pieces.iter().map(|_| Mutex::default()).collect();
    let (next, threads) = (AtomicUsize::new(0), threads.clamp(1, pieces.len().max(1)));
    let work = || {
        engine.with_scratch(threads, |scratch| {
            while let Some((piece, told)) = next_of(&next, &pieces, &told) {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(judged(engine, scratch, columns, piece));
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
        true => Ok(new_empty_array(&report_type(columns))),
        false => arrow_select::concat::concat(&told.iter().map(AsRef::as_ref).collect::<Vec<_>>()),
    }
}

fn next_of<'a, A, B>(next: &AtomicUsize, pieces: &'a [A], told: &'a [B]) -> Option<(&'a A, &'a B)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    pieces.get(number).zip(told.get(number))
}

/// What is said of each label in a piece.
fn judged(engine: &Engine, scratch: &mut Scratch, columns: &RowColumns, piece: &Labels) -> ArrayRef {
    let mut reports = Reports::new(columns, piece.len());
    for row in 0..piece.len() {
        let (report, listed) = engine.engine().check_row(scratch, columns, &|column| piece.text(column, row).into());
        reports.add(&report, &listed);
    }
    reports.finish()
}
