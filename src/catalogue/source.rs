//! Sources: what a catalogue is read from, unpacked and turned into UTF-8 as far as its first bytes tell.

mod ahead;
mod counted;
mod packed;
mod workbook;

use std::io::Read;

use super::encoding::{Encoding, Utf16};
use super::error::{OtherKind, ScanError};
use super::options::Wishes;
use super::sheet::Sheet;
use ahead::Ahead;
use counted::Counted;

pub(crate) use counted::BytesRead;
pub(crate) use packed::Compression;

/// How many bytes are looked at to find out what a file is.
const HEAD: usize = 4 << 10;

/// The text of a catalogue, and what it was made from.
pub(crate) struct Source<'a> {
    /// The text, in UTF-8 unless its bytes are none.
    pub(crate) text: Box<dyn Read + Send + 'a>,
    pub(crate) origin: Origin,
    /// How many bytes of the input were read so far.
    pub(crate) bytes_read: BytesRead,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) compression: Option<Compression>,
    /// Its encoding, where its first bytes give it away.
    pub(crate) encoding: Option<Encoding>,
    /// The sheet that it comes from, if it is a workbook.
    pub(crate) sheet: Option<Sheet>,
}

impl<'a> Source<'a> {
    /// Looks at the first bytes of `input`.
    pub(crate) fn open(file: &str, input: impl Read + Send + 'a, wishes: &Wishes<'_>) -> Result<Source<'a>, ScanError> {
        let input_error = |error| ScanError::Input { file: file.into(), error };
        let (input, bytes_read) = Counted::new(input);
        let packed = Ahead::look(input, HEAD);
        let compression = Compression::of(packed.head());
        let bytes: Box<dyn Read + Send + 'a> = match compression {
            Some(compression) => compression.unpack(packed).map_err(input_error)?,
            None => Box::new(packed),
        };
        let mut bytes = Ahead::look(bytes, HEAD);
        if workbook::is_one(bytes.head()) {
            let (sheet, rows) = workbook::open(file, &mut bytes, wishes)?;
            let origin = Origin { compression, encoding: Some(Encoding::Utf8), sheet: Some(sheet) };
            return Ok(Source { text: Box::new(rows), origin, bytes_read });
        }
        if let Some(kind) = OtherKind::of(bytes.head()) {
            return Err(ScanError::Binary { file: file.into(), kind: Some(kind) });
        }
        let encoding = Encoding::by_mark(bytes.head());
        let text: Box<dyn Read + Send + 'a> = match encoding {
            Some(Encoding::Utf16(order)) => Box::new(Utf16::new(bytes, order)),
            _ => Box::new(bytes),
        };
        Ok(Source { text, origin: Origin { compression, encoding, sheet: None }, bytes_read })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8]) -> Result<String, String> {
        let source = Source::open("x", bytes, &Wishes::default()).map_err(|error| error.to_string())?;
        let Source { mut text, origin: Origin { compression, encoding, sheet }, bytes_read } = source;
        let mut read = String::new();
        text.read_to_string(&mut read).map_err(|error| error.to_string())?;
        assert_eq!(bytes_read.get(), bytes.len() as u64);
        Ok(format!("{read:?} {compression:?} {encoding:?} {:?}", sheet.map(|sheet| sheet.name)))
    }

    #[test]
    fn what_a_file_is_shows_in_its_first_bytes() {
        const ZIP: &str = "x is no workbook that can be read: its zip archive is not whole (invalid Zip archive: Could not find EOCD)";
        let utf16 = b"\xff\xfei\0d\0,\0i\0n\0c\0i\0\n\0";
        for (bytes, expected) in [
            (&b""[..], Ok("\"\" None None None")),
            (b"id,inci\n", Ok("\"id,inci\\n\" None None None")),
            (utf16, Ok("\"id,inci\\n\" None Some(Utf16(Little)) None")),
            (b"PK\x03\x04rest", Err(ZIP)),
            (b"\xd0\xcf\x11\xe0", Err("x is an .xls workbook, or one with a password, not text")),
            (b"\xfd7zXZ\0", Err("x is xz data, not text")),
        ] {
            assert_eq!(open(bytes), expected.map(str::to_owned).map_err(str::to_owned));
        }
        let zstd = zstd::encode_all(&utf16[..], 3).unwrap();
        assert_eq!(open(&zstd), Ok("\"id,inci\\n\" Some(Zstd) Some(Utf16(Little)) None".to_owned()));
    }
}
