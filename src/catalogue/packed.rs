//! Compressed text: gzip and zstd, known by their first bytes and unpacked on the way.

use std::fmt;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::bufread::GzDecoder;
use zstd::stream::read::Decoder as ZstdDecoder;

use crate::limits;

/// How much of a compressed file is read at once.
const PIECE: usize = 256 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    /// As gzip writes it, in one piece or several.
    Gzip,
    /// As zstd writes it, in one frame or several.
    Zstd,
}

impl Compression {
    /// The compression of a file that begins with `head`.
    pub(super) fn of(head: &[u8]) -> Option<Compression> {
        match head {
            [0x1f, 0x8b, ..] => Some(Compression::Gzip),
            // a frame, or one that zstd passes over
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Compression::Zstd),
            _ => None,
        }
    }

    /// The compression of a file whose name ends like this.
    pub(crate) fn by_ending(path: &Path) -> Option<Compression> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "gz" => Some(Compression::Gzip),
            "zst" => Some(Compression::Zstd),
            _ => None,
        }
    }

    /// A reader that unpacks what `reader` gives.
    pub(super) fn unpack<'a>(self, reader: impl Read + Send + 'a) -> io::Result<Box<dyn Read + Send + 'a>> {
        let has_failed = Arc::default();
        let reader = Watched { reader, has_failed: Arc::clone(&has_failed) };
        let reader = BufReader::with_capacity(PIECE, reader);
        let unpacked: Box<dyn Read + Send + 'a> = match self {
            Compression::Gzip => Box::new(Pieces(Some(GzDecoder::new(reader)))),
            Compression::Zstd => {
                let mut decoder = ZstdDecoder::with_buffer(reader)?;
                decoder.window_log_max(limits::WINDOW_LOG)?;
                Box::new(decoder)
            }
        };
        Ok(Box::new(Unpacked { compression: self, unpacked, has_failed }))
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
        })
    }
}

/// Unpacks gzip data piece by piece; none is left behind the last one.
struct Pieces<R>(Option<GzDecoder<R>>);

/// There is more behind the last piece, and it is no gzip.
#[derive(Debug, thiserror::Error)]
#[error("its gzip data is followed by something that is not gzip")]
struct MoreBehind;

impl<R: BufRead> Read for Pieces<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = &mut self.0 {
            let len = piece.read(out)?;
            if len > 0 || out.is_empty() {
                return Ok(len);
            }
            match piece.get_mut().fill_buf()? {
                [] => self.0 = None,
                [0x1f] | [0x1f, 0x8b, ..] => self.0 = self.0.take().map(|piece| GzDecoder::new(piece.into_inner())),
                _ => return Err(io::Error::other(MoreBehind)),
            }
        }
        Ok(0)
    }
}

/// Says in plain words what is wrong with compressed data.
struct Unpacked<'a> {
    compression: Compression,
    unpacked: Box<dyn Read + Send + 'a>,
    /// Whether it is the file that cannot be read, and nothing is wrong with the data.
    has_failed: Arc<AtomicBool>,
}

impl Read for Unpacked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.unpacked.read(out).map_err(|error| self.explained(error))
    }
}

impl Unpacked<'_> {
    fn explained(&self, error: io::Error) -> io::Error {
        if self.has_failed.load(Ordering::Relaxed) || error.kind() == ErrorKind::Interrupted {
            return error;
        }
        if error.get_ref().is_some_and(|inner| inner.is::<MoreBehind>()) {
            return error;
        }
        let compression = self.compression;
        let words = match error.kind() {
            ErrorKind::UnexpectedEof => format!("its {compression} data ends too early, so the file is incomplete"),
            _ if error.to_string().contains("too much memory") => {
                format!("its {compression} data needs more than {} of memory: decompress it first", limits::WINDOW)
            }
            _ => format!("its {compression} data is damaged ({error})"),
        };
        io::Error::new(error.kind(), words)
    }
}

/// Remembers that a reader could not be read.
struct Watched<R> {
    reader: R,
    has_failed: Arc<AtomicBool>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.reader.read(out).inspect_err(|error| {
            self.has_failed.fetch_or(error.kind() != ErrorKind::Interrupted, Ordering::Relaxed);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Breaks;

    #[test]
    fn what_is_wrong_with_the_file_is_told_as_it_is() {
        for (compression, beginning) in
            [(Compression::Gzip, b"\x1f\x8b\x08\0\0"), (Compression::Zstd, b"\x28\xb5\x2f\xfd\0")]
        {
            let mut reader = compression.unpack(beginning.chain(Breaks)).unwrap();
            assert_eq!(reader.read_to_end(&mut Vec::new()).unwrap_err().to_string(), "the cable was pulled");
        }
    }
}
