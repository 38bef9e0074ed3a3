//! Sources: what a catalogue is read from, unpacked and turned into UTF-8 as far as its first bytes tell.

mod ahead;
mod counted;
mod packed;
mod workbook;

use std::io::Read;

use super::encoding::{Decoded, Encoding};
use super::error::{OtherKind, ScanError};
use super::options::ReadOptions;
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
    /// Its encoding, where its first bytes give it away or it was asked for.
    pub(crate) encoding: Option<Encoding>,
    /// The sheet that it comes from, if it is a workbook.
    pub(crate) sheet: Option<Sheet>,
}

impl<'a> Source<'a> {
    /// Looks at the first bytes of `input`.
    pub(crate) fn open(
        file: &str, input: impl Read + Send + 'a, options: &ReadOptions<'_>,
    ) -> Result<Source<'a>, ScanError> {
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
            let (sheet, rows) = workbook::open(file, &mut bytes, options)?;
            let origin = Origin { compression, encoding: Some(Encoding::Utf8), sheet: Some(sheet) };
            return Ok(Source { text: Box::new(rows), origin, bytes_read });
        }
        if let Some(kind) = OtherKind::of(bytes.head()) {
            return Err(ScanError::Binary { file: file.into(), kind: Some(kind) });
        }
        let encoding = Encoding::of(bytes.head(), options.encoding);
        let text: Box<dyn Read + Send + 'a> = match encoding {
            Some(Encoding::Decoded(encoding)) => Box::new(Decoded::new(bytes, encoding)),
            _ => Box::new(bytes),
        };
        Ok(Source { text, origin: Origin { compression, encoding, sheet: None }, bytes_read })
    }
}
