//! A piece of a list, cut into items.
//!
//! What separates depends on the list: commas nearly always, dashes where they stand instead of commas, spaced slashes
//! where there is nothing else. Nothing separates inside a bracket or a number.

use std::ops::Range;

use super::chars::is_space;
use super::tokens::{Kind, Token};
use super::view::View;
use crate::lexicon::Class;
use crate::text::Key;

/// The separators of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Commas, semicolons, bullets, bars, line breaks.
    Usual,
    /// "Water- Alcohol- Glycerin", and the usual ones.
    Dashes,
    /// "water / alcohol / glycerin", or another sign with a space on both sides, and the usual ones.
    Spaced(Kind),
    /// "1. water 2. alcohol 3. glycerin"
    Numbered,
}

/// Takes the items of a piece of text one after another, each with the classes of its words; none of them is empty.
pub(super) fn split(view: View<'_>, piece: Range<usize>, take: impl FnMut(Range<usize>, Class)) {
    let tokens = within_bracket(view, piece);
    let (all, style) = (view.all(), style(view, &tokens));
    let mut items = Items { view, last: None, take };
    let (mut start, mut depth, mut class, mut index) = (tokens.start, u8::MAX, Class::default(), tokens.start);
    while index < tokens.end {
        let token = &all[index];
        if token.kind == Kind::Name && start == index && all[index + 1].kind == Kind::Comma && index + 1 < tokens.end {
            items.push(index..index + 1, token.class);
            (depth, index, start) = (0, index + 2, index + 2);
            continue;
        }
        // the piece may begin in a bracket that ends in it
        depth = depth.min(token.depth - u8::from(matches!(token.kind, Kind::Open | Kind::Close)));
        let is_number = style == Style::Numbered && index > start && is_numbering(view, index);
        if token.depth <= depth && separates(view, token, style) || is_number {
            items.add(start..index, class);
            (start, class) = (index + usize::from(!is_number), Class::default());
        }
        class |= token.class;
        index += 1;
    }
    items.add(start..tokens.end, class);
    if let Some((item, class)) = items.last {
        (items.take)(item, class);
    }
}

/// What takes the items of a piece, of which the last one may go on.
struct Items<'a, T> {
    view: View<'a>,
    last: Option<(Range<usize>, Class)>,
    take: T,
}

impl<T: FnMut(Range<usize>, Class)> Items<'_, T> {
    /// Adds what stands between two separators.
    fn add(&mut self, item: Range<usize>, class: Class) {
        let mut rest = trimmed(self.view, item);
        while !rest.is_empty() {
            let item = rest.start..rest.start + portion(self.view, &rest);
            rest.start = item.end;
            match &mut self.last {
                Some((last, all)) if joins(self.view, last, &item, class) => {
                    last.end = item.end;
                    *all |= class;
                }
                // "200 ml" in front of a list is said of the product.
                None if is_amount(self.view, &item, class) => {}
                _ => self.push(item, class),
            }
        }
    }

    fn push(&mut self, item: Range<usize>, class: Class) {
        if let Some((item, class)) = self.last.replace((item, class)) {
            (self.take)(item, class);
        }
    }
}

/// The inside of a bracket that holds all of a list: "[Water, Alcohol, Glycerin]".
fn within_bracket(view: View<'_>, tokens: Range<usize>) -> Range<usize> {
    if tokens.len() <= 2 || view.word(tokens.start) != "[" {
        return tokens;
    }
    let last = tokens.end - usize::from(view.kind_before(tokens.end) == Kind::Stop);
    let holds_all = view.token(tokens.start).kind == Kind::Open
        && view.word(last - 1) == "]"
        && view.all()[tokens.start + 1..last - 1].iter().any(|token| token.kind == Kind::Comma)
        && !(tokens.start + 1..last - 1).any(|index| matches!(view.word(index), "[" | "]"));
    if holds_all { tokens.start + 1..last - 1 } else { tokens }
}

/// What an item can begin with that is none of it.
fn is_lead(kind: Kind) -> bool {
    is_tail(kind) || matches!(kind, Kind::Mark | Kind::Degree | Kind::Stop)
}

/// What an item can end with that is none of it; marks and full stops stay behind a name.
fn is_tail(kind: Kind) -> bool {
    kind.is_separator()
        || matches!(
            kind,
            Kind::InNumber
                | Kind::Tab
                | Kind::Newline
                | Kind::Colon
                | Kind::Dash
                | Kind::Quote
                | Kind::Apostrophe
                | Kind::Underscore
                | Kind::Tilde
        )
}

/// Tokens without those at their ends that are no part of a name.
pub(super) fn trimmed(view: View<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let all = view.all();
    while tokens.start < tokens.end
        && (is_lead(all[tokens.start].kind) || is_printed(view, tokens.start, tokens.start + 1))
    {
        tokens.start += 1;
    }
    // "1. Aqua", "2) Glycerin"
    if tokens.len() > 2 && is_numbering(view, tokens.start) {
        tokens.start += 2;
    }
    while tokens.start < tokens.end
        && (is_tail(all[tokens.end - 1].kind) || is_printed(view, tokens.end - 1, tokens.end.wrapping_sub(2)))
    {
        tokens.end -= 1;
    }
    let is_stop = |index: usize| index > tokens.start && all[index].kind == Kind::Stop;
    if tokens.len() > 2 && is_stop(tokens.end - 1) && is_stop(tokens.end - 2) {
        tokens.end =
            (tokens.start + 1..tokens.end).rev().find(|index| !is_stop(*index)).map_or(tokens.end, |last| last + 1);
    }
    tokens
}

/// Whether a number of an item stands at a token: "1.", "2)".
fn is_numbering(view: View<'_>, index: usize) -> bool {
    if view.all()[index].kind != Kind::Number {
        return false;
    }
    let (number, mark, name) = (view.token(index), view.token(index + 1), view.token(index + 2));
    let is_mark =
        matches!(mark.kind, Kind::Stop | Kind::Close | Kind::Unpaired) && matches!(view.word(index + 1), "." | ")");
    number.end - number.start <= 2 && is_mark && mark.is_glued && !name.is_glued
}

/// Whether a bracket and a quote beside it are those of a list as programs print it: `['water', 'glycerin']`.
fn is_printed(view: View<'_>, bracket: usize, quote: usize) -> bool {
    view.all()[bracket].kind == Kind::Unpaired
        && matches!(view.word(bracket), "[" | "]")
        && matches!(view.token(quote).kind, Kind::Quote | Kind::Apostrophe)
}

/// Longest item that is read as one, in bytes. A list without separators is read in portions.
const LONGEST_ITEM: u32 = 2000;

/// How many of an item's tokens are read as one item.
fn portion(view: View<'_>, tokens: &Range<usize>) -> usize {
    let tokens = &view.all()[tokens.clone()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return 0 };
    match last.end - first.start <= LONGEST_ITEM {
        true => tokens.len(),
        false => tokens.partition_point(|token| token.end - first.start <= LONGEST_ITEM).max(1),
    }
}

/// Whether an item is the rest of the one before it: a word that completes its name, or its amount.
fn joins(view: View<'_>, last: &Range<usize>, item: &Range<usize>, class: Class) -> bool {
    class.has(Class::COMPLETION) && is_completion(view, item) && is_head(view, last)
        || is_amount(view, item, class)
        || is_torn(view, last, item)
}

/// Whether a comma cut a name: "Cetyl, Alcohol". What stands before it is a word that is no name alone and makes a known
/// one with what stands behind.
fn is_torn(view: View<'_>, last: &Range<usize>, item: &Range<usize>) -> bool {
    let names = &view.lexicon.names;
    let is_warned = |name| names.facts(name).is_warned;
    let word = view.word(last.start);
    item.len() <= 2
        && last.len() == 1
        && word.ends_with("yl")
        && view.name(item).is_some_and(is_warned)
        && view.name(last).is_none()
        && names.get(&[&*view.key(last), &view.key(item)].concat()).is_some()
}

/// An amount alone belongs to the name before it: "Alcohol, 62 % v/v".
fn is_amount(view: View<'_>, item: &Range<usize>, class: Class) -> bool {
    let first = view.all()[item.start];
    let may_be =
        class.has(Class::MEASURE) && (first.class.has(Class::BOUND) || !matches!(first.kind, Kind::Word | Kind::Run));
    may_be && view.amounts().is_amount(view.span(item))
}

/// Whether a name was broken between two lines: "Benzyl⏎Alcohol". Between commas each would be a name of its own.
pub(super) fn is_broken(view: View<'_>, line: &Range<usize>, next: &Range<usize>) -> bool {
    holds(&view.lexicon.grammar.kinds, &view.key(line)) && is_head(view, next)
        || is_completion(view, next) && is_head(view, line)
}

/// Whether an item is a word that completes names: "Denat. (SD Alcohol 39-C)".
fn is_completion(view: View<'_>, item: &Range<usize>) -> bool {
    let is = |index: usize, class: Class| view.token(index).class.has(class);
    // "(Denat.)", "fully denatured"
    let is_lead = |index: &usize| {
        view.token(*index).kind == Kind::Open || is(*index, Class::QUALIFIER) && !is(*index, Class::COMPLETION)
    };
    let start = item.clone().find(|index| !is_lead(index)).unwrap_or(item.start);
    let is_bracket = |index: &usize| matches!(view.token(*index).kind, Kind::Open | Kind::Close);
    let bracket = (start..item.end).find(is_bracket).unwrap_or(item.end);
    // "denatured with Bitrex"
    let with = start + 1 < bracket && is(start + 1, Class::PARTS.and(Class::PROSE)) && is(start, Class::COMPLETION);
    let (key, grammar) = (view.key(&(start..if with { start + 1 } else { bracket })), &view.lexicon.grammar);
    holds(&grammar.completions, &key) || !with && holds(&grammar.kinds, &key)
}

/// Whether an item begins or completes names that are parted, or begins the lists of a pack.
pub(super) fn is_part_of_names(view: View<'_>, item: &Range<usize>) -> bool {
    let (key, grammar) = (view.key(item), &view.lexicon.grammar);
    is_completion(view, item) || grammar.heads.contains(&*key) || grammar.starts_list(&key)
}

/// Whether an item is a name that such a word completes, with or without its strength: "Ethanol 96 %".
fn is_head(view: View<'_>, item: &Range<usize>) -> bool {
    let ends = |index: &usize| view.token(*index).class.has(Class::MEASURE) || view.token(*index).kind == Kind::Open;
    let name = item.start..item.clone().find(ends).unwrap_or(item.end);
    let heads = || view.name(&name).is_some_and(|name| view.lexicon.names.facts(name).is_warned);
    !name.is_empty() && (holds(&view.lexicon.grammar.heads, &view.key(&name)) || heads())
}

fn holds(keys: &rustc_hash::FxHashSet<Key>, key: &str) -> bool {
    keys.contains(key)
}

/// How the items of a list are parted.
fn style(view: View<'_>, tokens: &Range<usize>) -> Style {
    if !(view.tokens.has_spaced() || view.tokens.has(Kind::Number) && view.tokens.has(Kind::Stop)) {
        return Style::Usual;
    }
    let (mut usual, mut in_line, mut at_end, mut spaced) = (0, 0, 0, [0; SPACED_SIGNS.len()]);
    let bytes = view.tokens.folded.padded().as_bytes();
    for token in &view.all()[tokens.clone()] {
        match token.kind {
            Kind::Name | Kind::InNumber => usual += view.counts(token).1,
            Kind::Comma | Kind::Semicolon | Kind::Bar | Kind::Bullet => usual += 1,
            Kind::Dash if bytes[token.end as usize] == b' ' => in_line += 1,
            Kind::Dash if bytes[token.end as usize] == b'\n' => at_end += 1,
            kind if !token.is_glued && bytes[token.end as usize] == b' ' => {
                spaced
                    .iter_mut()
                    .zip(SPACED_SIGNS)
                    .filter(|(_, sign)| *sign == kind)
                    .for_each(|(count, _)| *count += 1);
            }
            _ => {}
        }
    }
    let numbers = || tokens.clone().filter(|index| is_numbering(view, *index)).count();
    if usual == 0 && numbers() >= 3 {
        return Style::Numbered;
    }
    let most = spaced.into_iter().zip(SPACED_SIGNS).max_by_key(|(count, _)| *count).filter(|(count, _)| *count >= 3);
    match most {
        _ if in_line > usual && in_line + at_end >= 2 => Style::Dashes,
        Some((_, sign)) if usual == 0 => Style::Spaced(sign),
        _ => Style::Usual,
    }
}

/// Signs that may part items where nothing else does, with a space on both sides.
const SPACED_SIGNS: [Kind; 6] = [Kind::Slash, Kind::Tilde, Kind::Apostrophe, Kind::Mark, Kind::Equals, Kind::Plus];

fn separates(view: View<'_>, token: &Token, style: Style) -> bool {
    let next = || view.tokens.folded.padded().as_bytes()[token.end as usize];
    match token.kind {
        Kind::Comma | Kind::Semicolon | Kind::Bullet | Kind::Bar | Kind::Tab => true,
        Kind::Dash => style == Style::Dashes && is_space(next()),
        kind => style == Style::Spaced(kind) && !token.is_glued && next() == b' ',
    }
}
