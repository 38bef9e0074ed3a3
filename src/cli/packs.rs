//! Packs and the choice among their rules, made into an engine.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::engine::{Choice, ChoiceError};
use crate::limits;
use crate::rule::RulePack;
use crate::triage::lapsed;
use crate::{Engine, Report};

use super::args::Judging;
use super::error::CliError;
use super::suggest;

/// An engine, and what its rules warn against when they are not all that there are.
pub(crate) struct Chosen {
    pub(crate) engine: Engine,
    /// Completes "lists nothing that ..." when rules were left out.
    pub(crate) narrowed: Option<String>,
}

pub(crate) fn engine(judging: &Judging) -> Result<Chosen, CliError> {
    let packs = judging.packs.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let choice = Choice { packs, ..judging.choice() };
    let of_lapses = lapsed::RULES.each_ref().map(|rule| rule.id.as_str());
    let engine = choice.engine(&of_lapses).map_err(|error| fault(&error))?;
    let narrowed = narrowed(&engine, &choice);
    Ok(Chosen { engine, narrowed })
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

/// How many rules there are to judge by, if they are not all of the built-in pack as they are.
fn narrowed(engine: &Engine, choice: &Choice) -> Option<String> {
    let all = engine.packs().iter().map(|pack| pack.rules.len()).sum::<usize>();
    let left = engine.rules().count();
    let is_builtin_replaced = choice.packs.len() == engine.packs().len();
    match left {
        _ if left == all && !choice.severities.is_empty() => {
            Some("the rules in use (with your severities) warn against".to_owned())
        }
        _ if left == all => {
            is_builtin_replaced.then(|| "the rules in use (not the built-in ones) warn against".to_owned())
        }
        1 => Some(format!("the only rule in use (of {all}) warns against")),
        _ => Some(format!("the {left} rules in use (of {all}) warn against")),
    }
}

/// A choice that cannot be made, with a way out.
fn fault(error: &ChoiceError) -> CliError {
    let told = CliError::new(error.to_string());
    match error {
        ChoiceError::UnknownFigure { name, known } => {
            let told = told.of_value(name);
            match (suggest::name(name, known.iter().map(String::as_str)), known.as_slice()) {
                (Some(near), _) => told.help(format!("did you mean {near}?")),
                (None, []) => told.help("the packs in use have no figures"),
                (None, names) => told.help(format!("choose one of: {}", names.join(", "))),
            }
        }
        ChoiceError::UnknownRule { selector, wider: Some(wider), .. } => no_such_rule(selector, Some(wider)),
        ChoiceError::UnknownRule { selector, wider: None, known } => {
            unknown_rule(known.iter().map(String::as_str), selector)
        }
        ChoiceError::NoRules => told.help("ignore fewer rules with --ignore, or select more with --select"),
    }
}

/// What is told of lapsed allowances: their rules are in no pack, and can be left out and changed like all others.
pub(crate) fn lapses_told(mut report: Report, judging: &Judging) -> Option<Report> {
    let choice = judging.choice();
    report.findings.retain_mut(|finding| {
        let id = finding.rule.id.as_str();
        finding.severity = choice.severity(id).flatten().unwrap_or(finding.severity);
        !choice.is_left_out(id)
    });
    (!report.findings.is_empty()).then_some(report)
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
