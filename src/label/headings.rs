//! Headings: the words that say what kind of list, or what else, stands behind them.

use super::claims::{are_absentees, names_alcohol};
use super::items::LONGEST_BRACKET;
use super::phrases::{Phrases, Sign};
use super::sections::{SEPARATORS, open_brackets};
use super::words::{Heading, NO_HEADINGS, VERBS};
use super::{SectionKind, markers};
use crate::text::{Span, is_letter, is_word};

/// A heading, and where what it heads begins.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) content: usize,
    /// None for a heading that is on no table: the name of a product, or of a part of a kit.
    pub(super) heading: Option<Heading>,
}

/// Longest text before a colon that is taken for a heading, in bytes.
pub(super) const LONGEST_HEADING: usize = 90;

/// The headings of a text, in its order.
pub(super) fn headings(plain: &str, phrases: &Phrases) -> Vec<Mark> {
    let mut marks = lines_and_colons(plain, phrases);
    marks.extend(phrases.all().filter_map(|phrase| {
        let is_heading = match phrase.sign {
            // "Contains no alcohol" heads no list.
            Sign::Heading(heading) => heads_its_line(plain, phrase.at, heading) && !is_free_of(phrase.at, phrases),
            Sign::Anywhere(_) => open_brackets(line_before(plain, phrase.at.start as usize)) == 0,
            _ => false,
        };
        let (Sign::Heading(heading) | Sign::Anywhere(heading)) = phrase.sign else { return None };
        let (at, content) = (phrase.at.start as usize, phrase.at.end as usize);
        is_heading.then_some(Mark { at, content, heading: Some(heading) })
    }));
    marks.extend(bracketed(plain, phrases));
    marks.extend(numbered(plain));
    marks.sort_by_key(|mark| (mark.at, std::cmp::Reverse(mark.content), mark.heading.is_none()));
    marks.dedup_by(|later, earlier| later.at < earlier.content);
    marks = with_panel(plain, phrases, marks);
    join_columns(plain, &mut marks);
    marks
}

/// The headings that end in a colon, and the lines that name what the list behind them is of.
fn lines_and_colons(plain: &str, phrases: &Phrases) -> Vec<Mark> {
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
    marks
}

/// Names of products in brackets: `[Toner] Water, ...`. Within a line of Latin letters they count only in a text that
/// begins with one, as a bracket there may as well belong to a name.
fn bracketed(plain: &str, phrases: &Phrases) -> Vec<Mark> {
    let leads = plain.trim_start().starts_with('[');
    let marks = memchr::memchr_iter(b'[', plain.as_bytes()).filter_map(|at| {
        let near = plain.floor_char_boundary(plain.len().min(at + LONGEST_HEADING));
        let (inner, _) = plain.get(at + 1..near)?.split_once(']')?;
        let content = at + inner.len() + 2;
        let is_name = inner.starts_with(is_letter) && !inner.contains(SEPARATORS) && inner != "nano";
        let is_code = inner.bytes().filter(u8::is_ascii_digit).count() > 3;
        let before = plain[..at].trim_end_matches(' ');
        let is_apart = before.is_empty() || before.ends_with(['\n', '.', ',', ';', '•', '|']);
        let is_asian = inner.chars().any(|c| c >= '\u{1100}') && before.len() < at;
        let is_followed = plain[content..].trim_start_matches(' ').starts_with(|c| is_word(c) || c == '\n');
        let heading = known(phrases, Span::new(at + 1, content - 1));
        let is_title = is_name && !is_code && is_followed && (is_apart || is_asian || leads);
        is_title.then_some(Mark { at, content, heading })
    });
    marks.collect()
}

/// Numbers of products, each with a list: "1) Water, ... 2) Alcohol, ...".
fn numbered(plain: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for bracket in memchr::memchr_iter(b')', plain.as_bytes()).filter(|at| *at > 0) {
        let at = bracket - 1;
        let is_next = plain.as_bytes()[at] == b'1' + marks.len() as u8 && marks.len() < 9;
        if is_next && (at == 0 || plain[..at].ends_with([' ', '\n'])) {
            marks.push(Mark { at, content: bracket + 1, heading: None });
        }
    }
    let is_list = |pair: &[Mark]| plain[pair[0].content..pair[1].at].matches(SEPARATORS).count() > 1;
    if marks.windows(2).next().is_some_and(is_list) { marks } else { Vec::new() }
}

/// The headings of a drug's panel stand in its text with no colon and no line of their own: "Active ingredient Alcohol
/// 70% Purpose Antiseptic Warnings Flammable". A list of inactive ingredients ends before none that may be in a name.
fn with_panel(plain: &str, phrases: &Phrases, marks: Vec<Mark>) -> Vec<Mark> {
    let is_drug =
        |mark: &Mark| matches!(mark.heading, Some(Heading::List(SectionKind::Active | SectionKind::Inactive)));
    let Some(first) = marks.iter().find(|mark| is_drug(mark)).map(|mark| mark.content) else { return marks };
    let in_panel = |sign: Sign| match sign {
        Sign::Panel => Some(Heading::Other),
        Sign::Heading(heading @ (Heading::List(_) | Heading::Excipients)) => Some(heading),
        _ => None,
    };
    let behind_first = phrases.all().filter(|phrase| phrase.at.start as usize > first);
    let mut panel: Vec<(Span, Heading)> =
        behind_first.filter_map(|phrase| Some((phrase.at, in_panel(phrase.sign)?))).collect();
    panel.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut panel = panel.into_iter().peekable();
    let mut all: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut rest = marks.into_iter().peekable();
    while let Some(mark) = rest.next() {
        let (content, is_inactive) = (mark.content, mark.heading == Some(Heading::List(SectionKind::Inactive)));
        let end = rest.peek().map_or(plain.len(), |next| next.at);
        all.push(mark);
        while let Some((phrase, heading)) = panel.next_if(|(phrase, _)| (phrase.start as usize) < end) {
            let (at, behind) = (phrase.start as usize, phrase.end as usize);
            let content = all.last().map_or(content, |mark| mark.content);
            let may_be_name = is_inactive && phrase.len() < 8;
            if at >= content && behind <= end && plain[content..at].contains(is_word) && !may_be_name {
                all.push(Mark { at, content: behind, heading: Some(heading) });
            }
        }
    }
    all
}

/// "Active ingredient Purpose: Alcohol 70 %": the heading of the other column is no heading of its own.
fn join_columns(plain: &str, marks: &mut Vec<Mark>) {
    marks.dedup_by(|later, earlier| {
        let is_column = plain[later.at..later.content].trim_start_matches(|c| !is_word(c)).starts_with("purpose");
        let is_active = earlier.heading == Some(Heading::List(SectionKind::Active));
        let joins = is_column && is_active && !plain[earlier.content..later.at].contains(is_word);
        earlier.content = if joins { later.content } else { earlier.content };
        joins
    });
}

/// Whether a line names what the list in the next one is of: a product of a kit.
fn is_title(line: &str, behind: &str) -> bool {
    let is_name = line.contains(is_letter) && !line.contains(SEPARATORS) && line.len() <= LONGEST_HEADING;
    let near = &behind[..behind.floor_char_boundary(LONGEST_HEADING)];
    let first = near.trim_start().split_once(SEPARATORS).map(|(first, _)| first);
    is_name && first.is_some_and(markers::is_water)
}

/// The part of its line that stands before a place, or as much of it as a bracket can take up.
fn line_before(plain: &str, at: usize) -> &str {
    let near = &plain[plain.ceil_char_boundary(at.saturating_sub(LONGEST_BRACKET))..at];
    near.rsplit('\n').next().unwrap_or("")
}

/// The heading that ends in the colon at `colon`, looked for from `from` on.
fn before_colon(plain: &str, from: usize, colon: usize, phrases: &Phrases) -> Option<Mark> {
    let from = plain.floor_char_boundary(from.max(colon.saturating_sub(LONGEST_HEADING)));
    let before = without_bracket(&plain[from..colon]);
    let start = before.rfind(is_border).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let text = before[start..].trim_matches(|c: char| !is_word(c) && c != '+' && c != '±');
    let is_remark = NO_HEADINGS.iter().any(|words| text.ends_with(words));
    let is_far = start == 0 && colon - from >= LONGEST_HEADING;
    if text.is_empty() || is_remark || is_far || open_brackets(line_before(plain, colon)) > 0 {
        return None;
    }
    let at = from + start;
    let end = text.as_ptr() as usize - plain.as_ptr() as usize + text.len();
    let heading = known(phrases, Span::new(at, end)).or_else(|| {
        let verb = VERBS.iter().find(|verb| text.strip_suffix(*verb).is_some_and(|rest| rest.ends_with(' ')))?;
        known(phrases, Span::new(at, end - verb.len() - 1))
    });
    let after = plain[colon + 1..].trim_start_matches([' ', '\u{feff}']);
    let is_heading = match heading {
        // "NO:" may be Norwegian, or a number.
        Some(Heading::Absent) if text.ends_with("no") || text.ends_with("non") => {
            are_absentees(after.split(SEPARATORS).next().unwrap_or(""))
        }
        Some(_) => true,
        // "Alcohol: 40 %" is an amount, "1:4" a ratio, "https://" an address.
        None => !after.starts_with(|c: char| c.is_ascii_digit() || "<>~/".contains(c)) && !after.starts_with("q.s"),
    };
    let at = heading.and_then(|heading| start_behind_alcohol(plain, at, end, heading, phrases)).unwrap_or(at);
    is_heading.then_some(Mark { at, content: colon + 1, heading })
}

/// Where the heading of a list of inactive ingredients starts behind an alcohol that nothing parts from it: "Active
/// ingredient: SD Alcohol 70 g Inactive ingredients:".
fn start_behind_alcohol(plain: &str, at: usize, end: usize, heading: Heading, phrases: &Phrases) -> Option<usize> {
    if !matches!(heading, Heading::List(SectionKind::Inactive) | Heading::Excipients) {
        return None;
    }
    let is_own = |sign: Sign| sign == Sign::Heading(heading) || sign == Sign::Anywhere(heading);
    let own = phrases.within(Span::new(at, end)).filter(|phrase| is_own(phrase.sign) && phrase.at.end as usize == end);
    let start = own.map(|phrase| phrase.at.start as usize).min()?;
    names_alcohol(plain, Span::new(at, start), phrases).then_some(start)
}

/// What a heading of these words introduces: by its last words, or else by its first, if they head a list.
fn known(phrases: &Phrases, heading: Span) -> Option<Heading> {
    let known = || {
        phrases.within(heading).filter_map(|phrase| match phrase.sign {
            Sign::Heading(heading) => Some((phrase.at, heading)),
            _ => None,
        })
    };
    let last =
        known().filter(|(at, _)| at.end == heading.end).max_by_key(|(at, _)| at.len()).map(|(_, heading)| heading);
    let heads_list = |heading: &Heading| matches!(heading, Heading::List(_) | Heading::Excipients);
    let first = known().find(|(at, found)| at.start == heading.start && heads_list(found)).map(|(_, heading)| heading);
    last.filter(|last| first.is_none() || *last != Heading::Other).or(first)
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
    // Marks before it belong to it, but not a line of nothing else.
    let from = plain.ceil_char_boundary((phrase.start as usize).saturating_sub(LONGEST_HEADING));
    let is_mark = |c: char| !matches!(c, '\n' | '.' | '|') && !is_word(c);
    let before = plain[from..phrase.start as usize].trim_end_matches(is_mark);
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
    (before.is_empty() && from == 0 || before.ends_with(['\n', '.', '|'])) && (is_alone || is_glued || heads_a_list)
}
