//! Headings: the words that say what kind of list, or what else, stands behind them.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::section::LONGEST_HEADING;
use super::sentence::pieces;
use super::statements;
use super::tokens::{Kind, SEPARATORS, Token};
use super::view::View;
use super::{answers, claims};
use crate::lexicon::{Class, Heading, Phrase, SectionKind, Sign};
use crate::text::{Span, is_letter, is_word};

/// A heading, and where what it heads begins, both in the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: u32,
    pub(super) content: u32,
    /// None for a heading that is on no table: the name of a product, or of a part of a kit.
    pub(super) heading: Option<Heading>,
}

/// What the first of several products is numbered with.
static FIRST: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("1)"));

/// The headings of a text, in its order.
pub(super) fn headings(view: View<'_>) -> Vec<Mark> {
    let has = |kind| view.tokens.has(kind);
    let text = view.text().as_bytes();
    let may_have =
        has(Kind::Colon) || has(Kind::Newline) || memchr::memchr(b'[', text).is_some() || FIRST.find(text).is_some();
    let mut marks = if may_have { marks(view) } else { Vec::new() };
    marks.extend(view.signs().iter().filter_map(|phrase| {
        let (Sign::Heading(heading) | Sign::Anywhere(heading)) = phrase.sign else { return None };
        let is_heading = match phrase.sign {
            // "Contains no alcohol" heads no list.
            Sign::Heading(_) => heads_its_line(view, phrase.at, heading) && !begins_sentence(view, phrase.at),
            _ => view.token(view.tokens.at(phrase.at.start)).depth == 0,
        };
        is_heading.then_some(Mark { at: phrase.at.start, content: phrase.at.end, heading: Some(heading) })
    }));
    if marks.is_empty() {
        return marks;
    }
    marks.sort_by_key(|mark| (mark.at, std::cmp::Reverse(mark.content), mark.heading.is_none()));
    marks.dedup_by(|later, earlier| later.at < earlier.content);
    let mut marks = with_panel(view, marks);
    join_columns(view, &mut marks);
    marks
}

/// The headings that end in a colon, the lines that name what the list behind them is of, names in square brackets, and
/// numbers.
fn marks(view: View<'_>) -> Vec<Mark> {
    let (mut marks, mut brackets, mut numbers): (Vec<Mark>, Vec<Mark>, Vec<Mark>) = Default::default();
    let leads = view.text().trim_start().starts_with('[');
    let (mut line, bytes) = (0, view.tokens.folded.padded().as_bytes());
    for (index, token) in view.all().iter().enumerate() {
        match token.kind {
            Kind::Newline => {
                let at = view.token(line).start.min(token.start);
                if is_title(view, line, index) && marks.last().is_none_or(|mark| mark.content <= at) {
                    marks.push(Mark { at, content: token.start, heading: None });
                }
                line = index + 1;
            }
            Kind::Colon => {
                let from = marks.last().map_or(0, |mark| mark.content);
                let from = line.max(view.tokens.at(from));
                marks.extend(before_colon(view, from, index));
            }
            Kind::Open | Kind::Unpaired if bytes[token.start as usize] == b'[' => {
                brackets.extend(bracketed(view, index, leads));
            }
            Kind::Close | Kind::Unpaired => numbers.extend(numbered(view, index, numbers.len())),
            _ => {}
        }
    }
    let is_list = |pair: &[Mark]| {
        Span { start: pair[0].content, end: pair[1].at }.of(view.text()).matches(SEPARATORS).count() > 1
    };
    if numbers.windows(2).next().is_some_and(is_list) {
        marks.extend(numbers);
    }
    marks.extend(brackets);
    marks
}

/// The name of a product in brackets: `[Toner] Water, ...`. Within a line of Latin letters it counts only in a text that
/// begins with one, as a bracket there may as well belong to a name.
fn bracketed(view: View<'_>, open: usize, leads: bool) -> Option<Mark> {
    let at = view.token(open).start as usize;
    let near = view.text().floor_char_boundary(view.text().len().min(at + LONGEST_HEADING as usize));
    let (inner, _) = view.text().get(at + 1..near)?.split_once(']')?;
    let content = at + inner.len() + 2;
    let is_name = inner.starts_with(is_letter) && !inner.contains(SEPARATORS) && inner != "nano";
    let is_code = inner.bytes().filter(u8::is_ascii_digit).count() > 3;
    let before = view.text()[..at].trim_end_matches(' ');
    let is_apart = before.is_empty() || before.ends_with(['\n', '.', ',', ';', '•', '|']);
    let is_asian = inner.chars().any(|c| c >= '\u{1100}') && before.len() < at;
    let is_followed = view.text()[content..].trim_start_matches(' ').starts_with(|c| is_word(c) || c == '\n');
    let heading = known(view, Span::new(at + 1, content - 1));
    let is_title = is_name && !is_code && is_followed && (is_apart || is_asian || leads);
    is_title.then_some(Mark { at: at as u32, content: content as u32, heading })
}

/// The next number of products that have a list each: "1) Water, ... 2) Alcohol, ...".
fn numbered(view: View<'_>, bracket: usize, known: usize) -> Option<Mark> {
    let number = bracket.checked_sub(1).filter(|_| known < 9)?;
    let (token, close) = (view.token(number), view.token(bracket));
    let is_next = token.kind == Kind::Number && view.word(number).parse() == Ok(known + 1);
    let is_apart = !token.is_glued || view.kind_before(number) == Kind::Newline;
    (close.is_glued && is_next && is_apart).then_some(Mark { at: token.start, content: close.end, heading: None })
}

/// The headings of a drug's panel stand in its text with no colon and no line of their own: "Active ingredient Alcohol
/// 70% Purpose Antiseptic Warnings Flammable". A list of inactive ingredients ends before none that may be in a name.
fn with_panel(view: View<'_>, marks: Vec<Mark>) -> Vec<Mark> {
    let is_drug =
        |mark: &Mark| matches!(mark.heading, Some(Heading::List(SectionKind::Active | SectionKind::Inactive)));
    let Some(first) = marks.iter().find(|mark| is_drug(mark)).map(|mark| mark.content) else { return marks };
    let in_panel = |sign: Sign| match sign {
        Sign::Panel => Some(Heading::Other),
        Sign::Heading(heading @ (Heading::List(_) | Heading::Excipients)) => Some(heading),
        _ => None,
    };
    let behind_first = view.signs().iter().filter(|phrase| phrase.at.start > first);
    let mut panel: Vec<(Span, Heading)> =
        behind_first.filter_map(|phrase| Some((phrase.at, in_panel(phrase.sign)?))).collect();
    panel.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut panel = panel.into_iter().peekable();
    let mut all: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut rest = marks.into_iter().peekable();
    while let Some(mark) = rest.next() {
        let (content, is_inactive) = (mark.content, mark.heading == Some(Heading::List(SectionKind::Inactive)));
        let end = rest.peek().map_or(view.text().len() as u32, |next| next.at);
        all.push(mark);
        while let Some((phrase, heading)) = panel.next_if(|(phrase, _)| phrase.start < end) {
            let content = all.last().map_or(content, |mark| mark.content);
            let may_be_name = is_inactive && phrase.len() < 8;
            let is_behind =
                phrase.start >= content && phrase.end <= end && !may_be_name && !begins_sentence(view, phrase);
            if is_behind && (Span { start: content, end: phrase.start }).of(view.text()).contains(is_word) {
                all.push(Mark { at: phrase.start, content: phrase.end, heading: Some(heading) });
            }
        }
    }
    all
}

/// "Active ingredient Purpose: Alcohol 70 %": the heading of the other column is no heading of its own.
fn join_columns(view: View<'_>, marks: &mut Vec<Mark>) {
    marks.dedup_by(|later, earlier| {
        let of = |start, end| Span { start, end }.of(view.text());
        let is_column = of(later.at, later.content).trim_start_matches(|c| !is_word(c)).starts_with("purpose");
        let is_active = earlier.heading == Some(Heading::List(SectionKind::Active));
        let joins = is_column && is_active && !of(earlier.content, later.at).contains(is_word);
        earlier.content = if joins { later.content } else { earlier.content };
        joins
    });
}

/// Whether a line names what the list in the next one is of: a product of a kit.
fn is_title(view: View<'_>, line: usize, newline: usize) -> bool {
    let tokens = &view.all()[line..newline];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    let is_short = last.end - first.start <= LONGEST_HEADING;
    let is_name = tokens.iter().any(|token| matches!(token.kind, Kind::Word | Kind::Run | Kind::Name))
        && !tokens.iter().any(|token| token.kind.is_separator() || view.counts(token).1 > 0);
    is_short && is_name && {
        let near = view.token(newline).end + LONGEST_HEADING;
        let behind = &view.all()[newline + 1..];
        let separator = behind.iter().take_while(|token| token.end <= near).position(|t| t.kind.is_separator());
        separator.is_some_and(|len| is_water(view, newline + 1..newline + 1 + len))
    }
}

/// Whether some tokens are a name of water.
pub(super) fn is_water(view: View<'_>, tokens: Range<usize>) -> bool {
    view.name(&tokens).is_some_and(|name| view.lexicon.names.facts(name).is_water)
}

/// The heading that ends in a colon, looked for from the token `from` on.
fn before_colon(view: View<'_>, from: usize, colon: usize) -> Option<Mark> {
    let at_colon = view.token(colon);
    // a bracket that is never closed keeps its words as well
    let is_open = |index: usize| view.token(index).kind == Kind::Unpaired && matches!(view.word(index), "(" | "[");
    if at_colon.depth > 0 || from >= colon || (from..colon).any(is_open) {
        return None;
    }
    let near = at_colon.start.saturating_sub(LONGEST_HEADING);
    let end = without_bracket(view, from, colon);
    let is_near = |index: &usize| view.token(*index).start >= near;
    let start = (from..end).rev().take_while(is_near).take_while(|index| !is_border(view, *index)).last()?;
    // a heading has a beginning
    let is_begun = start == from || is_border(view, start - 1);
    let is_edge = |index: &usize| {
        let token = view.token(*index);
        !token.kind.is_word() && token.kind != Kind::Plus && view.word(*index) != "±"
    };
    let first = (start..end).find(|index| !is_edge(index))?;
    let last = (first..end).rev().find(|index| !is_edge(index))?;
    let heading = view.span(&(first..last + 1));
    let text = heading.of(view.text());
    let is_none = || view.lexicon.no_headings.end(text.as_bytes());
    if !is_begun || view.has_sign(heading, |sign| sign == Sign::Content) || is_none() {
        return None;
    }
    let found = known(view, heading).or_else(|| {
        let (_, verb) = view.lexicon.heading_verbs.of(text).find(|(rest, _)| rest.ends_with(' '))?;
        known(view, Span { end: heading.end - verb.len() as u32 - 1, ..heading })
    });
    if !heads(view, text, found, colon) || found.is_none() && is_told_beside(view, first..last + 1, colon) {
        return None;
    }
    let at = view.token(start).start;
    let at = found.and_then(|found| start_behind_subject(view, Span { start: at, ..heading }, found)).unwrap_or(at);
    Some(Mark { at, content: at_colon.end, heading: found })
}

/// Whether what stands before a colon heads what stands behind it.
fn heads(view: View<'_>, text: &str, heading: Option<Heading>, colon: usize) -> bool {
    let near = view.text().floor_char_boundary(view.token(colon).end as usize + 2 * LONGEST_HEADING as usize);
    let after = view.text()[view.token(colon).end as usize..near].trim_start_matches(' ');
    match heading {
        // "NO:" may be Norwegian, or a number.
        Some(Heading::Absent) if text.ends_with("no") || text.ends_with("non") => {
            let end = after.find(SEPARATORS).unwrap_or(after.len());
            let start = (near - after.len()) as u32;
            claims::are_absentees(view, &view.inside(Span { start, end: start + end as u32 }))
        }
        Some(_) => true,
        // "Alcohol: 40 %" is an amount, "1:4" a ratio, "https://" an address.
        None => !after.starts_with(|c: char| c.is_ascii_digit() || "<>≤≥~/".contains(c)) && !after.starts_with("q.s"),
    }
}

/// Whether a name that is warned against stands before a colon, and behind it nothing but how much of it, or of what kind:
/// "Alcohol: max. 7 %", "Alcohol: denat."
fn is_told_beside(view: View<'_>, name: Range<usize>, colon: usize) -> bool {
    let said = Class::QUALIFIER.and(Class::QUALIFIES).and(Class::BOUND).and(Class::COMPLETION).and(Class::UNIT);
    let said = said.and(Class::PARTS).and(Class::ABBREVIATION);
    let goes_on = |token: &&Token| !token.kind.is_separator() && token.kind != Kind::Newline;
    let behind = view.all()[colon + 1..].iter().take_while(goes_on).filter(|token| token.kind.is_word());
    let words = behind.filter(|token| token.kind != Kind::Number && !token.goes_on);
    let mut words = words.peekable();
    let is_warned = || view.name(&name).is_some_and(|name| view.lexicon.names.facts(name).is_warned);
    words.peek().is_some()
        && words.all(|word| word.class.has(said))
        && is_warned()
        && !answers::says_no(view, view.token(colon).end)
}

/// Where a heading starts behind what a pack is about, or behind the last name of a list, that nothing parts from it: "Active
/// ingredient: SD Alcohol 70 g Inactive ingredients:", "Aqua, Isopropyl Alcohol Warning: flammable".
fn start_behind_subject(view: View<'_>, span: Span, heading: Heading) -> Option<u32> {
    let ends_list = matches!(heading, Heading::List(SectionKind::Inactive) | Heading::Excipients);
    let begins_other = matches!(heading, Heading::Other | Heading::Absent);
    if !ends_list && !begins_other {
        return None;
    }
    let is_own = |sign: Sign| sign == Sign::Heading(heading) || sign == Sign::Anywhere(heading);
    let own = view.signs_in(span).filter(|phrase| is_own(phrase.sign) && phrase.at.end == span.end);
    let start = own.map(|phrase| phrase.at.start).min()?;
    let before = Span { end: start, ..span };
    let is_behind = view.kind_before(view.tokens.at(span.start)).is_separator();
    (claims::names_subject(view, before) || begins_other && is_behind).then_some(start)
}

/// What a heading of these words introduces: by its last words, or else by its first, if they head a list.
fn known(view: View<'_>, heading: Span) -> Option<Heading> {
    let known = || {
        view.signs_in(heading).filter_map(|phrase| match phrase.sign {
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

/// Where a heading ends without what it says in brackets: "Active ingredient (in each gram)".
fn without_bracket(view: View<'_>, from: usize, colon: usize) -> usize {
    let is_closed = colon > from && view.kind_before(colon) == Kind::Close;
    let is_open = |index: &usize| view.token(*index).kind == Kind::Open;
    is_closed.then(|| (from..colon).rev().find(is_open)).flatten().unwrap_or(colon)
}

/// What a heading cannot reach across.
fn is_border(view: View<'_>, index: usize) -> bool {
    let kind = view.token(index).kind;
    kind.is_separator()
        || matches!(
            kind,
            Kind::InNumber
                | Kind::Stop
                | Kind::Exclamation
                | Kind::Question
                | Kind::Newline
                | Kind::Percent
                | Kind::Open
                | Kind::Close
                | Kind::Unpaired
        )
}

/// Whether a heading is the beginning of words that say that something is absent, or of a statement of what is in it.
fn begins_sentence(view: View<'_>, heading: Span) -> bool {
    let around = Span { end: heading.end + 40, ..heading };
    let begins = |phrase: Phrase| matches!(phrase.sign, Sign::FreeOf { .. }) && phrase.at.start == heading.start;
    let is_statement = || {
        if !view.has_sign(heading, |sign| matches!(sign, Sign::Contains { .. })) {
            return false;
        }
        let near = (view.text().len() as u32).min(heading.end + 2 * LONGEST_HEADING);
        let piece = pieces(view, Span { end: near, ..heading }).into_iter().next();
        piece.is_some_and(|piece| !view.token(piece.end).kind.is_separator() && statements::is_statement(view, &piece))
    };
    view.signs_in(around).any(begins) || is_statement()
}

/// Whether a phrase heads its line without a colon: "INGREDIENTS Water, Glycerin", or alone on its line.
fn heads_its_line(view: View<'_>, phrase: Span, heading: Heading) -> bool {
    // Marks before it belong to it, but not a line of nothing else.
    let first = view.tokens.at(phrase.start);
    let is_mark = |index: &usize| {
        let kind = view.token(*index).kind;
        !kind.is_word() && !matches!(kind, Kind::Newline | Kind::Stop | Kind::Bar)
    };
    let is_near = |index: &usize| view.token(*index).start + LONGEST_HEADING >= phrase.start;
    let start = (0..first).rev().take_while(is_near).take_while(is_mark).last().unwrap_or(first);
    if !matches!(view.kind_before(start), Kind::Newline | Kind::Stop | Kind::Bar) {
        return false;
    }
    let next = view.token(view.tokens.at(phrase.end));
    let is_alone = next.kind == Kind::Newline;
    // Where words are not parted, what is listed stands directly behind: 添加物エタノール.
    let is_glued =
        phrase.of(view.text()).starts_with(|c| c >= '\u{3000}') && phrase.len() >= 9 && heading == Heading::Excipients;
    let heads_a_list = matches!(heading, Heading::List(_) | Heading::Excipients)
        && phrase.len() >= 6
        && view.text()[phrase.end as usize..].starts_with([' ', '\t', ')', ']', '-'])
        && next.kind != Kind::Colon;
    is_alone || is_glued || heads_a_list
}
