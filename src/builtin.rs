//! The pack, the languages and the vocabulary that are compiled in.

use crate::language::Language;
use crate::rule::{PackError, RulePack};
use crate::vocabulary::Vocabulary;

/// `rules/needling.toml` as the build script stored it: checked, and with the keys of all names.
static NEEDLING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/needling.pack"));

/// `languages/*.toml` as the build script stored them: folded, and all in one.
static LANGUAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/languages"));

/// `vocabulary/inci.txt` as the build script stored it: the keys of its names, and hashes of its words.
static VOCABULARY: [&[u8]; 2] =
    [include_bytes!(concat!(env!("OUT_DIR"), "/names.fst")), include_bytes!(concat!(env!("OUT_DIR"), "/words.hash"))];

/// All languages in one.
pub(crate) fn language() -> Language {
    postcard::from_bytes(LANGUAGES).expect("the build script stored it, from the same types")
}

/// Names of cosmetic ingredients.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::stored(VOCABULARY[0], VOCABULARY[1]).expect("the build script stored it")
}

impl RulePack {
    /// The pack for freshly needled skin, `rules/needling.toml`.
    pub fn builtin() -> RulePack {
        postcard::from_bytes(NEEDLING).expect("the build script stored it, from the same types")
    }

    /// Reads a pack from TOML. Its rules may name substances of the built-in pack; one with the built-in pack's name
    /// is meant to take its place, and stands alone.
    ///
    /// # Errors
    /// The first fault of the pack: TOML that does not parse, an unknown key or substance, a name given twice, a rule
    /// without a source or examples, an amount that is none.
    pub fn parse(toml: &str) -> Result<RulePack, PackError> {
        RulePack::read(toml, Some(&RulePack::builtin()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_as_stored_is_the_pack_as_written() {
        let written = RulePack::parse(include_str!("../rules/needling.toml"));
        assert_eq!(written, Ok(RulePack::builtin()));
    }
}
