//! From what is written to what is looked up: every error with its place and a way out.

use std::sync::atomic::AtomicBool;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::Date;
use super::allow::{Allow, Globs};
use crate::rule::{PackError, fault_of_toml};
use crate::triage::glob::{Glob, IngredientGlob, LONGEST};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSpec {
    #[serde(default)]
    allow: Vec<Spanned<AllowSpec>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllowSpec {
    product: Option<Spanned<String>>,
    rule: Option<Spanned<String>>,
    ingredient: Option<Spanned<String>>,
    reason: Spanned<String>,
    owner: Option<Spanned<String>>,
    expires: Option<Spanned<Datetime>>,
}

/// The entries of a file, in its order.
pub(super) fn allows(toml: &str, today: Date) -> Result<Vec<Allow>, PackError> {
    let spec: FileSpec = toml::from_str(toml).map_err(|error| fault_of_toml(&error))?;
    spec.allow.into_iter().map(|spec| allow(spec, today)).collect()
}

fn allow(spec: Spanned<AllowSpec>, today: Date) -> Result<Allow, PackError> {
    let span = spec.span();
    let AllowSpec { product, rule, ingredient, reason, owner, expires } = spec.into_inner();
    if product.is_none() && rule.is_none() && ingredient.is_none() {
        let help = "add at least one of: product, rule, ingredient";
        return Err(fault(&Spanned::new(span, ()), "this would allow every finding", "matches everything", help));
    }
    let product = pattern(product)?;
    let rule = pattern(rule)?;
    let ingredient = pattern(ingredient)?;
    let globs = Globs {
        product: product.as_deref().map(Glob::new),
        rule: rule.as_deref().map(rules),
        ingredient: ingredient.as_deref().map(IngredientGlob::new),
    };
    let expires = expires.map(day).transpose()?;
    Ok(Allow {
        product,
        rule,
        ingredient,
        reason: said(reason, "say why, so that others can tell whether it still applies")?.into(),
        owner: owner.map(|owner| said(owner, "name who is responsible, or remove the key")).transpose()?,
        expires,
        span,
        globs,
        is_expired: expires.is_some_and(|expires| expires < today),
        is_used: AtomicBool::new(false),
    })
}

/// The rules that are meant: those of a pack, where its name stands alone.
fn rules(pattern: &str) -> Glob {
    match pattern.split_once('/') {
        None if !pattern.contains(['*', '?']) => Glob::new(&format!("{pattern}/*")),
        Some((pack, "")) => Glob::new(&format!("{pack}/*")),
        _ => Glob::new(pattern),
    }
}

fn pattern(spec: Option<Spanned<String>>) -> Result<Option<String>, PackError> {
    let Some(spec) = spec else { return Ok(None) };
    if spec.get_ref().len() > LONGEST {
        return Err(fault(&spec, "this is too long", "too long", "shorten it with a *"));
    }
    said(spec, "remove the key, or use * to match all").map(Some)
}

fn said(spec: Spanned<String>, help: &str) -> Result<String, PackError> {
    match spec.get_ref().trim() {
        "" => Err(fault(&spec, "this value is empty", "empty", help)),
        text => Ok(text.to_owned()),
    }
}

fn day(spec: Spanned<Datetime>) -> Result<Date, PackError> {
    match *spec.get_ref() {
        Datetime { date: Some(date), time: None, offset: None } => Ok(date),
        Datetime { date, .. } => {
            let date = date.map_or_else(|| "2027-01-31".to_owned(), |date| date.to_string());
            let help = format!("use a date without a time: expires = {date}");
            Err(fault(&spec, "expected a date", "has a time of day", &help))
        }
    }
}

fn fault<T>(at: &Spanned<T>, message: &str, label: &str, help: &str) -> PackError {
    let [message, label, help] = [message, label, help].map(str::to_owned);
    PackError { message, span: Some(at.span()), label, help: Some(help) }
}
