//! The pack and the languages that are compiled in.

use crate::language::Language;
use crate::rule::{PackError, RulePack};

/// `rules/needling.toml` as the build script stored it: checked, and with the keys of all names.
static NEEDLING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/needling.pack"));

/// `languages/*.toml` as the build script stored them: folded, and all in one.
static LANGUAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/languages"));

/// All languages in one.
pub(crate) fn language() -> Language {
    postcard::from_bytes(LANGUAGES).expect("the build script stored it, from the same types")
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
