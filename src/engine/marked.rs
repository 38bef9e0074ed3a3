//! A label as it is printed, with what is said of each ingredient: for who shows the list itself.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::compile::Compiled;
use super::{Engine, Scratch};
use crate::finding::{Finding, Recognised, Report, Severity};
use crate::label::{Parsed, SectionKind};
use crate::names::{self, Resolved};
use crate::rule::Rule;
use crate::text::Span;

/// One of the lists of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What kind of list it is.
    pub kind: SectionKind,
    /// Where its heading stands, if there are several lists and it names what this one is of.
    pub title: Option<Span>,
    /// Its ingredients, in their order.
    pub ingredients: Vec<Marked>,
}

/// An ingredient, and what there is to be said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// Where it stands in the label's text, with its amount and its brackets.
    pub span: Span,
    /// What it is marked as.
    pub mark: Mark,
    /// The findings about it, by their numbers in the report.
    pub findings: Vec<usize>,
    /// What it is, if it is a look-alike: "a fatty alcohol".
    pub look_alike: Option<Arc<str>>,
}

/// What an ingredient is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It is warned against.
    Warned,
    /// It brings with it what is warned against, or may.
    Carrier,
    /// Its name looks like one that is warned against, and it is something else.
    LookAlike,
    /// Its name is not known.
    Unknown,
    /// There is nothing to be said of it.
    Nothing,
}

impl Engine {
    /// The lists of a text of which the report is given.
    pub fn lists_with(&self, scratch: &mut Scratch, text: &str, report: &Report) -> Vec<List> {
        scratch.own(self);
        let label = &scratch.reading.read(&self.lexicon, text);
        let mut resolved = self.resolver.items(label, &mut Vec::new());
        self.resolver.settle_statements(label, &mut resolved);
        let resolved: FxHashMap<usize, Resolved> = resolved.into_iter().collect();
        let list = |section: &crate::label::Section| {
            let listed = |index: usize| self.marked(label, index, resolved.get(&index), report);
            List {
                kind: section.kind,
                title: label.list_name(section).and(section.title).map(|title| label.source(title)),
                ingredients: section.ingredients.clone().map(listed).collect(),
            }
        };
        label.lists.sections.iter().map(list).collect()
    }

    fn marked(&self, label: &Parsed<'_>, index: usize, resolved: Option<&Resolved>, report: &Report) -> Marked {
        let item = &label.lists.items[index];
        let span = label.source(item.at);
        let is_of_it = |finding: &Finding| finding.around.is_some_and(|around| around.ingredient == span);
        let numbers = 0..report.findings.len();
        let findings: Vec<usize> = numbers.filter(|number| is_of_it(&report.findings[*number])).collect();
        let look_alike = resolved.and_then(|resolved| resolved.look_alikes.first());
        let look_alike = look_alike.map(|seen| Arc::clone(&self.resolver.known[seen.substance].title));
        let is_statement = label.section(index).kind == SectionKind::Statement;
        let found: Vec<&Finding> = findings.iter().map(|number| &report.findings[*number]).collect();
        let mark = match self.mark_of(&found) {
            Some(mark) => mark,
            None if resolved.is_some_and(|resolved| self.names_carrier(resolved)) => Mark::Carrier,
            None if look_alike.is_some() => Mark::LookAlike,
            None if is_statement || names::is_known(label.view, item) => Mark::Nothing,
            None => Mark::Unknown,
        };
        Marked { span, mark, findings, look_alike }
    }

    /// What the worst of some findings makes of an ingredient.
    fn mark_of(&self, findings: &[&Finding]) -> Option<Mark> {
        let mark = |finding: &Finding| match finding.recognised {
            Recognised::Ending => Mark::Unknown,
            _ if self.is_about_carriers(&finding.rule) => Mark::Carrier,
            _ => Mark::Warned,
        };
        let order = |finding: &&&Finding| (finding.severity, mark(finding) == Mark::Warned);
        let told = findings.iter().filter(|finding| finding.severity > Severity::Note || finding.rank.is_some());
        told.max_by_key(order).map(|finding| mark(finding))
    }

    /// Whether a rule is about things that something else is made up with: extracts in alcohol.
    fn is_about_carriers(&self, rule: &Rule) -> bool {
        self.about_carriers().any(|compiled| compiled.rule.id == rule.id)
    }

    /// Whether something is named that such a rule is about, though it found nothing: alcohol itself may be listed beside it.
    fn names_carrier(&self, resolved: &Resolved) -> bool {
        let is_one = |substance: usize| {
            let mut carriers = self.about_carriers().flat_map(|compiled| &compiled.substances);
            carriers.any(|carrier| self.resolver.distance(substance, *carrier).is_some())
        };
        resolved.mentions.iter().any(|mention| is_one(mention.substance))
    }

    fn about_carriers(&self) -> impl Iterator<Item = &Compiled> {
        let is_carrier =
            |substance: &usize| self.resolver.known.iter().any(|known| known.carried_by == Some(*substance));
        self.rules.iter().filter(move |compiled| compiled.substances.iter().any(is_carrier))
    }
}
