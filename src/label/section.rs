//! Sections: the lists of a label, most of which have one.

use serde::Serialize;

use super::{Order, Quantity};
use crate::text::Span;

/// A part of a label with a list of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What kind of list it is.
    pub kind: SectionKind,
    /// Where its heading stands in the label's text, if that names a product: one of a kit, say.
    pub title: Option<Span>,
    /// What the order of the list says about amounts.
    pub order: Order,
    /// The ingredients of the section, as a range of indices into [`super::Label::ingredients`]; end excluded.
    pub ingredients: std::ops::Range<usize>,
    /// What the quantities in it are parts of.
    pub(crate) total: Option<Quantity>,
    /// Whether it says of itself that it names some ingredients only.
    pub(crate) is_partial: bool,
}

/// The kinds of list that a label can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(with_schemas, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// The ingredients.
    Ingredients,
    /// The active ingredients of a drug.
    Active,
    /// The other ingredients of a drug.
    Inactive,
    /// Colourants that some of the products of a range contain.
    MayContain,
}

impl SectionKind {
    /// The name that the machine-readable formats use.
    pub fn name(self) -> &'static str {
        match self {
            SectionKind::Ingredients => "ingredients",
            SectionKind::Active => "active",
            SectionKind::Inactive => "inactive",
            SectionKind::MayContain => "may-contain",
        }
    }
}
