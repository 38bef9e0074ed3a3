//! The few lines of text that a diagnostic shows, cut to the screen and knowing where they stand in their file.
//!
//! miette draws them. Left to itself it prints whole lines, counts columns in bytes, and reads a file from its start to
//! the place it shows. A [`Window`] holds what is shown and no more, and answers with its own line and column.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::catalogue::LineColumn;

pub(crate) use crate::wording::{Line, columns, on_one_line, printable};

/// Lines to show, with the spot in them that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    name: String,
    place: LineColumn,
    first: u64,
    text: String,
    spot: Range<usize>,
}

impl Window {
    /// A window on `lines`, the first of which has the number `first`. The spot of the line with the index `at` is
    /// meant; it stands at `place` in the file called `name`.
    pub(crate) fn new(name: &str, place: LineColumn, first: u64, lines: &[Line], at: usize) -> Window {
        let before: usize = lines[..at].iter().map(|line| line.text.len() + 1).sum();
        let spot = &lines[at].spot;
        let mut lines: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
        // miette draws nothing behind the last character of a text.
        if spot.start == lines[at].len() {
            lines[at].push(' ');
        }
        let text = lines.join("\n");
        Window { name: name.to_owned(), place, first, text, spot: before + spot.start..before + spot.end }
    }

    /// A window on the line of `text` in which `span` begins, one line of its neighbours on either side.
    pub(crate) fn around(name: &str, text: &str, span: Range<usize>, width: usize) -> Window {
        let place = place(text, span.start);
        let at = usize::try_from(place.line).unwrap_or(usize::MAX) - 1;
        let first = at.saturating_sub(1);
        let columns = width.saturating_sub(gutter(place.line + 1));
        let mut start = 0;
        let mut lines = Vec::new();
        for (number, line) in text.split('\n').enumerate().take(at + 2) {
            let spot = if number == at { clamp(&span, start, line.len()) } else { 0..0 };
            if number >= first {
                // A spot behind the last letter takes a column of its own.
                let behind = usize::from(number == at && spot.start >= line.trim_end().len());
                lines.push(Line::near(line, spot, columns.saturating_sub(behind)));
            }
            start += line.len() + 1;
        }
        Window::new(name, place, first as u64 + 1, &lines, at - first)
    }

    /// Where the spot stands among the bytes of the shown lines; end excluded.
    pub(crate) fn spot(&self) -> Range<usize> {
        self.spot.clone()
    }

    /// How many columns are left of a screen of `width` for a few words under the spot.
    pub(crate) fn room_for_words(&self, width: usize) -> usize {
        let line_start = self.text[..self.spot.start].rfind('\n').map_or(0, |at| at + 1);
        let lead = columns(&self.text[line_start..self.spot.start]);
        let middle = lead + columns(&self.text[self.spot()]) / 2;
        let last = self.first + self.text.matches('\n').count() as u64;
        width.saturating_sub(gutter(last) + middle + "╰── ".chars().count())
    }
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self, span: &SourceSpan, lines_before: usize, lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // miette asks without context for the place in the heading, and with it for the lines to draw.
        let (shown, line, column) = match lines_before + lines_after {
            0 => (self.spot(), self.place.line, self.place.column),
            _ => (0..self.text.len(), self.first, 1),
        };
        let data = self.text.as_bytes().get(shown.clone()).ok_or(MietteError::OutOfBounds)?;
        let shown = if lines_before + lines_after == 0 { *span } else { SourceSpan::from(shown) };
        let (line, column) = (line as usize - 1, column as usize - 1);
        let count = self.text.matches('\n').count() + 1;
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, shown, line, column, count)))
    }
}

/// Columns that miette puts before a line whose window ends with the line of this number: `" 12 │ "`.
pub(crate) fn gutter(last_line: u64) -> usize {
    last_line.to_string().len() + 4
}

/// The place of a byte of a text, as editors count it.
pub(crate) fn place(text: &str, offset: usize) -> LineColumn {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    LineColumn {
        line: before.matches('\n').count() as u64 + 1,
        column: before[line_start..].chars().count() as u64 + 1,
    }
}

fn clamp(span: &Range<usize>, start: usize, len: usize) -> Range<usize> {
    span.start.saturating_sub(start).min(len)..span.end.saturating_sub(start).min(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let text = "Eau, 변성\r\né, Alcohol";
        let at = text.find("Alcohol").expect("the name is in the text");
        assert_eq!(place(text, at), LineColumn { line: 2, column: 4 });
        assert_eq!(place(text, 0), LineColumn { line: 1, column: 1 });
    }
}
