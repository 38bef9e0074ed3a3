//! Where lists start and end: headings, sentences that are no list, claims.
//!
//! Works on plain text. A text is cut at its headings into regions, a region into sentences, and each sentence is a
//! piece of a list, prose or a claim.

use super::items::opens;
use super::words::{
    self, ABBREVIATIONS, ALCOHOL, ANYWHERE, CLAIMS, FREE_OF, HEADINGS, Heading, IS_FREE, OPAQUE, PROSE_ENDINGS,
};
use super::{RemarkKind, SectionKind};
use crate::text::Span;

/// A part of the text under one heading, with what of it is list.
#[derive(Debug, PartialEq)]
pub(super) struct Region {
    pub(super) kind: SectionKind,
    /// Whether a heading says that a list follows.
    pub(super) headed: bool,
    /// The pieces that are list, in order.
    pub(super) lists: Vec<Span>,
}

/// What cutting a text up has shown.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub(super) regions: Vec<Region>,
    pub(super) remarks: Vec<(RemarkKind, Span)>,
    /// Whether some of the text is sentences.
    pub(super) has_prose: bool,
}

/// Cuts a plain text into its parts.
pub(super) fn cut(plain: &str) -> Parts {
    let mut parts = Parts::default();
    let mut marks = headings(plain);
    marks.insert(0, Mark { at: 0, content: 0, heading: None });
    for (i, mark) in marks.iter().enumerate() {
        let end = marks.get(i + 1).map_or(plain.len(), |next| next.at);
        let head = Span::new(mark.at, mark.content);
        if is_claim(head.of(plain)) {
            parts.remarks.push((RemarkKind::FreeClaim, trimmed(plain, head)));
        }
        let kind = match mark.heading {
            Some(Heading::Other) => {
                let whole = Span::new(mark.at, end);
                claim(plain, whole, &mut parts);
                parts.has_prose = true;
                continue;
            }
            Some(Heading::List(kind)) => kind,
            None => SectionKind::Ingredients,
        };
        let headed = mark.heading.is_some();
        let mut region = Region { kind, headed, lists: Vec::new() };
        for sentence in sentences(plain, Span::new(mark.content, end)) {
            if claim(plain, sentence, &mut parts) {
                let kept = before_claim(plain, sentence);
                if !kept.is_empty() {
                    region.lists.push(kept);
                }
            } else if is_prose(sentence.of(plain)) {
                parts.has_prose = true;
            } else if sentence.of(plain).chars().any(char::is_alphanumeric) {
                region.lists.push(sentence);
            }
        }
        if !region.lists.is_empty() {
            parts.regions.push(region);
        }
    }
    parts
}

/// A heading, and where what it heads begins.
#[derive(Debug)]
struct Mark {
    at: usize,
    content: usize,
    /// None for a heading that is on no table: the name of a product, or of a part of a kit.
    heading: Option<Heading>,
}

/// Longest text before a colon that is taken for a heading, in bytes.
const LONGEST_HEADING: usize = 90;

fn headings(plain: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let bytes = plain.as_bytes();
    let mut line_start = 0;
    for at in memchr::memchr2_iter(b':', b'\n', bytes) {
        if bytes[at] == b'\n' {
            line_start = at + 1;
            continue;
        }
        let from = marks.last().map_or(line_start, |mark| mark.content.max(line_start));
        marks.extend(before_colon(plain, from, at));
    }
    for (start, line) in lines(plain) {
        if let Some(mark) = head_of_line(line, start) {
            marks.push(mark);
        }
    }
    for &(phrase, heading) in ANYWHERE {
        marks.extend(plain.match_indices(phrase).map(|(at, phrase)| Mark {
            at,
            content: at + phrase.len(),
            heading: Some(heading),
        }));
    }
    marks.sort_by_key(|mark| (mark.at, std::cmp::Reverse(mark.content)));
    marks.dedup_by(|later, earlier| later.at < earlier.content);
    marks
}

fn lines(plain: &str) -> impl Iterator<Item = (usize, &str)> {
    plain.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start, line))
    })
}

/// The heading that ends in the colon at `colon`, looked for from `from` on.
fn before_colon(plain: &str, from: usize, colon: usize) -> Option<Mark> {
    let after = plain[colon + 1..].trim_start_matches([' ', '\u{feff}']);
    // "Alcohol: 40 %" is an amount, "1:4" a ratio, "https://" an address.
    if after.starts_with(|c: char| c.is_ascii_digit() || "<>~/".contains(c)) || after.starts_with("q.s") {
        return None;
    }
    let before = &plain[from..colon];
    let start = before.rfind(is_border).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let text = before[start..].trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '±');
    if text.is_empty() || text.len() > LONGEST_HEADING {
        return None;
    }
    let heading = HEADINGS.iter().find(|(phrase, _)| ends_with_words(text, phrase)).map(|(_, heading)| *heading);
    let at = from + start;
    Some(Mark { at, content: colon + 1, heading })
}

fn is_border(c: char) -> bool {
    matches!(c, ',' | ';' | '.' | '•' | '|' | '\n' | ')' | ']' | '%' | '[' | '(')
}

fn ends_with_words(text: &str, phrase: &str) -> bool {
    text.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric) || !phrase.is_ascii())
        && longest_phrase(text) == phrase
}

/// The longest heading that `text` ends with, so that "inactive ingredients" is not read as "ingredients".
fn longest_phrase(text: &str) -> &'static str {
    HEADINGS
        .iter()
        .map(|(phrase, _)| *phrase)
        .filter(|phrase| {
            text.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric) || !phrase.is_ascii())
        })
        .max_by_key(|phrase| phrase.len())
        .unwrap_or("")
}

/// A heading without a colon at the head of a line: "INGREDIENTS Water, Glycerin", or alone on its line.
fn head_of_line(line: &str, start: usize) -> Option<Mark> {
    let lead = line.len() - line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '±').len();
    let text = &line[lead..];
    let (phrase, heading) =
        HEADINGS.iter().filter(|(phrase, _)| text.starts_with(phrase)).max_by_key(|(phrase, _)| phrase.len())?;
    let rest = &text[phrase.len()..];
    let is_alone = rest.trim().is_empty();
    let heads_a_list = matches!(heading, Heading::List(_))
        && phrase.len() >= 6
        && rest.starts_with([' ', '\t', ')', ']', '-'])
        && !rest.trim_start().starts_with(':');
    (is_alone || heads_a_list).then_some(Mark {
        at: start + lead,
        content: start + lead + phrase.len(),
        heading: Some(*heading),
    })
}

/// Cuts a region at full stops and line breaks that end a sentence.
fn sentences(plain: &str, region: Span) -> Vec<Span> {
    let text = region.of(plain);
    let mut spans = Vec::new();
    let mut start = 0;
    for at in memchr::memchr2_iter(b'.', b'\n', text.as_bytes()) {
        let ends = match text.as_bytes()[at] {
            b'.' => ends_sentence(text, start, at),
            _ => ends_line(text, start, at),
        };
        if ends {
            spans.push(Span::new(start, at).shifted(region.start as usize));
            start = at + 1;
        }
    }
    spans.push(Span::new(start, text.len()).shifted(region.start as usize));
    spans
}

fn ends_sentence(text: &str, start: usize, dot: usize) -> bool {
    let after = text[dot + 1..].chars().next();
    let before = &text[start..dot];
    if before.ends_with(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    if open_brackets(before) > 0 {
        return false;
    }
    let word_start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let word = before.get(word_start..).unwrap_or("");
    // "Cetyl. Alcohol" and its like are abbreviations too.
    let is_abbreviation = ABBREVIATIONS.contains(&word) || ["yl", "ил"].iter().any(|ending| word.ends_with(ending));
    word.chars().count() != 1 && !is_abbreviation
}

fn open_brackets(text: &str) -> usize {
    text.char_indices().fold(0, |depth: usize, (at, c)| match c {
        '(' | '[' | '{' if opens(text, at) => depth + 1,
        ')' | ']' | '}' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether a line break parts two things. A list that is broken to fit a page goes on in the next line.
fn ends_line(text: &str, start: usize, at: usize) -> bool {
    let before = text[start..at].trim_end_matches([' ', '\t']);
    let after = text[at + 1..].trim_start_matches([' ', '\t']);
    let next_line = after.split('\n').next().unwrap_or("");
    let broken_word = before.ends_with('-') && before[..before.len() - 1].ends_with(char::is_alphabetic);
    let open = before.ends_with([',', ';', '(', '/', '\\', '&']) || after.starts_with([',', ';', ')', '/', '&']);
    let is_list = |line: &str| line.contains([',', ';']);
    let last_line = before.rsplit('\n').next().unwrap_or("");
    !(broken_word && after.starts_with(char::is_alphabetic) || open || is_list(last_line) && is_list(next_line))
        || next_line.starts_with(['-', '•', '*'])
}

/// Words of sentences, or a sentence's ending where words are not parted.
///
/// A quarter of such words makes a sentence in any case, a seventh where there are few separators: a list may end in a
/// sentence that nothing parts from it.
fn is_prose(sentence: &str) -> bool {
    let sentence = sentence.trim();
    if PROSE_ENDINGS.iter().any(|ending| sentence.ends_with(ending)) {
        return true;
    }
    let words = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
    let (mut all, mut prose) = (0, 0);
    for word in words {
        all += 1;
        prose += usize::from(words::is_prose(word));
    }
    let separators = sentence.matches([',', ';', '•', '|']).count() + sentence.matches("- ").count();
    prose >= 2 && (prose * 4 >= all || prose * 7 >= all && all > 4 * (separators + 1))
}

/// Whether the sentence claims that something is absent; a claim about alcohol is remarked on.
fn claim(plain: &str, sentence: Span, parts: &mut Parts) -> bool {
    let text = sentence.of(plain);
    let Some(at) = free_of(text) else { return false };
    let claim = Span::new(sentence.start as usize + at, sentence.end as usize);
    if ALCOHOL.iter().any(|word| claim.of(plain).contains(word)) {
        parts.remarks.push((RemarkKind::FreeClaim, trimmed(plain, claim)));
    }
    true
}

fn before_claim(plain: &str, sentence: Span) -> Span {
    let text = sentence.of(plain);
    let at = free_of(text).unwrap_or(text.len());
    let kept = text[..at].rfind([',', ';', '•', '|']).unwrap_or(0);
    Span::new(sentence.start as usize, sentence.start as usize + kept)
}

/// Where the words begin that say that what follows is absent.
fn free_of(text: &str) -> Option<usize> {
    FREE_OF.iter().filter_map(|phrase| find_words(text, phrase)).min()
}

/// Where `phrase` stands in `text` as whole words.
fn find_words(text: &str, phrase: &str) -> Option<usize> {
    text.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // "0%" is a claim, the end of "15.0%" is not.
        let in_number = phrase.starts_with('0') && before.is_some_and(|c| matches!(c, '.' | ','));
        !phrase.is_ascii() || !word(before) && !word(after) && !in_number
    })
}

fn trimmed(plain: &str, span: Span) -> Span {
    let text = span.of(plain);
    let lead = text.len() - text.trim_start().len();
    let start = span.start as usize + lead;
    Span::new(start, start + text.trim().len())
}

/// Whether an item stands for ingredients that it does not name.
pub(super) fn is_opaque(item: &str) -> bool {
    OPAQUE.iter().any(|words| item.contains(words))
}

/// Whether an item is a claim in itself: "alcohol-free", "non-alcoholic".
pub(super) fn is_claim(item: &str) -> bool {
    let is_free = |at: usize, word: &str| {
        let rest = item[at + word.len()..].trim_start_matches([' ', '-']);
        IS_FREE.iter().any(|free| rest.strip_prefix(free).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    };
    CLAIMS.iter().any(|claim| item.contains(claim))
        || ALCOHOL.iter().any(|word| item.match_indices(word).any(|(at, word)| is_free(at, word)))
}
