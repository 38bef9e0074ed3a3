//! The substances of a pack: each has an id and names of its own, and is a kind of nothing but what exists.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use toml::Spanned;

use super::{PackError, Result, closest, fault, fault_at};
use crate::rule::spec::SubstanceSpec;
use crate::rule::{Name, RulePack, Substance};
use crate::volumes::Volumes;

/// The substances as specified. Those of the built-in pack are known besides.
pub(super) fn read(specs: Vec<SubstanceSpec>, builtin: Option<&RulePack>) -> Result<Vec<Substance>> {
    let builtin: HashSet<&str> = builtin.iter().flat_map(|pack| &pack.substances).map(|s| s.id.as_str()).collect();
    check_ids(&specs, &builtin)?;
    check_kinds(&specs)?;
    let read = specs.into_iter().map(substance).collect::<Result<Vec<Placed>>>()?;
    check_names(&read)?;
    Ok(read.into_iter().map(|(substance, _)| substance).collect())
}

/// No id is given twice, and what a substance is a kind of, or is carried by, exists.
fn check_ids(specs: &[SubstanceSpec], builtin: &HashSet<&str>) -> Result<()> {
    let mut ids = HashSet::new();
    for id in specs.iter().map(|spec| &spec.id) {
        if !ids.insert(id.get_ref().as_str()) || builtin.contains(id.get_ref().as_str()) {
            let message = format!("two substances have the id `{}`", id.get_ref());
            return Err(fault(id, message, "repeated here", "give one of them a different id"));
        }
    }
    let unknown = |parent: &&Spanned<String>| {
        let id = parent.get_ref().as_str();
        !ids.contains(id) && !builtin.contains(id)
    };
    match specs.iter().flat_map(|spec| spec.kind_of.iter().chain(&spec.carried_by)).find(unknown) {
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
            let help = "follow the kind-of keys from one substance to the next, and remove one of them";
            return Err(fault(parent, format!("`{id}` is a kind of itself"), "leads back to it", help));
        }
    }
    Ok(())
}

/// A substance, with the places in the file of its names and of those that count alone.
type Placed = (Substance, Vec<Range<usize>>);

fn substance(spec: SubstanceSpec) -> Result<Placed> {
    if spec.names.values().all(Vec::is_empty) && spec.words.is_empty() && spec.alone.is_empty() {
        let help = "add [substance.names] with at least one name, such as en = [\"alcohol\"]";
        let message = format!("`{}` has no names", spec.id.get_ref());
        return Err(fault(&spec.id, message, "cannot be recognised", help));
    }
    let spans = spec.names.values().flatten().chain(&spec.alone).map(Spanned::span).collect();
    let substance = Substance {
        id: spec.id.into_inner(),
        title: spec.title,
        kind_of: spec.kind_of.map(Spanned::into_inner),
        look_alike: spec.look_alike,
        formula: spec.formula,
        likely: spec.likely,
        carried_by: spec.carried_by.map(Spanned::into_inner),
        volumes: spec.by_volume.map(volumes).transpose()?.unwrap_or_default(),
        names: spec.names.into_values().flatten().map(name).collect::<Result<_>>()?,
        alone: spec.alone.into_iter().map(name).collect::<Result<_>>()?,
        words: spec.words.into_iter().map(name).collect::<Result<_>>()?,
    };
    Ok((substance, spans))
}

/// The curve through points that rise.
fn volumes(points: Spanned<Vec<(f64, f64)>>) -> Result<Volumes> {
    Volumes::through(points.get_ref()).ok_or_else(|| {
        let help = "each pair is a percentage by volume and by weight; both must be below 100 and higher than in the previous pair";
        fault(&points, "the values of `by-volume` do not rise".to_owned(), "does not rise from 0 to 100", help)
    })
}

/// No name is given twice.
fn check_names(read: &[Placed]) -> Result<()> {
    let mut taken: HashMap<&str, (&Name, &Substance)> = HashMap::new();
    for (substance, spans) in read {
        for (name, span) in substance.names.iter().chain(&substance.alone).zip(spans) {
            if let Some((first, other)) = taken.insert(name.key(), (name, substance)) {
                let message = format!("`{}` is already a name of `{}`", name.printed(), other.id);
                let same = "is the same when case, accents, spaces and hyphens are ignored; remove one of them";
                let help = format!("`{}` {same}", first.printed());
                return Err(fault_at(span.clone(), message, "given twice", help));
            }
        }
    }
    Ok(())
}

/// The name, if there is something in it to compare.
fn name(spec: Spanned<String>) -> Result<Name> {
    let span = spec.span();
    let name = Name::new(spec.into_inner());
    match name.key().is_empty() {
        true => Err(fault_at(
            span,
            "a name needs at least one letter",
            "nothing to compare",
            "remove it, or write the full name",
        )),
        false => Ok(name),
    }
}

pub(super) fn unknown_substance<'a>(id: &Spanned<String>, ids: impl IntoIterator<Item = &'a str>) -> PackError {
    let help = match closest(id.get_ref(), ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add a [[substance]] with this id, or use one from the built-in pack: needlint rules list".to_string(),
    };
    fault(id, format!("there is no substance `{}`", id.get_ref()), "unknown substance", help)
}
