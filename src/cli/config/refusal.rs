//! Whether an option takes a value, in clap's words of what it takes.

use std::error::Error;
use std::ffi::{OsStr, OsString};

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command};

use super::options::Opt;

/// What an option takes instead of a value that it does not take; none if it takes it.
pub(super) fn refusal(option: &Opt, value: &OsStr) -> Option<String> {
    let error = taken(option, value).err()?;
    let listed = |kind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::String(text)) => text.clone(),
        _ => String::new(),
    };
    let (allowed, near) = (listed(ContextKind::ValidValue), listed(ContextKind::SuggestedValue));
    Some(match (allowed.as_str(), near.as_str()) {
        ("", _) => error.source().map_or_else(|| format!("use {}", option.value_name()), <dyn Error>::to_string),
        (allowed, "") => format!("choose one of: {allowed}"),
        (allowed, near) => format!("did you mean `{near}`? Choose one of: {allowed}"),
    })
}

/// Has clap read the value, and nothing but the value.
fn taken(option: &Opt, value: &OsStr) -> Result<(), clap::Error> {
    let arg = Arg::new("value").long("value").num_args(1).value_parser(option.arg.get_value_parser().clone());
    let command = Command::new("needlint").no_binary_name(true).disable_help_flag(true).arg(arg);
    let mut written = OsString::from("--value=");
    written.push(value);
    command.try_get_matches_from([written]).map(drop)
}
