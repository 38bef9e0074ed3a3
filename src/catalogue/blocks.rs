//! Blocks: cuts a catalogue of any size into pieces of whole records.
//!
//! All that can be done by one thread at a time is done here, and no more: read, and find a border between two records
//! near the end of what was read. Splitting and counting is left to those who take the blocks.

mod buffer;
mod cut;
mod input;

use std::io::{self, Read};

use super::issue::RowIssue;
use super::records::{Border, QuotedFields, count_lines, end_of_line, is_line_end};
use crate::limits;
use buffer::Pool;
use input::Input;

pub(crate) use buffer::Buffer;
pub(crate) use cut::Cut;

/// How long a block is at most, unless a record is longer, where nothing is drawn of it. Long enough to be worth taking,
/// and short enough to stay in a cache.
pub(crate) const LONG_BLOCK: usize = 1 << 20;

/// The same where less is drawn of it than it takes up itself.
pub(crate) const BLOCK: usize = 512 << 10;

/// The same where what is drawn of it may take up many times as much.
pub(crate) const SHORT_BLOCK: usize = 256 << 10;

/// Cuts an input into blocks.
#[derive(Debug)]
pub(crate) struct Blocks<R> {
    input: Input<R>,
    cut: Cut,
    /// Lines that were passed before the first block.
    lines: u64,
    /// How many bytes stand before the header.
    header: Option<usize>,
    /// Whether the bytes at hand are of a line that is passed over.
    is_passing: bool,
    /// Whether the bytes at hand begin with the end of such a line.
    is_behind_passed: bool,
    /// What there is to tell of a first line that was passed over.
    passed_first: Option<Block>,
    pool: Pool,
    block: usize,
    longest_record: usize,
}

/// The first record of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) bytes: Vec<u8>,
    pub(crate) line: u64,
    /// Whether it is longer than may be, so that these are not all of its bytes.
    pub(crate) is_cut: bool,
}

/// Whole records, one after another.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) bytes: Buffer,
    /// Quoted fields that were seen in them when they were cut.
    pub(crate) quoted: QuotedFields,
    /// A row behind them that could not be read.
    pub(crate) broken: Option<Broken>,
    /// Bytes behind them that were passed over, being of such a row.
    pub(crate) passed: Option<Buffer>,
    /// Whether their first line end is that of a line that was passed over before them.
    pub(crate) ends_passed: bool,
}

impl Block {
    pub(crate) fn room_taken(&self) -> usize {
        self.bytes.room_taken() + self.passed.as_ref().map_or(0, Buffer::room_taken)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) issue: RowIssue,
    /// How many of its lines stand before the one at issue.
    pub(crate) lines: u64,
}

impl<R: Read> Blocks<R> {
    /// Cuts `input` from its first byte on.
    pub(crate) fn new(input: R) -> Blocks<R> {
        Blocks::of_length(input, BLOCK)
    }

    /// Cuts an input into blocks of this length.
    pub(crate) fn of_length(input: R, block: usize) -> Blocks<R> {
        Blocks::with_sizes(input, block, limits::ROW.0)
    }

    /// Cuts what comes next into blocks of another length.
    pub(crate) fn set_length(&mut self, block: usize) {
        self.block = block;
    }

    fn with_sizes(input: R, block: usize, longest_record: usize) -> Blocks<R> {
        let (input, pool) = (Input::new(input), Pool::default());
        let cut = Cut::Delimited(b','.into());
        Blocks {
            input,
            cut,
            lines: 0,
            header: None,
            is_passing: false,
            is_behind_passed: false,
            passed_first: None,
            pool,
            block,
            longest_record,
        }
    }

    /// Whether all that is left was peeked at and is one block at most.
    pub(crate) fn is_last(&self) -> bool {
        self.passed_first.is_none() && self.input.is_whole() && self.input.ahead() <= self.block
    }

    /// The bytes that come next, as many as a header can have if there are as many. They stay to be read.
    pub(crate) fn peek(&mut self) -> io::Result<&[u8]> {
        self.input.peek(self.block.max(limits::HEADER.0))
    }

    /// Passes over bytes that were peeked at.
    pub(crate) fn skip(&mut self, len: usize) {
        self.lines += count_lines(self.input.skip(len));
    }

    /// The bytes before the first block: what stands above the header, and what begins with it if there is one.
    pub(crate) fn head(&self) -> (&[u8], &[u8]) {
        let head = self.input.skipped();
        head.split_at(self.header.unwrap_or(head.len()))
    }

    /// Says how records are told apart, and gives the first one. It stays to be read.
    pub(crate) fn first(&mut self, cut: Cut) -> io::Result<Header> {
        self.cut = cut;
        self.skip_line_ends()?;
        let line = self.lines + 1;
        let most = match cut {
            Cut::Delimited(_) => self.longest_record.min(limits::HEADER.0),
            Cut::Lines => self.longest_record,
        };
        let mut wanted = self.block;
        loop {
            let bytes = self.input.peek(wanted)?;
            if let Border::At(len) = cut.first(bytes) {
                return Ok(Header { bytes: bytes[..len].to_vec(), line, is_cut: false });
            }
            if bytes.len() < wanted || wanted >= most {
                return Ok(Header { bytes: bytes.to_vec(), line, is_cut: bytes.len() >= most });
            }
            wanted *= 2;
        }
    }

    /// Passes over a first record that is too long, which is told of with the first block.
    pub(crate) fn pass_first(&mut self) -> io::Result<()> {
        let mut first = self.next_block()?;
        while self.is_passing && self.next_block()?.is_some() {}
        if let Some(passed) = first.as_mut().and_then(|block| block.passed.as_mut()) {
            passed.truncate(0);
        }
        self.passed_first = first;
        Ok(())
    }

    /// Takes the first record as the header, which has no row number.
    pub(crate) fn header(&mut self, cut: Cut) -> io::Result<Header> {
        let header = self.first(cut)?;
        self.header = Some(self.input.skipped().len());
        self.skip(header.bytes.len());
        Ok(header)
    }

    /// Lines that stand before the first block.
    pub(crate) fn lines_before(&self) -> u64 {
        self.lines
    }

    /// The next block; none at the end.
    pub(crate) fn next_block(&mut self) -> io::Result<Option<Block>> {
        if let Some(block) = self.passed_first.take() {
            return Ok(Some(block));
        }
        let mut bytes = self.pool.take();
        let mut quoted = QuotedFields::default();
        let mut wanted = self.block;
        let ends_passed = std::mem::take(&mut self.is_behind_passed);
        loop {
            self.input.pour(&mut bytes, wanted);
            if bytes.is_empty() {
                return self.input.end().map(|()| None);
            }
            if self.is_passing {
                let passed = self.pass_over(&mut bytes, 0);
                return Ok(Some(Block { bytes, quoted, broken: None, passed: Some(passed), ends_passed }));
            }
            let is_last = bytes.len() < wanted;
            let (len, is_open) = self.cut.last(&bytes, &mut quoted);
            if is_last && !is_open && self.input.is_whole() {
                return Ok(Some(Block { bytes, quoted, broken: None, passed: None, ends_passed }));
            }
            if len > 0 {
                self.input.put_back(&bytes[len..]);
                bytes.truncate(len);
                return Ok(Some(Block { bytes, quoted, broken: None, passed: None, ends_passed }));
            }
            // an input that broke off may have closed its quote behind that
            if is_last && !self.input.is_whole() {
                return self.input.end().map(|()| None);
            }
            if is_last || wanted >= self.longest_record {
                if let Some(len) = self.opened(&bytes, is_last) {
                    self.input.put_back(&bytes[len..]);
                    bytes.truncate(len);
                    return Ok(Some(Block { bytes, quoted, broken: None, passed: None, ends_passed }));
                }
                let (broken, passed) = self.give_up(&mut bytes);
                return Ok(Some(Block { bytes, quoted, broken: Some(broken), passed: Some(passed), ends_passed }));
            }
            wanted *= 2;
        }
    }

    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            // one more than a block: of blocks of one byte, none would show the \n behind a \r
            let wanted = self.block + 1;
            let bytes = self.input.peek(wanted)?;
            let len = bytes.iter().take_while(|byte| is_line_end(**byte)).count();
            let is_all = len < bytes.len() || bytes.len() < wanted;
            let is_half = !is_all && bytes[len - 1] == b'\r';
            self.skip(len - usize::from(is_half));
            if is_all {
                return Ok(());
            }
        }
    }

    /// The length of a record with a quote that is not closed in `bytes`: it ends with its line.
    fn opened(&self, bytes: &[u8], is_last: bool) -> Option<usize> {
        let Border::OpenQuote(at) = self.cut.first(bytes) else { return None };
        match end_of_line(bytes, at) {
            Some(end) => Some(end + line_end(&bytes[end..], is_last)),
            None => is_last.then_some(bytes.len()),
        }
    }

    /// Says what is wrong with the record in `bytes`, and passes over the line that makes it unreadable.
    fn give_up(&mut self, bytes: &mut Buffer) -> (Broken, Buffer) {
        (Broken { issue: RowIssue::TooLong, lines: 0 }, self.pass_over(bytes, 0))
    }

    /// Takes all out of `bytes`, and passes over them up to the first line end behind `from`. Where there is none, the
    /// next bytes are of the same line.
    fn pass_over(&mut self, bytes: &mut Buffer, from: usize) -> Buffer {
        let end = end_of_line(bytes, from);
        self.is_passing = end.is_none();
        self.is_behind_passed = end.is_some();
        let mut passed = std::mem::replace(bytes, self.pool.take());
        let len = end.unwrap_or(passed.len());
        self.input.put_back(&passed[len..]);
        passed.truncate(len);
        passed
    }
}

/// The length of the line end that bytes begin with, as far as they tell.
fn line_end(bytes: &[u8], is_last: bool) -> usize {
    match bytes {
        [b'\r'] if !is_last => 0,
        [b'\r', b'\n', ..] => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{Records, Shape};
    use super::*;
    use crate::catalogue::Breaks;
    use crate::catalogue::count::Count;
    use crate::catalogue::records::Dialect;
    use proptest::prelude::*;

    const COMMA: Cut = Cut::Delimited(Dialect { delimiter: b',', has_quotes: true });

    /// Most that is read is no record by this, and some is.
    const SHAPE: Shape = Shape { count: 2, list: 1, id: Some(0) };

    type Row = (u64, u64, Vec<String>);

    fn rows(mut records: Records<'_>) -> Vec<Result<Row, (u64, u64)>> {
        let mut rows = Vec::new();
        while let Some(record) = records.read() {
            let texts = record.fields.iter().map(|field| record.cell(*field).text().0.into_owned());
            rows.push(Ok((record.row, record.line(), texts.collect())));
        }
        rows
    }

    fn rows_by_blocks(bytes: &[u8], block: usize, longest_record: usize) -> Vec<Result<Row, (u64, u64)>> {
        let mut blocks = Blocks::with_sizes(bytes, block, longest_record);
        let mut before = Count::default();
        let mut all = Vec::new();
        let mut whole = Vec::new();
        while let Some(block) = blocks.next_block().unwrap() {
            whole.extend([&*block.bytes, block.passed.as_deref().unwrap_or_default()].concat());
            let mut rows = rows(Records::new(&block.bytes, b',').shaped(SHAPE).knowing(&block.quoted));
            let mut lines = count_lines(&block.bytes);
            if let Some(broken) = block.broken {
                lines += broken.lines;
                rows.push(Err((rows.len() as u64 + 1, lines + 1)));
            }
            let here = Count { rows: rows.len() as u64, lines };
            all.extend(rows.into_iter().map(|row| match row {
                Ok((row, line, fields)) => Ok((row + before.rows, line + before.lines, fields)),
                Err((row, line)) => Err((row + before.rows, line + before.lines)),
            }));
            before = before + here;
        }
        assert_eq!(whole, bytes, "nothing is lost");
        all
    }

    fn header(bytes: &[u8]) -> (Vec<u8>, u64) {
        let header = Blocks::with_sizes(bytes, 4, 64).header(COMMA).unwrap();
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
        blocks.header(COMMA).unwrap();
        assert_eq!(blocks.head(), (&b""[..], &b"id\n"[..]));
        let block = blocks.next_block().unwrap().unwrap();
        assert_eq!(&*block.bytes, b"1\n");
        assert_eq!(blocks.lines_before(), 1);
    }

    #[test]
    fn a_line_longer_than_the_longest_record_is_passed_over_and_named() {
        let input = format!("a\n{}\nb\n", "x".repeat(100));
        let rows = rows_by_blocks(input.as_bytes(), 4, 32);
        assert_eq!(rows, [Ok((1, 1, vec!["a".into()])), Err((2, 2)), Ok((3, 3, vec!["b".into()]))]);
    }

    #[test]
    fn an_open_quote_is_text_after_the_longest_record() {
        let input = format!("a,\"b\n{}", "c\n".repeat(100));
        let rows = rows_by_blocks(input.as_bytes(), 4, 32);
        assert_eq!(rows[0], Ok((1, 1, vec!["a".into(), "\"b".into()])));
        assert_eq!(rows.len(), 101);
        assert_eq!(rows[100], Ok((101, 101, vec!["c".into()])));
    }

    #[test]
    fn lines_are_cut_whatever_stands_in_them() {
        let mut blocks = Blocks::with_sizes(&b"{\"a\n\"b\",\n\n\"c"[..], 4, 64);
        blocks.first(Cut::Lines).unwrap();
        let mut next = || blocks.next_block().unwrap().map(|block| String::from_utf8_lossy(&block.bytes).into_owned());
        let cut: Vec<_> = std::iter::from_fn(&mut next).collect();
        assert_eq!(cut, ["{\"a\n", "\"b\",\n\n", "\"c"]);
    }

    #[test]
    fn no_quote_is_blamed_where_the_input_breaks_off() {
        let mut blocks = Blocks::new(b"1,a\n2,\"b".chain(Breaks));
        let block = blocks.next_block().unwrap().unwrap();
        assert_eq!((&*block.bytes, block.broken), (&b"1,a\n"[..], None));
        assert_eq!(blocks.next_block().unwrap_err().to_string(), "the cable was pulled");
    }

    proptest! {
        #[test]
        fn blocks_of_any_size_hold_the_same_rows(noise in "([a,\"\r\n]|b{64}|1,a|\n2,\"?a){0,40}", block in 1usize..200) {
            let noise = noise.as_bytes();
            prop_assert_eq!(rows_by_blocks(noise, block, 1 << 20), rows(Records::new(noise, b',').shaped(SHAPE)));
        }
    }
}
