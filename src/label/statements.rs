//! Statements: what a label says is in the product, beside its lists.
//!
//! "Contains alcohol", "alcohol content: 14.4 % v/v", "80 % vol" in the title of a perfume.

use std::ops::Range;

use super::amount::Place;
use super::chars::character;
use super::tokens::Kind;
use super::view::View;
use crate::lexicon::{Class, Phrase, Sign};
use crate::ppm::Ppm;
use crate::text::Span;

/// Whether some tokens, of which none parts items, state that what a pack is about is in the product, or how much of it.
/// A content of nothing is a statement as well.
pub(super) fn is_statement(view: View<'_>, tokens: &Range<usize>) -> bool {
    let at = view.span(tokens);
    if !view.class(tokens).has(Class::SIGN) {
        return is_strength(view, tokens, at);
    }
    let is_absent = |sign: Sign| matches!(sign, Sign::FreeOf { .. } | Sign::Claim | Sign::Free | Sign::OfOthers);
    let is_told = |phrase: Phrase| {
        let names_it = |span: Span| super::claims::names_subject(view, span);
        names_it(phrase.at) || !names_it(at)
    };
    let is_outside = |phrase: &Phrase| view.token(view.tokens.at(phrase.at.start)).depth == 0;
    let has_amount = || !view.amounts().places(at).is_empty();
    let mut signs = view.signs_in(at).filter(is_outside);
    !view.has_sign(at, is_absent)
        && !view.class(tokens).has(Class::FREE)
        && !super::claims::is_claim(view, tokens)
        && signs.any(|phrase| match phrase.sign {
            Sign::Based => true,
            Sign::Content => is_told(phrase) && (view.class(tokens).has(Class::UNIT) || has_amount()),
            Sign::Title => view.amounts().places(at).iter().any(|place| place.is_by_volume()),
            Sign::Contains { behind: false } => names_subject_first(view, view.tokens.at(phrase.at.end)..tokens.end),
            Sign::Contains { behind: true } => names_subject_last(view, tokens.start..view.tokens.at(phrase.at.start)),
            _ => false,
        })
}

/// Whether some tokens are nothing but a strength by volume, which labels state of alcohol alone: "80 % vol"; or that and what
/// a product is called: "Tonic 62 % vol".
fn is_strength(view: View<'_>, tokens: &Range<usize>, at: Span) -> bool {
    if tokens.len() > LONGEST_STRENGTH || !view.class(tokens).has(Class::MEASURE) {
        return false;
    }
    let places = view.amounts().places(at);
    if at.of(view.text()).contains('°') {
        return tokens.len() == 2 && places.iter().any(|place| place.at == at && place.is_at_least(LEAST_DEGREES));
    }
    let mut strengths = places.iter().filter(|place| place.is_strength()).peekable();
    let has_one = strengths.peek().is_some() && strengths.all(|place| place.is_by_volume());
    has_one && (view.amounts().is_amount(at) || is_beside_product(view, tokens, &places))
}

/// How many tokens such a strength has at most.
const LONGEST_STRENGTH: usize = 14;

/// From how many degrees on a number that stands alone is no temperature.
const LEAST_DEGREES: Ppm = Ppm(500_000);

/// Whether what stands beside the amounts names nothing that is an ingredient.
fn is_beside_product(view: View<'_>, tokens: &Range<usize>, places: &[Place]) -> bool {
    let is_amount = |index: &usize| {
        places.iter().any(|place| view.token(*index).start < place.at.end && place.at.start < view.token(*index).end)
    };
    let is_word = |index: &usize| view.token(*index).kind.is_word() && !view.token(*index).class.has(Class::UNIT);
    let mut words = tokens.clone().filter(|index| !is_amount(index) && is_word(index));
    let is_ingredient = |index: usize| {
        let (token, word) = (view.token(index), view.word(index));
        token.class.has(Class::SUBJECT)
            || view.name(&(index..index + 1)).is_some()
            || word.len() > LONGEST_UNIT && view.lexicon.vocabulary.has_word(word)
    };
    !view.of(tokens).contains('/') && !words.any(is_ingredient)
}

/// Longest word that may as well be a unit, in bytes.
const LONGEST_UNIT: usize = 3;

/// Whether a sign is one of statements.
pub(super) fn is_stating(sign: Sign) -> bool {
    matches!(sign, Sign::Contains { .. } | Sign::Content | Sign::Based | Sign::Title)
}

/// Whether the first name behind a verb is what a pack is about; figures and little words may stand before it.
fn names_subject_first(view: View<'_>, mut tokens: Range<usize>) -> bool {
    let named = tokens.find(|index| is_name(view, *index));
    named.is_some_and(|index| is_subject(view, index, tokens.end))
}

/// Whether the last name before a verb is.
fn names_subject_last(view: View<'_>, mut tokens: Range<usize>) -> bool {
    let end = tokens.end;
    let named = tokens.rfind(|index| is_name(view, *index));
    named.is_some_and(|index| is_subject(view, index, end))
}

/// Whether a token names what a pack is about, and not something else that is called after it: "benzil alkol".
fn is_subject(view: View<'_>, index: usize, end: usize) -> bool {
    let names = &view.lexicon.names;
    let longest = |start: usize| (index + 1..=end.min(index + LONGEST)).rev().find_map(|end| view.name(&(start..end)));
    let first = index.saturating_sub(LONGEST - 1);
    // a word of its own is no part of another name, where one ends with it
    let around = (first..index).find_map(longest).filter(|name| !names.facts(*name).is_word);
    let named = around.or_else(|| longest(index));
    view.token(index).class.has(Class::SUBJECT) && named.is_none_or(|name| names.facts(name).is_warned)
        || named.is_some_and(|name| names.facts(name).is_warned && !names.facts(name).is_word)
}

/// How many words of a name are looked at.
const LONGEST: usize = 4;

/// Whether a token is a word that may name something: no figure or unit, and none of the little words before a name.
fn is_name(view: View<'_>, index: usize) -> bool {
    let token = view.token(index);
    let little = Class::UNIT.and(Class::BOUND).and(Class::QUALIFIER).and(Class::PARTS).and(Class::TOTAL);
    let is_long = || view.word(index).chars().nth(2).is_some() || view.word(index).chars().any(|c| c >= '\u{3000}');
    let is_letters = matches!(token.kind, Kind::Word | Kind::Run)
        && view.word(index).chars().next().and_then(character).is_some_and(|kind| kind != Kind::Number);
    is_letters && (token.class.has(Class::SUBJECT) || !token.class.has(little) && is_long())
}
