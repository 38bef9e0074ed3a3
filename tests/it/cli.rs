//! Sessions at the command line, as a person has them: what is typed, what is shown, and the exit code.

#[test]
fn sessions_go_as_written() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        // whatever needlint.toml lies above this folder
        .env("NEEDLINT_NO_CONFIG", "true")
        .case("tests/cmd/*.trycmd")
        .skip("tests/cmd/config.trycmd")
        .case("README.md")
        // two commands of the README build the program and run this very test: they are passed over
        .register_bin("cargo", trycmd::schema::Bin::Ignore);
}

#[test]
fn sessions_with_files_of_options_go_as_written() {
    trycmd::TestCases::new().env("COLUMNS", "100").env("NO_COLOR", "1").case("tests/cmd/config.trycmd");
}

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn needlint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.env("COLUMNS", "100").env("NEEDLINT_NO_CONFIG", "true").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = needlint()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("its input is a pipe").write_all(input).expect("it reads its input");
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_label_is_read_from_standard_input_with_and_without_a_dash() {
    for arguments in [&["check"][..], &["check", "-"]] {
        let output = with_input(arguments, "\u{feff}Water, SD Alcohol 40-B".as_bytes());
        let screen = String::from_utf8(output.stdout).expect("it writes text");
        assert!(screen.contains("[standard input:1:8]"), "{screen}");
        assert!(screen.contains("AVOID  the label lists \"SD Alcohol 40-B\""), "{screen}");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
    }
}

#[test]
fn a_catalogue_is_read_from_standard_input_whatever_it_is() {
    for (file, arguments, told) in [
        ("mist.csv.gz", &[][..], "columns sku (id), title (name), inci (ingredients); UTF-8, comma, gzip"),
        ("mist.csv.zst", &["--input-format", "csv"], "UTF-8, comma, zstd"),
        ("shop.tsv", &["--input-format", "tsv"], "UTF-8, tab"),
        ("shop.jsonl", &["--input-format", "jsonl"], "UTF-8, JSON Lines"),
        ("shop.jsonl", &[], "UTF-8, JSON Lines"),
        ("assortment.xlsx", &["--input-format", "xlsx"], "sheet Products (not read: Read me)"),
        ("utf-16.csv", &[], "UTF-16 LE, tab"),
    ] {
        let input = fs::read(Path::new("fixtures/catalogues").join(file)).expect("the fixture is there");
        let output = with_input(&[&["scan", "-"], arguments].concat(), &input);
        let messages = String::from_utf8(output.stderr).expect("it writes text").replace("\n  ", " ");
        assert!(messages.starts_with("standard input: column") && messages.contains(told), "{file}: {messages}");
        assert_eq!(output.status.code(), Some(1), "{file}");
    }
}

#[test]
fn a_report_appears_whole_and_alone() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let report = folder.path().join("report.txt");
    fs::write(&report, "an older report").expect("it can be written");
    let path = report.to_str().expect("its name is text");
    let faulty = needlint().args(["check", "--select", "nothing", "-o", path]).output().expect("it runs");
    assert_eq!(faulty.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&report).expect("it is there"), "an older report");
    let whole = needlint().args(["check", "--text", "Water, SD Alcohol 40-B", "-o", path]).output().expect("it runs");
    assert_eq!((whole.status.code(), whole.stdout.as_slice()), (Some(1), &b""[..]));
    assert!(fs::read_to_string(&report).expect("it is there").contains("AVOID"));
    assert_eq!(fs::read_dir(folder.path()).expect("it is a folder").count(), 1, "nothing is left beside it");
}

#[test]
fn a_reader_that_goes_away_changes_no_exit_code() {
    let mut child = needlint()
        .args(["check", "fixtures/labels/fatty-alcohols-only.txt", "fixtures/labels/sd-alcohol.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
}

#[test]
fn colour_is_for_those_who_want_it() {
    let screen = |command: &mut Command| {
        command.args(["check", "--text", "Water, SD Alcohol 40-B"]).output().expect("it runs").stdout
    };
    assert!(!screen(&mut needlint()).contains(&0x1b), "none in a pipe");
    assert!(screen(needlint().env("CLICOLOR_FORCE", "1")).contains(&0x1b), "unless forced");
    assert!(screen(needlint().args(["--color", "always"])).contains(&0x1b), "or asked for");
    assert!(!screen(needlint().args(["--color", "always"])).windows(2).any(|two| two == b"\x1b]"), "and never links");
}
