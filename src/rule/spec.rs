//! The shapes of a pack in TOML, and nothing else. What they mean is decided in [`super::load`].

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A rule pack: what is warned against, under which names, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PackSpec {
    /// What the pack is.
    pub(super) pack: HeadSpec,
    /// The document that it is based on.
    pub(super) document: Option<DocumentSpec>,
    /// Amounts that rules refer to by name.
    #[serde(default)]
    pub(super) figures: BTreeMap<String, FigureSpec>,
    /// How its names are built.
    #[serde(default)]
    pub(super) grammar: GrammarSpec,
    /// What the pack can recognise, whether it warns against it or not.
    #[serde(default)]
    pub(super) substance: Vec<SubstanceSpec>,
    /// The rules.
    #[serde(default)]
    pub(super) rule: Vec<RuleSpec>,
}

/// What a pack is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct HeadSpec {
    /// The name of the pack, such as `needling`.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) name: Spanned<String>,
    /// The pack's own version.
    pub(super) version: String,
    /// Its purpose, in a sentence.
    pub(super) title: String,
    /// Additional advice where the label is that of a medicine.
    #[serde(default)]
    pub(super) for_medicines: String,
}

/// The document that a pack is based on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct DocumentSpec {
    /// The document's title.
    pub(super) title: String,
}

/// A named amount that users can change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FigureSpec {
    /// By weight, such as `20 %`.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) amount: Spanned<String>,
    /// Where it comes from, or that it is a convention.
    pub(super) note: String,
}

/// How names of the pack's subject are built, and the words that labels use for it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct GrammarSpec {
    /// Words that do not change the meaning of a name, such as grades and strengths: "USP", "absolute".
    pub(super) grades: Vec<String>,
    /// The same for what something is made from: "sugarcane".
    pub(super) origins: Vec<String>,
    /// The subject of the pack as claims name it: "alcohol". Words that start with it count as well.
    pub(super) subject: Vec<String>,
    /// Single words that claim it is absent, or how they start: "non-alcoholic".
    pub(super) claims: Vec<String>,
    /// What lists without a heading can start with, in addition to water.
    pub(super) bases: Vec<String>,
    /// Names that a word after a comma or on the next line can complete: "Alcohol, Denat."
    pub(super) heads: Vec<String>,
    /// Words that complete them.
    pub(super) completions: Vec<String>,
    /// Words that complete them and are not a name on their own: "Benzyl", line break, "Alcohol".
    pub(super) kinds: Vec<String>,
    /// Names in scripts without spaces, whose meaning changes with one or two letters before them.
    pub(super) heads_glued: Vec<String>,
    /// Numbers with a letter that can follow a name: "40-B".
    pub(super) formulas: Vec<String>,
    /// Words that show that a label is that of a medicine: "minoxidil".
    pub(super) medicines: Vec<String>,
    /// Nouns that several kinds may share, with their plurals: "ethyl & isopropyl alcohols".
    pub(super) nouns: BTreeMap<String, Vec<String>>,
}

/// Something that a label can list, under any of its names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SubstanceSpec {
    /// The id that rules refer to.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) id: Spanned<String>,
    /// What it is, in words that fit after "is listed as".
    pub(super) title: String,
    /// The id of the substance that it is a kind of.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) kind_of: Option<Spanned<String>>,
    /// Whether reports mention that it was seen and that no rule is about it.
    #[serde(default)]
    pub(super) look_alike: bool,
    /// Whether the number of a US formula may follow any name.
    #[serde(default)]
    pub(super) formula: bool,
    /// Whether its name only makes its rule's finding likely, so that a finding is never certain.
    #[serde(default)]
    pub(super) likely: bool,
    /// The id of the substance for an extract or a perfume that is made with this one.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) carried_by: Option<Spanned<String>>,
    /// Pairs of its percentage by volume in water and by weight, at 20 °C: `[[50, 42.4], [70, 62.4]]`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<(f64, f64)>"))]
    pub(super) by_volume: Option<Spanned<Vec<(f64, f64)>>>,
    /// Its names by language. A `#` stands for a number.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub(super) names: BTreeMap<String, Vec<Spanned<String>>>,
    /// Names that count only where they are the complete ingredient.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) alone: Vec<Spanned<String>>,
    /// Words that make any name that contains them this substance.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) words: Vec<Spanned<String>>,
}

/// One thing that is warned against. It has one of `substances`, `unknown-endings` and `trigger`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RuleSpec {
    /// `pack/name`; it never changes.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) id: Spanned<String>,
    /// What was found, in a few words that make sense on their own.
    pub(super) headline: String,
    /// The severity when it is certain.
    #[cfg_attr(test, schemars(with = "String", extend("enum" = ["error", "warning", "note"])))]
    pub(super) severity: Spanned<String>,
    /// Rules of one family report at most one finding per ingredient.
    pub(super) family: Option<String>,
    /// The ids of the substances that it is about.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) substances: Option<Vec<Spanned<String>>>,
    /// The endings of unknown names that it is about.
    pub(super) unknown_endings: Option<Vec<String>>,
    /// What else it is about.
    #[cfg_attr(test, schemars(with = "Option<String>", extend("enum" = ["free-claim", "opaque", "useless-order"])))]
    pub(super) trigger: Option<Spanned<String>>,
    /// At least this amount by weight, or the name of a figure.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) at_least: Option<Spanned<String>>,
    /// Less than this amount by weight, or the name of a figure.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) below: Option<Spanned<String>>,
    /// One of these substances is listed on the same label.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) listed: Option<Vec<Spanned<String>>>,
    /// None of these substances is listed on the same label.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) not_listed: Option<Vec<Spanned<String>>>,
    /// What it means, in a sentence.
    pub(super) meaning: String,
    /// Why, in words of your own.
    pub(super) why: String,
    /// The heading in the document.
    pub(super) section: Option<String>,
    /// The paragraph under that heading, 1-based.
    pub(super) paragraph: Option<u32>,
    /// What the document does not say.
    #[serde(default)]
    pub(super) silent: String,
    /// What a label does not say.
    #[serde(default)]
    pub(super) open: String,
    /// What to do.
    pub(super) help: String,
    /// What to ask, where the label states no amount.
    #[serde(default)]
    pub(super) ask: String,
    /// What research found.
    #[serde(default)]
    pub(super) evidence: Vec<EvidenceSpec>,
    /// Where the facts come from.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) sources: Spanned<Vec<String>>,
    /// Labels that show what the rule does. They run as tests.
    #[serde(default)]
    pub(super) example: Vec<ExampleSpec>,
}

/// A research finding: `for` the warning, or `against` it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct EvidenceSpec {
    /// What supports the warning.
    pub(super) r#for: Option<String>,
    /// What contradicts the warning.
    pub(super) against: Option<String>,
    /// Where it was published.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) source: Spanned<String>,
}

/// A label with what the rule makes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ExampleSpec {
    /// The text of the label.
    pub(super) label: String,
    /// What the rule makes of it.
    #[cfg_attr(test, schemars(with = "String", extend("enum" = ["hit", "near-miss", "undecided"])))]
    pub(super) outcome: Spanned<String>,
    /// The ingredient that it finds, as printed.
    #[serde(default)]
    pub(super) ingredient: String,
    /// Why a near miss is not a hit, or why a case is undecided.
    #[serde(default)]
    pub(super) because: String,
}
