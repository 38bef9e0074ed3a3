//! What of a scan shows only from within.

use std::io::{self, Write};

use proptest::prelude::*;

use crate::catalogue::options::ReadOptions;
use crate::catalogue::records::{Records, Shape};
use crate::catalogue::source::Source;
use crate::engine::Engine;
use crate::report::Printout;
use crate::report::annotation::{Back, Kept};
use crate::report::csv::Csv;
use crate::rule::RulePack;
use crate::scan::{Event, ScanOptions, scan};

const CSV: Csv = Csv { all: false };

fn source(catalogue: &[u8]) -> Source<'_> {
    Source::open("x", catalogue, &ReadOptions::default()).unwrap().remove(0)
}

#[test]
fn columns_are_announced_before_any_product_is_judged() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let mut out = Vec::new();
    let mut printout = Printout::begin(&CSV, &mut out).unwrap();
    let mut announced = Vec::new();
    let input = source(b"key;title;inci\n7;Tonic;Water\n");
    let outcome = scan("shop.csv", input, &engine, &ScanOptions::default(), &mut printout, &mut |event| match event {
        Event::Layout(layout) => announced.push(layout.clone()),
        Event::Receipt(receipt) => assert_eq!((announced.len(), receipt.products), (1, 1)),
    });
    assert_eq!(announced, [outcome.unwrap().layout]);
}

#[test]
fn a_closed_pipe_ends_the_scan_early() {
    struct Closes(usize);
    impl Write for Closes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let engine = Engine::new(vec![RulePack::builtin()]);
    let mut out = Closes(5);
    let mut printout = Printout::begin(&CSV, &mut out).unwrap();
    let catalogue = format!("inci\n{}", "\"Water, SD Alcohol 40-B\"\n".repeat(100_000));
    let options = ScanOptions::default();
    let outcome = scan("x", source(catalogue.as_bytes()), &engine, &options, &mut printout, &mut |_| ()).unwrap();
    assert!(printout.is_closed());
    assert!(outcome.receipt.products < 100_000);
}

/// The catalogue that an annotation was made from: what was added is taken out of every record.
fn stripped(annotated: &[u8], catalogue: &[u8], delimiter: u8, shape: Shape) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = annotated;
    let mut copied = 0;
    let mut records = Records::new(catalogue, delimiter).shaped(shape);
    while let Some(record) = records.read() {
        if record.is_open() {
            continue;
        }
        let end = record.start + record.bytes.len();
        let (row, added) = rest.split_at(end - copied);
        out.extend(row);
        copied = end;
        let missing = shape.count.saturating_sub(record.fields.len());
        let mut cells = Records::new(added, delimiter);
        let cells = cells.read().unwrap();
        assert_eq!(cells.fields.len(), 1 + missing + 3, "{:?}", String::from_utf8_lossy(cells.bytes));
        assert!(cells.fields[..=missing].iter().all(|field| field.start == field.end));
        rest = &added[cells.bytes.len()..];
    }
    out.extend(rest);
    out
}

#[test]
fn without_the_columns_it_is_the_catalogue_again() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let cell = prop_oneof![
        4 => "[a-c ]{0,4}",
        2 => Just("Water".to_owned()),
        2 => Just("\"Water, SD Alcohol 40-B\"".to_owned()),
        1 => Just("\"Aqua,\r\nAlcohol Denat.\"".to_owned()),
        1 => "[a,\"\r\né;]{0,8}",
    ];
    let end = prop::sample::select(&["\n", "\n", "\r\n", "\r", "\n\n", ""][..]);
    let row = (prop::collection::vec(cell, 0..6), end).prop_map(|(cells, end)| cells.join(",") + end);
    let rows = prop::collection::vec(row, 0..12).prop_map(|rows| rows.concat());
    let head = prop::sample::select(&["id,inci,size\n", "\u{feff}id,inci\r\n", "\n\ninci,\"a\nb\"\n", "inci\r"][..]);
    proptest!(|((head, rows) in (head, rows))| {
        let catalogue = format!("{head}{rows}");
        let (mut nowhere, mut bytes) = (io::sink(), Vec::new());
        let mut printout = Printout::begin(&CSV, &mut nowhere).unwrap().annotate(Back { kept: Kept::All, is_workbook: false }, &mut bytes);
        let options = ScanOptions::default();
        let outcome = scan("x", source(catalogue.as_bytes()), &engine, &options, &mut printout, &mut |_| ()).unwrap();
        let stripped = stripped(&bytes, catalogue.as_bytes(), b',', outcome.layout.columns.shape());
        prop_assert_eq!(String::from_utf8_lossy(&stripped).into_owned(), catalogue);
    });
}
