//! Runs that are interrupted: they end, say that they did not come to their end, and leave no file behind.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Starts the program in a folder of its own, with a pipe for its input.
fn start(folder: &Path, arguments: &[&str]) -> (Child, ChildStdin) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_needlint"))
        .args(arguments)
        .current_dir(folder)
        .env("COLUMNS", "100")
        .env("NEEDLINT_NO_CONFIG", "true")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    (child, input)
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// What it wrote and how it ended; a test must not wait for ever.
fn end(mut child: Child) -> Output {
    let patience = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > patience {
            child.kill().unwrap();
            panic!("it does not end");
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

fn wait_until(so: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !so() {
        assert!(Instant::now() < patience, "it does not come to that");
        thread::sleep(Duration::from_millis(5));
    }
}

fn read_a_bit(output: &mut impl Read) {
    output.read_exact(&mut [0; 100]).unwrap();
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

fn bytes_in(folder: &Path) -> u64 {
    // a file may be renamed meanwhile
    fs::read_dir(folder).unwrap().filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len())).sum()
}

/// Writes rows without end, until nobody reads them.
fn feed(mut input: ChildStdin) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let clear = format!("7,\"Water, {}Glycerin\"\n", "Panthenol, ".repeat(100));
        let rows = format!("7,\"Water, SD Alcohol 40-B, Glycerin\"\n{}", clear.repeat(99));
        let mut written = input.write_all(b"id,ingredients\n");
        while written.is_ok() {
            written = input.write_all(rows.as_bytes());
        }
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    })
}

#[test]
fn a_scan_without_an_end_ends_with_the_account_so_far() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let folder = tempfile::tempdir().unwrap();
        let outputs = ["--output", "out.jsonl", "--annotate", "annotated.csv", "--receipt", "receipt.json"];
        let (child, input) = start(folder.path(), &[&["scan", "-", "--format", "jsonl"], &outputs[..]].concat());
        let feeding = feed(input);
        wait_until(|| bytes_in(folder.path()) > 0);
        signal(&child, name);
        let output = end(child);
        feeding.join().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert_eq!(files(folder.path()), ["receipt.json"]);
        let receipt = fs::read_to_string(folder.path().join("receipt.json")).unwrap();
        let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
        assert_eq!((&receipt["complete"], &receipt["exit_code"]), (&false.into(), &code.into()));
        let file = &receipt["files"][0];
        assert_eq!((&file["complete"], &file["error"]), (&false.into(), &"the run was stopped".into()));
        assert!(file["products"].as_u64().unwrap() > 0 && file["sha256"].is_null() && file["size"].is_null());
        assert!(told.contains("INCOMPLETE: the run was stopped; "), "{told}");
        for name in ["out.jsonl", "annotated.csv"] {
            assert!(told.contains(&format!("{name} was not written: the run was stopped")), "{told}");
        }
    }
}

#[test]
fn the_screen_ends_with_the_account_so_far() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, input) = start(folder.path(), &["scan", "-", "--show", "1"]);
    let feeding = feed(input);
    read_a_bit(child.stdout.as_mut().unwrap());
    signal(&child, "INT");
    let output = end(child);
    feeding.join().unwrap();
    let screen = String::from_utf8(output.stdout).unwrap();
    let last = screen.lines().last().unwrap();
    assert!(last.starts_with("INCOMPLETE: the run was stopped; ") && last.contains(" avoid"), "{screen}");
    assert_eq!((output.status.code(), screen.matches("INCOMPLETE").count()), (Some(130), 1));
}

/// What a scan tells whose feeder dies of the same signal, as Ctrl-C goes to both.
fn end_with_the_feeder(folder: &Path, arguments: &[&str]) -> Output {
    let (child, mut input) = start(folder, &[&["scan", "-", "--receipt", "receipt.json"], arguments].concat());
    let row = "7,\"Water, Glycerin\"\n";
    input.write_all(format!("id,ingredients\n{}", row.repeat(30_000)).as_bytes()).unwrap();
    signal(&child, "INT");
    drop(input);
    end(child)
}

#[test]
fn the_end_of_a_feeder_that_was_interrupted_too_is_no_end() {
    for (format, part) in [("human", "INCOMPLETE: the run was stopped; "), ("json", "\"complete\":false"), ("csv", "")]
    {
        let folder = tempfile::tempdir().unwrap();
        let output = end_with_the_feeder(folder.path(), &["--format", format]);
        let screen = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.code() == Some(130) && screen.contains(part), "{format}: {:?}", output.status);
        let receipt = fs::read_to_string(folder.path().join("receipt.json")).unwrap();
        let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
        let file = &receipt["files"][0];
        assert_eq!((&receipt["complete"], &file["complete"]), (&false.into(), &false.into()), "{format}");
        assert!(receipt["exit_code"] == 130 && file["sha256"].is_null(), "{format}: {receipt}");
    }
}

#[test]
fn an_input_that_never_comes_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["scan", "-", "-o", "out"][..], &["scan", "pipe", "-o", "out"], &["check", "-", "-o", "out"]] {
        let _ = Command::new("mkfifo").arg(folder.path().join("pipe")).output().unwrap();
        let (child, input) = start(folder.path(), arguments);
        wait_until(|| files(folder.path()).len() == 2);
        signal(&child, "INT");
        let output = end(child);
        drop(input);
        assert_eq!(output.status.code(), Some(130), "{arguments:?}");
        assert_eq!(files(folder.path()), ["pipe"], "{arguments:?}");
    }
}

#[test]
fn a_second_interruption_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, input) = start(folder.path(), &["scan", "-", "--format", "jsonl", "--all"]);
    let feeding = feed(input);
    // nobody reads more of its output: once that is full, it cannot come to the end of what it has begun
    read_a_bit(child.stdout.as_mut().unwrap());
    thread::sleep(Duration::from_millis(500));
    signal(&child, "INT");
    thread::sleep(Duration::from_millis(200));
    signal(&child, "TERM");
    let output = end(child);
    feeding.join().unwrap();
    assert_eq!(output.status.code(), Some(143));
}
