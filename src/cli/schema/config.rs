//! The schema of `needlint.toml`: its keys are the long options of `check` and `scan`, so it is made from these.

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};
use needlint::rule::Severity;
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use crate::cli::args::Show;

/// Options that say what one run is about, and so have no place in a file.
const OF_ONE_RUN: &[&str] = &["help", "version", "text"];

/// The schema of a config for a program with this command line.
pub(super) fn schema(program: &Command) -> Schema {
    let mut keys: Map<String, Value> = ["check", "scan"]
        .iter()
        .filter_map(|name| program.find_subcommand(name))
        .flat_map(Command::get_arguments)
        .chain(program.get_arguments())
        .filter(|option| !option.is_hide_set())
        .filter_map(|option| Some((option.get_long()?.to_owned(), key(option))))
        .filter(|(name, _)| !OF_ONE_RUN.contains(&name.as_str()))
        .collect();
    // with a name for each, a table says it better
    let about = keys.remove("figure").and_then(|figure| figure.get("description").cloned());
    keys.insert(
        "figures".to_owned(),
        json!({
            "description": about,
            "type": "object",
            "additionalProperties": { "type": "string", "examples": ["15%"] },
        }),
    );
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| severity.to_string());
    keys.insert(
        "severity".to_owned(),
        json!({
            "description": "The severity of a rule, by its id",
            "type": "object",
            "additionalProperties": { "enum": severities },
        }),
    );
    keys.insert(
        "extends".to_owned(),
        json!({
            "description": "Another config, which holds where this one says nothing; its path goes from this one",
            "type": "string",
        }),
    );
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "needlint.toml",
        "description": "What holds for every run of needlint in a folder and those below it.",
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
    })
}

/// What an option is set to in a file.
fn key(option: &Arg) -> Value {
    let mut key = match option.get_action() {
        ArgAction::SetTrue | ArgAction::SetFalse => json!({ "type": "boolean" }),
        ArgAction::Append => json!({ "type": "array", "items": value(option) }),
        _ if option.get_value_delimiter().is_some() => json!({ "type": "array", "items": value(option) }),
        _ => value(option),
    };
    if let (Some(help), Some(members)) = (option.get_help(), key.as_object_mut()) {
        members.insert("description".to_owned(), help.to_string().into());
    }
    key
}

fn value(option: &Arg) -> Value {
    let choices = option.get_possible_values();
    let names: Vec<&str> =
        choices.iter().filter(|choice| !choice.is_hide_set()).map(|choice| choice.get_name()).collect();
    match option.get_value_parser() {
        _ if !names.is_empty() => json!({ "enum": names }),
        parser if is_a::<Show>(parser) => json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "const": "all" }] }),
        parser if is_a::<u16>(parser) || is_a::<u64>(parser) || is_a::<usize>(parser) => {
            json!({ "type": "integer", "minimum": 0 })
        }
        parser if is_a::<f64>(parser) => json!({ "type": "number" }),
        _ => json!({ "type": "string" }),
    }
}

fn is_a<T: 'static>(parser: &ValueParser) -> bool {
    parser.type_id() == std::any::TypeId::of::<T>()
}
