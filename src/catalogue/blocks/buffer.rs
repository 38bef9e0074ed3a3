//! Buffers that are used over and over: what a worker lets go of, the reader fills again.

use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::LONG_BLOCK;

/// The buffers that are not in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    usual: Vec<Vec<u8>>,
    /// Those that have grown for a long record. They are kept as well, for what is freed of such a size a process seldom
    /// gives back.
    long: Vec<Vec<u8>>,
}

/// Longer buffers hold a record that is longer than blocks are.
const USUAL: usize = LONG_BLOCK;

/// Bytes in a buffer that goes back to its pool when it is dropped.
#[derive(Debug)]
pub(crate) struct Buffer {
    /// As long as the buffer ever was, so that no byte is written to only to be overwritten.
    bytes: Vec<u8>,
    len: usize,
    pool: Pool,
}

impl Pool {
    pub(super) fn take(&self) -> Buffer {
        let bytes = self.kept().usual.pop().unwrap_or_default();
        Buffer { bytes, len: 0, pool: self.clone() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buffer {
    pub(super) fn room_taken(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.grow(self.len + bytes.len());
        self.bytes[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

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
        if len > USUAL && self.bytes.len() <= USUAL {
            self.swap_for_long();
        }
        if self.bytes.len() < len {
            self.bytes.resize(len, 0);
        }
    }

    /// Goes on in the long buffer, if there is one.
    fn swap_for_long(&mut self) {
        let mut kept = self.pool.kept();
        if let Some(mut long) = kept.long.pop() {
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
        let mut kept = self.pool.kept();
        if bytes.len() <= USUAL {
            kept.usual.push(bytes);
        } else {
            kept.long.push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(pool: &Pool, len: usize) -> Buffer {
        let mut buffer = pool.take();
        buffer.extend(b"x");
        buffer.extend(&vec![b'y'; len - 1]);
        assert!(*buffer == *[b"x", &*vec![b'y'; len - 1]].concat());
        buffer
    }

    /// How many usual buffers are kept, and how long the longest one is.
    fn kept(pool: &Pool) -> (usize, Option<usize>) {
        let kept = pool.kept();
        (kept.usual.len(), kept.long.iter().map(Vec::len).max())
    }

    #[test]
    fn buffers_are_used_again_and_one_long_one_is() {
        let pool = Pool::default();
        for (len, expected) in [
            (3, (1, None)),
            (USUAL, (1, None)),
            (USUAL + 5, (0, Some(USUAL + 5))),
            (2, (1, Some(USUAL + 5))),
            (USUAL + 9, (1, Some(USUAL + 9))),
            (USUAL + 6, (1, Some(USUAL + 9))),
        ] {
            drop(buffer(&pool, len));
            assert_eq!(kept(&pool), expected, "{len}");
        }
        let both = [buffer(&pool, USUAL + 1), buffer(&pool, USUAL + 2)];
        drop(both);
        assert_eq!(kept(&pool).1, Some(USUAL + 9), "the longer of two");
    }
}
