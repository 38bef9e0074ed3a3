//! A catalogue of 200,000 rows gives the same bytes for any number of jobs, in every format.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

const ROWS: usize = 200_000;

/// Lists, most of them clear, as most are.
fn list(row: usize) -> &'static str {
    match row % 197 {
        0 => "\"Water, SD Alcohol 40-B, Glycerin\"",
        1 => "\"Water, \"\"Organic\"\" Alcohol,\r\nGlycerin\"",
        2 => "",
        3 => "\"Water, Moonflower Alcohol\"",
        4 => "Water,too,many",
        n if n % 2 == 0 => "\"Water, Cetearyl Alcohol, Glycerin\"",
        _ => "\"Aqua, Panthenol, Parfum\"",
    }
}

fn catalogue() -> String {
    let mut rows = String::from("id,name,inci\r\n");
    for row in 0..ROWS {
        let end = if row % 50 == 0 { "\r\n\n" } else { "\n" };
        write!(rows, "{row},Tonic No {row},{}{end}", list(row)).unwrap();
    }
    rows
}

/// The results and the annotated catalogue, apart from how long it took.
fn scanned(folder: &Path, format: &str, jobs: &str) -> (String, String) {
    let arguments = ["scan", "catalogue.csv", "--format", format, "--jobs", jobs, "--show", "all"];
    let outputs = ["--output", "results", "--annotate", "annotated.csv"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    let output = command.current_dir(folder).args(arguments).args(outputs).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let mut results = fs::read_to_string(folder.join("results")).unwrap();
    let clock = match format {
        "human" => results.rfind(" MB in ").unwrap(),
        "json" => results.rfind("\"seconds\":").unwrap(),
        _ => results.len(),
    };
    results.truncate(clock);
    (results, fs::read_to_string(folder.join("annotated.csv")).unwrap())
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalogue.csv"), catalogue()).unwrap();
    for format in ["human", "json", "jsonl", "csv"] {
        let (results, annotated) = scanned(folder.path(), format, "1");
        assert!(results.lines().count() > ROWS / 100, "{format}");
        assert!(annotated.lines().count() > ROWS, "{format}");
        for jobs in ["2", "7"] {
            let (others, other_annotated) = scanned(folder.path(), format, jobs);
            assert!(results == others, "{jobs} jobs write something else as {format}");
            assert!(annotated == other_annotated, "{jobs} jobs annotate something else");
        }
    }
}
