//! Which rules an engine judges by: the packs, their figures, and the choice among their rules.

use std::fmt;

use super::Engine;
use crate::ppm::Ppm;
use crate::rule::{Rule, RulePack, Severity};

/// What there is to choose of rules. The default is the built-in pack as it is.
///
/// A selector means rules by their ids. `needling/alcohol` is the rule of that id and no other. `needling` and `needling/`
/// are every rule of the pack: a part that ends where a slash stands. `needling/alc*` is every rule whose id begins so, and
/// `*` is every rule. An empty one says nothing.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Packs beside the built-in one; one with its name takes its place.
    pub packs: Vec<RulePack>,
    /// Amounts that rules refer to by name, in every pack that has them.
    pub figures: Vec<(String, Ppm)>,
    /// Selectors of the rules to judge by; none for all.
    pub select: Vec<String>,
    /// Selectors of the rules to leave out.
    pub ignore: Vec<String>,
    /// Selectors of the rules that are told with another severity, or left out. Of several that mean a rule, the closest
    /// decides; of the same, the last.
    pub severities: Vec<(String, Option<Severity>)>,
}

/// Why there is no engine for a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceError {
    /// No pack has a figure of this name.
    UnknownFigure {
        /// The name.
        name: String,
        /// The figures that there are.
        known: Vec<String>,
    },
    /// A selector means no rule.
    UnknownRule {
        /// The selector.
        selector: String,
        /// One that means the rules whose ids begin so, if there are any.
        wider: Option<String>,
        /// The rules that there are.
        known: Vec<String>,
    },
    /// All rules were left out.
    NoRules,
}

impl fmt::Display for ChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChoiceError::UnknownFigure { name, .. } => write!(f, "there is no figure {name}"),
            ChoiceError::UnknownRule { selector, .. } => write!(f, "there is no rule {selector}"),
            ChoiceError::NoRules => f.write_str("no rules left to check"),
        }
    }
}

impl std::error::Error for ChoiceError {}

impl Choice {
    /// The engine that judges so. Selectors may also mean the rules with these `other` ids, which are in no pack.
    ///
    /// # Errors
    /// If a figure or a selector means nothing, or no rule is left.
    pub fn engine(&self, other: &[&str]) -> Result<Engine, ChoiceError> {
        let mut packs = with_builtin(self.packs.clone());
        for (name, amount) in &self.figures {
            set_figure(&mut packs, name, *amount)?;
        }
        let mut engine = Engine::new(packs);
        let named = self.severities.iter().map(|(selector, _)| selector);
        for selector in self.select.iter().chain(&self.ignore).chain(named).filter(|selector| !selector.is_empty()) {
            let ids = || engine.rules().map(|rule| rule.id.as_str()).chain(other.iter().copied());
            if !ids().any(|id| matches(selector, id)) {
                return Err(unknown_rule(selector, ids().map(str::to_owned).collect()));
            }
        }
        engine.choose_rules(|rule| self.has(rule));
        engine.set_severities(|rule| self.severity(&rule.id).flatten());
        if engine.rules().next().is_none() { Err(ChoiceError::NoRules) } else { Ok(engine) }
    }

    /// Whether rules are left out, so that what they would find is not looked for.
    pub fn leaves_out(&self) -> bool {
        let is_off = self.severities.iter().any(|(_, severity)| severity.is_none());
        self.select.iter().chain(&self.ignore).any(|selector| !selector.is_empty()) || is_off
    }

    /// Whether a rule was left out by name, or by its severity.
    pub(crate) fn is_left_out(&self, id: &str) -> bool {
        means(&self.ignore, id) || self.severity(id) == Some(None)
    }

    /// What a rule is told as, if that was changed; none in it if it is left out.
    pub(crate) fn severity(&self, id: &str) -> Option<Option<Severity>> {
        let meant = self.severities.iter().filter(|(selector, _)| matches(selector, id));
        meant.max_by_key(|(selector, _)| closeness(selector)).map(|(_, severity)| *severity)
    }

    fn has(&self, rule: &Rule) -> bool {
        let is_selected = self.select.iter().all(String::is_empty) || means(&self.select, &rule.id);
        is_selected && !self.is_left_out(&rule.id)
    }
}

/// The built-in pack and these; one with the built-in pack's name takes its place.
pub(crate) fn with_builtin(packs: Vec<RulePack>) -> Vec<RulePack> {
    let builtin = Some(RulePack::builtin()).filter(|builtin| packs.iter().all(|pack| pack.name != builtin.name));
    builtin.into_iter().chain(packs).collect()
}

/// Sets a figure in every pack that has it.
fn set_figure(packs: &mut [RulePack], name: &str, amount: Ppm) -> Result<(), ChoiceError> {
    let mut is_known = false;
    for figure in packs.iter_mut().filter_map(|pack| pack.figures.get_mut(name)) {
        figure.amount = amount;
        is_known = true;
    }
    let known = || packs.iter().flat_map(|pack| pack.figures.keys()).cloned().collect();
    if is_known { Ok(()) } else { Err(ChoiceError::UnknownFigure { name: name.to_owned(), known: known() }) }
}

fn unknown_rule(selector: &str, known: Vec<String>) -> ChoiceError {
    let beginning = selector.trim().trim_end_matches('*');
    let is_beginning = !beginning.is_empty() && known.iter().any(|id| id.starts_with(beginning));
    ChoiceError::UnknownRule {
        selector: selector.to_owned(),
        wider: is_beginning.then(|| format!("{beginning}*")),
        known,
    }
}

fn means(selectors: &[String], id: &str) -> bool {
    selectors.iter().any(|selector| !selector.is_empty() && matches(selector, id))
}

/// Whether a selector means a rule.
fn matches(selector: &str, id: &str) -> bool {
    let selector = selector.trim();
    match selector.strip_suffix('*') {
        Some(beginning) => id.starts_with(beginning),
        None => is_of(selector, id),
    }
}

fn is_of(selector: &str, id: &str) -> bool {
    let prefix = selector.trim_end_matches('/');
    id.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() && !selector.ends_with('/') || rest.starts_with('/'))
}

/// How closely a selector means the rules that it matches: more is closer, and an id is closest.
fn closeness(selector: &str) -> (usize, bool) {
    let selector = selector.trim();
    (selector.trim_end_matches(['*', '/']).len(), !selector.ends_with(['*', '/']))
}
