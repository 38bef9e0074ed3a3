//! Bytes that were looked at before they are read.

use std::io::{self, ErrorKind, Read};

/// Reads the first bytes of a reader again before the others.
pub(super) struct Ahead<R> {
    head: Vec<u8>,
    start: usize,
    /// Why there are no more of them.
    error: Option<io::Error>,
    rest: R,
}

impl<R: Read> Ahead<R> {
    /// Looks at the first `len` bytes, or as many as there are. An error is told once those before it were read.
    pub(super) fn look(mut reader: R, len: usize) -> Ahead<R> {
        let mut head = vec![0; len];
        let (mut have, mut error) = (0, None);
        while have < len && error.is_none() {
            match reader.read(&mut head[have..]) {
                Ok(0) => break,
                Ok(read) => have += read,
                Err(interrupted) if interrupted.kind() == ErrorKind::Interrupted => {}
                Err(other) => error = Some(other),
            }
        }
        head.truncate(have);
        Ahead { head, start: 0, error, rest: reader }
    }

    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let head = &self.head[self.start..];
        if head.is_empty() {
            return match self.error.take() {
                Some(error) => Err(error),
                None => self.rest.read(out),
            };
        }
        let len = head.len().min(out.len());
        out[..len].copy_from_slice(&head[..len]);
        self.start += len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Breaks;

    #[test]
    fn what_was_looked_at_is_read_again() {
        for len in 0..6 {
            let mut ahead = Ahead::look(&b"abcd"[..], len);
            assert_eq!(ahead.head(), &b"abcd"[..len.min(4)]);
            let mut read = String::new();
            ahead.read_to_string(&mut read).unwrap();
            assert_eq!(read, "abcd");
        }
    }

    #[test]
    fn an_error_comes_behind_what_was_read_before_it() {
        let mut ahead = Ahead::look(b"ab".chain(Breaks), 4);
        let mut read = Vec::new();
        assert!(ahead.read_to_end(&mut read).is_err());
        assert_eq!(read, b"ab");
    }
}
