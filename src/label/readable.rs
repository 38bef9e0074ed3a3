//! Why a text holds no list that could be read.

use super::damaged::is_damaged;
use super::known::why_unknown;
use super::together::is_run_together;
use super::tokens::{Kind, Tokens};
use super::view::View;
use super::{Item, Lists, RemarkKind, SectionKind, Unreadable};
use crate::lexicon::Class;
use crate::ppm::Ppm;
use crate::text::{Span, is_letter, is_word};

/// Lengths at which common fields and spreadsheet cells cut their text, in characters.
const CUT_AT: [usize; 3] = [255, 1_000, 32_767];

/// How many names make a list of themselves; fewer must have one among them that is made like an ingredient's.
const LONG_LIST: usize = 7;

/// Where the text breaks off: at an ellipsis or the like, or where fields are cut that hold no more characters.
pub(super) fn break_off(view: View<'_>, source: &str, lists: &Lists) -> Option<Span> {
    let text = view.text().trim_end();
    let start = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let is_broken = text.ends_with(is_word) && is_cut(source) || goes_on(view, text) && !lists.items.is_empty();
    is_broken.then(|| Span::new(start, text.len()))
}

/// Whether a text is as long as fields are that were cut.
fn is_cut(text: &str) -> bool {
    text.len() >= CUT_AT[0] && CUT_AT.contains(&text.chars().count())
}

/// Whether a text says at its end that it goes on.
fn goes_on(view: View<'_>, text: &str) -> bool {
    view.lexicon.goes_on.of(text).any(|(rest, words)| words == "..." || !rest.ends_with(is_word))
}

/// Why no list could be read, when none could.
pub(super) fn why_unreadable(view: View<'_>, source: &str, lists: &Lists) -> Option<Unreadable> {
    let first = view.all().iter().position(|token| token.kind.is_word());
    let Some(first) = first else { return Some(Unreadable::Empty) };
    let few = lists.items.len() < 3;
    let text = || view.text().trim_matches(|c: char| !is_word(c));
    if few && view.lexicon.nothing.contains(text()) {
        return Some(Unreadable::TooShort);
    }
    let is_address = || !text().contains(char::is_whitespace);
    if matches!(view.word(first), "http" | "https" | "www") && is_address() {
        return Some(Unreadable::Address);
    }
    if lists.remarks.iter().any(|(kind, _)| *kind == RemarkKind::Truncated) {
        return Some(Unreadable::Truncated);
    }
    if few && view.lexicon.sends_elsewhere(text()) {
        return Some(Unreadable::Elsewhere);
    }
    if !lists.items.is_empty() && lists.sections.iter().all(|section| section.is_partial) {
        return Some(Unreadable::Partial);
    }
    if lists.items.iter().any(|item| is_run_together(view, item)) {
        return Some(Unreadable::NotIngredients);
    }
    let is_active = |section: &super::Section| section.kind == SectionKind::Active;
    let are_few = (1..=MOST_ACTIVES).contains(&lists.items.len());
    if are_few && (are_actives(lists) || lists.sections.iter().all(is_active)) {
        return Some(Unreadable::ActivesOnly);
    }
    if !lists.items.is_empty() && lists.items.iter().all(|item| is_other_thing(view, item)) {
        return Some(Unreadable::NotIngredients);
    }
    let sentences = lists.items.iter().filter(|item| is_sentence(view, item)).count();
    let names = || lists.items.iter().filter(|item| sentences == 0 || !is_sentence(view, item));
    let is_nothing =
        |name: &Item| name.class.has(Class::NOTHING) && view.lexicon.nothing.contains(name.at.of(view.text()));
    let has_nothing = || view.tokens.class.has(Class::NOTHING) && names().any(is_nothing);
    let is_list = lists.items.len() - sentences >= LONG_LIST && !has_nothing();
    let is_prose = is_mostly_prose(view, lists, sentences > 0);
    if !is_prose && (is_list || names().any(|name| is_ingredient_like(view, name))) {
        let damaged = || is_damaged(view, source, lists).then_some(Unreadable::Damaged);
        // what a product is called says nothing of a short list behind it
        let named = names().filter(|name| is_list || !is_other_thing(view, name));
        return why_unknown(view, named).or_else(damaged);
    }
    Some(if sentences == 0 && lists.asides.is_empty() { Unreadable::TooShort } else { Unreadable::Prose })
}

/// Whether an item is a material, or is called as products are.
pub(super) fn is_other_thing(view: View<'_>, item: &Item) -> bool {
    if let Some(familiar) = view.familiar(item) {
        return familiar.is_other_thing;
    }
    let is_unit = |index: &usize| view.token(*index).class.has(Class::UNIT);
    let words = || item.tokens().filter(|index| !is_unit(index)).map(|index| view.word(index));
    let words = || words().filter(|word| word.contains(is_letter));
    let things = &view.lexicon.language.things;
    words().all(|word| things.is_beside_material(word)) && words().any(|word| things.is_material(word))
        || words().nth(1).is_some() && words().next_back().is_some_and(|word| things.is_product(word))
        || words().zip(words().skip(1)).any(|(product, with)| things.is_with(with) && things.is_product(product))
}

/// The most that the active ingredients of a drug come to, where nothing else is named.
const MOST_OF_ACTIVES: Ppm = Ppm(600_000);

/// How many active ingredients a drug has at most.
const MOST_ACTIVES: usize = 6;

/// Whether all items are stated with their strengths, and most of the whole is none of them.
fn are_actives(lists: &Lists) -> bool {
    let sum: u64 = lists.items.iter().filter_map(|item| item.stated).map(|stated| u64::from(stated.high.0)).sum();
    lists.items.iter().all(|item| item.stated.is_some()) && sum < u64::from(MOST_OF_ACTIVES.0)
}

/// Whether there is more of sentences than of names, or more than a tenth of the names' letters are those of Japanese grammar.
fn is_mostly_prose(view: View<'_>, lists: &Lists, has_sentences: bool) -> bool {
    let is_grammar = |item: &Item| item.class.has(Class::KANA);
    let may_be = has_sentences || view.tokens.class.has(Class::KANA) && lists.items.iter().any(is_grammar);
    if !may_be {
        return false;
    }
    let (mut sentences, mut names, mut grammar) = (0, 0, 0);
    for item in &lists.items {
        let text = item.at.of(view.text());
        let count = |is_one: fn(char) -> bool| text.chars().filter(|c| is_one(*c)).count();
        let letters = || text.bytes().filter(u8::is_ascii_alphabetic).count();
        let letters = if text.is_ascii() { letters() } else { count(is_letter) };
        match is_sentence(view, item) {
            true => sentences += letters,
            false => (names, grammar) = (names + letters, grammar + grammar_in(text)),
        }
    }
    sentences > names || grammar > 0 && grammar * ONE_OF_GRAMMAR > names
}

/// Of so many letters of Japanese names one at most is one of grammar.
const ONE_OF_GRAMMAR: usize = 10;

/// How many letters of Japanese grammar stand in a text. What it begins with is the name of a plant or of honey:
/// はちみつエキス.
fn grammar_in(text: &str) -> usize {
    text.trim_start_matches(is_hiragana).chars().filter(|c| is_hiragana(*c)).count()
}

/// The letters of Japanese grammar.
pub(super) fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

/// Words that make a sentence of an item, unless a fourth of them are like those of ingredients.
const MANY_WORDS: usize = 7;

/// Whether an item is a sentence about the product, whatever its language.
#[inline]
pub(super) fn is_sentence(view: View<'_>, item: &Item) -> bool {
    item.end - item.first >= MANY_WORDS as u32 && has_words_of_sentences(view, item)
}

fn has_words_of_sentences(view: View<'_>, item: &Item) -> bool {
    // What stands in brackets tells where a thing is from: "Rubus Fruticosus Seed Oil (cold pressed, from ...)".
    let first = view.token(item.first as usize);
    let depth = first.depth - u8::from(first.kind == Kind::Open);
    let outside = || item.tokens().filter(|index| view.token(*index).depth <= depth);
    // the locants of "2,5,5-trimethyl" are no words
    let is_word =
        |i: &usize| view.token(*i).kind.is_word() && !view.token(*i).goes_on && view.kind_before(*i) != Kind::InNumber;
    let words = outside().filter(is_word).count();
    let ingredients = || outside().filter(|index| is_ingredient_word(view, *index));
    words >= MANY_WORDS && ingredients().take(words.div_ceil(4)).count() * 4 < words
}

/// Whether a word is of a script whose ingredient words are on no list here.
fn has_no_words(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(|c| {
        (is_letter(c) || !c.is_alphanumeric())
            && !matches!(c, '\0'..='\u{52f}' | '\u{590}'..='\u{6ff}' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}')
            && !matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
    })
}

/// Whether a name has a word or an ending that ingredient names are made of.
fn is_ingredient_like(view: View<'_>, item: &Item) -> bool {
    if view.name(&item.tokens()).is_some() {
        return true;
    }
    if !view.is_name(item) {
        return item.tokens().any(|index| is_ingredient_word(view, index));
    }
    let tokens = Tokens::of_part(view, item.at);
    (0..tokens.all.len()).any(|index| is_ingredient_word(View { tokens: &tokens, ..view }, index))
}

/// Whether a token begins a word that ingredient names are made of, or such as end like it.
fn is_ingredient_word(view: View<'_>, index: usize) -> bool {
    let token = view.token(index);
    if !token.kind.is_word() || token.goes_on {
        return false;
    }
    let len = view.all()[index + 1..].iter().take_while(|next| next.goes_on).count();
    let end = view.token(index + len).end;
    let word = Span { end, start: token.start }.of(view.text());
    let has_ending = |is_ours: fn(&str) -> bool| view.lexicon.ingredient_endings.of(word).any(|(_, end)| is_ours(end));
    has_no_words(word)
        || len == 0 && token.class.has(Class::INGREDIENT)
        || word.chars().count() > 3 && has_ending(|_| true)
        || !word.is_ascii() && has_ending(|ending| !ending.is_ascii())
        || !word.is_ascii() && view.lexicon.has_ingredient_inside(word)
}
