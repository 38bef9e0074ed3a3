//! The engine: packs in, labels in, reports out.

mod chains;
mod compile;
mod conditions;
mod examples;
mod index;
mod misprints;
mod names;
mod neighbours;
mod recall;
mod screen;
mod tokens;

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::finding::{Certainty, Finding, LookAlike, Recognised, Report, Severity, Verdict};
use crate::label::{self, Basis, Concentration, Label, Remark, RemarkKind, Section, SectionKind};
use crate::rule::{Rule, RulePack, Trigger};
use crate::text::{Key, Span};

use compile::Compiled;
use conditions::{Demand, Facts};
use names::{Mention, Names, Reading, SubstanceIndex};
use recall::Recalled;
use screen::{Screen, Sight};

pub use examples::ExampleResult;

/// What a quick look at the text of a label shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Glance {
    /// It is a list, and no name in it matters to any rule: [`Engine::check`] would say clear, and find nothing.
    Clear,
    /// It is a list of names and nothing else. This is the label that [`Label::parse`] would read, read sooner.
    Names(Label),
    /// It must be looked at properly.
    Unclear,
}

/// Judges labels by the rules of one or more packs.
pub struct Engine {
    packs: Vec<RulePack>,
    names: Names,
    rules: Vec<Compiled>,
    screen: Screen,
}

impl Engine {
    /// An engine that judges by these packs. Their order does not matter.
    ///
    /// A rule finds the substances that it names in its own pack, or else in any other.
    pub fn new(packs: Vec<RulePack>) -> Engine {
        let (known, rules) = compile::compile(&packs);
        let names = Names::new(&packs, known);
        Engine { packs, names, rules, screen: Screen::new() }
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

    /// What can be seen of a label's text at a glance, whichever rules are chosen.
    pub fn glance(&self, text: &str) -> Glance {
        let mut matters = false;
        let is_bare = label::bare::is_list_of(text, |piece| {
            let sight = self.screen.sight(piece, || self.sight(piece));
            matters |= sight == Sight::Matters;
            sight != Sight::Other
        });
        match is_bare {
            true if !matters => Glance::Clear,
            true => Label::of_bare_names(text).map_or(Glance::Unclear, Glance::Names),
            false => Glance::Unclear,
        }
    }

    /// What the names between two commas are, seen by themselves.
    fn sight(&self, piece: &str) -> Sight {
        let Some(plain) = label::bare::plain(piece) else { return Sight::Other };
        let matters = |name| {
            let reading = self.names.read(name, None);
            !reading.mentions.is_empty() || reading.unknown.is_some()
        };
        if label::bare::names(&plain).any(matters) { Sight::Matters } else { Sight::Idle }
    }

    /// What the rules say of a label.
    pub fn check(&self, label: &Label) -> Report {
        let read = |i| self.names.read(label.plain(i), label.total(i));
        let readings: Vec<Recalled> = label.ingredients().iter().map(read).collect();
        let facts = Facts::new(label, &self.names, &readings);
        let mut findings = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            findings.extend(self.about_ingredient(label, index, reading, &facts));
        }
        findings.extend(self.about_label(label, &readings, &facts));
        findings.retain(|finding| self.is_chosen(&finding.rule));
        findings.sort_by(|a, b| (a.span, &a.rule.id).cmp(&(b.span, &b.rule.id)));
        let verdict = verdict(label, &findings);
        Report {
            verdict,
            unreadable: label.unreadable().filter(|_| verdict == Verdict::Unreadable),
            look_alikes: self.look_alikes(label, &readings),
            remarks: label.remarks().iter().copied().chain(self.beside(label)).collect(),
            ingredients: label.ingredients().len() as u32,
            findings,
        }
    }

    fn is_chosen(&self, rule: &Arc<Rule>) -> bool {
        self.rules.iter().any(|compiled| compiled.is_chosen && Arc::ptr_eq(&compiled.rule, rule))
    }

    /// The findings about one ingredient: of each family the most specific.
    fn about_ingredient(&self, label: &Label, index: usize, reading: &Reading, facts: &Facts<'_>) -> Vec<Finding> {
        let mut found: Vec<(Rank, Finding)> = Vec::new();
        for mention in &reading.mentions {
            for compiled in &self.rules {
                let near = compiled.substances.iter().filter_map(|&s| self.names.distance(mention.substance, s)).min();
                let Some(distance) = near else { continue };
                let known = facts.bounds().of(index, mention.stated);
                let Some(certainty) = compiled.answer(facts, Some(&known), mention.misprint_of.is_none()) else {
                    continue;
                };
                let weight = lowered(compiled.weight, certainty);
                let depth = self.names.depth(mention.substance) - distance;
                let finding = self.finding(label, index, compiled, certainty, mention, known);
                found.push(((depth, weight, std::cmp::Reverse(mention.span.start)), finding));
            }
        }
        if let Some((weight, finding)) = self.unknown_name(label, index, reading, facts) {
            found.push(((0, weight, std::cmp::Reverse(0)), finding));
        }
        most_specific(found)
    }

    fn finding(
        &self,
        label: &Label,
        index: usize,
        compiled: &Compiled,
        certainty: Certainty,
        mention: &Mention,
        concentration: Concentration,
    ) -> Finding {
        let ingredient = &label.ingredients()[index];
        let section = &label.sections()[ingredient.section];
        let substance = self.names.known[mention.substance].title.clone();
        let span = label.source(ingredient, mention.span);
        let recognised = match &mention.misprint_of {
            Some(name) => Recognised::Misprint(name.clone()),
            None => Recognised::Name,
        };
        let mut message = message(&compiled.rule, span.of(label.text()), &substance, &recognised, &concentration);
        if let Some(name) = label.list_name(section) {
            message.extend([", in the list of ", &on_one_line(name)]);
        }
        Finding {
            rule: Arc::clone(&compiled.rule),
            severity: lowered(compiled.rule.severity, certainty),
            certainty,
            span,
            rank: Some(ingredient.rank),
            of: section.ingredients.len() as u32,
            section: section.kind,
            list: label.list_name(section).map(str::to_owned),
            substance,
            recognised,
            concentration,
            message,
        }
    }

    /// A name that ends like that of an alcohol and is on no list, with the weight of the rule that says so.
    fn unknown_name(
        &self,
        label: &Label,
        index: usize,
        reading: &Reading,
        facts: &Facts<'_>,
    ) -> Option<(Severity, Finding)> {
        let ingredient = &label.ingredients()[index];
        let inside = reading.unknown?;
        let key = Key::of_plain(inside.of(label.plain(ingredient)));
        let compiled = self.rules.iter().find(|compiled| match &compiled.rule.trigger {
            Trigger::UnknownEnding(endings) => endings.iter().any(|ending| key.as_str().ends_with(ending.as_str())),
            _ => false,
        })?;
        let span = label.source(ingredient, inside);
        let section = &label.sections()[ingredient.section];
        let message = format!("{}: {}", compiled.rule.headline, span.of(label.text()));
        let finding = Finding {
            rule: Arc::clone(&compiled.rule),
            severity: compiled.rule.severity,
            certainty: Certainty::Certain,
            span,
            rank: Some(ingredient.rank),
            of: section.ingredients.len() as u32,
            section: section.kind,
            list: label.list_name(section).map(str::to_owned),
            substance: String::new(),
            recognised: Recognised::Not,
            concentration: facts.bounds().of(index, ingredient.stated),
            message,
        };
        Some((compiled.weight, finding))
    }

    /// The findings about the label as a whole.
    fn about_label(&self, label: &Label, readings: &[Recalled], facts: &Facts<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for compiled in &self.rules {
            let place = match &compiled.rule.trigger {
                Trigger::Substances(_) | Trigger::UnknownEnding(_) => None,
                Trigger::FreeClaim => remark(label, RemarkKind::FreeClaim),
                Trigger::Opaque => remark(label, RemarkKind::Opaque),
                Trigger::UselessOrder => useless_order(label, readings, compiled, facts),
            };
            let Some(place) = place else { continue };
            let Some(certainty) = compiled.answer(facts, None, true) else { continue };
            findings.push(Finding {
                rule: Arc::clone(&compiled.rule),
                severity: lowered(compiled.rule.severity, certainty),
                certainty,
                span: place.span,
                rank: place.index.map(|index| label.ingredients()[index].rank),
                of: place.index.map_or(label.ingredients().len(), |index| section_of(label, index).ingredients.len())
                    as u32,
                section: place.index.map_or(SectionKind::Ingredients, |index| section_of(label, index).kind),
                list: None,
                substance: String::new(),
                recognised: Recognised::Not,
                concentration: Concentration::unknown(),
                message: compiled.rule.headline.clone(),
            });
        }
        findings
    }

    /// Remarks on sentences beside the lists that name what a rule is about.
    fn beside<'a>(&'a self, label: &'a Label) -> impl Iterator<Item = Remark> {
        let speaks = |plain: &str| !self.names.read(plain, None).mentions.is_empty();
        label
            .asides()
            .filter(move |(plain, _)| speaks(plain))
            .map(|(_, span)| Remark { kind: RemarkKind::AlcoholBeside, span })
    }

    fn look_alikes(&self, label: &Label, readings: &[Recalled]) -> Vec<LookAlike> {
        let mut seen: FxHashSet<Key> = FxHashSet::default();
        let mut look_alikes = Vec::new();
        for (ingredient, reading) in label.ingredients().iter().zip(readings) {
            for mention in &reading.look_alikes {
                let key = Key::of_plain(mention.span.of(label.plain(ingredient)));
                let is_meant = reading.mentions.iter().any(|meant| meant.span == mention.span);
                if !is_meant && seen.insert(key) {
                    let title = self.names.known[mention.substance].title.clone();
                    look_alikes.push(LookAlike { span: label.source(ingredient, mention.span), title });
                }
            }
        }
        look_alikes
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

fn remark(label: &Label, kind: RemarkKind) -> Option<Spot> {
    let remark = label.remarks().iter().find(|remark| remark.kind == kind)?;
    Some(Spot { span: remark.span, index: None })
}

/// The first ingredient that the rule is about and that stands in a list whose order says nothing.
fn useless_order(label: &Label, readings: &[Recalled], compiled: &Compiled, facts: &Facts<'_>) -> Option<Spot> {
    let demanded: Vec<SubstanceIndex> = compiled.demands.iter().flat_map(Demand::substances).collect();
    let index = (0..readings.len()).find(|&i| {
        let section = section_of(label, i);
        let is_open = || facts.bounds().of(i, label.ingredients()[i].stated).basis == Basis::None;
        section.order.is_useless()
            && is_open()
            && readings[i].mentions.iter().any(|m| facts.is_one_of(m.substance, &demanded))
    })?;
    Some(Spot { span: label.ingredients()[index].span, index: Some(index) })
}

fn section_of(label: &Label, index: usize) -> &Section {
    &label.sections()[label.ingredients()[index].section]
}

fn verdict(label: &Label, findings: &[Finding]) -> Verdict {
    match findings.iter().map(|finding| finding.severity).max() {
        Some(Severity::Error) => Verdict::Avoid,
        Some(Severity::Warning) => Verdict::Caution,
        _ if label.unreadable().is_some() => Verdict::Unreadable,
        _ => Verdict::Clear,
    }
}

/// Bytes that most messages have room in.
const USUAL_MESSAGE: usize = 160;

fn message(rule: &Rule, name: &str, substance: &str, recognised: &Recognised, amount: &Concentration) -> String {
    let name = on_one_line(name);
    let mut message = String::with_capacity(USUAL_MESSAGE);
    message.extend([&rule.headline, ": ", &name]);
    match recognised {
        Recognised::Misprint(of) => message.extend([", which looks like a misprint of ", of, "; "]),
        Recognised::Name | Recognised::Not => message.extend([" is ", substance, ", "]),
    }
    write!(message, "{amount}").expect("a text takes all that is written");
    message
}

/// A name without line breaks, and with single spaces.
fn on_one_line(name: &str) -> Cow<'_, str> {
    let is_so = name.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace));
    match is_so {
        true => name.into(),
        false => name.split_whitespace().collect::<Vec<_>>().join(" ").into(),
    }
}
