//! Names of files, as reports write them.

use std::fs;

use serde_json::Value;

use crate::run::{folder, needlint, scan_file};

const LIST: &str = "inci\n\"Water, SD Alcohol 40-B\"\n";

#[test]
fn a_file_keeps_its_name_in_lines_unless_that_breaks_one() {
    for (file, name) in [("a  b:1.csv", "a  b:1.csv"), ("a\nb\u{2028}.csv", "a\u{fffd}b\u{fffd}.csv")] {
        let out = scan_file(file, LIST, &["--format", "concise"]).out;
        assert!(out.starts_with(&format!("{name}:2:9: error[")), "{out}");
    }
}

#[test]
fn paths_lead_from_the_root_of_the_checkout() {
    let names = ["shop/data/a.csv", "shop/b.csv", "shop/c.csv", "d.csv", "e.csv"];
    let folder = folder(&names.map(|name| (name, LIST)));
    let top = fs::canonicalize(folder.path()).unwrap();
    let [inside, outside] = ["shop/c.csv", "d.csv"].map(|name| top.join(name).display().to_string());
    for (here, source, path) in [
        ("shop/data", "a.csv", "data/a.csv"),
        ("shop/data", "./a.csv", "data/a.csv"),
        ("shop/data", "../b.csv", "b.csv"),
        ("shop/data", &inside, "c.csv"),
        ("shop/data", &outside, &outside),
        ("shop/data", "../../e.csv", "../../e.csv"),
        // a run elsewhere has its own folder for a root
        ("", "e.csv", "e.csv"),
        ("", "./shop/b.csv", "shop/b.csv"),
    ] {
        let mut command = needlint(&folder, &["scan", source, "--format", "gitlab"]);
        let output = command.current_dir(top.join(here)).env("GITHUB_WORKSPACE", top.join("shop")).output().unwrap();
        let issues: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(issues[0]["location"]["path"], path, "{source} in {here}");
    }
}

#[test]
fn addresses_are_relative_where_they_can_be() {
    let names = ["srv/shop.csv", "srv/exports/shop.csv", "srv/50% neu #1?.csv", "srv/a:b\\c[1].csv", "srv/Élan/№.csv"];
    let folder = folder(&names.into_iter().chain(["shop.csv"]).map(|name| (name, LIST)).collect::<Vec<_>>());
    let top = fs::canonicalize(folder.path()).unwrap();
    let [inside, outside] = ["srv/exports/shop.csv", "shop.csv"].map(|name| top.join(name).display().to_string());
    let url = format!("file://{outside}");
    for (source, uri, base) in [
        ("shop.csv", "shop.csv", Some("%SRCROOT%")),
        ("./exports//shop.csv", "exports/shop.csv", Some("%SRCROOT%")),
        ("../shop.csv", "../shop.csv", Some("%SRCROOT%")),
        (&inside, "exports/shop.csv", Some("%SRCROOT%")),
        (&outside, &url, None),
        ("50% neu #1?.csv", "50%25%20neu%20%231%3F.csv", Some("%SRCROOT%")),
        ("a:b\\c[1].csv", "a%3Ab%5Cc%5B1%5D.csv", Some("%SRCROOT%")),
        ("Élan/№.csv", "%C3%89lan/%E2%84%96.csv", Some("%SRCROOT%")),
        ("--text", "--text", None),
    ] {
        let arguments: &[&str] = match source {
            "--text" => &["check", "--text", "Water, SD Alcohol 40-B", "--format", "sarif"],
            source => &["scan", source, "--format", "sarif"],
        };
        let mut command = needlint(&folder, arguments);
        command.current_dir(top.join("srv")).env_remove("GITHUB_WORKSPACE").env_remove("CI_PROJECT_DIR");
        let document: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        let result = &document["runs"][0]["results"][0];
        let found = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!((found["uri"].as_str(), found["uriBaseId"].as_str()), (Some(uri), base), "{source}");
    }
    let document = scan_file("-", LIST, &["--format", "sarif"]).document();
    let found = &document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((found["uri"].as_str(), found.get("uriBaseId")), (Some("standard%20input"), None));
}

#[test]
fn what_a_spreadsheet_would_run_is_made_text() {
    for (id, written) in [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("1,2-Hexanediol", "1,2-Hexanediol"),
        ("a=b", "a=b"),
        ("'=1", "'=1"),
    ] {
        let catalogue = format!("id,inci\n\"{id}\",\"Water, SD Alcohol 40-B\"\n");
        let out = scan_file("shop.csv", catalogue, &["--format", "csv"]).out;
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        assert_eq!(reader.records().next().unwrap().unwrap()[4], *written, "{id:?}");
    }
}
