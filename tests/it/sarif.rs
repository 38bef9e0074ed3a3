//! SARIF as those who read it take it: by the published schema, within the limits of code scanning, and with
//! fingerprints that last.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use serde_json::{Value, json};

use crate::run::{folder, needlint, scan_file};

/// What code scanning takes of a run.
const MOST_RESULTS: usize = 25_000;

fn document(catalogue: &str) -> Value {
    scan_file("exports/shop 1.csv", catalogue, &["--format", "sarif"]).document()
}

/// The document of a catalogue, compared with the findings of an older one.
fn document_since(old: &str, catalogue: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.csv"), old).unwrap();
    fs::write(folder.path().join("shop.csv"), catalogue).unwrap();
    needlint(&folder, &["scan", "old.csv", "--quiet", "--write-baseline", "known"]).output().unwrap();
    let arguments = ["scan", "shop.csv", "--baseline", "known", "--format", "sarif"];
    serde_json::from_slice(&needlint(&folder, &arguments).output().unwrap().stdout).unwrap()
}

fn catalogue(rows: impl IntoIterator<Item = (String, String)>) -> String {
    let mut text = "sku,price,inci\n".to_owned();
    rows.into_iter().for_each(|(start, list)| writeln!(text, "{start},\"{list}\"").unwrap());
    text
}

fn results(document: &Value) -> &[Value] {
    document["runs"][0]["results"].as_array().unwrap()
}

/// The published schema, but for the patterns of languages: they are no patterns, for want of a backslash.
fn schema() -> Value {
    let mut schema: Value = serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).unwrap();
    for object in ["run", "toolComponent"] {
        let language = schema["definitions"][object]["properties"]["language"].as_object_mut().unwrap();
        assert!(language.remove("pattern").is_some());
    }
    schema
}

fn assert_valid(document: &Value) {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_no_empty_text(document);
}

fn assert_no_empty_text(value: &Value) {
    match value {
        Value::String(text) => assert!(!text.is_empty()),
        Value::Array(values) => values.iter().for_each(assert_no_empty_text),
        Value::Object(members) => members.values().for_each(assert_no_empty_text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn it_is_valid_by_the_published_schema() {
    for catalogue in [
        include_str!("../../fixtures/catalogues/range.csv"),
        include_str!("../../fixtures/catalogues/shop.csv"),
        include_str!("../../fixtures/catalogues/clear.csv"),
        include_str!("../../fixtures/catalogues/ragged.csv"),
        include_str!("../../fixtures/catalogues/unclosed-quote.csv"),
    ] {
        assert_valid(&document(catalogue));
    }
}

#[test]
fn rules_keep_to_the_limits_of_code_scanning() {
    let document = document("inci\nWater\n");
    for rule in document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        for description in ["shortDescription", "fullDescription"] {
            assert!(rule[description]["text"].as_str().unwrap().chars().count() <= 1_024, "{rule}");
        }
        assert!(rule["help"]["markdown"].as_str().is_some() && rule["properties"]["precision"].as_str().is_some());
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 20);
        assert_eq!(rule["properties"].get("security-severity"), None);
    }
}

#[test]
fn places_are_in_units_of_utf_16() {
    for (cell, columns) in [
        ("Aqua, Alcohol Denat.", [(2, 15), (2, 29)]),
        ("é №, Alcohol Denat.", [(2, 14), (2, 28)]),
        ("𝄞 💧, Alcohol Denat.", [(2, 16), (2, 30)]),
        ("𝄞 💧,\n💧 Aqua, Alcohol Denat.", [(3, 10), (3, 24)]),
        ("𝄞 Aqua, SD Alcohol 40-B (Alcohol\n𝄞 Denat.), Water", [(2, 18), (3, 11)]),
        ("Aqua, \"\"𝄞\"\" Water, SD Alcohol 40-B", [(2, 29), (2, 44)]),
    ] {
        let document = document(&catalogue([("1,9.95".to_owned(), cell.to_owned())]));
        let region = &results(&document)[0]["locations"][0]["physicalLocation"]["region"];
        let [start, end] = [("startLine", "startColumn"), ("endLine", "endColumn")]
            .map(|(line, column)| (region[line].as_u64().unwrap(), region[column].as_u64().unwrap()));
        assert_eq!([start, end], columns, "{cell}: {}", results(&document)[0]["message"]);
    }
}

#[test]
fn fingerprints_last_when_rows_move_and_prices_change() {
    let lists = ["Water, SD Alcohol 40-B", "Aqua, Alcohol Denat., Parfum", "Water, Ethanol, SD Alcohol 40-B"];
    let rows: Vec<_> = (0..60).map(|row| (row, lists[row % lists.len()].to_owned())).collect();
    let fingerprints = |rows: &[(usize, String)], price: &str| -> BTreeSet<String> {
        let rows = rows.iter().map(|(row, list)| (format!("T-{row},{price}"), list.clone()));
        results(&document(&catalogue(rows))).iter().map(|result| result["partialFingerprints"].to_string()).collect()
    };
    let before = fingerprints(&rows, "9.95");
    let mut moved = rows.clone();
    moved.rotate_left(17);
    moved.swap(3, 40);
    moved.reverse();
    assert!(before == fingerprints(&moved, "12.00"));
    moved[0].1 = "Water, Isopropyl Alcohol, Menthol, Panthenol".to_owned();
    let after = fingerprints(&moved, "12.00");
    assert_eq!(after.difference(&before).count(), 1);
}

#[test]
fn no_two_results_share_the_fingerprint_that_code_scanning_goes_by() {
    let twice = (0..30).map(|_| ("T-1,1".to_owned(), "Water, SD Alcohol 40-B".to_owned()));
    let document = document(&catalogue(twice));
    let hashes: BTreeSet<&str> = results(&document)
        .iter()
        .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap())
        .collect();
    assert_eq!(hashes.len(), 30);
    assert!(hashes.iter().any(|hash| hash.ends_with(":30") && hash.len() == 16 + 3));
}

#[test]
fn findings_beyond_the_limits_are_rolled_up_and_all_are_counted() {
    let kit = "Water, SD Alcohol 40-B, SD Alcohol 39-C, Alcohol Denat., Ethanol, Glycerin, Menthol";
    let row = |row: usize| (format!("T-{row},1"), kit.to_owned());
    for products in [9_000, 12_000] {
        let document = document(&catalogue((0..products).map(row)));
        let results = results(&document);
        assert!(results.len() <= MOST_RESULTS, "{}", results.len());
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for result in results {
            *counts.entry(result["ruleId"].as_str().unwrap()).or_default() +=
                result["occurrenceCount"].as_u64().unwrap_or(1);
        }
        let single = results.iter().take_while(|result| result.get("occurrenceCount").is_none()).count();
        assert!((19_990..=20_000).contains(&single), "{single}");
        assert_eq!(counts["needling/sd-alcohol"], 2 * products as u64);
        let notices = document["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
        assert_eq!(notices[0]["descriptor"]["id"], "rolled-up-results");
        if products > 9_000 {
            let mut end = document.clone();
            end["runs"][0]["results"].as_array_mut().unwrap().drain(..results.len() - 50);
            assert_valid(&end);
            let last = results.last().unwrap();
            assert!(last["message"]["text"].as_str().unwrap().contains("have no result of their own"), "{last}");
        }
    }
}

#[test]
fn what_is_known_or_matters_little_hides_nothing_that_counts() {
    let known = (0..30_000).map(|row| (format!("T-{row},1"), "Water, SD Alcohol 40-B, Glycerin, Menthol".to_owned()));
    let noted = (0..4_000).map(|row| (format!("N-{row},1"), "Water, Moonanol, Glycerin, Menthol".to_owned()));
    let new = ("NEW,1".to_owned(), "Water, SD Alcohol 40-B, Glycerin".to_owned());
    let old = catalogue(known.clone());
    let document = document_since(&old, &catalogue(noted.chain(known).chain([new])));
    let results = results(&document);
    let of_state = |state: &str| results.iter().filter(|result| result["baselineState"] == state).collect::<Vec<_>>();
    let (new, unchanged) = (of_state("new"), of_state("unchanged"));
    let text = |result: &Value| result["message"]["text"].as_str().unwrap().to_owned();
    let (errors, notes): (Vec<&Value>, _) = new.into_iter().partition(|result| result["level"] == "error");
    assert_eq!(errors.len(), 1);
    assert!(text(errors[0]).contains("NEW"), "{}", errors[0]);
    for (results, all) in [(notes, 4_000), (unchanged, 30_000)] {
        let counts = results.iter().map(|result| result["occurrenceCount"].as_u64().unwrap_or(1));
        assert_eq!((results.len(), counts.sum::<u64>()), (3_001, all));
    }
}

#[test]
fn what_could_not_be_read_is_told() {
    let document = document(include_str!("../../fixtures/catalogues/range.csv"));
    let invocation = &document["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let texts: Vec<&str> = invocation["toolExecutionNotifications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| notice["message"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        texts,
        [
            "1 product could not be read: it is empty.",
            "1 product could not be read: it only says where to find the ingredients.",
            "A product could not be read (R-7): it is empty.",
            "A product could not be read (R-8): it only says where to find the ingredients.",
        ]
    );
}

/// The results of a label, compared with a baseline or not.
fn results_of_label(label: &str, baseline: Option<&str>) -> Vec<Value> {
    let folder = folder(&[("a.txt", label), ("old.txt", baseline.unwrap_or_default())]);
    let mut arguments = vec!["check", "a.txt", "--format", "sarif", "--select", "needling/"];
    if let Some(old) = baseline {
        fs::write(folder.path().join("a.txt"), old).unwrap();
        needlint(&folder, &["check", "a.txt", "--quiet", "--write-baseline", "known"]).output().unwrap();
        fs::write(folder.path().join("a.txt"), label).unwrap();
        arguments.extend(["--baseline", "known"]);
    }
    let output = needlint(&folder, &arguments).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    results(&document).to_vec()
}

#[test]
fn a_finding_is_told_as_it_stands() {
    let list = "Water, SD Alcohol 40-B, Alcohol Denat., Isopropyl Alcohol\n";
    let allowed = format!("{list}# needlint: allow needling/high-alcohol because rinsed off\n");
    let told = results_of_label(&allowed, Some("Water, Glycerin, Alcohol Denat.\n"));
    let states: Vec<_> = told.iter().map(|result| result["baselineState"].as_str()).collect();
    assert_eq!(states, [Some("new"), Some("unchanged"), Some("unchanged")]);
    let suppression = json!([{ "kind": "inSource", "status": "accepted", "justification": "rinsed off" }]);
    assert_eq!((&told[0]["suppressions"], &told[2]["suppressions"]), (&Value::Null, &suppression));
    let allowed_only = results_of_label(&allowed, None);
    assert!(allowed_only.len() == 3 && allowed_only.iter().all(|result| result.get("baselineState").is_none()));
    for result in results_of_label(list, None) {
        assert_eq!((result.get("baselineState"), result.get("suppressions")), (None, None));
    }
}
