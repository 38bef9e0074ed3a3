//! The sorter: lines of any number put in order in a few megabytes.
//!
//! What fills its room is sorted and put aside: a run. All runs lie one behind another in one temporary file without a
//! name, which is gone with the program, however that ends. In the end they are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use super::entries::Entries;
use super::lines::list;
use crate::fingerprint::ListHash;

/// How many bytes of entries are sorted at a time.
const ROOM: usize = 8 << 20;

/// How many bytes are read at a time of a run, where there is room for as many.
const READ: std::ops::RangeInclusive<usize> = 4 << 10..=64 << 10;

/// Digits at the start of a line.
const DIGITS: usize = 32;

/// Sorts lines by their fingerprints, and those with one fingerprint by their lists.
#[derive(Debug)]
pub(super) struct Sorter {
    entries: Entries,
    room: usize,
    aside: Option<Aside>,
}

/// Runs that were put aside.
#[derive(Debug)]
struct Aside {
    file: File,
    /// Where in the file each ends.
    ends: Vec<u64>,
}

/// Reads a stretch of a file that others read as well.
struct Run<'a> {
    file: &'a File,
    at: u64,
    end: u64,
}

impl Sorter {
    pub(super) fn new() -> Sorter {
        Sorter::with_room(ROOM)
    }

    pub(super) fn with_room(room: usize) -> Sorter {
        Sorter { entries: Entries::default(), room, aside: None }
    }

    /// Takes the lines that `add` adds.
    pub(super) fn take(&mut self, add: impl FnOnce(&mut Entries)) -> io::Result<()> {
        add(&mut self.entries);
        if self.entries.size() < self.room { Ok(()) } else { self.put_aside().map_err(of_temporary) }
    }

    /// Writes the lines in their order, of those with one fingerprint in one list one. Gives their number.
    pub(super) fn write(mut self, out: &mut dyn Write) -> io::Result<u64> {
        if self.aside.is_some() {
            self.put_aside().map_err(of_temporary)?;
        }
        match self.aside {
            Some(aside) => aside.merge(self.room, out),
            None => {
                self.entries.sort();
                self.entries.lines().try_for_each(|line| out.write_all(line))?;
                Ok(self.entries.lines().len() as u64)
            }
        }
    }

    fn put_aside(&mut self) -> io::Result<()> {
        self.entries.sort();
        let aside = match &mut self.aside {
            Some(aside) => aside,
            none => none.insert(Aside { file: tempfile::tempfile()?, ends: Vec::new() }),
        };
        let mut out = BufWriter::with_capacity(*READ.end(), &aside.file);
        self.entries.lines().try_for_each(|line| out.write_all(line))?;
        out.flush()?;
        drop(out);
        aside.ends.push(aside.file.stream_position()?);
        self.entries.clear();
        Ok(())
    }
}

impl Aside {
    fn merge(&self, room: usize, out: &mut dyn Write) -> io::Result<u64> {
        let at_a_time = (room / self.ends.len()).clamp(*READ.start(), *READ.end());
        let mut start = 0;
        let mut runs: Vec<_> = Vec::with_capacity(self.ends.len());
        for end in &self.ends {
            runs.push(BufReader::with_capacity(at_a_time, Run { file: &self.file, at: start, end: *end }));
            start = *end;
        }
        let mut next = BinaryHeap::with_capacity(runs.len());
        for (number, run) in runs.iter_mut().enumerate() {
            let mut line = Vec::new();
            if run.read_until(b'\n', &mut line).map_err(of_temporary)? > 0 {
                next.push(Reverse((key(&line), line, number)));
            }
        }
        let mut last = None;
        let mut count = 0;
        while let Some(mut first) = next.peek_mut() {
            let Reverse((first_key, line, number)) = &mut *first;
            if last != Some(*first_key) {
                out.write_all(line)?;
                last = Some(*first_key);
                count += 1;
            }
            line.clear();
            if runs[*number].read_until(b'\n', line).map_err(of_temporary)? == 0 {
                PeekMut::pop(first);
            } else {
                *first_key = key(line);
            }
        }
        Ok(count)
    }
}

/// What lines are sorted by.
fn key(line: &[u8]) -> ([u8; DIGITS], Option<ListHash>) {
    let digits = line.first_chunk().copied().unwrap_or_default();
    (digits, list(line))
}

impl Read for Run<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = out.len().min(usize::try_from(self.end - self.at).unwrap_or(usize::MAX));
        let mut file = self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let len = file.read(&mut out[..most])?;
        self.at += len as u64;
        Ok(len)
    }
}

/// Says that it was the temporary file, which the user did not name.
fn of_temporary(error: io::Error) -> io::Error {
    let folder = std::env::temp_dir();
    io::Error::new(error.kind(), format!("a temporary file in {}: {error}", folder.display()))
}
