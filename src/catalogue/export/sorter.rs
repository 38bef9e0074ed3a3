//! Sorts lines, of which only some are held in memory.
//!
//! The others lie in temporary files, each sorted. As soon as there are so many of one size, they become one.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};

use tempfile::SpooledTempFile;

use super::part::Key;

/// How many bytes of lines are sorted at a time.
const HELD: usize = 4 << 20;

/// How many bytes of a file are held in memory.
const HELD_OF_FILE: usize = 64 << 10;

/// So many files become one.
const MOST_OF_SIZE: usize = 12;

/// What a line is sorted by. No two have the same.
type ByKey = fn(&str) -> Key;

pub(super) struct Sorter {
    key: ByKey,
    held: String,
    most_held: usize,
    files: Vec<Sorted>,
}

/// A file of sorted lines, and how often several became one.
struct Sorted {
    file: SpooledTempFile,
    size: u32,
}

/// Lines in their order.
pub(super) struct Lines {
    by_key: ByKey,
    files: Vec<BufReader<SpooledTempFile>>,
    next: BinaryHeap<Reverse<Next>>,
    line: String,
    /// How much of it was read.
    read: usize,
}

/// The line that comes next in a file.
struct Next {
    key: Key,
    line: String,
    file: usize,
}

impl Sorter {
    pub(super) fn new(key: ByKey) -> Sorter {
        Sorter::holding(key, HELD)
    }

    fn holding(key: ByKey, most_held: usize) -> Sorter {
        Sorter { key, held: String::new(), most_held, files: Vec::new() }
    }

    /// Takes a line, with its line end.
    pub(super) fn take(&mut self, line: &str) -> io::Result<()> {
        self.held.push_str(line);
        if self.held.len() < self.most_held { Ok(()) } else { self.put_aside() }
    }

    pub(super) fn sorted(mut self) -> io::Result<Lines> {
        self.put_aside()?;
        self.held = String::new();
        Lines::new(self.files, self.key)
    }

    fn put_aside(&mut self) -> io::Result<()> {
        let mut lines: Vec<(Key, &str)> =
            self.held.split_inclusive('\n').map(|line| ((self.key)(line), line)).collect();
        lines.sort_unstable_by(|(one, line), (other, other_line)| one.of(line).cmp(&other.of(other_line)));
        let mut out = BufWriter::new(SpooledTempFile::new(HELD_OF_FILE));
        lines.into_iter().try_for_each(|(_, line)| out.write_all(line.as_bytes()))?;
        let mut sorted = Sorted { file: out.into_inner()?, size: 0 };
        self.held.clear();
        while self.files.iter().filter(|other| other.size == sorted.size).count() + 1 == MOST_OF_SIZE {
            let size = sorted.size;
            let mut files: Vec<Sorted> = self.files.extract_if(.., |other| other.size == size).collect();
            files.push(sorted);
            let mut out = SpooledTempFile::new(HELD_OF_FILE);
            io::copy(&mut Lines::new(files, self.key)?, &mut out)?;
            sorted = Sorted { file: out, size: size + 1 };
        }
        self.files.push(sorted);
        Ok(())
    }
}

impl Lines {
    fn new(files: Vec<Sorted>, by_key: ByKey) -> io::Result<Lines> {
        let mut lines = Lines { by_key, files: Vec::new(), next: BinaryHeap::new(), line: String::new(), read: 0 };
        for (number, Sorted { mut file, .. }) in files.into_iter().enumerate() {
            file.rewind()?;
            let (mut file, mut line) = (BufReader::new(file), String::new());
            if file.read_line(&mut line)? > 0 {
                lines.next.push(Reverse(Next { key: by_key(&line), line, file: number }));
            }
            lines.files.push(file);
        }
        Ok(lines)
    }

    /// The next line, with its line end; none at the end.
    pub(super) fn next_line(&mut self) -> io::Result<Option<&str>> {
        self.line.clear();
        self.read = 0;
        let Some(mut first) = self.next.peek_mut() else { return Ok(None) };
        let Reverse(Next { key, line, file }) = &mut *first;
        std::mem::swap(&mut self.line, line);
        if self.files[*file].read_line(line)? == 0 {
            PeekMut::pop(first);
        } else {
            *key = (self.by_key)(line);
        }
        Ok(Some(&self.line))
    }
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.read == self.line.len() {
            self.next_line()?;
        }
        let mut rest = &self.line.as_bytes()[self.read..];
        let len = rest.read(out)?;
        self.read += len;
        Ok(len)
    }
}

impl Next {
    fn compared(&self) -> (bool, &str, u64) {
        self.key.of(&self.line)
    }
}

impl Ord for Next {
    fn cmp(&self, other: &Next) -> Ordering {
        self.compared().cmp(&other.compared())
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Next) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Next {
    fn eq(&self, other: &Next) -> bool {
        self.compared() == other.compared()
    }
}

impl Eq for Next {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_text(line: &str) -> Key {
        Key { is_product: true, text: 0..line.len(), row: 0 }
    }

    proptest! {
        #[test]
        fn memory_changes_nothing(mut lines in prop::collection::vec("[a-c]{0,9}\n", 0..400), held in 1usize..200) {
            let mut sorter = Sorter::holding(by_text, held);
            lines.iter().for_each(|line| sorter.take(line).unwrap());
            let mut sorted = String::new();
            sorter.sorted().unwrap().read_to_string(&mut sorted).unwrap();
            lines.sort();
            prop_assert_eq!(sorted, lines.concat());
        }
    }
}
