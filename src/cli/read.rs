//! Labels from files and from standard input: text, and of a size that a label has.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use crate::limits;

use super::console::Console;
use super::error::CliError;
use super::open::is_catalogue;
use super::suggest;
use crate::shape::NO_FILE;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
    Text(String),
}

/// Text has no NUL byte; a picture or an archive has one early on.
const BINARY_WITHIN: usize = 8 << 10;

impl Source {
    pub(crate) fn of_path(path: PathBuf) -> Source {
        if path.as_os_str() == "-" { Source::Stdin } else { Source::File(path) }
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) => path.display().to_string(),
            Source::Text(_) => NO_FILE.to_owned(),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Source::File(path) => Some(path),
            Source::Stdin | Source::Text(_) => None,
        }
    }

    /// Its text, which is in this encoding, or else in UTF-8.
    pub(crate) fn read(&self, encoding: Option<&'static Encoding>, console: &Console) -> Result<String, CliError> {
        match self {
            Source::Text(text) => not_empty(Path::new("the text"), text.clone()),
            Source::Stdin => {
                if io::stdin().is_terminal() {
                    console.hint("type or paste an ingredient list, then press Ctrl-D on a new line", "");
                }
                let path = Path::new("standard input");
                text(path, bytes(path, io::stdin().lock())?, encoding)
            }
            Source::File(path) => {
                if path.is_dir() {
                    return Err(folder(path));
                }
                let file = File::open(path).map_err(|error| CliError::of_file(path, &error))?;
                text(path, bytes(path, file)?, encoding)
            }
        }
    }

    /// The file, if its name is one that catalogues have.
    pub(crate) fn catalogue(&self) -> Option<&Path> {
        self.path().filter(|path| is_catalogue(path))
    }
}

fn folder(path: &Path) -> CliError {
    let files = path.join("*.txt");
    CliError::new(format!("{} is a folder", path.display()))
        .help("to check the files in it, run:")
        .command(format!("needlint check {}", suggest::shell(&files)))
}

fn bytes(path: &Path, input: impl Read) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    input.take(limits::LABEL.0 as u64 + 1).read_to_end(&mut bytes).map_err(|error| CliError::of_file(path, &error))?;
    if bytes.len() > limits::LABEL.0 {
        return Err(CliError::new(format!(
            "{} is larger than {}, too large for one label",
            path.display(),
            limits::LABEL
        ))
        .help("if it is a catalogue, run:")
        .command(format!("needlint scan {}", suggest::shell(path))));
    }
    Ok(bytes)
}

fn text(path: &Path, bytes: Vec<u8>, encoding: Option<&'static Encoding>) -> Result<String, CliError> {
    let name = path.display();
    if let Some(encoding) = encoding.filter(|_| kind_of(&bytes).is_none()) {
        let (text, encoding, is_damaged) = encoding.decode(&bytes);
        return match is_damaged {
            false => not_empty(path, text.into_owned()),
            true => Err(CliError::new(format!("{name} is not {} text", encoding.name()))
                .help("check --encoding, or leave it out if the file is UTF-8")),
        };
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(CliError::new(format!("{name} is UTF-16 text"))
            .help("save it as UTF-8, or run:")
            .command(format!("needlint check --encoding utf-16 {}", suggest::shell(path))));
    }
    if bytes.iter().take(BINARY_WITHIN).any(|byte| *byte == 0) {
        let what = kind_of(&bytes).unwrap_or("an image, an archive or a program");
        return Err(copy_out(path, &format!("it looks like {what}")));
    }
    if let Some(what) = kind_of(&bytes) {
        return Err(copy_out(path, &format!("it is {what}")));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))?;
    not_empty(path, text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// What some bytes are that are no text, by how they begin.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 6] = [
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"RIFF", "an image"),
        (b"PK\x03\x04", "an archive or an office document"),
    ];
    kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

fn copy_out(path: &Path, what: &str) -> CliError {
    CliError::new(format!("{} is not a text file: {what}", path.display()))
        .help("copy the ingredient list from it and run:")
        .command("needlint check --text \"...\"".to_owned())
}

/// Nothing to read is no label without a list: it is a mistake, of a script perhaps.
fn not_empty(path: &Path, text: String) -> Result<String, CliError> {
    match text.trim().is_empty() {
        true => Err(CliError::new(format!("{} is empty", path.display()))
            .help("it should contain the ingredient list of one product")),
        false => Ok(text),
    }
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> CliError {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let byte = error.as_bytes()[before.len()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let name = path.display();
    CliError::new(format!("{name} is not UTF-8 text: byte {byte:02X} at line {line}, column {column}"))
        .help("save it as UTF-8, or give its encoding; if it comes from Windows in Western Europe, run:")
        .command(format!("needlint check --encoding windows-1252 {}", suggest::shell(path)))
}
