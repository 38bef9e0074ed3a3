//! The schema of `needlint.toml`: its keys are the options that can stand in it, so it is made from these.

use clap::builder::ValueParser;
use clap::{Command, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::{Level, Show};
use crate::cli::config::options::{Kind, Opt, Options};

/// The schema of a config for a program with this command line.
pub(super) fn schema(program: &Command) -> Value {
    let options = Options::of(program);
    let mut keys: Map<String, Value> = options.of_file().map(|option| (option.key.clone(), key(option))).collect();
    keys.insert(
        "extends".to_owned(),
        json!({
            "description": "Another configuration file, used for options not set in this one; the path is relative to this file",
            "type": "string",
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "needlint.toml",
        "description": "Options for every run of needlint in this folder and the folders below it.",
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
    })
}

/// What an option is set to in a file.
fn key(option: &Opt) -> Value {
    let mut key = match option.kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::One => value(option),
        Kind::List if option.takes_one() => {
            json!({ "anyOf": [value(option), { "type": "array", "items": value(option) }] })
        }
        Kind::List => json!({ "type": "array", "items": value(option) }),
        Kind::Table => json!({ "type": "object", "additionalProperties": named(option) }),
    };
    if let (Some(help), Some(members)) = (option.arg.get_help(), key.as_object_mut()) {
        members.insert("description".to_owned(), help.to_string().into());
    }
    key
}

/// What a name in a table is set to.
fn named(option: &Opt) -> Value {
    let names = |level: &Level| level.to_possible_value().map(|value| value.get_name().to_owned());
    match option.key.as_str() {
        "severity" => json!({ "enum": Level::value_variants().iter().filter_map(names).collect::<Vec<_>>() }),
        _ => json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] }),
    }
}

fn value(option: &Opt) -> Value {
    let choices = option.arg.get_possible_values();
    let names: Vec<&str> =
        choices.iter().filter(|choice| !choice.is_hide_set()).map(|choice| choice.get_name()).collect();
    match option.arg.get_value_parser() {
        _ if !names.is_empty() => json!({ "enum": names }),
        parser if is_a::<Show>(parser) => json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "const": "all" }] }),
        parser if is_a::<u16>(parser) || is_a::<u64>(parser) => json!({ "type": "integer", "minimum": 0 }),
        _ if option.is_path => json!({ "type": "string" }),
        // a number may stand without quotes
        _ => json!({ "type": ["string", "number"] }),
    }
}

fn is_a<T: 'static>(parser: &ValueParser) -> bool {
    parser.type_id() == std::any::TypeId::of::<T>()
}
