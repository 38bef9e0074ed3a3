//! Columns: finds the one with the ingredients, and those that say which product it is, by the names shops give them.

mod listing;
mod notes;

use std::fmt;

use super::options::ColumnNames;
use super::records::Shape;
use crate::text::{Key, fold};
use crate::usual::{BRAND, ID, INGREDIENTS, NAME};

pub(super) use crate::usual::{by_language, by_usual_names};
pub(super) use listing::is_list;

/// How alike a name must be to one that is meant to be suggested in its place.
const NEAR: f64 = 0.75;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its place among the columns, from 0.
    pub(crate) index: usize,
    pub(crate) name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) ingredients: Column,
    pub(crate) id: Option<Column>,
    pub(crate) name: Option<Column>,
    /// The one by which products are put into groups.
    pub(crate) group: Option<Column>,
    /// Others that could hold the ingredients by their names, the likeliest first; none where the user chose.
    pub(crate) passed_over: Vec<Column>,
    /// Those taken whose name stands in the header more than once.
    pub(crate) repeated: Vec<Column>,
    /// Places of others with the very name of the one with the ingredients; none where the user chose it by its number.
    pub(crate) twins: Box<[usize]>,
    pub(crate) count: usize,
}

/// A column that is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MissingColumn {
    /// What the user asked for; none where the ingredients were looked for by their usual names.
    pub(crate) wanted: Option<String>,
    pub(crate) columns: Vec<String>,
    /// The one that was perhaps meant.
    pub(crate) near: Option<String>,
}

impl Columns {
    /// Finds the columns in a header.
    pub(crate) fn find(header: &[String], wanted: ColumnNames<'_>) -> Result<Columns, MissingColumn> {
        let keys: Vec<Key> = header.iter().map(|name| fold(name)).collect();
        let column = |index: usize| Column { index, name: header[index].clone() };
        let (ingredients, passed_over) = match wanted.ingredients {
            [] => usual_ingredients(header, &keys)?,
            [name] => (asked_for(name, header, &keys)?, Vec::new()),
            several => (asked_for(&several.join(","), header, &keys)?, Vec::new()),
        };
        let id = match wanted.id {
            Some(name) => Some(asked_for(name, header, &keys)?),
            None => by_usual_names(&ID, &keys).into_iter().find(|index| *index != ingredients),
        };
        let name = match wanted.name {
            Some(name) => Some(asked_for(name, header, &keys)?),
            None => by_usual_names(&NAME, &keys).into_iter().find(|index| *index != ingredients && Some(*index) != id),
        };
        let group = match wanted.group {
            Some(name) => Some(asked_for(name, header, &keys)?),
            None if wanted.by_brand => {
                let is_free = |index: &usize| *index != ingredients && ![id, name].contains(&Some(*index));
                by_usual_names(&BRAND, &keys).into_iter().find(is_free)
            }
            None => None,
        };
        let taken = [Some(ingredients), id, name, group].into_iter().flatten();
        let is_repeated = |index: &usize| header.iter().filter(|name| **name == header[*index]).count() > 1;
        let is_other = |index: &usize| header[*index] != header[ingredients];
        let is_by_name = wanted.ingredients.iter().all(|name| fold(name) == keys[ingredients]);
        let is_twin = |index: &usize| is_by_name && *index != ingredients && !is_other(index);
        Ok(Columns {
            twins: (0..header.len()).filter(is_twin).collect(),
            repeated: taken.filter(is_repeated).map(column).collect(),
            ingredients: column(ingredients),
            id: id.map(column),
            name: name.map(column),
            group: group.map(column),
            passed_over: passed_over.into_iter().filter(is_other).map(column).collect(),
            count: header.len(),
        })
    }

    /// What a record with them looks like.
    pub(crate) fn shape(&self) -> Shape {
        Shape { count: self.count, list: self.ingredients.index, id: self.id.as_ref().map(|id| id.index) }
    }

    /// Takes columns by their numbers, where there is no header to name them.
    pub(crate) fn by_number(count: usize, wanted: ColumnNames<'_>) -> Result<Columns, MissingColumn> {
        let numbers: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
        let missing = |wanted: Option<&str>| MissingColumn {
            wanted: wanted.map(str::to_owned),
            columns: numbers.clone(),
            near: None,
        };
        let column = |number: &str| {
            let index = numbers.iter().position(|known| known == number.trim());
            index.map(|index| Column { index, name: number.trim().to_owned() }).ok_or_else(|| missing(Some(number)))
        };
        Ok(Columns {
            ingredients: match wanted.ingredients {
                [] => return Err(missing(None)),
                several => column(&several.join(","))?,
            },
            id: wanted.id.map(column).transpose()?,
            name: wanted.name.map(column).transpose()?,
            group: wanted.group.map(column).transpose()?,
            passed_over: Vec::new(),
            repeated: Vec::new(),
            twins: Box::default(),
            count,
        })
    }
}

impl fmt::Display for Columns {
    /// "columns sku (id), title (name), inci (ingredients)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let taken = [
            (self.id.as_ref(), "id"),
            (self.name.as_ref(), "name"),
            (self.group.as_ref(), "group"),
            (Some(&self.ingredients), "ingredients"),
        ];
        let taken: Vec<_> = taken.into_iter().filter_map(|(column, role)| Some((column?, role))).collect();
        f.write_str(if taken.len() == 1 { "column " } else { "columns " })?;
        for (at, (column, role)) in taken.into_iter().enumerate() {
            let between = if at > 0 { ", " } else { "" };
            write!(f, "{between}{} ({role})", column.name)?;
        }
        Ok(())
    }
}

/// The column that goes by this name, or else has this number.
pub(super) fn asked_for(wanted: &str, header: &[String], keys: &[Key]) -> Result<usize, MissingColumn> {
    let key = fold(wanted);
    let exact = header.iter().position(|name| name == wanted);
    let alike = || keys.iter().position(|name| *name == key && !key.is_empty());
    let number = || wanted.trim().parse().ok().filter(|number| (1..=header.len()).contains(number)).map(|n| n - 1);
    exact.or_else(alike).or_else(number).ok_or_else(|| MissingColumn {
        wanted: Some(wanted.to_string()),
        columns: header.to_vec(),
        near: nearest(header, keys, |name| similarity(name, &key)),
    })
}

/// The column with the ingredients, and others that could hold them.
fn usual_ingredients(header: &[String], keys: &[Key]) -> Result<(usize, Vec<usize>), MissingColumn> {
    let mut found = by_usual_names(&INGREDIENTS, keys).into_iter().chain(by_language(keys));
    let Some(best) = found.next() else {
        let near =
            nearest(header, keys, |name| INGREDIENTS.iter().map(|usual| likeness(name, usual)).fold(0.0, f64::max));
        return Err(MissingColumn { wanted: None, columns: header.to_vec(), near });
    };
    Ok((best, found.collect()))
}

/// A name that holds a usual one is taken for near and never for it: "key ingredients" are not all of them.
fn likeness(name: &Key, usual: &Key) -> f64 {
    if usual.as_str().chars().count() > 3 && name.as_str().contains(usual.as_str()) {
        return NEAR;
    }
    similarity(name, usual)
}

/// How alike two names are; not at all where their lengths alone keep them from being near.
fn similarity(one: &Key, other: &Key) -> f64 {
    let [one, other] = [one, other].map(Key::as_str);
    let [len, other_len] = [one, other].map(|name| name.chars().count() as f64);
    if len.min(other_len) < len.max(other_len) * NEAR {
        0.0
    } else {
        strsim::normalized_damerau_levenshtein(one, other)
    }
}

/// So many columns are compared with a name that is missing. A header of many hundreds is no typing error.
const COMPARED: usize = 200;

/// Longest key that is compared, in bytes. By a wrong delimiter, a header may be one name.
const LONGEST_COMPARED: usize = 200;

fn nearest(header: &[String], keys: &[Key], likeness: impl Fn(&Key) -> f64) -> Option<String> {
    let alike = |index: usize| (likeness(&keys[index]), index);
    // of several that are equally near, the first
    let is_short = |index: &usize| keys[*index].as_str().len() <= LONGEST_COMPARED;
    let best =
        (0..keys.len().min(COMPARED)).filter(is_short).map(alike).rev().max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(likeness, _)| *likeness >= NEAR).map(|(_, index)| header[index].clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_lengths_are_not_compared_letter_by_letter() {
        let alike = |one: &str, other: &str| similarity(&fold(one), &fold(other));
        assert!(alike("ingredeints", "ingredients") >= NEAR && alike("inc", "inci") >= NEAR);
        assert_eq!([alike("in", "inci"), alike("inci", "inci of all")], [0.0, 0.0]);
    }
}
