//! The progress bar: on a terminal and nowhere else, and gone at the end.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

/// Writes a catalogue to a pipe, so slowly that there is time for a bar.
fn feed(pipe: &Path) -> thread::JoinHandle<()> {
    let pipe = pipe.to_owned();
    thread::spawn(move || {
        let mut pipe = File::options().write(true).open(pipe).unwrap();
        pipe.write_all(b"id,inci\n").unwrap();
        let rows = format!("7,\"Water{}\"\n", ", Panthenol".repeat(100)).repeat(300);
        for _ in 0..8 {
            pipe.write_all(rows.as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(150));
        }
        pipe.write_all(b"8,\"Water, SD Alcohol 40-B\"\n").unwrap();
    })
}

/// What a scan shows: on a terminal, which `script` makes, or in pipes.
fn shown(on_terminal: bool, arguments: &str, term: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("mkfifo").arg(folder.path().join("catalogue.csv")).status();
    let command = format!("{} scan catalogue.csv {arguments}", env!("CARGO_BIN_EXE_needlint"));
    let (shell, option) = if on_terminal { ("script", "-qec") } else { ("sh", "-c") };
    let is_there =
        Command::new("sh").args(["-c", "command -v script"]).output().is_ok_and(|there| there.status.success());
    if !is_there || !made.is_ok_and(|made| made.success()) {
        eprintln!("left out, as no terminal can be made here");
        return None;
    }
    let mut shell = Command::new(shell);
    shell.args([option, &command]).args(on_terminal.then_some("/dev/null"));
    let feeding = feed(&folder.path().join("catalogue.csv"));
    let Output { stdout, stderr, .. } = shell.current_dir(folder.path()).env("TERM", term).output().unwrap();
    feeding.join().unwrap();
    drop(fs::remove_dir_all(folder.path()));
    Some(String::from_utf8([stdout, stderr].concat()).unwrap())
}

#[test]
fn a_bar_is_drawn_on_a_terminal_and_taken_away_again() {
    let Some(shown) = shown(true, "", "xterm") else { return };
    let (_, behind) = shown.rsplit_once(" rows/s").expect("there was a bar");
    assert!(behind.contains("\r\u{1b}[2K"), "the line is cleared: {behind:?}");
    assert!(
        behind.contains("SD alcohol is listed") && behind.contains("2401 products")
            || behind.contains("2,401 products")
    );
}

#[test]
fn there_is_none_where_nobody_wants_or_sees_it() {
    for (on_terminal, arguments, term) in [(false, "", "xterm"), (true, "--quiet", "xterm"), (true, "", "dumb")] {
        let Some(shown) = shown(on_terminal, arguments, term) else { return };
        assert!(!shown.contains("rows/s") && !shown.contains('\u{1b}'), "{arguments} {term}: {shown}");
    }
}
