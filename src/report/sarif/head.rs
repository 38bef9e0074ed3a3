//! The head: the program, its packs and its rules, before all results.
//!
//! All rules stand with the driver, also those of packs of a user's own. Extensions may hold rules, but then each result
//! has to say in which extension its rule is, and not all who read SARIF look there. So an extension says which pack in
//! which version was used, and the rule's id which pack it is of.

use std::sync::Arc;

use serde_json::{Value, json};

use super::notices::DESCRIPTIONS;
use super::text::{capital, cut};
use crate::rule::{Condition, Rule, RulePack, Severity, Trigger};

/// The characters that a description may have.
const MOST: usize = 1_024;

/// The program with these packs and rules.
pub(super) fn tool(packs: &[RulePack], rules: &[Arc<Rule>]) -> Value {
    let notification = |(id, told): &(&str, &str)| json!({ "id": id, "shortDescription": text(told) });
    json!({
        "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "shortDescription": text(env!("CARGO_PKG_DESCRIPTION")),
            "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            "notifications": DESCRIPTIONS.iter().map(notification).collect::<Vec<_>>(),
        },
        "extensions": packs.iter().map(extension).collect::<Vec<_>>(),
    })
}

fn extension(pack: &RulePack) -> Value {
    let mut extension = json!({ "name": pack.name });
    if !pack.version.is_empty() {
        extension["version"] = json!(pack.version);
    }
    if !pack.title.is_empty() {
        extension["shortDescription"] = text(&pack.title);
    }
    extension
}

fn descriptor(rule: &Rule) -> Value {
    let or_id = |told: &str| if told.is_empty() { text(&rule.id) } else { text(&capital(told)) };
    json!({
        "id": rule.id,
        "shortDescription": or_id(&rule.headline),
        "fullDescription": or_id(&rule.meaning),
        "help": help(rule),
        "defaultConfiguration": { "level": rule.severity },
        "properties": properties(rule),
    })
}

fn text(told: &str) -> Value {
    json!({ "text": cut(told, MOST) })
}

/// All there is to say about a rule, without marks and with them.
fn help(rule: &Rule) -> Value {
    let parts = [
        ("What it means", &rule.meaning),
        ("Why", &rule.why),
        ("What the guide does not say", &rule.silent),
        ("What the label does not say", &rule.open),
        ("What to do", &rule.help),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(_, told)| !told.is_empty()).collect();
    let mut plain: Vec<String> = parts.iter().map(|(head, told)| format!("{head}: {told}")).collect();
    let mut marked: Vec<String> = parts.iter().map(|(head, told)| format!("**{head}.** {}", escaped(told))).collect();
    if let Some(place) = &rule.place {
        let place = format!("{}, {}, paragraph {}", place.document, place.section, place.paragraph);
        plain.push(format!("Where: {place}"));
        marked.push(format!("**Where.** {}", escaped(&place)));
    }
    let more = format!("needlint rules show {}", rule.id);
    plain.push(format!("More: {more}"));
    marked.push(format!("**More.** `{more}`"));
    json!({ "text": plain.join("\n\n"), "markdown": marked.join("\n\n") })
}

/// A text in which nothing marks anything up.
fn escaped(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '@' | '&') {
            marked.push('\\');
        }
        marked.push(character);
    }
    marked
}

fn properties(rule: &Rule) -> Value {
    let pack = rule.id.split('/').next().unwrap_or_default();
    let tags = ["cosmetics", "ingredients", pack].into_iter().chain(rule.family.as_deref());
    let mut tags: Vec<String> = tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    tags.sort();
    tags.dedup();
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    };
    // no `security-severity`: it would make a security alert of an ingredient
    json!({ "tags": tags, "precision": precision(rule), "problem.severity": severity })
}

/// How often a finding is right: a name that is on a list is hardly ever another thing, an amount is mostly worked out,
/// and a name on no list is guessed by its ending.
fn precision(rule: &Rule) -> &'static str {
    let has_amount = rule.conditions.iter().any(|c| matches!(c, Condition::AtLeast(_) | Condition::Below(_)));
    match rule.trigger {
        Trigger::Substances(_) if !has_amount => "very-high",
        Trigger::Substances(_) | Trigger::FreeClaim | Trigger::Opaque | Trigger::UselessOrder => "high",
        Trigger::UnknownEnding(_) => "medium",
    }
}
