//! Lines of a baseline, read one after another into the same memory.

use std::io::{BufRead, Read};

use super::error::BaselineError;
use crate::fingerprint::{Fingerprint, ListHash};
use crate::limits;

/// What the first line begins with; the version follows.
pub(super) const TITLE: &str = "# needlint baseline ";

pub(super) const HEADER: &str =
    "# needlint baseline 1: known findings, one per line; only the digits at the start and the end of a line count\n";

/// The list that a line names behind the ingredient; none in a baseline of an older release.
pub(super) fn list(line: &[u8]) -> Option<ListHash> {
    ListHash::of_digits(line.split(|byte| *byte == b'\t').nth(4)?.trim_ascii())
}

/// No line of a baseline is longer than this many bytes: what is may be a file of any size without a line end.
const LONGEST: u64 = limits::LINE.0 as u64;

/// What git puts at the start of lines around a conflict, and between its sides.
const MARKERS: [&[u8]; 4] = [b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"];

pub(super) struct Lines<'a, R> {
    file: &'a str,
    input: R,
    line: Vec<u8>,
    number: u64,
    has_title: bool,
}

/// A line that counts, without its line end.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// That of a finding, and all of it.
    Finding(Fingerprint, &'a [u8]),
    /// A comment, with its `#`.
    Comment(&'a [u8]),
}

impl<'a, R: BufRead> Lines<'a, R> {
    /// Reads from a file with this name, which is for errors.
    pub(super) fn new(file: &'a str, input: R) -> Lines<'a, R> {
        Lines { file, input, line: Vec::new(), number: 0, has_title: false }
    }

    /// The next line that is neither blank nor the title; none at the end.
    pub(super) fn read(&mut self) -> Result<Option<Line<'_>>, BaselineError> {
        loop {
            if !self.read_one()? {
                return if self.has_title { Ok(None) } else { Err(BaselineError::NoBaseline { file: self.file() }) };
            }
            match self.line.first() {
                _ if self.line.trim_ascii().is_empty() => {}
                None => {}
                Some(b'#') if self.is_title()? => self.has_title = true,
                Some(b'#') => return Ok(Some(Line::Comment(&self.line))),
                Some(_) => return self.finding().map(Some),
            }
        }
    }

    /// Reads a line of any kind. No at the end.
    fn read_one(&mut self) -> Result<bool, BaselineError> {
        self.line.clear();
        let read = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut self.line);
        if read.map_err(|error| BaselineError::Input { file: self.file(), error })? == 0 {
            return Ok(false);
        }
        self.number += 1;
        self.line.pop_if(|byte| *byte == b'\n');
        // or the next reader would take one more of them for a part of the line end
        while self.line.pop_if(|byte| *byte == b'\r').is_some() {}
        if self.number == 1 && self.line.starts_with(BYTE_ORDER_MARK) {
            self.line.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(true)
    }

    /// Whether a comment is the title.
    fn is_title(&self) -> Result<bool, BaselineError> {
        let Some(rest) = self.line.strip_prefix(TITLE.as_bytes()) else { return Ok(false) };
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        match &rest[..digits] {
            b"" => Ok(false),
            b"1" => Ok(true),
            version => {
                let version = String::from_utf8_lossy(version).into_owned();
                Err(BaselineError::OtherVersion { file: self.file(), line: self.number, version })
            }
        }
    }

    fn finding(&self) -> Result<Line<'_>, BaselineError> {
        let line = self.number;
        if let Some((digits, rest)) = self.line.split_first_chunk()
            && rest.first().is_none_or(u8::is_ascii_whitespace)
            && let Some(fingerprint) = Fingerprint::of_digits(digits)
        {
            return Ok(Line::Finding(fingerprint, &self.line));
        }
        let is_marker = MARKERS.iter().any(|marker| self.line.starts_with(marker));
        let file = self.file();
        Err(if is_marker {
            BaselineError::Conflict { file, line }
        } else {
            BaselineError::NoFingerprint { file, line }
        })
    }

    fn file(&self) -> String {
        self.file.to_owned()
    }
}

/// The mark that some editors put at the start of a file in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_waited_for_for_ever() {
        let endless = std::io::BufReader::new(std::io::repeat(b'a'));
        let error = Lines::new("-", endless).read().unwrap_err();
        assert_eq!(error.to_string(), "standard input:1: this line does not start with a fingerprint");
        let endless = std::io::BufReader::new(std::io::repeat(b'\n').take(3).chain(std::io::repeat(b'#')));
        assert!(Lines::new("-", endless).read().is_ok_and(|line| line.is_some()));
    }
}
