//! Groups: products that have something in common, such as the brand, counted apart.
//!
//! There may be a hundred thousand, so their names stand in one piece of memory, and are put in order when they are told.

use std::hash::{Hash, Hasher, RandomState};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use string_interner::backend::StringBackend;
use string_interner::symbol::SymbolU32;
use string_interner::{StringInterner, Symbol};

use crate::finding::Severities;
use crate::limits;

/// Products that have something in common, such as the brand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Group {
    /// Products read.
    pub(crate) products: u64,
    /// Products whose list could not be read.
    pub(crate) unreadable: u64,
    /// Products with findings that count, by the highest severity of those.
    pub(crate) affected: Severities,
}

impl Group {
    fn add(&mut self, &Group { products, unreadable, affected }: &Group) {
        self.products += products;
        self.unreadable += unreadable;
        self.affected.add_times(affected, 1);
    }
}

/// All groups, by their names.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    names: StringInterner<StringBackend<SymbolU32>, RandomState>,
    /// How long the names are together.
    length: usize,
    /// In the order in which their names came.
    counts: Vec<Group>,
    /// Whether there were more than can be kept apart. Then none is.
    pub(crate) were_too_many: bool,
}

impl Groups {
    /// The group with this name.
    pub(super) fn of(&mut self, name: &str) -> &mut Group {
        let number = self.names.get_or_intern(name).to_usize();
        if number == self.counts.len() {
            self.counts.push(Group::default());
            self.length += name.len();
        }
        &mut self.counts[number]
    }

    pub(crate) fn add(&mut self, others: &Groups) {
        for (name, group) in others.unsorted() {
            self.of(name).add(group);
        }
        self.were_too_many |= others.were_too_many || self.are_too_many();
        if self.were_too_many {
            *self = Groups { were_too_many: true, ..Groups::default() };
        }
    }

    /// Adds groups that are held once where there were none before.
    pub(super) fn share(own: &mut Arc<Groups>, others: &Arc<Groups>) {
        let is_first = own.is_empty() && !own.were_too_many && !others.are_too_many();
        if is_first {
            *own = Arc::clone(others);
        } else if !others.is_empty() || others.were_too_many {
            Arc::make_mut(own).add(others);
        }
    }

    fn are_too_many(&self) -> bool {
        self.len() > limits::GROUPS || self.length > limits::GROUP_NAMES.0
    }

    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The groups in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Group)> {
        let mut groups: Vec<_> = self.unsorted().collect();
        groups.sort_unstable_by_key(|(name, _)| *name);
        groups.into_iter()
    }

    fn unsorted(&self) -> impl Iterator<Item = (&str, &Group)> {
        self.names.iter().map(|(_, name)| name).zip(&self.counts)
    }
}

impl Default for Groups {
    fn default() -> Groups {
        Groups { names: StringInterner::new(), length: 0, counts: Vec::new(), were_too_many: false }
    }
}

impl PartialEq for Groups {
    fn eq(&self, other: &Groups) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Groups {}

impl Hash for Groups {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|group| group.hash(state));
    }
}

impl Serialize for Groups {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_the_same_in_whatever_order_they_came() {
        let groups = |names: &[&str]| {
            let mut groups = Groups::default();
            names.iter().for_each(|name| groups.of(name).products += 1);
            groups
        };
        let (one, other) = (groups(&["b", "", "a", "b"]), groups(&["a", "b", "b", ""]));
        assert_eq!(one, other);
        assert!(one.iter().map(|(name, group)| (name, group.products)).eq([("", 1), ("a", 1), ("b", 2)]));
        let (mut sum, mut shared) = (groups(&["c"]), Arc::default());
        sum.add(&one);
        [groups(&["c"]), other].map(Arc::new).iter().for_each(|others| Groups::share(&mut shared, others));
        assert!(sum.iter().map(|(_, group)| group.products).eq([1, 1, 2, 1]));
        assert_eq!(sum, *shared);
        assert_ne!(sum, one);
    }

    #[test]
    fn too_many_are_told_by_their_number_and_by_their_length() {
        let many = (0..limits::GROUPS).map(|number| number.to_string()).collect();
        for names in [many, vec!["a".repeat(limits::GROUP_NAMES.0)]] {
            let (mut groups, mut others) = (Groups::default(), Groups::default());
            names.iter().for_each(|name| groups.of(name).products += 1);
            groups.add(&others);
            assert_eq!((groups.len(), groups.were_too_many), (names.len(), false));
            others.of("one more");
            groups.add(&others);
            assert_eq!((groups.len(), groups.were_too_many), (0, true));
            others.add(&groups);
            assert!(others.were_too_many);
        }
    }
}
