//! What a heading introduces, and the kinds of list that a label can hold.

use serde::Serialize;

/// What a heading introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// A list of this kind.
    List(SectionKind),
    /// What a drug holds besides its active ingredients, where no law asks for an order.
    Excipients,
    /// Some of the ingredients, picked out.
    Highlights,
    /// What is absent: "Free of".
    Absent,
    /// Something that is no list: directions, warnings, claims.
    Other,
}

/// The kinds of list that a label can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Not a list: what the label states outside its lists.
    Statement,
}
