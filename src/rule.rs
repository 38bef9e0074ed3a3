//! Rule packs: what is warned against, under which names, and why.
//!
//! A pack is written in TOML, checked once ([`RulePack::parse`]) and from then on cannot be wrong.

mod load;
mod name;
mod spec;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ppm::Ppm;
use crate::text::Key;
use crate::volumes::Volumes;

pub use load::PackError;
#[cfg(feature = "cli")]
pub(crate) use load::fault_of_toml;
pub use name::Name;

/// Rules, the substances that they name, and the words that a name may carry without becoming another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RulePack {
    /// The name the pack is listed under, such as `needling`.
    pub name: String,
    /// The pack's own version.
    pub version: String,
    /// What the pack is for, in a sentence.
    pub title: String,
    /// What to do besides, where the label is that of a medicine.
    pub for_medicines: Arc<str>,
    /// Every substance the pack can recognise, warned against or not.
    pub substances: Vec<Substance>,
    /// How names of what the pack is about are built, and the words in which labels speak of it.
    pub grammar: Grammar,
    /// Amounts that rules refer to by name.
    pub figures: BTreeMap<String, Figure>,
    /// The rules, in the order of the file.
    pub rules: Vec<Arc<Rule>>,
}

impl RulePack {
    /// The amount that a threshold of one of the pack's rules stands for.
    pub fn amount(&self, threshold: &Threshold) -> Ppm {
        match threshold {
            Threshold::Amount(amount) => *amount,
            Threshold::Figure(name) => self.figures[name].amount,
        }
    }
}

/// How names of what a pack is about are built, and the words in which labels speak of it; all folded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grammar {
    /// Words that leave a name what it is: "organic", "USP", "sugarcane".
    pub qualifiers: Vec<String>,
    /// What the pack is about, as claims name it: "alcohol". Words that begin so count as well.
    pub subject: Vec<String>,
    /// Claims in themselves that it is absent, or how they begin: "non-alcoholic".
    pub claims: Vec<String>,
    /// What lists begin with that no heading introduces, besides water.
    pub bases: Vec<Key>,
    /// Names that a word behind a comma or in the next line completes: "Alcohol, Denat."
    pub heads: Vec<Key>,
    /// Words that complete them.
    pub completions: Vec<String>,
    /// Words that complete them and are no name alone: "Benzyl", a line, "Alcohol".
    pub kinds: Vec<Key>,
    /// Names in scripts that do not part words, to which a letter or two before them give another meaning.
    pub heads_glued: Vec<Key>,
    /// Numbers with a letter that may stand behind a name: "40-B".
    pub formulas: Vec<Key>,
    /// Words by which a label is known as that of a medicine: "minoxidil".
    pub medicines: Vec<String>,
    /// Nouns that several kinds may share, in any number, with the noun for one: "ethyl & isopropyl alcohols".
    pub nouns: BTreeMap<Key, Key>,
}

impl Grammar {
    /// Whether a folded text has what the pack is about as a word, or at the start of one, or is a claim that it is absent.
    pub(crate) fn is_named_in(&self, folded: &str) -> bool {
        let is_word = |subject: &String| {
            let mut found = folded.match_indices(subject.as_str());
            found.any(|(at, _)| !subject.is_ascii() || !folded[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
        };
        self.subject.iter().any(is_word) || self.claims.iter().any(|claim| folded.contains(claim.as_str()))
    }
}

/// An amount with a name, that a user may set to another value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The amount, in parts per million by weight.
    pub amount: Ppm,
    /// What kind of figure it is: where it comes from, or that it is a convention.
    pub note: String,
}

/// Something that a label can list, under any of its names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Substance {
    /// The id that rules refer to, such as `sd-alcohol`.
    pub id: String,
    /// What it is, in words that fit after "is listed as": "specially denatured ethanol".
    pub title: String,
    /// The substance that this one is a kind of: SD alcohol is denatured alcohol is ethanol.
    pub kind_of: Option<String>,
    /// A look-alike: worth telling a reader that it was seen and is not meant.
    pub look_alike: bool,
    /// Whether the number of a US formula may follow any name, as in "SD Alcohol 40-B".
    pub formula: bool,
    /// Whether its name only makes likely what its rule says: witch hazel may bring alcohol, a tincture does.
    pub likely: bool,
    /// The substance that a thing is which is made up with this one: "extract (in alcohol)".
    pub carried_by: Option<String>,
    /// What volumes of it come to by weight; empty where it is not known, or as in what it is a kind of.
    pub volumes: Volumes,
    /// The names.
    pub names: Vec<Name>,
    /// Names that count only where they are all of an ingredient, as they mean something else among other words.
    pub alone: Vec<Name>,
    /// Words that make any name they stand in this substance: "tincture".
    pub words: Vec<Name>,
}

/// One thing that is warned against, and all that is to be said about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// `pack/name`, for ever.
    pub id: String,
    /// What was found, in a few words that stand alone.
    pub headline: String,
    /// How much it matters when it is certain.
    pub severity: Severity,
    /// Rules of one family give an ingredient one finding between them.
    pub family: Option<String>,
    /// What makes the rule look at an ingredient or a label.
    pub trigger: Trigger,
    /// What must hold besides.
    pub conditions: Vec<Condition>,
    /// What the rule means, in a sentence.
    pub meaning: String,
    /// Why, in words of our own, after the document.
    pub why: String,
    /// Where the document says so; none where it does not.
    pub place: Option<Place>,
    /// What the document does not say.
    pub silent: String,
    /// What a label does not settle.
    pub open: String,
    /// What to do.
    pub help: String,
    /// What to ask, where the label states no amount.
    pub ask: String,
    /// What research found, for the warning and against it.
    pub evidence: Vec<Evidence>,
    /// Where the facts come from.
    pub sources: Vec<String>,
    /// Labels that show the rule at work.
    pub examples: Vec<Example>,
}

/// How much a finding matters. The order is from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A fact worth knowing.
    Note,
    /// Warned against less strongly, or possibly present.
    Warning,
    /// Warned against.
    Error,
}

impl Severity {
    /// One step down; a note stays a note.
    pub fn lowered(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// A place in the source document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The document's title.
    pub document: String,
    /// The heading of the section.
    pub section: String,
    /// The paragraph in the section, 1-based.
    pub paragraph: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, paragraph {}", self.document, self.section, self.paragraph)
    }
}

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// An ingredient that is one of these substances, or a kind of one.
    Substances(Vec<String>),
    /// An ingredient on no list whose name ends like this.
    UnknownEnding(Vec<Key>),
    /// A claim of the label to be free of what the pack is about.
    FreeClaim,
    /// Words that stand for ingredients that are not named.
    Opaque,
    /// A list whose order says nothing about amounts.
    UselessOrder,
}

/// A demand on top of the trigger. It is met, not met, or not settled by the label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// At least so much by weight.
    AtLeast(Threshold),
    /// Less than so much by weight.
    Below(Threshold),
    /// One of these substances is listed on the same label.
    Listed(Vec<String>),
    /// None of these substances is listed on the same label.
    NotListed(Vec<String>),
}

/// An amount to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Threshold {
    /// This amount by weight.
    Amount(Ppm),
    /// The figure of this name, which a user may set.
    Figure(String),
}

/// A finding of research that bears on a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Whether it speaks for the warning, or against it.
    pub supports: bool,
    /// What was found.
    pub text: String,
    /// Where it was published.
    pub source: String,
}

/// A label with what the rule says of it; run as a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The label's text.
    pub label: String,
    /// What the rule makes of it.
    pub outcome: Outcome,
    /// The ingredient found, as printed; empty for a near miss.
    pub ingredient: String,
    /// Why a near miss is none, or why a case is undecided.
    pub because: String,
}

/// What a rule makes of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// A certain finding.
    Hit,
    /// No finding, though it looks like one.
    NearMiss,
    /// A finding that is only possible.
    Undecided,
}
