//! Files that are packed on the way: as the ending of their name says.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use crate::report::Reach;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

use super::console::Console;
use super::fault::Fault;
use super::newfile::NewFile;

pub(crate) enum PackedFile {
    Gzip(GzEncoder<NewFile>),
    Zstd(Encoder<'static, NewFile>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// What the ending of a file's name says; none for a file that is not packed.
    pub(crate) fn by_ending(path: &Path) -> Option<Packing> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "gz" => Some(Packing::Gzip),
            "zst" => Some(Packing::Zstd),
            _ => None,
        }
    }
}

impl Packing {
    pub(crate) fn unpacked(self, file: File) -> io::Result<Box<dyn BufRead>> {
        Ok(match self {
            Packing::Gzip => Box::new(BufReader::new(MultiGzDecoder::new(file))),
            Packing::Zstd => Box::new(BufReader::new(Decoder::new(file)?)),
        })
    }
}

impl PackedFile {
    pub(crate) fn create(path: &Path, packing: Packing) -> Result<PackedFile, Fault> {
        let file = NewFile::create(path)?;
        match packing {
            Packing::Gzip => Ok(PackedFile::Gzip(GzEncoder::new(file, flate2::Compression::default()))),
            Packing::Zstd => {
                Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL).map(PackedFile::Zstd).map_err(Fault::of_writing)
            }
        }
    }

    /// Writes what is still to be written, and lets the file appear as [`NewFile::conclude`] does.
    pub(crate) fn conclude(self, reach: Reach, console: &Console) -> Result<(), Fault> {
        let file = match self {
            PackedFile::Gzip(out) => out.finish(),
            PackedFile::Zstd(out) => out.finish(),
        };
        file.map_err(Fault::of_writing)?.conclude(reach, console)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_how_a_file_is_packed() {
        for (name, packing) in [
            ("a.jsonl.gz", Some(Packing::Gzip)),
            ("a.GZ", Some(Packing::Gzip)),
            ("a.csv.zst", Some(Packing::Zstd)),
            ("a.csv", None),
            ("gz", None),
            ("-", None),
        ] {
            assert_eq!(Packing::by_ending(Path::new(name)), packing, "{name}");
        }
    }
}
