//! How much of what a text names is known: whether it is a list of ingredients at all, and whether it came through whole.

use std::ops::Range;

use super::memory::Words;
use super::tokens::{Kind, Tokens};
use super::view::View;
use super::{Item, Unreadable};
use crate::lexicon::Class;
use crate::vocabulary::SHORTEST_WORD;

/// Of so many items one at least is known, or near to one that is, in any list.
const ONE_ITEM_OF: usize = 3;

/// Where one word of so many is a slip away from one that is known, letters were misread all over the text: where most
/// words are known, and where two thirds are not, as in a text with more slips than one a word. In lists as they are
/// printed it is one of fourteen at most, but for some that were typed by hand; with one letter of ten exchanged at random
/// it is one of four.
const ONE_SLIP_OF: [usize; 2] = [7, 10];

/// Fewest slips by which a text is known as misread; as many happen to whoever types a list.
const LEAST_SLIPS: usize = 4;

/// Where no more than one word of so many is known, of so many at least, fewer slips do: with three letters of ten
/// exchanged, most words have two or more. In lists as they are printed two thirds of the words are known, and a list in a
/// language that is not has no slips.
const ONE_KNOWN_OF: usize = 5;
const LEAST_WORDS: usize = 10;
const LEAST_SLIPS_OF_UNKNOWN: usize = 2;

/// The words of an item by which it can be said whether its name is known.
pub(super) fn words_of(view: View<'_>, item: &Item) -> Words {
    if let Some(familiar) = view.familiar(item) {
        return familiar.known;
    }
    let mut counted = Words::default();
    words(view, item.tokens()).for_each(|index| counted.add(is_known(view, index)));
    counted
}

/// Why the items that are no sentences are no list of ingredients, or not as the label has it.
pub(super) fn why_unknown<'a>(view: View<'_>, items: impl Iterator<Item = &'a Item> + Clone) -> Option<Unreadable> {
    let (mut listed, mut known, mut all, mut unknown) = (0, 0, 0, 0);
    for item in items.clone() {
        let words = words_of(view, item);
        listed += usize::from(words.all > 0);
        known += usize::from(words.all > 0 && words.are_known());
        (all, unknown) = (all + usize::from(words.all), unknown + usize::from(words.unknown));
    }
    let are_few = |known: usize| known * ONE_ITEM_OF < listed;
    let one_of = ONE_SLIP_OF[usize::from(unknown * 3 >= all * 2)];
    let are_many = |slips: usize| slips >= LEAST_SLIPS && slips * one_of >= all;
    if !are_few(known) && !are_many(unknown) {
        return None;
    }
    let (mut near, mut slips, mut left) = (0, 0, unknown);
    for item in items {
        let counted = words_of(view, item);
        let (words, missed) = if counted.unknown > 0 { near_words_of(view, item) } else { (counted, 0) };
        near += usize::from(words.all > 0 && words.are_known());
        slips += usize::from(missed);
        left -= usize::from(counted.unknown);
        if !are_few(known) && !are_many(slips + left) {
            return None;
        }
    }
    let are_strange = all >= LEAST_WORDS && (all - unknown) * ONE_KNOWN_OF <= all && slips >= LEAST_SLIPS_OF_UNKNOWN;
    match (are_few(near), are_many(slips) || are_strange) {
        (true, _) => Some(Unreadable::NotIngredients),
        (_, true) => Some(Unreadable::Damaged),
        _ => None,
    }
}

/// The words of an item, as [`near_words`] counts them.
fn near_words_of(view: View<'_>, item: &Item) -> (Words, u8) {
    let Some(familiar) = view.familiar(item) else { return near_words(view, item.tokens()) };
    familiar.near.get().unwrap_or_else(|| {
        let tokens = Tokens::of_part(view, item.at);
        let near = near_words(View { tokens: &tokens, ..view }, 0..tokens.all.len());
        familiar.near.set(Some(near));
        near
    })
}

/// The words of some tokens, of which such as are near to known ones are known; and how many are a slip away from one.
fn near_words(view: View<'_>, tokens: Range<usize>) -> (Words, u8) {
    let (mut near, mut slips) = (Words::default(), 0_u8);
    for index in words(view, tokens) {
        let word = view.word(index);
        let is_slip = !is_known(view, index) && view.lexicon.vocabulary.is_slip(word);
        let is_like = || is_known(view, index) || view.lexicon.ingredient_endings.of(word).next().is_some();
        near.add(is_slip || is_like());
        slips = slips.saturating_add(u8::from(is_slip));
    }
    (near, slips)
}

/// Classes of words that stand beside ingredients and say nothing of whether there are any.
const BESIDE: Class = Class::PROSE.and(Class::JOINS).and(Class::PARTS).and(Class::UNIT).and(Class::QUALIFIER);

/// Words by which it can be said whether names are known, and what is written in other letters.
fn words(view: View<'_>, tokens: Range<usize>) -> impl Iterator<Item = usize> {
    tokens.filter(move |index| {
        let token = view.all()[*index];
        let is_long = (token.end - token.start) as usize >= SHORTEST_WORD;
        matches!(token.kind, Kind::Word | Kind::Run) && is_long && !token.class.has(BESIDE)
    })
}

/// Classes of words that stand in names of ingredients.
const INSIDE: Class = Class::INGREDIENT.and(Class::SUBJECT).and(Class::COMPLETION).and(Class::WATER);

/// Whether a word is known for one of ingredients. What is not written in Latin letters is judged by the languages and packs
/// alone.
fn is_known(view: View<'_>, index: usize) -> bool {
    let word = view.word(index);
    view.token(index).class.has(INSIDE) || !word.is_ascii() || view.lexicon.vocabulary.has_word(word)
}
