//! Shared ids: which products of a run have an id that others have too, with other lists.
//!
//! Their findings have the same fingerprints, so a baseline must not take one of them for another. Whether an id is shared
//! is known only at the end of the catalogues, so they are read once more, and only if a finding depends on it.

use std::fmt;
use std::io::Read;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use super::baseline::Baseline;
use super::digests::Digests;
use super::identity::identity;
use super::since::each_row;
use crate::catalogue::error::ScanError;
use crate::catalogue::options::ReadOptions;
use crate::fingerprint::ListHash;

/// The ids that several products have, or names of products without an id, by their hashes.
#[derive(Debug)]
pub(crate) struct SharedIds(Digests);

/// Finds the ids that are shared, once somebody asks.
pub(crate) struct Lookout {
    found: OnceLock<SharedIds>,
    look: Box<dyn Fn(&Baseline) -> SharedIds + Send + Sync>,
}

/// The products of catalogues, each with a hash of what it is known by and one of its list.
#[derive(Default)]
pub(crate) struct SharedIdsReader(Vec<u128>);

impl SharedIdsReader {
    /// Takes the products of a catalogue that a baseline may have findings of. Others need not be told apart.
    pub(crate) fn read(
        &mut self, file: &str, input: impl Read + Send, options: &ReadOptions<'_>, baseline: &Baseline,
    ) -> Result<(), ScanError> {
        let read = each_row(file, input, options, |layout, row| {
            let product = row.product(layout, 0);
            let identity = identity(&product);
            if baseline.may_name(&identity) {
                self.0.push(hash(&identity) << u32::BITS | u128::from(ListHash::of(&product.text()).number()));
            }
        });
        read.map(drop)
    }

    pub(crate) fn finish(mut self) -> SharedIds {
        self.0.sort_unstable();
        self.0.dedup();
        let of_one_id = self.0.chunk_by(|one, other| one >> u32::BITS == other >> u32::BITS);
        let shared = of_one_id.filter(|lists| lists.len() > 1).map(|lists| lists[0] >> u32::BITS);
        SharedIds(Digests::new(shared.collect()))
    }
}

impl Lookout {
    pub(crate) fn new(look: impl Fn(&Baseline) -> SharedIds + Send + Sync + 'static) -> Lookout {
        Lookout { found: OnceLock::new(), look: Box::new(look) }
    }

    /// Whether several products of the run are known by this, with different lists.
    pub(super) fn is_shared(&self, identity: &str, baseline: &Baseline) -> bool {
        let SharedIds(ids) = self.found.get_or_init(|| (self.look)(baseline));
        ids.place(hash(identity)).is_some()
    }
}

fn hash(identity: &str) -> u128 {
    xxh3_64(identity.as_bytes()).into()
}

impl fmt::Debug for Lookout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lookout").field(&self.found).finish()
    }
}
