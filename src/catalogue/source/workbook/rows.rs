//! The rows of a sheet, their values as text.

use calamine::{DataRef, ExcelDateTime, XlsxError};

use super::Cells;

/// The rows of a sheet that are not empty.
pub(super) struct Rows<'c, 'a> {
    cells: &'c mut Cells<'a>,
    /// The first cell of the next row.
    next: Option<(u32, u32, String)>,
    /// Whether there are no more cells: to ask for another one would be an error.
    is_at_end: bool,
}

impl<'c, 'a> Rows<'c, 'a> {
    pub(super) fn new(cells: &'c mut Cells<'a>) -> Rows<'c, 'a> {
        Rows { cells, next: None, is_at_end: false }
    }

    /// The next row with its number from 0, its cells as text.
    pub(super) fn next_row(&mut self) -> Result<Option<(u32, Vec<String>)>, XlsxError> {
        let first = match self.next.take() {
            None => self.next_cell()?,
            first => first,
        };
        let Some((row, column, text)) = first else { return Ok(None) };
        let mut cells = Vec::new();
        place(&mut cells, column, text);
        loop {
            match self.next_cell()? {
                Some((same, column, text)) if same == row => place(&mut cells, column, text),
                next => {
                    self.next = next;
                    return Ok(Some((row, cells)));
                }
            }
        }
    }

    fn next_cell(&mut self) -> Result<Option<(u32, u32, String)>, XlsxError> {
        while !self.is_at_end {
            let Some(cell) = self.cells.next_cell()? else {
                self.is_at_end = true;
                break;
            };
            let text = text(cell.get_value());
            if !text.trim().is_empty() {
                let (row, column) = cell.get_position();
                return Ok(Some((row, column, text)));
            }
        }
        Ok(None)
    }
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
