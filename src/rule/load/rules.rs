//! The rules of a pack: every substance and figure that they name exists, and each has its sources and examples.

use std::collections::{BTreeMap, HashSet};

use toml::Spanned;

use super::substances::unknown_substance;
use super::{PackError, Result, amount, closest, fault};
use crate::rule::spec::{EvidenceSpec, ExampleSpec, RuleSpec};
use crate::rule::{Condition, Evidence, Example, Figure, Outcome, Place, Rule, Severity, Threshold, Trigger};
use crate::text::fold;

/// What a rule may refer to, and the ids that are taken.
pub(super) struct Known<'a> {
    pub(super) ids: Vec<&'a str>,
    pub(super) figures: &'a BTreeMap<String, Figure>,
    pub(super) document: String,
    pub(super) rules: HashSet<String>,
}

impl Known<'_> {
    pub(super) fn rule(&mut self, spec: RuleSpec) -> Result<Rule> {
        let id = spec.id.get_ref().clone();
        if !id.contains('/') {
            return Err(fault(&spec.id, format!("`{id}` is not a rule id"), "no slash", "write it as pack/name"));
        }
        if !self.rules.insert(id.clone()) {
            return Err(fault(
                &spec.id,
                format!("two rules have the id `{id}`"),
                "repeated here",
                "give one of them a different id",
            ));
        }
        if spec.sources.get_ref().is_empty() {
            return Err(fault(
                &spec.sources,
                format!("`{id}` has no sources"),
                "empty",
                "name where its facts come from",
            ));
        }
        let trigger = self.trigger(&spec)?;
        let conditions = self.conditions(&spec)?;
        let examples = read_examples(&spec)?;
        let place = self.place(&spec)?;
        Ok(Rule {
            severity: severity(&spec.severity)?,
            trigger,
            conditions,
            examples,
            place,
            evidence: spec.evidence.into_iter().map(evidence).collect::<Result<_>>()?,
            id,
            headline: spec.headline,
            family: spec.family,
            meaning: spec.meaning,
            why: spec.why,
            silent: spec.silent,
            open: spec.open,
            help: spec.help,
            ask: spec.ask,
            sources: spec.sources.into_inner(),
        })
    }

    /// Where the document says what the rule says; none where it does not.
    fn place(&self, spec: &RuleSpec) -> Result<Option<Place>> {
        match (&spec.section, spec.paragraph) {
            (None, None) => Ok(None),
            (Some(section), Some(paragraph)) if !self.document.is_empty() => {
                Ok(Some(Place { document: self.document.clone(), section: section.clone(), paragraph }))
            }
            _ => {
                let message = format!("the place of `{}` in the document is incomplete", spec.id.get_ref());
                let help = "give [document] a title, and the rule a section and a paragraph; or remove all three";
                Err(fault(&spec.id, message, "incomplete place", help))
            }
        }
    }

    fn trigger(&self, spec: &RuleSpec) -> Result<Trigger> {
        let help = "use exactly one of: substances, unknown-endings, trigger";
        match (&spec.substances, &spec.unknown_endings, &spec.trigger) {
            (Some(ids), None, None) => Ok(Trigger::Substances(self.substances(ids)?)),
            (None, Some(endings), None) if endings.iter().any(|ending| fold(ending).is_empty()) => {
                let help = "remove it, or write the ending of the names";
                Err(fault(&spec.id, "an ending needs at least one letter", "one of its unknown-endings is empty", help))
            }
            (None, Some(endings), None) => Ok(Trigger::UnknownEnding(endings.iter().map(|e| fold(e)).collect())),
            (None, None, Some(trigger)) => match trigger.get_ref().as_str() {
                "free-claim" => Ok(Trigger::FreeClaim),
                "opaque" => Ok(Trigger::Opaque),
                "useless-order" => Ok(Trigger::UselessOrder),
                other => Err(choice(trigger, other, &["free-claim", "opaque", "useless-order"])),
            },
            (None, None, None) => Err(fault(&spec.id, "this rule has nothing to look for", "no trigger", help)),
            _ => Err(fault(&spec.id, "this rule has more than one trigger", "more than one trigger", help)),
        }
    }

    fn substances(&self, ids: &[Spanned<String>]) -> Result<Vec<String>> {
        let check = |id: &Spanned<String>| match self.ids.contains(&id.get_ref().as_str()) {
            true => Ok(id.get_ref().clone()),
            false => Err(unknown_substance(id, self.ids.iter().copied())),
        };
        ids.iter().map(check).collect()
    }

    fn conditions(&self, spec: &RuleSpec) -> Result<Vec<Condition>> {
        let mut conditions = Vec::new();
        if let Some(least) = &spec.at_least {
            conditions.push(Condition::AtLeast(self.figure(least)?));
        }
        if let Some(most) = &spec.below {
            conditions.push(Condition::Below(self.figure(most)?));
        }
        if let Some(ids) = &spec.listed {
            conditions.push(Condition::Listed(self.substances(ids)?));
        }
        if let Some(ids) = &spec.not_listed {
            conditions.push(Condition::NotListed(self.substances(ids)?));
        }
        Ok(conditions)
    }

    /// An amount, or the name of a figure.
    fn figure(&self, spec: &Spanned<String>) -> Result<Threshold> {
        let text = spec.get_ref();
        if self.figures.contains_key(text) {
            return Ok(Threshold::Figure(text.clone()));
        }
        match closest(text, self.figures.keys().map(String::as_str)) {
            Some(near) => Err(fault(
                spec,
                format!("there is no figure `{text}`"),
                "unknown figure",
                format!("did you mean `{near}`?"),
            )),
            None => amount(spec).map(Threshold::Amount),
        }
    }
}

fn choice(at: &Spanned<String>, given: &str, choices: &[&str]) -> PackError {
    let help = match closest(given, choices.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose one of: {}", choices.join(", ")),
    };
    fault(at, format!("`{given}` is not allowed here"), "unknown value", help)
}

fn severity(spec: &Spanned<String>) -> Result<Severity> {
    match spec.get_ref().as_str() {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "note" => Ok(Severity::Note),
        other => Err(choice(spec, other, &["error", "warning", "note"])),
    }
}

fn evidence(spec: EvidenceSpec) -> Result<Evidence> {
    let (supports, text) = match (spec.r#for, spec.against) {
        (Some(text), None) => (true, text),
        (None, Some(text)) => (false, text),
        _ => {
            return Err(fault(
                &spec.source,
                "evidence must be either for or against",
                "neither, or both",
                "use exactly one of: for, against",
            ));
        }
    };
    Ok(Evidence { supports, text, source: spec.source.into_inner() })
}

fn read_examples(spec: &RuleSpec) -> Result<Vec<Example>> {
    let examples = spec.example.iter().map(example).collect::<Result<Vec<_>>>()?;
    let id = spec.id.get_ref();
    let missing = |outcome, what: &str, form: &str| match examples.iter().any(|e: &Example| e.outcome == outcome) {
        true => Ok(()),
        false => {
            let help = format!("add [[rule.example]] with {form}");
            Err(fault(&spec.id, format!("`{id}` has no example with outcome \"{what}\""), "untested", help))
        }
    };
    missing(Outcome::Hit, "hit", "label = \"...\", outcome = \"hit\" and the ingredient it finds")?;
    missing(Outcome::NearMiss, "near-miss", "label = \"...\", outcome = \"near-miss\" and because = \"...\"")?;
    if spec.at_least.is_some() || spec.below.is_some() {
        missing(Outcome::Undecided, "undecided", "label = \"...\", outcome = \"undecided\" and because = \"...\"")?;
    }
    Ok(examples)
}

fn example(spec: &ExampleSpec) -> Result<Example> {
    let outcome = match spec.outcome.get_ref().as_str() {
        "hit" => Outcome::Hit,
        "near-miss" => Outcome::NearMiss,
        "undecided" => Outcome::Undecided,
        other => return Err(choice(&spec.outcome, other, &["hit", "near-miss", "undecided"])),
    };
    if outcome != Outcome::Hit && spec.because.is_empty() {
        return Err(fault(&spec.outcome, "this example gives no reason", "no `because`", "add because = \"...\""));
    }
    Ok(Example {
        label: spec.label.clone(),
        outcome,
        ingredient: spec.ingredient.clone(),
        because: spec.because.clone(),
    })
}
