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

/// The files that a scan writes, apart from how long it took.
fn written(folder: &Path, arguments: &str, jobs: &str) -> [String; 2] {
    fs::write(folder.join("annotated.csv"), "").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.current_dir(folder).args(["scan", "catalogue.csv", "--jobs", jobs, "--show", "all", "--output", "results"]);
    let output = command.args(arguments.split(' ')).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let [mut results, annotated] =
        ["results", "annotated.csv"].map(|file| fs::read_to_string(folder.join(file)).unwrap());
    if let Some(clock) = results.rfind(" MB in ").or_else(|| results.rfind(",\"seconds\":")) {
        results.truncate(clock);
    }
    assert!(results.lines().count() > ROWS / 100, "{arguments}");
    [results, annotated]
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalogue.csv"), catalogue()).unwrap();
    for arguments in [
        "--format human",
        "--format json",
        "--format jsonl --annotate annotated.csv --only flagged",
        "--format csv --annotate annotated.csv",
    ] {
        let one = written(folder.path(), arguments, "1");
        for jobs in ["2", "7"] {
            assert!(one == written(folder.path(), arguments, jobs), "{jobs} jobs write something else: {arguments}");
        }
    }
}
