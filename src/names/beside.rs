//! Names that are read together with what stands apart from them: a completion, a shared noun, a slip that is another's.

use std::cell::LazyCell;

use super::context::Context;
use super::item::{Item, Part, PartKind};
use super::resolve::{Mention, Resolved, Resolver, with_full_stop};
use super::typos::without_formula;
use crate::label::{Kind, Parsed};
use crate::lexicon::{Facts, NameId, SubstanceIndex};
use crate::text::Span;

/// Letters of the shortest word that is taken for the end of a name whose beginning cannot be read.
const LEAST_OF_COMPLETION: usize = 5;

impl Resolver {
    /// What the name at `at` stands for with what completes it apart from it, and where that ends: only a special kind of
    /// the same, as "denat." makes of alcohol.
    pub(super) fn completed<'a>(
        &self, context: Context<'a>, at: Span, facts: &Facts,
    ) -> Option<(&'a [SubstanceIndex], u32)> {
        if !facts.is_warned {
            return None;
        }
        let (item, names) = (context.item, &context.item.view.lexicon.names);
        let is_kind = |special: &[SubstanceIndex]| {
            let is_of =
                |&s: &SubstanceIndex| facts.substances.iter().any(|&of| s != of && self.distance(s, of).is_some());
            special.iter().all(is_of)
        };
        let grammar = &item.view.lexicon.grammar;
        let both = |noun: &str, word: &str| names.of_two(noun, word).filter(|special| is_kind(special));
        context.completions(at).find_map(|(word, end)| {
            let of_heads = || grammar.heads.iter().find_map(|head| both(head.as_str(), word));
            let special =
                both(item.key(at), word).or_else(|| of_heads().filter(|_| grammar.completions.contains(word)));
            special.map(|special| (special, end))
        })
    }

    /// Enters what a word at the end of an unknown name completes, as that cannot have been printed so: "A1c0ho| Denat.".
    pub(super) fn enter_without_head(&self, item: &Item<'_>, stretches: &[Span], into: &mut Resolved) {
        let (grammar, names) = (&item.view.lexicon.grammar, &item.view.lexicon.names);
        for &stretch in stretches {
            let last = &item.parts[item.part_at(stretch.end - 1)];
            let word = item.word(last);
            let is_end =
                last.kind == PartKind::Word && word.len() >= LEAST_OF_COMPLETION && stretch.start < last.key.start;
            if !is_end || !grammar.completions.contains(word) || is_known_before(item, stretch, last.key.start) {
                continue;
            }
            let special = grammar.heads.iter().filter_map(|head| Some((head, names.of_two(head.as_str(), word)?)));
            let plainest = special.min_by_key(|(head, _)| (head.as_str().len(), head.as_str()));
            let Some((head, substances)) = plainest else { continue };
            for &substance in substances {
                let (span, misprint_of) = (with_full_stop(item, item.source(stretch)), Some(format!("{head} {word}")));
                self.enter(Mention { substance, span, misprint_of, stated: item.amount() }, into);
            }
        }
    }

    /// Enters names that count only where they stand alone, with nothing but an amount beside them.
    pub(super) fn enter_alone(&self, context: Context<'_>, stretches: &[Span], into: &mut Resolved) {
        let (item, names) = (context.item, &context.item.view.lexicon.names);
        for &stretch in stretches {
            let first = item.part_at(stretch.start);
            if item.parts[..first].iter().map(Part::depth).sum::<i32>() > 0 {
                continue;
            }
            let is_found = context.found.iter().any(|(at, _)| stretch.start <= at.start && at.end <= stretch.end);
            let alone = names.get(item.key(stretch)).filter(|_| !is_found).map(|name| &names.facts(name).alone);
            for &substance in alone.into_iter().flatten() {
                let (span, stated) = (item.source(stretch), context.surroundings(stretch).amount);
                self.enter(Mention { substance, span, misprint_of: None, stated }, into);
            }
        }
    }

    /// Enters the kinds that share one noun: "ethyl & isopropyl alcohols", "alcools (cétylique, stéarylique)".
    pub(super) fn share_noun(&self, context: Context<'_>, into: &mut Resolved) {
        let (item, names) = (context.item, &context.item.view.lexicon.names);
        let nouns = &item.view.lexicon.grammar.nouns;
        let is_border = |index: Option<usize>| {
            let kind = index.and_then(|index| item.parts.get(index)).map(|part| part.kind);
            matches!(kind, None | Some(PartKind::Break | PartKind::Open | PartKind::Close | PartKind::Amount))
        };
        let is_alone = |noun: usize, index: usize| {
            (index == noun + 1 || is_border(index.checked_sub(1))) && is_border(Some(index + 1))
        };
        let is_kind = |part: &Part| {
            let word = item.word(part);
            part.kind == PartKind::Word && (word.ends_with("yl") || context.is_adjective(word))
        };
        let kinds = LazyCell::new(|| {
            let parts = item.parts.iter().enumerate();
            parts.filter(|(_, part)| is_kind(part)).collect::<Vec<_>>()
        });
        for (place, part) in item.parts.iter().enumerate() {
            let Some(noun) = nouns.get(item.word(part)) else { continue };
            for &(_, kind) in kinds.iter().filter(|(index, _)| *index != place && is_alone(place, *index)) {
                let word = item.word(kind);
                for &substance in names.of_two(word, noun.as_str()).unwrap_or_default() {
                    let stated = context.surroundings(kind.key).amount;
                    self.enter(Mention { substance, span: kind.span, misprint_of: None, stated }, into);
                }
            }
        }
    }

    /// Adds the kinds of a noun that heads them: "Alcohols: ethyl, isopropyl; Glycerin".
    pub(super) fn share_headings(&self, label: &Parsed<'_>, found: &mut Vec<(usize, Resolved)>) {
        let (view, lists) = (label.view, label.lists);
        for section in &lists.sections {
            let head = section.title.and_then(|title| view.lexicon.grammar.nouns.get(title.of(view.text())));
            let Some(noun) = head else { continue };
            for index in section.ingredients.clone() {
                let item = &lists.items[index];
                let word = view.key(&(item.first as usize..item.first as usize + 1));
                let mut resolved = Resolved::default();
                for &substance in view.lexicon.names.of_two(&word, noun.as_str()).unwrap_or_default() {
                    let (span, stated) = (item.at, item.stated);
                    self.enter(Mention { substance, span, misprint_of: None, stated }, &mut resolved);
                }
                if !resolved.is_nothing() && found.iter().all(|(known, _)| *known != index) {
                    found.push((index, resolved));
                }
                if view.token(item.end as usize).kind == Kind::Semicolon {
                    break;
                }
            }
        }
        found.sort_by_key(|(index, _)| *index);
    }

    /// What a name is that is warned against, where it ends one that is one slip away from a name that is not, and from no
    /// other that is: "Cety1 Alcohol".
    pub(super) fn slip_of_another(
        &self, context: Context<'_>, stretches: &[Span], at: Span, name: NameId,
    ) -> Option<Mention> {
        let (item, names) = (context.item, &context.item.view.lexicon.names);
        let is_around = |stretch: &&Span| stretch.start < at.start && stretch.end == at.end;
        let stretch = *stretches.iter().find(is_around).filter(|_| names.facts(name).is_warned)?;
        let key = item.key(stretch);
        if names.lookup(key).is_some() || self.typos.nearest(key).is_some() {
            return None;
        }
        let near = self.others.nearest(key)?;
        let &substance = names.lookup(near.key())?.first()?;
        let misprint_of = Some(near.printed().to_string());
        Some(Mention { substance, span: item.source(stretch), misprint_of, stated: None })
    }

    /// Enters what is a misprint of a warned name. Where a known name is a part of it, the whole is more telling:
    /// "Alcohol Dena" is denatured alcohol, rather than alcohol with a word behind it.
    pub(super) fn look_for_typos(&self, context: Context<'_>, stretches: &[Span], into: &mut Resolved) {
        let (item, names) = (context.item, &context.item.view.lexicon.names);
        for &stretch in stretches {
            let key = item.key(stretch);
            let is_covered = || context.found.iter().any(|&(span, name)| covers(item, stretch, span, name));
            if names.lookup(key).is_some() || is_covered() || item.view.lexicon.grammar.nouns.contains_key(key) {
                continue;
            }
            let bare = || Some(&key[..without_formula(key.as_bytes()).len()]).filter(|bare| bare.len() < key.len());
            let near = self.typos.nearest(key).or_else(|| self.typos.nearest(bare()?));
            let Some(name) = near else { continue };
            let span = with_full_stop(item, item.source(stretch));
            let is_inside = |m: &Mention| span.start <= m.span.start && m.span.end <= span.end;
            let substances = names.lookup(name.key()).unwrap_or_default();
            // what is certain stays so: "Tintura de própolis" is one, and one letter from that of another language
            let is_better = |m: &Mention| self.depth(m.substance) > 0 || substances.contains(&m.substance);
            if into.mentions.iter().any(|mention| is_inside(mention) && is_better(mention)) {
                continue;
            }
            into.mentions.retain(|mention| !is_inside(mention));
            for &substance in substances {
                let misprint_of = Some(name.printed().to_string());
                self.enter(Mention { substance, span, misprint_of, stated: item.amount() }, into);
            }
        }
    }
}

/// Whether a known name that is not warned against takes up most of a stretch, which is then no misprint.
fn covers(item: &Item<'_>, stretch: Span, span: Span, name: NameId) -> bool {
    let inside = stretch.start <= span.start && span.end <= stretch.end;
    // 에탄 is no word of 에탄을.
    let is_words = || item.parts[item.part_at(span.end - 1)].key.end == span.end;
    inside && is_words() && !item.view.lexicon.names.facts(name).is_warned && span.len() * 2 > stretch.len()
}

/// Whether a word of a stretch before this place in its key is known as one of ingredients: "collagen, denatured".
fn is_known_before(item: &Item<'_>, stretch: Span, end: u32) -> bool {
    let before = item.parts.iter().filter(|part| stretch.start <= part.key.start && part.key.end <= end);
    before.filter(|part| part.kind == PartKind::Word).any(|part| item.view.lexicon.vocabulary.has_word(item.word(part)))
}
