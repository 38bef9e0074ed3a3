//! Scans of a catalogue in a folder of its own, with all that comes out of them.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a scan came to.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) told: String,
    /// The receipt; null if there is none.
    pub(crate) receipt: Value,
    pub(crate) folder: TempDir,
}

/// A command in this folder that nothing around it has a say in, on the last day of March 2026.
pub(crate) fn needlint(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlint"));
    command.current_dir(folder.path()).args(arguments).env("COLUMNS", "1000").env("NEEDLINT_NO_CONFIG", "true");
    command.env("SOURCE_DATE_EPOCH", "1774915200").env_remove("GITHUB_STEP_SUMMARY");
    command
}

/// A folder with these files.
pub(crate) fn folder<T: AsRef<[u8]>>(files: &[(&str, T)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, bytes) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Scans `shop.csv` with this in it.
pub(crate) fn scan(catalogue: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    scan_file("shop.csv", catalogue, arguments)
}

/// Scans a file with this name and content; `-` is standard input.
pub(crate) fn scan_file(file: &str, catalogue: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    let arguments = [&["scan", file, "--receipt", "receipt.json"], arguments].concat();
    match file {
        "-" => run(folder::<&str>(&[]), &arguments, catalogue.as_ref()),
        file => run(folder(&[(file, catalogue)]), &arguments, b""),
    }
}

/// Runs a command in this folder, with this as its standard input.
pub(crate) fn run(folder: TempDir, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = needlint(&folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let [out, told] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let receipt = fs::read(folder.path().join("receipt.json")).unwrap_or_default();
    let receipt = serde_json::from_slice(&receipt).unwrap_or_default();
    Run { code: output.status.code(), out, told, receipt, folder }
}

impl Run {
    /// The lines of a report in JSON Lines.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The report as one document.
    pub(crate) fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// A count of the receipt.
    pub(crate) fn count(&self, name: &str) -> u64 {
        self.receipt[name].as_u64().unwrap()
    }

    /// The first file's account of something.
    pub(crate) fn of_file(&self, name: &str) -> &Value {
        &self.receipt["files"][0][name]
    }

    /// The rows that are named for a fault, each as its kind, row and line; `list` is that of the broken or of the
    /// doubtful ones.
    pub(crate) fn faults(&self, list: &str) -> Vec<(&str, u64, u64)> {
        let kinds = self.of_file(list).as_array().unwrap();
        let places = kinds.iter().flat_map(|kind| {
            let first = kind["first"].as_array().unwrap().iter();
            first.map(|place| (kind["kind"].as_str(), place["row"].as_u64(), place["line"].as_u64()))
        });
        places.map(|(kind, row, line)| (kind.unwrap(), row.unwrap(), line.unwrap())).collect()
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
