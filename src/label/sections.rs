//! Where lists start and end: regions under headings, sentences that are no list.
//!
//! A text is cut at its headings into regions, a region into sentences, and each sentence is a piece of a list, prose or
//! a claim.

use std::ops::Range;

use smallvec::SmallVec;

use super::answers;
use super::chars::character;
use super::claims::{self, claim, is_claim};
use super::headings::{Mark, headings, is_water};
use super::prose::{LONGEST_NOTE, before_sentence, is_prose};
use super::section::LONGEST_HEADING;
use super::sentence::{ends_a_sentence, ends_sentence, list_before_ending, pieces};
use super::statements::{is_statement, is_stating};
use super::tokens::{Kind, SEPARATORS, Token};
use super::view::View;
use super::{RemarkKind, SectionKind};
use crate::lexicon::{Class, Heading, Sign};
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
    pub(super) lists: Spans,
}

/// A few spans; of most there is one.
pub(super) type Spans = SmallVec<[Span; 2]>;

/// What cutting a text up has shown.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub(super) regions: Vec<Region>,
    pub(super) remarks: Vec<(RemarkKind, Span)>,
    /// Sentences beside the lists: descriptions, directions, warnings.
    pub(super) asides: Vec<Span>,
    /// What they, and sentences among the lists, state of the content.
    pub(super) statements: Vec<Span>,
    /// Whether there is a heading of a list, and behind each such nothing, or what sends the reader elsewhere.
    pub(super) is_elsewhere: bool,
}

/// Cuts a text into its parts.
pub(super) fn cut(view: View<'_>) -> Parts {
    let mut parts = Parts::default();
    let mut marks = headings(view);
    marks.insert(0, Mark { at: 0, content: 0, heading: None });
    let lists_from = marks.iter().rposition(|mark| matches!(mark.heading, Some(Heading::List(_)))).unwrap_or(0);
    let mut listed = Listed { is_asked: marks.iter().any(|mark| heads_list(mark.heading)), ..Listed::default() };
    for (i, mark) in marks.iter().enumerate() {
        let end = marks.get(i + 1).map_or(view.text().len() as u32, |next| next.at);
        parts.hear(view, mark);
        let start = parts.begin(view, mark, end);
        let mut region = Region::new(view, mark);
        let mut lists = lists(view, Span { start, end: end.max(start) }, &mut parts);
        if i == 0 && lists_from > 0 {
            // What stands before the heading of a list and is parted by nothing introduces the product.
            let (list, aside) = lists.into_iter().partition(|piece| !is_introduction(view, *piece));
            lists = list;
            parts.asides.extend::<Spans>(aside);
        }
        region.lists.extend(lists);
        listed.follow(view, &region);
        if !region.lists.is_empty() {
            parts.regions.push(region);
        }
    }
    parts.is_elsewhere = listed.has_heading && !listed.has_list;
    if !view.tokens.class.has(Class::SIGN) {
        return parts;
    }
    let may_state = |aside: &&Span| view.has_sign(**aside, is_stating);
    let pieces = parts.asides.iter().filter(may_state).flat_map(|aside| pieces(view, *aside));
    parts.statements.extend(pieces.filter(|piece| is_statement(view, piece)).map(|piece| view.span(&piece)));
    parts
}

/// What stands under the headings of lists.
#[derive(Default)]
struct Listed {
    /// Whether there is a heading of a list anywhere; else nothing of this matters.
    is_asked: bool,
    has_heading: bool,
    /// Whether there is a piece of list.
    has_list: bool,
    /// Whether a region that no known heading introduces belongs to one of the headings.
    is_under: bool,
}

/// Whether it is the heading of a list.
fn heads_list(heading: Option<Heading>) -> bool {
    matches!(heading, Some(Heading::List(_) | Heading::Excipients | Heading::Highlights))
}

impl Listed {
    fn follow(&mut self, view: View<'_>, region: &Region) {
        if !self.is_asked || self.has_list {
            return;
        }
        let is_list = heads_list(region.heading) && region.kind != SectionKind::MayContain;
        self.has_heading |= is_list;
        self.is_under = is_list || self.is_under && region.heading.is_none();
        let is_elsewhere = |piece: &&Span| {
            let text = piece.of(view.text());
            text.len() <= LONGEST_HEADING as usize && !text.contains(SEPARATORS) && view.lexicon.sends_elsewhere(text)
        };
        // what stands before the heading of an empty list tells of the product, in a few words or sentences
        let is_told = |piece: &&Span| {
            if piece.len() > LONGEST_TOLD {
                return false;
            }
            let (text, tokens) = (piece.of(view.text()), view.inside(**piece));
            let parts = text.matches(SEPARATORS).count() + text.matches("- ").count();
            let is_told = view.class(&tokens).has(Class::PROSE) && parts < LONGEST_NOTE;
            is_told || parts == 0 && tokens.len() <= LONGEST_NOTE
        };
        let is_list = |piece: &&Span| !is_elsewhere(piece) && (self.is_under || !is_told(piece));
        self.has_list = self.has_list || region.lists.iter().any(|piece| is_list(&piece));
    }
}

/// Longest piece that may tell of the product before the heading of its list, in bytes.
const LONGEST_TOLD: usize = 200;

fn is_introduction(view: View<'_>, piece: Span) -> bool {
    let text = piece.of(view.text());
    !text.contains(SEPARATORS)
        && !text.contains("- ")
        && text.split_whitespace().count() > 3
        && view.class(&view.inside(piece)).has(Class::PROSE)
}

impl Region {
    /// What stands under a heading, without its lists. A heading that names what a pack is about is listed with what it
    /// says of it: "Alcohol Denat.: dissolves the perfume".
    fn new(view: View<'_>, mark: &Mark) -> Region {
        let kind = match mark.heading {
            Some(Heading::List(kind)) => kind,
            Some(Heading::Excipients) => SectionKind::Inactive,
            Some(Heading::Highlights | Heading::Absent | Heading::Other) | None => SectionKind::Ingredients,
        };
        let name = Span { start: mark.at, end: mark.content };
        let text = name.of(view.text());
        let lead = (text.len() - text.trim_start_matches(|c| !is_word(c)).len()) as u32;
        let len = (text.trim_end_matches(|c| !is_word(c)).len() as u32).max(lead);
        let name = Span { start: mark.at + lead, end: mark.at + len };
        let tokens = view.inside(name);
        let is_warned = || view.name(&tokens).is_some_and(|name| view.lexicon.names.facts(name).is_warned);
        let is_between = || view.kind_before(tokens.start).is_separator();
        // "Isopropanol: solvent", but not "Witch hazel: tones the skin"
        let is_listed = mark.heading.is_none()
            && (claims::names_subject(view, name) || is_warned() && !is_told_of(view, mark.content))
            && !is_claim(view, &tokens)
            && (is_between() && is_warned()
                || !claims::are_absentees(view, &tokens)
                || answers::says_yes(view, mark.content))
            && (is_warned() || !view.lexicon.grammar.nouns.contains_key(name.of(view.text())))
            && !answers::says_no(view, mark.content);
        let is_title = mark.heading.is_none() && !is_listed && name.of(view.text()).contains(is_letter);
        let lists = is_listed.then_some(name).into_iter().collect();
        Region { kind, heading: mark.heading, title: Some(name).filter(|_| is_title), lists }
    }
}

/// Whether what it does stands behind a name and a colon, in more words than one or in a verb: "Witch hazel: tones".
fn is_told_of(view: View<'_>, content: u32) -> bool {
    let behind = &view.all()[view.tokens.at(content)..];
    let goes_on = |token: &&Token| !token.kind.is_separator() && token.kind != Kind::Newline;
    let is_word = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Run) && !token.class.has(Class::BOUND);
    let mut words = behind.iter().take_while(goes_on).filter(is_word);
    words.next().is_some_and(|first| first.class.has(Class::PROSE)) || words.next().is_some()
}

impl Parts {
    /// Hears what a heading says by itself: a claim, a strength, or what an answer behind it makes of it.
    fn hear(&mut self, view: View<'_>, mark: &Mark) {
        let head = trimmed(view, Span { start: mark.at, end: mark.content });
        if head.is_empty() {
            return;
        }
        let tokens = view.inside(head);
        let claims = is_claim(view, &tokens);
        // "Not alcohol-free:", "Alcohol-free: no"
        let is_denied = claims && answers::says_no(view, mark.content) || claims::denied(view, &tokens).is_some();
        if claims && !is_denied {
            self.remarks.push((RemarkKind::FreeClaim, head));
            return;
        }
        // "EAU DE TOILETTE 80 % VOL" above its list, "Contains alcohol: yes"
        let may_state = mark.heading.is_none() && view.class(&tokens).has(Class::MEASURE)
            || !claims && answers::says_yes(view, mark.content);
        let states = is_denied || may_state && is_statement(view, &tokens);
        self.statements.extend(states.then_some(head));
    }

    /// Passes over what is no list under a heading; gives where a list can begin.
    fn begin(&mut self, view: View<'_>, mark: &Mark, end: u32) -> u32 {
        let start = match mark.heading {
            Some(Heading::Absent) => claims::end_of_absent_list(view, mark.content, end),
            Some(Heading::Other) => end_of_other(view, mark, end),
            _ => return mark.content,
        };
        let other = Span { start: mark.content, end: start };
        let is_free_of = |sign| matches!(sign, Sign::FreeOf { .. });
        if mark.heading != Some(Heading::Absent) && !view.has_sign(other, is_free_of) {
            self.asides.push(other);
        } else if claims::names_subject(view, other) {
            self.remarks.push((RemarkKind::FreeClaim, trimmed(view, Span { start: mark.at, end: start })));
        }
        start
    }

    /// A piece of text: of the list, or prose.
    fn add(&mut self, view: View<'_>, piece: Span, is_list: bool, lists: &mut Spans) {
        let tokens = view.inside(piece);
        let is_parted = || tokens.clone().any(|index| view.all()[index].kind.is_separator());
        let may_state = Class::SIGN.and(Class::MEASURE);
        let is_short = tokens.len() <= LONGEST_STATEMENT && view.tokens.class.has(may_state);
        if is_short && !is_parted() && is_statement(view, &tokens) {
            self.statements.push(piece);
            return;
        }
        if is_list || !is_prose(view, &tokens) {
            if view.has_word(&tokens) {
                lists.push(piece);
            }
            return;
        }
        if let Some(comma) = before_sentence(view, &tokens) {
            lists.push(Span { end: view.token(comma).start, ..piece });
            self.asides.push(Span { start: view.token(comma).end, ..piece });
            return;
        }
        let tail = tail_of_list(view, piece);
        if tail > piece.start {
            lists.push(Span { end: tail, ..piece });
        }
        self.asides.push(Span { start: tail, ..piece });
    }

    /// Remarks on a claim, if what a pack is about is what it says is absent.
    fn claimed(&mut self, view: View<'_>, claim: Span) {
        if claims::names_subject(view, claim) || view.has_sign(claim, |sign| sign == Sign::Subject) {
            self.remarks.push((RemarkKind::FreeClaim, trimmed(view, claim)));
        }
    }
}

/// Where a list ends that a sentence of a script without capitals stands behind, and nothing parts them: behind the first
/// word of its last item. The start of the piece where there is no such list.
fn tail_of_list(view: View<'_>, piece: Span) -> u32 {
    let text = piece.of(view.text());
    let Some(last) = text.rfind(SEPARATORS).filter(|_| ends_a_sentence(view, text)) else { return piece.start };
    let (list, rest) = (&text[..last], text[last..].trim_start_matches(|c| !is_word(c)));
    let separators = text.matches(SEPARATORS).count();
    let is_list = separators >= 3 && list.split_whitespace().count() <= 2 * (separators + 1);
    let word = rest.find([' ', '*']).unwrap_or(rest.len());
    if is_list { piece.start + (text.len() - rest.len() + word) as u32 } else { piece.start }
}

/// Where what is no list ends: with its line, or with its sentence where no colon introduces it, and before a list that
/// begins with water.
fn end_of_other(view: View<'_>, mark: &Mark, end: u32) -> u32 {
    let has_colon = Span { start: mark.at, end: mark.content }.of(view.text()).ends_with(':');
    if has_colon && begins_list(view, view.tokens.at(mark.content), end) {
        return mark.content;
    }
    for index in view.inside(Span { start: mark.content, end }) {
        let token = view.token(index);
        match token.kind {
            Kind::Newline => return token.start,
            Kind::Stop if !has_colon || begins_list(view, index + 1, end) => return token.start,
            _ => {}
        }
    }
    end
}

/// Whether a list begins at a token that no heading introduces: with water, or with what the lists of a pack begin with.
fn begins_list(view: View<'_>, first: usize, end: u32) -> bool {
    let near = end.min(view.token(first).start + LONGEST_HEADING);
    let mut separators = (first..view.all().len())
        .take_while(|i| view.token(*i).end <= near)
        .filter(|i| view.token(*i).kind.is_separator());
    let Some(separator) = separators.next() else { return false };
    let key = view.key(&(first..separator));
    is_water(view, first..separator) || separators.next().is_some() && view.lexicon.grammar.starts_list(&key)
}

/// The sentences of a region that are list. What they claim to be absent is none of it.
fn lists(view: View<'_>, region: Span, parts: &mut Parts) -> Spans {
    let mut lists = Spans::new();
    sentences(view, region, |sentence| {
        let list = list_before_ending(view, sentence);
        let (mut rest, is_list) = (list.unwrap_or(sentence), list.is_some());
        let claims = Class::SIGN.and(Class::FREE);
        if view.tokens.class.has(claims) && view.class(&view.inside(rest)).has(claims) {
            let denied = claims::denied(view, &view.inside(rest));
            parts.statements.extend(denied);
            while let Some(claim) = claim(view, rest).filter(|_| denied.is_none()) {
                parts.claimed(view, claim);
                let lead = Span { end: claim.start, ..rest };
                // "Toner without alcohol" is all claim; "Denatured alcohol free of phthalates" names an ingredient.
                if claims::names_subject(view, lead) || lead.of(view.text()).contains(SEPARATORS) {
                    parts.add(view, lead, is_list, &mut lists);
                }
                rest.start = claim.end;
            }
        }
        parts.add(view, rest, is_list, &mut lists);
    });
    lists
}

/// Cuts a region at full stops and line breaks that end a sentence.
fn sentences(view: View<'_>, region: Span, mut take: impl FnMut(Span)) {
    if !view.tokens.has(Kind::Stop) && !view.tokens.has(Kind::Newline) {
        return take(region);
    }
    let tokens = view.inside(region);
    let mut start = region.start;
    for index in tokens.clone() {
        let ends = match view.all()[index].kind {
            Kind::Stop => ends_sentence(view, tokens.start, index),
            Kind::Newline => ends_line(view, &tokens, index) || begins_claim(view, index + 1),
            _ => false,
        };
        if ends {
            take(Span { start, end: view.token(index).start });
            start = view.token(index).end;
        }
    }
    take(Span { start, end: region.end });
}

/// Whether words that say that something is absent stand at a token.
fn begins_claim(view: View<'_>, index: usize) -> bool {
    let token = view.token(index);
    let at = Span { start: token.start, end: token.start + LONGEST_HEADING };
    token.class.has(Class::SIGN)
        && view.signs_in(at).any(|p| matches!(p.sign, Sign::FreeOf { .. }) && p.at.start == token.start)
}

/// Whether a line break parts two things. A list that is broken to fit a page goes on in the next line.
fn ends_line(view: View<'_>, region: &Range<usize>, newline: usize) -> bool {
    let (before, next) = (view.kind_before(newline.max(region.start)), view.token(newline + 1));
    if matches!(next.kind, Kind::Dash | Kind::Bullet | Kind::Mark) {
        return true;
    }
    let is_open =
        matches!(before, Kind::Comma | Kind::InNumber | Kind::Semicolon | Kind::Slash | Kind::Backslash | Kind::Amp)
            || matches!(before, Kind::Open | Kind::Unpaired) && view.word(newline - 1) == "("
            || matches!(next.kind, Kind::Comma | Kind::Semicolon | Kind::Slash | Kind::Amp)
            || matches!(next.kind, Kind::Close | Kind::Unpaired) && view.word(newline + 1) == ")";
    let first = |index: usize| view.word(index).chars().next().and_then(character);
    let is_letters = |index: usize| matches!(first(index), Some(Kind::Word | Kind::Run));
    let is_broken_word = before == Kind::Dash
        && newline > region.start + 1
        && view.token(newline - 1).is_glued
        && is_letters(newline - 2)
        && is_letters(newline + 1);
    let is_separator = |index: &usize| {
        matches!(view.token(*index).kind, Kind::Comma | Kind::Semicolon) || view.counts(&view.all()[*index]).1 > 0
    };
    let is_line = |index: &usize| view.token(*index).kind != Kind::Newline;
    let goes_on = is_open || is_broken_word || {
        let mut last = (region.start..newline).rev().take_while(is_line);
        let mut next = (newline + 1..region.end).take_while(is_line);
        last.any(|index| is_separator(&index)) && next.any(|index| is_separator(&index))
    };
    !goes_on
}

/// How many tokens there are at most in a sentence that states the content.
const LONGEST_STATEMENT: usize = 40;

/// A span without the spaces at its ends.
fn trimmed(view: View<'_>, span: Span) -> Span {
    let text = span.of(view.text());
    let lead = text.len() - text.trim_start().len();
    let start = span.start as usize + lead;
    Span::new(start, start + text.trim().len())
}
