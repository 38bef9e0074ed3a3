//! Sections: the lists of a label, most of which have one.

use super::amount::Quantity;
use super::{Order, SectionKind};
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

/// Longest text before a colon that is taken for a heading, in bytes.
pub(super) const LONGEST_HEADING: u32 = 90;
