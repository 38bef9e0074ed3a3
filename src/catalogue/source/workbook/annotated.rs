//! A workbook given back as it was, with texts added at the end of the rows of its sheets.
//!
//! Only the sheets with such texts are written anew, and of these only the rows: all other parts are copied as they are
//! compressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesStart, BytesText, Event};
use tempfile::{SpooledTempFile, tempfile};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::book::Workbook;
use super::merged::place;
use super::rows::LIMITS;
use super::xml::{Xml, attribute};
use super::{Fault, held};
use crate::catalogue::sheet::DELIMITER;

/// How many rows a sheet has at most.
const ROWS: u32 = LIMITS.0;

/// How many characters a cell of Excel holds.
const LONGEST_CELL: usize = 32_767;

/// How many cells a row gets at most.
const NEW: u32 = 3;

/// What is added to the rows of a sheet.
pub(crate) struct Additions {
    pub(crate) sheet: String,
    /// A line for each row from the first one on: the texts of its new cells, with the delimiter of sheets between, or none.
    pub(crate) lines: SpooledTempFile,
}

/// Writes the workbook in a file to `out`, with what is added to it.
pub(crate) fn annotate(mut file: File, additions: Vec<Additions>, out: &mut dyn Write) -> io::Result<()> {
    let mut whole = written(&mut file, additions).map_err(|fault| io::Error::other(fault.to_string()))?;
    whole.rewind()?;
    io::copy(&mut whole, out).map(drop)
}

/// Makes sure that there is room in these sheets of the workbook in a file for what is to be added to them.
pub(crate) fn check_room(file: File, sheets: &[&str]) -> io::Result<()> {
    checked(file, sheets).map_err(|fault| io::Error::other(fault.to_string()))
}

fn checked(mut file: File, sheets: &[&str]) -> Result<(), Fault> {
    let mut workbook = opened(&mut file)?;
    sheets.iter().try_for_each(|sheet| {
        let place = workbook.place_of(sheet)?;
        first_new(&mut workbook, place, sheet).map(drop)
    })
}

fn opened(file: &mut File) -> Result<Workbook, Fault> {
    Workbook::open(held(file).map_err(Fault::NoRoom)??)
}

/// The first column, from 0, behind all cells of a sheet that is this part.
fn first_new(workbook: &mut Workbook, place: usize, sheet: &str) -> Result<u32, Fault> {
    let first = last_column(workbook.xml(place)?)? + 1;
    if first + NEW > LIMITS.1 { Err(Fault::Full(sheet.to_owned())) } else { Ok(first) }
}

fn written(file: &mut File, additions: Vec<Additions>) -> Result<File, Fault> {
    let mut workbook = opened(file)?;
    let mut writer = ZipWriter::new(tempfile().map_err(Fault::NoRoom)?);
    let mut parts: Vec<(usize, Additions)> = Vec::new();
    for added in additions {
        parts.push((workbook.place_of(&added.sheet)?, added));
    }
    for place in 0..workbook.len() {
        match parts.iter_mut().find(|(part, _)| *part == place) {
            None => writer.raw_copy_file(workbook.raw(place)?)?,
            Some((_, added)) => {
                let first = first_new(&mut workbook, place, &added.sheet)?;
                let name = workbook.raw(place)?.name()?.into_owned();
                writer.start_file(name, SimpleFileOptions::default())?;
                let mut rows = AddedRows::new(&mut added.lines, first).map_err(Fault::NoRoom)?;
                rows.write(workbook.xml(place)?, &mut writer)?;
            }
        }
    }
    Ok(writer.finish()?)
}

/// The last column in which a cell stands, from 0. What claims to stand behind the last one of Excel stands nowhere.
fn last_column(mut xml: Xml<'_>) -> Result<u32, Fault> {
    let (mut last, mut next) = (0, 0);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => next = 0,
                "c" => {
                    let column = attribute(&start, "r").and_then(|written| Some(place(&written)?.1));
                    let column = column.filter(|column| *column < LIMITS.1).unwrap_or(next);
                    (last, next) = (last.max(column), column + 1);
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "sheetData" => return Ok(last),
            _ => {}
        }
    }
}

/// What is added to the rows of a sheet, read beside them.
struct AddedRows<'a> {
    lines: BufReader<&'a mut SpooledTempFile>,
    /// How many lines were read.
    behind: u32,
    /// The column of the first new cell.
    first: u32,
}

impl<'a> AddedRows<'a> {
    fn new(lines: &'a mut SpooledTempFile, first: u32) -> io::Result<AddedRows<'a>> {
        lines.rewind()?;
        Ok(AddedRows { lines: BufReader::new(lines), behind: 0, first })
    }

    /// The texts for a row of this number from 0, if there are any. Rows are asked for in their order.
    fn of(&mut self, row: u32) -> io::Result<Vec<String>> {
        let mut line = String::new();
        while self.behind <= row {
            line.clear();
            self.lines.read_line(&mut line)?;
            self.behind += 1;
        }
        let line = line.trim_end_matches('\n');
        Ok(if line.is_empty() { Vec::new() } else { line.split(char::from(DELIMITER)).map(str::to_owned).collect() })
    }

    /// Writes a sheet with the new cells. How wide its rows are is no longer said, as they are wider now.
    fn write(&mut self, mut xml: Xml<'_>, out: &mut impl Write) -> Result<(), Fault> {
        let mut writer = Writer::new(BufWriter::new(out));
        let (mut number, mut depth) = (0_u32, 0_u32);
        loop {
            let event = match xml.next()? {
                Event::Start(start) => {
                    depth += 1;
                    match start.local_name().as_ref() {
                        "dimension" => continue,
                        "row" => {
                            let said = attribute(&start, "r").and_then(|number| number.parse::<u32>().ok());
                            number = said.unwrap_or(number.saturating_add(1));
                            Event::Start(without_spans(&start))
                        }
                        _ => Event::Start(start.into_owned()),
                    }
                }
                Event::End(end) => {
                    depth -= 1;
                    match end.local_name().as_ref() {
                        "dimension" => continue,
                        "row" => self.add(number, end.name().as_ref().trim_end_matches("row"), &mut writer)?,
                        _ => {}
                    }
                    Event::End(end.into_owned())
                }
                event => event.into_owned(),
            };
            let is_last = depth == 0 && matches!(event, Event::End(_));
            writer.write_event(event).map_err(Fault::NoRoom)?;
            if is_last {
                return writer.into_inner().flush().map_err(Fault::NoRoom);
            }
        }
    }

    /// Writes the new cells of a row with this number from 1. The names of its elements begin with `prefix`.
    fn add(&mut self, number: u32, prefix: &str, writer: &mut Writer<impl Write>) -> Result<(), Fault> {
        let texts = match number {
            1..=ROWS => self.of(number - 1).map_err(Fault::NoRoom)?,
            _ => Vec::new(),
        };
        for (column, text) in (self.first..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            let text: String = text.chars().take(LONGEST_CELL).collect();
            let cell = writer.create_element(format!("{prefix}c"));
            let cell =
                cell.with_attribute(("r", &*format!("{}{number}", letters(column)))).with_attribute(("t", "inlineStr"));
            let text = |writer: &mut Writer<_>| {
                let element = writer.create_element(format!("{prefix}t")).with_attribute(("xml:space", "preserve"));
                element.write_text_content(BytesText::new(&text)).map(drop)
            };
            let string = |writer: &mut Writer<_>| {
                writer.create_element(format!("{prefix}is")).write_inner_content(text).map(drop)
            };
            cell.write_inner_content(string).map_err(Fault::NoRoom)?;
        }
        Ok(())
    }
}

/// The tag of a row without the columns that it says to span.
fn without_spans(row: &BytesStart<'_>) -> BytesStart<'static> {
    let kept = row.attributes().flatten().filter(|attribute| attribute.key.as_ref() != "spans");
    BytesStart::new(row.name().as_ref().to_owned()).with_attributes(kept)
}

/// The letters of a column from 0: A, Z, AA.
fn letters(column: u32) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    if column < 26 { letter.to_string() } else { format!("{}{letter}", letters(column / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::super::HELD;
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
            assert_eq!(place(&format!("{name}1")), Some((0, column)));
        }
    }

    #[test]
    fn cells_stand_at_the_ends_of_their_rows() {
        let sheet = "<x:worksheet><x:dimension ref=\"A1:B2\"/><x:sheetData><x:row r=\"1\" spans=\"1:2\" ht=\"9\"><x:c \
                     r=\"A1\"><x:v>1</x:v></x:c></x:row><x:row><x:c r=\"B2\"/></x:row><x:row r=\"5\"></x:row>\
                     </x:sheetData><!-- & --></x:worksheet>";
        let mut lines = SpooledTempFile::new(HELD);
        lines.write_all("V\u{1f}R\nclear\u{1f}\n\n\na <b>\u{1f}c\n".as_bytes()).unwrap();
        let first = last_column(Xml::new("x.xml", sheet.as_bytes())).unwrap() + 1;
        let (mut rows, mut out) = (AddedRows::new(&mut lines, first).unwrap(), Vec::new());
        rows.write(Xml::new("x.xml", sheet.as_bytes()), &mut out).unwrap();
        let cell = |place: &str, text: &str| {
            format!("<x:c r=\"{place}\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">{text}</x:t></x:is></x:c>")
        };
        let expected = format!(
            "<x:worksheet><x:sheetData><x:row r=\"1\" ht=\"9\"><x:c r=\"A1\"><x:v>1</x:v></x:c>{}{}</x:row><x:row><x:c \
             r=\"B2\"></x:c>{}</x:row><x:row r=\"5\">{}{}</x:row></x:sheetData><!-- & --></x:worksheet>",
            cell("C1", "V"),
            cell("D1", "R"),
            cell("C2", "clear"),
            cell("C5", "a &lt;b&gt;"),
            cell("D5", "c"),
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
