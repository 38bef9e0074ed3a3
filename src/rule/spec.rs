//! The shapes of a pack in TOML, and nothing else. What they mean is decided in [`super::load`].

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PackSpec {
    pub(super) pack: HeadSpec,
    pub(super) document: Option<DocumentSpec>,
    #[serde(default)]
    pub(super) figures: BTreeMap<String, FigureSpec>,
    #[serde(default)]
    pub(super) grammar: GrammarSpec,
    #[serde(default)]
    pub(super) substance: Vec<SubstanceSpec>,
    #[serde(default)]
    pub(super) rule: Vec<RuleSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct HeadSpec {
    pub(super) name: Spanned<String>,
    pub(super) version: String,
    pub(super) title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DocumentSpec {
    pub(super) title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FigureSpec {
    pub(super) amount: Spanned<String>,
    pub(super) note: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct GrammarSpec {
    #[serde(default)]
    pub(super) grades: Vec<String>,
    #[serde(default)]
    pub(super) origins: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SubstanceSpec {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) kind_of: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) look_alike: bool,
    #[serde(default)]
    pub(super) formula: bool,
    #[serde(default)]
    pub(super) names: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) alone: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) words: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RuleSpec {
    pub(super) id: Spanned<String>,
    pub(super) headline: String,
    pub(super) severity: Spanned<String>,
    pub(super) family: Option<String>,
    pub(super) substances: Option<Vec<Spanned<String>>>,
    pub(super) unknown_endings: Option<Vec<String>>,
    pub(super) trigger: Option<Spanned<String>>,
    pub(super) at_least: Option<Spanned<String>>,
    pub(super) below: Option<Spanned<String>>,
    pub(super) listed: Option<Vec<Spanned<String>>>,
    pub(super) not_listed: Option<Vec<Spanned<String>>>,
    pub(super) meaning: String,
    pub(super) why: String,
    pub(super) section: Option<String>,
    pub(super) paragraph: Option<u32>,
    #[serde(default)]
    pub(super) silent: String,
    #[serde(default)]
    pub(super) open: String,
    pub(super) help: String,
    #[serde(default)]
    pub(super) evidence: Vec<EvidenceSpec>,
    pub(super) sources: Spanned<Vec<String>>,
    #[serde(default)]
    pub(super) example: Vec<ExampleSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EvidenceSpec {
    pub(super) r#for: Option<String>,
    pub(super) against: Option<String>,
    pub(super) source: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExampleSpec {
    pub(super) label: String,
    pub(super) outcome: Spanned<String>,
    #[serde(default)]
    pub(super) ingredient: String,
    #[serde(default)]
    pub(super) because: String,
}
