//! The rows of a sheet, their values as text.

use calamine::{DataRef, ExcelDateTime, XlsxError};

use super::Cells;

/// How many rows and columns a sheet of Excel has at most.
const LIMITS: (u32, u32) = (1 << 20, 1 << 14);

/// A row of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Its number, from 0.
    pub(super) number: u32,
    /// Its cells as text.
    pub(super) cells: Vec<String>,
    /// Whether one of them could not be read, or claims to stand where no cell can.
    pub(super) is_odd: bool,
}

/// A cell that is not empty, by its row and column from 0; none where it could not be read, or stands where no cell can.
type SheetCell = Option<(u32, u32, String)>;

/// The rows of a sheet that are not empty.
pub(super) struct Rows<'c, 'a> {
    cells: &'c mut Cells<'a>,
    /// The first cell of the next row, and whether an odd one stands before it.
    next: Option<(u32, u32, String)>,
    is_next_odd: bool,
    /// Whether there are no more cells: to ask for another one would be an error.
    is_at_end: bool,
    /// How many cells the first row has.
    width: usize,
    /// The number of the row behind the last one.
    behind: u32,
}

impl<'c, 'a> Rows<'c, 'a> {
    pub(super) fn new(cells: &'c mut Cells<'a>) -> Rows<'c, 'a> {
        Rows { cells, next: None, is_next_odd: false, is_at_end: false, width: 0, behind: 0 }
    }

    /// The next row. An odd cell is one of the row before it, unless that is as long as the first row or the next one lacks its
    /// first cell; where a row is missing between these, it is all of that.
    pub(super) fn next_row(&mut self) -> Result<Option<SheetRow>, XlsxError> {
        let is_missing = |(number, ..): &(u32, u32, String)| *number > self.behind;
        if self.is_next_odd && self.next.as_ref().is_some_and(is_missing) {
            self.is_next_odd = false;
            self.behind += 1;
            return Ok(Some(SheetRow { number: self.behind - 1, is_odd: true, cells: Vec::new() }));
        }
        let mut row = SheetRow { is_odd: std::mem::take(&mut self.is_next_odd), ..SheetRow::default() };
        let mut first = self.next.take();
        while first.is_none() {
            match self.next_cell()? {
                Some(Some(cell)) => first = Some(cell),
                Some(None) => row.is_odd = true,
                None if row.is_odd => return Ok(Some(SheetRow { number: self.behind, ..row })),
                None => return Ok(None),
            }
        }
        let mut has_odd_last = false;
        while let Some((number, column, text)) = first {
            row.number = number;
            place(&mut row.cells, column, text);
            has_odd_last = false;
            first = loop {
                match self.next_cell()? {
                    Some(None) => has_odd_last = true,
                    Some(Some(cell)) if cell.0 == number => {
                        row.is_odd |= has_odd_last;
                        break Some(cell);
                    }
                    Some(next) => {
                        self.next = next;
                        break None;
                    }
                    None => break None,
                }
            };
        }
        let is_of_next = self.width == 0
            || row.cells.len() >= self.width
            || self.next.as_ref().is_some_and(|(next, column, _)| *column > 0 || *next > row.number + 1);
        self.is_next_odd = has_odd_last && is_of_next;
        row.is_odd |= has_odd_last && !is_of_next;
        self.width = if self.width == 0 { row.cells.len() } else { self.width };
        self.behind = row.number + 1;
        Ok(Some(row))
    }

    /// The next cell that is not empty, if there is one.
    fn next_cell(&mut self) -> Result<Option<SheetCell>, XlsxError> {
        while !self.is_at_end {
            let cell = match self.cells.next_cell() {
                Ok(Some(cell)) => cell,
                Ok(None) => {
                    self.is_at_end = true;
                    break;
                }
                Err(error) if is_of_cell(&error) => return Ok(Some(None)),
                Err(error) => return Err(error),
            };
            let text = text(cell.get_value());
            if !text.trim().is_empty() {
                let (row, column) = cell.get_position();
                return Ok(Some((row < LIMITS.0 && column < LIMITS.1).then_some((row, column, text))));
            }
        }
        Ok(None)
    }
}

/// Whether an error is one of a cell alone, behind which the sheet goes on.
fn is_of_cell(error: &XlsxError) -> bool {
    !matches!(
        error,
        XlsxError::Io(_)
            | XlsxError::Zip(_)
            | XlsxError::Xml(_)
            | XlsxError::XmlEof(_)
            | XlsxError::Password
            | XlsxError::FileNotFound(_)
            | XlsxError::WorksheetNotFound(_)
            | XlsxError::RelationshipNotFound
    )
}

fn place(cells: &mut Vec<String>, column: u32, text: String) {
    let column = column as usize;
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    cells[column] = text;
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::Error(error) => error.to_string(),
    }
}

fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => day,
        _ => format!("{day} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[test]
    fn values_are_written_as_people_see_them() {
        let date = |days: f64| DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false));
        for (value, expected) in [
            (DataRef::Float(8_801_234_567_890.0), "8801234567890"),
            (DataRef::Float(2.5), "2.5"),
            (DataRef::Int(-7), "-7"),
            (DataRef::Bool(false), "FALSE"),
            (DataRef::SharedString(" Aqua\n"), " Aqua\n"),
            (DataRef::Error(CellErrorType::NA), "#N/A"),
            (date(45_413.0), "2024-05-01"),
            (date(45_413.5), "2024-05-01 12:00:00"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(text(&value), expected, "{value:?}");
        }
    }
}
