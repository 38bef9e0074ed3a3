//! Pruning: a baseline without the findings that are gone.

use std::io::{BufRead, Write};

use rustc_hash::FxHashSet;

use super::Baseline;
use super::error::BaselineError;
use super::lines::{HEADER, Line, Lines, list};
use super::sorter::Sorter;

/// What pruning came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pruned {
    /// How many findings are left.
    pub(crate) kept: u64,
    /// How many of those were found.
    pub(crate) found: u64,
    pub(crate) gone: u64,
}

/// Copies those lines of a baseline that were found again, or could not be as their rules were left out, byte for byte
/// and sorted, and its comments before them. `input` is what `baseline` was read from, read once more; `file` is its name;
/// `is_left_out` is asked of the id of a rule, or of none where a line does not name it.
pub(crate) fn prune(
    baseline: &Baseline, file: &str, input: impl BufRead, is_left_out: impl Fn(Option<&str>) -> bool,
    out: &mut dyn Write,
) -> Result<Pruned, BaselineError> {
    let mut sorter = Sorter::new();
    let mut lines = Lines::new(file, input);
    let (mut found, mut gone) = (FxHashSet::default(), FxHashSet::default());
    out.write_all(HEADER.as_bytes()).map_err(BaselineError::Output)?;
    while let Some(line) = lines.read()? {
        let written = match line {
            Line::Finding(fingerprint, line) if baseline.was_found(fingerprint, list(line)) => {
                found.insert((fingerprint.number(), list(line)));
                sorter.take(|entries| entries.push_line(fingerprint, line))
            }
            Line::Finding(fingerprint, line) if is_left_out(rule(line)) => {
                sorter.take(|entries| entries.push_line(fingerprint, line))
            }
            Line::Finding(fingerprint, line) => {
                gone.insert((fingerprint.number(), list(line)));
                Ok(())
            }
            Line::Comment(comment) => out.write_all(comment).and_then(|()| out.write_all(b"\n")),
        };
        written.map_err(BaselineError::Output)?;
    }
    let kept = sorter.write(out).map_err(BaselineError::Output)?;
    Ok(Pruned { kept, found: found.len() as u64, gone: gone.len() as u64 })
}

/// The rule that a line names behind its fingerprint.
fn rule(line: &[u8]) -> Option<&str> {
    str::from_utf8(line.split(|byte| *byte == b'\t').nth(1)?).ok().filter(|rule| rule.contains('/'))
}
