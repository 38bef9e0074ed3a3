//! Names and their facts: what a name stands for, and what its place in a list, or the law, says of it.

use std::sync::Arc;

use smallvec::SmallVec;

use super::table::{Ends, Table, chunk};
use crate::language::Language;
use crate::ppm::Ppm;
use crate::rule::{Name, RulePack};
use crate::volumes::Volumes;

/// Index of a substance among those of all packs.
pub(crate) type SubstanceIndex = usize;

/// A substance with what the engine needs of it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) title: Arc<str>,
    pub(crate) parent: Option<SubstanceIndex>,
    pub(crate) look_alike: bool,
    pub(crate) formula: bool,
    /// Whether its name only makes likely what its rule says.
    pub(crate) likely: bool,
    /// What a thing is that is made up with it.
    pub(crate) carried_by: Option<SubstanceIndex>,
    /// What volumes of it come to by weight.
    pub(crate) volumes: Volumes,
    /// Whether a rule is about it, or about what it is a kind of.
    pub(crate) warned: bool,
}

impl Known {
    /// Whether a reader is told of it.
    pub(crate) fn is_told(&self) -> bool {
        self.warned || self.look_alike
    }
}

/// The number of a name among all that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NameId(u32);

/// What is known of a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// What it stands for wherever it stands; nearly always one.
    pub(crate) substances: Substances,
    /// What it stands for where it is all of an ingredient.
    pub(crate) alone: Substances,
    /// A word that makes any name it stands in this substance.
    pub(crate) is_word: bool,
    /// Whether one of the substances is told of.
    pub(crate) is_told: bool,
    /// Whether one of the substances is warned against.
    pub(crate) is_warned: bool,
    /// The most that the law allows of it.
    pub(crate) cap: Option<Ppm>,
    pub(crate) is_water: bool,
    pub(crate) is_perfume: bool,
    /// Whether it may stand anywhere in a list, or behind all others, whatever its amount.
    pub(crate) is_unordered: bool,
}

/// The substances that a name stands for.
pub(crate) type Substances = SmallVec<[SubstanceIndex; 2]>;

/// Words of the bits for how names begin: 65,536 of them.
const STARTS: usize = 1 << 10;

/// How many bytes of a name are looked at to tell whether it may begin somewhere, and of one that is shorter.
const START: usize = 6;
const SHORT_START: usize = 3;

/// The bit for the first few of eight bytes.
#[inline]
fn start_bit(chunk: u64, bytes: usize) -> usize {
    ((chunk & ((1 << (8 * bytes)) - 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize
}

/// All names of a language and of packs, by their keys.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    table: Table<u32>,
    facts: Vec<Facts>,
    /// How names begin that are told of, by a bit for their first bytes.
    starts: Box<[u64; STARTS]>,
    /// Length of the longest name that may stand inside an item, in bytes of its key.
    pub(crate) longest: usize,
}

impl Names {
    pub(super) fn new(language: &Language, packs: &[RulePack], known: &[Known]) -> Names {
        let substances = || packs.iter().flat_map(|pack| &pack.substances);
        let count = substances().map(|s| s.names.len() + s.alone.len() + s.words.len()).sum::<usize>();
        let mut names = Names {
            table: Table::with_capacity(count + 256),
            facts: Vec::new(),
            starts: Box::new([0; STARTS]),
            longest: 0,
        };
        for (index, substance) in substances().enumerate() {
            for name in substance.names.iter().filter(|name| !name.is_numbered()).chain(&substance.words) {
                add(&mut names.enter(name.key()).substances, index);
                names.longest = names.longest.max(name.key().len());
            }
            for word in &substance.words {
                names.enter(word.key()).is_word = true;
            }
            for name in substance.names.iter().filter(|name| name.is_numbered()).chain(&substance.alone) {
                add(&mut names.enter(name.key()).alone, index);
            }
        }
        names.enter_facts(language);
        for facts in &mut names.facts {
            let all = || facts.substances.iter().chain(&facts.alone);
            (facts.is_told, facts.is_warned) = (all().any(|&s| known[s].is_told()), all().any(|&s| known[s].warned));
        }
        let told = substances().zip(known).filter(|(_, known)| known.is_told());
        let told = told.flat_map(|(s, _)| s.names.iter().chain(&s.words).chain(&s.alone));
        told.for_each(|name| names.enter_start(name.key()));
        names
    }

    fn enter_start(&mut self, key: &str) {
        let mut padded = [0; 8];
        key.bytes().zip(&mut padded).for_each(|(byte, to)| *to = byte);
        let bytes = if key.len() < START { SHORT_START } else { START };
        let mut enter = |begun: [u8; 8]| {
            let bit = start_bit(u64::from_le_bytes(begun), bytes);
            self.starts[bit / 64] |= 1 << (bit % 64);
        };
        enter(padded);
        // behind a name of two bytes the key of the next one may begin
        if key.len() == SHORT_START - 1 {
            (0..=u8::MAX).for_each(|next| enter([padded[0], padded[1], next, 0, 0, 0, 0, 0]));
        }
    }

    /// Whether a name that is told of may begin at `padded[at..]`.
    #[inline]
    pub(crate) fn may_begin(&self, padded: &[u8], at: usize) -> bool {
        let has = |bit: usize| self.starts[bit / 64] >> (bit % 64) & 1 == 1;
        let begun = chunk(padded, at);
        has(start_bit(begun, START)) || has(start_bit(begun, SHORT_START))
    }

    fn enter_facts(&mut self, language: &Language) {
        let facts = &language.facts;
        facts.water.iter().for_each(|name| self.enter(name).is_water = true);
        facts.perfume.iter().for_each(|name| self.enter(name).is_perfume = true);
        facts.anywhere.iter().chain(&facts.colourants).for_each(|name| self.enter(name).is_unordered = true);
        for capped in &facts.capped {
            capped.names.iter().for_each(|name| self.enter(name).cap = capped.ppm());
        }
    }

    fn enter(&mut self, key: &str) -> &mut Facts {
        let next = self.facts.len();
        let number = *self.table.entry(key, next as u32) as usize;
        if number == next {
            self.facts.push(Facts::default());
        }
        &mut self.facts[number]
    }

    /// The name whose key is `padded[start..end]`; eight bytes stand behind it.
    #[inline]
    pub(crate) fn at(&self, padded: &[u8], start: usize, end: usize) -> Option<NameId> {
        self.table.find(Ends::of(padded, start, end), padded, start, end).map(NameId)
    }

    /// The name of that key.
    pub(crate) fn get(&self, key: &str) -> Option<NameId> {
        self.table.get(key).map(NameId)
    }

    /// What is known of a name.
    #[inline]
    pub(crate) fn facts(&self, name: NameId) -> &Facts {
        &self.facts[name.0 as usize]
    }

    /// What an item of this key stands for that is nothing but a name.
    pub(crate) fn lookup(&self, key: &str) -> Option<&[SubstanceIndex]> {
        self.substances(self.get(key)).or_else(|| {
            let has_digit = key.bytes().any(|b| b.is_ascii_digit());
            has_digit.then(|| self.substances(self.get(&Name::numbered(key)))).flatten()
        })
    }

    /// What two words stand for together, in either order.
    pub(crate) fn of_two(&self, one: &str, other: &str) -> Option<&[SubstanceIndex]> {
        self.lookup(&[one, other].concat()).or_else(|| self.lookup(&[other, one].concat()))
    }

    /// What a name stands for that is all of an item; none for one of which only facts are known.
    pub(crate) fn substances(&self, name: Option<NameId>) -> Option<&[SubstanceIndex]> {
        let facts = self.facts(name?);
        [&facts.substances, &facts.alone].into_iter().find(|list| !list.is_empty()).map(SmallVec::as_slice)
    }
}

fn add(substances: &mut Substances, index: SubstanceIndex) {
    if !substances.contains(&index) {
        substances.push(index);
    }
}
