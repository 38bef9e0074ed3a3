//! The formats that programs read, each read by a parser of its own.

use std::collections::HashSet;
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
            // names are counted where JSON is asked for alone
            "schema" | "findings" | "names" => {}
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

#[test]
fn each_line_of_github_is_a_command_with_its_place() {
    let command =
        regex::Regex::new("^::(error|warning|notice) title=([^:,]+),file=([^:,]+),line=[0-9]+,col=[0-9]+::.+$");
    let command = command.unwrap();
    let text = scan(&["--format", "github"]);
    let (annotations, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| command.is_match(line));
    assert_eq!(annotations.len(), 7, "{text}");
    let unread = "2 lists (1 empty, 1 pointing elsewhere) could not be read";
    assert_eq!(rest, [format!("::warning title=needlint::{unread}")]);
}

#[test]
fn at_most_ten_annotations_of_a_kind_stand_for_any_number_of_findings() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("many.csv");
    let row = "Water, SD Alcohol 40-B, Tincture of Arnica, Glycerin";
    std::fs::write(&catalogue, format!("inci\n{}", format!("\"{row}\"\n").repeat(20_000))).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_needlint"))
        .args(["scan", "many.csv", "--format", "github", "--jobs", "2"])
        .current_dir(folder.path())
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches("::error ").count(), 10, "{text}");
    assert!(text.contains("::error title=needlint::and 19,991 more errors\n"), "{text}");
}

#[test]
fn code_quality_has_the_fields_that_gitlab_reads() {
    let text = scan(&["--format", "gitlab", "--all"]);
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(issues.len(), 9);
    for issue in &issues {
        let check = issue["check_name"].as_str().unwrap();
        assert!(issue["description"].as_str().unwrap().starts_with(&format!("[{check}] ")), "{issue}");
        assert!(["major", "minor", "info"].contains(&issue["severity"].as_str().unwrap()), "{issue}");
        assert_eq!(issue["location"]["path"], "fixtures/catalogues/range.csv");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 1, "{issue}");
    }
    assert_eq!(fingerprints(&issues).len(), issues.len());
}

fn fingerprints(issues: &[Value]) -> HashSet<String> {
    issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn products_that_stand_twice_or_have_no_name_have_fingerprints_of_their_own_in_gitlab() {
    let folder = tempfile::tempdir().unwrap();
    let gitlab = |rows: &[&str]| -> Vec<Value> {
        std::fs::write(folder.path().join("twice.csv"), format!("id,inci\n{}\n", rows.join("\n"))).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
        let output = command.args(["scan", "twice.csv", "--format", "gitlab"]).current_dir(folder.path()).output();
        serde_json::from_slice(&output.unwrap().stdout).unwrap()
    };
    let (one, two) = ("1,\"Water, SD Alcohol, Urea\"", "2,\"Water, Alcohol Denat., Urea\"");
    let (none, clear) = (",\"Water, SD Alcohol, Urea\"", "3,\"Water, Glycerin, Urea\"");
    let before = gitlab(&[one, one, two, none, none, none]);
    let after = gitlab(&[none, clear, one, two, none, one, none]);
    assert_eq!(fingerprints(&before).len(), 6);
    assert_eq!(fingerprints(&before), fingerprints(&after), "rows may move");
}

#[test]
fn junit_has_a_case_for_each_rule_and_each_finding() {
    let text = scan(&["--format", "junit"]);
    let document = roxmltree::Document::parse(&text).unwrap();
    let all = |tag: &'static str| document.descendants().filter(move |node| node.has_tag_name(tag));
    let suite = all("testsuite").next().unwrap();
    assert_eq!(suite.attribute("name"), Some("fixtures/catalogues/range.csv"));
    assert_eq!((all("testsuite").count(), all("failure").count(), all("skipped").count()), (1, 5, 1));
    assert_eq!(suite.attribute("failures"), Some("5"));
    let rules: HashSet<_> = all("testcase").filter_map(|case| case.attribute("classname")).collect();
    assert_eq!(rules.len(), 11 + 1, "the rules, and what is told of the lists");
    let names: HashSet<_> = all("testcase").map(|c| (c.attribute("classname"), c.attribute("name"))).collect();
    assert_eq!(names.len(), all("testcase").count(), "no name stands twice");
    let failing = all("testcase").find(|case| case.attribute("name") == Some("R-2 \"Alcohol Denat.\"")).unwrap();
    assert_eq!((failing.attribute("file"), failing.attribute("line")), (suite.attribute("name"), Some("4")));
}

#[test]
fn junit_counts_what_is_too_much_and_passes_what_is_clear() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, row: &str, rows: usize| {
        let text = format!("inci\n{}", format!("\"{row}\"\n").repeat(rows));
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    write("clear.csv", "Water, Glycerin, Panthenol", 3);
    write("many.csv", "Water, SD Alcohol 40-B, Tincture of Arnica, Glycerin", 6_000);
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.args(["scan", "clear.csv", "many.csv", "no.csv", "--format", "junit"]).current_dir(folder.path());
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let suites: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
    let names: Vec<_> = suites.iter().map(|suite| suite.attribute("name").unwrap()).collect();
    assert_eq!(names, ["clear.csv", "many.csv", "needlint"]);
    let counts = |suite: usize| ["failures", "errors"].map(|count| suites[suite].attribute(count).unwrap());
    assert_eq!((counts(0), counts(2)), (["0", "0"], ["0", "1"]));
    let cases = suites[1].children().filter(|node| node.has_tag_name("testcase")).count();
    assert!((500..520).contains(&cases), "{cases}");
    let failures = suites[1].attribute("failures").unwrap().parse::<u64>().unwrap();
    assert!(text.contains(&format!("and {} more findings", count(6_000 - (failures - 1)))), "{failures}");
}

fn count(number: u64) -> String {
    format!("{},{:03}", number / 1_000, number % 1_000)
}

#[test]
fn an_id_as_long_as_a_cell_is_shown_in_short_where_lines_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("shop.csv");
    std::fs::write(&catalogue, format!("id,inci\n{},\"Water, Alcohol Denat.\"\n", "x".repeat(100_000))).unwrap();
    for format in ["human", "concise", "github", "gitlab", "junit", "markdown", "html", "sarif"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
        command.args(["scan", "--format", format]).arg(&catalogue).env_remove("GITHUB_STEP_SUMMARY");
        let report = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert!(report.contains(&"x".repeat(20)) && report.len() < 50_000, "{format}: {}", report.len());
    }
}

#[test]
fn no_format_says_that_a_product_is_safe() {
    for format in ["human", "json", "jsonl", "csv", "concise", "github", "gitlab", "junit", "markdown"] {
        let text = scan(&["--format", format, "--all"]).to_lowercase();
        assert!(!text.is_empty() && !text.contains("safe"), "{format}: {text}");
    }
}

#[test]
fn annotations_come_with_a_summary_of_the_step() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
        command.args(["scan", "fixtures/catalogues/range.csv"]).args(arguments).env("GITHUB_STEP_SUMMARY", &summary);
        assert_eq!(command.output().unwrap().status.code(), Some(1));
        std::fs::read_to_string(&summary).unwrap_or_default()
    };
    assert_eq!(run(&["--format", "concise"]), "", "it is for annotations");
    assert_eq!(run(&["--format", "github", "--quiet"]), "", "and not for the quiet");
    assert!(run(&["--format", "github"]).starts_with("## needlint: 3 errors, 2 warnings and 2 notes\n"));
    let twice = run(&["--quiet", "--report", &format!("github={}", folder.path().join("log").display())]);
    assert_eq!(twice.matches("## needlint: ").count(), 2, "it stands behind what was there");
    let nearly_full = "x".repeat((1 << 20) - 100);
    std::fs::write(&summary, &nearly_full).unwrap();
    assert_eq!(run(&["--format", "github"]), nearly_full, "a longer one would not be shown at all");
}

#[test]
fn nine_of_a_kind_are_shown_where_something_else_is_told_too() {
    let errors = "\"Water, SD Alcohol 40-B\"\n";
    let warnings = "\"Water, Glycerin, Urea, Panthenol, Niacinamide, Phenoxyethanol, Alcohol\"\n".repeat(12_000);
    let run = crate::run::scan(format!("inci\n{warnings}{errors}"), &["no.csv", "--format", "github", "--jobs", "1"]);
    assert_eq!(run.out.matches("::warning title=").count(), 9 + 1, "{}", run.out);
    assert_eq!(run.out.matches("::error title=").count(), 1 + 1, "{}", run.out);
    assert!(run.out.ends_with(
        "::error title=needlint::not everything could be read: file not found: no.csv\n::warning title=needlint::and \
         11,991 more warnings\n"
    ));
}

#[test]
fn a_page_of_markdown_fits_into_a_comment_whatever_is_found() {
    let hostile = "`|<@&*".repeat(100);
    let groups: String = (0..10_000).map(|number| format!("\"{number}{hostile}\",\n")).collect();
    let list = format!("{0}, SD Alcohol 40-B {0}", "|".repeat(300));
    let found = format!("\"{hostile}\",\"{list}\"\n").repeat(60);
    let run =
        crate::run::scan(format!("brand,inci\n{found}{groups}"), &["--format", "markdown", "--group-by", "brand"]);
    let footer = "needlint checks only what labels list. This is not medical advice.</sub>\n";
    assert!(run.out.len() <= 60_000 && run.out.ends_with(footer), "{}", run.out.len());
    assert!(run.out.contains("… and 9,981 more groups"), "{}", run.out);
    assert!(run.out.contains("more findings"), "{}", run.out);
}

#[test]
fn what_does_not_count_is_told_in_markdown_beside_what_does() {
    let rows = |ids: std::ops::Range<usize>| -> String {
        ids.map(|id| format!("{id},\"Water, SD Alcohol 40-B\"\n")).collect()
    };
    let folder = crate::run::folder(&[
        ("old.csv", format!("id,inci\n{}", rows(0..3))),
        ("shop.csv", format!("id,inci\n{}7,\n8,\n9,\n", rows(0..2))),
    ]);
    crate::run::needlint(&folder, &["scan", "old.csv", "--quiet", "--write-baseline", "known"]).output().unwrap();
    let page = crate::run::run(folder, &["scan", "shop.csv", "--baseline", "known", "--format", "markdown"], b"").out;
    assert!(page.starts_with("## needlint: nothing new found\n"), "{page}");
    assert!(page.contains("\n**Not read**: 3 lists (3 empty). This is not an all-clear.\n"), "{page}");
    assert!(page.contains("; 2 findings already known, 1 no longer found.\n"), "{page}");
}
