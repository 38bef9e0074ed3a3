//! Where lists start and end: regions under headings, sentences that are no list.
//!
//! Works on plain text. A text is cut at its headings into regions, a region into sentences, and each sentence is a
//! piece of a list, prose or a claim.

use super::claims::{self, claim, is_claim};
use super::headings::{LONGEST_HEADING, Mark, headings};
use super::items::{LONGEST_BRACKET, opens};
use super::phrases::{Phrases, Sign};
use super::words::{self, ABBREVIATIONS, Heading, LIST_ENDINGS, PROSE_ENDINGS};
use super::{RemarkKind, SectionKind, markers};
use crate::text::{SPOKEN, Span, is_letter, is_word};

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
    let lists_from = marks.iter().rposition(|mark| matches!(mark.heading, Some(Heading::List(_)))).unwrap_or(0);
    for (i, mark) in marks.iter().enumerate() {
        let end = marks.get(i + 1).map_or(plain.len(), |next| next.at);
        let head = Span::new(mark.at, mark.content);
        if is_claim(plain, head, phrases) {
            parts.remarks.push((RemarkKind::FreeClaim, trimmed(plain, head)));
        }
        let start = parts.begin(plain, mark, end, phrases);
        let mut region = Region::new(plain, mark, phrases);
        let mut lists = lists(plain, Span::new(start, end), phrases, &mut parts);
        if i == 0 && lists_from > 0 {
            // What stands before the heading of a list and is parted by nothing introduces the product.
            let (list, aside) = lists.into_iter().partition(|piece| !is_introduction(piece.of(plain)));
            lists = list;
            parts.asides.extend::<Vec<Span>>(aside);
        }
        region.lists.extend(lists);
        if !region.lists.is_empty() {
            parts.regions.push(region);
        }
    }
    parts
}

fn is_introduction(piece: &str) -> bool {
    let mut words = piece.split_whitespace();
    !piece.contains(SEPARATORS) && !piece.contains("- ") && words.clone().count() > 3 && words.any(words::is_prose)
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
        let name = Span::new(mark.at, mark.content);
        let text = name.of(plain);
        let lead = text.len() - text.trim_start_matches(|c| !is_word(c)).len();
        let name = Span::new(mark.at + lead, mark.at + lead.max(text.trim_end_matches(|c| !is_word(c)).len()));
        let says_no = || {
            let near = plain.floor_char_boundary(plain.len().min(mark.content + LONGEST_HEADING));
            let word = plain[mark.content..near].split(|c| !is_word(c)).find(|word| !word.is_empty());
            word.is_some_and(|word| NOT_IN.contains(&word))
        };
        let is_listed = mark.heading.is_none()
            && claims::names_alcohol(plain, name, phrases)
            && !is_claim(plain, name, phrases)
            && !claims::are_absentees(name.of(plain))
            && !says_no();
        let title =
            Some(name).filter(|name| mark.heading.is_none() && !is_listed && name.of(plain).contains(is_letter));
        Region { kind, heading: mark.heading, title, lists: is_listed.then_some(name).into_iter().collect() }
    }
}

/// What says, behind a name and a colon, that the thing is not in it: "Alcohol: none".
const NOT_IN: [&str; 5] = ["no", "none", "nein", "non", "0"];

impl Parts {
    /// Passes over what is no list under a heading; gives where a list can begin.
    fn begin(&mut self, plain: &str, mark: &Mark, end: usize, phrases: &Phrases) -> usize {
        let start = match mark.heading {
            Some(Heading::Absent) => claims::end_of_absent_list(plain, mark.content, end),
            Some(Heading::Other) => end_of_other(plain, mark, end),
            _ => return mark.content,
        };
        let other = Span::new(mark.content, start);
        let denies = mark.heading == Some(Heading::Absent) || phrases.within(other).any(|p| p.sign == Sign::FreeOf);
        if !denies {
            self.asides.push(other);
        } else if claims::names_alcohol(plain, other, phrases) {
            self.remarks.push((RemarkKind::FreeClaim, trimmed(plain, Span::new(mark.at, start))));
        }
        start
    }

    /// A piece of text: of the list, or prose.
    fn add(&mut self, plain: &str, piece: Span, is_list: bool, lists: &mut Vec<Span>) {
        if is_list || !is_prose(piece.of(plain)) {
            if piece.of(plain).contains(is_word) {
                lists.push(piece);
            }
            return;
        }
        let tail = tail_of_list(piece.of(plain)).map_or(0, |at| at as u32);
        if tail > 0 {
            lists.push(Span { end: piece.start + tail, ..piece });
        }
        self.asides.push(Span { start: piece.start + tail, ..piece });
    }

    /// Remarks on a claim, if alcohol is what it says is absent.
    fn claimed(&mut self, plain: &str, claim: Span, phrases: &Phrases) {
        if phrases.within(claim).any(|phrase| phrase.sign == Sign::Alcohol) {
            self.remarks.push((RemarkKind::FreeClaim, trimmed(plain, claim)));
        }
    }
}

/// Where a list ends that a sentence of a script without capitals stands behind, and nothing parts them: behind the first
/// word of its last item.
fn tail_of_list(piece: &str) -> Option<usize> {
    let separators = separators(piece);
    let last = piece.rfind(SEPARATORS)?;
    let (list, rest) = (&piece[..last], piece[last..].trim_start_matches(|c| !is_word(c)));
    let is_list = separators >= 3 && list.split_whitespace().count() <= 2 * (separators + 1);
    let word = rest.find([' ', '*']).unwrap_or(rest.len());
    let is_sentence = PROSE_ENDINGS.iter().any(|ending| piece.trim_end_matches(|c| !is_word(c)).ends_with(ending));
    (is_list && is_sentence).then_some(piece.len() - rest.len() + word)
}

/// What the lists of perfumes and sprays begin with.
const PERFUME_BASES: [&str; 5] = ["alcohol denat", "alcohol", "sd alcohol", "butane", "denatured alcohol"];

/// Where what is no list ends: with its line, or with its sentence where no colon introduces it, and before a list that
/// begins with water.
fn end_of_other(plain: &str, mark: &Mark, end: usize) -> usize {
    let text = &plain[mark.content..end];
    let line = text.find('\n').unwrap_or(text.len());
    let has_colon = plain[mark.at..mark.content].ends_with(':');
    let begins_list = |dot: usize| {
        let near = text.floor_char_boundary((dot + LONGEST_HEADING).min(text.len()));
        let first = text.get(dot + 1..near).and_then(|text| text.split_once(SEPARATORS));
        first.is_some_and(|(first, rest)| {
            let first = first.trim();
            markers::is_water(first)
                || rest.contains(SEPARATORS) && PERFUME_BASES.iter().any(|base| first.starts_with(base))
        })
    };
    let mut stops = memchr::memchr_iter(b'.', &text.as_bytes()[..line]);
    let stop = stops.find(|dot| !has_colon || begins_list(*dot));
    mark.content + stop.unwrap_or(line)
}

/// The sentences of a region that are list. What they claim to be absent is none of it.
fn lists(plain: &str, region: Span, phrases: &Phrases, parts: &mut Parts) -> Vec<Span> {
    let mut lists = Vec::new();
    for sentence in sentences(plain, region, phrases) {
        let mut rest = match LIST_ENDINGS.iter().find_map(|ending| sentence.of(plain).trim_end().strip_suffix(ending)) {
            Some(list) => Span { end: sentence.start + list.len() as u32, ..sentence },
            None => sentence,
        };
        let is_list = rest.end < sentence.end;
        while let Some(claim) = claim(plain, rest, phrases) {
            parts.claimed(plain, claim, phrases);
            let lead = Span { end: claim.start, ..rest };
            // "Toner without alcohol" is all claim; "Denatured alcohol free of phthalates" names an ingredient.
            if claims::names_alcohol(plain, lead, phrases) || lead.of(plain).contains(SEPARATORS) {
                parts.add(plain, lead, is_list, &mut lists);
            }
            rest.start = claim.end;
        }
        parts.add(plain, rest, is_list, &mut lists);
    }
    lists
}

/// What parts items.
pub(super) const SEPARATORS: [char; 4] = [',', ';', '•', '|'];

/// How many there are of those.
fn separators(text: &str) -> usize {
    memchr::memchr3_iter(b',', b';', b'|', text.as_bytes()).count() + text.matches('•').count()
}

/// Cuts a region at full stops and line breaks that end a sentence.
fn sentences(plain: &str, region: Span, phrases: &Phrases) -> Vec<Span> {
    let text = region.of(plain);
    let begins_claim = |line: usize| {
        let line = Span::new(line, text.len().min(line + LONGEST_HEADING)).shifted(region.start as usize);
        let lead =
            line.start as usize + plain[line.start as usize..].len() - plain[line.start as usize..].trim_start().len();
        phrases.within(line).any(|phrase| phrase.sign == Sign::FreeOf && phrase.at.start as usize == lead)
    };
    let mut spans = Vec::new();
    let mut start = 0;
    for at in memchr::memchr2_iter(b'.', b'\n', text.as_bytes()) {
        let ends = match text.as_bytes()[at] {
            b'.' => ends_sentence(text, start, at),
            _ => ends_line(text, start, at) || begins_claim(at + 1),
        };
        if ends {
            spans.push(Span::new(start, at).shifted(region.start as usize));
            start = at + 1;
        }
    }
    spans.push(Span::new(start, text.len()).shifted(region.start as usize));
    spans
}

pub(super) fn ends_sentence(text: &str, start: usize, dot: usize) -> bool {
    let after = text[dot + 1..].chars().next();
    let before = &text[start..dot];
    // ".alpha.-tocopherol"
    if after.is_some_and(|c| c == '-' || before.ends_with(' ') && is_letter(c)) {
        return false;
    }
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

pub(super) fn open_brackets(text: &str) -> usize {
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST_BRACKET))..];
    let Some(first) = memchr::memchr3(b'(', b'[', b'{', text.as_bytes()) else { return 0 };
    let text = &text[first..];
    text.bytes().enumerate().fold(0, |depth: usize, (at, byte)| match byte {
        b'(' | b'[' | b'{' if opens(text, at) => depth + 1,
        b')' | b']' | b'}' => depth.saturating_sub(1),
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
    let (mut all, mut prose) = (0, 0);
    for word in SPOKEN.words(sentence) {
        all += 1;
        prose += usize::from(words::is_prose(word));
    }
    if prose < 2 {
        return false;
    }
    let dashes = memchr::memchr_iter(b'-', sentence.as_bytes()).filter(|at| sentence[at + 1..].starts_with(' '));
    let separators = separators(sentence) + dashes.count();
    let is_wordy = prose * 7 >= all && all > 4 * (separators + 1);
    if separators < 2 { prose * 4 >= all || is_wordy } else { prose >= 3 && (prose * 3 >= all || is_wordy) }
}

pub(super) fn trimmed(plain: &str, span: Span) -> Span {
    let text = span.of(plain);
    let lead = text.len() - text.trim_start().len();
    let start = span.start as usize + lead;
    Span::new(start, start + text.trim().len())
}

/// Whether an item stands for ingredients that it does not name.
pub(super) fn is_opaque(item: Span, phrases: &Phrases) -> bool {
    phrases.within(item).any(|phrase| phrase.sign == Sign::Opaque)
}
