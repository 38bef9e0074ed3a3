//! From what is written to what runs: [`spec`](super::spec) to [`RulePack`], every error with its place and a way out.

mod rules;
mod substances;
mod syntax;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::spec::{FigureSpec, GrammarSpec, PackSpec};
use super::{Figure, Grammar, RulePack};
use crate::ppm::Ppm;
use crate::text::{Folded, fold};

pub(crate) use syntax::fault_of_toml;

/// A fault in a pack, or in another file that is written in TOML, with its place in the file and a way out.
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
    /// Reads a pack from TOML. Its rules may name substances of the built-in pack, if there is one yet; a pack of the
    /// same name is meant to take its place, and stands alone.
    ///
    /// # Errors
    /// See [`RulePack::parse`].
    pub(crate) fn read(toml: &str, builtin: Option<&RulePack>) -> Result<RulePack> {
        let spec: PackSpec = toml::from_str(toml).map_err(|error| fault_of_toml(&error))?;
        no_control_characters(toml)?;
        let builtin = builtin.filter(|builtin| builtin.name != *spec.pack.name.get_ref());
        if spec.pack.name.get_ref().is_empty() {
            return Err(fault(&spec.pack.name, "the pack has no name", "empty", "name it after its purpose"));
        }
        let mut figures = builtin.map(|pack| pack.figures.clone()).unwrap_or_default();
        figures.extend(read_figures(spec.figures)?);
        let substances = substances::read(spec.substance, builtin)?;
        let mut ids: Vec<&str> = substances.iter().map(|s| s.id.as_str()).collect();
        ids.extend(builtin.iter().flat_map(|pack| &pack.substances).map(|s| s.id.as_str()));
        let document = spec.document.map_or_else(String::new, |document| document.title);
        let mut known = rules::Known { ids, figures: &figures, document, rules: HashSet::new() };
        let rules = spec.rule.into_iter().map(|rule| known.rule(rule).map(Arc::new)).collect::<Result<_>>()?;
        let (name, version, title) = (spec.pack.name.into_inner(), spec.pack.version, spec.pack.title);
        let (for_medicines, grammar) = (spec.pack.for_medicines.into(), grammar(spec.grammar));
        Ok(RulePack { name, version, title, for_medicines, substances, grammar, figures, rules })
    }
}

/// No text of a pack may steer the terminal or turn text around that it is shown in.
fn no_control_characters(toml: &str) -> Result<()> {
    let table = DeTable::parse(toml).map_err(|error| fault_of_toml(&error))?;
    let mut values: Vec<&Spanned<DeValue<'_>>> = table.get_ref().values().collect();
    while let Some(value) = values.pop() {
        match value.get_ref() {
            DeValue::String(text) if text.contains(is_control) => {
                return Err(fault(value, "a text has a control character", "in here", "remove it"));
            }
            DeValue::Array(array) => values.extend(array.iter()),
            DeValue::Table(table) => values.extend(table.values()),
            _ => {}
        }
    }
    Ok(())
}

/// Whether a character is no text: it moves the cursor, or sets the direction of what follows.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
impl RulePack {
    /// The JSON schema of a pack in TOML.
    pub(crate) fn schema() -> schemars::Schema {
        schemars::schema_for!(PackSpec)
    }
}

type Result<T, E = PackError> = std::result::Result<T, E>;

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
    fault_at(at.span(), message, label, help)
}

fn fault_at(span: Range<usize>, message: impl Into<String>, label: &str, help: impl Into<String>) -> PackError {
    PackError { message: message.into(), span: Some(span), label: label.into(), help: Some(help.into()) }
}

/// The words as they stand in folded text, and names as keys.
fn grammar(spec: GrammarSpec) -> Grammar {
    let folded = |words: Vec<String>| words.iter().map(|word| Folded::new(word).as_str().to_owned()).collect();
    let keys = |names: Vec<String>| names.iter().map(|name| fold(name)).collect();
    let qualifiers = spec.grades.into_iter().chain(spec.origins).collect();
    Grammar {
        qualifiers: folded(qualifiers),
        subject: folded(spec.subject),
        claims: folded(spec.claims),
        bases: keys(spec.bases),
        heads: keys(spec.heads),
        completions: folded(spec.completions),
        kinds: keys(spec.kinds),
        heads_glued: keys(spec.heads_glued),
        formulas: keys(spec.formulas),
        medicines: folded(spec.medicines),
        nouns: spec.nouns.iter().flat_map(|(one, all)| all.iter().map(|noun| (fold(noun), fold(one)))).collect(),
    }
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
    let help = || format!("use a percentage from 0 to 100, such as \"{number} %\"");
    Ppm::parse(text).ok_or_else(|| fault(spec, format!("`{text}` is not an amount"), "not an amount", help()))
}
