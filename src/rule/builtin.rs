//! The pack that is compiled in.

use super::RulePack;

impl RulePack {
    /// The pack for freshly needled skin, `rules/needling.toml`.
    pub fn builtin() -> RulePack {
        RulePack::read(include_str!("../../rules/needling.toml"), None)
            .expect("the pack is a constant, and a test loads it")
    }
}
