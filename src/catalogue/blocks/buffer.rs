//! Buffers that are used over and over: what a worker lets go of, the reader fills again.

use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The buffers that are not in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    usual: Vec<Vec<u8>>,
    /// One that has grown for a long record. It is kept as well, for what is freed of such a size a process seldom gives
    /// back.
    long: Option<Vec<u8>>,
}

/// Bytes in a buffer that goes back to its shelf when it is dropped.
#[derive(Debug)]
pub struct Buffer {
    /// As long as the buffer ever was, so that no byte is written to only to be overwritten.
    bytes: Vec<u8>,
    len: usize,
    shelf: Shelf,
    longest: usize,
}

impl Shelf {
    /// An empty buffer. It is a long one if it grows beyond `longest`.
    pub(super) fn take(&self, longest: usize) -> Buffer {
        let bytes = self.kept().usual.pop().unwrap_or_default();
        Buffer { bytes, len: 0, shelf: self.clone(), longest }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buffer {
    /// Adds bytes at the end.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.grow(self.len + bytes.len());
        self.bytes[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

    /// Keeps the first `len` bytes.
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The room behind its bytes up to a length of `wanted`.
    pub(super) fn room(&mut self, wanted: usize) -> &mut [u8] {
        self.grow(wanted);
        &mut self.bytes[self.len..wanted.max(self.len)]
    }

    /// Takes the next `len` bytes of its room for its own.
    pub(super) fn lengthen(&mut self, len: usize) {
        self.len += len;
    }

    fn grow(&mut self, len: usize) {
        if self.bytes.len() >= len {
            return;
        }
        if len > self.longest && self.bytes.len() <= self.longest {
            self.swap_for_long();
        }
        if self.bytes.len() < len {
            self.bytes.resize(len, 0);
        }
    }

    /// Goes on in the long buffer, if there is one that was longer than this.
    fn swap_for_long(&mut self) {
        let mut kept = self.shelf.kept();
        if let Some(mut long) = kept.long.take_if(|long| long.len() > self.bytes.len()) {
            long[..self.len].copy_from_slice(&self.bytes[..self.len]);
            kept.usual.push(std::mem::replace(&mut self.bytes, long));
        }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        let mut kept = self.shelf.kept();
        match bytes.len() <= self.longest {
            true => kept.usual.push(bytes),
            false => kept.long = Some(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept after a buffer for so many bytes that is long from five on.
    fn kept(shelf: &Shelf, len: usize) -> (usize, Option<usize>) {
        let mut buffer = shelf.take(4);
        buffer.extend(b"x");
        buffer.extend(&vec![b'y'; len - 1]);
        assert_eq!(&*buffer, [b"x", &*vec![b'y'; len - 1]].concat());
        drop(buffer);
        let kept = shelf.kept();
        (kept.usual.len(), kept.long.as_ref().map(Vec::len))
    }

    #[test]
    fn buffers_are_used_again_and_one_long_one_is() {
        let shelf = Shelf::default();
        for (len, expected) in
            [(3, (1, None)), (4, (1, None)), (5, (0, Some(5))), (2, (1, Some(5))), (9, (1, Some(9))), (6, (1, Some(9)))]
        {
            assert_eq!(kept(&shelf, len), expected, "{len}");
        }
    }
}
