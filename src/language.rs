//! Languages: the words by which a label's parts are told apart, one TOML file a language.
//!
//! The build script reads and folds `languages/*.toml`; what is stored are the words in the form that folded text has.

// what the build script made needs it no more
#[cfg(not(built))]
mod load;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ppm::Ppm;

/// The words of one language, by what they are to a reader of labels.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Language {
    pub(crate) language: Head,
    pub(crate) headings: Headings,
    /// Headings that need no colon and no line of their own, and the beginnings of sentences that stand behind lists.
    pub(crate) anywhere: Headings,
    pub(crate) claims: Claims,
    pub(crate) statements: Statements,
    pub(crate) sentences: Sentences,
    pub(crate) fields: Fields,
    pub(crate) ingredients: Ingredients,
    pub(crate) things: Things,
    pub(crate) amounts: Amounts,
    pub(crate) names: Names,
    pub(crate) facts: Facts,
}

/// What a language is called.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    /// ISO 639-1; `inci` for the nomenclature of ingredients.
    pub(crate) code: String,
    pub(crate) name: String,
}

/// Words before a list, or before what is none, by what they introduce.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Headings {
    pub(crate) ingredients: Vec<String>,
    pub(crate) active: Vec<String>,
    pub(crate) inactive: Vec<String>,
    pub(crate) may_contain: Vec<String>,
    /// What a drug holds besides its active ingredients, where no law asks for an order.
    pub(crate) excipients: Vec<String>,
    /// Some of the ingredients, picked out.
    pub(crate) highlights: Vec<String>,
    /// What is not in it: "free of".
    pub(crate) absent: Vec<String>,
    /// Something that is no list: directions, warnings.
    pub(crate) other: Vec<String>,
    /// Headings of a drug's panel besides those of its ingredients.
    pub(crate) panel: Vec<String>,
    /// Verbs behind a heading: "the other ingredients are".
    pub(crate) verbs: Vec<String>,
    /// Words before a colon that head no list: what follows is said of the names around it.
    pub(crate) not: Vec<String>,
}

/// How a label says what is not in a product.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Claims {
    /// Before all that is absent, to the end of the sentence.
    pub(crate) free_of: Vec<String>,
    /// Before what is absent, and no more than stands next.
    pub(crate) free_of_next: Vec<String>,
    /// Behind what is absent: "alcohol-free".
    pub(crate) free: Vec<String>,
    /// Before a claim, that it does not hold: "not alcohol-free".
    pub(crate) not: Vec<String>,
    /// Things that labels are wont to be free of.
    pub(crate) absentees: Vec<String>,
    /// Behind a name and a colon: "Alcohol: none".
    pub(crate) none: Vec<String>,
    /// Behind a name and a colon as well: "Alcohol: yes".
    pub(crate) yes: Vec<String>,
}

/// How a label says what is in a product, beside its list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Statements {
    /// Verbs before what is in it: "contains".
    pub(crate) contains: Vec<String>,
    /// The same, behind it.
    pub(crate) contains_behind: Vec<String>,
    /// Words before or behind a figure that it is the content of what packs are about: "alcohol content".
    pub(crate) content: Vec<String>,
    /// What says by itself that what packs are about is in the product: "alcohol-based".
    pub(crate) based: Vec<String>,
    /// What makes a sentence one about other products.
    pub(crate) not: Vec<String>,
    /// What kinds of perfume are called, the strength of which is one of alcohol.
    pub(crate) titles: Vec<String>,
}

/// What tells a sentence from a list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Sentences {
    /// Words of sentences, never of ingredient names.
    pub(crate) words: Vec<String>,
    /// Endings of sentences, in scripts that do not part words.
    pub(crate) endings: Vec<String>,
    /// Endings of sentences that are a list all the same.
    pub(crate) list_endings: Vec<String>,
    /// Abbreviations, whose full stop ends no sentence.
    pub(crate) abbreviations: Vec<String>,
    /// Words that join things in a claim.
    pub(crate) conjunctions: Vec<String>,
    /// Words at the end of a list that goes on elsewhere.
    pub(crate) goes_on: Vec<String>,
}

/// Fields that hold no list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fields {
    /// They send the reader elsewhere.
    pub(crate) elsewhere: Vec<String>,
    /// They say that there is nothing to say.
    pub(crate) nothing: Vec<String>,
    /// They stand for ingredients without naming them.
    pub(crate) opaque: Vec<String>,
}

/// What a field of a word or two must show to be a list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Ingredients {
    pub(crate) words: Vec<String>,
    pub(crate) endings: Vec<String>,
}

/// What fields name that are no ingredients.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Things {
    /// What masks, wipes and brushes are made of.
    pub(crate) materials: Vec<String>,
    /// Little words beside these.
    pub(crate) beside: Vec<String>,
    /// What products are called: their names end so, or go on with what is in them.
    pub(crate) products: Vec<String>,
    /// Words before what is in them: "with".
    pub(crate) with: Vec<String>,
}

impl Things {
    /// Makes it ready to be asked for a word.
    pub(crate) fn sort(&mut self) {
        for words in [&mut self.materials, &mut self.beside, &mut self.products, &mut self.with] {
            words.sort_unstable();
        }
    }

    pub(crate) fn is_material(&self, word: &str) -> bool {
        has(&self.materials, word)
    }

    /// Whether a word may stand beside that of a material, or is one.
    pub(crate) fn is_beside_material(&self, word: &str) -> bool {
        has(&self.beside, word) || self.is_material(word)
    }

    /// Whether a word stands before what is in a product.
    pub(crate) fn is_with(&self, word: &str) -> bool {
        word.len() <= LONGEST_WITH && has(&self.with, word)
    }

    pub(crate) fn is_product(&self, word: &str) -> bool {
        has(&self.products, word)
    }
}

/// Longest word before what is in a product, in bytes; names of ingredients are mostly made of longer ones.
const LONGEST_WITH: usize = 4;

/// Whether a word is one of these, which are sorted.
fn has(sorted: &[String], word: &str) -> bool {
    sorted.binary_search_by(|one| one.as_str().cmp(word)).is_ok()
}

/// What stands around the figures of an amount.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Amounts {
    pub(crate) at_most: Vec<String>,
    pub(crate) at_least: Vec<String>,
    pub(crate) at_most_behind: Vec<String>,
    pub(crate) at_least_behind: Vec<String>,
    /// Between the two figures of a range.
    pub(crate) to: Vec<String>,
    pub(crate) by: Vec<String>,
    /// Before an amount that stands apart from its name: "content".
    pub(crate) content: Vec<String>,
    pub(crate) percent: Vec<String>,
    pub(crate) by_weight: Vec<String>,
    pub(crate) by_volume: Vec<String>,
    pub(crate) before_total: Vec<String>,
    /// Behind a total, with up to three words between.
    pub(crate) behind_total: Vec<String>,
    /// Words that make of a figure the strength of a raw material.
    pub(crate) strength: Vec<String>,
    /// Units of mass, each with its worth in grams.
    pub(crate) grams: BTreeMap<String, f64>,
    /// Units of volume, each with its worth in millilitres.
    pub(crate) millilitres: BTreeMap<String, f64>,
}

/// What stands beside a name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Names {
    /// Words that part two names.
    pub(crate) conjunctions: Vec<String>,
    /// The same, before what a thing is dissolved or drawn in.
    pub(crate) prepositions: Vec<String>,
    /// Words that say of what is named beside them that a thing can be dissolved in it.
    pub(crate) soluble: Vec<String>,
    /// Words for what is made up with a solvent that is no ingredient of its own: extracts, perfumes.
    pub(crate) drawn: Vec<String>,
    /// Endings of words that end a name, so that what follows is another.
    pub(crate) ends: Vec<String>,
    /// The same, in scripts that do not part words.
    pub(crate) ends_glued: Vec<String>,
    /// Words, some with such an ending, that say what kind of thing follows.
    pub(crate) no_ends: Vec<String>,
    /// Words behind a name that make it another thing, or its absence.
    pub(crate) blocks: Vec<String>,
    pub(crate) blocks_glued: Vec<String>,
    /// Endings of adjectives that stand behind what they describe.
    pub(crate) adjectives: Vec<String>,
}

/// Names of which a place in a list, or the law, says something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Facts {
    /// Water, which most lists begin with.
    pub(crate) water: Vec<String>,
    /// Perfume, which some labels name in several languages one after another.
    pub(crate) perfume: Vec<String>,
    /// Names that may stand anywhere in a list.
    pub(crate) anywhere: Vec<String>,
    /// Colourants, which come last, in any order and any amount.
    pub(crate) colourants: Vec<String>,
    pub(crate) capped: Vec<Capped>,
}

/// Names that the law allows no more of than so much, in every use.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Capped {
    /// By weight, such as `1 %`.
    pub(crate) cap: String,
    pub(crate) names: Vec<String>,
}

impl Capped {
    /// The cap in parts per million.
    pub(crate) fn ppm(&self) -> Option<Ppm> {
        Ppm::parse(&self.cap)
    }
}
