//! Shapes: whether a line within quotes reads like a record of its own, which a quote that is none would swallow.
//!
//! A cell may hold many lines, and they may look like anything. So a line is a record only if it has a field for each
//! column, a list where that has to be, and something that a line of a cell seldom has: an id like that of the record it
//! stands in, a quoted list, or many fields.

use memchr::{memchr_iter, memchr2, memchr2_iter};

use super::fields::{Dialect, Field, Quotes, split};
use super::lines::end_of_line;

/// With so many fields, a line is hardly a part of a cell.
const MANY: usize = 4;

/// What a record looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How many fields it has.
    pub(crate) count: usize,
    /// Where its list stands, and its id.
    pub(crate) list: usize,
    pub(crate) id: Option<usize>,
}

impl Shape {
    /// The first line within the quotes of a record that is a record of its own: the offset of the quote that swallows it,
    /// and of the line end before it.
    pub(super) fn swallowed(self, record: &[u8], dialect: Dialect, fields: &[Field]) -> Option<(usize, usize)> {
        // most records have one line
        memchr2(b'\n', b'\r', record)?;
        let own = |open: usize| self.id.and_then(|id| fields.get(id)).filter(|field| field.start <= open);
        let mut quoted = fields.iter().enumerate().filter(|(_, field)| field.quotes != Quotes::None);
        quoted.find_map(|(before, field)| {
            let open = field.start - 1;
            let own = own(open).map(|field| &record[field.start..field.end]);
            let mut ends = memchr2_iter(b'\n', b'\r', &record[field.start..field.end]).map(|at| field.start + at);
            // what stands before it has to be a record as well
            let fields = |at: usize| before + 1 + memchr_iter(dialect.delimiter, &record[open..at]).count();
            let at = ends.find(|at| fields(*at) >= self.count && self.is_record(&record[at + 1..], dialect, own))?;
            Some((open, at - usize::from(record[..=at].ends_with(b"\r\n"))))
        })
    }

    /// Whether the line that `bytes` begin with is a record, in the midst of one with this id.
    fn is_record(self, bytes: &[u8], dialect: Dialect, own: Option<&[u8]>) -> bool {
        let line = &bytes[..end_of_line(bytes, 0).unwrap_or(bytes.len())];
        let mut fields = Vec::new();
        let is_whole = match split(line, dialect, |_| None, &mut fields) {
            Ok(_) => fields.len() == self.count,
            // it goes on within a quote, unless that is the one that closes the cell
            Err(open) => {
                let has_text = line.get(open + 1).is_some_and(|next| *next != dialect.delimiter);
                let rest = Field { start: open + 1, end: line.len(), quotes: Quotes::Open };
                fields.push(rest);
                has_text && fields.len() <= self.count && fields.len() > self.list
            }
        };
        let text = |field: &Field| &line[field.start..field.end];
        let Some(list) = fields.get(self.list).filter(|_| is_whole && self.count > 1) else { return false };
        let has_list = text(list).iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        // behind a sign of a text stands a space, and before `1,2-` a number that is none
        let is_text = |field: &Field| {
            let text = text(field);
            let is_name = text.first().is_some_and(u8::is_ascii_digit) && text.get(1) == Some(&b'-');
            field.quotes == Quotes::None && dialect.delimiter != b'\t' && (text.starts_with(b" ") || is_name)
        };
        if !has_list || fields[1..].iter().any(is_text) {
            return false;
        }
        let is_safe = dialect.delimiter == b'\t' || list.quotes != Quotes::None || self.count >= MANY;
        match self.id.map(|id| fields.get(id)) {
            Some(None) => false,
            Some(Some(id)) => is_like(text(id).trim_ascii(), own.map(<[u8]>::trim_ascii), is_safe),
            None => is_safe && fields[0].start < fields[0].end && !line.starts_with(b"<"),
        }
    }
}

/// Whether something is an id like another one. Without a digit it is so only where it is `safe` to say so.
fn is_like(id: &[u8], own: Option<&[u8]>, is_safe: bool) -> bool {
    let has_digit = id.iter().any(u8::is_ascii_digit);
    let is_number = |id: &[u8]| !id.is_empty() && id.iter().all(u8::is_ascii_digit);
    let is_one_word = !id.is_empty() && !id.iter().any(|byte| b" <>,;\"".contains(byte));
    match own.filter(|own| !own.is_empty()) {
        Some(own) if is_number(own) => is_number(id),
        Some(own) if own.iter().any(u8::is_ascii_digit) => has_digit && is_one_word,
        Some(_) => is_safe && is_one_word,
        None => has_digit && is_one_word,
    }
}
