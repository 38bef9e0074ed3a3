//! Catalogues from files, folders and standard input: what the paths on the command line come to.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::catalogue::options::InputFormat;
use ignore::overrides::Override;
use ignore::{Error, WalkBuilder};

use super::args::Glob;
use super::error::CliError;
use super::feed::Feed;
use super::newfile;
use super::suggest;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
    /// A file that nobody named: it lies in a folder that was.
    Found(PathBuf),
}

/// The catalogues that paths come to, each once, and each with what keeps it from being read if something does. What is
/// excluded is looked for in no folder.
pub(crate) fn inputs(paths: &[PathBuf], excluded: &[Glob]) -> Vec<Result<Input, CliError>> {
    let mut inputs: Vec<_> = paths.iter().flat_map(|path| of_path(path, excluded)).collect();
    let mut seen = HashSet::new();
    inputs.retain(|input| {
        let path = input.as_ref().ok().and_then(Input::path);
        path.is_none_or(|path| !path.is_file() || seen.insert(newfile::resolved(path)))
    });
    inputs
}

fn of_path(path: &Path, excluded: &[Glob]) -> Vec<Result<Input, CliError>> {
    if path.as_os_str() == "-" {
        vec![Ok(Input::Stdin)]
    } else if path.is_dir() {
        of_folder(path, excluded)
    } else {
        vec![Ok(Input::File(path.to_owned()))]
    }
}

/// The catalogues in a folder and those below it, by their names, links followed; hidden and git-ignored ones left out.
fn of_folder(folder: &Path, excluded: &[Glob]) -> Vec<Result<Input, CliError>> {
    let mut found = Vec::new();
    let left_out = Glob::overrides(excluded, folder);
    let mut walk = WalkBuilder::new(folder);
    walk.follow_links(true).sort_by_file_path(Path::cmp).overrides(left_out.clone());
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.path().is_dir() || !is_catalogue(entry.path()) => {}
            Ok(entry) if entry.path().is_file() => found.push(Ok(Input::Found(entry.into_path()))),
            Ok(entry) => {
                let what = format!("{} is not a regular file, so it was not read", entry.path().display());
                found.push(Err(CliError::new(what).help("to read a pipe, name it on the command line")));
            }
            Err(error) => found.extend(unwalked(folder, &error, &left_out).map(Err)),
        }
    }
    if found.is_empty() && excluded.is_empty() {
        found.push(Err(CliError::new(format!("no catalogues found in the folder {}", folder.display()))
            .help("catalogue names end in .csv, .tsv, .jsonl, .ndjson, .xml or .xlsx, or in these plus .gz or .zst; give other files by name")));
    }
    found
}

/// What keeps something in a folder from being read. None for a folder that is being walked already, for what is left out, and
/// for a link to nothing whose name is that of another kind of file.
fn unwalked(folder: &Path, error: &Error, left_out: &Override) -> Option<CliError> {
    match error {
        Error::Loop { .. } => None,
        Error::WithDepth { err, .. } => unwalked(folder, err, left_out),
        Error::WithPath { path, .. }
            if path != folder && (is_hidden(path) || left_out.matched(path, false).is_ignore()) =>
        {
            None
        }
        Error::WithPath { path, err } if path.is_symlink() && leads_nowhere(err) => {
            // it may have been a folder of catalogues
            let is_wanted = is_catalogue(path) || path.extension().is_none();
            is_wanted.then(|| CliError::of_link(path))
        }
        Error::WithPath { err, .. } if matches!(**err, Error::Loop { .. }) => None,
        error => Some(
            CliError::new(format!("{} could not be searched: {error}", folder.display()))
                .help("check that you may read it and all folders in it"),
        ),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn leads_nowhere(error: &Error) -> bool {
    error.io_error().is_some_and(|error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
}

/// Whether a file's name is one that catalogues have.
pub(crate) fn is_catalogue(path: &Path) -> bool {
    InputFormat::by_name(&path.to_string_lossy()).is_some()
}

impl Input {
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) | Input::Found(path) => path.display().to_string(),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin => None,
            Input::File(path) | Input::Found(path) => Some(path),
        }
    }

    /// How many bytes it has on the disk; none where that is not known before it is read.
    pub(crate) fn size(&self) -> Option<u64> {
        let there = std::fs::metadata(self.path()?).ok()?;
        there.is_file().then_some(there.len())
    }

    pub(crate) fn open(&self) -> Result<Feed, CliError> {
        match self {
            Input::Stdin => Feed::stdin().map_err(|error| CliError::of_file(Path::new("standard input"), &error)),
            Input::File(path) | Input::Found(path) => Feed::open(path).map_err(|error| CliError::of_file(path, &error)),
        }
    }

    /// A fault of it as a catalogue, with another way out if it could be a label.
    pub(crate) fn fault(&self, fault: CliError) -> CliError {
        match self.path() {
            Some(path) if path.extension().is_some_and(|ending| ending == "txt") => fault
                .help("if it is a single label, not a catalogue, run:")
                .command(format!("needlint check {}", suggest::shell(path))),
            _ => fault,
        }
    }
}
