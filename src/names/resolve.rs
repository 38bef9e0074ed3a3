//! From a name to a substance: whole names, never substrings.
//!
//! A name counts only if nothing but a known name is left once strength, grade, origin, marks and brackets are taken
//! off. Where an item holds more than one name, the longest known names are taken first, and what stands beside a
//! warned name must be the end or the beginning of another: "Geraniol Denatured Alcohol" lists denatured alcohol,
//! "Cetyl Alcohol" nothing of the kind.

use std::ops::Range;

use smallvec::SmallVec;

use super::context::Context;
use super::inside::holds_name;
use super::item::{Item, PartKind};
use super::typos::{Typos, without_formula};
use crate::label::{Amount, Kind, Parsed, Quantity, SectionKind, Tokens, View};
use crate::lexicon::{Class, Known, Lexicon, NameId, Sign, SubstanceIndex};
use crate::ppm::Ppm;
use crate::rule::RulePack;
use crate::text::Span;

/// A substance that an item names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    pub(crate) substance: SubstanceIndex,
    /// In the folded text.
    pub(crate) span: Span,
    /// The name that this is taken for a misprint of.
    pub(crate) misprint_of: Option<String>,
    /// The amount that is printed with it.
    pub(crate) stated: Option<Amount>,
}

/// What an item names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) mentions: SmallVec<[Mention; 1]>,
    pub(crate) look_alikes: SmallVec<[Mention; 1]>,
    /// A name that no pack knows, if that is all the item holds, and it ends like one that a rule is to note.
    pub(crate) unknown: Option<Span>,
}

impl Resolved {
    /// Whether there is nothing to be said of it.
    pub(crate) fn is_nothing(&self) -> bool {
        self.mentions.is_empty() && self.look_alikes.is_empty() && self.unknown.is_none()
    }
}

/// What finds the substances that items name.
#[derive(Debug)]
pub(crate) struct Resolver {
    pub(crate) known: Vec<Known>,
    pub(super) typos: Typos,
    /// Of names that are not warned against.
    pub(super) others: Typos,
}

/// Names of so many bytes and fewer count only as one word.
const SHORT_NAME: usize = 4;

impl Resolver {
    pub(crate) fn new(packs: &[RulePack], known: Vec<Known>, lexicon: &Lexicon) -> Resolver {
        let is_name = |id: NameId| {
            let facts = lexicon.names.facts(id);
            !facts.is_word && !facts.substances.is_empty()
        };
        let names = |is_one: fn(&Known) -> bool| {
            let substances = packs.iter().flat_map(|pack| &pack.substances);
            let names = substances.zip(&known).filter(|(_, known)| is_one(known)).flat_map(|(s, _)| &s.names);
            let names = names.filter(|name| lexicon.names.get(name.key()).is_some_and(is_name));
            Typos::new(names.cloned().collect())
        };
        let (typos, others) = (names(|known| known.warned), names(|known| !known.warned));
        Resolver { typos, others, known }
    }

    /// What the items of a label name, for those of which there is something to say, with their indices. Also the items
    /// that are worth keeping in mind, and that of those there is nothing to say.
    pub(crate) fn items(&self, label: &Parsed<'_>, plain: &mut Vec<(usize, Class)>) -> Vec<(usize, Resolved)> {
        let (mut resolved, view) = (Vec::new(), label.view);
        let padded = view.tokens.folded.padded().as_bytes();
        for (index, item) in label.lists.items.iter().enumerate() {
            if label.section(index).kind == SectionKind::Statement {
                resolved.extend(self.statement(view, item, label.section(index).total).map(|found| (index, found)));
                continue;
            }
            if item.class.has(Class::IDLE) {
                continue;
            }
            let is_name = view.is_name(item);
            let known =
                view.tokens.memory.find(padded, item.at.start as usize, item.at.end as usize).filter(|_| !is_name);
            if known.is_some_and(|number| view.tokens.memory.is_idle(number)) {
                continue;
            }
            let found = self.item(view, item.tokens(), item.class, || label.section(index).total);
            let is_known = || view.lexicon.names.substances(view.name(&item.tokens())).is_some();
            if !is_name && known.is_none() && (found.is_none() || is_known()) {
                plain.push((index, if found.is_none() { Class::IDLE } else { Class::EMPTY }));
            }
            resolved.extend(found.map(|found| (index, found)));
        }
        if view.tokens.has(Kind::Colon) && view.tokens.class.has(Class::SUBJECT) {
            self.share_headings(label, &mut resolved);
        }
        resolved
    }

    /// Whether a sentence names something that is warned against.
    pub(crate) fn is_named(&self, view: View<'_>, sentence: Span) -> bool {
        let tokens = view.inside(sentence);
        if view.has_name(&tokens) {
            let tokens = Tokens::of_part(view, sentence);
            let view = View { tokens: &tokens, ..view };
            return self.is_named(view, Span::new(0, view.text().len()));
        }
        let class = view.class(&tokens);
        let may_be = holds_name(view, &tokens, |facts| facts.is_warned);
        let resolved = may_be.then(|| self.item(view, tokens, class, || None)).flatten();
        resolved.is_some_and(|resolved| !resolved.mentions.is_empty())
    }

    /// What some tokens name, all of which may be a name.
    fn item(
        &self, view: View<'_>, tokens: Range<usize>, class: Class, total: impl FnOnce() -> Option<Quantity>,
    ) -> Option<Resolved> {
        let names = &view.lexicon.names;
        let numbered = || class.has(Class::NUMBERED).then(|| names.lookup(&view.key(&tokens))).flatten();
        if let Some(substances) = names.substances(view.name(&tokens)).or_else(numbered) {
            let is_told = substances.iter().any(|&s| self.known[s].is_told());
            return is_told.then(|| self.whole(view, &tokens, substances));
        }
        // what stands beside a name can only be told from it with a closer look
        let is_plain = !class.has(Class::MEASURE.and(Class::QUALIFIER).and(Class::QUALIFIES));
        let holds_name = || holds_name(view, &tokens, |facts| facts.is_told);
        if is_plain && !holds_name() && !self.may_matter(view, &tokens) {
            return None;
        }
        let resolved = self.look_properly(&Item::new(view, &tokens, total()));
        (!resolved.is_nothing()).then_some(resolved)
    }

    /// Whether one of the stretches that can be a name each is near to one that is warned against, or ends like an
    /// unknown one that is to be noted. Nothing in the tokens is an amount or a qualifier.
    fn may_matter(&self, view: View<'_>, tokens: &Range<usize>) -> bool {
        let mut start = tokens.start;
        (tokens.start..=tokens.end).any(|index| {
            let is_end = index == tokens.end || is_cut(view, index);
            let stretch = start..index;
            start = if is_end { index + 1 } else { start };
            is_end && self.may_be_told(view, &stretch)
        })
    }

    fn may_be_told(&self, view: View<'_>, stretch: &Range<usize>) -> bool {
        let key = view.key_of(view.key_range(stretch));
        let bare = without_formula(key.as_bytes()).len();
        let is_near = |key: &str| self.typos.nearest(key).is_some();
        view.lexicon.unknown_endings.end(key.as_bytes()) || is_near(key) || bare < key.len() && is_near(&key[..bare])
    }

    /// What an item names that is one of these as a whole.
    fn whole(&self, view: View<'_>, tokens: &Range<usize>, substances: &[SubstanceIndex]) -> Resolved {
        let (mut resolved, span) = (Resolved::default(), view.span(tokens));
        for &substance in substances {
            self.enter(Mention { substance, span, misprint_of: None, stated: None }, &mut resolved);
        }
        resolved
    }

    /// What an item names that is not known as a whole.
    fn look_properly(&self, item: &Item<'_>) -> Resolved {
        let stretches = item.stretches();
        let (found, is_torn) = self.longest(item);
        let context = Context { item, found: &found };
        let mut resolved = Resolved::default();
        if !is_torn {
            for &(span, name) in &found {
                match self.slip_of_another(context, &stretches, span, name) {
                    Some(other) => self.enter(other, &mut resolved),
                    None => self.weigh(context, &stretches, span, name, &mut resolved),
                }
            }
            self.share_noun(context, &mut resolved);
            self.enter_alone(context, &stretches, &mut resolved);
            self.look_for_typos(context, &stretches, &mut resolved);
            self.widen(item, &mut resolved);
        }
        if resolved.is_nothing() {
            self.enter_without_head(item, &stretches, &mut resolved);
        }
        if resolved.is_nothing() {
            resolved.unknown = unknown(item, &stretches);
        }
        resolved
    }

    /// Whether `substance` is `kind`, or a kind of it; and how many steps lie between.
    pub(crate) fn distance(&self, substance: SubstanceIndex, kind: SubstanceIndex) -> Option<usize> {
        std::iter::successors(Some(substance), |&s| self.known[s].parent).position(|s| s == kind)
    }

    /// How many kinds a substance is a kind of.
    pub(crate) fn depth(&self, substance: SubstanceIndex) -> usize {
        std::iter::successors(self.known[substance].parent, |&s| self.known[s].parent).count()
    }

    pub(super) fn enter(&self, mention: Mention, into: &mut Resolved) {
        // "Alcohol 0.0 %"
        if mention.stated.is_some_and(|stated| stated.high == Ppm::ZERO) {
            return;
        }
        let known = &self.known[mention.substance];
        let list = if known.look_alike { &mut into.look_alikes } else { &mut into.mentions };
        if known.is_told() {
            list.push(mention);
        }
    }

    /// The known names in an item as a reader meets them: of those that begin first the longest, then on behind it. Also
    /// whether two of them tear at one word, as in "Stearyl Alcohol Denat.", so that nobody can say which is meant.
    pub(super) fn longest(&self, item: &Item<'_>) -> (Vec<(Span, NameId)>, bool) {
        let names = &item.view.lexicon.names;
        let mut kept: Vec<(Span, NameId)> = Vec::new();
        let mut is_torn = false;
        for (span, name) in all_names(item) {
            match kept.last().filter(|(last, _)| span.start < last.end) {
                None => kept.push((span, name)),
                Some(&(last, over)) => {
                    is_torn |= span.end > last.end && !names.facts(over).is_warned && self.is_special(item, name);
                }
            }
        }
        (kept, is_torn)
    }

    /// Whether something warned against has this name that is more special than what it is a kind of.
    fn is_special(&self, item: &Item<'_>, name: NameId) -> bool {
        let substances = &item.view.lexicon.names.facts(name).substances;
        substances.iter().any(|&s| self.known[s].warned && self.depth(s) > 0)
    }

    /// Where nothing but warned names, and what leaves them so, stands outside the brackets, the whole item is meant:
    /// "Organic Alcohol (wheat) 62 %".
    fn widen(&self, item: &Item<'_>, resolved: &mut Resolved) {
        let mut depth = 0;
        for (index, part) in item.parts.iter().enumerate() {
            match part.kind {
                PartKind::Open => depth += 1,
                PartKind::Close => depth -= 1,
                PartKind::Word | PartKind::Run | PartKind::Number if depth <= 0 => {
                    let is_named = |m: &Mention| m.span.start <= part.span.start && part.span.end <= m.span.end;
                    if !(resolved.mentions.iter().any(is_named) || item.is_qualifier(index)) {
                        return;
                    }
                }
                PartKind::Word | PartKind::Run | PartKind::Number | PartKind::Amount | PartKind::Break => {}
            }
        }
        for mention in &mut resolved.mentions {
            mention.span = item.at;
        }
    }

    /// Enters a known name that stands in an item, if what stands beside it leaves it that name.
    fn weigh(&self, context: Context<'_>, stretches: &[Span], at: Span, name: NameId, into: &mut Resolved) {
        let (item, names) = (context.item, &context.item.view.lexicon.names);
        let facts = names.facts(name);
        // "propolis tincture (alcohol-free)"
        if facts.is_word && claims_absence(item) {
            return;
        }
        let completed = self.completed(context, at, facts);
        let around = completed.map_or(at, |(_, end)| Span { end, ..at });
        let (surroundings, formula) = (context.surroundings(around), context.formula(at));
        let kinds = context.kinds(at).filter(|_| !facts.is_word);
        let is_name = |key: &String| names.get(key).is_none_or(|name| !names.facts(name).is_word);
        let mut kinds = kinds.map(|kind| [kind, item.key(at)].concat()).filter(is_name);
        let kind = kinds.find_map(|kind| names.lookup(&kind));
        let (kind, at) = completed.map_or((kind, at), |(special, _)| (Some(special), around));
        for &substance in kind.unwrap_or(&facts.substances) {
            // Denatured and SD alcohol are called so by nothing else, whatever stands before them.
            let is_special = surroundings.right && self.depth(substance) > 0;
            if !(surroundings.stands || is_special || facts.is_word || self.known[substance].look_alike) {
                continue;
            }
            let special = formula.and_then(|formula| self.with_formula(substance, formula.has_letter));
            let end = formula.filter(|_| special.is_some()).map_or(at.end, |formula| formula.end);
            let substance = special.unwrap_or(substance);
            let span = match facts.is_word {
                true => stretch_around(item, stretches, at),
                false => with_full_stop(item, item.source(Span { start: at.start, end })),
            };
            let stated = context.within(at, surroundings.amount);
            let carried_by = self.known[substance].carried_by;
            let mention = match carried_by.and_then(|carrier| Some((carrier, context.carrier(at)?))) {
                Some(_) if claims_absence(item) => continue,
                Some((substance, open)) => {
                    let stated = item.parts[..open].iter().find_map(|part| part.amount);
                    Mention { substance, span: item.at, misprint_of: None, stated }
                }
                None => Mention { substance, span, misprint_of: None, stated },
            };
            self.enter(mention, into);
        }
    }

    /// What a substance becomes with the number of a formula behind it.
    fn with_formula(&self, substance: SubstanceIndex, has_letter: bool) -> Option<SubstanceIndex> {
        if self.known[substance].formula {
            return Some(substance);
        }
        let special = (0..self.known.len()).find(|&s| self.known[s].formula && self.distance(s, substance).is_some());
        special.filter(|_| has_letter)
    }
}

/// Whether an item says of itself that what a pack is about is not in it.
fn claims_absence(item: &Item<'_>) -> bool {
    let is_absent = |sign: Sign| matches!(sign, Sign::FreeOf { .. } | Sign::Claim | Sign::Free);
    let tokens = item.view.inside(item.at);
    item.view.has_sign(item.at, is_absent) || item.view.class(&tokens).has(Class::FREE)
}

/// Whether a token parts two stretches that can be a name each.
fn is_cut(view: View<'_>, index: usize) -> bool {
    let token = view.token(index);
    match token.kind {
        Kind::Word => view.parts_names(index),
        Kind::Open | Kind::Close | Kind::Unpaired | Kind::Slash | Kind::Backslash | Kind::Comma | Kind::Semicolon => {
            true
        }
        Kind::Plus
        | Kind::Amp
        | Kind::Newline
        | Kind::Bar
        | Kind::Equals
        | Kind::Quote
        | Kind::Bullet
        | Kind::Colon => true,
        _ => false,
    }
}

/// All known names in an item, in the order in which they begin, and of those that begin together the longest first.
fn all_names(item: &Item<'_>) -> Vec<(Span, NameId)> {
    let names = &item.view.lexicon.names;
    let borders = item.borders();
    let mut all = Vec::new();
    for (place, &start) in borders.iter().enumerate() {
        let ends = borders[place + 1..].iter().take_while(|end| (*end - start) as usize <= names.longest);
        let from = all.len();
        for &end in ends {
            let span = Span { start, end };
            let name = names.at(&item.view.tokens.keys, start as usize, end as usize);
            let name = name.filter(|name| !names.facts(*name).substances.is_empty() && item.is_one_name(span));
            // "(3 mg/g) in a gel" holds no gin.
            let is_short = || span.len() <= SHORT_NAME && item.part_at(start) != item.part_at(end - 1);
            all.extend(name.filter(|_| !is_short()).map(|name| (span, name)));
        }
        all[from..].reverse();
    }
    all
}

/// The name that an item begins with, without what stands behind it, if it ends like one that is to be noted.
fn unknown(item: &Item<'_>, stretches: &[Span]) -> Option<Span> {
    let first = *stretches.first()?;
    let (key, lexicon) = (item.key(first), item.view.lexicon);
    if !lexicon.unknown_endings.end(key.as_bytes()) || lexicon.names.lookup(key).is_some() {
        return None;
    }
    Some(if stretches.len() == 1 { item.at } else { item.source(first) })
}

/// The stretch of an item that a word stands in, or all of the item where it spans two: "extract (alcohol)".
fn stretch_around(item: &Item<'_>, stretches: &[Span], at: Span) -> Span {
    let around = stretches.iter().find(|stretch| stretch.start <= at.start && at.end <= stretch.end);
    let around = around.map_or(item.at, |stretch| item.source(*stretch));
    let behind = Span { start: around.end, end: item.at.end.max(around.end) }.of(item.view.text());
    // "Auszugsmittel: Ethanol"
    if behind.trim_start().starts_with(':') { item.at } else { around }
}

/// A name with the full stop of its abbreviation: "Alcohol Denat.".
pub(super) fn with_full_stop(item: &Item<'_>, name: Span) -> Span {
    let has_one = Span { start: name.end, end: item.at.end.max(name.end) }.of(item.view.text()).starts_with('.');
    Span { end: name.end + u32::from(has_one), ..name }
}
