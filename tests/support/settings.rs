//! What files of settings come to. `Err` is what the user is told of one.

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory;

use super::apply::with_flags_that_take_values;
use super::document::Document;
use super::options::Options;
use super::{Given, Sources, file, show};
use crate::cli::args::Cli;
use crate::cli::error::CliError;
use crate::report::human::Screen;
use crate::rule::PackError;
use crate::triage::baseline::{Baseline, prune};
use crate::triage::suppressions::{Date, Suppressions};

const SCREEN: Screen = Screen { width: 80, colour: false };
const TODAY: Date = Date { year: 2026, month: 3, day: 31 };

/// All options as `needlint.toml` with this text leaves them: itself such a file.
pub fn options(text: &str) -> Result<String, String> {
    let args = ["needlint", "config", "show"].map(OsString::from).to_vec();
    let told = |error: clap::Error| error.to_string();
    let command = with_flags_that_take_values(Cli::command());
    let given = Given { matches: command.try_get_matches_from(&args).map_err(told)?, args };
    let options = Options::of(&Cli::command());
    let document = Document::new(Path::new("needlint.toml"), text, None);
    let layer = file::read(&document, &options).map_err(|fault| fault.draw(SCREEN))?;
    let matches = given.matches(&options, &layer).map_err(told)?;
    Ok(show::without_places(&Sources { options, matches, layer }))
}

/// The allowances that a file of suppressions holds, each of which allows what it names.
pub fn suppressions(text: &str) -> Result<Vec<String>, String> {
    let suppressions = Suppressions::parse(text, TODAY).map_err(|error| pack_fault(text, error))?;
    for allow in suppressions.unused() {
        let [rule, product, ingredient] =
            [&allow.rule, &allow.product, &allow.ingredient].map(|pattern| pattern.as_deref().unwrap_or_default());
        let rule = if rule.contains(['/', '*', '?']) { rule.to_owned() } else { format!("{rule}/x") };
        // behind a backslash a sign stands for itself alone
        let is_plain = ![&rule, product, ingredient].iter().any(|pattern| pattern.contains('\\'));
        assert!(!is_plain || suppressions.find(&rule, product, ingredient).is_some(), "{allow}");
    }
    Ok(suppressions.unused().chain(suppressions.expired()).map(ToString::to_string).collect())
}

/// A baseline as it is written back where nothing is gone.
pub fn baseline(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let told = |error| CliError::of_baseline(&error).draw(SCREEN);
    let baseline = Baseline::read("x", bytes).map_err(told)?;
    let mut out = Vec::new();
    let pruned = prune(&baseline, "x", bytes, |_| true, &mut out).map_err(told)?;
    assert_eq!((pruned.kept, pruned.gone), (baseline.len(), 0));
    Ok(out)
}

/// What the user is told of a fault in a TOML file.
pub fn pack_fault(text: &str, error: PackError) -> String {
    assert!(error.span.clone().is_none_or(|span| text.get(span).is_some()));
    CliError::of_pack("x", text, error).draw(SCREEN)
}
