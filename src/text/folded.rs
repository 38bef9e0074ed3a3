//! Folded text: a text without what only typography and markup put there.

use std::cell::LazyCell;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use super::own::{combines, run, stands_for_itself};
use super::typography::{LOST, is_accent, letters, other, plain_letter, typography};
use super::{Span, edits, glyphs, html, mojibake};

/// A text without what only typography and markup put there, with the way back to where each byte came from.
///
/// Lower case; compatibility forms and accents resolved; tags gone or turned into line breaks, entities decoded;
/// every dash a hyphen, every bullet a bullet, every space a space; invisible characters gone; footnote marks stars.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Folded {
    /// With [`PADDING`] behind it, so that eight bytes can be read at any place of the text.
    text: String,
    len: usize,
    /// Where its pieces came from, in order. Empty when each byte came from the one at its own place.
    pieces: Vec<Piece>,
}

/// A stretch of folded text, up to the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    /// Offset of its first byte in the folded text.
    at: u32,
    source: Span,
    /// Whether it is as long as its source, character by character. Otherwise all of it stands for all of that.
    is_alike: bool,
}

/// What stands behind a folded text: no letter, no digit, nothing that parts.
const PADDING: &str = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

impl Folded {
    pub(crate) fn new(source: &str) -> Folded {
        let mut folded = Folded::default();
        folded.read(source);
        folded
    }

    /// The folded text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text[..self.len]
    }

    /// The same, with zeros behind it.
    pub(crate) fn padded(&self) -> &str {
        &self.text
    }

    /// A text that is folded.
    pub(crate) fn of_folded(folded: &str) -> Folded {
        Folded { text: [folded, PADDING].concat(), len: folded.len(), pieces: Vec::new() }
    }

    /// Takes up a text in place of the one before.
    pub(crate) fn read(&mut self, source: &str) {
        self.text.clear();
        self.pieces.clear();
        let bytes = source.as_bytes();
        let edits = edits::edits(source);
        let has_bar = memchr::memchr(b'|', bytes).is_some_and(|at| is_letter_bar(source, at));
        let is_plain =
            || memchr::memchr3(b'<', b'&', b'\\', bytes).or_else(|| memchr::memchr2(0, ESCAPE, bytes)).is_none();
        if edits.is_empty() && !has_bar && is_plain() && (source.is_ascii() || stands_for_itself(bytes)) {
            self.text.push_str(source);
        } else {
            let is_marked = memchr::memchr3(b'<', b'&', b'\\', bytes).is_some();
            let mut at = 0;
            for edit in edits {
                self.read_slowly(&source[..edit.at], at, is_marked);
                self.push(&edit.text, edit.source, false);
                at = edit.source.end as usize;
            }
            self.read_slowly(source, at, is_marked);
        }
        self.text.make_ascii_lowercase();
        if !self.pieces.is_empty() {
            glyphs::unmix(self);
        }
        self.len = self.text.len();
        self.text.push_str(PADDING);
    }

    /// Puts a comma and a space in at some places, in order.
    pub(crate) fn part(&mut self, places: &[usize]) {
        let whole = std::mem::take(self);
        let mut pieces = whole.pieces;
        if pieces.is_empty() {
            pieces.push(Piece { at: 0, source: Span::new(0, whole.len), is_alike: true });
        }
        let ends = pieces.iter().skip(1).map(|piece| piece.at as usize).chain([whole.len]).collect::<Vec<_>>();
        let mut places = places.iter().copied().peekable();
        for (piece, end) in pieces.iter().zip(ends) {
            let mut at = piece.at as usize;
            while at < end {
                let next = places.next_if(|place| *place < end);
                let until = next.unwrap_or(end);
                let part = Span { start: at as u32 - piece.at, end: until as u32 - piece.at };
                let source = if piece.is_alike { part.shifted(piece.source.start as usize) } else { piece.source };
                self.push(&whole.text[at..until], source, piece.is_alike);
                if next.is_some() {
                    self.push(", ", Span { start: source.end, ..source }, false);
                }
                at = until;
            }
        }
        self.len = self.text.len();
        self.text.push_str(PADDING);
    }

    /// Takes up the rest of a text from `at` on.
    fn read_slowly(&mut self, source: &str, mut at: usize, is_marked: bool) {
        // Where every backslash is that of such a break, all are.
        let backslashes = || memchr::memchr_iter(b'\\', source.as_bytes());
        let has_breaks =
            is_marked && backslashes().all(|at| matches!(source.as_bytes().get(at + 1), Some(b'n' | b'r' | b't')));
        let is_garbled = LazyCell::new(|| mojibake::is_garbled(source));
        while let Some(first) = source[at..].chars().next() {
            let run = run(&source[at..]);
            if run > 0 {
                self.push(&source[at..at + run], Span::new(at, at + run), true);
                at += run;
                continue;
            }
            let end = match first {
                '\\' => escaped_break(&source[at..], has_breaks).map(|len| {
                    self.push("\n", Span::new(at, at + len), false);
                    at + len
                }),
                '<' => html::tag(&source[at..]).map(|tag| {
                    let end = at + tag.len;
                    let parts = html::are_siblings(&source[at..end], &source[end..]);
                    self.push(if parts { "\n" } else { tag.stands_for }, Span::new(at, end), false);
                    end
                }),
                '|' if is_letter_bar(source, at) => {
                    self.push("l", Span::new(at, at + 1), true);
                    Some(at + 1)
                }
                // two signs that are typed for one
                _ if let Some((one, two)) = PAIRS.iter().find(|(_, two)| source[at..].starts_with(two)) => {
                    let end = at + two.len();
                    self.push(one.encode_utf8(&mut [0; 4]), Span::new(at, end), false);
                    Some(end)
                }
                '\u{1b}' => Some(at + self.push_escape(&source[at..], at)),
                '&' => html::entity(&source[at..]).map(|(text, len)| {
                    self.push_characters(&text, Some(Span::new(at, at + len)), 0);
                    at + len
                }),
                _ => match mojibake::read(&source[at..]) {
                    Some((was, len)) => {
                        self.push_characters(was.encode_utf8(&mut [0; 4]), Some(Span::new(at, at + len)), 0);
                        Some(at + len)
                    }
                    None => mojibake::lost(source, at).filter(|_| *is_garbled).map(|len| {
                        self.push(LOST.encode_utf8(&mut [0; 4]), Span::new(at, at + len), false);
                        at + len
                    }),
                },
            };
            at = end.unwrap_or_else(|| {
                let end = at + cluster_len(&source[at..]);
                self.push_characters(&source[at..end], None, at);
                end
            });
        }
    }

    /// Adds what an escape sequence stands for: nothing, if it is one that colours text; else it turns what is behind it into
    /// letters that are not read. Returns its length.
    fn push_escape(&mut self, source: &str, at: usize) -> usize {
        let is_parameter = |c: char| matches!(c, '0'..='?');
        let colour = source[1..].strip_prefix('[').map(|rest| rest.trim_start_matches(is_parameter));
        match colour.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
            Some(rest) => source.len() - rest.len() + 1,
            None => {
                self.push(LOST.encode_utf8(&mut [0; 4]), Span::new(at, at + 1), false);
                1
            }
        }
    }

    /// The source span of a span of the folded text.
    pub(crate) fn source(&self, span: Span) -> Span {
        if self.pieces.is_empty() || span.is_empty() {
            return span;
        }
        let (first, last) = (self.piece(span.start), self.piece(span.end - 1));
        let start = first.source.start + if first.is_alike { span.start - first.at } else { 0 };
        let end = if last.is_alike { last.source.start + span.end - last.at } else { last.source.end };
        Span { start, end }
    }

    fn piece(&self, at: u32) -> Piece {
        self.pieces[self.pieces.partition_point(|piece| piece.at <= at) - 1]
    }

    /// Adds text that stands for a stretch of the source, character by character or as a whole.
    pub(super) fn push(&mut self, text: &str, source: Span, is_alike: bool) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if is_alike && last.is_alike && last.source.end == source.start => last.source.end = source.end,
            _ => self.pieces.push(Piece { at: self.text.len() as u32, source, is_alike }),
        }
        self.text.push_str(text);
    }

    /// Adds one cluster, folded; `from` is its place if that is not simply `offset` and its length.
    fn push_characters(&mut self, cluster: &str, from: Option<Span>, offset: usize) {
        let own = Span::new(offset, offset + cluster.len());
        let is_own = from.is_none();
        let from = from.unwrap_or(own);
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if simple(c).is_some() => {
                let simple = simple(c).unwrap_or(c);
                self.push(simple.encode_utf8(&mut [0; 4]), from, is_own && simple.len_utf8() == cluster.len());
            }
            (Some(c), None) if is_accented(c) => {
                let start = self.text.len();
                self.pieces.push(Piece { at: start as u32, source: from, is_alike: false });
                decompose_compatible(c, |c| push_letter(c, &mut self.text));
                if self.text.len() == start {
                    self.pieces.pop();
                }
            }
            _ => self.push(&folded(cluster), from, false),
        }
    }

    /// An empty text with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Folded {
        Folded { text: String::with_capacity(bytes + PADDING.len()), ..Folded::default() }
    }

    /// The text as far as it was taken up.
    pub(super) fn unfinished(&self) -> &str {
        &self.text
    }
}

/// Signs that look like two others one behind the other, in Thai and in Devanagari.
const PAIRS: [(char, &str); 2] = [('แ', "เเ"), ('\u{949}', "\u{93e}\u{945}")];

/// The byte that begins an escape sequence.
const ESCAPE: u8 = 0x1b;

/// Whether a bar stands between two letters, with no space, in a text that commas part: there it is a misread "l".
fn is_letter_bar(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphabetic);
    let behind = text[at + 1..].chars().next();
    before
        && behind.is_some_and(|c| c.is_alphabetic() || matches!(c, ' ' | ','))
        && text.contains(", ")
        && text.matches('|').count() < 3
}

/// A cluster in full: whatever it is made of.
fn folded(cluster: &str) -> String {
    let lower: String = cluster.chars().filter_map(typography).nfkd().flat_map(char::to_lowercase).collect();
    lower
        .nfkd()
        .filter(|c| !is_accent(*c))
        .nfc()
        .map(plain_letter)
        .flat_map(|c| letters(c).chars().chain(other(c)))
        .collect()
}

/// Whether all of a character, but for accents, is letters of Latin, Greek or Cyrillic script.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{17f}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}' | '\u{1e00}'..='\u{1fff}')
        && c.is_alphabetic()
}

/// Adds a letter of a decomposed character.
fn push_letter(c: char, text: &mut String) {
    if is_accent(c) {
        return;
    }
    for c in c.to_lowercase() {
        match letters(c) {
            "" => text.push(c),
            plain => text.push_str(plain),
        }
    }
}

/// The length of a line break that was written out, as "\\n" or "\\r\\n", at the start of a text. Before a small letter it
/// may as well be the backslash of "Water\\neau", unless such breaks are all over the text.
fn escaped_break(text: &str, are_many: bool) -> Option<usize> {
    let rest = text.strip_prefix("\\r").unwrap_or(text);
    let rest = rest.strip_prefix("\\n").or_else(|| (rest.len() < text.len()).then_some(rest))?;
    (are_many || !rest.starts_with(|c: char| c.is_ascii_lowercase())).then_some(text.len() - rest.len())
}

/// Characters that fold to one character without a look at their neighbours; most of all text.
fn simple(c: char) -> Option<char> {
    match c {
        '\0' | '\r' | '\u{b}' | '\u{c}' => Some(' '),
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        'а'..='и'
        | 'к'..='я'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | 'ー' => Some(c),
        'А'..='И' | 'К'..='Я' => c.to_lowercase().next(),
        'й' | 'Й' => Some('и'),
        'ё' | 'Ё' => Some('е'),
        c => typography(c).filter(|plain| *plain != c),
    }
}

/// Length in bytes of the first character with all that combines with it.
fn cluster_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars.find(|(_, c)| !combines(*c)).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;
    use proptest::prelude::*;

    #[test]
    fn folded_text_leads_back_to_its_source() {
        let source = "Eau,<br/>Alcool d&eacute;nat.,\u{a0}Ｇlycerin";
        let folded = Folded::new(source);
        assert_eq!(folded.as_str(), "eau,\nalcool denat., glycerin");
        for name in ["alcool denat", "glycerin"] {
            let at = folded.as_str().find(name).expect("the name is in the text");
            let back = folded.source(Span::new(at, at + name.len()));
            assert_eq!(fold(back.of(source)), fold(name));
        }
    }

    #[test]
    fn line_breaks_that_are_written_out_are_line_breaks() {
        for (source, text) in [
            (r"Aqua\nAlcohol\nParfum", "aqua\nalcohol\nparfum"),
            (r"Notes\r\n\r\nEthanol", "notes\n\nethanol"),
            (r"aqua\nalcohol\nparfum", "aqua\nalcohol\nparfum"),
            (r"WATER\AQUA\EAU", r"water\aqua\eau"),
            (r"silica\nylon-6\talc\water", r"silica\nylon-6\talc\water"),
        ] {
            assert_eq!(Folded::new(source).as_str(), text);
        }
    }

    #[test]
    fn an_angle_bracket_that_opens_no_tag_stays() {
        assert_eq!(Folded::new("Alcohol <1% <ILN49332>").as_str(), "alcohol <1% <iln49332>");
    }

    proptest! {
        #[test]
        fn every_folded_span_has_a_source_on_character_borders(text in "\\PC*") {
            let folded = Folded::new(&text);
            for (at, c) in folded.as_str().char_indices() {
                let span = folded.source(Span::new(at, at + c.len_utf8()));
                prop_assert!(text.get(span.range()).is_some_and(|t| !t.is_empty()));
            }
        }

        #[test]
        fn the_short_way_with_a_character_is_the_long_one(c in "[\u{c0}-\u{4ff}\u{1e00}-\u{1fff}]") {
            let short = Folded::new(&c);
            prop_assert_eq!(short.as_str(), super::folded(&c));
        }
    }
}
