//! Entries: lines for a baseline, in memory.

use std::io::Write as _;

use super::lines::list;
use crate::fingerprint::{Fingerprint, ListHash};

/// So many characters are shown of a rule, a product or an ingredient.
const SHOWN: usize = 100;

/// Lines for a baseline, in any order. Each thread can gather its own, and hand them to the [`Writer`](super::Writer).
#[derive(Clone, Debug, Default)]
pub(crate) struct Entries {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// Where a line stands in the bytes.
#[derive(Clone, Copy, Debug)]
struct Entry {
    fingerprint: Fingerprint,
    list: Option<ListHash>,
    start: u32,
    end: u32,
}

impl Entries {
    /// Adds a finding in a list with what people should read of it: its rule, its product and its ingredient.
    pub(crate) fn push(&mut self, (fingerprint, list): (Fingerprint, ListHash), texts: [&str; 3]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&fingerprint.digits());
        for text in texts {
            self.bytes.push(b'\t');
            push_shown(text, &mut self.bytes);
        }
        write!(self.bytes, "\t{list}").expect("a Vec takes everything");
        self.close(fingerprint, Some(list), start);
    }

    /// Adds a line that was read from a baseline.
    pub(super) fn push_line(&mut self, fingerprint: Fingerprint, line: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(line);
        // lines are sorted by their bytes, and somebody may have written capitals
        let digits = fingerprint.digits();
        self.bytes[start..start + digits.len()].copy_from_slice(&digits);
        self.close(fingerprint, list(line), start);
    }

    fn close(&mut self, fingerprint: Fingerprint, list: Option<ListHash>, start: usize) {
        self.bytes.push(b'\n');
        let [start, end] = [start, self.bytes.len()].map(|at| at as u32);
        self.entries.push(Entry { fingerprint, list, start, end });
    }

    pub(super) fn extend(&mut self, other: &Entries) {
        let before = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&other.bytes);
        let shifted = |entry: &Entry| Entry { start: entry.start + before, end: entry.end + before, ..*entry };
        self.entries.extend(other.entries.iter().map(shifted));
    }

    /// Begins anew, with the room that the last ones took.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.entries.clear();
    }

    pub(crate) fn size(&self) -> usize {
        self.bytes.len() + size_of_val(self.entries.as_slice())
    }

    /// Sorts them. Of those with one fingerprint in one list, the line that comes first is kept: it does not matter in
    /// which order they came.
    pub(super) fn sort(&mut self) {
        let line = |entry: &Entry| &self.bytes[entry.start as usize..entry.end as usize];
        self.entries.sort_unstable_by(|one, other| {
            let by_key = (one.fingerprint, one.list).cmp(&(other.fingerprint, other.list));
            by_key.then_with(|| line(one).cmp(line(other)))
        });
        self.entries.dedup_by_key(|entry| (entry.fingerprint, entry.list));
    }

    /// The lines, each with its line end.
    pub(super) fn lines(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.entries.iter().map(|entry| &self.bytes[entry.start as usize..entry.end as usize])
    }
}

/// Writes a text so that it stays on its line, moves no cursor and takes no more than its share.
pub(super) fn push_shown(text: &str, line: &mut Vec<u8>) {
    let text = text.trim();
    if text.len() <= SHOWN && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return line.extend_from_slice(text.as_bytes());
    }
    let mut chars = text.chars();
    for c in chars.by_ref().take(SHOWN) {
        let turns_writing_round = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let c = if c.is_control() || c.is_whitespace() || turns_writing_round { ' ' } else { c };
        line.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    if chars.next().is_some() {
        line.extend_from_slice("…".as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_line_whatever_stands_in_it() {
        for (text, shown) in [
            ("SD Alcohol 40-B", "SD Alcohol 40-B"),
            (" 변성알코올\r\n", "변성알코올"),
            ("SD\tAlcohol\n\u{2028}\u{1b}[2J\u{202e}x", "SD Alcohol   [2J x"),
            (&"é".repeat(101), &format!("{}…", "é".repeat(100))),
        ] {
            let mut line = Vec::new();
            push_shown(text, &mut line);
            assert_eq!(String::from_utf8(line).unwrap(), shown);
        }
    }
}
