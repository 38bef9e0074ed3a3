//! The texts that the cells of a workbook refer to by number. Excel writes each once, in the order of their first cells.
//!
//! The first ones, which many cells have in common, are held in memory, and the others in a temporary file, which is read in
//! the order of the rows for the most part.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use quick_xml::events::Event;

use super::Fault;
use super::xml::Xml;

/// How many bytes of texts are held in memory.
const HELD: usize = 1 << 20;

/// How much of the file is read at once.
const WINDOW: usize = 16 << 10;

/// How many there can be: where each ends is held in memory.
const MOST: usize = 8 << 20;

#[derive(Default)]
pub(super) struct Texts {
    /// Where each ends, counted from the start of the first.
    ends: Vec<u32>,
    held: Vec<u8>,
    filed: Option<Filed>,
}

struct Filed {
    file: BufReader<File>,
    /// Where in it is read next.
    at: i64,
}

impl Texts {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Texts, Fault> {
        let (mut texts, mut file) = (Texts::default(), None);
        let mut end = 0;
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "si" => {
                    let text = xml.rich_text("si")?;
                    if texts.ends.len() == MOST {
                        return Err(Fault::ManyTexts);
                    }
                    end += text.len();
                    // they are no longer than the part, which has a limit
                    texts.ends.push(end as u32);
                    if file.is_none() && end > HELD {
                        file = Some(BufWriter::new(tempfile::tempfile().map_err(Fault::NoRoom)?));
                    }
                    match &mut file {
                        None => texts.held.extend(text.bytes()),
                        Some(file) => file.write_all(text.as_bytes()).map_err(Fault::NoRoom)?,
                    }
                }
                Event::End(end) if end.local_name().as_ref() == "sst" => break,
                _ => {}
            }
        }
        if let Some(file) = file {
            let mut file = file.into_inner().map_err(|error| Fault::NoRoom(error.into_error()))?;
            file.rewind().map_err(Fault::NoRoom)?;
            texts.filed = Some(Filed { file: BufReader::with_capacity(WINDOW, file), at: 0 });
        }
        Ok(texts)
    }

    /// The text with a number from 0.
    pub(super) fn get(&mut self, number: usize) -> io::Result<Option<String>> {
        let Some(end) = self.ends.get(number).map(|end| *end as usize) else { return Ok(None) };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let bytes = match (self.held.get(start..end), &mut self.filed) {
            (Some(held), _) => held.to_vec(),
            (None, Some(filed)) => filed.read((start - self.held.len()) as i64, end - start)?,
            (None, None) => Vec::new(),
        };
        String::from_utf8(bytes).map(Some).map_err(io::Error::other)
    }
}

impl Filed {
    fn read(&mut self, start: i64, len: usize) -> io::Result<Vec<u8>> {
        self.file.seek_relative(start - self.at)?;
        let mut bytes = vec![0; len];
        self.file.read_exact(&mut bytes)?;
        self.at = start + len as i64;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_in_any_order_wherever_they_are_kept() {
        let text = |number: usize| format!("{}{number}", "x".repeat(number * 7 % 20_000));
        let all: String = (0..1000).map(|number| format!("<si><t>{}</t></si>", text(number))).collect();
        let part = format!("<sst uniqueCount=\"99999999999\">{all}</sst>");
        assert!(part.len() > HELD);
        let mut texts = Texts::read(Xml::new("x.xml", part.as_bytes())).unwrap();
        for number in (0..1000).chain((0..1000).rev()).chain((0..1000).map(|number| number * 617 % 1000)) {
            assert_eq!(texts.get(number).unwrap(), Some(text(number)));
        }
        assert_eq!(texts.get(1000).unwrap(), None);
    }
}
