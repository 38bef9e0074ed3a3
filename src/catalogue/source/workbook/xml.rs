//! The XML of a workbook's parts, read in little memory whatever they hold.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Fault;
use crate::catalogue::xml::{Limited, is_too_long, meant};
use crate::limits;

pub(super) use crate::catalogue::xml::attribute;

/// How long a tag, a comment or a text can be, in bytes. A cell of Excel has at most 32,767 characters.
pub(super) const LONGEST: usize = limits::CELL.0;

/// A part, read one tag or text after another.
pub(super) struct Xml<'a> {
    reader: Reader<Limited<BufReader<Box<dyn Read + 'a>>>>,
    event: Vec<u8>,
    /// What it is called in the archive.
    part: String,
    /// The row of a sheet that is being read, counted from 1; 0 elsewhere.
    pub(super) row: u32,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: &str, bytes: impl Read + 'a) -> Xml<'a> {
        let bytes: Box<dyn Read + 'a> = Box::new(bytes);
        let mut reader = Reader::from_reader(Limited::new(BufReader::new(bytes), LONGEST));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Xml { reader, event: Vec::new(), part: part.to_owned(), row: 0 }
    }

    /// What comes next; an error at the end, as something should have come before it.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Fault> {
        self.event.clear();
        self.reader.get_mut().left = LONGEST;
        match self.reader.read_event_into(&mut self.event) {
            Ok(Event::Eof) => Err(Fault::BrokenOff(self.part.clone())),
            Ok(event) => Ok(event),
            Err(quick_xml::Error::Io(error)) if is_too_long(&error) => {
                Err(Fault::TooLong { part: self.part.clone(), row: self.row })
            }
            Err(error) => Err(Fault::Xml(self.part.clone(), error)),
        }
    }

    /// The text up to the end of the element `name`, which was opened.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Fault> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(entity) => text.push_str(&meant(&entity)),
                Event::End(end) if end.local_name().as_ref() == name => return Ok(text),
                _ => {}
            }
            self.check(&text)?;
        }
    }

    /// The text of the element `name`, which was opened: its pieces one behind another, without how they are pronounced.
    pub(super) fn rich_text(&mut self, name: &str) -> Result<String, Fault> {
        let (mut text, mut is_sound) = (String::new(), false);
        loop {
            match self.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "rPh" => is_sound = true,
                    "t" if !is_sound => {
                        let keeps_spaces = attribute(&start, "space").is_some_and(|space| space == "preserve");
                        let piece = self.text("t")?;
                        let kept = if keeps_spaces { &piece } else { piece.trim_matches([' ', '\t', '\r', '\n']) };
                        text.push_str(&unescaped(kept));
                    }
                    _ => {}
                },
                Event::End(end) => match end.local_name().as_ref() {
                    "rPh" => is_sound = false,
                    ended if ended == name => return Ok(text),
                    _ => {}
                },
                _ => {}
            }
            self.check(&text)?;
        }
    }

    /// Whether a text that was put together has a reasonable length.
    fn check(&self, text: &str) -> Result<(), Fault> {
        match text.len() <= LONGEST {
            true => Ok(()),
            false => Err(Fault::TooLong { part: self.part.clone(), row: self.row }),
        }
    }
}

/// A text without the escapes of workbooks: `_x000D_` is the character with this number.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        let digits = rest.get(at + 2..at + 7).and_then(|digits| digits.strip_suffix('_'));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let read = match number {
            Some(number) => {
                plain.push_str(&rest[..at]);
                plain.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
                at + 7
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                at + 2
            }
        };
        rest = &rest[read..];
    }
    if plain.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(plain + rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_are_meant() {
        for (xml, text) in [
            ("<t>Aqua &amp; Alcohol&#x2e;</t>", "Aqua & Alcohol."),
            ("<t> Aqua\n</t>", "Aqua"),
            ("<t xml:space=\"preserve\"> Aqua </t>", " Aqua "),
            ("<r><rPr><b/></rPr><t>SD </t></r><r><t>Alcohol</t></r>", "SDAlcohol"),
            ("<t>水</t><rPh sb=\"0\" eb=\"1\"><t>みず</t></rPh>", "水"),
            ("<t>Aqua_x000D_, _x005F_x0041_ _xylene</t>", "Aqua\r, _x0041_ _xylene"),
            ("<t><![CDATA[<Aqua>]]><!-- no --></t>", "<Aqua>"),
            ("", ""),
        ] {
            let part = format!("<si>{xml}</si>");
            let mut xml = Xml::new("x.xml", part.as_bytes());
            assert!(matches!(xml.next().unwrap(), Event::Start(_)));
            assert_eq!(xml.rich_text("si").unwrap(), text, "{part}");
        }
    }

    #[test]
    fn nothing_is_longer_than_there_is_room_for() {
        let long = "x".repeat(LONGEST + 1);
        let half = "x".repeat(LONGEST / 2 + 1);
        for part in [
            format!("<t>{long}</t>"),
            format!("<t><!--{long}--></t>"),
            format!("<t a=\"{long}\"></t>"),
            format!("<t>{half}<!-- -->{half}</t>"),
            format!("<r><t>{half}</t></r><r><t>{half}</t></r>"),
        ] {
            let part = format!("<si>{part}</si>");
            let mut xml = Xml::new("x.xml", part.as_bytes());
            assert!(matches!(xml.next().unwrap(), Event::Start(_)));
            assert!(matches!(xml.rich_text("si"), Err(Fault::TooLong { .. })), "{}", &part[..20]);
        }
    }
}
