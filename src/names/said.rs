//! What statements beside the lists say is in the product.

use super::item::Item;
use super::resolve::{Mention, Resolved, Resolver};
use crate::label::{self, Parsed, Quantity, SectionKind, View};
use crate::lexicon::{NameId, Sign};
use crate::text::Span;

impl Resolver {
    /// What a statement says is in the product: the first thing warned against that it names, or else what its pack is
    /// about.
    pub(super) fn statement(&self, view: View<'_>, item: &label::Item, total: Option<Quantity>) -> Option<Resolved> {
        let names = &view.lexicon.names;
        let parts = Item::new(view, &item.tokens(), total);
        let is_warned = |name: NameId| names.facts(name).is_warned && !names.facts(name).is_word;
        // "EAU DE TOILETTE 80 % VOL" is no carrier of the alcohol that it states
        let is_title = |at: Span| {
            let mut signs = view.signs_in(item.at).filter(|phrase| phrase.sign == Sign::Title);
            signs.any(|phrase| phrase.at.start <= at.start && at.end <= phrase.at.end)
        };
        let found = self.longest(&parts).0.into_iter();
        let named =
            found.filter(|(at, name)| is_warned(*name) && !is_title(parts.source(*at))).map(|(_, name)| name).next();
        let name =
            named.or_else(|| view.lexicon.grammar.subjects.iter().find_map(|subject| names.get(subject.as_str())))?;
        let &substance = names.facts(name).substances.first()?;
        let is_based = view.has_sign(item.at, |sign| sign == Sign::Based);
        let places = || view.amounts().places(item.at).into_iter().filter(|_| !is_based);
        let stated = places().find_map(|place| place.amount(total, &view.lexicon.spirit));
        let mut resolved = Resolved::default();
        self.enter(Mention { substance, span: item.at, misprint_of: None, stated }, &mut resolved);
        Some(resolved)
    }

    /// Gives what statements say to the ingredient that they are about, and leaves those that are about no ingredient.
    pub(crate) fn settle_statements(&self, label: &Parsed<'_>, resolved: &mut Vec<(usize, Resolved)>) {
        let is_stated = |index: usize| label.section(index).kind == SectionKind::Statement;
        let split = resolved.partition_point(|(index, _)| !is_stated(*index));
        for (index, statement) in resolved.split_off(split) {
            let Some(said) = statement.mentions.first() else { continue };
            // what is only perhaps listed takes nothing from what is stated
            let is_sure = |of: &Mention| of.misprint_of.is_none() && !self.known[of.substance].likely;
            let is_same = |of: &&mut Mention| is_sure(of) && self.distance(of.substance, said.substance).is_some();
            let listed = resolved.iter_mut().filter(|(index, _)| !is_stated(*index));
            match listed.flat_map(|(_, resolved)| &mut resolved.mentions).find(is_same) {
                Some(listed) => listed.stated = listed.stated.or(said.stated),
                None => resolved.push((index, statement)),
            }
        }
    }
}
