//! The substances of a pack: each has an id and names of its own, and is a kind of nothing but what exists.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use toml::Spanned;

use super::{PackError, Result, closest, fault, fault_at};
use crate::rule::spec::SubstanceSpec;
use crate::rule::{Name, RulePack, Substance};

/// The substances as specified. Those of the built-in pack are known besides.
pub(super) fn read(specs: Vec<SubstanceSpec>, builtin: Option<&RulePack>) -> Result<Vec<Substance>> {
    let builtin: HashSet<&str> = builtin.iter().flat_map(|pack| &pack.substances).map(|s| s.id.as_str()).collect();
    check_ids(&specs, &builtin)?;
    check_kinds(&specs)?;
    let mut taken = Taken::default();
    specs.into_iter().map(|spec| taken.substance(spec)).collect()
}

/// No id is given twice, and what a substance is a kind of exists.
fn check_ids(specs: &[SubstanceSpec], builtin: &HashSet<&str>) -> Result<()> {
    let mut ids = HashSet::new();
    for id in specs.iter().map(|spec| &spec.id) {
        if !ids.insert(id.get_ref().as_str()) || builtin.contains(id.get_ref().as_str()) {
            let message = format!("two substances are called `{}`", id.get_ref());
            return Err(fault(id, message, "again here", "give one another id"));
        }
    }
    let unknown = |parent: &&Spanned<String>| {
        let id = parent.get_ref().as_str();
        !ids.contains(id) && !builtin.contains(id)
    };
    match specs.iter().filter_map(|spec| spec.kind_of.as_ref()).find(unknown) {
        Some(parent) => Err(unknown_substance(parent, specs.iter().map(|spec| spec.id.get_ref().as_str()))),
        None => Ok(()),
    }
}

/// Nothing may be a kind of itself, by however many steps.
fn check_kinds(specs: &[SubstanceSpec]) -> Result<()> {
    let parents: HashMap<&str, &Spanned<String>> =
        specs.iter().filter_map(|spec| Some((spec.id.get_ref().as_str(), spec.kind_of.as_ref()?))).collect();
    for spec in specs {
        let (id, up) = (spec.id.get_ref(), |id: &str| parents.get(id).copied());
        let above = std::iter::successors(up(id), |parent| up(parent.get_ref())).take(specs.len());
        if let Some(parent) = above.into_iter().find(|parent| parent.get_ref() == id) {
            let help = "follow kind-of from one substance to the next, and take one of them out";
            return Err(fault(parent, format!("`{id}` is a kind of itself"), "leads back to it", help));
        }
    }
    Ok(())
}

/// The names that are taken, by their keys: as they are written, and of which substance.
#[derive(Default)]
struct Taken(HashMap<Cow<'static, str>, (Cow<'static, str>, String)>);

impl Taken {
    fn substance(&mut self, spec: SubstanceSpec) -> Result<Substance> {
        if spec.names.values().all(Vec::is_empty) && spec.words.is_empty() {
            let help = "add [substance.names] with at least one name, such as en = [\"alcohol\"]";
            let message = format!("`{}` has no names", spec.id.get_ref());
            return Err(fault(&spec.id, message, "cannot be recognised", help));
        }
        let id = spec.id.into_inner();
        let names = spec.names.into_values().flatten().map(|name| self.name(name, &id)).collect::<Result<_>>()?;
        let alone = spec.alone.into_iter().map(|name| self.name(name, &id)).collect::<Result<_>>()?;
        Ok(Substance {
            id,
            title: spec.title,
            kind_of: spec.kind_of.map(Spanned::into_inner),
            look_alike: spec.look_alike,
            formula: spec.formula,
            names,
            alone,
            words: spec.words.into_iter().map(with_letters).collect::<Result<_>>()?,
        })
    }

    fn name(&mut self, spec: Spanned<String>, id: &str) -> Result<Name> {
        let span = spec.span();
        let name = with_letters(spec)?;
        match self.0.insert(name.key().clone(), (name.printed().clone(), id.to_owned())) {
            Some((first, other)) => {
                let message = format!("`{}` is a name of `{other}` already", name.printed());
                let help =
                    format!("`{first}` is the same once case, accents, spaces and hyphens are left out; remove one");
                Err(fault_at(span, message, "given twice", help))
            }
            None => Ok(name),
        }
    }
}

/// The name, if there is something in it to compare.
fn with_letters(spec: Spanned<String>) -> Result<Name> {
    let span = spec.span();
    let name = Name::new(spec.into_inner());
    match name.key().is_empty() {
        true => Err(fault_at(span, "a name needs a letter", "nothing to compare", "remove it or write the name out")),
        false => Ok(name),
    }
}

pub(super) fn unknown_substance<'a>(id: &Spanned<String>, ids: impl IntoIterator<Item = &'a str>) -> PackError {
    let help = match closest(id.get_ref(), ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add a [[substance]] with this id, or name one of the built-in pack: needlint rules list".to_string(),
    };
    fault(id, format!("no substance is called `{}`", id.get_ref()), "unknown substance", help)
}
