//! Files that are packed on the way: as the ending of their name says.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use crate::catalogue::packed::Compression;
use crate::report::Reach;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

use super::console::Console;
use super::error::CliError;
use super::newfile::NewFile;

/// How far back a file that is written is packed, as a power of two: there may be a dozen of them.
const WINDOW_LOG: u32 = 18;

pub(crate) enum PackedFile {
    Gzip(GzEncoder<NewFile>),
    Zstd(Encoder<'static, NewFile>),
}

/// Reads a file that is packed like this.
pub(crate) fn unpacked(file: File, packing: Compression) -> io::Result<Box<dyn BufRead>> {
    Ok(match packing {
        Compression::Gzip => Box::new(BufReader::new(MultiGzDecoder::new(file))),
        Compression::Zstd => Box::new(BufReader::new(Decoder::new(file)?)),
    })
}

impl PackedFile {
    pub(crate) fn create(path: &Path, packing: Compression) -> Result<PackedFile, CliError> {
        let file = NewFile::create(path)?;
        match packing {
            Compression::Gzip => Ok(PackedFile::Gzip(GzEncoder::new(file, flate2::Compression::default()))),
            Compression::Zstd => {
                let packed = Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL).and_then(|mut out| {
                    out.window_log(WINDOW_LOG)?;
                    Ok(PackedFile::Zstd(out))
                });
                packed.map_err(CliError::of_writing)
            }
        }
    }

    /// Writes what is still to be written, and lets the file appear as [`NewFile::conclude`] does.
    pub(crate) fn conclude(self, reach: Reach, console: &Console) -> Result<(), CliError> {
        self.finish()?.conclude(reach, console)
    }

    /// The file with all that is still to be written.
    pub(crate) fn finish(self) -> Result<NewFile, CliError> {
        let file = match self {
            PackedFile::Gzip(out) => out.finish(),
            PackedFile::Zstd(out) => out.finish(),
        };
        file.map_err(CliError::of_writing)
    }
}

impl Write for PackedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            PackedFile::Gzip(out) => out.write(bytes),
            PackedFile::Zstd(out) => out.write(bytes),
        }
    }

    /// Nobody can read along, and what is flushed packs badly: all is written at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
