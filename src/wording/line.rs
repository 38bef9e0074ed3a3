//! A line of text as a screen can show it, cut around the spot that is meant.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// One line as it is shown, and the stretch of it that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The text: no line breaks, no tabs, nothing that does not print.
    pub(crate) text: String,
    /// The stretch that is meant: bytes of the text, end excluded.
    pub(crate) spot: Range<usize>,
}

impl Line {
    /// A text on one line, with `spot` in it meant.
    pub(crate) fn new(source: &str, spot: Range<usize>) -> Line {
        let mut text = String::with_capacity(source.len());
        let (mut start, mut end) = (None, None);
        for (at, c) in source.char_indices() {
            if at >= spot.start {
                start.get_or_insert(text.len());
            }
            if at >= spot.end {
                end.get_or_insert(text.len());
            }
            match shown(c) {
                Some(' ') if text.is_empty() || text.ends_with(' ') => {}
                Some(c) => text.push(c),
                None => {}
            }
        }
        text.truncate(text.trim_end().len());
        let end = end.unwrap_or(text.len()).min(text.len());
        let start = start.unwrap_or(end).min(end);
        Line { spot: start..end, text }
    }

    /// The part of a text around `spot` that fits in so many columns. It looks at no more of the text than it must.
    pub(crate) fn near(source: &str, spot: Range<usize>, width: usize) -> Line {
        let reach = width * BYTES_A_COLUMN;
        let start = source.floor_char_boundary(spot.start.saturating_sub(reach));
        let end = source.ceil_char_boundary(spot.end.saturating_add(reach).min(source.len()));
        Line::new(&source[start..end], spot.start - start..spot.end - start).cut(width)
    }

    /// The line cut to so many columns, with the spot in sight and whole words where that is possible.
    pub(crate) fn cut(self, width: usize) -> Line {
        if columns(&self.text) <= width {
            return self;
        }
        let (before, spot, after) =
            (&self.text[..self.spot.start], &self.text[self.spot.clone()], &self.text[self.spot.end..]);
        let room = width.saturating_sub(columns(spot) + 2 * MARK);
        if room == 0 {
            return Line::only_spot(before, spot, after, width);
        }
        let left = columns(before).min((room / 2).max(room.saturating_sub(columns(after))));
        let left = words_at_end(before, left);
        let right = words_at_start(after, room - columns(&left).min(room));
        let start = left.len();
        Line { text: format!("{left}{spot}{right}"), spot: start..start + spot.len() }
    }

    /// How many columns stand before the spot.
    pub(crate) fn lead(&self) -> usize {
        columns(&self.text[..self.spot.start])
    }

    /// How many columns the spot takes.
    pub(crate) fn spot_columns(&self) -> usize {
        columns(&self.text[self.spot.clone()])
    }

    fn only_spot(before: &str, spot: &str, after: &str, width: usize) -> Line {
        let lead = if before.is_empty() { "" } else { "…" };
        let room = width.saturating_sub(columns(lead) + 1);
        let part = head(spot, room);
        let mut text = format!("{lead}{part}");
        let whole = text.len();
        if part.len() < spot.len() || !after.is_empty() {
            text.push('…');
        }
        let end = if part.len() < spot.len() { text.len() } else { whole };
        Line { spot: lead.len()..end, text }
    }
}

/// More bytes than any text needs to fill a column, unless it is made of what does not print.
const BYTES_A_COLUMN: usize = 8;

/// Columns of "… ", which stands where something was cut off.
const MARK: usize = 2;

/// A short text, such as a name, on one line of at most so many columns.
pub(crate) fn on_one_line(text: &str, width: usize) -> String {
    Line::near(text, 0..0, width).text
}

/// A text on one line, without what does not print.
pub(crate) fn printable(text: &str) -> String {
    Line::new(text, 0..0).text
}

/// Columns that a text takes on a screen, counted as miette counts them.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// What stands for a character on screen. Foreign text must not move the cursor, turn the writing round or hide.
fn shown(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e007f}' => None,
        c if c.is_whitespace() || c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// The end of a text, of at most so many columns.
fn words_at_end(text: &str, room: usize) -> String {
    let part = tail(text, room);
    if part.len() == text.len() {
        return text.to_owned();
    }
    let at_a_border = text[..text.len() - part.len()].ends_with(' ');
    match part.find(' ') {
        _ if at_a_border => format!("… {part}"),
        Some(space) => format!("… {}", &part[space + 1..]),
        None if part.is_empty() => "… ".to_owned(),
        None => format!("…{part}"),
    }
}

/// The start of a text, of at most so many columns.
fn words_at_start(text: &str, room: usize) -> String {
    let part = head(text, room);
    if part.len() == text.len() {
        return text.to_owned();
    }
    let at_a_border = text[part.len()..].starts_with(' ');
    match part.rfind(' ') {
        _ if at_a_border => format!("{} …", part.trim_end()),
        Some(space) => format!("{} …", part[..space].trim_end()),
        None if part.is_empty() => " …".to_owned(),
        None => format!("{part}…"),
    }
}

fn head(text: &str, room: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > room
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

fn tail(text: &str, room: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().rev().take_while(|(_, c)| {
        used += c.width().unwrap_or(0);
        used <= room
    });
    let part = &text[start.last().map_or(text.len(), |(at, _)| at)..];
    // A mark that combines with a letter that was cut off would combine with the ellipsis.
    if part.len() < text.len() { part.trim_start_matches(|c: char| c.width() == Some(0)) } else { part }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str, spot: &str, width: usize) -> String {
        let at = text.find(spot).expect("the spot is in the text");
        let line = Line::new(text, at..at + spot.len()).cut(width);
        assert!(columns(&line.text) <= width, "{} is wider than {width}", line.text);
        format!("{}[{}]{}", &line.text[..line.spot.start], &line.text[line.spot.clone()], &line.text[line.spot.end..])
    }

    #[test]
    fn a_long_line_is_cut_around_its_spot_at_whole_words() {
        let label = "Water, Glycerin, Butylene Glycol, Alcohol Denat., Niacinamide, Sodium Hyaluronate, Phenoxyethanol";
        for (width, expected) in [
            (
                200,
                "Water, Glycerin, Butylene Glycol, [Alcohol Denat.], Niacinamide, Sodium Hyaluronate, Phenoxyethanol",
            ),
            (60, "… Butylene Glycol, [Alcohol Denat.], Niacinamide, Sodium …"),
            (40, "… Glycol, [Alcohol Denat.], …"),
            (22, "… [Alcohol Denat.], …"),
            (16, "…[Alcohol Denat.]…"),
            (10, "…[Alcohol …]"),
        ] {
            assert_eq!(cut(label, "Alcohol Denat.", width), expected, "{width} columns");
        }
    }

    #[test]
    fn wide_letters_count_twice_and_marks_not_at_all() {
        assert_eq!(
            cut("정제수, 글리세린, 변성알코올, 나이아신아마이드", "변성알코올", 34),
            "… 글리세린, [변성알코올], …"
        );
        let label = "Eau, Alcool de\u{301}nature\u{301}, Glyce\u{301}rine";
        assert_eq!(cut(label, "Alcool de\u{301}nature\u{301}", 25), "… [Alcool de\u{301}nature\u{301}], …");
        assert_eq!(
            cut(label, "Alcool de\u{301}nature\u{301}", 31),
            "Eau, [Alcool de\u{301}nature\u{301}], Glyce\u{301}rine"
        );
    }

    #[test]
    fn what_does_not_print_is_not_shown() {
        let line = Line::new("Wa\u{ad}ter,\r\n\tSD\u{202e} Alco\u{1b}[31mhol", 9..21);
        assert_eq!((line.text.as_str(), &line.text[line.spot.clone()]), ("Water, SD Alco [31mhol", "SD Alco"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut_to_any_width(text in "\\PC*|.*|[a-z ,e\u{301}\u{202e}변]*", a in 0usize..60, b in 0usize..60, width in 3usize..50) {
            let border = |at: usize| text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(text.len());
            let (start, end) = (border(a.min(b)), border(a.max(b)));
            let line = Line::near(&text, start..end, width);
            prop_assert!(columns(&line.text) <= width, "{:?} is wider than {}", line.text, width);
            prop_assert!(line.text.get(line.spot.clone()).is_some());
            prop_assert!(!line.text.chars().any(char::is_control));
        }
    }
}
