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
        let help = "say which ones: product, rule or ingredient, or several";
        return Err(fault(&Spanned::new(span, ()), "this would allow every finding", "about all there are", help));
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
        reason: said(reason, "say why, so that the next one knows whether it still holds")?.into(),
        owner: owner.map(|owner| said(owner, "name who answers for it, or leave it out")).transpose()?,
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
        return Err(fault(&spec, "this is too long", "too long", "let a * stand for the most of it"));
    }
    said(spec, "leave it out, or write * for all").map(Some)
}

fn said(spec: Spanned<String>, help: &str) -> Result<String, PackError> {
    match spec.get_ref().trim() {
        "" => Err(fault(&spec, "nothing is said here", "blank", help)),
        text => Ok(text.to_owned()),
    }
}

fn day(spec: Spanned<Datetime>) -> Result<Date, PackError> {
    match *spec.get_ref() {
        Datetime { date: Some(date), time: None, offset: None } => Ok(date),
        Datetime { date, .. } => {
            let date = date.map_or_else(|| "2027-01-31".to_owned(), |date| date.to_string());
            let help = format!("leave the time out: expires = {date}");
            Err(fault(&spec, "a date is expected here", "has a time of day", &help))
        }
    }
}

fn fault<T>(at: &Spanned<T>, message: &str, label: &str, help: &str) -> PackError {
    let [message, label, help] = [message, label, help].map(str::to_owned);
    PackError { message, span: Some(at.span()), label, help: Some(help) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slip_has_its_place_and_a_way_out() {
        let today = Date { year: 2026, month: 3, day: 31 };
        let no_text = "a text is expected here";
        let no_date = "a date is expected here";
        let blank = "nothing is said here";
        for (allow, place, message, help) in [
            (
                "WHY",
                "[[allow]]",
                "this would allow every finding",
                "say which ones: product, rule or ingredient, or several",
            ),
            ("RULE", "[[allow]]", "`reason` is missing here", "add reason = \"...\""),
            ("RULE; reason = ' '", "' '", blank, "say why, so that the next one knows whether it still holds"),
            ("RULE; WHY; owner = ''", "''", blank, "name who answers for it, or leave it out"),
            ("rule = ''; WHY", "''", blank, "leave it out, or write * for all"),
            ("rules = 'a/b'; WHY", "rules", "no key is called `rules` here", "did you mean `rule`?"),
            ("rule = ['a/b']; WHY", "['a/b']", no_text, "write it in quotes"),
            ("RULE; reason = 1", "1", no_text, "write it in quotes"),
            ("RULE; WHY; expires = '2026-04-01'", "'2026-04-01'", no_date, "write it without quotes, as in 2027-01-31"),
            (
                "RULE; WHY; expires = 2026-04-01T10:00:00",
                "2026-04-01T10:00:00",
                no_date,
                "leave the time out: expires = 2026-04-01",
            ),
            ("RULE; WHY; expires = 2026-02-30", "2026-02-30", "there is no such date", "write a day between 01 and 28"),
        ] {
            let allow = allow.replace("; ", "\n").replace("RULE", "rule = 'a/b'").replace("WHY", "reason = 'r'");
            let toml = format!("[[allow]]\n{allow}\n");
            let error = allows(&toml, today).map(|_| ()).expect_err(&toml);
            assert_eq!((error.message.as_str(), error.help.as_deref()), (message, Some(help)), "{toml}");
            assert_eq!(&toml[error.span.expect("it has a place")], place, "{toml}");
        }
        let error = allows("[allow]\nrule = \"a/b\"\n", today).map(|_| ()).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("double the brackets: [[...]]"));
        let error = allows("[[alow]]\n", today).map(|_| ()).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("did you mean `allow`?"));
    }
}
