//! What the environment says: a variable an option.

use std::ffi::{OsStr, OsString};
use std::fmt;

use clap::builder::{BoolishValueParser, TypedValueParser};

use super::layer::{Layer, Origin, Setting, Value};
use super::options::{Kind, Opt, Options, PREFIX};
use super::refusal::refusal;
use crate::cli::error::CliError;
use crate::cli::suggest;

/// What the variables that `value_of` knows say of options. An empty one says nothing.
pub(super) fn layer(options: &Options, value_of: impl Fn(&str) -> Option<OsString>) -> Result<Layer, CliError> {
    let mut layer = Layer::default();
    for option in options.all() {
        let variable = option.variable();
        if let Some(value) = value_of(&variable).filter(|value| !value.is_empty()) {
            layer.set(&option.key, setting(option, variable, &value)?);
        }
    }
    Ok(layer)
}

/// A variable that looks as if it set an option and sets none, as no option has its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stray {
    pub(super) name: String,
    /// A variable with nearly its name that would set one.
    pub(super) near: Option<String>,
}

/// The strays among these variables.
pub(super) fn strays(options: &Options, names: impl Iterator<Item = OsString>) -> Vec<Stray> {
    let known: Vec<String> = options.all().map(Opt::variable).collect();
    let names = names.filter_map(|name| name.into_string().ok());
    let mut strays: Vec<String> = names.filter(|name| name.starts_with(PREFIX) && !known.contains(name)).collect();
    strays.sort();
    let bare = |name: &String| name.trim_start_matches(PREFIX).to_lowercase();
    let bare_names: Vec<String> = known.iter().map(bare).collect();
    let near = |name: &String| {
        let near = suggest::name(&bare(name), bare_names.iter().map(String::as_str))?;
        Some(format!("{PREFIX}{}", near.to_uppercase()))
    };
    strays.into_iter().map(|name| Stray { near: near(&name), name }).collect()
}

impl fmt::Display for Stray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} matches no option", self.name)?;
        self.near.iter().try_for_each(|near| write!(f, "; did you mean {near}?"))
    }
}

fn setting(option: &Opt, variable: String, written: &OsStr) -> Result<Setting, CliError> {
    let origin = Origin::Variable(variable);
    let mut values = Vec::new();
    for text in texts(option, written) {
        if let Some(help) = refusal(option, &text) {
            return Err(CliError::new(format!("{origin} cannot be `{}`", text.display())).help(help));
        }
        values.push(Value { text, origin: origin.clone() });
    }
    Ok(Setting { values, origin })
}

/// The values of an option, which are set off by commas where there can be several.
fn texts(option: &Opt, written: &OsStr) -> Vec<OsString> {
    match (option.kind, written.to_str()) {
        (Kind::Flag, _) => vec![truth(written).map_or_else(|| written.to_owned(), |is| is.to_string().into())],
        (Kind::List | Kind::Table, Some(text)) => {
            text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(OsString::from).collect()
        }
        (Kind::One | Kind::List | Kind::Table, _) => vec![written.to_owned()],
    }
}

/// Whether a flag is set, as people write that in the environment: `1`, `yes`, `on`, `true` and what is none of these.
fn truth(written: &OsStr) -> Option<bool> {
    let command = clap::Command::new("needlint");
    BoolishValueParser::new().parse_ref(&command, None, written).ok()
}
