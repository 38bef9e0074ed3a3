//! A catalogue of 200,000 rows gives the same bytes for any number of jobs, with and without the screen, and packed,
//! in every format.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

const ROWS: usize = 200_000;

/// Lists, most of them clear, as most are; but for a stretch in which each has a finding.
fn list(row: usize) -> &'static str {
    match row % 197 {
        _ if row / 20_000 == 5 => "\"Aqua, Alcohol\"",
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

/// The files that a scan writes, apart from how much it read and how long it took.
fn written(folder: &Path, arguments: &str, way: &str) -> [String; 2] {
    fs::write(folder.join("annotated.csv"), "").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command
        .current_dir(folder)
        .env("NEEDLINT_NO_CONFIG", "true")
        .args(["scan", "catalogue.csv", "--show", "all", "--output", "results"]);
    let output = command.args(arguments.split(' ')).args(way.split(' ')).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let [mut results, annotated] =
        ["results", "annotated.csv"].map(|file| fs::read_to_string(folder.join(file)).unwrap());
    // what is told last: how much was read, and how long it took
    let last = if arguments.contains("human") { "; " } else { ",\"bytes\":" };
    results.truncate(results.rfind(last).unwrap_or(results.len()));
    assert!(results.lines().count() > ROWS / 100, "{arguments}");
    [results, annotated]
}

/// A folder with a file.
fn folder(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_way_to_the_results_changes_no_byte() {
    let catalogue = catalogue();
    let plain = folder("catalogue.csv", catalogue.as_bytes());
    let gzip = folder("catalogue.csv", &gzip(catalogue.as_bytes()));
    let zstd = folder("catalogue.csv", &zstd::encode_all(catalogue.as_bytes(), 1).unwrap());
    for arguments in [
        "--format human",
        "--format json",
        "--format jsonl --annotate annotated.csv --flagged",
        "--format csv --annotate annotated.csv",
    ] {
        let one = written(plain.path(), arguments, "--jobs 1");
        for (folder, way) in [(&plain, "--jobs 2"), (&plain, "--jobs 7"), (&gzip, "--jobs 2"), (&zstd, "--jobs 2")] {
            assert!(one == written(folder.path(), arguments, way), "{way} writes something else: {arguments}");
        }
    }
}
