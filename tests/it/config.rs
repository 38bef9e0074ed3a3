//! Where `needlint.toml` is found, and what it does not stand in the way of.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.current_dir(folder).args(arguments).env("COLUMNS", "100").output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with the file, a pack beside it and a folder below a folder.
fn folder(file: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::create_dir_all(folder.path().join("a/b")).expect("it can be made");
    fs::copy("fixtures/packs/retinoids.toml", folder.path().join("pack.toml")).expect("it can be copied");
    fs::write(folder.path().join("needlint.toml"), file).expect("it can be written");
    folder
}

#[test]
fn the_nearest_file_upward_holds_and_its_paths_are_its_own() {
    let folder = folder("rules = [\"pack.toml\"]\n");
    let below = folder.path().join("a/b");
    let output = run(&below, &["check", "--text", "Water, Retinol", "--format", "csv"]);
    assert!(text(&output.stdout).contains("clinic/retinoid"), "{output:?}");
    fs::write(folder.path().join("a/needlint.toml"), "").expect("it can be written");
    let output = run(&below, &["check", "--text", "Water, Retinol", "--format", "csv"]);
    assert!(!text(&output.stdout).contains("clinic/retinoid"), "{output:?}");
}

#[test]
fn a_faulty_file_keeps_nobody_from_help_nor_from_going_without_it() {
    let folder = folder("fail_on = 1");
    for (arguments, code, told) in [
        (&["check", "--text", "Water"][..], 2, "unknown option `fail_on`"),
        (&["check", "--text", "Water", "--no-config"], 0, ""),
        (&["check", "--text", "Water", "--no-config=false"], 2, "unknown option `fail_on`"),
        (&["check", "--text", "Water", "--no-config=perhaps"], 2, "invalid value 'perhaps'"),
        (&["check", "--help"], 0, ""),
        (&["--version"], 0, ""),
        (&[], 2, "Usage: needlint"),
        (&["check", "--bogus"], 2, "unexpected argument '--bogus'"),
        (&["config"], 2, "Usage: needlint config"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        assert!(text(&output.stderr).contains(told), "{arguments:?}: {output:?}");
    }
}

#[test]
fn every_option_has_a_line() {
    let folder = folder("");
    let output = run(folder.path(), &["config", "show", "--all"]);
    let page = text(&output.stdout);
    for command in ["check", "scan"] {
        let help = text(&run(folder.path(), &[command, "--help"]).stdout);
        let options = help.lines().filter_map(|line| line.trim_start().split_once("--"));
        let options = options.filter(|(before, _)| before.is_empty() || before.ends_with(", "));
        for option in options.map(|(_, rest)| rest.split(' ').next().unwrap_or_default()) {
            let is_shown = page.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{option} ")));
            assert!(is_shown || ["help", "config", "no-config"].contains(&option), "{option}: {page}");
        }
    }
}

/// The value of an option that holds in this folder, by the name in its table if it has one, and where that is said.
fn held(folder: &Path, option: &str) -> Vec<(String, String)> {
    let output = run(folder, &["config", "show", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let rows = document["options"].as_array().expect("it is a list").iter().filter(|row| row["option"] == option);
    let place = |row: &serde_json::Value| row["place"].as_str().unwrap_or_default().to_owned();
    rows.map(|row| (format!("{}{}", row["name"], row["value"]).replace('"', "").replace("null", ""), place(row)))
        .collect()
}

#[test]
fn a_file_goes_before_the_one_that_it_extends_and_tables_are_put_together() {
    let folder =
        folder("extends = \"b.toml\"\nselect = [\"needling/\"]\n[severity]\n\"needling/alcohol\" = \"note\"\n");
    let extended = "select = [\"label/\", \"needling/\"]\nignore = [\"label/order\"]\n[severity]\n\
                    \"needling/alcohol\" = \"error\"\n\"label/\" = \"off\"\n";
    fs::write(folder.path().join("b.toml"), extended).expect("it can be written");
    let owned = |value: &str, place: &str| (value.to_owned(), place.to_owned());
    assert_eq!(held(folder.path(), "select"), [owned("[needling/]", "needlint.toml:2")]);
    assert_eq!(held(folder.path(), "ignore"), [owned("[label/order]", "b.toml:2")]);
    let severities = [owned("label/off", "b.toml:5"), owned("needling/alcoholnote", "needlint.toml:4")];
    assert_eq!(held(folder.path(), "severity"), severities);
}

#[test]
fn what_is_written_in_a_file_is_of_the_kind_of_its_option() {
    for (file, is_right) in [
        ("fail-on = \"error\"", true),
        ("rules = [\"pack.toml\"]", true),
        ("select = [\"label/\"]", true),
        ("[severity]\n\"label/\" = \"off\"", true),
        ("output = \"out\"", true),
        ("allow-unreadable = true", true),
        ("color = \"never\"", true),
        ("text = \"Water\"", true),
        ("fail-on = [\"error\"]", false),
        ("rules = \"pack.toml\"", false),
        ("severity = \"off\"", false),
        ("allow-unreadable = \"yes\"", false),
        ("help = true", false),
        ("version = true", false),
        ("config = \"a.toml\"", false),
        ("no-config = true", false),
    ] {
        let folder = folder(file);
        assert_eq!(run(folder.path(), &["config", "show"]).status.success(), is_right, "{file}");
    }
    // paths go from the file
    for (option, line) in [("rules", "rules = [\"x.toml\"]"), ("output", "output = \"x.toml\"")] {
        let folder = folder(line);
        let below = folder.path().join("a/b");
        assert!(held(&below, option)[0].0.contains("../../x.toml"), "{option}: {:?}", held(&below, option));
    }
}

#[test]
fn what_is_shown_could_stand_in_a_file() {
    let folder = folder("text = \"Water \\u007f\"\n[report]\nsarif = [\"a.sarif\", \"b.sarif\"]\njunit = \"c.xml\"\n");
    let shown = || {
        let page = text(&run(folder.path(), &["config", "show"]).stdout);
        let lines =
            page.lines().map(|line| line.rsplit_once("  # ").map_or(line, |(line, _)| line.trim_end()).to_owned());
        lines.collect::<Vec<_>>()
    };
    let first = shown();
    assert!(first.contains(&"report.\"sarif\" = [\"a.sarif\", \"b.sarif\"]".to_owned()), "{first:?}");
    fs::write(folder.path().join("needlint.toml"), first.join("\n")).expect("it can be written");
    assert_eq!(shown(), first);
}
