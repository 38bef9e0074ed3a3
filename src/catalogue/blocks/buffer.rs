//! Buffers that are used over and over: what a worker lets go of, the reader fills again.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// The buffers that are not in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf(Arc<Mutex<Vec<Vec<u8>>>>);

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
    /// An empty buffer. It is kept for the next block unless it has grown beyond `longest`.
    pub(super) fn take(&self, longest: usize) -> Buffer {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        Buffer { bytes, len: 0, shelf: self.clone(), longest }
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
        if self.bytes.len() < len {
            self.bytes.resize(len, 0);
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
        if self.bytes.len() <= self.longest {
            let bytes = std::mem::take(&mut self.bytes);
            self.shelf.0.lock().unwrap_or_else(PoisonError::into_inner).push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_used_again_unless_it_grew_too_long() {
        let shelf = Shelf::default();
        for (len, kept) in [(3, 1), (4, 1), (5, 0)] {
            let mut buffer = shelf.take(4);
            buffer.extend(&vec![b'x'; len]);
            buffer.truncate(1);
            assert_eq!(&*buffer, b"x");
            drop(buffer);
            assert_eq!(shelf.0.lock().unwrap().len(), kept, "{len}");
        }
    }
}
