//! A table with any number of values for a key, in two pieces of memory rather than one for each key.

use std::hash::Hash;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Values by their keys; those of one key are a chain, the last one first.
#[derive(Debug)]
pub(super) struct Chains<K, V> {
    heads: FxHashMap<K, u32>,
    /// Each value with the place of the next one in its chain, or [`END`].
    links: Vec<(V, u32)>,
}

const END: u32 = u32::MAX;

impl<K: Eq + Hash + Copy, V: Copy> Chains<K, V> {
    /// A table with room for so many values.
    pub(super) fn with_capacity(values: usize) -> Chains<K, V> {
        let heads = FxHashMap::with_capacity_and_hasher(values, FxBuildHasher);
        Chains { heads, links: Vec::with_capacity(values) }
    }

    pub(super) fn push(&mut self, key: K, value: V) {
        let place = self.links.len() as u32;
        let next = self.heads.insert(key, place).unwrap_or(END);
        self.links.push((value, next));
    }

    pub(super) fn of(&self, key: K) -> impl Iterator<Item = V> {
        let link = |place: u32| self.links.get(place as usize);
        let head = self.heads.get(&key).and_then(move |&head| link(head));
        std::iter::successors(head, move |&&(_, next)| link(next)).map(|&(value, _)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_values() {
        let mut chains = Chains::with_capacity(3);
        for (key, value) in [("a", 1), ("b", 2), ("a", 3)] {
            chains.push(key, value);
        }
        let of = |key: &'static str| chains.of(key).collect::<Vec<_>>();
        assert_eq!((of("a"), of("b"), of("c")), (vec![3, 1], vec![2], vec![]));
    }
}
