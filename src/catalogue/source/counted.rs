//! Bytes, counted as they are read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Clone, Debug, Default)]
pub(crate) struct BytesRead(Arc<AtomicU64>);

impl BytesRead {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader whose bytes are counted.
pub(super) struct Counted<R> {
    reader: R,
    count: BytesRead,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(reader: R) -> (Counted<R>, BytesRead) {
        let count = BytesRead::default();
        (Counted { reader, count: count.clone() }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = self.reader.read(out)?;
        self.count.0.fetch_add(len as u64, Ordering::Relaxed);
        Ok(len)
    }
}
