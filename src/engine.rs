//! The engine: packs in, labels in, reports out.

use std::sync::Arc;

use crate::finding::Report;
use crate::label::Label;
use crate::rule::{Rule, RulePack};

/// Judges labels by the rules of one or more packs.
pub struct Engine {
    packs: Vec<RulePack>,
}

impl Engine {
    /// An engine that judges by these packs.
    pub fn new(packs: Vec<RulePack>) -> Engine {
        Engine { packs }
    }

    /// All rules, in the order of packs and files.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<Rule>> {
        self.packs.iter().flat_map(|pack| &pack.rules)
    }

    /// What the rules say of a label.
    pub fn check(&self, label: &Label) -> Report {
        let _ = label;
        unimplemented!()
    }
}
