//! Feeds: rows that are elements of XML, such as the `<item>` of RSS, read one after another.

use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::nodes::Node;
use crate::catalogue::xml::{Limited, is_too_long, meant};
use crate::limits::{self, in_thousands};

/// What is wrong with a document that ends within something.
const INCOMPLETE: &str = "its XML ends too early, so the file is incomplete";

/// Elements within elements are gone into so far.
const DEEPEST: usize = 100;

/// The elements of a document.
pub(super) struct Elements<R: Read> {
    reader: Reader<Limited<BufReader<R>>>,
    event: Vec<u8>,
    depth: usize,
}

/// A tag or a text.
enum Piece {
    Open(Node),
    Text(String),
    Close,
    End,
}

impl<R: Read> Elements<R> {
    pub(super) fn new(input: R) -> Elements<R> {
        let mut reader = Reader::from_reader(Limited::new(BufReader::new(input), limits::XML.0));
        reader.config_mut().expand_empty_elements = true;
        Elements { reader, event: Vec::new(), depth: 0 }
    }

    /// The next element with a name like this, and the line on which it begins; none at the end of the document.
    pub(super) fn next(&mut self, is_wanted: impl Fn(&str) -> bool) -> io::Result<Option<(Node, u64)>> {
        loop {
            self.reader.get_mut().left = limits::XML.0;
            let line = self.line();
            match self.piece()? {
                Piece::Open(node) if is_wanted(&node.name) => {
                    return match self.rest(node) {
                        (node, None) => Ok(Some((node, line))),
                        (_, Some(error)) => Err(error),
                    };
                }
                Piece::Open(_) => self.open()?,
                Piece::Close => self.depth -= 1,
                Piece::Text(_) => {}
                Piece::End => return Ok(None),
            }
        }
    }

    /// The document as far as it can be read, and what keeps the rest from being read.
    pub(super) fn document(&mut self) -> (Node, Option<io::Error>) {
        match self.piece() {
            Ok(Piece::Open(root)) => self.rest(root),
            Ok(Piece::End) => (Node::default(), Some(self.broken("it has no elements"))),
            Ok(_) => self.document(),
            Err(error) => (Node::default(), Some(error)),
        }
    }

    /// All of an element that was opened, or as much of it as can be read.
    fn rest(&mut self, node: Node) -> (Node, Option<io::Error>) {
        let depth = self.depth;
        let (mut open, mut elements) = (vec![node], 0);
        let mut fault = self.open().err();
        while fault.is_none() && self.depth > depth {
            match self.piece() {
                Ok(Piece::Open(_)) if elements >= limits::COLUMNS => fault = Some(self.too_many_elements()),
                Ok(Piece::Open(node)) => {
                    elements += 1;
                    open.push(node);
                    fault = self.open().err();
                }
                Ok(Piece::Text(text)) => {
                    if let Some(node) = open.last_mut() {
                        node.text += &text;
                    }
                }
                Ok(Piece::Close) => {
                    self.depth -= 1;
                    close(&mut open);
                }
                Ok(Piece::End) => fault = Some(self.broken(INCOMPLETE)),
                Err(error) => fault = Some(error),
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        (open.pop().unwrap_or_default(), fault)
    }

    fn open(&mut self) -> io::Result<()> {
        self.depth += 1;
        match self.depth <= DEEPEST {
            true => Ok(()),
            false => Err(self.broken("it has more than 100 elements within each other")),
        }
    }

    fn piece(&mut self) -> io::Result<Piece> {
        loop {
            self.event.clear();
            match self.reader.read_event_into(&mut self.event) {
                Ok(Event::Start(tag)) => return Ok(Piece::Open(node(&tag))),
                Ok(Event::End(_)) => return Ok(Piece::Close),
                Ok(Event::Text(text)) => return Ok(Piece::Text(text.xml10_content().into_owned())),
                Ok(Event::CData(text)) => return Ok(Piece::Text(text.xml10_content().into_owned())),
                Ok(Event::GeneralRef(entity)) => return Ok(Piece::Text(meant(&entity))),
                Ok(Event::Eof) if self.depth == 0 => return Ok(Piece::End),
                Ok(Event::Eof) => return Err(self.broken(INCOMPLETE)),
                Ok(_) => {}
                Err(error) => return Err(self.fault(error)),
            }
        }
    }

    fn fault(&self, error: quick_xml::Error) -> io::Error {
        match error {
            quick_xml::Error::Io(error) if is_too_long(&error) => {
                self.broken(&format!("it has a product or a text that is longer than {}", limits::XML))
            }
            quick_xml::Error::Io(error) => io::Error::new(error.kind(), error.to_string()),
            quick_xml::Error::Encoding(_) => self.broken("its text is not UTF-8; give its encoding with --encoding"),
            quick_xml::Error::Syntax(_) => self.broken(INCOMPLETE),
            error => self.broken(&format!("its XML is damaged: {error}")),
        }
    }

    /// The line at hand, 1-based.
    fn line(&self) -> u64 {
        self.reader.get_ref().lines + 1
    }

    fn too_many_elements(&self) -> io::Error {
        self.broken(&format!("it has a product with more than {} elements", in_thousands(limits::COLUMNS)))
    }

    fn broken(&self, what: &str) -> io::Error {
        io::Error::other(format!("{what} (line {})", self.line()))
    }
}

/// Puts the innermost element that is open into the one around it.
fn close(open: &mut Vec<Node>) {
    if open.len() > 1
        && let Some(node) = open.pop()
        && let Some(around) = open.last_mut()
    {
        around.push(node);
    }
}

fn node(tag: &BytesStart<'_>) -> Node {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).map_while(Result::ok);
    let attributes = attributes.filter(|attribute| !attribute.key.as_ref().starts_with("xml"));
    let attributes = attributes.map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    Node { name: tag.local_name().as_ref().to_owned(), attributes: attributes.collect(), ..Node::default() }
}
