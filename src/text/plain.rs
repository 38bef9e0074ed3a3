//! Plain text: a text without what only typography and markup put there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::key::is_common_letter;
use super::{Span, glyphs, html};

/// A text without what only typography and markup put there, with the way back to where each byte came from.
///
/// Lower case; compatibility forms and accents resolved; tags gone or turned into line breaks, entities decoded;
/// every dash a hyphen, every bullet a bullet, every space a space; invisible characters gone; footnote marks stars.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plain {
    pub(crate) text: String,
    /// Where its pieces came from, in order. Empty when each byte came from the one at its own place.
    pieces: Vec<Piece>,
}

/// A stretch of plain text, up to the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    /// Offset of its first byte in the plain text.
    at: u32,
    source: Span,
    /// Whether it is as long as its source, character by character. Otherwise all of it stands for all of that.
    is_alike: bool,
}

impl Plain {
    pub(crate) fn new(source: &str) -> Plain {
        let is_marked = memchr::memchr3(b'<', b'&', b'\\', source.as_bytes()).is_some();
        if source.is_ascii() && !is_marked && memchr::memchr(0, source.as_bytes()).is_none() {
            return Plain { text: source.to_ascii_lowercase(), pieces: Vec::new() };
        }
        let mut plain = Plain::with_capacity(source.len());
        // Where every backslash is that of such a break, all are.
        let backslashes = || memchr::memchr_iter(b'\\', source.as_bytes());
        let has_breaks =
            is_marked && backslashes().all(|at| matches!(source.as_bytes().get(at + 1), Some(b'n' | b'r' | b't')));
        let mut at = 0;
        while let Some(first) = source[at..].chars().next() {
            let run = run(&source[at..]);
            if run > 0 {
                plain.push(&source[at..at + run], Span::new(at, at + run), true);
                at += run;
                continue;
            }
            let end = match first {
                '\\' => escaped_break(&source[at..], has_breaks).map(|len| {
                    plain.push("\n", Span::new(at, at + len), false);
                    at + len
                }),
                '<' => html::tag(&source[at..]).map(|tag| {
                    plain.push(tag.stands_for, Span::new(at, at + tag.len), false);
                    at + tag.len
                }),
                '&' => html::entity(&source[at..]).map(|(text, len)| {
                    plain.push_characters(&text, Some(Span::new(at, at + len)), 0);
                    at + len
                }),
                _ => None,
            };
            at = end.unwrap_or_else(|| {
                let end = at + cluster_len(&source[at..]);
                plain.push_characters(&source[at..end], None, at);
                end
            });
        }
        plain.text.make_ascii_lowercase();
        glyphs::unmix(&mut plain);
        plain
    }

    /// An empty text with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Plain {
        Plain { text: String::with_capacity(bytes), pieces: Vec::new() }
    }

    /// The source span of a span of the plain text.
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
        let only = chars.next().filter(|_| chars.next().is_none());
        if let Some(simple) = only.and_then(simple) {
            return self.push(simple.encode_utf8(&mut [0; 4]), from, is_own && simple.len_utf8() == cluster.len());
        }
        let lower: String = cluster.chars().filter_map(typography).nfkd().flat_map(char::to_lowercase).collect();
        let folded: String =
            lower.nfkd().filter(|c| !is_accent(*c)).nfc().flat_map(|c| letters(c).chars().chain(other(c))).collect();
        self.push(&folded, from, false);
    }
}

/// The bytes that stand for themselves, but for their case.
const OWN: [bool; 256] = {
    let mut own = [false; 256];
    let mut byte = 1;
    while byte < 128 {
        own[byte as usize] = !matches!(byte, b'<' | b'&' | b'\\' | b'\r' | 0xb | 0xc);
        byte += 1u8;
    }
    own
};

/// The length of what stands for itself at the start of a text, but for its case: most of any text.
fn run(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += text.as_bytes()[end..].iter().take_while(|byte| OWN[usize::from(**byte)]).count();
        match text[end..].chars().next() {
            Some(c) if is_common_letter(c) && c != 'й' => end += c.len_utf8(),
            // what combines takes the character before it along
            Some(c) if combines(c) => return text.floor_char_boundary(end.saturating_sub(1)),
            _ => return end,
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
        _ => None,
    }
}

/// Resolves what is typography and not text, before compatibility forms are: a trade mark sign is no "tm".
fn typography(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' => {
            return None;
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '®' | '™' | '©' | '℠' => ' ',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '‘' | '’' | '‛' | '′' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '•' | '·' | '∙' | '‧' | '●' | '○' | '▪' | '■' | '□' | '◆' | '▶' | '►' | '‣' | '◦' | '・' | '･' | 'ㆍ' | '※'
        | '✔' | '✓' | '➤' | '∗' => '•',
        '、' | '،' | '﹐' => ',',
        '。' | '｡' => '.',
        '【' | '〔' | '「' | '『' | '〈' | '《' => '[',
        '】' | '〕' | '」' | '』' | '〉' | '》' => ']',
        '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | 'ª' | '§' | '¶' => '*',
        '˚' | 'º' => '°',
        '⁄' | '∕' => '/',
        c => c,
    })
}

/// The accents of Latin, Greek and Cyrillic. The voicing marks of kana are not among them: they make other letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters that have no decomposition and yet a common plain spelling.
fn letters(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'þ' => "th",
        _ => "",
    }
}

fn other(c: char) -> Option<char> {
    letters(c).is_empty().then_some(c)
}

/// Length in bytes of the first character with all that combines with it.
fn cluster_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars.find(|(_, c)| !combines(*c)).map_or(text.len(), |(at, _)| at)
}

fn combines(c: char) -> bool {
    !c.is_ascii()
        && !is_common_letter(c)
        && (canonical_combining_class(c) != 0 || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;
    use proptest::prelude::*;

    #[test]
    fn plain_text_leads_back_to_its_source() {
        let source = "Eau,<br/>Alcool d&eacute;nat.,\u{a0}Ｇlycerin";
        let plain = Plain::new(source);
        assert_eq!(plain.text, "eau,\nalcool denat., glycerin");
        for name in ["alcool denat", "glycerin"] {
            let at = plain.text.find(name).expect("the name is in the text");
            let back = plain.source(Span::new(at, at + name.len()));
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
            assert_eq!(Plain::new(source).text, text);
        }
    }

    #[test]
    fn letters_of_another_script_that_look_alike_are_read_as_they_look() {
        for (source, text) in [
            ("Al\u{441}\u{43e}h\u{43e}l", "alcohol"),
            ("\u{410}lcohol Denat", "alcohol denat"),
            ("\u{63}\u{43f}\u{438}\u{440}\u{442}", "\u{441}\u{43f}\u{438}\u{440}\u{442}"),
            ("\u{3b1}-Tocopherol", "\u{3b1}-tocopherol"),
        ] {
            assert_eq!(Plain::new(source).text, text);
        }
    }

    #[test]
    fn an_angle_bracket_that_opens_no_tag_stays() {
        assert_eq!(Plain::new("Alcohol <1% <ILN49332>").text, "alcohol <1% <iln49332>");
    }

    proptest! {
        #[test]
        fn every_plain_span_has_a_source_on_character_borders(text in "\\PC*") {
            let plain = Plain::new(&text);
            for (at, c) in plain.text.char_indices() {
                let span = plain.source(Span::new(at, at + c.len_utf8()));
                prop_assert!(text.get(span.range()).is_some_and(|t| !t.is_empty()));
            }
        }
    }
}
