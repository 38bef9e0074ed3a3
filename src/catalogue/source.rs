//! Sources: what a catalogue is read from, unpacked and turned into UTF-8 as far as its first bytes tell.

mod ahead;
mod counted;
mod workbook;

use std::io::Read;

use super::encoding::{Decoded, Encoding};
use super::error::{OtherKind, ScanError};
use super::export::{self, Export};
use super::options::{InputFormat, ReadOptions};
use super::packed::Compression;
use super::sheet::Sheet;
use super::xml::declared_encoding;
use ahead::Ahead;
use counted::Counted;
use workbook::SheetRows;

pub(crate) use counted::BytesRead;
pub(crate) use workbook::{Additions, annotate, check_room, is_one as may_be_workbook};

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
    /// What it was made from, if it is no table of one list a row.
    pub(crate) export: Option<Export>,
}

impl<'a> Source<'a> {
    /// Looks at the first bytes of `input`. A workbook has a source for each sheet, to be read in this order; the bytes of all
    /// are counted with the first.
    pub(crate) fn open(
        file: &str, input: impl Read + Send + 'a, options: &ReadOptions<'_>,
    ) -> Result<Vec<Source<'a>>, ScanError> {
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
            let sheets = workbook::open(file, &mut bytes, options)?;
            let counts = std::iter::once(bytes_read).chain(std::iter::repeat_with(BytesRead::default));
            let source = |(SheetRows { sheet, export, rows }, bytes_read)| {
                let origin = Origin { compression, encoding: Some(Encoding::Utf8), sheet: Some(sheet), export };
                Source { text: rows, origin, bytes_read }
            };
            return Ok(sheets.into_iter().zip(counts).map(source).collect());
        }
        if let Some(kind) = OtherKind::of(bytes.head()) {
            return Err(ScanError::Binary { file: file.into(), kind: Some(kind) });
        }
        let asked = options.encoding.or_else(|| declared_encoding(bytes.head()));
        let encoding = Encoding::of(bytes.head(), asked);
        let text: Box<dyn Read + Send + 'a> = match encoding {
            Some(Encoding::Decoded(encoding)) => Box::new(Decoded::new(bytes, encoding)),
            _ => Box::new(bytes),
        };
        let text = Ahead::look(text, export::LOOKED_AT);
        let head = text.head().to_vec();
        if InputFormat::sniff(file, &head, options) == InputFormat::Xml && memchr::memchr(0, &head).is_some() {
            return Err(ScanError::Binary { file: file.into(), kind: None });
        }
        let opened = Export::open(file, &head, text, options);
        let (export, text) = opened.map_err(|missing| ScanError::MissingColumn {
            file: file.into(),
            line: 1,
            missing,
            header: options.header,
        })?;
        let encoding = if export.is_some() { encoding.or(Some(Encoding::by_lines(&head))) } else { encoding };
        Ok(vec![Source { text, origin: Origin { compression, encoding, sheet: None, export }, bytes_read }])
    }
}
