//! Where lists start and end: headings, sentences that are no list, claims.
//!
//! Works on plain text. A text is cut at its headings into regions, a region into sentences, and each sentence is a
//! piece of a list, prose or a claim.

use super::items::{LONGEST_BRACKET, opens};
use super::phrases::{Phrases, Sign};
use super::words::{self, ABBREVIATIONS, Heading, IS_FREE, LIST_ENDINGS, NO_HEADINGS, PROSE_ENDINGS};
use super::{RemarkKind, SectionKind, markers};
use crate::text::{Span, is_letter, is_word};

/// A part of the text under one heading, with what of it is list.
#[derive(Debug, PartialEq)]
pub(super) struct Region {
    pub(super) kind: SectionKind,
    /// The heading, if it is on a table.
    pub(super) heading: Option<Heading>,
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
    /// Sentences beside the lists: descriptions, directions, warnings.
    pub(super) asides: Vec<Span>,
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
        let mut region = Region::new(plain, mark, phrases);
        let mut start = mark.content;
        if let Some(heading @ (Heading::Absent | Heading::Other)) = mark.heading {
            start = end_of_other(plain, mark, end);
            let other = Span::new(mark.content, start);
            let is_claim = heading == Heading::Absent || phrases.within(other).any(|p| p.sign == Sign::FreeOf);
            match is_claim {
                true if phrases.within(other).any(|phrase| phrase.sign == Sign::Alcohol) => {
                    parts.remarks.push((RemarkKind::FreeClaim, trimmed(plain, Span::new(mark.at, start))));
                }
                true => {}
                false => parts.asides.push(other),
            }
        }
        region.lists.extend(lists(plain, Span::new(start, end), phrases, &mut parts));
        if !region.lists.is_empty() {
            parts.regions.push(region);
        }
    }
    parts
}

impl Region {
    /// What stands under a heading, without its lists. A heading that names an alcohol is listed with what it says of
    /// it: "Alcohol Denat.: dissolves the perfume".
    fn new(plain: &str, mark: &Mark, phrases: &Phrases) -> Region {
        let kind = match mark.heading {
            Some(Heading::List(kind)) => kind,
            Some(Heading::Excipients) => SectionKind::Inactive,
            Some(Heading::Highlights | Heading::Absent | Heading::Other) | None => SectionKind::Ingredients,
        };
        let name = trimmed(plain, Span::new(mark.at, plain[..mark.content].trim_end_matches(':').len()));
        let is_listed = mark.heading.is_none()
            && phrases.within(name).any(|phrase| phrase.sign == Sign::Alcohol)
            && !is_claim(plain, name, phrases)
            && !name.of(plain).contains(['&', '+']);
        let title = Some(name).filter(|name| mark.heading.is_none() && !is_listed && !name.is_empty());
        Region { kind, heading: mark.heading, title, lists: is_listed.then_some(name).into_iter().collect() }
    }
}

/// Where what is no list ends: with its line, or with its sentence where no colon introduces it, and before a list that
/// begins with water.
fn end_of_other(plain: &str, mark: &Mark, end: usize) -> usize {
    let text = &plain[mark.content..end];
    let line = text.find('\n').unwrap_or(text.len());
    let has_colon = plain[mark.at..mark.content].ends_with(':');
    let begins_list = |dot: usize| {
        let first = text[dot + 1..].split(SEPARATORS).next().unwrap_or("");
        markers::is_water(first)
    };
    let mut stops = memchr::memchr_iter(b'.', &text.as_bytes()[..line]);
    let stop = stops.find(|dot| !has_colon || begins_list(*dot));
    mark.content + stop.unwrap_or(line)
}

/// The sentences of a region that are list. What they claim to be absent is none of it.
fn lists(plain: &str, region: Span, phrases: &Phrases, parts: &mut Parts) -> Vec<Span> {
    let mut lists = Vec::new();
    for sentence in sentences(plain, region) {
        let mut rest = match LIST_ENDINGS.iter().find_map(|ending| sentence.of(plain).trim_end().strip_suffix(ending)) {
            Some(list) => Span { end: sentence.start + list.len() as u32, ..sentence },
            None => sentence,
        };
        let is_list = rest.end < sentence.end;
        while let Some(claim) = claim(plain, rest, phrases) {
            parts.claimed(plain, claim, phrases);
            let lead = Span { end: claim.start, ..rest };
            let names_alcohol = phrases.within(lead).any(|phrase| phrase.sign == Sign::Alcohol);
            // "Toner without alcohol" is all claim; "Denatured alcohol free of phthalates" names an ingredient.
            if names_alcohol || lead.of(plain).contains(SEPARATORS) {
                parts.add(plain, lead, is_list, &mut lists);
            }
            rest.start = claim.end;
        }
        parts.add(plain, rest, is_list, &mut lists);
    }
    lists
}

/// What parts items.
const SEPARATORS: [char; 4] = [',', ';', '•', '|'];

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
            let line = &plain[line_start..at];
            if is_title(line, &plain[at..]) && marks.last().is_none_or(|mark| mark.content <= line_start) {
                marks.push(Mark { at: line_start, content: at, heading: None });
            }
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
    marks.sort_by_key(|mark| (mark.at, std::cmp::Reverse(mark.content), mark.heading.is_none()));
    marks.dedup_by(|later, earlier| later.at < earlier.content);
    add_panel_headings(plain, phrases, &mut marks);
    marks
}

/// The headings of a drug's panel stand in its text with no colon and no line of their own: "Active ingredient Alcohol
/// 70% Purpose Antiseptic Warnings Flammable". A heading for the other column stands before what is listed.
fn add_panel_headings(plain: &str, phrases: &Phrases, marks: &mut Vec<Mark>) {
    let is_drug =
        |mark: &&Mark| matches!(mark.heading, Some(Heading::List(SectionKind::Active | SectionKind::Inactive)));
    let Some(first) = marks.iter().find(is_drug).map(|mark| mark.content) else { return };
    for phrase in phrases.all().filter(|phrase| phrase.sign == Sign::Panel) {
        let (at, content) = (phrase.at.start as usize, phrase.at.end as usize);
        let next = marks.partition_point(|mark| mark.at <= at);
        let is_free = next.checked_sub(1).is_none_or(|before| {
            let between = plain.get(marks[before].content..at);
            between.is_some_and(|text| text.contains(is_word))
        });
        if at > first && is_free {
            marks.insert(next, Mark { at, content, heading: Some(Heading::Other) });
        }
    }
}

/// Whether a line names what the list in the next one is of: a product of a kit.
fn is_title(line: &str, behind: &str) -> bool {
    let is_name = line.contains(is_letter) && !line.contains(SEPARATORS) && line.len() <= LONGEST_HEADING;
    let near = &behind[..behind.floor_char_boundary(LONGEST_HEADING)];
    let first = near.trim_start().split_once(SEPARATORS).map(|(first, _)| first);
    is_name && first.is_some_and(markers::is_water)
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
    let text = before[start..].trim_matches(|c: char| !is_word(c) && c != '+' && c != '±');
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
    matches!(c, ',' | ';' | '.' | '!' | '?' | '•' | '|' | '\n' | ')' | ']' | '%' | '[' | '(')
}

/// Whether a heading is the beginning of words that say that something is absent.
fn is_free_of(heading: Span, phrases: &Phrases) -> bool {
    let around = Span { end: heading.end + 40, ..heading };
    phrases.within(around).any(|phrase| phrase.sign == Sign::FreeOf && phrase.at.start == heading.start)
}

/// Whether a phrase heads its line without a colon: "INGREDIENTS Water, Glycerin", or alone on its line.
fn heads_its_line(plain: &str, phrase: Span, heading: Heading) -> bool {
    let before = plain[..phrase.start as usize].trim_end_matches(|c: char| c != '\n' && !is_word(c));
    let near = plain.ceil_char_boundary(plain.len().min(phrase.end as usize + LONGEST_HEADING));
    let rest = plain[phrase.end as usize..near].split('\n').next().unwrap_or("");
    let is_alone = rest.trim().is_empty();
    // Where words are not parted, what is listed stands directly behind: 添加物エタノール.
    let is_glued =
        phrase.of(plain).starts_with(|c| c >= '\u{3000}') && phrase.len() >= 9 && heading == Heading::Excipients;
    let heads_a_list = matches!(heading, Heading::List(_) | Heading::Excipients)
        && phrase.len() >= 6
        && rest.starts_with([' ', '\t', ')', ']', '-'])
        && !rest.trim_start().starts_with(':');
    (before.is_empty() || before.ends_with('\n')) && (is_alone || is_glued || heads_a_list)
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
    let word_start = before.rfind(|c: char| !is_word(c)).map_or(0, |at| at + 1);
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
    let broken_word = before.ends_with('-') && before[..before.len() - 1].ends_with(is_letter);
    let open = before.ends_with([',', ';', '(', '/', '\\', '&']) || after.starts_with([',', ';', ')', '/', '&']);
    let is_list = |line: &str| line.contains([',', ';']);
    let last_line = before.rsplit('\n').next().unwrap_or("");
    !(broken_word && after.starts_with(is_letter) || open || is_list(last_line) && is_list(next_line))
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
    let words = sentence.split(|c: char| !is_word(c) && c != '\'').filter(|w| !w.is_empty());
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

/// "Alcohol, paraben and sulfate free": what is absent stands before the word that says so.
fn is_list_of_absent(sentence: &str) -> bool {
    let sentence = sentence.trim_matches(|c: char| !is_word(c));
    let list = IS_FREE.iter().find_map(|free| sentence.strip_suffix(free)).unwrap_or("");
    let words = list.split_whitespace().count();
    let has_last = [" and ", " & ", " und ", " or ", "/"].iter().any(|last| list.contains(last));
    list.ends_with([' ', '-']) && has_last && words <= 10
}

/// Where a sentence claims that something is absent: to its end, or in a list to the end of the item, unless the claim
/// begins a sentence of its own behind a full stop. What a bracket says of its own name is no claim.
fn claim(plain: &str, sentence: Span, phrases: &Phrases) -> Option<Span> {
    if is_list_of_absent(sentence.of(plain)) && phrases.within(sentence).any(|p| p.sign == Sign::Alcohol) {
        return Some(sentence);
    }
    let is_outside = |start: u32| open_brackets(Span { end: start, ..sentence }.of(plain)) == 0;
    let mut signs = phrases.within(sentence).filter(|phrase| phrase.sign == Sign::FreeOf).map(|phrase| phrase.at);
    let sign = signs.find(|sign| is_outside(sign.start))?;
    let (before, claim) = (Span { end: sign.start, ..sentence }.of(plain), Span { start: sign.start, ..sentence });
    let is_in_list = before.contains(SEPARATORS) && !before.trim_end().ends_with('.');
    let item = claim.of(plain).find(SEPARATORS).filter(|_| is_in_list).unwrap_or(claim.len());
    let end = sign.start + item as u32;
    // "Sugar 0%": what is absent stands before the sign.
    let is_behind = Span { start: sign.end, end }.of(plain).trim().is_empty();
    let lead = before.rfind(SEPARATORS).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    Some(Span { start: if is_behind { sentence.start + lead as u32 } else { sign.start }, end })
}

impl Parts {
    /// A piece of text: of the list, or prose.
    fn add(&mut self, plain: &str, piece: Span, is_list: bool, lists: &mut Vec<Span>) {
        if !is_list && is_prose(piece.of(plain)) {
            self.asides.push(piece);
        } else if piece.of(plain).contains(is_word) {
            lists.push(piece);
        }
    }

    /// Remarks on a claim, if alcohol is what it says is absent.
    fn claimed(&mut self, plain: &str, claim: Span, phrases: &Phrases) {
        if phrases.within(claim).any(|phrase| phrase.sign == Sign::Alcohol) {
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

/// Whether an item says that something else than alcohol is absent, and names nothing: "paraben-free".
pub(super) fn is_denial(plain: &str, item: Span, phrases: &Phrases) -> bool {
    let text = item.of(plain);
    let is_short = text.split_whitespace().count() <= 3;
    is_short
        && IS_FREE
            .iter()
            .any(|free| text.strip_suffix(free).is_some_and(|rest| !rest.ends_with(is_word) || !free.is_ascii()))
        && !phrases.within(item).any(|phrase| phrase.sign == Sign::Alcohol)
}

/// Whether an item is a claim in itself: "alcohol-free", "non-alcoholic".
pub(super) fn is_claim(plain: &str, item: Span, phrases: &Phrases) -> bool {
    phrases.within(item).any(|phrase| match phrase.sign {
        Sign::Claim => true,
        Sign::Alcohol => {
            let rest = &plain[phrase.at.end as usize..item.end as usize];
            let rest = rest.trim_start_matches([' ', '-', ')', '"']);
            let is_free = |free: &&str| {
                rest.strip_prefix(*free).is_some_and(|r| !r.starts_with(|c: char| is_word(c) || c == '-'))
            };
            IS_FREE.iter().any(is_free)
        }
        _ => false,
    })
}
