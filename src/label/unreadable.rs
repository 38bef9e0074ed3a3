//! Reasons for which a text holds no list that could be read.

use std::fmt;

use serde::Serialize;

/// Why no ingredient list could be read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// Nothing but white space and punctuation.
    Empty,
    /// Sentences about the product.
    Prose,
    /// It refers to the package or a web page.
    Elsewhere,
    /// A web address and nothing else.
    Address,
    /// It is cut off, and nothing to avoid was found in the rest.
    Truncated,
    /// It names some of the ingredients and says so: "Key ingredients".
    Partial,
    /// A word or two that are not known as an ingredient.
    TooShort,
    /// It names a drug's active ingredients with their strengths, and nothing else.
    ActivesOnly,
    /// What it names is not an ingredient: the material of a mask, the name of a product.
    NotIngredients,
    /// Many of its words are garbled or misspelt, so a name may have been missed.
    Damaged,
    /// Nothing was found, but its row in the catalogue is damaged or not UTF-8, so part of it may be missing.
    BrokenRow,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Unreadable::Empty => "it is empty",
            Unreadable::Prose => "this looks like a description, not an ingredient list",
            Unreadable::Elsewhere => "it only says where to find the ingredients",
            Unreadable::Address => "it is a web address",
            Unreadable::Truncated => "it is cut off before the end",
            Unreadable::Partial => "it names only some of the ingredients",
            Unreadable::BrokenRow => "its row is damaged or not UTF-8, so part of it may be missing",
            Unreadable::ActivesOnly => "it names only the active ingredients, not what they are dissolved in",
            Unreadable::NotIngredients => "this is not a list of ingredients",
            Unreadable::Damaged => "many of its words are garbled or misspelt, so a name may have been missed",
            Unreadable::TooShort => "it is too short, and it is not an ingredient we recognise",
        })
    }
}
