//! A piece of a list, cut into items.
//!
//! What separates depends on the list: commas nearly always, dashes where they stand instead of commas, spaced slashes
//! where there is nothing else. Nothing separates inside a bracket or a number.

use super::Amount;
use super::measures::{Measures, has_measure};
use crate::text::{Span, is_word};

/// The separators of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Commas, semicolons, bullets, bars, line breaks.
    Usual,
    /// "Water- Alcohol- Glycerin", and the usual ones.
    Dashes,
    /// "water / alcohol / glycerin", and the usual ones.
    Slashes,
}

/// The items of a piece of plain text.
pub(super) struct Items {
    /// In order, trimmed, none of them empty.
    pub(super) spans: Vec<Span>,
    /// The first bracket that is never closed.
    pub(super) unclosed: Option<Span>,
}

/// The bytes that can part items or hold them together, or begin a character that can.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = b",;|\t-/()[]{}";
    let mut i = 0;
    while i < bytes.len() {
        marks[bytes[i] as usize] = true;
        i += 1;
    }
    marks["•".as_bytes()[0] as usize] = true;
    marks
};

/// Where there are such bytes. Most of a text has none, so that all else is asked of these places only.
fn marks(text: &str) -> Vec<usize> {
    let mut marks = Vec::with_capacity(text.len() / 8);
    marks.extend(text.bytes().enumerate().filter(|(_, b)| MARKS[usize::from(*b)]).map(|(at, _)| at));
    marks
}

/// Cuts a piece of plain text into items.
pub(super) fn split(plain: &str, piece: Span, measures: &Measures) -> Items {
    let piece = within_bracket(plain, piece);
    let text = piece.of(plain);
    let marks = marks(text);
    let style = style(text, &marks);
    let mut joiner = Joiner { plain, measures, items: Vec::with_capacity(marks.len() + 1) };
    let mut start = 0;
    let mut brackets = Brackets::new(text, &marks);
    for at in marks {
        let c = text[at..].chars().next().unwrap_or(' ');
        if !brackets.is_inside(at) && separates(text, at, c, style) {
            joiner.push(Span::new(start, at).shifted(piece.start as usize));
            start = at + c.len_utf8();
        }
    }
    joiner.push(Span::new(start, text.len()).shifted(piece.start as usize));
    let unclosed = brackets.unclosed.map(|at| Span::new(at, at + 1).shifted(piece.start as usize));
    Items { spans: joiner.items, unclosed }
}

/// The inside of a bracket that holds all of a list: "[Water, Alcohol, Glycerin]".
fn within_bracket(plain: &str, piece: Span) -> Span {
    let all = trimmed(plain, piece);
    let text = all.of(plain);
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']').or(rest.strip_suffix("].")));
    match inside {
        Some(inside) if inside.contains(',') && !inside.contains(['[', ']']) => {
            Span::new(1, 1 + inside.len()).shifted(all.start as usize)
        }
        _ => piece,
    }
}

/// Takes up what stands between separators, and joins what is one name.
struct Joiner<'a> {
    plain: &'a str,
    measures: &'a Measures,
    items: Vec<Span>,
}

impl Joiner<'_> {
    /// Adds what stands between two separators, without what stands around it.
    fn push(&mut self, span: Span) {
        let span = trimmed(self.plain, span);
        if span.len() <= LONGEST_ITEM {
            return self.add(span);
        }
        for span in portions(self.plain, span) {
            self.add(span);
        }
    }

    /// Adds an item; a word or an amount that only completes the name before it is joined to that.
    fn add(&mut self, span: Span) {
        let item = span.of(self.plain);
        let is_amount = || self.measures.any_in(span) && is_amount(item);
        match self.items.last_mut() {
            _ if item.is_empty() => {}
            Some(last) if completes(last.of(self.plain), item) || is_amount() => last.end = span.end,
            // "200 ml" in front of a list is said of the product.
            None if is_amount() => {}
            _ => self.items.push(span),
        }
    }
}

/// Longest item that is read as one, in bytes. A list without separators is read in portions.
const LONGEST_ITEM: usize = 2000;

/// An item in portions that are not too long, cut between words where there are any.
fn portions(plain: &str, span: Span) -> Vec<Span> {
    let mut portions = Vec::new();
    let mut rest = span;
    while rest.len() > LONGEST_ITEM {
        let text = rest.of(plain);
        let limit = text.floor_char_boundary(LONGEST_ITEM);
        let cut = text[..limit].rfind(' ').filter(|at| *at > 0).unwrap_or(limit);
        portions.push(Span::new(0, cut).shifted(rest.start as usize));
        rest.start += cut as u32;
    }
    portions.push(rest);
    portions
}

/// A span without spaces, bullets, quotes and stray punctuation at its ends; marks and full stops stay behind a name.
pub(super) fn trimmed(plain: &str, span: Span) -> Span {
    let is_edge = |c: char| {
        let is_mark = matches!(c, '\'' | '"' | '*' | '^' | '°' | '•' | '-' | ':' | ';' | '.' | ',' | '|' | '_' | '~');
        is_mark || c.is_whitespace()
    };
    let is_end = |c: char| is_edge(c) && !matches!(c, '*' | '^' | '°' | '.');
    let text = span.of(plain);
    let inner = text.trim_ascii();
    // most items have nothing but spaces around them
    if inner.starts_with(is_word) && inner.ends_with(|c| c == ')' || is_word(c)) {
        let start = span.start as usize + text.len() - text.trim_ascii_start().len();
        return Span::new(start, start + inner.len());
    }
    let body = text.trim_start_matches(is_edge);
    let body = body.strip_prefix('[').filter(|rest| rest.starts_with(['\'', '"'])).unwrap_or(body);
    let body = body.trim_start_matches(is_edge);
    let start = span.end as usize - body.len();
    let body = body.trim_end_matches(is_end);
    let body = body.strip_suffix(']').filter(|rest| rest.ends_with(['\'', '"'])).unwrap_or(body);
    let body = body.trim_end_matches(is_end);
    let body = if body.ends_with("..") { body.trim_end_matches("..") } else { body };
    Span::new(start, start + body.len())
}

/// Words before an amount that stands apart: 乙醇，含量 75%.
const AMOUNT_WORDS: &[&str] = &["含量为", "含量為", "含量", "浓度", "濃度", "content", "concentration", "함량", "농도"];

/// An amount alone belongs to the name before it: "Alcohol, 62 % v/v".
fn is_amount(item: &str) -> bool {
    let item =
        AMOUNT_WORDS.iter().find_map(|word| item.strip_prefix(word)).unwrap_or(item).trim_start_matches([' ', ':']);
    has_measure(item)
        && Amount::may_begin(item)
        && Amount::places(item).first().is_some_and(|place| place.len() == item.len())
}

/// What completes the name of an alcohol behind a comma: "Alcohol, Denat."
const DENATURED: &[&str] = &[
    "denat",
    "denatured",
    "denaturated",
    "denature",
    "denaturiert",
    "vergallt",
    "sd",
    "sd 40",
    "sd 40-b",
    "40-b",
    "40b",
    "39-c",
];
/// Words that are no name without that of an alcohol, before it or behind: "Alcohol, cetyl", "Benzyl⏎Alcohol".
const KINDS: &[&str] = &[
    "cetyl",
    "cetearyl",
    "cetostearyl",
    "stearyl",
    "benzyl",
    "isopropyl",
    "ethyl",
    "methyl",
    "propyl",
    "butyl",
    "behenyl",
    "oleyl",
    "lauryl",
    "myristyl",
    "arachidyl",
    "phenethyl",
    "cinnamyl",
    "polyvinyl",
];

/// Whether an item is the rest of the name that the one before it begins.
fn completes(last: &str, item: &str) -> bool {
    is_alcohol(last) && is_completion(item)
}

/// Whether a name was broken between two lines: "Benzyl⏎Alcohol". Between commas each would be a name of its own.
pub(super) fn is_broken(line: &str, next: &str) -> bool {
    KINDS.contains(&line) && is_alcohol(next.trim_end_matches('.'))
}

/// Whether an item can be joined to one beside it.
pub(super) fn may_join(item: &str) -> bool {
    is_completion(item) || is_amount(item)
}

/// Whether an item is a word that completes names: "Denat. (SD Alcohol 39-C)".
fn is_completion(item: &str) -> bool {
    let word = item.split(" (").next().unwrap_or(item).trim_end_matches('.');
    DENATURED.contains(&word) || KINDS.contains(&word)
}

fn is_alcohol(item: &str) -> bool {
    ["alcohol", "alcool", "alkohol", "alcohol sd", "ethanol", "ethyl alcohol"].contains(&item)
}

fn style(text: &str, marks: &[usize]) -> Style {
    let bytes = text.as_bytes();
    let count = |is_one: &dyn Fn(usize) -> bool| marks.iter().filter(|at| is_one(**at)).count();
    let usual = count(&|at| matches!(bytes[at], b',' | b';' | b'|') || text[at..].starts_with('•'));
    let dashes = |next: u8| count(&|at| bytes[at] == b'-' && bytes.get(at + 1) == Some(&next));
    let in_line = dashes(b' ');
    if in_line > usual && in_line + dashes(b'\n') >= 2 {
        Style::Dashes
    } else if usual == 0 && text.matches(" / ").count() >= 3 {
        Style::Slashes
    } else {
        Style::Usual
    }
}

fn separates(text: &str, at: usize, c: char, style: Style) -> bool {
    match c {
        ',' => !in_number(text, at),
        ';' | '•' | '|' | '\t' => true,
        '\n' => false,
        '-' if style == Style::Dashes => text[at + 1..].starts_with([' ', '\n']) || at + 1 == text.len(),
        '/' if style == Style::Slashes => text[at + 1..].starts_with(' ') && text[..at].ends_with(' '),
        _ => false,
    }
}

/// Whether the comma at `at` belongs to a number or a chemical name: "1,2-hexanediol", "0,5 %", "1, 2-hexanediol".
fn in_number(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let rest = &text[at + 1..];
    if !before {
        return false;
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    // With a space behind the comma it takes a locant: one digit on the left, digit and hyphen on the right.
    let rest = rest.trim_start_matches(' ').as_bytes();
    let lone = text[..at].bytes().rev().nth(1).is_none_or(|b| !b.is_ascii_alphanumeric() && b != b'-');
    lone && rest.len() > 2 && rest[0].is_ascii_digit() && rest[1] == b'-'
}

/// Follows the brackets of a text; one that is never closed, or not soon, is no bracket.
struct Brackets {
    /// Where brackets open and where they end, the outermost ones only, from the last to the first.
    pairs: Vec<(usize, usize)>,
    /// The first one that is never closed.
    unclosed: Option<usize>,
    until: usize,
}

impl Brackets {
    fn new(text: &str, marks: &[usize]) -> Brackets {
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        for &at in marks {
            match text.as_bytes()[at] {
                b'(' | b'[' | b'{' if opens(text, at) => open.push(at),
                b')' | b']' | b'}' => {
                    pairs.extend(open.pop().filter(|from| at - from < LONGEST_BRACKET).map(|from| (from, at + 1)))
                }
                _ => {}
            }
        }
        pairs.sort_by_key(|&(from, to)| std::cmp::Reverse((from, to)));
        Brackets { pairs, unclosed: open.first().copied(), until: 0 }
    }

    /// Whether the character at `at` stands in a bracket, or is one. To be asked of one character after another.
    fn is_inside(&mut self, at: usize) -> bool {
        while let Some((_, end)) = self.pairs.pop_if(|(from, _)| *from <= at) {
            self.until = self.until.max(end);
        }
        at < self.until
    }
}

/// Longest bracket that is taken for one, in bytes: a list of its own may stand in one, a page may not.
pub(super) const LONGEST_BRACKET: usize = 2000;

/// Whether the bracket at `at` is one: `['water', 'alcohol']` is a list as programs print it.
pub(super) fn opens(text: &str, at: usize) -> bool {
    !text[at + 1..].starts_with(['\'', '"'])
}
