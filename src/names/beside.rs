//! Names that are read together with what stands apart from them: a completion, a shared noun, a slip that is another's.

use super::context::Context;
use super::item::{Part, PartKind};
use super::resolve::{Mention, Resolved, Resolver};
use crate::lexicon::{Facts, NameId, SubstanceIndex};
use crate::text::Span;

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
        let both = |noun: &str, word: &str| {
            let keys = [[noun, word].concat(), [word, noun].concat()];
            keys.iter().find_map(|key| names.lookup(key)).filter(|special| is_kind(special))
        };
        context.completions(at).find_map(|(word, end)| {
            let of_heads = || grammar.heads.iter().find_map(|head| both(head.as_str(), word));
            let special =
                both(item.key(at), word).or_else(|| of_heads().filter(|_| grammar.completions.contains(word)));
            special.map(|special| (special, end))
        })
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
        for (place, part) in item.parts.iter().enumerate() {
            let Some(noun) = nouns.get(item.word(part)) else { continue };
            for (index, kind) in item.parts.iter().enumerate() {
                let word = item.word(kind);
                let is_kind = kind.kind == PartKind::Word && (word.ends_with("yl") || context.is_adjective(word));
                if index == place || !is_kind || !is_alone(place, index) {
                    continue;
                }
                let both = [[word, noun.as_str()].concat(), [noun.as_str(), word].concat()];
                for &substance in both.iter().find_map(|key| names.lookup(key)).unwrap_or_default() {
                    let stated = context.surroundings(kind.key).amount;
                    self.enter(Mention { substance, span: kind.span, misprint_of: None, stated }, into);
                }
            }
        }
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
}
