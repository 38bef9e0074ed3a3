//! What is written appears whole or not at all, and whatever stands in the way is told as what it is.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROWS: usize = 4_000;

/// A folder with a catalogue of several blocks in it, with more findings than a small disk holds.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let list = format!("SD Alcohol 40-B{}", ", Panthenol".repeat(100));
    let rows = format!("7,\"{list}\"\n").repeat(ROWS);
    fs::write(folder.path().join("catalogue.csv"), format!("id,inci\n{rows}")).unwrap();
    folder
}

fn needlint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.current_dir(folder).args(arguments).env("COLUMNS", "120").env("NEEDLINT_NO_CONFIG", "true");
    command
}

fn scan(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let arguments = [&["scan", "catalogue.csv", "--quiet"], arguments].concat();
    let Output { status, stderr, .. } = needlint(folder, &arguments).output().unwrap();
    let told = String::from_utf8(stderr).unwrap();
    // why the exit code is not 0 is tried elsewhere
    (
        status.code(),
        told.lines().filter(|line| !line.starts_with("needlint: ")).map(|line| format!("{line}\n")).collect(),
    )
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into()).collect();
    names.sort();
    names
}

#[test]
fn a_full_disk_is_told_and_leaves_nothing_behind() {
    let folder = folder();
    for option in ["--output", "--annotate", "--receipt"] {
        let mut arguments = vec![option, "/dev/full", "--format", "jsonl"];
        // what is written besides must not appear either
        if option != "--output" {
            arguments.extend(["--output", "results"]);
        }
        let (code, told) = scan(folder.path(), &arguments);
        assert!(
            code == Some(2) && told.starts_with("error: not enough space to write /dev/full: "),
            "{option}: {told}"
        );
        let left = if option == "--receipt" { vec!["catalogue.csv", "results"] } else { vec!["catalogue.csv"] };
        assert_eq!(files(folder.path()), left.iter().map(PathBuf::from).collect::<Vec<_>>(), "{option}");
        let _ = fs::remove_file(folder.path().join("results"));
    }
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = needlint(folder.path(), &["scan", "catalogue.csv"]);
    let output = command.stdout(full).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && told.contains("not enough space to write standard output"), "{told}");
}

#[test]
fn a_disk_that_fills_up_meanwhile_is_told_too() {
    let folder = folder();
    let small = folder.path().join("small");
    fs::create_dir(&small).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(&small).output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        eprintln!("left out, as no small disk can be mounted here");
        return;
    }
    let scans = ["--output", "--annotate"].map(|option| {
        let path = format!("small/{option}.csv");
        (scan(folder.path(), &[option, &path, "--format", "csv"]), files(&small))
    });
    assert!(Command::new("umount").arg(&small).status().unwrap().success());
    for ((code, told), left) in scans {
        assert!(code == Some(2) && told.starts_with("error: not enough space to write "), "{told}");
        assert_eq!(left, Vec::<PathBuf>::new());
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_anything_is_read() {
    let folder = folder();
    let read_only = folder.path().join("read-only.csv");
    fs::write(&read_only, "mine").unwrap();
    fs::set_permissions(&read_only, fs::Permissions::from_mode(0o444)).unwrap();
    for (path, message) in [
        (".", "error: . is a folder"),
        ("nowhere/out.csv", "error: nowhere/out.csv could not be written: its folder does not exist"),
        ("read-only.csv", "error: you do not have permission to write read-only.csv"),
        ("catalogue.csv/out.csv", "error: catalogue.csv/out.csv could not be written: "),
        ("catalogue.csv", "error: catalogue.csv is both an input and an output"),
    ] {
        for option in ["--output", "--annotate", "--receipt"] {
            let (code, told) = scan(folder.path(), &[option, path]);
            assert!(code == Some(2) && told.starts_with(message), "{option} {path}: {told}");
        }
    }
    assert_eq!(fs::read_to_string(&read_only).unwrap(), "mine");
    assert_eq!(files(folder.path()), ["catalogue.csv", "read-only.csv"].map(PathBuf::from));
}

#[test]
fn results_in_a_file_leave_the_account_on_the_screen() {
    let folder = folder();
    for format in ["human", "json", "jsonl", "csv"] {
        let arguments = ["scan", "catalogue.csv", "--format", format, "--output", "results"];
        let output = needlint(folder.path(), &arguments).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let last = told.lines().last().unwrap();
        assert!(last.starts_with("4,000 products read: 4,000 avoid, 0 caution, "), "{format}: {told}");
        assert!(last.contains(" MB in ") && last.ends_with(" s; written to results"), "{format}: {told}");
        assert!(output.stdout.is_empty(), "{format}");
    }
    let arguments = ["scan", "catalogue.csv", "no.csv", "--format", "csv", "--output", "results"];
    let told = String::from_utf8(needlint(folder.path(), &arguments).output().unwrap().stderr).unwrap();
    assert!(told.contains("INCOMPLETE: not everything could be read; 4,000 products"), "{told}");
    assert!(told.contains("results was not written: ") && !told.contains("written to"), "{told}");
    let kept = fs::read_to_string(folder.path().join("results.incomplete")).unwrap();
    assert!(kept.lines().count() > 4_000, "the results of what was read are not lost");
}

#[test]
fn a_new_file_has_the_rights_of_any_and_an_older_one_keeps_its_own() {
    let folder = folder();
    let [usual, new, older] = ["usual", "new.csv", "older.csv"].map(|name| folder.path().join(name));
    fs::write(&usual, "").unwrap();
    fs::write(&older, "").unwrap();
    fs::set_permissions(&older, fs::Permissions::from_mode(0o640)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for path in [&new, &older] {
        let (code, told) = scan(folder.path(), &["--format", "csv", "--output", path.to_str().unwrap()]);
        assert_eq!((code, told.as_str()), (Some(1), ""));
    }
    assert_eq!((mode(&new), mode(&older)), (mode(&usual), 0o640));
}

#[test]
fn who_stops_reading_the_results_still_gets_the_files() {
    let folder = folder();
    for (extra, written) in
        [(&["--annotate", "annotated.csv"][..], "annotated.csv"), (&["--receipt", "receipt.json"], "receipt.json")]
    {
        let arguments = [&["scan", "catalogue.csv", "--format", "jsonl"], extra].concat();
        let mut child =
            needlint(folder.path(), &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let text = fs::read_to_string(folder.path().join(written)).unwrap();
        match written {
            "receipt.json" => assert!(text.contains("\"products\": 4000") && text.contains("\"complete\": true")),
            _ => assert_eq!(text.lines().count(), ROWS + 1),
        }
    }
}

#[test]
fn standard_output_can_be_named() {
    let folder = folder();
    for name in ["-", "/dev/stdout"] {
        let arguments = ["scan", "catalogue.csv", "--quiet", "--annotate", name];
        let output = needlint(folder.path(), &arguments).output().unwrap();
        assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), ROWS + 1, "{name}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.lines().count()), (Some(1), 1), "{told}");
    }
}

#[test]
fn the_ending_says_how_a_file_is_packed() {
    let folder = folder();
    for (name, start) in [
        ("a.jsonl.gz", &b"\x1f\x8b"[..]),
        ("a.GZ", b"\x1f\x8b"),
        ("a.csv.zst", b"\x28\xb5\x2f\xfd"),
        ("a.csv", b"{\"sch"),
        ("gz", b"{\"sch"),
    ] {
        assert_eq!(scan(folder.path(), &["--format", "jsonl", "--output", name]), (Some(1), String::new()));
        assert!(fs::read(folder.path().join(name)).unwrap().starts_with(start), "{name}");
    }
}
