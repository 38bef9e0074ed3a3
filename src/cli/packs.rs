//! Packs and the choice among their rules, made into an engine.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::label::Ppm;
use crate::limits;
use crate::rule::{Rule, RulePack};
use crate::triage::lapsed;
use crate::{Engine, Report};

use super::args::{Judging, Level};
use super::error::CliError;
use super::selector::{closeness, matches, widened};
use super::suggest;

/// An engine, and what its rules warn against when they are not all that there are.
pub(crate) struct Chosen {
    pub(crate) engine: Engine,
    /// Completes "lists nothing that ..." when rules were left out.
    pub(crate) narrowed: Option<String>,
}

pub(crate) fn engine(judging: &Judging) -> Result<Chosen, CliError> {
    let read = judging.packs.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let mut packs = with_builtin(read);
    let is_builtin_replaced = judging.packs.len() == packs.len();
    for (name, amount) in &judging.figures {
        set_figure(&mut packs, name, *amount)?;
    }
    let mut engine = Engine::new(packs);
    let replaced = is_builtin_replaced.then(|| "the rules in use (not the built-in ones) warn against".to_owned());
    let narrowed = choose(&mut engine, judging)?.or(replaced);
    Ok(Chosen { engine, narrowed })
}

/// The built-in pack and these; one with the built-in pack's name takes its place.
pub(crate) fn with_builtin(packs: Vec<RulePack>) -> Vec<RulePack> {
    let builtin = Some(RulePack::builtin()).filter(|builtin| packs.iter().all(|pack| pack.name != builtin.name));
    builtin.into_iter().chain(packs).collect()
}

pub(crate) fn read(path: &Path) -> Result<RulePack, CliError> {
    let text = text(path)?;
    RulePack::parse(&text).map_err(|error| CliError::of_pack(&path.display().to_string(), &text, error))
}

/// The text of a TOML file.
pub(crate) fn text(path: &Path) -> Result<String, CliError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limits::TOML.0 as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| CliError::of_file(path, &error))?;
    if bytes.len() > limits::TOML.0 {
        return Err(CliError::new(format!(
            "{} is larger than {}, the limit for a TOML file",
            path.display(),
            limits::TOML
        ))
        .help("split a rule pack into several files; record known findings in a baseline instead of suppressions"));
    }
    String::from_utf8(bytes).map_err(|_| {
        CliError::new(format!("{} is not UTF-8 text", path.display()))
            .help("a TOML file must be UTF-8; save it as UTF-8")
    })
}

/// Sets a figure in every pack that has it.
fn set_figure(packs: &mut [RulePack], name: &str, amount: Ppm) -> Result<(), CliError> {
    let mut is_known = false;
    for figure in packs.iter_mut().filter_map(|pack| pack.figures.get_mut(name)) {
        figure.amount = amount;
        is_known = true;
    }
    if is_known { Ok(()) } else { Err(unknown_figure(packs, name)) }
}

fn unknown_figure(packs: &[RulePack], name: &str) -> CliError {
    let names: Vec<&str> = packs.iter().flat_map(|pack| pack.figures.keys()).map(String::as_str).collect();
    let fault = CliError::new(format!("there is no figure {name}")).of_value(name);
    match (suggest::name(name, names.iter().copied()), names.as_slice()) {
        (Some(near), _) => fault.help(format!("did you mean {near}?")),
        (None, []) => fault.help("the packs in use have no figures"),
        (None, names) => fault.help(format!("choose one of: {}", names.join(", "))),
    }
}

/// Chooses the rules that were selected and neither ignored nor switched off, and sets their severities; says how many
/// those are if they are not all.
fn choose(engine: &mut Engine, judging: &Judging) -> Result<Option<String>, CliError> {
    let all = engine.rules().count();
    let changed = judging.severities.iter().map(|(selector, _)| selector.as_str());
    for selector in judging.selected().chain(judging.ignored()).chain(changed) {
        let ids = engine.rules().chain(&*lapsed::RULES).map(|rule| rule.id.as_str());
        if !ids.clone().any(|id| matches(selector, id)) {
            return Err(unknown_selector(ids, selector));
        }
    }
    let is_selected =
        |id: &str| judging.selected().next().is_none() || judging.selected().any(|selector| matches(selector, id));
    let level = |rule: &Rule| level(&judging.severities, &rule.id);
    engine.choose_rules(|rule| {
        is_selected(&rule.id)
            && !judging.ignored().any(|selector| matches(selector, &rule.id))
            && level(rule) != Some(Level::Off)
    });
    engine.set_severities(|rule| level(rule)?.severity());
    match engine.rules().count() {
        0 => Err(CliError::new("no rules left to check")
            .help("ignore fewer rules with --ignore, or select more with --select")),
        left if left == all && judging.severities.is_empty() => Ok(None),
        left if left == all => Ok(Some("the rules in use (with your severities) warn against".to_owned())),
        1 => Ok(Some(format!("the only rule in use (of {all}) warns against"))),
        left => Ok(Some(format!("the {left} rules in use (of {all}) warn against"))),
    }
}

/// What is told of lapsed allowances: their rules are in no pack, and can be left out and changed like all others.
pub(crate) fn lapses_told(mut report: Report, judging: &Judging) -> Option<Report> {
    report.findings.retain_mut(|finding| {
        let id = finding.rule.id.as_str();
        let level = level(&judging.severities, id);
        finding.severity = level.and_then(Level::severity).unwrap_or(finding.severity);
        level != Some(Level::Off) && !judging.ignored().any(|selector| matches(selector, id))
    });
    (!report.findings.is_empty()).then_some(report)
}

/// What a rule is told as, if that was changed. The selector that means it most closely decides; of the same, the last.
fn level(severities: &[(String, Level)], id: &str) -> Option<Level> {
    let meant = severities.iter().filter(|(selector, _)| matches(selector, id));
    meant.max_by_key(|(selector, _)| closeness(selector)).map(|(_, level)| *level)
}

/// The fault of selecting rules by what is no id of a rule and no pack.
fn unknown_selector<'a>(ids: impl Iterator<Item = &'a str> + Clone, given: &str) -> CliError {
    match widened(given, ids.clone()) {
        Some(wider) => no_such_rule(given, Some(&wider)),
        None => unknown_rule(ids, given),
    }
}

/// The fault of asking for a rule that does not exist.
pub(crate) fn unknown_rule<'a>(ids: impl Iterator<Item = &'a str>, given: &str) -> CliError {
    no_such_rule(given, suggest::name(given, ids))
}

fn no_such_rule(given: &str, near: Option<&str>) -> CliError {
    let fault = CliError::new(format!("there is no rule {given}")).of_value(given);
    match near {
        Some(near) => {
            fault.help(format!("did you mean {near}? To list all rules, run:")).command("needlint rules list")
        }
        None => fault.help("to list all rules, run:").command("needlint rules list"),
    }
}
