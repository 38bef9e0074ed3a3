//! A file of options as it is written: its text, places in it, and the files that extend it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::layer::Origin;
use crate::cli::error::CliError;

/// A file, and the one that extends it.
pub(super) struct Document<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    extender: Option<&'a Document<'a>>,
    /// Where its lines end.
    line_ends: Vec<usize>,
}

impl<'a> Document<'a> {
    pub(super) fn new(path: &'a Path, text: &'a str, extender: Option<&'a Document<'a>>) -> Document<'a> {
        Document { path, text, extender, line_ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect() }
    }
}

impl Document<'_> {
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The path of a file that is named in this one: from here, not from the working directory.
    pub(super) fn beside(&self, named: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(named)
    }

    pub(super) fn fault(&self, message: impl Into<String>, span: Range<usize>, words: impl Into<String>) -> CliError {
        CliError::new(message).at(&self.name(), self.text, span, words)
    }

    pub(super) fn origin(&self, span: &Range<usize>) -> Origin {
        Origin::File(self.name(), 1 + self.line_ends.partition_point(|end| *end < span.start))
    }

    /// The files from this one to itself, if it is among those that extend it.
    pub(super) fn circle(&self) -> Option<String> {
        let own = self.path.canonicalize().ok()?;
        let mut names = vec![self.name()];
        for file in std::iter::successors(self.extender, |file| file.extender) {
            names.push(file.name());
            if file.path.canonicalize().is_ok_and(|path| path == own) {
                names.reverse();
                return Some(names.join(", which extends "));
            }
        }
        None
    }
}
