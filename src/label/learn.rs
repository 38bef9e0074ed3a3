//! What is kept in mind of an item, and whether it can be one token wherever it stands.

use super::Item;
use super::bounds::marker;
use super::chars::is_space;
use super::items::is_part_of_names;
use super::known::words_of;
use super::memory::{Familiar, LONGEST};
use super::prose;
use super::readable::{is_other_thing, is_sentence};
use super::sentence::{ends_a_sentence, is_abbreviation};
use super::together::is_run_together;
use super::tokens::{Kind, Token, Tokens};
use super::view::View;
use crate::lexicon::{Class, Lexicon, Sign};

impl Tokens {
    /// Keeps an item in mind of which there is nothing to be said, or nothing but what its name is known for, and that is of a
    /// class.
    pub(crate) fn learn(&mut self, lexicon: &Lexicon, item: &Item, class: Class) {
        // what is glued to an item may belong to it: "CI 77891を含む"
        let is_alone = !self.all[item.first as usize].goes_on && !self.all[item.end as usize].goes_on;
        if item.at.len() <= LONGEST && is_alone {
            let familiar = to_keep(View { lexicon, tokens: self }, item, class);
            self.memory.put(item.at.of(self.folded.as_str()).as_bytes(), familiar);
        }
    }
}

/// What there is to keep in mind of an item.
fn to_keep(view: View<'_>, item: &Item, class: Class) -> Familiar {
    let tokens = &view.all()[item.tokens()];
    let count = |is_one: fn(&Token) -> bool| tokens.iter().filter(|token| is_one(token)).count() as u8;
    let mut words = tokens.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Run));
    let absentee = Class::ABSENTEE.and(Class::JOINS);
    let is_absentee = words.all(|word| word.class.has(absentee));
    let class = class.and(own_class(view, item).without(absentee.and(Class::PHRASE).and(Class::COMPLETION)));
    Familiar {
        known: words_of(view, item),
        class: if is_absentee { class.and(Class::ABSENTEE) } else { class },
        marker: marker(view, item),
        name: view.name(&item.tokens()),
        words: prose::count(view, &item.tokens()).words as u8,
        commas: count(|token| token.kind == Kind::InNumber),
        is_spaced: tokens.iter().any(|token| is_spaced(view, token)),
        is_token: is_token(view, item),
        may_stop: may_stop(view, item),
        is_other_thing: is_other_thing(view, item),
        ..Familiar::default()
    }
}

/// Classes of words that something is asked of which stands beside them.
const ASKED: Class = Class::PROSE
    .and(Class::FREE)
    .and(Class::NONE)
    .and(Class::UNIT)
    .and(Class::MEASURE)
    .and(Class::SIGN)
    .and(Class::BOUND);

/// The classes of an item. What a pack is about is no phrase of its own, in whatever script: 세틸알코올.
fn own_class(view: View<'_>, item: &Item) -> Class {
    let is_phrase = view.has_sign(item.at, |sign| sign != Sign::Subject);
    if is_phrase { item.class } else { item.class.without(Class::SIGN) }
}

/// Whether an item is the same in any text, and all that is asked of its tokens can be asked of one in their place.
fn is_token(view: View<'_>, item: &Item) -> bool {
    let all = &view.all()[item.tokens()];
    let is_inside = |place: usize| match all[place].kind {
        Kind::Word | Kind::Run | Kind::Number | Kind::InNumber => true,
        Kind::Slash => place > 0,
        Kind::Dash => place > 0 && !is_spaced(view, &all[place]),
        Kind::Open => place > 0 && view.word(item.first as usize + place) == "(",
        // "2)" may begin a list
        Kind::Close => {
            place > 0 && (all[place - 1].kind != Kind::Number || view.word(item.first as usize + place - 1).len() > 1)
        }
        // "glycerin*"
        Kind::Mark => place + 1 == all.len() && all[place].is_glued,
        Kind::Amp | Kind::Plus | Kind::Apostrophe | Kind::Backslash => place > 0,
        _ => false,
    };
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return false };
    let is_whole = first.depth == 0 && !first.goes_on && last.depth == u8::from(last.kind == Kind::Close);
    let may_end = last.kind.is_word() || matches!(last.kind, Kind::Close | Kind::Apostrophe | Kind::Mark);
    is_whole
        && may_end
        && !own_class(view, item).has(ASKED)
        && all.iter().any(|token| matches!(token.kind, Kind::Word | Kind::Run))
        && (0..all.len()).all(is_inside)
        && !is_sentence(view, item)
        && !is_run_together(view, item)
        && !ends_a_sentence(view, item.at.of(view.text()))
        && !is_part_of_names(view, &item.tokens())
}

/// Whether a full stop behind an item ends a sentence: behind no abbreviation and no initial.
fn may_stop(view: View<'_>, item: &Item) -> bool {
    let last = item.end as usize - 1;
    let (token, word) = (view.token(last), view.word(last));
    let is_word = matches!(token.kind, Kind::Word | Kind::Run) && !token.goes_on && word.chars().nth(1).is_some();
    is_word && !is_abbreviation(token, word)
}

/// Whether a token is a dash or a slash with a space behind it; an item with such a dash is no token.
fn is_spaced(view: View<'_>, token: &Token) -> bool {
    let next = view.tokens.folded.padded().as_bytes()[token.end as usize];
    matches!(token.kind, Kind::Dash | Kind::Slash) && is_space(next)
}
