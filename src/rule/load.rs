//! From what is written to what runs: [`spec`](super::spec) to [`RulePack`], every error with its place and a way out.

mod syntax;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;

use super::spec::{EvidenceSpec, ExampleSpec, FigureSpec, PackSpec, RuleSpec, SubstanceSpec};
use super::{Condition, Evidence, Example, Figure, Outcome, Place, Rule, RulePack, Severity, Substance, Trigger};
use crate::label::Ppm;
use crate::text::fold;

/// A fault in a pack, with its place in the file and a way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PackError {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the file; end excluded. None for a fault of the file as a whole.
    pub span: Option<Range<usize>>,
    /// A few words for the place.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl RulePack {
    /// Reads a pack from TOML. Its rules may name substances of the built-in pack; one with the built-in pack's name
    /// is meant to take its place, and stands alone.
    ///
    /// # Errors
    /// The first fault of the pack: TOML that does not parse, an unknown key or substance, a name given twice, a rule
    /// without a source or examples, an amount that is none.
    pub fn parse(toml: &str) -> Result<RulePack, PackError> {
        read(toml, Some(&RulePack::builtin()))
    }
}

type Result<T, E = PackError> = std::result::Result<T, E>;

pub(super) fn read(toml: &str, builtin: Option<&RulePack>) -> Result<RulePack> {
    let spec: PackSpec = toml::from_str(toml).map_err(|error| syntax::not_a_pack(&error))?;
    let builtin = builtin.filter(|builtin| builtin.name != *spec.pack.name.get_ref());
    if spec.pack.name.get_ref().is_empty() {
        return Err(fault(&spec.pack.name, "a pack needs a name", "empty", "name it after what it is for"));
    }
    let mut figures = builtin.map(|pack| pack.figures.clone()).unwrap_or_default();
    figures.extend(read_figures(spec.figures)?);
    let substances = read_substances(spec.substance, builtin)?;
    let mut ids: Vec<&str> = substances.iter().map(|s| s.id.as_str()).collect();
    ids.extend(builtin.iter().flat_map(|pack| &pack.substances).map(|s| s.id.as_str()));
    let document = spec.document.map_or_else(String::new, |document| document.title);
    let mut known = Known { ids, figures: &figures, document, rules: HashMap::new() };
    let rules = spec.rule.into_iter().map(|rule| known.rule(rule).map(Arc::new)).collect::<Result<_>>()?;
    let qualifiers = spec.grammar.grades.iter().chain(&spec.grammar.origins).map(|word| fold(word)).collect();
    let (name, version, title) = (spec.pack.name.into_inner(), spec.pack.version, spec.pack.title);
    Ok(RulePack { name, version, title, substances, qualifiers, figures, rules })
}

/// The candidate that a misspelt word most likely stands for.
pub(crate) fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

fn fault<T>(at: &Spanned<T>, message: impl Into<String>, label: &str, help: impl Into<String>) -> PackError {
    PackError { message: message.into(), span: Some(at.span()), label: label.into(), help: Some(help.into()) }
}

fn read_figures(specs: BTreeMap<String, FigureSpec>) -> Result<BTreeMap<String, Figure>> {
    let read = |(name, spec): (String, FigureSpec)| {
        let amount = amount(&spec.amount)?;
        Ok((name, Figure { amount, note: spec.note }))
    };
    specs.into_iter().map(read).collect()
}

fn amount(spec: &Spanned<String>) -> Result<Ppm> {
    let text = spec.get_ref();
    let number = if text.trim().parse::<f64>().is_ok() { text.trim() } else { "20" };
    let help = || format!("write it as \"{number} %\", from 0 to 100");
    Ppm::parse(text).ok_or_else(|| fault(spec, format!("`{text}` is no amount"), "not an amount", help()))
}

fn read_substances(specs: Vec<SubstanceSpec>, builtin: Option<&RulePack>) -> Result<Vec<Substance>> {
    let mut ids: HashMap<String, Range<usize>> = HashMap::new();
    let mut names = HashMap::new();
    for spec in &specs {
        let id = spec.id.get_ref();
        let taken = builtin.is_some_and(|pack| pack.substances.iter().any(|s| s.id == *id));
        if ids.insert(id.clone(), spec.id.span()).is_some() || taken {
            return Err(fault(
                &spec.id,
                format!("two substances are called `{id}`"),
                "again here",
                "give one another id",
            ));
        }
        if spec.names.values().all(Vec::is_empty) && spec.words.is_empty() {
            let help = "add [substance.names] with at least one name, such as en = [\"alcohol\"]";
            return Err(fault(&spec.id, format!("`{id}` has no names"), "cannot be recognised", help));
        }
        for name in spec.names.values().flatten().chain(&spec.alone) {
            check_name(name, id, &mut names)?;
        }
        if let Some(word) = spec.words.iter().find(|word| fold(word.get_ref()).is_empty()) {
            return Err(no_letters(word));
        }
    }
    let exists = |id: &str| ids.contains_key(id) || builtin.is_some_and(|p| p.substances.iter().any(|s| s.id == id));
    for parent in specs.iter().filter_map(|spec| spec.kind_of.as_ref()) {
        if !exists(parent.get_ref()) {
            return Err(unknown_substance(parent, ids.keys().map(String::as_str)));
        }
    }
    check_kinds(&specs)?;
    Ok(specs.into_iter().map(substance).collect())
}

/// Nothing may be a kind of itself, by however many steps.
fn check_kinds(specs: &[SubstanceSpec]) -> Result<()> {
    let parents: HashMap<&str, &Spanned<String>> =
        specs.iter().filter_map(|spec| Some((spec.id.get_ref().as_str(), spec.kind_of.as_ref()?))).collect();
    for spec in specs {
        let (id, up) = (spec.id.get_ref(), |id: &str| parents.get(id).copied());
        let above = std::iter::successors(up(id), |parent| up(parent.get_ref())).take(specs.len());
        if let Some(parent) = above.into_iter().find(|parent| parent.get_ref() == id) {
            let help = "follow kind-of from one substance to the next, and take one of them out";
            return Err(fault(parent, format!("`{id}` is a kind of itself"), "leads back to it", help));
        }
    }
    Ok(())
}

fn check_name(name: &Spanned<String>, id: &str, names: &mut HashMap<String, (String, String)>) -> Result<()> {
    let key: String = name.get_ref().split('#').map(|part| fold(part).to_string()).collect::<Vec<_>>().join("#");
    if key.is_empty() {
        return Err(no_letters(name));
    }
    match names.insert(key, (name.get_ref().clone(), id.to_string())) {
        Some((first, other)) => {
            let message = format!("`{}` is a name of `{other}` already", name.get_ref());
            let help = format!("`{first}` is the same once case, accents, spaces and hyphens are left out; remove one");
            Err(fault(name, message, "given twice", help))
        }
        None => Ok(()),
    }
}

fn no_letters(name: &Spanned<String>) -> PackError {
    fault(name, "a name needs a letter", "nothing to compare", "remove it or write the name out")
}

fn substance(spec: SubstanceSpec) -> Substance {
    let strings = |names: Vec<Spanned<String>>| names.into_iter().map(Spanned::into_inner);
    Substance {
        id: spec.id.into_inner(),
        title: spec.title,
        kind_of: spec.kind_of.map(Spanned::into_inner),
        look_alike: spec.look_alike,
        formula: spec.formula,
        names: spec.names.into_values().flat_map(strings).collect(),
        alone: strings(spec.alone).collect(),
        words: strings(spec.words).collect(),
    }
}

fn unknown_substance<'a>(id: &Spanned<String>, ids: impl IntoIterator<Item = &'a str>) -> PackError {
    let help = match closest(id.get_ref(), ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add a [[substance]] with this id, or name one of the built-in pack: needlint rules list".to_string(),
    };
    fault(id, format!("no substance is called `{}`", id.get_ref()), "unknown substance", help)
}

/// What a rule may refer to.
struct Known<'a> {
    ids: Vec<&'a str>,
    figures: &'a BTreeMap<String, Figure>,
    document: String,
    rules: HashMap<String, ()>,
}

impl Known<'_> {
    fn rule(&mut self, spec: RuleSpec) -> Result<Rule> {
        let id = spec.id.get_ref().clone();
        if !id.contains('/') {
            return Err(fault(&spec.id, format!("`{id}` is no rule id"), "no slash", "write it as pack/name"));
        }
        if self.rules.insert(id.clone(), ()).is_some() {
            return Err(fault(&spec.id, format!("two rules are called `{id}`"), "again here", "give one another id"));
        }
        if spec.sources.get_ref().is_empty() {
            return Err(fault(
                &spec.sources,
                format!("`{id}` names no source"),
                "empty",
                "say where its facts come from",
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
                let message = format!("`{}` does not say in full where the document says so", spec.id.get_ref());
                let help = "give [document] a title, and the rule a section and a paragraph; or leave all of them out";
                Err(fault(&spec.id, message, "its place is incomplete", help))
            }
        }
    }

    fn trigger(&self, spec: &RuleSpec) -> Result<Trigger> {
        let help = "give it one of: substances, unknown-endings, trigger";
        match (&spec.substances, &spec.unknown_endings, &spec.trigger) {
            (Some(ids), None, None) => Ok(Trigger::Substances(self.substances(ids)?)),
            (None, Some(endings), None) if endings.iter().any(|ending| fold(ending).is_empty()) => {
                let help = "remove it, or write out how the names end";
                Err(fault(&spec.id, "an ending needs a letter", "one of its unknown-endings is empty", help))
            }
            (None, Some(endings), None) => Ok(Trigger::UnknownEnding(endings.iter().map(|e| fold(e)).collect())),
            (None, None, Some(trigger)) => match trigger.get_ref().as_str() {
                "free-claim" => Ok(Trigger::FreeClaim),
                "opaque" => Ok(Trigger::Opaque),
                "useless-order" => Ok(Trigger::UselessOrder),
                other => Err(choice(trigger, other, &["free-claim", "opaque", "useless-order"])),
            },
            (None, None, None) => Err(fault(&spec.id, "the rule looks for nothing", "no trigger", help)),
            _ => Err(fault(&spec.id, "the rule looks for several kinds of thing", "several triggers", help)),
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
    fn figure(&self, spec: &Spanned<String>) -> Result<super::Threshold> {
        let text = spec.get_ref();
        if self.figures.contains_key(text) {
            return Ok(super::Threshold::Figure(text.clone()));
        }
        match closest(text, self.figures.keys().map(String::as_str)) {
            Some(near) => Err(fault(
                spec,
                format!("no figure is called `{text}`"),
                "unknown figure",
                format!("did you mean `{near}`?"),
            )),
            None => amount(spec).map(super::Threshold::Amount),
        }
    }
}

fn choice(at: &Spanned<String>, given: &str, choices: &[&str]) -> PackError {
    let help = match closest(given, choices.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose one of: {}", choices.join(", ")),
    };
    fault(at, format!("`{given}` is none of the choices here"), "unknown choice", help)
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
                "evidence is either for or against",
                "whose is this",
                "give one of: for, against",
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
            Err(fault(&spec.id, format!("`{id}` has no example of {what}"), "untested", help))
        }
    };
    missing(Outcome::Hit, "a hit", "label = \"...\", outcome = \"hit\" and the ingredient it finds")?;
    missing(Outcome::NearMiss, "a near miss", "label = \"...\", outcome = \"near-miss\" and because = \"...\"")?;
    if spec.at_least.is_some() || spec.below.is_some() {
        missing(
            Outcome::Undecided,
            "an undecided case",
            "label = \"...\", outcome = \"undecided\" and because = \"...\"",
        )?;
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
        return Err(fault(&spec.outcome, "the example does not say why", "no `because`", "add because = \"...\""));
    }
    Ok(Example {
        label: spec.label.clone(),
        outcome,
        ingredient: spec.ingredient.clone(),
        because: spec.because.clone(),
    })
}
