//! Inputs: bytes on their way into blocks, with those that were read too far.

use std::io::{self, ErrorKind, Read};

use super::buffer::Buffer;

#[derive(Debug)]
pub(super) struct Input<R> {
    reader: R,
    is_at_end: bool,
    /// Why it could not be read to its end.
    error: Option<io::Error>,
    /// Bytes that were read and are to be read again, from `start` on.
    ahead: Vec<u8>,
    start: usize,
    skipped: Vec<u8>,
}

/// As much is read first: many files are short, and room for a block takes longer to make than they take to be read.
const FIRST: usize = 32 << 10;

impl<R: Read> Input<R> {
    pub(super) fn new(reader: R) -> Input<R> {
        Input { reader, is_at_end: false, error: None, ahead: Vec::new(), start: 0, skipped: Vec::new() }
    }

    /// Whether all was read that there is, or ever will be.
    pub(super) fn is_whole(&self) -> bool {
        self.is_at_end && self.error.is_none()
    }

    /// How many bytes were read and are to be read again.
    pub(super) fn ahead(&self) -> usize {
        self.ahead.len() - self.start
    }

    /// What to say at the end of the bytes.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.error.take().map_or(Ok(()), Err)
    }

    /// The next `wanted` bytes, or as many as there are. They stay to be read.
    pub(super) fn peek(&mut self, wanted: usize) -> io::Result<&[u8]> {
        let have = self.ahead();
        if have < wanted {
            let mut bytes = std::mem::take(&mut self.ahead);
            bytes.drain(..self.start);
            while bytes.len() < wanted && !self.is_at_end {
                let len = bytes.len();
                bytes.resize(wanted.min(FIRST.max(2 * len)), 0);
                let read = self.read(&mut bytes[len..]);
                bytes.truncate(len + read);
            }
            (self.ahead, self.start) = (bytes, 0);
        }
        if self.ahead.is_empty() {
            self.end()?;
        }
        Ok(&self.ahead[self.start..])
    }

    /// Passes over bytes that were peeked at, and gives them.
    pub(super) fn skip(&mut self, len: usize) -> &[u8] {
        let from = self.skipped.len();
        self.skipped.extend_from_slice(&self.ahead[self.start..self.start + len]);
        self.start += len;
        &self.skipped[from..]
    }

    pub(super) fn skipped(&self) -> &[u8] {
        &self.skipped
    }

    /// Adds bytes to `buffer` until it has `wanted` of them, or there are no more.
    pub(super) fn pour(&mut self, buffer: &mut Buffer, wanted: usize) {
        let taken = wanted.saturating_sub(buffer.len()).min(self.ahead.len() - self.start);
        buffer.extend(&self.ahead[self.start..self.start + taken]);
        self.start += taken;
        while buffer.len() < wanted && !self.is_at_end {
            let len = if buffer.room_taken() >= wanted { wanted } else { wanted.min(FIRST.max(2 * buffer.len())) };
            let read = self.read(buffer.room(len));
            buffer.lengthen(read);
        }
    }

    /// Takes back the last bytes that were poured out.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        if self.start < self.ahead.len() {
            // all that was poured came from here
            self.start -= bytes.len();
        } else {
            self.ahead.clear();
            self.ahead.extend_from_slice(bytes);
            self.start = 0;
        }
    }

    /// Fills `room` as far as there are bytes.
    fn read(&mut self, room: &mut [u8]) -> usize {
        let mut len = 0;
        while len < room.len() && !self.is_at_end {
            match self.reader.read(&mut room[len..]) {
                Ok(0) => self.is_at_end = true,
                Ok(read) => len += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => (self.is_at_end, self.error) = (true, Some(error)),
            }
        }
        len
    }
}

#[cfg(test)]
mod tests {
    use super::super::buffer::Pool;
    use super::*;
    use crate::catalogue::Breaks;

    #[test]
    fn what_is_put_back_is_poured_again() {
        let mut input = Input::new(&b"abcdefgh"[..]);
        assert_eq!(input.peek(4).unwrap(), b"abcd");
        input.skip(1);
        let mut buffer = Pool::default().take();
        for (wanted, poured, back) in [(2, "bc", "c"), (4, "cdef", "ef"), (3, "efg", ""), (3, "h", "h"), (3, "h", "")] {
            input.pour(&mut buffer, wanted);
            assert_eq!(&*buffer, poured.as_bytes());
            input.put_back(back.as_bytes());
            buffer.truncate(0);
        }
        assert!(input.is_whole());
    }

    #[test]
    fn what_was_read_before_an_error_is_kept() {
        let mut input = Input::new(b"abc".chain(Breaks));
        let mut buffer = Pool::default().take();
        input.pour(&mut buffer, 8);
        assert_eq!((&*buffer, input.is_whole()), (&b"abc"[..], false));
        assert!(input.end().is_err());
    }
}
