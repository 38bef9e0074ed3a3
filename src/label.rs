//! A label: the text of an ingredient list, and where in it each ingredient stands.
//!
//! Parsing cannot fail. Any text gives a [`Label`]; what is odd about it becomes a [`Remark`], and a text without a
//! list says why it is [`Unreadable`].

mod amount;
mod bounds;
mod items;
mod sections;

use std::fmt;

use serde::Serialize;

use crate::text::{Plain, Span};

pub use amount::{Amount, Measure, Ppm};
pub use bounds::{Basis, Bound, Concentration, Order};

/// An ingredient list with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    text: String,
    plain: Plain,
    sections: Vec<Section>,
    ingredients: Vec<Ingredient>,
    remarks: Vec<Remark>,
    unreadable: Option<Unreadable>,
}

/// A part of a label with a list of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What kind of list it is.
    pub kind: SectionKind,
    /// What the order of the list says about amounts.
    pub order: Order,
    /// The ingredients of the section, as a range of indices into [`Label::ingredients`]; end excluded.
    pub ingredients: std::ops::Range<usize>,
}

/// The kinds of list that a label can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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

/// One entry of a list, which may give a thing several names: "Aqua/Water/Eau".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingredient {
    /// Where it stands in the label's text, with its amount and its brackets.
    pub span: Span,
    /// Place in its section, 1-based.
    pub rank: u32,
    /// Index into [`Label::sections`].
    pub section: usize,
    /// The amount printed with it.
    pub stated: Option<Amount>,
    /// Where it stands in the plain form of the text.
    pub(crate) plain: Span,
}

/// Something that the parser noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// Where it stands in the label's text.
    pub span: Span,
}

/// What a parser can notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A claim to be free of alcohol.
    FreeClaim,
    /// Words that stand for ingredients that are not named.
    Opaque,
    /// A bracket that is never closed.
    UnclosedBracket,
    /// The text breaks off.
    Truncated,
    /// Names stand one after another with nothing between them.
    NoSeparators,
    /// The list is in alphabetical order.
    Alphabetical,
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RemarkKind::FreeClaim => "a claim to be free of alcohol",
            RemarkKind::Opaque => "words that stand for ingredients without naming them",
            RemarkKind::UnclosedBracket => "a bracket that is never closed",
            RemarkKind::Truncated => "the text breaks off",
            RemarkKind::NoSeparators => "names stand one after another with nothing between them",
            RemarkKind::Alphabetical => "the list is in alphabetical order",
        })
    }
}

/// Why a text holds no list that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// Nothing but white space and punctuation.
    Empty,
    /// Sentences about the product.
    Prose,
    /// It sends the reader to the package or a page.
    Elsewhere,
    /// A web address and nothing else.
    Address,
    /// It breaks off, and what there is shows nothing that is warned against.
    Truncated,
    /// A word or two that are not known as an ingredient.
    TooShort,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Unreadable::Empty => "it is empty",
            Unreadable::Prose => "it is a text about the product, not a list",
            Unreadable::Elsewhere => "it sends the reader elsewhere",
            Unreadable::Address => "it is a web address",
            Unreadable::Truncated => "it breaks off before its end",
            Unreadable::TooShort => "it is too short to be a list, and not the name of an ingredient that is known",
        })
    }
}
