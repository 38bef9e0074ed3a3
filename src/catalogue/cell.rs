//! Cells: values as the file holds them, and as they are meant.

use std::borrow::Cow;

use super::encoding::{ReadAs, read};

/// A value as the file holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The bytes of its record from the first one on, which begins a line.
    pub(super) record: &'a [u8],
    /// Offset in the record of the first byte of its text, behind an opening quote.
    pub(super) start: usize,
    /// Offset behind the last byte of its text.
    pub(super) end: usize,
    /// How its text is written.
    pub(super) writing: Writing,
}

/// How the text of a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// As it is meant.
    Plain,
    /// With quotes to undo: doubled ones, or one that closes before more text.
    Quoted,
}

impl<'a> Cell<'a> {
    /// A text that is a file of its own.
    pub fn of_text(text: &'a str) -> Cell<'a> {
        Cell { record: text.as_bytes(), start: 0, end: text.len(), writing: Writing::Plain }
    }

    /// What it says, and what its bytes were taken for.
    ///
    /// They are decoded first and unquoted after, as [`super::Places`] walks them.
    pub fn text(self) -> (Cow<'a, str>, ReadAs) {
        let (text, read_as) = read(self.inside());
        let text = match self.writing {
            Writing::Plain => text,
            Writing::Quoted => Cow::Owned(unquoted(&text)),
        };
        (text, read_as)
    }

    /// What its bytes are taken for.
    pub fn read_as(self) -> ReadAs {
        ReadAs::of(self.inside())
    }

    /// Its bytes as the file holds them, from its opening quote on if there are quotes to undo: where they are the same
    /// in two cells of a file, so is the text.
    pub fn bytes(self) -> &'a [u8] {
        match self.writing {
            Writing::Plain => self.inside(),
            Writing::Quoted => &self.record[self.start - 1..self.end],
        }
    }

    /// Whether it holds nothing but white space.
    pub fn is_blank(self) -> bool {
        self.inside().trim_ascii().is_empty()
    }

    /// Its text as the file holds it, within its quotes.
    pub(super) fn inside(self) -> &'a [u8] {
        &self.record[self.start..self.end]
    }
}

fn unquoted(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('"') {
        plain.push_str(before);
        let Some(behind) = behind.strip_prefix('"') else {
            return plain + behind;
        };
        plain.push('"');
        rest = behind;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_undone() {
        for (inside, text) in [
            ("Water", "Water"),
            ("\"\"Eco\"\" Water", "\"Eco\" Water"),
            ("Water\" and\" more", "Water and\" more"),
            ("\"\"", "\""),
        ] {
            let record = format!("\"{inside}");
            let cell = Cell { record: record.as_bytes(), start: 1, end: record.len(), writing: Writing::Quoted };
            assert_eq!((cell.text().0.as_ref(), cell.bytes()), (text, record.as_bytes()));
        }
    }
}
