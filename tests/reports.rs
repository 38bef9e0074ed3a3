//! The formats that programs read, each read by a parser of its own.
#![allow(clippy::unwrap_used)]

use std::process::Command;

use serde_json::Value;

/// What a scan of the range writes in a format.
fn scan(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.args(["scan", "fixtures/catalogues/range.csv"]).args(arguments).env_remove("GITHUB_STEP_SUMMARY");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn csv_has_every_field_of_the_json() {
    let csv = scan(&["--format", "csv", "--all"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        let at = columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
        row[at].trim_start_matches('\'').to_owned()
    };
    let mut rows = rows.iter();
    for line in scan(&["--format", "jsonl"]).lines() {
        let product: Value = serde_json::from_str(line).unwrap();
        let findings = product["findings"].as_array().unwrap();
        for number in 0..findings.len().max(1) {
            let row = rows.next().expect("a row for each finding, and for each product without one");
            for (name, value) in fields(&product, findings.get(number)) {
                assert_eq!(cell(row, &name), value, "{name} of {line}");
            }
        }
    }
    assert_eq!(rows.next(), None);
}

/// The columns that a product's fields and those of its finding should stand in, with what should stand there.
fn fields(product: &Value, finding: Option<&Value>) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut fields = Vec::new();
    for (name, value) in product.as_object().unwrap() {
        match name.as_str() {
            "schema" | "findings" => {}
            "line" => fields.push(("product_line".to_owned(), text(value))),
            "remarks" => {
                let one = |r: &Value| format!("{} {}-{}", text(&r["kind"]), r["span"]["start"], r["span"]["end"]);
                let remarks: Vec<String> = value.as_array().unwrap().iter().map(one).collect();
                fields.push((name.clone(), remarks.join("; ")));
            }
            _ => fields.push((name.clone(), text(value))),
        }
    }
    for (name, value) in finding.and_then(Value::as_object).into_iter().flatten() {
        match value.as_object() {
            Some(parts) => fields.extend(parts.iter().map(|(name, value)| (name.clone(), text(value)))),
            None => fields.push((name.clone(), text(value))),
        }
    }
    fields
}

/// The matchers that GitHub reads lines by, each with its owner.
fn matchers() -> Vec<(String, regex::Regex)> {
    let text = std::fs::read_to_string(".github/needlint-matcher.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let matchers = document["problemMatcher"].as_array().unwrap().iter().map(|matcher| {
        let regex = regex::Regex::new(matcher["pattern"][0]["regexp"].as_str().unwrap()).unwrap();
        (matcher["owner"].as_str().unwrap().to_owned(), regex)
    });
    matchers.collect()
}

#[test]
fn each_line_of_concise_is_read_by_one_matcher() {
    let mut owners = Vec::new();
    for line in scan(&["--format", "concise", "--all"]).lines() {
        let matchers = matchers();
        let mut reading = matchers.iter().filter_map(|(owner, regex)| Some((owner, regex.captures(line)?)));
        let (owner, parts) = reading.next().unwrap_or_else(|| panic!("nobody reads {line}"));
        assert_eq!(&parts[1], "fixtures/catalogues/range.csv", "{line}");
        assert!(parts[2].parse::<u64>().is_ok() && parts[3].parse::<u64>().is_ok(), "{line}");
        assert!(reading.next().is_none(), "two read {line}");
        owners.push(owner.clone());
    }
    for (owner, count) in [("needlint", 5), ("needlint-note", 2), ("needlint-unreadable", 2)] {
        assert_eq!(owners.iter().filter(|o| *o == owner).count(), count, "{owner}");
    }
}
