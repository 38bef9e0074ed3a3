//! Pruning: a baseline without the findings that are gone.

use std::io::{BufRead, Write};

use super::Baseline;
use super::error::BaselineError;
use super::lines::{HEADER, Line, Lines};
use super::sorter::Sorter;

/// What pruning came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// How many findings are left.
    pub kept: u64,
    /// How many are gone.
    pub gone: u64,
}

/// Copies those lines of a baseline that were found again, byte for byte and sorted, and its comments before them.
/// `input` is what `baseline` was read from, read once more; `file` is its name.
///
/// # Errors
/// When `input` cannot be read or is no baseline any more, or `out` does not take the lines.
pub fn prune(
    baseline: &Baseline,
    file: &str,
    input: impl BufRead,
    out: &mut dyn Write,
) -> Result<Pruned, BaselineError> {
    let mut sorter = Sorter::new();
    let mut lines = Lines::new(file, input);
    out.write_all(HEADER.as_bytes()).map_err(BaselineError::Output)?;
    while let Some(line) = lines.read()? {
        let written = match line {
            Line::Finding(fingerprint, line) if baseline.was_found(fingerprint) => {
                sorter.take(|entries| entries.push_line(fingerprint, line))
            }
            Line::Finding(..) => Ok(()),
            Line::Comment(comment) => out.write_all(comment).and_then(|()| out.write_all(b"\n")),
        };
        written.map_err(BaselineError::Output)?;
    }
    let kept = sorter.write(out).map_err(BaselineError::Output)?;
    Ok(Pruned { kept, gone: baseline.gone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::fingerprint::Fingerprint;

    #[test]
    fn what_is_gone_goes_and_the_rest_stays_as_it_is() {
        let [a, b, c] = ["a", "b", "c"].map(|digit| digit.repeat(32));
        let text = format!(
            "# needlint baseline 1\n{c}\tr\tedited by hand\t\n{b}\n{b}\n# ours\n{a}\tx\n# needlint baseline 1\n"
        );
        let baseline = Baseline::read("x", text.as_bytes()).unwrap();
        for digits in [&c, &a] {
            let digits = digits.as_bytes().first_chunk().unwrap();
            assert!(baseline.recognise(Fingerprint::of_digits(digits).unwrap()));
        }
        let mut out = Vec::new();
        let pruned = prune(&baseline, "x", text.as_bytes(), &mut out).unwrap();
        assert_eq!(pruned, Pruned { kept: 2, gone: 1 });
        let expected = format!("{HEADER}# ours\n{a}\tx\n{c}\tr\tedited by hand\t\n");
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
