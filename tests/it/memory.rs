//! One law for memory: whatever comes as text, in every command and with all reports at once, 64 MB are enough. See
//! `docs/limits.md`.

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::run::{folder, needlint};

/// What the law allows, in kilobytes, without what the program itself takes.
const MOST: u64 = (64 - 12) << 10;

/// All formats that a report can have.
const FORMATS: &str = "human json jsonl csv sarif html concise github gitlab junit markdown";

/// Runs a command that reads nothing, and gives its exit code, what it told and how many kilobytes it took at most,
/// without the program itself, which is many times as large with what helps to find faults in it.
fn measured(mut command: Command) -> (Option<i32>, String, u64) {
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(&told).unwrap());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let kilobytes = |status: &str, name: &str| -> Option<u64> {
        status.lines().find_map(|line| line.strip_prefix(name)?.trim_ascii().strip_suffix(" kB")?.parse().ok())
    };
    let mut most = 0;
    let code = loop {
        if let Ok(status) = fs::read_to_string(&status) {
            let peak = kilobytes(&status, "VmHWM:").zip(kilobytes(&status, "RssFile:"));
            most = most.max(peak.map_or(0, |(peak, of_files)| peak.saturating_sub(of_files)));
        }
        match child.try_wait().unwrap() {
            Some(status) => break status.code(),
            None => sleep(Duration::from_millis(1)),
        }
    };
    (code, fs::read_to_string(told).unwrap(), most)
}

/// A scan or a check of what is in a folder, with all reports at once.
fn with_all_reports(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = needlint(folder, arguments);
    command.args(["-q", "--fail-on", "never", "--allow-unreadable"]);
    for format in FORMATS.split(' ') {
        command.arg(format!("--report={format}=report.{format}"));
    }
    command
}

/// Scans a file with all reports, by as many threads as there can be. Gives what was told.
fn scanned(file: &str, text: &str, code: i32, arguments: &[&str]) -> String {
    let folder = folder(&[(file, text)]);
    let command = with_all_reports(&folder, &[&["scan", file, "--jobs", "16"], arguments].concat());
    let (ended, told, most) = measured(command);
    assert_eq!(ended, Some(code), "{told}");
    assert!(most < MOST, "{file} with {arguments:?} took {most} kB");
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_of_many_findings() {
    let mut rows = "sku,inci\n".to_owned();
    for row in 0..150 {
        writeln!(rows, "{row},\"{}\"", "Alcohol, ".repeat(200 + row)).unwrap();
    }
    scanned("x.csv", &rows, 0, &[]);
}

#[test]
fn a_list_that_is_as_long_as_can_be() {
    let list = "Alcohol, ".repeat((120 << 10) / 9);
    scanned("x.csv", &format!("sku,inci\n1,\"{list}\"\n2,\"{list}\"\n"), 0, &[]);
    let folder = folder(&[("x.txt", list)]);
    let (code, told, most) = measured(with_all_reports(&folder, &["check", "x.txt"]));
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("x.txt: its list has 13,654 findings; only the 250 most severe are listed"), "{told}");
    assert!(most < MOST, "check took {most} kB");
}

#[test]
fn rows_and_headers_without_end() {
    let [row, rest] = ["1,\"Water, Alcohol\"\n", "2,\"Water, Glycerin\"\n"];
    for (text, code, expected) in [
        (format!("{}inci\n{row}", "c,".repeat(1 << 20)), 2, "x.csv:1: the header has more than 16,384 columns"),
        (format!("{}inci\n{row}", "c,".repeat(1 << 15)), 2, "x.csv:1: the header has more than 16,384 columns"),
        (format!("{},inci\n{row}", "x".repeat(3 << 20)), 2, "x.csv:1: the header is longer than 1 MB"),
        (format!("sku,inci\n{row}3,{}\n{rest}", ",".repeat(7 << 20)), 0, ""),
        (format!("sku,inci\n{row}3,\"{}\"\n{rest}", "Water, ".repeat(2 << 20)), 0, ""),
        (format!("sku,inci\n{row}{},Water\n{rest}", "x".repeat(7 << 20)), 0, ""),
    ] {
        let told = scanned("x.csv", &text, code, &[]);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn lines_of_json_without_end() {
    let [row, rest] = ["{\"inci\":\"Water, Alcohol\"}\n", "{\"inci\":\"Water, Glycerin\"}\n"];
    let fields: String = (0..500_000).map(|number| format!("\"{number}\":1,")).collect();
    for text in [
        format!("{row}{{\"inci\":[{}\"Alcohol\"]}}\n{rest}", "\"a\",".repeat(7 << 18)),
        format!("{{\"inci\":\"{}\"}}\n{row}{rest}", "Water, ".repeat(2 << 20)),
        format!("{row}{{{fields}\"inci\":\"Water\"}}\n{rest}"),
    ] {
        scanned("x.jsonl", &text, 0, &[]);
    }
}

#[test]
fn rows_of_ingredients_in_any_order() {
    let rows = |products: usize, ingredient: &str| -> String {
        (0..products).map(|id| format!("P{},{ingredient},Solvent\n", id * 7 % products)).collect()
    };
    let long = "Alcohol ".repeat(40 << 10);
    for text in [
        [rows(20_000, "Aqua"), rows(20_000, "Glycerin"), rows(20_000, "Parfum")].concat(),
        [rows(2, &long), rows(2, "Aqua"), rows(2, &long)].concat(),
    ] {
        scanned("x.csv", &format!("id,inci,function\n{text}"), 0, &[]);
    }
}

#[test]
fn groups_as_many_as_can_be() {
    let file = |rows: usize| {
        let mut file = "sku,brand,inci\n".to_owned();
        for row in 0..rows {
            let maker = format!("{:a<74}{row}", "Maker of things ");
            writeln!(file, "{row},{maker},\"Water, SD Alcohol {}\"", row % 5_000).unwrap();
        }
        file
    };
    // those of the second file are among those of the first
    let folder = folder(&[("x.csv", file(100_000)), ("y.csv", file(10_000)), ("z.csv", file(100_001))]);
    let (code, told, most) = measured(with_all_reports(&folder, &["scan", "x.csv", "y.csv", "--group-by", "brand"]));
    assert_eq!(code, Some(0), "{told}");
    assert!(most < MOST, "groups took {most} kB");
    let (code, told, most) = measured(needlint(&folder, &["scan", "z.csv", "-q", "--group-by", "brand"]));
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("there are more than 100,000 groups"), "{told}");
    assert!(most < MOST, "too many groups took {most} kB");
}

#[test]
fn documents_of_products_without_end() {
    let product = |inci: &str| format!("<p><id>1</id><inci>{inci}</inci></p>");
    let xml = |long: &str| format!("<all>{}{long}{}</all>", product("Water").repeat(9), product("Water"));
    let json = |long: &str| format!("[{{\"inci\":\"Water, Glycerin\"}},{{{long}\"inci\":\"Water\"}}]");
    let fields: String = (0..500_000).map(|number| format!("\"{number}\":1,")).collect();
    for (file, text, code, expected) in [
        ("x.xml", xml(&product(&"Water, ".repeat(4 << 17))), 0, ""),
        ("x.xml", xml(&product(&"Water, ".repeat(1 << 20))), 2, "a product or a text that is longer than 4 MB"),
        ("x.xml", xml(&format!("<p>{}</p>", "<x/>".repeat(1 << 19))), 2, "a product with more than 16,384 elements"),
        ("x.json", json(&format!("\"x\":\"{}\",", "Water, ".repeat(1 << 20))), 0, ""),
        ("x.json", json(&format!("\"x\":[{}1],", "1,".repeat(7 << 19))), 0, ""),
        ("x.json", json(&format!("\"x\":[{}1],", "{\"a\":1},".repeat(7 << 17))), 0, ""),
        ("x.json", json(&fields), 0, ""),
        ("x.json", json(&format!("\"{}\":{{{fields}\"a\":1}},", "x".repeat(1 << 20))), 0, ""),
    ] {
        let told = scanned(file, &text, code, &[]);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn files_by_the_thousand() {
    let files: Vec<_> = (0..3_000).map(|file| (format!("{file}.csv"), "sku,inci\n1,\"Water, Alcohol\"\n")).collect();
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let folder = folder(&files);
    let (code, told, most) = measured(with_all_reports(&folder, &["scan", "."]));
    assert_eq!(code, Some(0), "{told}");
    assert!(most < MOST / 2, "{most} kB");
}
