//! Cells: values as the file holds them, and as they are meant.

use std::borrow::Cow;
use std::fmt;

use memchr::memrchr;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::encoding::{ReadAs, read};
use super::escapes::whole;
use super::sheet;
use crate::listed::{BETWEEN, ListedText};

/// A value as the file holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    /// The bytes of its record from the first one on, which begins a line.
    pub(super) record: &'a [u8],
    /// Offset in the record of the first byte of its text, behind an opening quote or bracket.
    pub(super) start: usize,
    /// Offset behind the last byte of its text.
    pub(super) end: usize,
    pub(super) writing: Writing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// As it is meant.
    Plain,
    /// With quotes to undo: doubled ones, or one that closes before more text.
    Quoted,
    /// As a cell of a sheet. See [`super::sheet`].
    Sheet,
    /// As a cell of a sheet, with quotes to undo.
    QuotedSheet,
    /// As a cell of a sheet, with the names of the columns that its parts come from, each between two signs.
    Fields,
    Json,
    /// As a JSON list of strings, which are read with a comma and a space between them.
    JsonList,
}

/// The escape of a character that takes two, as in `\ud83e\uddf4`.
const LONGEST_ESCAPE: usize = 12;

/// What stands before and behind the name of the column that what follows in a cell comes from.
const FIELD: char = '\x1c';

impl<'a> Cell<'a> {
    /// A text that is a file of its own.
    pub(crate) fn of_text(text: &'a str) -> Cell<'a> {
        Cell { record: text.as_bytes(), start: 0, end: text.len(), writing: Writing::Plain }
    }

    /// What is listed of a product, as [`write_listed`] writes it.
    pub(crate) fn of_listed(written: &'a str) -> Cell<'a> {
        Cell { record: written.as_bytes(), start: 0, end: written.len(), writing: Writing::Fields }
    }

    /// What it says, and from which columns it comes.
    pub(crate) fn listed(self) -> ListedText<'a> {
        match self.writing {
            Writing::Fields => fields(&read(self.inside()).0),
            _ => ListedText::of(self.text().0),
        }
    }

    /// What it says, and what its bytes were taken for.
    ///
    /// They are decoded first and unquoted after, as [`super::Places`] walks them.
    pub(crate) fn text(self) -> (Cow<'a, str>, ReadAs) {
        let (text, read_as) = read(self.inside());
        let text = match self.writing {
            Writing::Plain => text,
            Writing::Quoted => Cow::Owned(unquoted(&text)),
            Writing::Sheet if !sheet::has_breaks(&text) => text,
            Writing::Sheet => Cow::Owned(sheet::with_breaks(&text)),
            Writing::QuotedSheet => Cow::Owned(sheet::with_breaks(&unquoted(&text))),
            Writing::Fields => fields(&text).text,
            Writing::Json if !text.contains('\\') => text,
            Writing::Json => Cow::Owned(serde_json::from_str(&format!("\"{}\"", whole(&text))).unwrap_or_default()),
            Writing::JsonList => {
                Cow::Owned(json_list(&format!("[{}]", whole(&text))).unwrap_or_default().join(BETWEEN))
            }
        };
        (text, read_as)
    }

    /// What its bytes are taken for.
    pub(crate) fn read_as(self) -> ReadAs {
        ReadAs::of(self.inside())
    }

    /// Its bytes as the file holds them, from its opening quote on if there are quotes to undo: where they are the same
    /// in two cells of a file, so is the text.
    pub(crate) fn bytes(self) -> &'a [u8] {
        match self.writing {
            Writing::Plain | Writing::Sheet | Writing::Fields => self.inside(),
            Writing::Quoted | Writing::QuotedSheet | Writing::Json | Writing::JsonList => {
                &self.record[self.start - 1..self.end]
            }
        }
    }

    /// Without what Excel writes around a text so that it stays one, as in `="001"`.
    pub(super) fn without_formula(self) -> Cell<'a> {
        let (open, close): (&[u8], &[u8]) = match self.writing {
            Writing::Plain => (b"=\"", b"\""),
            Writing::Quoted => (b"=\"\"", b"\"\""),
            _ => return self,
        };
        let text = self.inside().strip_prefix(open).and_then(|text| text.strip_suffix(close));
        // several texts are none that we could read
        let Some(text) = text.filter(|text| !text.windows(2).any(|pair| pair == b"\"&")) else { return self };
        let writing = if text.contains(&b'"') { Writing::Quoted } else { Writing::Plain };
        Cell { start: self.start + open.len(), end: self.end - close.len(), writing, ..self }
    }

    /// Its first `len` bytes or somewhat fewer, so that no character and no escape is cut, and of a list of strings none.
    pub(super) fn cut(self, len: usize) -> Cell<'a> {
        let inside = self.inside();
        let mut end = len.min(inside.len());
        let is_within_character = |end: usize| inside.get(end).is_some_and(|byte| byte & 0xc0 == 0x80);
        match self.writing {
            Writing::Plain | Writing::Sheet => {}
            Writing::Quoted | Writing::QuotedSheet => end -= count_back(&inside[..end], b'"'),
            Writing::Json => {
                while let Some(at) = memrchr(b'\\', &inside[end.saturating_sub(LONGEST_ESCAPE)..end]) {
                    end = end.saturating_sub(LONGEST_ESCAPE) + at;
                }
            }
            Writing::Fields => end = behind_text(inside, len),
            Writing::JsonList => end = behind_whole_texts(inside, end),
        }
        while end > 0 && is_within_character(end) {
            end -= 1;
        }
        Cell { end: self.start + end, ..self }
    }

    /// As a cell of a sheet, which may say of its parts from which columns they come.
    pub(super) fn in_sheet(self) -> Cell<'a> {
        let writing = match self.writing {
            Writing::Quoted => Writing::QuotedSheet,
            _ if self.inside().first() == Some(&(FIELD as u8)) => Writing::Fields,
            _ => Writing::Sheet,
        };
        Cell { writing, ..self }
    }

    pub(super) fn is_in_sheet(self) -> bool {
        matches!(self.writing, Writing::Sheet | Writing::QuotedSheet | Writing::Fields)
    }

    /// Whether it holds nothing but white space.
    pub(crate) fn is_blank(self) -> bool {
        self.inside().trim_ascii().is_empty()
    }

    /// Its text as the file holds it, within its quotes.
    pub(crate) fn inside(self) -> &'a [u8] {
        &self.record[self.start..self.end]
    }
}

/// Writes that what follows in a cell comes from this column; an empty name says nothing of it.
pub(super) fn write_field(column: &str, written: &mut String) {
    written.push(FIELD);
    sheet::write_text(column, written);
    written.push(FIELD);
}

/// Writes what is listed of a product.
pub(crate) fn write_listed(listed: &ListedText<'_>, written: &mut String) {
    for (column, text) in listed.parts() {
        write_field(column, written);
        sheet::write_text(text, written);
    }
}

/// Reads what was written of a product.
fn fields(written: &str) -> ListedText<'static> {
    let mut parts = written.split(FIELD).map(sheet::with_breaks);
    let mut listed = ListedText::of(parts.next().unwrap_or_default().into());
    while let (Some(column), Some(text)) = (parts.next(), parts.next()) {
        listed.add(&column, &text);
    }
    listed
}

/// Where the first `len` bytes of a text end in the inside of a cell that names the columns of its parts.
fn behind_text(inside: &[u8], len: usize) -> usize {
    let (mut left, mut is_name) = (len, false);
    let is_behind = |byte: &u8| {
        let is_sign = *byte == FIELD as u8;
        is_name ^= is_sign;
        let is_text = !is_sign && !is_name;
        let is_behind = is_text && left == 0;
        left -= usize::from(is_text && left > 0);
        is_behind
    };
    inside.iter().position(is_behind).unwrap_or(inside.len())
}

/// Where the last of the texts ends that stand whole in the first `len` bytes of the inside of a JSON list of strings.
fn behind_whole_texts(inside: &[u8], len: usize) -> usize {
    let (mut end, mut is_inside, mut is_escaped) = (0, false, false);
    for (at, byte) in inside[..len].iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_inside,
            b'"' => is_inside = !is_inside,
            _ => continue,
        }
        if !is_inside {
            end = at + 1;
        }
    }
    end
}

/// How many of these bytes stand at the end.
fn count_back(bytes: &[u8], byte: u8) -> usize {
    bytes.iter().rev().take_while(|other| **other == byte).count()
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The texts of a JSON list of strings.
fn json_list(json: &str) -> serde_json::Result<Vec<Cow<'_, str>>> {
    let texts: Vec<Text<'_>> = serde_json::from_str(json)?;
    Ok(texts.into_iter().map(|Text(text)| text).collect())
}

/// Whether a text is a JSON list of strings, of which none is kept: there may be millions.
pub(super) fn is_json_list(json: &str) -> bool {
    struct Texts;

    impl<'de> Visitor<'de> for Texts {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of strings")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<(), A::Error> {
            while texts.next_element::<Text<'_>>()?.is_some() {}
            Ok(())
        }
    }

    serde_json::Deserializer::from_str(&whole(json)).deserialize_seq(Texts).is_ok()
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

    #[test]
    fn formulas_around_a_text_are_undone() {
        for (record, writing, text) in [
            ("=\"001\"", Writing::Plain, "001"),
            ("=\"\"", Writing::Plain, ""),
            ("=\"5\"\" pipe\"", Writing::Plain, "5\" pipe"),
            ("=\"\"Aqua, Alcohol\"\"", Writing::Quoted, "Aqua, Alcohol"),
            ("=\"a\"&\"b\"", Writing::Plain, "=\"a\"&\"b\""),
            ("=A1", Writing::Plain, "=A1"),
            ("=\"", Writing::Plain, "=\""),
        ] {
            let record = format!("\"{record}");
            let cell = Cell { record: record.as_bytes(), start: 1, end: record.len(), writing };
            assert_eq!(cell.without_formula().text().0, text);
        }
    }

    #[test]
    fn json_is_undone() {
        for (record, writing, text) in [
            (r#""Water""#, Writing::Json, "Water"),
            (r#""W\u0061ter,\n\"\ud83e\uddf4\"""#, Writing::Json, "Water,\n\"\u{1f9f4}\""),
            (r#""W\ud83eter""#, Writing::Json, "W\u{fffd}ter"),
            (r#"["Water" , "CI \"1\""]"#, Writing::JsonList, "Water, CI \"1\""),
            (r#"["Water", "Alc\udc00"]"#, Writing::JsonList, "Water, Alc\u{fffd}"),
            ("[]", Writing::JsonList, ""),
        ] {
            let cell = Cell { record: record.as_bytes(), start: 1, end: record.len() - 1, writing };
            assert_eq!(cell.text().0, text);
        }
    }

    #[test]
    fn a_cut_parts_no_character_and_no_escape() {
        for (inside, writing, texts) in [
            ("aé한b", Writing::Plain, &["", "a", "a", "aé", "aé", "aé", "aé한", "aé한b"][..]),
            ("a\"\"b", Writing::Quoted, &["", "a", "a", "a", "a\"b"]),
            (r"a\n\u00e9", Writing::Json, &["", "a", "a", "a", "a", "a", "a", "a", "a"]),
            ("\x1cname\x1caé\x1c\x1cb", Writing::Fields, &["", "a", "a", "aé", "aéb"]),
            (r#""a", "b\"c" "#, Writing::JsonList, &["", "", "", "a", "a", "a", "a", "a", "a", "a", "a", "a, b\"c"]),
        ] {
            let record = format!(" {inside}");
            let cell = Cell { record: record.as_bytes(), start: 1, end: record.len(), writing };
            let cut: Vec<_> = (0..=inside.len()).map(|len| cell.cut(len).text().0).collect();
            assert_eq!(cut[..texts.len()], *texts);
        }
    }
}
