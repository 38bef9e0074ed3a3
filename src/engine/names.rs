//! From a name to a substance: whole names, never substrings.
//!
//! A name counts only if nothing but a known name is left once strength, grade, origin, marks and brackets are taken
//! off. Where an item holds more than one name, the longest known names are taken first, and what stands beside a
//! warned name must be the end or the beginning of another: "Geraniol Denatured Alcohol" lists denatured alcohol,
//! "Cetyl Alcohol" nothing of the kind.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::index::{Hint, Index, SHORT_NAME};
use super::misprints::Misprints;
use super::neighbours::{self, Side};
use super::recall::{Recall, Recalled};
use super::tokens::{Item, Kind};
use crate::label::{Amount, Quantity};
use crate::rule::{Name, RulePack, Trigger};
use crate::text::{Endings, Key, Span};

/// Index of a substance among those of all packs.
pub(super) type SubstanceIndex = usize;

/// A substance with what the engine needs of it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) title: String,
    pub(super) parent: Option<SubstanceIndex>,
    pub(super) look_alike: bool,
    pub(super) formula: bool,
    /// Whether a rule is about it, or about what it is a kind of.
    pub(super) warned: bool,
}

/// A substance that an item names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    pub(super) substance: SubstanceIndex,
    /// In the item's plain text.
    pub(super) span: Span,
    /// The name that this is taken for a misprint of.
    pub(super) misprint_of: Option<String>,
    /// The amount that is printed with it.
    pub(super) stated: Option<Amount>,
}

/// What an item names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) mentions: Vec<Mention>,
    pub(super) look_alikes: Vec<Mention>,
    /// A name that no pack knows, if that is all the item holds, and it ends like one that a rule is to note.
    pub(super) unknown: Option<Span>,
}

/// All names of all packs.
pub(super) struct Names {
    pub(super) known: Vec<Known>,
    names: Index<Pattern>,
    /// Names that are all of an item, or have a number in them, with `#` for it.
    alone: Index<Substances>,
    qualifiers: FxHashSet<String>,
    /// Endings of keys that rules note where the name is unknown.
    endings: Endings,
    /// The names of substances that are told of: warned against, or look-alikes.
    told: Hint,
    misprints: Misprints,
    recall: Recall,
}

/// The substances that a name stands for; nearly always one.
type Substances = SmallVec<[SubstanceIndex; 2]>;

#[derive(Default)]
struct Pattern {
    substances: Substances,
    /// A word that makes any name it stands in this substance.
    is_word: bool,
}

impl Names {
    pub(super) fn new(packs: &[RulePack], known: Vec<Known>) -> Names {
        let triggers = packs.iter().flat_map(|pack| &pack.rules).map(|rule| &rule.trigger);
        let endings = triggers.filter_map(|trigger| match trigger {
            Trigger::UnknownEnding(endings) => Some(endings),
            _ => None,
        });
        let endings = Endings::new(endings.flatten().map(Key::as_str));
        let substances = || packs.iter().flat_map(|pack| &pack.substances);
        let mut names: Index<Pattern> = Index::with_capacity(substances().map(|s| s.names.len() + s.words.len()).sum());
        let mut alone: Index<Substances> = Index::with_capacity(substances().map(|s| s.alone.len()).sum());
        for (index, substance) in substances().enumerate() {
            let (numbered, plain) = substance.names.iter().partition::<Vec<&Name>, _>(|name| name.is_numbered());
            for name in plain {
                enter(&mut names.entry(name.key()).substances, index);
            }
            for word in &substance.words {
                let pattern = names.entry(word.key());
                enter(&mut pattern.substances, index);
                pattern.is_word = true;
            }
            for name in numbered.into_iter().chain(&substance.alone) {
                enter(alone.entry(name.key()), index);
            }
        }
        let is_told = |p: &Pattern| p.substances.iter().any(|&s| known[s].warned || known[s].look_alike);
        let told = Hint::new(names.iter().filter(|(_, p)| is_told(p)).map(|(key, _)| key));
        let warned = substances().zip(&known).filter(|(_, known)| known.warned).flat_map(|(s, _)| &s.names);
        let warned = warned.filter(|name| names.get(name.key()).is_some_and(|p| !p.is_word));
        let misprints = Misprints::new(warned.cloned().collect());
        let qualifiers = packs.iter().flat_map(|pack| &pack.qualifiers).map(Key::to_string).collect();
        Names { known, names, alone, qualifiers, endings, told, misprints, recall: Recall::new() }
    }

    /// What an item names. Quantities in it are parts of the total.
    pub(super) fn read(&self, plain: &str, total: Option<Quantity>) -> Recalled {
        match total {
            None => self.recall.reading(plain, || self.read_anew(plain, None)),
            Some(_) => self.read_anew(plain, total).into(),
        }
    }

    fn read_anew(&self, plain: &str, total: Option<Quantity>) -> Reading {
        let key = Key::of_plain(plain);
        if key.is_empty() {
            return Reading::nothing();
        }
        if let Some(substances) = self.lookup(key.as_str()) {
            return self.reading_of(substances, Span::new(0, plain.len()));
        }
        let item = Item::new(plain, total);
        let parts = neighbours::parts(&item, &|index| self.is_qualifier(&item, index));
        let near = self.near(&item, &parts);
        match self.may_matter(&item, &near) {
            true => self.look_properly(&item, &parts, &near),
            false => Reading { unknown: self.unknown(&item, &parts), ..Reading::nothing() },
        }
    }

    /// What an item names that is not known as a whole.
    fn look_properly(&self, item: &Item<'_>, parts: &[Span], near: &[Span]) -> Reading {
        let (found, is_torn) = self.longest(item);
        let mut reading = Reading::nothing();
        if !is_torn {
            for (span, pattern) in &found {
                self.weigh(item, parts, *span, pattern, &found, &mut reading);
            }
            self.look_for_misprints(item, near, &found, &mut reading);
            self.widen(item, &mut reading);
        }
        if reading.mentions.is_empty() && reading.look_alikes.is_empty() {
            reading.unknown = self.unknown(item, parts);
        }
        reading
    }

    /// Whether an item that is not known as a whole can hold a name that is told of, or a misprint of one. Most cannot,
    /// and need no closer look.
    fn may_matter(&self, item: &Item<'_>, near: &[Span]) -> bool {
        !near.is_empty() || self.told.may_hold(item.plain, &item.key)
    }

    /// The parts of an item that may be misprints.
    fn near(&self, item: &Item<'_>, parts: &[Span]) -> Vec<Span> {
        let is_near = |part: &Span| {
            let part = part.of(&item.key);
            let bare = without_formula(part);
            self.misprints.may_be_near(part) || bare.len() < part.len() && self.misprints.may_be_near(bare)
        };
        parts.iter().copied().filter(is_near).collect()
    }

    /// Whether `substance` is `kind`, or a kind of it; and how many steps lie between.
    pub(super) fn distance(&self, substance: SubstanceIndex, kind: SubstanceIndex) -> Option<usize> {
        std::iter::successors(Some(substance), |&s| self.known[s].parent).position(|s| s == kind)
    }

    /// How many kinds a substance is a kind of.
    pub(super) fn depth(&self, substance: SubstanceIndex) -> usize {
        std::iter::successors(self.known[substance].parent, |&s| self.known[s].parent).count()
    }

    fn lookup(&self, key: &str) -> Option<&[SubstanceIndex]> {
        let numbered = || key.bytes().any(|b| b.is_ascii_digit()).then(|| Name::numbered(key));
        let named = self.names.get(key).map(|pattern| &pattern.substances);
        let found = named.or_else(|| self.alone.get(key)).or_else(|| self.alone.get(&numbered()?));
        found.map(SmallVec::as_slice)
    }

    fn reading_of(&self, substances: &[SubstanceIndex], span: Span) -> Reading {
        let mut reading = Reading::nothing();
        for &substance in substances {
            reading.enter(&self.known[substance], Mention { substance, span, misprint_of: None, stated: None });
        }
        reading
    }

    /// The known names in an item as a reader meets them: of those that begin first the longest, then on behind it. Also
    /// whether two of them tear at one word, as in "Stearyl Alcohol Denat.", so that nobody can say which is meant.
    fn longest<'a>(&'a self, item: &'a Item<'_>) -> (Vec<(Span, &'a Pattern)>, bool) {
        let mut found: Vec<(Span, &Pattern)> = self
            .names
            .all(&item.key, &item.borders())
            .filter(|(span, _)| item.is_one_name(*span))
            // "(3 mg/g) in a gel" holds no gin.
            .filter(|(span, _)| span.len() > SHORT_NAME || item.token_at(span.start) == item.token_at(span.end - 1))
            .collect();
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.len())));
        let mut kept: Vec<(Span, &Pattern)> = Vec::new();
        let mut is_torn = false;
        for (span, pattern) in found {
            match kept.last().filter(|(last, _)| span.start < last.end) {
                None => kept.push((span, pattern)),
                Some((last, over)) => {
                    is_torn |= span.end > last.end && !self.is_warned(over) && self.is_special(pattern);
                }
            }
        }
        (kept, is_torn)
    }

    /// Whether a pattern is a name of something warned against that is more special than what it is a kind of.
    fn is_special(&self, pattern: &Pattern) -> bool {
        pattern.substances.iter().any(|&s| self.known[s].warned && self.depth(s) > 0)
    }

    fn is_warned(&self, pattern: &Pattern) -> bool {
        pattern.substances.iter().any(|&s| self.known[s].warned)
    }

    /// Where nothing but warned names, and what leaves them so, stands outside the brackets, the whole item is meant:
    /// "Organic Alcohol (wheat) 62 %".
    fn widen(&self, item: &Item<'_>, reading: &mut Reading) {
        let mut depth = 0;
        for (index, token) in item.tokens.iter().enumerate() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                Kind::Word | Kind::Run | Kind::Number if depth <= 0 => {
                    let is_named = |m: &Mention| m.span.start <= token.span.start && token.span.end <= m.span.end;
                    if !(reading.mentions.iter().any(is_named) || self.is_qualifier(item, index)) {
                        return;
                    }
                }
                Kind::Word | Kind::Run | Kind::Number | Kind::Amount | Kind::Break => {}
            }
        }
        for mention in &mut reading.mentions {
            mention.span = item.whole();
        }
    }

    /// Whether the run of letters before this place in the key is a qualifier: 유기농알코올.
    fn ends_in_qualifiers(&self, item: &Item<'_>, key: u32) -> bool {
        let start = item.tokens[item.token_at(key)].key.start;
        start < key && self.qualifiers.contains(Span { start, end: key }.of(&item.key))
    }

    /// Whether a token is a qualifier, alone or with one of its neighbours: "sugar cane".
    fn is_qualifier(&self, item: &Item<'_>, index: usize) -> bool {
        let token = item.tokens[index];
        let pair = |first: usize, second: usize| {
            let (first, second) = (item.tokens.get(first), item.tokens.get(second));
            first.zip(second).is_some_and(|(a, b)| {
                let key = Span { start: a.key.start, end: b.key.end }.of(&item.key);
                !a.key.is_empty() && !b.key.is_empty() && self.qualifiers.contains(key)
            })
        };
        self.qualifiers.contains(item.word(&token))
            || pair(index, index + 1)
            || index.checked_sub(1).is_some_and(|before| pair(before, index))
    }

    /// Enters a known name that stands in an item, if what stands beside it leaves it that name.
    fn weigh(
        &self,
        item: &Item<'_>,
        parts: &[Span],
        at: Span,
        pattern: &Pattern,
        found: &[(Span, &Pattern)],
        into: &mut Reading,
    ) {
        let is_qualifier = |index: usize| self.is_qualifier(item, index);
        let borders = |key: u32, side: Side| {
            found.iter().any(|(other, pattern)| match side {
                // "Auszugsmittel Ethanol": a word that makes a thing of its own of what stands behind it.
                Side::Left => other.end == key && !pattern.is_word,
                Side::Right => other.start == key,
            }) || side == Side::Left && self.ends_in_qualifiers(item, key)
        };
        let standing = neighbours::standing(item, at, &is_qualifier, &borders);
        let stated = standing.amount.and_then(|token| item.amount(token));
        let formula = neighbours::formula(item, at);
        let kinds = neighbours::kinds(item, at).into_iter();
        let kind = kinds.filter(|_| !pattern.is_word).find_map(|kind| self.lookup(&(kind + at.of(&item.key))));
        for &substance in kind.unwrap_or(&pattern.substances) {
            // Denatured and SD alcohol are called so by nothing else, whatever stands before them.
            let is_special = standing.right && self.depth(substance) > 0;
            if !(standing.stands || is_special || pattern.is_word || self.known[substance].look_alike) {
                continue;
            }
            let special = formula.and_then(|formula| self.with_formula(substance, formula.has_letter));
            let end = formula.filter(|_| special.is_some()).map_or(at.end, |formula| formula.end);
            let substance = special.unwrap_or(substance);
            let span = match pattern.is_word {
                true => part_around(item, parts, at),
                false => with_full_stop(item.source(Span { start: at.start, end }), item.plain),
            };
            let mention = Mention { substance, span, misprint_of: None, stated };
            into.enter(&self.known[substance], mention);
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

    /// Enters what is a misprint of a warned name. Where a known name is a part of it, the whole is more telling:
    /// "Alcohol Dena" is denatured alcohol, rather than alcohol with a word behind it.
    fn look_for_misprints(&self, item: &Item<'_>, near: &[Span], found: &[(Span, &Pattern)], into: &mut Reading) {
        for &part in near {
            let key = part.of(&item.key);
            if self.lookup(key).is_some() || found.iter().any(|(span, p)| self.covers(item, part, *span, p)) {
                continue;
            }
            let bare = || Some(without_formula(key)).filter(|bare| bare.len() < key.len());
            let near = self.misprints.nearest(key).or_else(|| self.misprints.nearest(bare()?));
            let Some(name) = near else { continue };
            let span = with_full_stop(item.source(part), item.plain);
            let is_inside = |m: &Mention| span.start <= m.span.start && m.span.end <= span.end;
            if into.mentions.iter().any(|m| is_inside(m) && self.depth(m.substance) > 0) {
                continue;
            }
            into.mentions.retain(|mention| !is_inside(mention));
            for &substance in self.lookup(name.key()).unwrap_or_default() {
                let misprint_of = Some(name.printed().to_string());
                let stated = Amount::of_item(item.plain, item.total);
                into.enter(&self.known[substance], Mention { substance, span, misprint_of, stated });
            }
        }
    }

    /// Whether a known name that is not warned against takes up most of a part, which is then no misprint.
    fn covers(&self, item: &Item<'_>, part: Span, span: Span, pattern: &Pattern) -> bool {
        let inside = part.start <= span.start && span.end <= part.end;
        // 에탄 is no word of 에탄을.
        let is_words = item.tokens[item.token_at(span.end - 1)].key.end == span.end;
        inside && is_words && !self.is_warned(pattern) && span.len() * 2 > part.len()
    }

    /// The name that an item begins with, without what stands behind it.
    fn unknown(&self, item: &Item<'_>, parts: &[Span]) -> Option<Span> {
        let first = *parts.first()?;
        let key = first.of(&item.key);
        if !self.endings.end(key) || self.lookup(key).is_some() {
            return None;
        }
        Some(if parts.len() == 1 { item.whole() } else { item.source(first) })
    }
}

impl Reading {
    /// What most items name.
    pub(super) const fn nothing() -> Reading {
        Reading { mentions: Vec::new(), look_alikes: Vec::new(), unknown: None }
    }

    fn enter(&mut self, known: &Known, mention: Mention) {
        let list = if known.look_alike { &mut self.look_alikes } else { &mut self.mentions };
        if known.look_alike || known.warned {
            list.push(mention);
        }
    }
}

/// A key without the number of a formula and its letter: "sdalcohol40b".
fn without_formula(key: &str) -> &str {
    key.trim_end_matches(|c: char| matches!(c, 'a'..='h')).trim_end_matches(|c: char| c.is_ascii_digit())
}

/// The part of an item that a word stands in, or all of the item where it spans two: "extract (alcohol)".
fn part_around(item: &Item<'_>, parts: &[Span], at: Span) -> Span {
    let around = parts.iter().find(|part| part.start <= at.start && at.end <= part.end);
    around.map_or(item.whole(), |part| item.source(*part))
}

/// A name with the full stop of its abbreviation: "Alcohol Denat.".
fn with_full_stop(name: Span, plain: &str) -> Span {
    let has_one = plain[name.end as usize..].starts_with('.');
    Span { end: name.end + u32::from(has_one), ..name }
}

fn enter(substances: &mut Substances, index: SubstanceIndex) {
    if !substances.contains(&index) {
        substances.push(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::text::Plain;
    use proptest::prelude::*;

    /// What items are made of: names, names with a slip in them, words that leave a name what it is, and words that do not.
    const PARTS: &str = "alcohol|alcohl|ethnaol|etanol|sd|sd alcohl|denat|denta|40-b|isopropyl|isoproyl|organic|grain|of|\
        and|foo|aqua|vitae|eau|vie|moonanol|sunol|extract|tincture|witch hazel|gin|30%|70 % v/v|10 mg|2,4-|c12-13|(|)|[|/|,|-|alcohold|\
        alcohol denta|этилвый|спирт|변성알코홀|알코올|유기농|乙醇|乙醉|エタノル|水";

    #[test]
    fn what_passes_the_quick_look_holds_nothing() {
        let names = Engine::new(vec![RulePack::builtin()]).names;
        let parts: Vec<&str> = PARTS.split('|').collect();
        let item = prop::collection::vec((prop::sample::select(parts), " ?"), 1..5);
        proptest!(ProptestConfig::with_cases(10_000), |(parts in item)| {
            let text: String = parts.iter().flat_map(|(part, space)| [*part, space]).collect();
            let plain = Plain::new(&text).text;
            let key = Key::of_plain(&plain);
            let item = Item::new(&plain, None);
            let parts = neighbours::parts(&item, &|index| names.is_qualifier(&item, index));
            let is_known = key.is_empty() || names.lookup(key.as_str()).is_some();
            let near = names.near(&item, &parts);
            if !is_known && !names.may_matter(&item, &near) {
                let found = names.look_properly(&item, &parts, &parts);
                prop_assert!(found.mentions.is_empty() && found.look_alikes.is_empty(), "{}", plain);
            }
        });
    }
}
