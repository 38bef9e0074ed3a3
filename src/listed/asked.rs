//! Columns that are asked for: by their names, by their numbers, or by a pattern.

use std::fmt;

use super::{Holds, Source};
use crate::text::{Key, fold};

/// How alike a name must be to one that is meant to be suggested in its place.
pub(crate) const NEAR: f64 = 0.75;

/// So many columns are compared with a name that is missing. A header of many hundreds is no typing error.
const COMPARED: usize = 200;

/// Longest key that is compared, in bytes. By a wrong delimiter, a header may be one name.
const LONGEST_COMPARED: usize = 200;

/// A column that is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingColumn {
    /// What the user asked for; none where the ingredients were looked for by their usual names.
    pub wanted: Option<String>,
    /// Those that are there.
    pub columns: Vec<String>,
    /// The one that was perhaps meant.
    pub near: Option<String>,
}

impl fmt::Display for MissingColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.wanted {
            _ if self.columns.is_empty() => f.write_str("there is no row on this line"),
            Some(wanted) => write!(f, "there is no column called `{wanted}`"),
            None => f.write_str("could not find the ingredients column"),
        }
    }
}

/// The names of the columns of a table.
pub(crate) struct Header<'a> {
    pub(crate) names: &'a [String],
    pub(crate) keys: Vec<Key>,
}

impl<'a> Header<'a> {
    pub(crate) fn new(names: &'a [String]) -> Header<'a> {
        Header { names, keys: names.iter().map(|name| fold(name)).collect() }
    }

    /// The column that goes by this name, or else has this number.
    pub(crate) fn one(&self, wanted: &str) -> Result<usize, MissingColumn> {
        let key = fold(wanted);
        let exact = self.names.iter().position(|name| name == wanted);
        let alike = || self.keys.iter().position(|name| *name == key && !key.is_empty());
        let is_number = |number: &usize| (1..=self.names.len()).contains(number);
        let number = || wanted.trim().parse().ok().filter(is_number).map(|number| number - 1);
        exact.or_else(alike).or_else(number).ok_or_else(|| MissingColumn {
            wanted: Some(wanted.to_string()),
            columns: self.names.to_vec(),
            near: self.nearest(|name| similarity(name, &key)),
        })
    }

    /// The column whose name is most like one that is missing, if it is near.
    pub(crate) fn nearest(&self, likeness: impl Fn(&Key) -> f64) -> Option<String> {
        let alike = |index: usize| (likeness(&self.keys[index]), index);
        // of several that are equally near, the first
        let is_short = |index: &usize| self.keys[*index].as_str().len() <= LONGEST_COMPARED;
        let compared = (0..self.keys.len().min(COMPARED)).filter(is_short);
        let best = compared.map(alike).rev().max_by(|one, other| one.0.total_cmp(&other.0));
        best.filter(|(likeness, _)| *likeness >= NEAR).map(|(_, index)| self.names[index].clone())
    }

    /// The columns that were asked for, if they are several: by their names with commas between them, or by patterns.
    pub(crate) fn several(&self, asked: &[String]) -> Result<Option<Vec<Source>>, MissingColumn> {
        let is_one = |name: &str| self.one(name).is_ok();
        let parts = asked.iter().flat_map(|part| if is_one(part) { vec![&**part] } else { part.split(',').collect() });
        let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        // of the columns `text` and `text_en`, `text*` is both
        let is_pattern = |part: &str| part.contains('*') && !self.names.iter().any(|name| name == part);
        if parts.len() < 2 && !parts.iter().any(|part| is_pattern(part)) {
            return Ok(None);
        }
        let mut columns = Vec::new();
        for part in parts {
            let found = match is_pattern(part) {
                true => {
                    self.by_number((0..self.names.len()).filter(|index| matches(part, &self.names[*index])).collect())
                }
                false => Vec::new(),
            };
            match found.is_empty() {
                true => columns.push(self.one(part)?),
                false => columns.extend(found),
            }
        }
        let are_numbered = columns.len() > 1 && columns.iter().all(|index| self.stem(*index).is_some());
        let holds = if are_numbered { Holds::One } else { Holds::Headed };
        Ok(Some(columns.into_iter().map(|column| self.source(column, holds)).collect()))
    }

    pub(crate) fn source(&self, column: usize, holds: Holds) -> Source {
        Source { column, name: self.names[column].clone(), holds }
    }

    /// Columns in the order of the numbers at the ends of their names, if they differ in these alone.
    pub(crate) fn by_number(&self, mut columns: Vec<usize>) -> Vec<usize> {
        let stems: Vec<_> = columns.iter().map(|index| self.stem(*index)).collect();
        if stems.windows(2).all(|pair| pair[0].is_some() && pair[0] == pair[1]) {
            let number = |index: &usize| self.keys[*index].as_str()[stems[0].map_or(0, str::len)..].parse::<u64>().ok();
            columns.sort_by_key(number);
        }
        columns
    }

    /// The name of a column without the number at its end.
    pub(crate) fn stem(&self, index: usize) -> Option<&str> {
        let key = self.keys[index].as_str();
        let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
        (stem.len() < key.len()).then_some(stem)
    }
}

/// Whether a pattern with stars matches a name, whatever the case.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

/// How alike two names are; not at all where their lengths alone keep them from being near.
pub(crate) fn similarity(one: &Key, other: &Key) -> f64 {
    let [one, other] = [one, other].map(Key::as_str);
    let [len, other_len] = [one, other].map(|name| name.chars().count() as f64);
    if len.min(other_len) < len.max(other_len) * NEAR {
        0.0
    } else {
        strsim::normalized_damerau_levenshtein(one, other)
    }
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
