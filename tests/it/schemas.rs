//! What needlint writes and reads keeps to the schemas that it prints.

use std::fs;
use std::path::Path;
use std::process::Command;

use needlint::{Engine, RulePack};
use serde_json::{Map, Value, json};

const CATALOGUES: &[&str] =
    &["range.csv", "shop.csv", "clear.csv", "ragged.csv", "nul-byte.csv", "same-ids.csv", "shop.jsonl"];

fn needlint(arguments: &[&str]) -> Vec<u8> {
    Command::new(env!("CARGO_BIN_EXE_needlint")).args(arguments).output().unwrap().stdout
}

fn schema(of: &str) -> Value {
    serde_json::from_slice(&needlint(&["schema", of])).unwrap()
}

/// A schema that allows for no member that it does not tell of. The one that is printed does, as fields may be added.
fn closed(schema: Value) -> Value {
    match schema {
        Value::Object(mut members) => {
            if members.contains_key("properties") {
                members.entry("unevaluatedProperties").or_insert(json!(false));
            }
            Value::Object(members.into_iter().map(|(name, value)| (name, closed(value))).collect())
        }
        Value::Array(values) => values.into_iter().map(closed).collect(),
        other => other,
    }
}

fn assert_valid(schema: &Value, document: &Value, what: &str) {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new(), "{what}");
}

fn path(catalogue: &str) -> String {
    format!("fixtures/catalogues/{catalogue}")
}

#[test]
fn a_schema_is_one() {
    for of in ["output", "receipt", "config", "pack"] {
        let schema = schema(of);
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{of}");
        assert!(schema["title"].is_string() && schema["description"].is_string(), "{of}: {schema:#}");
    }
}

#[test]
fn lines_and_documents_are_what_the_schema_tells() {
    let schema = closed(schema("output"));
    let definition = |name: &str| {
        let mut one = schema["$defs"][name].clone();
        one.as_object_mut().unwrap().insert("$defs".to_owned(), schema["$defs"].clone());
        one
    };
    let (line, document) = (definition("Line"), definition("Document"));
    for catalogue in CATALOGUES {
        let of = |format| needlint(&["scan", &path(catalogue), "--all", "--format", format]);
        for json in String::from_utf8(of("jsonl")).unwrap().lines() {
            assert_valid(&line, &serde_json::from_str(json).unwrap(), json);
        }
        assert_valid(&document, &serde_json::from_slice(&of("json")).unwrap(), catalogue);
    }
    for label in fs::read_dir("fixtures/labels").unwrap() {
        let label = label.unwrap().path();
        let of = |format| needlint(&["check", label.to_str().unwrap(), "--all", "--format", format]);
        assert_valid(&document, &serde_json::from_slice(&of("json")).unwrap(), &label.display().to_string());
    }
}

#[test]
fn what_the_library_says_of_a_text_is_what_the_command_says() {
    let texts = [
        "Water, SD Alcohol 40-B, Cetearyl Alcohol",
        "Zutaten:\r\nWasser\rÄthanol,\n변성알코올, \"Alcohol\" denat.",
        "Alcohol-free. Aqua, Alcohol, Alcohol, Parfum",
        "see packaging",
    ];
    let mut engine = Engine::new(vec![RulePack::builtin()]);
    engine.count_names(true);
    for text in texts {
        let document = needlint(&["check", "--text", text, "--all", "--format", "json"]);
        let document: Value = serde_json::from_slice(&document).unwrap();
        let own: Value = serde_json::from_str(&engine.check(text).to_json(text)).unwrap();
        assert_eq!(own, document["products"][0], "{text}");
    }
}

#[test]
fn a_receipt_is_what_the_schema_tells() {
    let schema = closed(schema("receipt"));
    let catalogues: Vec<String> =
        CATALOGUES.iter().chain(&["broken.jsonl", "missing.csv"]).map(|name| path(name)).collect();
    let mut arguments = vec!["scan", "--quiet", "--receipt", "-", "--figure", "high-alcohol=15%"];
    arguments.extend(catalogues.iter().map(String::as_str));
    assert_valid(&schema, &serde_json::from_slice(&needlint(&arguments)).unwrap(), "a receipt");
}

#[test]
fn packs_are_what_the_schema_tells() {
    let schema = schema("pack");
    for pack in ["rules/needling.toml", "fixtures/packs/retinoids.toml"] {
        assert_valid(&schema, &toml(Path::new(pack)), pack);
    }
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(!validator.is_valid(&toml(Path::new("fixtures/packs/unknown-key.toml"))));
}

#[test]
fn the_options_are_the_keys_of_a_config() {
    let schema = schema("config");
    for (config, is_valid) in [
        ("format = \"sarif\"\nfail-on = \"error\"\nallow-unreadable = true\nshow = 7", true),
        ("select = [\"needling/\"]\nrules = [\"clinic.toml\"]\nid = \"sku\"\nshow = \"all\"\njobs = 2", true),
        (
            "extends = \"../needlint.toml\"\n[figure]\nhigh-alcohol = \"15%\"\n[severity]\n\"needling/alcohol\" = \"note\"",
            true,
        ),
        ("failon = \"error\"", false),
        ("fail-on = \"sometimes\"", false),
        ("select = \"needling/\"", false),
        ("jobs = \"many\"", false),
        ("[severity]\n\"needling/alcohol\" = \"loud\"", false),
    ] {
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let config: Value = toml::from_str(config).unwrap();
        assert_eq!(validator.is_valid(&config), is_valid, "{config}");
    }
}

/// A TOML file as JSON.
fn toml(path: &Path) -> Value {
    let read: Map<String, Value> = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    Value::Object(read)
}
