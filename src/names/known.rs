//! How many of a label's names are known at all.

use serde::Serialize;

use super::item::{Item, PartKind};
use crate::label::{self, Parsed, SectionKind, View};
use crate::lexicon::Class;

/// How many names there are, and how many of them are known: in the inventory of cosmetic ingredients or in a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NameCount {
    /// All ingredients that were read.
    pub read: u32,
    /// Those of them with a known name. Trade names are not known, nor most names that are not INCI names.
    pub known: u32,
}

/// How many ingredients a label lists, and how many of them have a name that is in the vocabulary or a pack.
pub(crate) fn count(label: &Parsed<'_>) -> NameCount {
    let listed = label.lists.items.iter().enumerate();
    let listed = listed.filter(|(index, _)| label.section(*index).kind != SectionKind::Statement);
    listed.fold(NameCount::default(), |count, (_, item)| NameCount {
        read: count.read + 1,
        known: count.known + u32::from(is_known(label.view, item)),
    })
}

/// Whether the name of an item is known.
pub(crate) fn is_known(view: View<'_>, item: &label::Item) -> bool {
    item.class.has(Class::LISTED) || !view.is_name(item) && has_known_name(&Item::new(view, &item.tokens(), None))
}

/// Whether one of the names that an item gives for a thing is known, or what stands outside its brackets is: "Butyrospermum
/// Parkii (Shea) Butter".
fn has_known_name(item: &Item<'_>) -> bool {
    let lexicon = item.view.lexicon;
    let is_name = |key: &str| lexicon.vocabulary.has_name(key) || lexicon.names.lookup(key).is_some();
    let mut depth = 0;
    let outside = item.parts.iter().filter(|part| {
        depth += part.depth();
        depth == 0 && matches!(part.kind, PartKind::Word | PartKind::Run | PartKind::Number)
    });
    let outside: String = outside.map(|part| item.word(part)).collect();
    is_name(&outside) || item.stretches().into_iter().any(|stretch| is_name(item.key(stretch)))
}
