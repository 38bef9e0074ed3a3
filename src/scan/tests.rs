//! Scans of whole catalogues: what comes out, whatever the way it was cut and dealt.

mod annotate;
mod inputs;
mod sarif;

use std::fs::File;
use std::io::{self, Write};
use std::num::NonZeroUsize;

use crate::catalogue::fault::{Fault, FaultKind, FaultyRow};
use crate::catalogue::options::{Wanted, Wishes};
use crate::engine::Engine;
use crate::report::csv::Csv;
use crate::report::json::{Form, Json};
use crate::report::{End, Printout, Reach, Receipt, Reporter};
use crate::rule::RulePack;
use crate::scan::{Event, Outcome, ScanError, ScanOptions, scan};
use serde_json::Value;

const LINES: Json = Json { all: false, form: Form::Lines };

/// Scans a catalogue in a temporary file, and gives the report and the outcome.
fn scan_with(catalogue: &[u8], reporter: &dyn Reporter, jobs: usize) -> Result<(String, Outcome), ScanError> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(catalogue).unwrap();
    io::Seek::rewind(&mut file).unwrap();
    let mut out = Vec::new();
    let outcome = scan_file(file, reporter, jobs, &mut out)?;
    Ok((String::from_utf8(out).unwrap(), outcome))
}

fn scan_file(file: File, reporter: &dyn Reporter, jobs: usize, out: &mut dyn Write) -> Result<Outcome, ScanError> {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let options = ScanOptions { jobs: NonZeroUsize::new(jobs).unwrap(), ..ScanOptions::default() };
    let mut printout = Printout::begin(reporter, out).unwrap();
    let outcome = scan("shop.csv", file, &engine, &options, &mut printout, &mut |_| ())?;
    // the clock is no part of what is compared
    printout.end(&Receipt { elapsed: Default::default(), ..outcome.receipt.clone() }).unwrap();
    Ok(outcome)
}

fn products(catalogue: &str) -> (Vec<Value>, Outcome) {
    let (report, outcome) = scan_with(catalogue.as_bytes(), &Json { all: true, ..LINES }, 2).unwrap();
    (report.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), outcome)
}

const ROWS: u64 = 10_000;

/// A catalogue of several blocks with everything in it that makes places hard to count.
fn large_catalogue() -> String {
    let mut rows = String::from("id,name,description,ingredients\r\n");
    let text = format!("\"For skin,\r\nscalp and \"\"soul\"\".\n\n{}\"", "Every day, by night. ".repeat(12));
    for n in 0..ROWS {
        let row = match n % 7 {
            0 => format!("{n},\"Tonic\nNo {n}\",{text},\"Water, SD Alcohol 40-B,\r\nGlycerin\"\n"),
            1 => format!("{n},Crème,{text},\"Aqua, \"\"Cetearyl\"\" Alcohol, Glycerin, Panthenol\"\r\n"),
            2 => format!("{n},\"12\"\" comb\",{text},\n\n"),
            3 => format!("{n}\n"),
            4 => format!("{n},Spray,{text},\"Alcohol, Water\"\n"),
            _ => format!("{n},Serum,{text},\"Water, Glycerin, Propanediol\"\n"),
        };
        rows.push_str(&row);
    }
    rows.push_str("x,\"never closed\nlast,Tonic,,Water\n");
    rows
}

struct FirstThree;

impl Reporter for FirstThree {
    fn tells(&self, report: &crate::finding::Report) -> bool {
        !report.findings.is_empty()
    }

    fn product(&self, judged: crate::report::Judged<'_>, drawn: &mut crate::report::Drawn) {
        drawn.piece(|out| writeln!(out, "{:?}", judged.product.row).unwrap());
    }

    fn limit(&self) -> Option<u64> {
        Some(3)
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{} more", end.hidden)
    }
}

#[test]
fn the_same_bytes_come_out_for_any_number_of_jobs() {
    let catalogue = large_catalogue();
    assert!(catalogue.len() > 2 << 20, "several blocks");
    let reporters: [&dyn Reporter; 5] = [
        &Json { form: Form::Document, ..LINES },
        &LINES,
        &Json { all: true, ..LINES },
        &Csv { all: false },
        &FirstThree,
    ];
    for reporter in reporters {
        let (one, outcome) = scan_with(catalogue.as_bytes(), reporter, 1).unwrap();
        for jobs in [2, 8] {
            let (other, other_outcome) = scan_with(catalogue.as_bytes(), reporter, jobs).unwrap();
            assert!(one == other, "{jobs} jobs write something else");
            assert_eq!((&outcome.broken, &outcome.doubtful), (&other_outcome.broken, &other_outcome.doubtful));
        }
    }
}

#[test]
fn records_that_are_longer_than_blocks_are_judged_like_any_other() {
    let mut catalogue = String::from("id,description,ingredients\n");
    for n in 0..12 {
        let description = "For skin and soul. ".repeat(if n % 3 == 0 { 300_000 } else { 1 });
        catalogue.push_str(&format!("{n},{description},\"Water, SD Alcohol 40-B\"\n"));
    }
    let (one, outcome) = scan_with(catalogue.as_bytes(), &LINES, 1).unwrap();
    assert_eq!((outcome.receipt.avoid, outcome.broken.count(), one.lines().count()), (12, 0, 12));
    let (four, _) = scan_with(catalogue.as_bytes(), &LINES, 4).unwrap();
    assert!(one == four, "4 jobs write something else");
}

#[test]
fn every_row_is_accounted_for() {
    let (_, outcome) = scan_with(large_catalogue().as_bytes(), &Csv { all: false }, 2).unwrap();
    let Receipt { products, rows_without_product, avoid, caution, clear, unreadable, bytes, .. } = outcome.receipt;
    assert_eq!(products + rows_without_product, ROWS + 2);
    assert_eq!(avoid + caution + clear + unreadable, products);
    assert_eq!(rows_without_product, outcome.broken.count());
    assert_eq!(outcome.broken.first.len(), 20);
    assert_eq!(bytes, large_catalogue().len() as u64);
}

#[test]
fn places_are_right_in_every_block() {
    let catalogue = large_catalogue();
    let flat = catalogue.replace("\r\n", "\n");
    let lines: Vec<&str> = flat.split('\n').collect();
    let (products, _) = products(&catalogue);
    let mut seen = 0;
    for finding in products.iter().flat_map(|product| product["findings"].as_array().unwrap()) {
        let line = lines[finding["line"].as_u64().unwrap() as usize - 1];
        let column = finding["column"].as_u64().unwrap() as usize - 1;
        let ingredient = finding["ingredient"].as_str().unwrap();
        assert_eq!(line.chars().skip(column).take(ingredient.chars().count()).collect::<String>(), ingredient);
        seen += 1;
    }
    assert!(seen >= ROWS / 7 * 2);
    for product in &products {
        let line = lines[product["line"].as_u64().unwrap() as usize - 1];
        assert!(line.starts_with(product["id"].as_str().unwrap()), "{line}");
    }
    let last = products.last().unwrap();
    assert_eq!((&last["id"], &last["row"]), (&"last".into(), &(ROWS + 2).into()));
}

#[test]
fn quoted_line_ends_count_as_lines_and_not_as_rows() {
    let (products, _) = products("id,ingredients\n1,\"Water,\nSD Alcohol 40-B\"\n\n2,\"é, SD Alcohol 40-B\"\n");
    let places: Vec<_> = products
        .iter()
        .map(|p| (&p["row"], &p["line"], &p["findings"][0]["line"], &p["findings"][0]["column"]))
        .map(|(row, line, at, column)| [row, line, at, column].map(|n| n.as_u64().unwrap()))
        .collect();
    assert_eq!(places, [[1, 2, 3, 1], [2, 5, 5, 7]]);
}

#[test]
fn unclosed_quote_loses_only_its_own_line() {
    let (products, outcome) = products("id,ingredients\n1,Water\n2,\"Water\n3,Water\n4,Water\n");
    let rows: Vec<_> = products.iter().map(|p| (p["id"].as_str().unwrap(), p["row"].as_u64().unwrap())).collect();
    assert_eq!(rows, [("1", 1), ("3", 3), ("4", 4)]);
    assert_eq!(outcome.broken.first, [FaultyRow { row: 2, line: 3, fault: Fault::UnclosedQuote { lines: 3 } }]);
    assert_eq!(outcome.receipt.rows_without_product, 1);
}

#[test]
fn a_quote_that_swallows_the_next_row_is_doubted() {
    let (_, outcome) = products("id,ingredients\n1,\"Water\n2,\"Water\"\n3,Water\n");
    assert_eq!(outcome.doubtful.first, [FaultyRow { row: 1, line: 2, fault: Fault::TextBehindQuote }]);
}

#[test]
fn a_row_with_two_faults_is_in_doubt_once() {
    let (_, outcome) = products("id,ingredients\n1,Wa\0ter,9\n2,Water\n3\n");
    assert_eq!((outcome.doubtful.count(), outcome.receipt.rows_in_doubt), (2, 2));
}

#[test]
fn a_row_without_the_ingredients_cell_is_no_product() {
    let (products, outcome) = products("id,ingredients,size\n1\n2,Water\n,,\n3,Water,9,9\n");
    assert_eq!(products.len(), 2);
    let faults: Vec<_> = outcome.broken.first.iter().map(|row| (row.row, row.fault)).collect();
    assert_eq!(faults, [(1, Fault::TooFewFields { fields: 1, needed: 2 }), (3, Fault::Blank)]);
    assert_eq!(outcome.doubtful.first[0].fault, Fault::TooManyFields { fields: 4, columns: 3 });
}

#[test]
fn columns_are_announced_before_any_product_is_judged() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let mut out = Vec::new();
    let mut printout = Printout::begin(&Csv { all: false }, &mut out).unwrap();
    let columns = Wanted { ingredients: Some("text"), id: Some("1"), ..Wanted::default() };
    let wishes = Wishes { columns, ..Wishes::default() };
    let options = ScanOptions { wishes, ..ScanOptions::default() };
    let mut announced = Vec::new();
    let input = &b"key;title;Text\n7;Tonic;Water\n"[..];
    let outcome = scan("shop.csv", input, &engine, &options, &mut printout, &mut |event| match event {
        Event::Layout(layout) => announced.push(layout.clone()),
        Event::Receipt(receipt) => assert_eq!((announced.len(), receipt.products), (1, 1)),
    })
    .unwrap();
    assert_eq!(announced, std::slice::from_ref(&outcome.layout));
    let columns = &outcome.layout.columns;
    let names = [Some(&columns.ingredients), columns.id.as_ref(), columns.name.as_ref()];
    assert_eq!(names.map(|column| column.unwrap().name.as_str()), ["Text", "key", "title"]);
    assert_eq!(outcome.layout.format.to_string(), "semicolon");
}

#[test]
fn rows_that_are_not_utf8_are_read_and_counted() {
    for (bytes, kind, in_doubt, column) in [
        (&b"inci\n\"Caf\xe9, SD Alcohol 40-B\"\n"[..], FaultKind::Windows1252, 0, 8),
        (b"inci\n\"\xb0\xa1\xb3\xaa, SD Alcohol 40-B\"\n", FaultKind::NotUtf8, 1, 8),
    ] {
        let (report, outcome) = scan_with(bytes, &LINES, 1).unwrap();
        assert!(report.contains(&format!("\"line\":2,\"column\":{column},")), "{report}");
        assert_eq!(outcome.doubtful.counts.into_iter().collect::<Vec<_>>(), [(kind, 1)]);
        assert_eq!(outcome.receipt.rows_in_doubt, in_doubt);
    }
}

#[test]
fn json_lines_are_version_1() {
    let (report, _) =
        scan_with(b"sku,title,inci\nSKU-1,Tonic,\"Water, SD Alcohol 40-B\"\nSKU-2,,\nSKU-3,,Water\n", &LINES, 1)
            .unwrap();
    let lines: Vec<_> = report.lines().collect();
    assert_eq!(lines.len(), 2);
    let keys = r#"{"schema":1,"source":"shop.csv","row":1,"line":2,"id":"SKU-1","name":"Tonic","verdict":"avoid","findings":[{"rule":"needling/sd-alcohol","severity":"error","certainty":"certain","ingredient":"SD Alcohol 40-B","rank":2,"section":"ingredients","concentration":{"low":"#;
    assert!(lines[0].starts_with(keys), "{}", lines[0]);
    let end = r#""span":{"start":7,"end":22},"line":2,"column":21,"message":"#;
    assert!(lines[0].contains(end), "{}", lines[0]);
    assert!(lines[0].ends_with("}],\"remarks\":[]}"), "{}", lines[0]);
    let unreadable = r#"{"schema":1,"source":"shop.csv","row":2,"line":3,"id":"SKU-2","name":null,"verdict":"unreadable","unreadable":"empty","findings":[],"remarks":[]}"#;
    assert_eq!(lines[1], unreadable);
}

#[test]
fn json_is_one_document_over_all_files() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let reporter = Json { all: true, form: Form::Document };
    let mut out = Vec::new();
    let mut printout = Printout::begin(&reporter, &mut out).unwrap();
    let mut receipt = Receipt::default();
    for file in ["a.csv", "b.csv"] {
        let input = &b"inci\n\"Water, Alcohol\"\nWater\n"[..];
        let outcome = scan(file, input, &engine, &ScanOptions::default(), &mut printout, &mut |_| ()).unwrap();
        receipt.add(&outcome.receipt);
    }
    printout.end(&receipt).unwrap();
    let document: Value = serde_json::from_slice(&out).unwrap();
    let sources: Vec<_> = document["products"].as_array().unwrap().iter().map(|p| &p["source"]).collect();
    assert_eq!(sources, ["a.csv", "a.csv", "b.csv", "b.csv"]);
    assert_eq!(document["summary"]["products"], 4);
}

#[test]
fn json_without_products_is_a_document() {
    let (report, outcome) = scan_with(b"inci\n", &Json { form: Form::Document, ..LINES }, 1).unwrap();
    let document: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(document["products"], Value::Array(vec![]));
    assert_eq!(outcome.receipt.products, 0);
}

#[test]
fn csv_holds_one_finding_a_row_and_no_formulas() {
    let catalogue = b"id,name,ingredients\n=1+1,\"@Tonic, \"\"new\"\"\",\"Water, SD Alcohol 40-B\"\n2,x,Water\n";
    let (report, _) = scan_with(catalogue, &Csv { all: false }, 1).unwrap();
    let mut reader = csv::Reader::from_reader(report.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 1);
    let cell = |name: &str| &rows[0][header.iter().position(|column| column == name).unwrap()];
    for (name, value) in [
        ("source", "shop.csv"),
        ("row", "1"),
        ("line", "2"),
        ("column", "32"),
        ("id", "'=1+1"),
        ("name", "'@Tonic, \"new\""),
        ("verdict", "avoid"),
        ("rule", "needling/sd-alcohol"),
        ("severity", "error"),
        ("certainty", "certain"),
        ("ingredient", "SD Alcohol 40-B"),
        ("rank", "2"),
        ("section", "ingredients"),
        ("start", "7"),
        ("end", "22"),
    ] {
        assert_eq!(cell(name), value, "{name}");
    }
    assert_eq!(cell("fingerprint").len(), 32);
}

#[test]
fn an_input_that_breaks_off_is_judged_up_to_there() {
    struct Breaks;
    impl io::Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the cable was pulled"))
        }
    }
    let engine = Engine::new(vec![RulePack::builtin()]);
    let rows = format!("inci\n{}", "\"Water, Alcohol Denat.\"\n".repeat(100_000));
    let mut out = Vec::new();
    let mut printout = Printout::begin(&Csv { all: false }, &mut out).unwrap();
    let input = io::Read::chain(rows.as_bytes(), Breaks);
    let outcome = scan("x", input, &engine, &ScanOptions::default(), &mut printout, &mut |_| ()).unwrap();
    assert_eq!(outcome.receipt.reach, Reach::Broken);
    assert_eq!(outcome.cut.unwrap().to_string(), "x cannot be read: the cable was pulled");
    assert_eq!((outcome.receipt.products, String::from_utf8(out).unwrap().lines().count()), (100_000, 100_001));
}

#[test]
fn a_closed_pipe_ends_the_scan_quietly() {
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
    let mut printout = Printout::begin(&Csv { all: false }, &mut out).unwrap();
    let catalogue = large_catalogue();
    let input = catalogue.as_bytes();
    let outcome = scan("x", input, &engine, &ScanOptions::default(), &mut printout, &mut |_| ()).unwrap();
    assert!(printout.is_closed());
    assert!(outcome.receipt.products < ROWS);
}
