//! The rows of a sheet, their values as text.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::Fault;
use super::dates::Dates;
use super::merged::{Area, Merged, place as place_of};
use super::texts::Texts;
use super::xml::{Xml, attribute, unescaped};
use crate::limits;

/// How many rows and columns a sheet of Excel has at most.
pub(super) const LIMITS: (u32, u32) = (1 << 20, 1 << 14);

/// How many bytes the texts of a row can have. The cells behind them are not read.
pub(super) const LONGEST_ROW: usize = limits::ROW.0;

/// How many areas of merged cells are held.
const MOST_MERGED: usize = 1 << 20;

/// What Excel shows where a value could not be computed.
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// A row of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Its number, from 0.
    pub(super) number: u32,
    /// Its cells that are not empty, by their columns from 0.
    pub(super) cells: BTreeMap<u32, String>,
    /// Whether one of them could not be read, or claims to stand where no cell can.
    pub(super) is_odd: bool,
}

/// The rows of a sheet that are not empty.
pub(super) struct Rows<'a> {
    xml: Xml<'a>,
    texts: &'a mut Texts,
    dates: &'a Dates,
    /// The number of the row behind the last one.
    behind: u32,
    is_at_end: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(xml: Xml<'a>, texts: &'a mut Texts, dates: &'a Dates) -> Rows<'a> {
        Rows { xml, texts, dates, behind: 0, is_at_end: false }
    }

    pub(super) fn next_row(&mut self) -> Result<Option<SheetRow>, Fault> {
        while !self.is_at_end {
            match self.xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "row" => {
                    let number = attribute(&start, "r").map(|number| number.parse::<u32>().unwrap_or(0));
                    let row = self.row(number)?;
                    if row.is_odd || !row.cells.is_empty() {
                        return Ok(Some(row));
                    }
                }
                // what is no worksheet has other elements
                Event::End(end) => match end.local_name().as_ref() {
                    "sheetData" | "worksheet" | "chartsheet" | "dialogsheet" => self.is_at_end = true,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(None)
    }

    /// Passes over the rows that are left, as far as they can be read, and gives what is merged downwards; an error, if that
    /// would take too much memory.
    pub(super) fn merged(mut self) -> Result<Merged, Fault> {
        let mut areas = Vec::new();
        loop {
            match self.xml.next() {
                Ok(Event::Start(start)) => match start.local_name().as_ref() {
                    "row" => {
                        let number = attribute(&start, "r").and_then(|number| number.parse().ok());
                        self.xml.row = number.unwrap_or(self.xml.row.saturating_add(1));
                    }
                    "mergeCell" => areas.extend(attribute(&start, "ref").and_then(|area| Area::of(&area))),
                    _ => {}
                },
                Ok(Event::End(end)) if end.local_name().as_ref() == "worksheet" => break,
                Ok(_) => {}
                Err(fault @ Fault::TooLong { .. }) => return Err(fault),
                // it is told once all before it was read
                Err(_) => break,
            }
            if areas.len() > MOST_MERGED {
                return Err(Fault::ManyMerged);
            }
        }
        Ok(Merged::new(areas))
    }

    /// A row that was opened, and has this number from 1 if it says so.
    fn row(&mut self, number: Option<u32>) -> Result<SheetRow, Fault> {
        let number = number.map_or(Some(self.behind), |number| number.checked_sub(1));
        let there = number.filter(|number| *number < LIMITS.0);
        let mut row = SheetRow { number: there.unwrap_or(self.behind), ..SheetRow::default() };
        self.behind = row.number + 1;
        self.xml.row = self.behind;
        let (mut next, mut len) = (Some(0), 0);
        loop {
            let (place, kind, format) = match self.xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "c" => {
                    let [place, kind, format] = ["r", "t", "s"].map(|name| attribute(&start, name));
                    let place = match place {
                        Some(written) => {
                            place_of(&written).filter(|(there, _)| *there == row.number).map(|(_, column)| column)
                        }
                        None => next,
                    };
                    let format = format.and_then(|format| format.parse().ok());
                    (place, kind.unwrap_or_default().into_owned(), format.unwrap_or(0))
                }
                Event::End(end) if end.local_name().as_ref() == "row" => return Ok(row),
                _ => continue,
            };
            next = place.map(|place| place + 1);
            let value = self.value(&kind, format)?;
            if value.as_ref().is_some_and(|value| value.trim().is_empty()) {
                continue;
            }
            len += value.as_ref().map_or(0, String::len);
            match place.filter(|column| *column < LIMITS.1 && there.is_some() && len <= LONGEST_ROW).zip(value) {
                Some((column, value)) => drop(row.cells.insert(column, value)),
                None => row.is_odd = true,
            }
        }
    }

    /// The value of a cell that was opened; none if it cannot be read.
    fn value(&mut self, kind: &str, format: usize) -> Result<Option<String>, Fault> {
        let mut value = Some(String::new());
        loop {
            match self.xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "is" => value = Some(self.xml.rich_text("is")?),
                    "v" => {
                        let written = self.xml.text("v")?;
                        // it has its text as well
                        if kind != "inlineStr" {
                            value = self.meaning(&written, kind, format)?;
                        }
                    }
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "c" => return Ok(value),
                _ => {}
            }
        }
    }

    fn meaning(&mut self, written: &str, kind: &str, format: usize) -> Result<Option<String>, Fault> {
        let number = || written.parse().ok().map(|number| self.dates.text(number, format));
        Ok(match (kind, written) {
            (_, "") => Some(String::new()),
            ("s", _) => match written.parse() {
                Ok(number) => self.texts.get(number).map_err(Fault::NoRoom)?,
                Err(_) => None,
            },
            ("", _) => number().or_else(|| Some(written.to_owned())),
            ("n", _) => number(),
            ("b", "0" | "false") => Some("FALSE".to_owned()),
            ("b", "1" | "true") => Some("TRUE".to_owned()),
            ("e", error) => ERRORS.contains(&error).then(|| error.to_owned()),
            ("str", _) => Some(unescaped(written).into_owned()),
            ("d", _) => Some(written.to_owned()),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_or_odd() {
        for (cell, value) in [
            ("<c><v>8801234567890</v></c>", Some("8801234567890")),
            ("<c t=\"n\"><v>2.50</v></c>", Some("2.5")),
            ("<c t=\"n\"><v>x</v></c>", None),
            ("<c><v>x</v></c>", Some("x")),
            ("<c t=\"b\"><v>1</v></c>", Some("TRUE")),
            ("<c t=\"b\"><v>banana</v></c>", None),
            ("<c t=\"e\"><v>#N/A</v></c>", Some("#N/A")),
            ("<c t=\"e\"><v>#WAT</v></c>", None),
            ("<c t=\"str\"><f>A1&amp;B1</f><v>Aqua_x000A_</v></c>", Some("Aqua\n")),
            ("<c t=\"d\"><v>2024-05-01</v></c>", Some("2024-05-01")),
            ("<c t=\"s\"><v>0</v></c>", Some("Aqua")),
            ("<c t=\"s\"><v>1</v></c>", None),
            ("<c t=\"inlineStr\"><v>9</v><is><t>Aqua</t></is></c>", Some("Aqua")),
            ("<c t=\"zzz\"><v>x</v></c>", None),
            ("<c r=\"A1\"><v>x</v></c>", Some("x")),
            ("<c r=\"A2\"><v>x</v></c>", None),
            ("<c r=\"XFE1\"><v>x</v></c>", None),
            ("<c r=\"ZZZZZZZZZZZZ1\"><v>x</v></c>", None),
            ("<c r=\"1\"><v>x</v></c>", None),
        ] {
            let mut texts = Texts::read(Xml::new("x.xml", &b"<sst><si><t>Aqua</t></si></sst>"[..])).unwrap();
            let sheet = format!("<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>");
            let dates = Dates::default();
            let row = Rows::new(Xml::new("x.xml", sheet.as_bytes()), &mut texts, &dates).next_row().unwrap().unwrap();
            assert_eq!((row.cells.get(&0).map(String::as_str), row.is_odd), (value, value.is_none()), "{cell}");
        }
    }
}
