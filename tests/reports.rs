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
