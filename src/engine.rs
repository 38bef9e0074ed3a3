//! The engine: packs in, labels in, reports out.

mod choice;
mod compile;
mod conditions;
mod examples;
mod kept;
mod marked;
mod named;
mod row;
mod scratch;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::finding::{Around, Certainty, Finding, LookAlike, Recognised, Report, Severity, Verdict};
use crate::label::{Basis, Concentration, Label, Parsed, Reading, Remark, RemarkKind, SectionKind};
use crate::lexicon::{Class, Lexicon, SubstanceIndex};
use crate::names::{self, Mention, Resolved, Resolver};
use crate::rule::{Rule, RulePack, Trigger};
use crate::text::{Key, Span, key_chars};
use crate::volumes::Volumes;

use compile::Compiled;
use conditions::{Demand, Facts};
use kept::Kept;

pub(crate) use choice::with_builtin;
pub use choice::{Choice, ChoiceError};
pub use examples::ExampleResult;
pub use marked::{List, Mark, Marked};
pub use scratch::Scratch;

/// The number of the engine that is made next; none is 0.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Judges labels by the rules of one or more packs.
pub struct Engine {
    number: u64,
    packs: Vec<RulePack>,
    lexicon: Lexicon,
    resolver: Resolver,
    rules: Vec<Compiled>,
    counts_names: bool,
    /// Of the names of substances, to tell at once what is none of them.
    hashes: OnceLock<FxHashSet<u64>>,
}

impl Engine {
    /// An engine that judges by these packs. Their order does not matter.
    ///
    /// A rule finds the substances that it names in its own pack, or else in any other.
    pub fn new(packs: Vec<RulePack>) -> Engine {
        let (known, rules) = compile::compile(&packs);
        let lexicon = Lexicon::new(crate::builtin::language(), &packs, &known);
        let resolver = Resolver::new(&packs, known, &lexicon);
        Engine {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            packs,
            lexicon,
            resolver,
            rules,
            counts_names: false,
            hashes: OnceLock::new(),
        }
    }

    /// The packs.
    pub fn packs(&self) -> &[RulePack] {
        &self.packs
    }

    /// The chosen rules, in the order of packs and files.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<Rule>> + Clone {
        self.rules.iter().filter(|compiled| compiled.is_chosen).map(|compiled| &compiled.rule)
    }

    /// Tells only the findings of rules that `is_chosen` says yes to. The others still judge, so that leaving out a
    /// rule never makes a less special one speak in its place.
    pub fn choose_rules(&mut self, is_chosen: impl Fn(&Rule) -> bool) {
        for compiled in &mut self.rules {
            compiled.is_chosen = is_chosen(&compiled.rule);
        }
    }

    /// Counts in each label how many of its names are known, which takes half as long again as to judge it alone.
    pub fn count_names(&mut self, counts: bool) {
        self.counts_names = counts;
    }

    /// Gives rules another severity than their packs do, where there is one. Which rule speaks for an ingredient stays as
    /// the packs have it, so that a rule that is told more softly never makes another one speak in its place.
    pub fn set_severities(&mut self, severity: impl Fn(&Rule) -> Option<Severity>) {
        let rules = self.packs.iter_mut().flat_map(|pack| &mut pack.rules);
        for (rule, compiled) in rules.zip(&mut self.rules) {
            if let Some(severity) = severity(rule) {
                Arc::make_mut(rule).severity = severity;
                compiled.rule = Arc::clone(rule);
            }
        }
    }

    /// Reads a label, and says nothing of it.
    ///
    /// ```
    /// # use needlint::{Engine, RulePack};
    /// let engine = Engine::new(vec![RulePack::builtin()]);
    /// let label = engine.read("Ingredients: Aqua, SD Alcohol 40-B (Alcohol Denat.), 1,2-Hexanediol");
    /// let names: Vec<&str> = label.ingredients().iter().map(|i| i.span.of(label.text())).collect();
    /// assert_eq!(names, ["Aqua", "SD Alcohol 40-B (Alcohol Denat.)", "1,2-Hexanediol"]);
    /// ```
    pub fn read(&self, text: &str) -> Label {
        Reading::default().read(&self.lexicon, text).label()
    }

    /// What the rules say of a label.
    pub fn check(&self, text: &str) -> Report {
        self.check_with(&mut Scratch::default(), text)
    }

    /// The same, for label after label: what it takes to read one is used for the next.
    pub fn check_with(&self, scratch: &mut Scratch, text: &str) -> Report {
        let is_used_again = scratch.own(self);
        let label = &scratch.reading.read(&self.lexicon, text);
        let mut plain = Vec::new();
        let mut resolved = self.resolver.items(label, &mut plain);
        self.resolver.settle_statements(label, &mut resolved);
        let facts = Facts::new(label, &self.resolver, &resolved);
        let mut kept = Kept::default();
        let mut keep = |findings: Vec<Finding>| {
            findings.into_iter().filter(|finding| self.is_chosen(&finding.rule)).for_each(|finding| kept.push(finding));
        };
        for (index, resolved) in &resolved {
            keep(self.about_ingredient(label, *index, resolved, &facts));
        }
        keep(self.about_label(label, &resolved, &facts));
        let (findings, more) = kept.end();
        let verdict = verdict(label, &findings);
        let report = Report {
            verdict,
            unreadable: label.lists.unreadable.filter(|_| verdict == Verdict::Unreadable),
            look_alikes: self.look_alikes(label, &resolved),
            remarks: label.remarks().chain(self.beside(label)).collect(),
            ingredients: label.ingredients() as u32,
            names: self.counts_names.then(|| names::count(label)),
            for_medicines: self.for_medicines(label, &findings),
            findings,
            more,
        };
        let is_known = |index: usize| self.counts_names && names::is_known(label.view, &label.lists.items[index]);
        let known = |index: usize| if is_known(index) { Class::LISTED } else { Class::EMPTY };
        if is_used_again {
            let plain: Vec<_> = plain.into_iter().map(|(index, class)| (index, class.and(known(index)))).collect();
            scratch.reading.learn(&self.lexicon, &plain);
        }
        report
    }

    /// What to do besides about findings in the label of a medicine: one that names active ingredients, or is known as one by
    /// what it names.
    fn for_medicines(&self, label: &Parsed<'_>, findings: &[Finding]) -> Arc<str> {
        let Some(pack) = self.packs.iter().find(|pack| !pack.for_medicines.is_empty()) else { return Arc::default() };
        let is_drug = |kind: SectionKind| matches!(kind, SectionKind::Active | SectionKind::Inactive);
        let names_one = || self.lexicon.grammar.names_medicine(label.view.text());
        let is_medicine = || label.lists.sections.iter().any(|section| is_drug(section.kind)) || names_one();
        if !findings.is_empty() && is_medicine() { Arc::clone(&pack.for_medicines) } else { Arc::default() }
    }

    fn is_chosen(&self, rule: &Arc<Rule>) -> bool {
        self.rules.iter().any(|compiled| compiled.is_chosen && Arc::ptr_eq(&compiled.rule, rule))
    }

    /// The findings about one ingredient: of each family the most specific.
    fn about_ingredient(
        &self, label: &Parsed<'_>, index: usize, resolved: &Resolved, facts: &Facts<'_>,
    ) -> Vec<Finding> {
        let mut found: Vec<(Rank, Finding)> = Vec::new();
        for mention in &resolved.mentions {
            for compiled in &self.rules {
                let near =
                    compiled.substances.iter().filter_map(|&s| self.resolver.distance(mention.substance, s)).min();
                let Some(distance) = near else { continue };
                let known = facts.bounds().of(index, mention.stated, &self.resolver.known[mention.substance].volumes);
                let is_sure = mention.misprint_of.is_none() && !self.resolver.known[mention.substance].likely;
                let Some(certainty) = compiled.answer(facts, Some(&known), is_sure) else {
                    continue;
                };
                let weight = lowered(compiled.weight, certainty);
                let depth = self.resolver.depth(mention.substance) - distance;
                let finding = self.finding(label, index, compiled, certainty, mention, known);
                found.push(((depth, weight, std::cmp::Reverse(mention.span.start)), finding));
            }
        }
        if let Some((weight, finding)) = self.unknown_name(label, index, resolved, facts) {
            found.push(((0, weight, std::cmp::Reverse(0)), finding));
        }
        most_specific(found)
    }

    fn finding(
        &self, label: &Parsed<'_>, index: usize, compiled: &Compiled, certainty: Certainty, mention: &Mention,
        concentration: Concentration,
    ) -> Finding {
        let mut finding = nameless(label, index, compiled, certainty, mention.span, concentration);
        finding.substance.clone_from(&self.resolver.known[mention.substance].title);
        finding.recognised = match &mention.misprint_of {
            Some(name) => Recognised::Misprint(name.clone()),
            None => Recognised::Name,
        };
        finding
    }

    /// A name that ends like that of an alcohol and is on no list, with the weight of the rule that says so.
    fn unknown_name(
        &self, label: &Parsed<'_>, index: usize, resolved: &Resolved, facts: &Facts<'_>,
    ) -> Option<(Severity, Finding)> {
        let inside = resolved.unknown?;
        let key = Key::of_folded(inside.of(label.view.text()));
        let compiled = self.rules.iter().find(|compiled| match &compiled.rule.trigger {
            Trigger::UnknownEnding(endings) => endings.iter().any(|ending| key.as_str().ends_with(ending.as_str())),
            _ => false,
        })?;
        let concentration = facts.bounds().of(index, label.lists.items[index].stated, &Volumes::default());
        let mut finding = nameless(label, index, compiled, Certainty::Certain, inside, concentration);
        finding.recognised = Recognised::Ending;
        Some((compiled.weight, finding))
    }

    /// The findings about the label as a whole.
    fn about_label(&self, label: &Parsed<'_>, resolved: &[(usize, Resolved)], facts: &Facts<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for compiled in &self.rules {
            let place = match &compiled.rule.trigger {
                Trigger::Substances(_) | Trigger::UnknownEnding(_) => None,
                Trigger::FreeClaim => {
                    let grammar = &self.packs[compiled.pack].grammar;
                    remark(label, RemarkKind::FreeClaim, |claim| grammar.is_named_in(claim))
                }
                Trigger::Opaque => remark(label, RemarkKind::Opaque, |_| true),
                Trigger::UselessOrder => useless_order(label, resolved, compiled, facts),
            };
            let Some(place) = place else { continue };
            let Some(certainty) = compiled.answer(facts, None, true) else { continue };
            findings.push(Finding {
                rule: Arc::clone(&compiled.rule),
                severity: lowered(compiled.rule.severity, certainty),
                certainty,
                span: place.span,
                rank: place.index.map(|index| label.lists.items[index].rank),
                of: place.index.map_or(label.lists.items.len(), |index| label.section(index).ingredients.len()) as u32,
                section: place.index.map_or(SectionKind::Ingredients, |index| label.section(index).kind),
                list: None,
                around: place.index.map(|index| around(label, index)),
                substance: Arc::default(),
                recognised: Recognised::Not,
                concentration: Concentration::unknown(),
            });
        }
        findings
    }

    /// Remarks on sentences beside the lists that name what a rule is about.
    fn beside<'a>(&'a self, label: &'a Parsed<'_>) -> impl Iterator<Item = Remark> {
        let speaks = move |sentence: &&Span| self.resolver.is_named(label.view, **sentence);
        let kind = RemarkKind::NamedBeside;
        label.lists.asides.iter().filter(speaks).map(move |aside| Remark { kind, span: label.source(*aside) })
    }

    fn look_alikes(&self, label: &Parsed<'_>, resolved: &[(usize, Resolved)]) -> Vec<LookAlike> {
        let text = label.view.text();
        let mut seen: SmallVec<[Span; 8]> = SmallVec::new();
        let mut look_alikes = Vec::new();
        for (_, resolved) in resolved {
            for mention in &resolved.look_alikes {
                let is_same = |other: &Span| key_chars(other.of(text)).eq(key_chars(mention.span.of(text)));
                let is_meant = resolved.mentions.iter().any(|meant| meant.span == mention.span);
                if !is_meant && !seen.iter().any(is_same) {
                    seen.push(mention.span);
                    let title = Arc::clone(&self.resolver.known[mention.substance].title);
                    look_alikes.push(LookAlike { span: label.source(mention.span), title });
                }
            }
        }
        look_alikes
    }
}

/// The finding of a rule about what stands at `span` in an ingredient, still without what that is.
fn nameless(
    label: &Parsed<'_>, index: usize, compiled: &Compiled, certainty: Certainty, span: Span,
    concentration: Concentration,
) -> Finding {
    let section = label.section(index);
    Finding {
        rule: Arc::clone(&compiled.rule),
        severity: lowered(compiled.rule.severity, certainty),
        certainty,
        span: label.source(span),
        rank: Some(label.lists.items[index].rank).filter(|_| section.kind != SectionKind::Statement),
        of: section.ingredients.len() as u32,
        section: section.kind,
        list: label.list_name(section).map(str::to_owned),
        around: Some(around(label, index)),
        substance: Arc::default(),
        recognised: Recognised::Not,
        concentration,
    }
}

/// Where an ingredient stands, and those beside it.
fn around(label: &Parsed<'_>, index: usize) -> Around {
    let listed = &label.section(index).ingredients;
    let at = |index: usize| label.source(label.lists.items[index].at);
    Around {
        ingredient: at(index),
        before: (index > listed.start).then(|| at(index - 1)),
        behind: (index + 1 < listed.end).then(|| at(index + 1)),
    }
}

/// What decides between the rules of a family: how special the substance is that the rule names, then the severity that
/// its pack gives it.
type Rank = (usize, Severity, std::cmp::Reverse<u32>);

fn lowered(severity: Severity, certainty: Certainty) -> Severity {
    match certainty {
        Certainty::Certain => severity,
        Certainty::Possible => severity.lowered(),
    }
}

fn most_specific(mut found: Vec<(Rank, Finding)>) -> Vec<Finding> {
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.rule.id.cmp(&b.1.rule.id)));
    let mut kept: Vec<Finding> = Vec::new();
    for (_, finding) in found {
        let is_covered = kept.iter().any(|other| {
            other.rule.id == finding.rule.id
                || finding.rule.family.is_some() && other.rule.family == finding.rule.family
        });
        if !is_covered {
            kept.push(finding);
        }
    }
    kept
}

/// Where a finding about the label as a whole is shown.
struct Spot {
    span: Span,
    index: Option<usize>,
}

/// The first remark of a kind whose folded text is so.
fn remark(label: &Parsed<'_>, kind: RemarkKind, is_so: impl Fn(&str) -> bool) -> Option<Spot> {
    let mut remarks = label.lists.remarks.iter().filter(|(other, _)| *other == kind);
    let &(_, at) = remarks.find(|(_, at)| is_so(at.of(label.view.text())))?;
    Some(Spot { span: label.source(at), index: None })
}

/// The first ingredient that the rule is about and that stands in a list whose order says nothing.
fn useless_order(
    label: &Parsed<'_>, resolved: &[(usize, Resolved)], compiled: &Compiled, facts: &Facts<'_>,
) -> Option<Spot> {
    let demanded: Vec<SubstanceIndex> = compiled.demands.iter().flat_map(Demand::substances).collect();
    let &(index, _) = resolved.iter().find(|(index, resolved)| {
        let is_open =
            || facts.bounds().of(*index, label.lists.items[*index].stated, &Volumes::default()).basis == Basis::None;
        label.section(*index).order.is_useless()
            && is_open()
            && resolved.mentions.iter().any(|m| facts.is_one_of(m.substance, &demanded))
    })?;
    Some(Spot { span: label.source(label.lists.items[index].at), index: Some(index) })
}

fn verdict(label: &Parsed<'_>, findings: &[Finding]) -> Verdict {
    match findings.iter().map(|finding| finding.severity).max() {
        Some(Severity::Error) => Verdict::Avoid,
        Some(Severity::Warning) => Verdict::Caution,
        _ if label.lists.unreadable.is_some() => Verdict::Unreadable,
        _ => Verdict::Clear,
    }
}
