//! What stands beside a known name in an item, and whether it leaves the name what it is.
//!
//! "Organic Alcohol" is alcohol, "Cetyl Alcohol" is not, and in "Iron Oxides (CI 77491) Alcohol" a separator was lost.

mod words;

use super::tokens::{Item, Kind, Token};
use crate::text::Span;
use words::{ADJECTIVES, BLOCKERS, ENDERS, FORMULAS, NOT_ENDERS, RUN_BLOCKERS, RUN_ENDERS, RUN_HEADS};

/// A side of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// The number of a US formula behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// Where it ends in the key.
    pub(super) end: u32,
    /// "40-B" and not "40", which could be a strength.
    pub(super) has_letter: bool,
}

/// What a name's neighbours say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether they leave it what it is.
    pub(super) stands: bool,
    /// Whether the one behind it does.
    pub(super) right: bool,
    /// The token with the amount that is printed with it.
    pub(super) amount: Option<usize>,
}

/// Looks at what stands beside the name at `at`.
///
/// `is_qualifier` knows the words that change nothing, `borders` the places where other known names end or begin.
pub(super) fn standing(
    item: &Item<'_>,
    at: Span,
    is_qualifier: &dyn Fn(usize) -> bool,
    borders: &dyn Fn(u32, Side) -> bool,
) -> Standing {
    let left = left(item, at, is_qualifier, borders);
    let right = right(item, at, is_qualifier, borders);
    let is_whole = !is_composition(item, at);
    let stands = left.0 && right.0 && is_whole;
    let amount = if leads_with_amounts(item) { left.1.or(right.1) } else { right.1.or(left.1) };
    Standing { stands, right: right.0 && is_whole, amount }
}

/// Whether amounts stand before their names: "0.5% Camphor 70% Alcohol 1% Menthol".
fn leads_with_amounts(item: &Item<'_>) -> bool {
    item.tokens.first().is_some_and(|token| token.kind == Kind::Amount)
}

/// Whether a name is one of several in that of a polymer or a ferment: "Pichia/Glycerin/Methyl Alcohol Ferment Filtrate".
fn is_composition(item: &Item<'_>, at: Span) -> bool {
    let words = || item.tokens.iter().filter(|t| t.kind == Kind::Word).map(|t| item.word(t));
    let is_made = words().any(|w| matches!(w, "copolymer" | "crosspolymer" | "ferment" | "lees"));
    let name = item.source(at);
    let (before, behind) = (&item.plain[..name.start as usize], &item.plain[name.end as usize..]);
    let is_part = before.ends_with('/') || behind.starts_with('/');
    is_part && is_made && words().count() <= 12 && !item.tokens.iter().any(|t| t.kind == Kind::Open)
}

/// Whether so many names stand in an item, or so many amounts, that separators must be missing: then an unknown word is a
/// name of its own rather than a kind of what follows.
fn is_run_together(item: &Item<'_>) -> bool {
    let count = |kind: Kind| item.tokens.iter().filter(|token| token.kind == kind).count();
    count(Kind::Word) >= 6 || count(Kind::Amount) >= 2
}

/// Whether a word says what kind of alcohol follows, known or not.
fn is_kind(word: &str) -> bool {
    let endings = ["yl", "ylic", "yle"];
    NOT_ENDERS.contains(&word) || word.len() < 3 || endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether one side of a name leaves it what it is, and the token with an amount there.
type Verdict = (bool, Option<usize>);

fn left(
    item: &Item<'_>,
    at: Span,
    is_qualifier: &dyn Fn(usize) -> bool,
    borders: &dyn Fn(u32, Side) -> bool,
) -> Verdict {
    let first = item.token_at(at.start);
    let side = |stands| (stands, None);
    if item.tokens[first].key.start < at.start {
        return side(stands_behind_run(item, first, at, borders));
    }
    let mut from = at.start;
    let mut amount = None;
    for index in (0..first).rev() {
        let token = &item.tokens[index];
        let word = item.word(token);
        match token.kind {
            Kind::Break | Kind::Open | Kind::Close => break,
            Kind::Amount => {
                from = token.key.start;
                amount = Some(index);
            }
            Kind::Number => return side(from < at.start || !is_range(item, index)),
            Kind::Run if !item.tokens[index + 1].glued => return side(true),
            Kind::Word | Kind::Run if is_qualifier(index) => from = token.key.start,
            Kind::Word | Kind::Run if borders(from, Side::Left) => return side(true),
            // An amount with a name before it is that name's, unless all amounts stand before their names.
            Kind::Word if amount.is_some() => return (true, amount.filter(|_| leads_with_amounts(item))),
            Kind::Word => return side(is_ender(word) || is_run_together(item) && !is_kind(word)),
            Kind::Run => return side(amount.is_some()),
        }
    }
    (true, amount)
}

/// Whether a name inside a run of letters stands behind the end of another, or is too long to be the end of one.
fn stands_behind_run(item: &Item<'_>, token: usize, at: Span, borders: &dyn Fn(u32, Side) -> bool) -> bool {
    let before = Span { start: item.tokens[token].key.start, end: at.start }.of(&item.key);
    borders(at.start, Side::Left)
        || RUN_ENDERS.iter().any(|ender| before.ends_with(ender))
        || !RUN_HEADS.contains(&at.of(&item.key))
}

fn right(
    item: &Item<'_>,
    at: Span,
    is_qualifier: &dyn Fn(usize) -> bool,
    borders: &dyn Fn(u32, Side) -> bool,
) -> Verdict {
    let last = item.token_at(at.end - 1);
    let side = |stands| (stands, None);
    if item.tokens[last].key.end > at.end {
        let after = Span { start: at.end, end: item.tokens[last].key.end }.of(&item.key);
        return side(borders(at.end, Side::Right) || !is_blocked_run(after, true));
    }
    let formula_end = formula(item, at).map_or(at.end, |formula| formula.end);
    let is_generic = item.token_at(at.start) == last;
    let mut amount = None;
    for (index, token) in item.tokens.iter().enumerate().skip(last + 1) {
        let word = item.word(token);
        let stands = match token.kind {
            _ if !word.is_empty() && token.key.end <= formula_end => continue,
            Kind::Amount => {
                amount = amount.or(Some(index));
                continue;
            }
            Kind::Open => return (true, amount.or_else(|| amount_of_bracket(item, index))),
            // "Alcohol, 62 %", "乙醇，含量 75 %"
            Kind::Break if is_followed_by_amount(item, index, is_qualifier) => continue,
            Kind::Number if is_adjective_behind(item, index) => false,
            Kind::Number => !item.tokens.get(index + 1).is_some_and(|next| {
                let is_inside = token.glued && next.glued && next.kind == Kind::Word;
                is_inside && next.key.len() > 1
            }),
            Kind::Break | Kind::Close => true,
            Kind::Word | Kind::Run if is_qualifier(index) => continue,
            Kind::Word if BLOCKERS.contains(&word) => false,
            Kind::Run if is_blocked_run(word, token.glued) => false,
            Kind::Word | Kind::Run if borders(token.key.start, Side::Right) => true,
            Kind::Word if is_generic && ADJECTIVES.iter().any(|ending| word.ends_with(ending)) => false,
            // In Arabic and in Hebrew the kind stands behind, as a word of any form.
            Kind::Word => !(is_generic && is_semitic(at.of(&item.key)) && is_semitic(word)),
            Kind::Run => true,
        };
        return (stands, amount);
    }
    (true, amount)
}

/// Whether an amount stands behind a token, or behind the words that change nothing there.
fn is_followed_by_amount(item: &Item<'_>, index: usize, is_qualifier: &dyn Fn(usize) -> bool) -> bool {
    let next = (index + 1..item.tokens.len()).find(|&next| !is_qualifier(next));
    next.is_some_and(|next| item.tokens[next].kind == Kind::Amount)
}

/// Whether a word of a kind of alcohol stands behind a number with its locants: "alcohol 2,4-dichlorobenzylicus".
fn is_adjective_behind(item: &Item<'_>, number: usize) -> bool {
    let next = item.tokens[number..].iter().find(|token| token.kind != Kind::Number);
    next.is_some_and(|t| t.kind == Kind::Word && ADJECTIVES.iter().any(|ending| item.word(t).ends_with(ending)))
}

fn is_semitic(word: &str) -> bool {
    word.starts_with(|c: char| ('\u{590}'..='\u{6ff}').contains(&c))
}

/// Whether letters behind a name make it another thing. Glued to it, Chinese characters and kana do, but for the words
/// of an amount: 乙醇含量.
fn is_blocked_run(after: &str, is_glued: bool) -> bool {
    let is_han_or_kana = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c);
    let is_amount = ["含量", "浓度", "濃度"].iter().any(|word| after.starts_with(word));
    RUN_BLOCKERS.iter().any(|blocker| after.starts_with(blocker))
        || is_glued && after.starts_with(is_han_or_kana) && !is_amount
}

/// The amount that is all the bracket holds which opens at the token `open`, or that stands behind it.
fn amount_of_bracket(item: &Item<'_>, open: usize) -> Option<usize> {
    let kind = |index: usize| item.tokens.get(index).map(|token| token.kind);
    if kind(open + 1) == Some(Kind::Amount) && matches!(kind(open + 2), Some(Kind::Close) | None) {
        return Some(open + 1);
    }
    let close = (open..item.tokens.len()).find(|&index| kind(index) == Some(Kind::Close))?;
    (kind(close + 1) == Some(Kind::Amount)).then_some(close + 1)
}

fn is_ender(word: &str) -> bool {
    !NOT_ENDERS.contains(&word) && ENDERS.iter().any(|ender| word.ends_with(ender))
}

/// Whether a number is the end of a carbon range, which makes a fatty alcohol: "C14-22 Alcohol".
fn is_range(item: &Item<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).map(|i| &item.tokens[i]);
    before.is_some_and(|t| t.kind == Kind::Number || t.kind == Kind::Word && item.word(t) == "c")
        || item.tokens.get(index + 1).is_some_and(|next| next.glued && next.kind == Kind::Run)
}

/// The number of a formula behind the name at `at`: "40", "40-B", "No. 39 C".
pub(super) fn formula(item: &Item<'_>, at: Span) -> Option<Formula> {
    let mut tokens = item.tokens.iter().skip_while(|t| t.key.start < at.end).peekable();
    while tokens
        .next_if(|t| t.kind == Kind::Word && matches!(item.word(t), "no" | "nr" | "formula" | "sd" | "sda"))
        .is_some()
    {}
    let number = tokens.next_if(|t| t.kind == Kind::Number && t.key.len() <= 2)?;
    // "SD A1cohol" is a misprint and no formula 1.
    if tokens.peek().is_some_and(|next| next.glued && next.kind == Kind::Word && next.key.len() > 1) {
        return None;
    }
    let is_lettered = |letter: &str| FORMULAS.contains(&(item.word(number), letter));
    let letter = tokens.next_if(|t| t.kind == Kind::Word && is_lettered(item.word(t)));
    let end = letter.unwrap_or(number).key.end;
    Some(Formula { end, has_letter: letter.is_some() })
}

/// Words that may say what kind of thing the name at `at` is, though a bracket, an amount or a comma parts them from it:
/// "Cetyl (C16) Alcohol", "Cetearyl 50% Alcohol", "Alcohol (fatty)", "Alcohol, cetyl".
pub(super) fn kinds(item: &Item<'_>, at: Span) -> Vec<String> {
    let (first, last) = (item.token_at(at.start), item.token_at(at.end - 1));
    let word = |token: &Token| (token.kind == Kind::Word).then(|| item.word(token).to_owned());
    let mut depth = 0;
    let before = item.tokens[..first].iter().rev().find(|token| {
        depth += i32::from(token.kind == Kind::Close) - i32::from(token.kind == Kind::Open);
        depth <= 0 && !matches!(token.kind, Kind::Open | Kind::Amount)
    });
    let is_parted = first.checked_sub(1).is_some_and(|i| matches!(item.tokens[i].kind, Kind::Close | Kind::Amount));
    let before = before.filter(|_| is_parted).and_then(word);
    let behind = match item.tokens.get(last + 1..).unwrap_or(&[]) {
        [mark, kind] if mark.kind == Kind::Break => word(kind),
        [open, kind, close, ..] if (open.kind, close.kind) == (Kind::Open, Kind::Close) => word(kind),
        _ => None,
    };
    before.into_iter().chain(behind).collect()
}

/// The parts of an item that can be a name each: between brackets and breaks, without amounts and qualifiers at the
/// ends.
pub(super) fn parts(item: &Item<'_>, is_qualifier: &dyn Fn(usize) -> bool) -> Vec<Span> {
    let is_cut = |t: &Token| matches!(t.kind, Kind::Open | Kind::Close | Kind::Break);
    // "A1cohol" begins with no French preposition.
    let is_glued =
        |index: usize| item.tokens.get(index + 1).is_some_and(|next| next.glued && next.kind == Kind::Number);
    let is_left_out = |index: usize| item.tokens[index].kind == Kind::Amount || is_qualifier(index) && !is_glued(index);
    let mut parts = Vec::new();
    let mut from = 0;
    for tokens in item.tokens.split(is_cut) {
        let mut indices = from..from + tokens.len();
        from = indices.end + 1;
        let Some(first) = indices.find(|&index| !is_left_out(index)) else { continue };
        let last = indices.rfind(|&index| !is_left_out(index)).unwrap_or(first);
        let part = Span { start: item.tokens[first].key.start, end: item.tokens[last].key.end };
        if !part.is_empty() {
            parts.push(part);
        }
    }
    parts
}
