//! Packs made ready to judge by: every reference looked up.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::conditions::{Answer, Demand, Facts};
use crate::finding::Certainty;
use crate::label::Concentration;
use crate::lexicon::{Known, SubstanceIndex};
use crate::rule::{Condition, Rule, RulePack, Severity, Substance, Trigger};

/// A rule with its references looked up.
pub(super) struct Compiled {
    pub(super) rule: Arc<Rule>,
    /// The index of its pack.
    pub(super) pack: usize,
    pub(super) substances: Vec<SubstanceIndex>,
    pub(super) demands: Vec<Demand>,
    /// The severity that its pack gives the rule, whatever it is told with.
    pub(super) weight: Severity,
    /// Whether its findings are told.
    pub(super) is_chosen: bool,
}

/// The substances of all packs in their order, and the rules.
pub(super) fn compile(packs: &[RulePack]) -> (Vec<Known>, Vec<Compiled>) {
    let references = References::new(packs);
    let rules: Vec<Compiled> = packs
        .iter()
        .enumerate()
        .flat_map(|(pack, source)| source.rules.iter().map(move |rule| (pack, source, rule)))
        .map(|(pack, source, rule)| references.rule(pack, source, rule))
        .collect();
    let mut known = references.known(packs);
    for index in 0..known.len() {
        let kinds: Vec<SubstanceIndex> = std::iter::successors(Some(index), |&s| known[s].parent).collect();
        known[index].warned = rules.iter().any(|rule| rule.substances.iter().any(|s| kinds.contains(s)));
        known[index].look_alike &= !known[index].warned;
    }
    (known, rules)
}

/// Substances by pack and id.
struct References<'a> {
    packs: usize,
    indices: FxHashMap<(usize, &'a str), SubstanceIndex>,
}

impl<'a> References<'a> {
    fn new(packs: &'a [RulePack]) -> References<'a> {
        let ids =
            packs.iter().enumerate().flat_map(|(pack, p)| p.substances.iter().map(move |s| (pack, s.id.as_str())));
        References { packs: packs.len(), indices: ids.enumerate().map(|(index, key)| (key, index)).collect() }
    }

    /// The substance that a pack means by an id: its own, or else that of another pack.
    fn find(&self, pack: usize, id: &str) -> Option<SubstanceIndex> {
        let own = self.indices.get(&(pack, id));
        own.or_else(|| (0..self.packs).find_map(|other| self.indices.get(&(other, id)))).copied()
    }

    fn find_all(&self, pack: usize, ids: &[String]) -> Vec<SubstanceIndex> {
        ids.iter().filter_map(|id| self.find(pack, id)).collect()
    }

    fn known(&self, packs: &[RulePack]) -> Vec<Known> {
        let all = packs.iter().enumerate().flat_map(|(pack, p)| p.substances.iter().map(move |s| (pack, s)));
        let known = |(pack, substance): (usize, &Substance)| Known {
            title: substance.title.as_str().into(),
            parent: substance.kind_of.as_deref().and_then(|id| self.find(pack, id)),
            look_alike: substance.look_alike,
            formula: substance.formula,
            likely: substance.likely,
            carried_by: substance.carried_by.as_deref().and_then(|id| self.find(pack, id)),
            volumes: substance.volumes.clone(),
            warned: false,
        };
        let mut all: Vec<Known> = all.map(known).collect();
        for index in 0..all.len() {
            let mut kinds = std::iter::successors(Some(index), |kind| all[*kind].parent);
            let known = kinds.find(|kind| all[*kind].volumes.points() > 0);
            all[index].volumes = known.map(|kind| all[kind].volumes.clone()).unwrap_or_default();
        }
        all
    }

    fn rule(&self, pack: usize, source: &RulePack, rule: &Arc<Rule>) -> Compiled {
        let substances = match &rule.trigger {
            Trigger::Substances(ids) => self.find_all(pack, ids),
            Trigger::UnknownEnding(_) | Trigger::FreeClaim | Trigger::Opaque | Trigger::UselessOrder => Vec::new(),
        };
        let demand = |condition: &Condition| match condition {
            Condition::AtLeast(least) => Demand::AtLeast(source.amount(least)),
            Condition::Below(most) => Demand::Below(source.amount(most)),
            Condition::Listed(ids) => Demand::Listed(self.find_all(pack, ids)),
            Condition::NotListed(ids) => Demand::NotListed(self.find_all(pack, ids)),
        };
        let demands = rule.conditions.iter().map(demand).collect();
        Compiled { rule: Arc::clone(rule), pack, substances, demands, weight: rule.severity, is_chosen: true }
    }
}

impl Compiled {
    /// Whether all demands are met: not at all, possibly, or for certain.
    pub(super) fn answer(&self, facts: &Facts<'_>, amount: Option<&Concentration>, is_sure: bool) -> Option<Certainty> {
        let mut certainty = if is_sure { Certainty::Certain } else { Certainty::Possible };
        for demand in &self.demands {
            match facts.answer(demand, amount) {
                Answer::Yes => {}
                Answer::Unknown => certainty = Certainty::Possible,
                Answer::No => return None,
            }
        }
        Some(certainty)
    }
}
