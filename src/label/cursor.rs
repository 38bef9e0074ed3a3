//! A text read from left to right: signs, words and numbers.

use super::amount::Measure;
use crate::text::is_word;

/// A place in a text that is read from left to right.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn strip(&mut self, sign: &str) -> bool {
        let is_here = self.rest().starts_with(sign);
        self.at += if is_here { sign.len() } else { 0 };
        is_here
    }

    /// The longest of these that stands here as whole words.
    pub(super) fn words<'w>(&mut self, words: &'w [String]) -> Option<&'w str> {
        let first = self.rest().bytes().next();
        let is_whole = |word: &&String| {
            // most are told apart by their first byte
            let rest = (word.bytes().next() == first).then(|| self.rest().strip_prefix(word.as_str())).flatten();
            rest.is_some_and(|rest| !word.is_ascii() || !word.ends_with(is_word) || !rest.starts_with(is_word))
        };
        let word = words.iter().filter(is_whole).max_by_key(|word| word.len())?;
        self.at += word.len();
        Some(word)
    }

    /// A sign of strength; none is empty.
    pub(super) fn sign(&mut self) -> &'static str {
        ["%", "°"].into_iter().find(|sign| self.strip(sign)).unwrap_or("")
    }

    /// "v/v", "w/w", "m/m", "w/v" and the like.
    pub(super) fn ratio(&mut self) -> Option<Measure> {
        let mut next = *self;
        let mut letter = || {
            let letter = *next.rest().as_bytes().first().filter(|letter| b"vwmpgb".contains(letter))?;
            next.at += 1;
            Some(letter)
        };
        let of = letter()?;
        next.space();
        let is_ratio = next.strip("/");
        next.space();
        let whole = *next.rest().as_bytes().first().filter(|_| is_ratio)?;
        let measure = match (of, whole) {
            (b'v', b'v') => Measure::Volume,
            (b'w' | b'm' | b'p' | b'g' | b'b', b'v') => Measure::WeightInVolume,
            (b'w', b'w') | (b'm', b'm') | (b'p', b'p') | (b'g', b'g') | (b'b', b'b') => Measure::Weight,
            _ => return None,
        };
        next.at += 1;
        if next.rest().starts_with(|c: char| c.is_ascii_alphanumeric()) && !next.rest().starts_with('%') {
            return None;
        }
        *self = next;
        Some(measure)
    }

    /// A fraction of one per cent, with a whole number before it or alone, and its length: "1/2 %", "62 1/2 %".
    fn fraction(self, whole: usize) -> Option<(f64, usize)> {
        let (digits, rest) = self.rest().split_at(whole);
        let (lead, start) = match rest.strip_prefix(' ') {
            Some(_) if whole <= 3 => (digits.parse::<f64>().ok()?, whole + 1),
            None if whole == 1 => (0.0, 0),
            _ => return None,
        };
        let [above, b'/', below, behind @ ..] = &self.rest().as_bytes()[start..] else { return None };
        let is_one = matches!(below, b'2' | b'3' | b'4' | b'8') && (b'1'..*below).contains(above);
        let is_percentage = behind.trim_ascii_start().starts_with(b"%");
        let part = || f64::from(above - b'0') / f64::from(below - b'0');
        (is_one && is_percentage).then(|| (lead + part(), start + 3))
    }

    /// A number; spaces or commas part thousands: "20 000 ppm". Figures that are none are passed over: "70.50.5".
    pub(super) fn number(&mut self) -> Option<f64> {
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_mark = |at: usize, marks: &[u8]| bytes.get(at).is_some_and(|byte| marks.contains(byte));
        let whole = digits(0);
        let mut end = whole;
        if (1..=3).contains(&whole) {
            while is_mark(end, b" ,") && digits(end + 1) == 3 {
                end += 4;
            }
        }
        let has_thousands = end > whole;
        let marks: &[u8] = if has_thousands { b"." } else { b".," };
        if is_mark(end, marks) && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if let Some((value, len)) = self.fraction(whole).filter(|_| end == whole) {
            self.at += len;
            return Some(value);
        }
        let text = &self.rest()[..end];
        let number_end = end;
        while is_mark(end, b".") && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        self.at += end;
        // A comma before three digits parts thousands; any other is a decimal comma.
        let has_comma = has_thousands && !text.starts_with('0');
        let number = text.replace(' ', "").replace(',', if has_comma { "" } else { "." }).parse().ok();
        number.filter(|_| end == number_end)
    }
}
