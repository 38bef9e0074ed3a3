//! An item as names are looked for in it: its tokens with each amount as one, and where in its key each stands.

use std::ops::Range;

use crate::label::{Amount, Kind, Quantity, View};
use crate::lexicon::Class;
use crate::text::{Span, is_key};

/// What a part of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Letters of a script that parts words with spaces.
    Word,
    /// Letters of a script that does not, or that joins words: Hangul, kana, Chinese characters.
    Run,
    /// Digits.
    Number,
    /// A number with its unit: "62 % v/v".
    Amount,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Something that parts two names: a slash, a comma, "and".
    Break,
}

/// A part of an item: a stretch of the folded text, and of the keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// In the folded text.
    pub(super) span: Span,
    /// In the keys of the text.
    pub(super) key: Span,
    /// Whether it stands directly behind the part before it.
    pub(super) glued: bool,
    /// What it states, if it is an amount.
    pub(super) amount: Option<Amount>,
}

impl Part {
    /// By how much it deepens brackets.
    pub(super) fn depth(&self) -> i32 {
        i32::from(self.kind == PartKind::Open) - i32::from(self.kind == PartKind::Close)
    }
}

/// An item in the form in which names are looked for in it.
pub(super) struct Item<'a> {
    pub(super) view: View<'a>,
    /// In the folded text.
    pub(super) at: Span,
    pub(super) parts: Vec<Part>,
    /// What the quantities in it are shares of.
    total: Option<Quantity>,
    /// Where in the keys of the text its own ends.
    key_end: u32,
}

impl<'a> Item<'a> {
    /// The item of some tokens. Quantities in it are shares of the total.
    pub(super) fn new(view: View<'a>, tokens: &Range<usize>, total: Option<Quantity>) -> Item<'a> {
        let at = view.span(tokens);
        let key_end = view.key_range(tokens).end as u32;
        let mut item = Item { view, at, parts: Vec::with_capacity(tokens.len()), total, key_end };
        let is_measured = view.class(tokens).has(Class::MEASURE);
        let places = if is_measured { view.amounts().places(at) } else { Vec::new() };
        let mut places = places.into_iter().peekable();
        let mut behind = 0;
        for index in tokens.clone() {
            let token = view.token(index);
            if token.start < behind {
                continue;
            }
            let (kind, end, amount) = match places.next_if(|place| place.at.start < token.end) {
                Some(place) => (PartKind::Amount, place.at.end, place.amount(total, &view.lexicon.spirit)),
                None => match item.kind(index) {
                    Some(kind) => (kind, token.end, None),
                    None => continue,
                },
            };
            behind = end;
            item.push(kind, Span { start: token.start, end }, token.key, amount);
        }
        item
    }

    /// What a token is in an item; nothing, if it is only a sign.
    fn kind(&self, index: usize) -> Option<PartKind> {
        let token = self.view.token(index);
        match token.kind {
            Kind::Word if self.view.parts_names(index) => Some(PartKind::Break),
            Kind::Word => Some(PartKind::Word),
            Kind::Run => Some(PartKind::Run),
            Kind::Number => Some(PartKind::Number),
            Kind::Open => Some(PartKind::Open),
            Kind::Close => Some(PartKind::Close),
            Kind::Unpaired if matches!(self.view.word(index), "(" | "[" | "{") => Some(PartKind::Open),
            Kind::Unpaired => Some(PartKind::Close),
            Kind::Slash | Kind::Backslash | Kind::Comma | Kind::Semicolon | Kind::Plus | Kind::Amp | Kind::Newline => {
                Some(PartKind::Break)
            }
            Kind::Bar | Kind::Equals | Kind::Quote | Kind::Bullet | Kind::Colon => Some(PartKind::Break),
            _ => None,
        }
    }

    fn push(&mut self, kind: PartKind, span: Span, key: u32, amount: Option<Amount>) {
        let end = self.view.token(self.view.tokens.at(span.end - 1) + 1).key;
        let key = Span { start: key, end: end.min(self.key_end) };
        let glued = self.parts.last().is_some_and(|last| last.span.end == span.start);
        match self.parts.last_mut() {
            // a phrase was found in it
            Some(last) if glued && kind == PartKind::Run && last.kind == kind => {
                (last.span.end, last.key.end) = (span.end, key.end)
            }
            _ => self.parts.push(Part { kind, span, key, glued, amount }),
        }
    }

    /// The amount that is printed with the item as a whole.
    pub(super) fn amount(&self) -> Option<Amount> {
        self.view.amounts().of_item(self.at, self.total)
    }

    /// Some of the keys.
    pub(super) fn key(&self, key: Span) -> &'a str {
        self.view.key_of(key.range())
    }

    /// The text of a part, as a key.
    pub(super) fn word(&self, part: &Part) -> &'a str {
        match part.kind {
            PartKind::Break | PartKind::Open | PartKind::Close => "",
            _ => self.key(part.key),
        }
    }

    /// The folded text that a stretch of the keys was made from.
    pub(super) fn source(&self, key: Span) -> Span {
        Span { start: self.character(key.start).start, end: self.character(key.end - 1).end }
    }

    /// The character that a byte of the keys belongs to.
    fn character(&self, key: u32) -> Span {
        let part = &self.parts[self.part_at(key)];
        let mut behind = part.key.start;
        let characters = part.span.of(self.view.text()).char_indices().filter(|(_, c)| is_key(*c));
        let here = characters.map(|(at, c)| Span::new(at, at + c.len_utf8())).find(|c| {
            behind += c.len() as u32;
            behind > key
        });
        here.unwrap_or_default().shifted(part.span.start as usize)
    }

    /// The part in which a byte of the keys stands.
    pub(super) fn part_at(&self, key: u32) -> usize {
        self.parts.partition_point(|part| part.key.end <= key).min(self.parts.len() - 1)
    }

    /// Whether a stretch of the keys can be one name: a bracket that opens in it closes with it.
    pub(super) fn is_one_name(&self, key: Span) -> bool {
        let next = self.parts.get(self.part_at(key.end - 1) + 1);
        self.depth_in(key) <= 0 || next.is_none_or(|next| next.kind == PartKind::Close)
    }

    /// How many brackets open in a stretch of the keys and do not close in it.
    pub(super) fn depth_in(&self, key: Span) -> i32 {
        let (first, last) = (self.part_at(key.start), self.part_at(key.end - 1));
        self.parts[first..=last].iter().map(Part::depth).sum()
    }

    /// The bytes of the keys at which a name may begin or end, in order.
    pub(super) fn borders(&self) -> Vec<u32> {
        let mut borders = Vec::with_capacity(self.parts.len() + 1);
        for part in self.parts.iter().filter(|part| !part.key.is_empty()) {
            let len = if part.kind == PartKind::Run { part.key.len() } else { 1 };
            let starts = self.key(part.key).char_indices().map(|(at, _)| part.key.start + at as u32);
            borders.extend(starts.take_while(|at| ((at - part.key.start) as usize) < len));
        }
        borders.push(self.key_end);
        borders
    }
}

impl Item<'_> {
    /// Whether the run of letters before this place in the keys is a qualifier: 유기농알코올.
    pub(super) fn ends_in_qualifiers(&self, key: u32) -> bool {
        let start = self.parts[self.part_at(key)].key.start;
        start < key && self.view.lexicon.grammar.qualifiers.contains(self.key(Span { start, end: key }))
    }

    /// Whether a part is a qualifier, alone or with one of its neighbours: "sugar cane".
    pub(super) fn is_qualifier(&self, index: usize) -> bool {
        let qualifiers = &self.view.lexicon.grammar.qualifiers;
        let pair = |first: usize, second: usize| {
            let (first, second) = (self.parts.get(first), self.parts.get(second));
            first.zip(second).is_some_and(|(a, b)| {
                !self.word(a).is_empty()
                    && !self.word(b).is_empty()
                    && qualifiers.contains(self.key(Span { start: a.key.start, end: b.key.end }))
            })
        };
        self.is_free_of_other(index)
            || index.checked_add(1).is_some_and(|free| self.is_free_of_other(free))
            || qualifiers.contains(self.word(&self.parts[index]))
            || pair(index, index + 1)
            || index.checked_sub(1).is_some_and(|before| pair(before, index))
    }

    /// Whether a part says that something else is absent from the name behind it: "sugar-free vodka".
    fn is_free_of_other(&self, index: usize) -> bool {
        let [Some(other), Some(free), Some(name)] =
            [index.wrapping_sub(1), index, index + 1].map(|i| self.parts.get(i))
        else {
            return false;
        };
        let class = |part: &Part| self.view.token(self.view.tokens.at(part.span.start)).class;
        let are_words = [other, free, name].iter().all(|part| part.kind == PartKind::Word);
        are_words && class(free).has(Class::FREE) && !class(other).has(Class::SUBJECT)
    }

    /// The stretches of an item that can be a name each, by their place in the keys: between brackets and breaks, without
    /// amounts and qualifiers at the ends.
    pub(super) fn stretches(&self) -> Vec<Span> {
        let is_cut = |part: &Part| matches!(part.kind, PartKind::Open | PartKind::Close | PartKind::Break);
        // "A1cohol" begins with no French preposition.
        let is_glued =
            |index: usize| self.parts.get(index + 1).is_some_and(|next| next.glued && next.kind == PartKind::Number);
        // nor does "Alcoh0l" end with one
        let is_behind = |index: usize| self.parts[index].glued && self.parts[index - 1].kind == PartKind::Number;
        let is_left_out = |index: usize| {
            let is_qualifier = || self.is_qualifier(index) && !is_glued(index) && !is_behind(index);
            self.parts[index].kind == PartKind::Amount || is_qualifier()
        };
        let mut stretches = Vec::new();
        let mut from = 0;
        for parts in self.parts.split(is_cut) {
            let mut indices = from..from + parts.len();
            from = indices.end + 1;
            let Some(first) = indices.find(|&index| !is_left_out(index)) else { continue };
            let last = indices.rfind(|&index| !is_left_out(index)).unwrap_or(first);
            let stretch = Span { start: self.parts[first].key.start, end: self.parts[last].key.end };
            if !stretch.is_empty() {
                stretches.push(stretch);
            }
        }
        stretches
    }
}
