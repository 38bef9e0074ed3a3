//! Where lists start and end: headings, sentences that are no list, claims.
//!
//! Works on plain text. A text is cut at its headings into regions, a region into sentences, and each sentence is a
//! piece of a list, prose or a claim.

use super::items::{LONGEST_BRACKET, opens};
use super::phrases::{Phrases, Sign};
use super::words::{self, ABBREVIATIONS, Heading, IS_FREE, NO_HEADINGS, PROSE_ENDINGS};
use super::{RemarkKind, SectionKind};
use crate::text::Span;

/// A part of the text under one heading, with what of it is list.
#[derive(Debug, PartialEq)]
pub(super) struct Region {
    pub(super) kind: SectionKind,
    /// Whether it lists what a drug holds besides its active ingredients.
    pub(super) is_excipients: bool,
    /// A heading that is on no table: the name of a product, or of a part of a kit.
    pub(super) title: Option<Span>,
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
pub(super) fn cut(plain: &str, phrases: &Phrases) -> Parts {
    let mut parts = Parts::default();
    let mut marks = headings(plain, phrases);
    marks.insert(0, Mark { at: 0, content: 0, heading: None });
    for (i, mark) in marks.iter().enumerate() {
        let end = marks.get(i + 1).map_or(plain.len(), |next| next.at);
        let head = Span::new(mark.at, mark.content);
        if is_claim(plain, head, phrases) {
            parts.remarks.push((RemarkKind::FreeClaim, trimmed(plain, head)));
        }
        let kind = match mark.heading {
            Some(Heading::List(kind)) => kind,
            Some(Heading::Excipients) => SectionKind::Inactive,
            Some(Heading::Other) | None => SectionKind::Ingredients,
        };
        let mut start = mark.content;
        if mark.heading == Some(Heading::Other) {
            start = end_of_other(plain, mark, end);
            parts.claimed(plain, Span::new(mark.at, start), phrases);
            parts.has_prose = true;
        }
        let lists = lists(plain, Span::new(start, end), phrases, &mut parts);
        if !lists.is_empty() {
            let is_excipients = mark.heading == Some(Heading::Excipients);
            let title = trimmed(plain, Span::new(mark.at, mark.content.saturating_sub(1).max(mark.at)));
            let title = Some(title).filter(|title| mark.heading.is_none() && !title.is_empty());
            parts.regions.push(Region { kind, is_excipients, title, lists });
        }
    }
    parts
}

/// Where what is no list ends: with its line, or with its sentence where no colon introduces it.
fn end_of_other(plain: &str, mark: &Mark, end: usize) -> usize {
    let text = &plain[mark.content..end];
    let has_colon = plain[mark.at..mark.content].ends_with(':');
    let len = if has_colon { text.find('\n') } else { text.find(['\n', '.']) };
    mark.content + len.unwrap_or(text.len())
}

/// The sentences of a region that are list.
fn lists(plain: &str, region: Span, phrases: &Phrases, parts: &mut Parts) -> Vec<Span> {
    let mut lists = Vec::new();
    for sentence in sentences(plain, region) {
        let text = sentence.of(plain);
        match claim(plain, sentence, phrases) {
            // "Free of parabens, sulfates, alcohol": all of the sentence. In a list, the claim is one of its items.
            Some(claim) if !is_behind_list(plain, sentence, claim) => parts.claimed(plain, claim, phrases),
            Some(claim) => {
                parts.claimed(plain, claim, phrases);
                let item = Span { start: claim.start - item_lead(plain, sentence, claim), ..claim };
                lists.push(Span { end: item.start, ..sentence });
                lists.push(Span { start: item.end, ..sentence });
            }
            None if is_prose(text) => parts.has_prose = true,
            None => lists.push(sentence),
        }
    }
    lists.retain(|list| list.of(plain).contains(char::is_alphanumeric));
    lists
}

/// What parts items.
const SEPARATORS: [char; 4] = [',', ';', '•', '|'];

/// Whether a claim stands behind items of the list that its sentence is.
fn is_behind_list(plain: &str, sentence: Span, claim: Span) -> bool {
    Span { end: claim.start, ..sentence }.of(plain).contains(SEPARATORS)
}

/// How far before the claim the item begins that it stands in.
fn item_lead(plain: &str, sentence: Span, claim: Span) -> u32 {
    let before = Span { end: claim.start, ..sentence }.of(plain);
    (before.len() - before.rfind(SEPARATORS).map_or(0, |at| at + 1)) as u32
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

fn headings(plain: &str, phrases: &Phrases) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let bytes = plain.as_bytes();
    let mut line_start = 0;
    for at in memchr::memchr2_iter(b':', b'\n', bytes) {
        if bytes[at] == b'\n' {
            line_start = at + 1;
            continue;
        }
        let from = marks.last().map_or(line_start, |mark| mark.content.max(line_start));
        marks.extend(before_colon(plain, from, at, phrases));
    }
    for phrase in phrases.all() {
        let (at, content) = (phrase.at.start as usize, phrase.at.end as usize);
        match phrase.sign {
            // "Contains no alcohol" heads no list.
            Sign::Heading(heading) if heads_its_line(plain, phrase.at, heading) && !is_free_of(phrase.at, phrases) => {
                marks.push(Mark { at, content, heading: Some(heading) });
            }
            Sign::Anywhere(heading) if open_brackets(line_before(plain, at)) == 0 => {
                marks.push(Mark { at, content, heading: Some(heading) });
            }
            _ => {}
        }
    }
    marks.sort_by_key(|mark| (mark.at, std::cmp::Reverse(mark.content)));
    marks.dedup_by(|later, earlier| later.at < earlier.content);
    marks
}

/// The part of its line that stands before a place.
fn line_before(plain: &str, at: usize) -> &str {
    plain[..at].rsplit('\n').next().unwrap_or("")
}

/// The heading that ends in the colon at `colon`, looked for from `from` on.
fn before_colon(plain: &str, from: usize, colon: usize, phrases: &Phrases) -> Option<Mark> {
    let after = plain[colon + 1..].trim_start_matches([' ', '\u{feff}']);
    // "Alcohol: 40 %" is an amount, "1:4" a ratio, "https://" an address.
    if after.starts_with(|c: char| c.is_ascii_digit() || "<>~/".contains(c)) || after.starts_with("q.s") {
        return None;
    }
    let from = plain.floor_char_boundary(from.max(colon.saturating_sub(LONGEST_HEADING)));
    let before = without_bracket(&plain[from..colon]);
    let start = before.rfind(is_border).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let text = before[start..].trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '±');
    let is_remark = NO_HEADINGS.iter().any(|words| text.ends_with(words));
    if text.is_empty() || is_remark || start == 0 && colon - from >= LONGEST_HEADING {
        return None;
    }
    let end = (text.as_ptr() as usize - plain.as_ptr() as usize + text.len()) as u32;
    let at = from + start;
    let known = phrases.within(Span::new(at, end as usize)).filter_map(|phrase| match phrase.sign {
        Sign::Heading(heading) if phrase.at.end == end => Some((phrase.at.len(), heading)),
        _ => None,
    });
    let heading = known.max_by_key(|(len, _)| *len).map(|(_, heading)| heading);
    Some(Mark { at, content: colon + 1, heading })
}

/// A heading without what it says in brackets: "Active ingredient (in each gram)".
fn without_bracket(heading: &str) -> &str {
    let heading = heading.trim_end();
    let opens = heading.ends_with([')', ']']).then(|| heading.rfind(['(', '['])).flatten();
    opens.map_or(heading, |at| &heading[..at])
}

fn is_border(c: char) -> bool {
    matches!(c, ',' | ';' | '.' | '•' | '|' | '\n' | ')' | ']' | '%' | '[' | '(')
}

/// Whether a heading is the beginning of words that say that something is absent.
fn is_free_of(heading: Span, phrases: &Phrases) -> bool {
    let around = Span { end: heading.end + 40, ..heading };
    phrases.within(around).any(|phrase| phrase.sign == Sign::FreeOf && phrase.at.start == heading.start)
}

/// Whether a phrase heads its line without a colon: "INGREDIENTS Water, Glycerin", or alone on its line.
fn heads_its_line(plain: &str, phrase: Span, heading: Heading) -> bool {
    let before = plain[..phrase.start as usize].trim_end_matches(|c: char| c != '\n' && !c.is_alphanumeric());
    let near = plain.ceil_char_boundary(plain.len().min(phrase.end as usize + LONGEST_HEADING));
    let rest = plain[phrase.end as usize..near].split('\n').next().unwrap_or("");
    let is_alone = rest.trim().is_empty();
    let heads_a_list = matches!(heading, Heading::List(_) | Heading::Excipients)
        && phrase.len() >= 6
        && rest.starts_with([' ', '\t', ')', ']', '-'])
        && !rest.trim_start().starts_with(':');
    (before.is_empty() || before.ends_with('\n')) && (is_alone || heads_a_list)
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
    // "1.5 %" and ".5 %"
    let is_number = before.is_empty() || before.ends_with(|c: char| c.is_ascii_digit() || c == ' ');
    if is_number && after.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let word_start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let word = before.get(word_start..).unwrap_or("");
    // "Cetyl. Alcohol" and its like are abbreviations too.
    let is_abbreviation = ABBREVIATIONS.contains(&word) || ["yl", "ил"].iter().any(|ending| word.ends_with(ending));
    // "S.D. Alcohol", but not "70 % v/v."
    let is_initial = word.chars().count() == 1 && !before[..word_start].ends_with('/');
    !is_initial && !is_abbreviation && open_brackets(before) == 0
}

fn open_brackets(text: &str) -> usize {
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST_BRACKET))..];
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
/// A quarter of such words makes a sentence, or a third where it has separators; a seventh where few of them part many
/// words. A list may end in a sentence that nothing parts from it.
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
    let is_wordy = prose * 7 >= all && all > 4 * (separators + 1);
    if separators < 2 {
        prose >= 2 && (prose * 4 >= all || is_wordy)
    } else {
        prose >= 3 && (prose * 3 >= all || is_wordy)
    }
}

/// Where a sentence claims that something is absent: to its end, or in a list to the end of the item. What a bracket
/// says of its own name is no claim.
fn claim(plain: &str, sentence: Span, phrases: &Phrases) -> Option<Span> {
    let is_outside = |start: u32| open_brackets(Span { end: start, ..sentence }.of(plain)) == 0;
    let signs = phrases.within(sentence).filter(|phrase| phrase.sign == Sign::FreeOf);
    let start = signs.map(|phrase| phrase.at.start).find(|start| is_outside(*start))?;
    let claim = Span { start, ..sentence };
    let item = claim.of(plain).find(SEPARATORS).unwrap_or(claim.len());
    Some(if is_behind_list(plain, sentence, claim) { Span { end: start + item as u32, ..claim } } else { claim })
}

impl Parts {
    /// Remarks on a claim, if alcohol is what it says is absent.
    fn claimed(&mut self, plain: &str, claim: Span, phrases: &Phrases) {
        let mut signs = phrases.within(claim).skip_while(|phrase| phrase.sign != Sign::FreeOf);
        if signs.any(|phrase| phrase.sign == Sign::Alcohol) {
            self.remarks.push((RemarkKind::FreeClaim, trimmed(plain, claim)));
        }
    }
}

fn trimmed(plain: &str, span: Span) -> Span {
    let text = span.of(plain);
    let lead = text.len() - text.trim_start().len();
    let start = span.start as usize + lead;
    Span::new(start, start + text.trim().len())
}

/// Whether an item stands for ingredients that it does not name.
pub(super) fn is_opaque(item: Span, phrases: &Phrases) -> bool {
    phrases.within(item).any(|phrase| phrase.sign == Sign::Opaque)
}

/// Whether an item is a claim in itself: "alcohol-free", "non-alcoholic".
pub(super) fn is_claim(plain: &str, item: Span, phrases: &Phrases) -> bool {
    phrases.within(item).any(|phrase| match phrase.sign {
        Sign::Claim => true,
        Sign::Alcohol => {
            let rest = plain[phrase.at.end as usize..item.end as usize].trim_start_matches([' ', '-']);
            let is_free = |free: &&str| {
                rest.strip_prefix(*free).is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
            };
            IS_FREE.iter().any(is_free)
        }
        _ => false,
    })
}
