//! Blocks: cuts a catalogue of any size into pieces of whole records, each with the row and line it begins at.

use std::io::{self, Read};

use super::fault::{Fault, FaultyRow};
use super::records::{Border, border, count_lines, end_of_line, is_line_end, lines_touched};

/// About how long a block is. Long enough to be worth handing to another thread, and short enough to stay in a cache.
const BLOCK: usize = 1 << 20;

/// The longest record that is waited for. Without a limit, one open quote would draw a whole file into memory.
const LONGEST_RECORD: usize = 64 << 20;

/// Cuts an input into blocks.
#[derive(Debug)]
pub struct Blocks<R> {
    input: R,
    buffer: Vec<u8>,
    /// Offset in the buffer of the first byte that is in no block yet.
    start: usize,
    is_at_end: bool,
    delimiter: u8,
    /// The number of the next record.
    row: u64,
    /// The line of the byte at `start`.
    line: u64,
    bytes_read: u64,
    block: usize,
    longest_record: usize,
}

/// Whole records, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Their bytes, line ends and all.
    pub bytes: Vec<u8>,
    /// The number of the first record.
    pub row: u64,
    /// The line of the first byte.
    pub line: u64,
    /// A row behind them that could not be read.
    pub broken: Option<FaultyRow>,
}

impl<R: Read> Blocks<R> {
    /// Cuts `input` from its first byte on.
    pub fn new(input: R) -> Blocks<R> {
        Blocks::with_sizes(input, BLOCK, LONGEST_RECORD)
    }

    fn with_sizes(input: R, block: usize, longest_record: usize) -> Blocks<R> {
        Blocks {
            input,
            buffer: Vec::new(),
            start: 0,
            is_at_end: false,
            delimiter: b',',
            row: 1,
            line: 1,
            bytes_read: 0,
            block,
            longest_record,
        }
    }

    /// The bytes that come next, a block of them if there are as many. They stay to be read.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        self.fill(self.block)?;
        Ok(self.unread())
    }

    /// Passes over bytes that were peeked at; there must be no line end among them.
    pub fn skip(&mut self, len: usize) {
        self.start += len;
    }

    /// How many bytes were read of the input.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Takes the first record as the header, and from then on splits by `delimiter`. The header has no row number.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn header(&mut self, delimiter: u8) -> io::Result<Block> {
        self.delimiter = delimiter;
        self.skip_line_ends()?;
        let mut wanted = self.block;
        while self.border_at(0).is_none() && !self.is_full(wanted) {
            wanted *= 2;
            self.fill(wanted)?;
        }
        let len = self.border_at(0).unwrap_or(self.unread().len());
        let line = self.line;
        Ok(Block { bytes: self.take(len), row: 0, line, broken: None })
    }

    /// The next block; none at the end.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next_block(&mut self) -> io::Result<Option<Block>> {
        let mut wanted = self.block;
        loop {
            self.fill(wanted)?;
            if self.unread().is_empty() {
                return Ok(None);
            }
            let (row, line) = (self.row, self.line);
            let (len, rows) = self.whole_records();
            if len > 0 {
                self.row += rows;
                return Ok(Some(Block { bytes: self.take(len), row, line, broken: None }));
            }
            if self.is_full(wanted) {
                let broken = Some(self.give_up()?);
                return Ok(Some(Block { bytes: Vec::new(), row, line, broken }));
            }
            wanted *= 2;
        }
    }

    fn unread(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Whether it is no use to ask for more than `wanted` bytes.
    fn is_full(&self, wanted: usize) -> bool {
        self.is_at_end || wanted >= self.longest_record
    }

    /// Reads until there are `wanted` bytes, or the input ends.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        let missing = wanted.saturating_sub(self.unread().len());
        if missing == 0 || self.is_at_end {
            return Ok(());
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let read = self.input.by_ref().take(missing as u64).read_to_end(&mut self.buffer)?;
        self.bytes_read += read as u64;
        self.is_at_end = read < missing;
        Ok(())
    }

    /// Takes bytes out of the buffer and counts their lines.
    fn take(&mut self, len: usize) -> Vec<u8> {
        let bytes = self.unread()[..len].to_vec();
        self.start += len;
        self.line += count_lines(&bytes);
        bytes
    }

    /// Length of the record that begins at an offset of what is unread; none if its end is not in the buffer.
    fn border_at(&self, at: usize) -> Option<usize> {
        let rest = &self.unread()[at..];
        match border(rest, self.delimiter) {
            Border::At(len) => Some(len),
            Border::Beyond => (self.is_at_end && !rest.is_empty()).then_some(rest.len()),
            Border::OpenQuote(_) => None,
        }
    }

    /// Length and number of the whole records in the buffer, up to about a block. Blank lines are none.
    fn whole_records(&self) -> (usize, u64) {
        let (mut len, mut rows) = (0, 0);
        while len < self.block {
            let Some(record) = self.border_at(len) else { break };
            rows += u64::from(!is_line_end(self.unread()[len]));
            len += record;
        }
        (len, rows)
    }

    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            self.fill(self.block)?;
            let len = self.unread().iter().take_while(|byte| is_line_end(**byte)).count();
            // the \n of a last \r may not be here yet
            let is_half = len > 0 && self.unread()[len - 1] == b'\r' && len == self.unread().len() && !self.is_at_end;
            let len = len - usize::from(is_half);
            self.take(len);
            if len == 0 || !self.unread().is_empty() && !is_half {
                return Ok(());
            }
        }
    }

    /// Passes over the line that makes the record at hand unreadable.
    fn give_up(&mut self) -> io::Result<FaultyRow> {
        let (at, fault) = match border(self.unread(), self.delimiter) {
            Border::OpenQuote(at) => (at, Fault::UnclosedQuote { lines: lines_touched(&self.unread()[at..]) }),
            Border::At(_) | Border::Beyond => (0, Fault::TooLong),
        };
        self.take(at);
        let broken = FaultyRow { row: self.row, line: self.line, fault };
        self.row += 1;
        loop {
            let end = end_of_line(self.unread(), 0);
            self.start += end.unwrap_or(self.unread().len());
            if end.is_some() || self.is_at_end {
                return Ok(broken);
            }
            self.fill(self.block)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::Records;
    use super::*;
    use proptest::prelude::*;

    type Row = (u64, u64, Vec<String>);

    fn rows(bytes: &[u8], row: u64, line: u64) -> Vec<Result<Row, (u64, u64)>> {
        let mut records = Records::new(bytes, b',').starting_at(row, line);
        let mut rows = Vec::new();
        while let Some(record) = records.read() {
            rows.push(match record {
                Ok(r) => Ok((r.row, r.line(), r.fields.iter().map(|f| r.text(*f).into_owned()).collect())),
                Err(quote) => Err((quote.row, quote.line)),
            });
        }
        rows
    }

    fn rows_by_blocks(bytes: &[u8], block: usize, longest_record: usize) -> Vec<Result<Row, (u64, u64)>> {
        let mut blocks = Blocks::with_sizes(bytes, block, longest_record);
        let mut all = Vec::new();
        while let Some(block) = blocks.next_block().unwrap() {
            all.extend(rows(&block.bytes, block.row, block.line));
            all.extend(block.broken.map(|broken| Err((broken.row, broken.line))));
        }
        assert_eq!(blocks.bytes_read(), bytes.len() as u64);
        all
    }

    fn header(bytes: &[u8]) -> (Vec<u8>, u64) {
        let header = Blocks::with_sizes(bytes, 4, 64).header(b',').unwrap();
        (header.bytes, header.line)
    }

    #[test]
    fn the_header_is_the_first_line_that_is_not_blank() {
        assert_eq!(header(b"a,b,c,d\n1,2"), (b"a,b,c,d\n".into(), 1));
        assert_eq!(header(b"\r\n\r\n\n\n\n\na,\"long\nname\"\n1,2"), (b"a,\"long\nname\"\n".into(), 7));
        assert_eq!(header(b"\n\n\n\n\n\n\n"), (b"".into(), 8));
        assert_eq!(header(b"a,\"b\n1,2"), (b"a,\"b\n1,2".into(), 1));
    }

    #[test]
    fn the_header_takes_no_row_number() {
        let mut blocks = Blocks::new(&b"id\n1\n"[..]);
        blocks.header(b',').unwrap();
        let block = blocks.next_block().unwrap().unwrap();
        assert_eq!((block.row, block.line, block.bytes.as_slice()), (1, 2, &b"1\n"[..]));
    }

    #[test]
    fn a_line_longer_than_the_longest_record_is_passed_over_and_named() {
        let input = format!("a\n{}\nb\n", "x".repeat(100));
        let rows = rows_by_blocks(input.as_bytes(), 4, 32);
        assert_eq!(rows, [Ok((1, 1, vec!["a".into()])), Err((2, 2)), Ok((3, 3, vec!["b".into()]))]);
    }

    #[test]
    fn an_open_quote_is_given_up_after_the_longest_record() {
        let input = format!("a,\"b\n{}", "c\n".repeat(100));
        let rows = rows_by_blocks(input.as_bytes(), 4, 32);
        assert_eq!(rows[0], Err((1, 1)));
        assert_eq!(rows.len(), 101);
        assert_eq!(rows[100], Ok((101, 101, vec!["c".into()])));
    }

    proptest! {
        #[test]
        fn blocks_of_any_size_hold_the_same_rows(noise in "[a,\"\r\n]{0,40}", block in 1usize..50) {
            let noise = noise.as_bytes();
            prop_assert_eq!(rows_by_blocks(noise, block, 1 << 20), rows(noise, 1, 1));
        }
    }
}
