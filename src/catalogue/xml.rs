//! XML, whatever is written in it: read in little memory, with places, and with nothing fetched from outside.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart};

/// How far into a document its declaration goes.
const DECLARATION: usize = 200;

/// The encoding that a document which begins with `head` says it is in.
pub(super) fn declared_encoding(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = head.strip_prefix(b"<?xml")?;
    let declaration = String::from_utf8_lossy(&head[..head.len().min(DECLARATION)]);
    let (_, behind) = declaration.split_once("?>")?.0.split_once("encoding")?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let encoding = encoding_rs::Encoding::for_label(value[1..].split(quote).next()?.as_bytes())?;
    // what is read byte by byte up to here is not UTF-16
    Some(encoding).filter(|encoding| encoding.is_ascii_compatible())
}

pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).map_while(Result::ok);
    let mut attributes = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    attributes.next()?.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// What is meant by `&amp;` or `&#38;`. What a document declares itself stays as it stands.
pub(super) fn meant(entity: &BytesRef<'_>) -> String {
    let character = || entity.resolve_char_ref().ok().flatten().map(String::from);
    resolve_xml_entity(entity).map(str::to_owned).or_else(character).unwrap_or_else(|| format!("&{};", &**entity))
}

/// There is more than a tag or a text can have.
#[derive(Debug, thiserror::Error)]
#[error("longer than there is room for")]
pub(super) struct TooLong;

/// Whether reading failed for that.
pub(super) fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|error| error.is::<TooLong>())
}

/// A reader that gives so many bytes and no more.
pub(super) struct Limited<R> {
    pub(super) reader: R,
    pub(super) left: usize,
    /// How many lines ended so far.
    pub(super) lines: u64,
}

impl<R: BufRead> Limited<R> {
    pub(super) fn new(reader: R, left: usize) -> Limited<R> {
        Limited { reader, left, lines: 0 }
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(TooLong));
        }
        let bytes = self.reader.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, len: usize) {
        // it was filled before
        if let Ok(bytes) = self.reader.fill_buf() {
            self.lines += memchr::memchr_iter(b'\n', &bytes[..len.min(bytes.len())]).count() as u64;
        }
        self.left -= len;
        self.reader.consume(len);
    }
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.read(out)?;
        self.consume(len);
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_its_encoding() {
        for (head, encoding) in [
            ("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a/>", Some("windows-1251")),
            ("<?xml version='1.0' encoding = 'Shift_JIS' ?>", Some("Shift_JIS")),
            ("<?xml version='1.0' encoding='utf-16'?>", None),
            ("<?xml version='1.0'?><a encoding='koi8-r'/>", None),
            ("<?xml version='1.0' encoding='none such'?>", None),
            ("<a/>", None),
        ] {
            assert_eq!(declared_encoding(head.as_bytes()).map(encoding_rs::Encoding::name), encoding, "{head}");
        }
    }
}
