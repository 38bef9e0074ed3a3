//! What a pipeline relies on: products with one id told apart, one line for why a run failed, and reports of runs in which
//! not everything could be read.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{Run, folder, gzip, needlint, run, scan};

const OLD: &str = "\
id,shade,inci
P,red,\"Water, SD Alcohol 40-B\"
P,blue,\"Water, Glycerin\"
Q,,\"Water, Alcohol Denat.\"
";

/// The states of the findings in a catalogue with these rows, by the baseline of the old one.
fn states(rows: &str, arguments: &[&str], input: &[u8]) -> (Vec<String>, Run) {
    let folder = folder(&[("old.csv", OLD.to_owned()), ("shop.csv", format!("id,shade,inci\n{rows}"))]);
    needlint(&folder, &["scan", "old.csv", "--quiet", "--write-baseline", "known"]).output().unwrap();
    let own = ["scan", "--baseline", "known", "--format", "jsonl"];
    let run = run(folder, &[&own, arguments].concat(), input);
    let lines = run.lines();
    let findings = lines.iter().flat_map(|line| line["findings"].as_array().unwrap());
    (findings.map(|finding| finding["state"].as_str().unwrap().to_owned()).collect(), run)
}

#[test]
fn what_is_new_in_a_product_with_a_shared_id_is_new() {
    let red = "P,red,\"Water, SD Alcohol 40-B\"\n";
    for (rows, expected) in [
        // the list of the other one has changed, whichever comes first
        (format!("{red}P,blue,\"Water, SD Alcohol 40-B, Glycerin\"\n"), vec!["known", "new"]),
        (format!("P,blue,\"Water, SD Alcohol 40-B, Glycerin\"\n{red}"), vec!["new", "known"]),
        // where both have changed, nobody knows
        (
            "P,blue,\"Water, SD Alcohol 40-B, Glycerin\"\nP,red,\"Water, SD Alcohol 40-B, Talc\"\n".to_owned(),
            vec!["new", "new"],
        ),
        // the same product twice, and one that nobody shares its id with any more
        (format!("{red}{red}"), vec!["known", "known"]),
        ("P,red,\"Water, SD Alcohol 40-B, Talc\"\n".to_owned(), vec!["known"]),
        ("Q,,\"Water, Glycerin, Alcohol Denat.\"\n".to_owned(), vec!["known"]),
    ] {
        let (states, run) = states(&rows, &["shop.csv", "--jobs", "2"], b"");
        assert_eq!(states, expected, "{rows}");
        assert_eq!(run.code, Some(i32::from(expected.contains(&"new"))), "{rows}: {}", run.told);
        assert!(!run.told.contains("more than one product"), "{}", run.told);
    }
}

#[test]
fn products_share_an_id_over_all_catalogues_of_a_run() {
    let rows = "P,blue,\"Water, SD Alcohol 40-B, Glycerin\"\n";
    assert_eq!(states(rows, &["shop.csv", "old.csv"], b"").0, ["new", "known", "known"]);
    assert_eq!(states(rows, &["shop.csv"], b"").0, ["known"]);
}

#[test]
fn what_comes_through_a_pipe_is_told_apart_by_what_came_before() {
    let head = "id,shade,inci\n";
    let [red, blue] = ["P,red,\"Water, SD Alcohol 40-B\"\n", "P,blue,\"Water, SD Alcohol 40-B, Glycerin\"\n"];
    let far = "Q,,Water\n".repeat(100_000);
    for (rows, expected) in [
        (blue.to_owned(), vec!["known"]),
        (format!("{red}{blue}"), vec!["known", "new"]),
        // nobody knew then that another was to come, which is told in its place
        (format!("{blue}{red}"), vec!["known", "new"]),
        (format!("{red}{red}"), vec!["known", "known"]),
        (format!("P,red,Water\n{far}{blue}"), vec!["new"]),
        (format!("{red}{far}{blue}"), vec!["known", "new"]),
    ] {
        let text = format!("{head}{rows}");
        assert_eq!(states("", &["-"], text.as_bytes()).0, expected);
        assert_eq!(states("", &["-", "--jobs", "4"], &gzip(text.as_bytes())).0, expected);
    }
}

#[test]
fn a_fingerprint_is_that_of_one_of_several_products_with_an_id() {
    let fingerprints = |rows: &str, format: &str| -> Vec<String> {
        let run = scan(format!("id,name,inci\n{rows}"), &["--format", format, "--jobs", "2"]);
        let of = |finding: &Value| finding["fingerprint"].as_str().unwrap().to_owned();
        match format {
            "sarif" => {
                let results = run.document()["runs"][0]["results"].as_array().unwrap().clone();
                results.iter().map(|result| result["partialFingerprints"].to_string()).collect()
            }
            "gitlab" => run.document().as_array().unwrap().iter().map(of).collect(),
            "csv" => {
                let mut reader = csv::Reader::from_reader(run.out.as_bytes());
                let at = reader.headers().unwrap().iter().position(|name| name == "fingerprint").unwrap();
                reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
            }
            _ => run.lines().iter().flat_map(|line| line["findings"].as_array().unwrap().iter().map(of)).collect(),
        }
    };
    let (red, blue) = ("P,,\"Water, SD Alcohol 40-B\"\n", "P,,\"Water, SD Alcohol 40-B, Glycerin\"\n");
    let far = "Q,,Water\n".repeat(100_000);
    for format in ["jsonl", "csv", "sarif", "gitlab"] {
        let alone = fingerprints(red, format);
        let both = fingerprints(&format!("{red}{far}{blue}"), format);
        assert!(both[0] == alone[0] && both[1] != alone[0], "{format}");
        // the first of them has no finding any more
        let other = fingerprints(&format!("P,,Water\n{far}{blue}"), format);
        assert_eq!(other, both[1..], "{format}");
        // one product, twice
        if matches!(format, "jsonl" | "csv") {
            assert_eq!(fingerprints(&format!("{red}{red}"), format), [alone[0].clone(), alone[0].clone()]);
        }
        // those without an id go by their names
        let named = |rows: &str| fingerprints(&rows.replace("P,,", ",Gel,"), format);
        let both = named(&format!("{red}{blue}"));
        assert!(both[0] == named(blue)[0] && both[0] != both[1], "{format}");
    }
}

#[test]
fn a_baseline_without_lists_still_knows_its_findings() {
    let folder = folder(&[("old.csv", OLD), ("shop.csv", "id,inci\nQ,\"Water, Alcohol Denat., Talc\"\n")]);
    needlint(&folder, &["scan", "old.csv", "--quiet", "--write-baseline", "known"]).output().unwrap();
    let known = fs::read_to_string(folder.path().join("known")).unwrap();
    let older: String =
        known.lines().map(|line| line.splitn(5, '\t').take(4).collect::<Vec<_>>().join("\t") + "\n").collect();
    assert_ne!(older, known);
    fs::write(folder.path().join("known"), older).unwrap();
    let scan = |file: &str| needlint(&folder, &["scan", file, "--baseline", "known"]).output().unwrap();
    assert_eq!((scan("old.csv").status.code(), scan("shop.csv").status.code()), (Some(0), Some(0)));
    let twice = OLD.replace("P,blue,\"Water, Glycerin\"", "P,blue,\"Water, SD Alcohol 40-B, Glycerin\"");
    fs::write(folder.path().join("twice.csv"), twice).unwrap();
    let told = String::from_utf8(scan("twice.csv").stderr).unwrap();
    assert!(told.contains("1 known finding matched more than one product with the same id; "), "{told}");
}

/// What a quiet run says.
fn quiet(folder: &TempDir, arguments: &[&str]) -> String {
    let output = needlint(folder, &[arguments, &["--quiet"]].concat()).output().unwrap();
    assert!(output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_quiet_run_says_in_one_line_why_it_failed() {
    let shop =
        "id,brand,inci\n1,N,\"Water, SD Alcohol 40-B\"\n2,N,\"Water, Phenoxyethanol, Alcohol\"\n3,S,Water\n4,S,\n";
    let folder = folder(&[("old.csv", OLD), ("shop.csv", shop), ("label.txt", "Water, SD Alcohol 40-B")]);
    needlint(&folder, &["scan", "old.csv", "--quiet", "--write-baseline", "known"]).output().unwrap();
    for (arguments, line) in [
        (&["scan", "shop.csv"][..], "1 error and 1 warning in 2 of 4 products"),
        (&["scan", "shop.csv", "--fail-on", "error"], "1 error in 1 of 4 products"),
        (&["scan", "shop.csv", "--fail-on", "note"], "1 error and 1 warning; 4 products read"),
        (&["scan", "shop.csv", "old.csv", "--baseline", "known"], "1 new error and 1 new warning in 2 of 7 products"),
        (&["scan", "shop.csv", "--max-findings", "1"], "2 findings that count, more than --max-findings 1"),
        (
            &["scan", "shop.csv", "--group-by", "brand", "--max-rate", "50%"],
            "N: 2 of 2 products affected, more than --max-rate 50 %",
        ),
        (&["scan", "shop.csv", "--fail-on", "never"], "nothing found, but 1 of 4 products could not be read"),
        (
            &["scan", "shop.csv", "--fail-on", "never", "--max-unreadable", "20%"],
            "nothing found, but 1 row was not read or possibly misread: more than --max-unreadable 20 %",
        ),
        (&["check", "label.txt"], "1 error"),
        (
            &["scan", "shop.csv", "--report", "r.xml", "--report", "r.html"],
            "1 error and 1 warning in 2 of 4 products; see r.html",
        ),
    ] {
        assert_eq!(quiet(&folder, arguments), format!("needlint: {line}\n"), "{arguments:?}");
    }
    let told = quiet(&folder, &["scan", "shop.csv", "no.csv"]);
    let line = "needlint: 1 error and 1 warning in 2 of 4 products; INCOMPLETE: not everything could be read: file not \
                found: no.csv\n";
    assert!(told.ends_with(line), "{told}");
    for clean in
        [&["scan", "shop.csv", "--fail-on", "never", "--allow-unreadable"][..], &["check", "--text", "Water, Glycerin"]]
    {
        assert_eq!(quiet(&folder, clean), "");
    }
}

#[test]
fn a_file_that_cannot_be_read_hides_no_findings() {
    let folder = folder(&[
        ("exports/shop.csv", "id,inci\n1,\"Water, SD Alcohol 40-B\"\n"),
        ("exports/prices.csv", "id,ingredient\n"),
    ]);
    let reports = ["a.html", "a.md", "a.sarif", "a.xml", "gitlab=a.gitlab", "a.json", "a.csv"];
    let arguments: Vec<&str> = reports.iter().flat_map(|report| ["--report", report]).collect();
    let output = needlint(&folder, &[&["scan", "exports/shop.csv", "exports/gone.csv"], &arguments[..]].concat())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let written = |name: &str| fs::read_to_string(folder.path().join(name));
    for name in ["a.html", "a.md", "a.sarif", "a.xml"] {
        let text = written(name).unwrap();
        assert!(text.contains("file not found: exports/gone.csv"), "{name}: {text}");
        assert!(text.contains("SD Alcohol"), "{name}: {text}");
    }
    assert!(
        written("a.gitlab").unwrap().contains("sd-alcohol")
            && written("a.json").unwrap().contains("\"complete\":false")
    );
    assert!(written("a.csv").is_err(), "nothing in it would say that a file is missing");
    // where nothing was read, what an earlier run wrote stays
    needlint(&folder, &["scan", "exports/gone.csv", "--report", "a.md"]).output().unwrap();
    assert!(written("a.md").unwrap().contains("SD Alcohol"));
}

#[test]
fn code_scanning_can_be_told_only_what_is_new() {
    let new = "P,red,\"Water, SD Alcohol 40-B\"\nR,,\"Water, SD Alcohol 40-B\"\n";
    for (which, results, left_out) in [("new", 1, true), ("all", 2, false)] {
        let (_, run) = states(new, &["shop.csv", "--report", "a.sarif", "--sarif-only", which], b"");
        let sarif = fs::read_to_string(run.folder.path().join("a.sarif")).unwrap();
        let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), results, "{which}");
        let notices = sarif["runs"][0]["invocations"][0].to_string();
        assert_eq!(notices.contains("1 finding is known or allowed, and left out."), left_out, "{notices}");
    }
}

#[test]
fn the_name_of_a_report_shows_its_format() {
    let folder = folder(&[("shop.csv", "id,inci\n1,\"Water, SD Alcohol 40-B\"\n")]);
    for (name, start) in [
        ("a.html", "<!DOCTYPE html>"),
        ("A.HTM", "<!DOCTYPE html>"),
        ("a.sarif", "{\"$schema\""),
        ("a.sarif.json", "{\"$schema\""),
        ("a.json", "{\"schema\":1"),
        ("a.jsonl", "{\"schema\":1"),
        ("a.csv", "source,"),
        ("a.md", "## needlint"),
        ("a.xml", "<?xml"),
    ] {
        needlint(&folder, &["scan", "shop.csv", "--report", name]).output().unwrap();
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.starts_with(start), "{name}: {text}");
    }
    for (name, told) in [
        ("findings", "findings does not end like a report: use FORMAT=PATH, such as jsonl=findings"),
        ("html", "html does not end like a report: use FORMAT=PATH, such as html=report"),
        ("htm=a.html", "there is no format htm"),
    ] {
        let output = needlint(&folder, &["scan", "shop.csv", "--report", name]).output().unwrap();
        assert!(String::from_utf8(output.stderr).unwrap().contains(told), "{name}");
    }
}
