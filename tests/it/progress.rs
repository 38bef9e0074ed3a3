//! The progress bar: on a terminal and nowhere else, and gone at the end.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
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

/// What a scan shows on a terminal, while Ctrl-C is typed as often as this, once there is a bar.
fn shown_when_stopped(arguments: &str, times: u32) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("mkfifo").args(["catalogue.csv", "unread"]).current_dir(folder.path()).status();
    let open = "exec 3<>unread; stty cols 80 rows 24";
    let command = format!("{open}; {} scan catalogue.csv --no-config {arguments}", env!("CARGO_BIN_EXE_needlint"));
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).current_dir(folder.path()).env("TERM", "xterm");
    let child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let (Ok(mut child), true) = (child, made.is_ok_and(|made| made.success())) else { return None };
    let mut pipe = File::options().write(true).open(folder.path().join("catalogue.csv")).unwrap();
    // nobody need read it to its end
    let feeding = thread::spawn(move || {
        let _ = pipe.write_all(b"id,inci\n");
        let rows = [("Water", 10), ("SD Alcohol 40-B", 30)];
        for (first, times) in rows {
            let rows = format!("7,\"{first}{}\"\n", ", Panthenol".repeat(100)).repeat(300);
            for _ in 0..times {
                if pipe.write_all(rows.as_bytes()).is_err() {
                    return;
                }
                thread::sleep(Duration::from_millis(150));
            }
        }
    });
    let (mut screen, mut output) = (Vec::new(), child.stdout.take().unwrap());
    while !String::from_utf8_lossy(&screen).contains(" rows/s") {
        let mut bytes = [0; 1 << 10];
        let read = output.read(&mut bytes).unwrap();
        assert!(read > 0, "there is no bar");
        screen.extend(&bytes[..read]);
    }
    let mut keys = child.stdin.take().unwrap();
    for _ in 0..times {
        // until nothing can be written any more
        thread::sleep(Duration::from_millis(if times > 1 { 1_500 } else { 0 }));
        keys.write_all(b"\x03").unwrap();
        keys.flush().unwrap();
    }
    output.read_to_end(&mut screen).unwrap();
    child.wait().unwrap();
    feeding.join().unwrap();
    Some(String::from_utf8_lossy(&screen).into_owned())
}

/// The bar that `^C` stands behind, and what comes behind both.
fn around_the_last_key(shown: &str) -> (&str, &str) {
    let (before, behind) = shown.rsplit_once("^C").expect("the terminal shows the key");
    (before.rsplit_once("\u{1b}[2K").expect("there is a bar").1, behind)
}

/// What a scan shows: on a terminal, which `script` makes, or in pipes.
fn shown(on_terminal: bool, arguments: &str, term: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("mkfifo").arg(folder.path().join("catalogue.csv")).status();
    let command = format!("{} scan catalogue.csv --no-config {arguments}", env!("CARGO_BIN_EXE_needlint"));
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
fn ctrl_c_stands_behind_the_bar_and_goes_with_it() {
    let Some(shown) = shown_when_stopped("", 1) else { return };
    let (bar, behind) = around_the_last_key(&shown);
    assert!(bar.contains(" rows/s") && bar.chars().count() + "^C".len() < 80, "there is room behind it: {bar:?}");
    let (_, account) = behind.rsplit_once("\r\u{1b}[2K").expect("the line is cleared");
    assert!(account.contains("INCOMPLETE: the run was stopped") && !account.contains(" rows/s"), "{account:?}");
}

#[test]
fn a_second_ctrl_c_takes_the_bar_away_too() {
    let Some(shown) = shown_when_stopped("--format jsonl --output unread", 2) else { return };
    let (_, behind) = around_the_last_key(&shown);
    assert!(behind.ends_with("\r\u{1b}[2K"), "{behind:?}");
}

#[test]
fn there_is_none_where_nobody_wants_or_sees_it() {
    for (on_terminal, arguments, term) in [(false, "", "xterm"), (true, "--quiet", "xterm"), (true, "", "dumb")] {
        let Some(shown) = shown(on_terminal, arguments, term) else { return };
        assert!(!shown.contains("rows/s") && !shown.contains('\u{1b}'), "{arguments} {term}: {shown}");
    }
}
