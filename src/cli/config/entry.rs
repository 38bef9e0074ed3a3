//! A value in the file, as it would be written on the command line.

use std::ffi::OsString;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::document::Document;
use super::options::{Kind, Opt};
use super::refusal::refusal;
use crate::cli::error::CliError;

/// A value, and its place in the file.
type Text = (OsString, Range<usize>);
type Entry<'a> = Spanned<DeValue<'a>>;

/// The values that an entry gives an option.
pub(super) fn texts(file: &Document<'_>, option: &Opt, entry: &Entry<'_>) -> Result<Vec<Text>, CliError> {
    match (option.kind, entry.get_ref()) {
        (Kind::Flag, DeValue::Boolean(is)) => Ok(vec![(is.to_string().into(), entry.span())]),
        (Kind::One, _) if plain(entry).is_some() => one(file, option, None, entry).map(|text| vec![text]),
        (Kind::List, _) if plain(entry).is_some() && option.takes_one() => {
            one(file, option, None, entry).map(|text| vec![text])
        }
        (Kind::List, DeValue::Array(entries)) => entries.iter().map(|entry| one(file, option, None, entry)).collect(),
        (Kind::Table, DeValue::Table(table)) => {
            let mut texts = Vec::new();
            for (name, entry) in table {
                texts.extend(named(file, option, name.get_ref(), entry)?);
            }
            Ok(texts)
        }
        (Kind::Flag | Kind::One | Kind::List | Kind::Table, _) => Err(misshapen(file, option, entry)),
    }
}

/// The values of a name in a table: one, or a list of them.
fn named(file: &Document<'_>, option: &Opt, name: &str, entry: &Entry<'_>) -> Result<Vec<Text>, CliError> {
    match entry.get_ref() {
        DeValue::Array(entries) => entries.iter().map(|entry| one(file, option, Some(name), entry)).collect(),
        _ => one(file, option, Some(name), entry).map(|text| vec![text]),
    }
}

/// A single value, held against what the option takes.
fn one(file: &Document<'_>, option: &Opt, name: Option<&str>, entry: &Entry<'_>) -> Result<Text, CliError> {
    let Some(written) = plain(entry) else {
        return Err(file.fault("expected a string", entry.span(), "here").help("put it in quotes"));
    };
    let value = if option.is_path { path(file, &written) } else { written.clone().into() };
    let text = match name {
        Some(name) => {
            let mut text = OsString::from(format!("{name}="));
            text.push(value);
            text
        }
        None => value,
    };
    match refusal(option, &text) {
        Some(help) => {
            let message = format!("{} cannot be `{written}`", name.unwrap_or(&option.key));
            Err(file.fault(message, entry.span(), "here").help(help))
        }
        None => Ok((text, entry.span())),
    }
}

/// The path of a file as seen from the working directory. A dash is no file.
fn path(file: &Document<'_>, written: &str) -> OsString {
    if written == "-" { written.into() } else { file.beside(written).into_os_string() }
}

fn plain(entry: &Entry<'_>) -> Option<String> {
    match entry.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

fn misshapen(file: &Document<'_>, option: &Opt, entry: &Entry<'_>) -> CliError {
    let key = &option.key;
    let (wanted, help) = match option.kind {
        Kind::Flag => ("true or false", format!("remove the quotes: {key} = true")),
        Kind::One => ("one value", format!("put it in quotes: {key} = \"...\"")),
        Kind::List => ("a list", format!("put it in square brackets: {key} = [\"...\", \"...\"]")),
        Kind::Table => {
            let (name, value) = option.value_name().split_once('=').unwrap_or(("NAME", "VALUE"));
            ("a table", format!("write [{key}] on its own line, followed by lines such as \"{name}\" = \"{value}\""))
        }
    };
    file.fault(format!("expected {wanted}"), entry.span(), "here").help(help)
}
