//! Baselines: the findings that were known before, by their fingerprints.
//!
//! A baseline is a text file. Its first line says what it is, and each other line begins with a fingerprint:
//!
//! ```text
//! # needlint baseline 1: known findings, one per line; only the digits at the start and the end of a line count
//! 7c79e3b1d1d073fc6d0574e82bb8112b    needling/sd-alcohol    SKU-1    SD Alcohol 40-B    5f1c2a90
//! ```
//!
//! What stands between the tabs is for people, and for those who compare two versions. The last digits are those of the
//! list, which tell products with one id apart; baselines of older releases do not have them. The lines are sorted, so that two
//! branches that change the file can be merged; a merge may leave lines twice or out of order. Lines that begin with a
//! `#` are comments.

mod entries;
mod error;
mod lines;
mod products;
mod prune;
mod sorter;
mod writer;

use std::io::BufRead;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::digests::Digests;
use crate::fingerprint::{Fingerprint, ListHash};
use lines::{Line, Lines, list};
use products::Products;

pub(crate) use entries::Entries;
pub(crate) use error::BaselineError;
pub(crate) use prune::{Pruned, prune};
pub(crate) use writer::Writer;

/// Findings that were known before. Several threads can look them up at once.
#[derive(Debug)]
pub(crate) struct Baseline {
    /// Their fingerprints, once for each list that they were found in.
    known: Digests,
    /// Those lists; none in a baseline of an older release, where the fingerprint is all that counts.
    lists: Box<[Option<ListHash>]>,
    /// The list that each was found again in; 0 if it was not.
    found: Box<[AtomicU32]>,
    /// How often one without a list was found that had been found already.
    repeated: AtomicU64,
    products: Products,
}

/// A finding as it is sorted: 24 bytes.
type Sorted = (u64, u64, Option<ListHash>);

impl Baseline {
    /// Reads a baseline: 24 bytes of memory for each of its findings. `file` is its name, for errors.
    pub(crate) fn read(file: &str, input: impl BufRead) -> Result<Baseline, BaselineError> {
        let mut lines = Lines::new(file, input);
        let (mut read, mut products) = (Vec::<Sorted>::new(), Products::new());
        while let Some(line) = lines.read()? {
            if let Line::Finding(fingerprint, line) = line {
                let number = fingerprint.number();
                read.push(((number >> 64) as u64, number as u64, list(line)));
                products.enter(line);
            }
        }
        read.sort_unstable();
        read.dedup();
        let known = read.iter().map(|(high, low, _)| u128::from(*high) << 64 | u128::from(*low)).collect();
        let known = Digests::of_sorted(known);
        let lists = read.iter().map(|(_, _, list)| *list).collect();
        let found = (0..known.len()).map(|_| AtomicU32::new(0)).collect();
        Ok(Baseline { known, lists, found, repeated: AtomicU64::new(0), products })
    }

    /// Whether a finding in this list was known before. If so, it is noted that it was found again.
    ///
    /// A list may change and its findings stay known. But where products share an id, the known one may be another of
    /// them: then only that counts which was known of this very list. As it may not be known that they do, no finding is
    /// known in more lists than it stands here with.
    pub(crate) fn recognise(&self, fingerprint: Fingerprint, list: ListHash, is_shared: impl FnOnce() -> bool) -> bool {
        let mut places = self.known.places(fingerprint.number());
        let with = |wanted| places.clone().find(|place| self.lists[*place] == wanted);
        if let Some(place) = with(Some(list)) {
            return self.is_found_in(place, list);
        }
        if let Some(place) = with(None) {
            let is_repeated = self.found[place].swap(list.number(), Ordering::Relaxed) != 0;
            self.repeated.fetch_add(u64::from(is_repeated), Ordering::Relaxed);
            return true;
        }
        !places.is_empty() && !is_shared() && places.any(|place| self.is_found_in(place, list))
    }

    /// Notes that one was found in a list, unless it was found in another one.
    fn is_found_in(&self, place: usize, list: ListHash) -> bool {
        let noted = self.found[place].compare_exchange(0, list.number(), Ordering::Relaxed, Ordering::Relaxed);
        noted.is_ok() || noted == Err(list.number())
    }

    /// Whether a finding was known before and was found again so far.
    pub(crate) fn was_found(&self, fingerprint: Fingerprint, list: Option<ListHash>) -> bool {
        let place = self.known.places(fingerprint.number()).find(|place| self.lists[*place] == list);
        place.is_some_and(|place| self.found[place].load(Ordering::Relaxed) != 0)
    }

    /// How often a finding was recognised that had been recognised already, perhaps in another product with the same id,
    /// where the baseline does not say which of them was known.
    pub(crate) fn repeated(&self) -> u64 {
        self.repeated.load(Ordering::Relaxed)
    }

    /// Whether a product may be among those with known findings. No is certain.
    pub(crate) fn may_name(&self, identity: &str) -> bool {
        self.products.may_have(identity)
    }

    pub(crate) fn len(&self) -> u64 {
        self.known.len() as u64
    }

    /// How many of them were not found again so far.
    pub(crate) fn gone(&self) -> u64 {
        self.found.iter().filter(|list| list.load(Ordering::Relaxed) == 0).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::fingerprint;
    use crate::text::fold;

    fn of(product: &str) -> Fingerprint {
        fingerprint("needling/sd-alcohol", product, &fold("SD Alcohol"), 1)
    }

    #[test]
    fn what_was_found_again_is_not_gone() {
        let file = format!("# needlint baseline 1\n{}\n{}\ttext\n", of("2"), of("1"));
        let baseline = Baseline::read("x", file.as_bytes()).unwrap();
        let find = |product| baseline.recognise(of(product), ListHash::of("Aqua"), || unreachable!());
        assert_eq!((baseline.len(), baseline.gone()), (2, 2));
        assert!(find("1") && find("1") && !find("3"));
        assert_eq!((baseline.was_found(of("1"), None), baseline.was_found(of("2"), None)), (true, false));
        assert_eq!((baseline.gone(), baseline.repeated()), (1, 1));
    }

    #[test]
    fn an_empty_baseline_knows_nothing() {
        let baseline = Baseline::read("x", &b"# needlint baseline 1\n"[..]).unwrap();
        assert!(baseline.len() == 0 && !baseline.recognise(of("1"), ListHash::of("Aqua"), || false));
        assert_eq!(baseline.gone(), 0);
    }

    #[test]
    fn products_with_one_id_are_told_apart_by_their_lists() {
        let [known, other, new] = ["Aqua", "Ethanol", "Talc"].map(ListHash::of);
        let line = |list| format!("{}\ta/b\t1\tSD Alcohol\t{list}\n", of("1"));
        let file = format!("# needlint baseline 1\n{}{}{}", line(other), line(known), line(known));
        let baseline = Baseline::read("x", file.as_bytes()).unwrap();
        assert_eq!(baseline.len(), 2);
        assert!(!baseline.recognise(of("1"), new, || true), "one of several products with the id");
        assert!(baseline.recognise(of("1"), known, || true));
        assert!(baseline.was_found(of("1"), Some(known)) && !baseline.was_found(of("1"), Some(other)));
        assert!(baseline.recognise(of("1"), new, || false), "its list has changed");
        assert_eq!(baseline.repeated(), 0);
        assert!(baseline.may_name(" 1 ") && !baseline.may_name("2"));
    }

    #[test]
    fn what_is_known_of_one_list_is_known_of_one() {
        let [known, other, new] = ["Aqua", "Ethanol", "Talc"].map(ListHash::of);
        let line = |list| format!("{}\ta/b\t1\tSD Alcohol\t{list}\n", of("1"));
        let baseline = || Baseline::read("x", format!("# needlint baseline 1\n{}", line(known)).as_bytes()).unwrap();
        for (lists, expected) in
            [([known, new], [true, false]), ([new, known], [true, false]), ([new, new], [true, true])]
        {
            let baseline = baseline();
            assert_eq!(lists.map(|list| baseline.recognise(of("1"), list, || false)), expected);
        }
        let two =
            Baseline::read("x", format!("# needlint baseline 1\n{}{}", line(known), line(other)).as_bytes()).unwrap();
        assert!(
            two.recognise(of("1"), known, || false) && two.recognise(of("1"), new, || false),
            "the other has changed"
        );
        assert_eq!(two.gone(), 0);
    }
}
