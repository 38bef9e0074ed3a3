//! The shape of the JSON that programs read, as types: what its schema is made from.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::finding::{Certainty, Severity, Verdict};
use crate::label::{Basis, RemarkKind, SectionKind, Unreadable};
use crate::names::NameCount;
use crate::report::{Receipt, Severities};
use crate::text::Span;

/// What needlint writes as JSON: lines with `--format jsonl`, or a document with `--format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "needlint output")]
#[expect(dead_code, reason = "its schema is wanted, and no value of it")]
pub(crate) enum Output {
    /// A line of JSON Lines.
    Line(Line),
    /// A document.
    Document(Document),
}

impl Output {
    /// The JSON schema of it.
    pub(crate) fn schema() -> Schema {
        SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Output>()
    }
}

/// A line of JSON Lines: one product.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Line {
    /// The version of this format.
    #[schemars(extend("const" = super::SCHEMA))]
    pub(crate) schema: u32,
    /// The product.
    #[serde(flatten)]
    pub(crate) product: Product,
}

/// A document: all products of a run with something to report, and the summary of the run.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Document {
    /// The version of this format.
    #[schemars(extend("const" = super::SCHEMA))]
    pub(crate) schema: u32,
    /// The products, in the order of the files.
    pub(crate) products: Vec<Product>,
    /// The summary of the run.
    pub(crate) summary: Receipt,
}

/// A product and its results.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Product {
    /// The file's name as it was given; `-` for standard input.
    pub(crate) source: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sheet: Option<String>,
    /// Record number, 1-based, header not counted; null for a file that is one label.
    pub(crate) row: Option<u64>,
    /// The line on which the record begins, 1-based.
    pub(crate) line: u64,
    /// The product's id.
    pub(crate) id: Option<String>,
    /// The product's name.
    pub(crate) name: Option<String>,
    /// The answer.
    pub(crate) verdict: Verdict,
    /// Why no list could be read, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unreadable: Option<Unreadable>,
    /// The findings, in the order of their place in the list.
    pub(crate) findings: Vec<Finding>,
    /// What else was noticed.
    pub(crate) remarks: Vec<Remark>,
    /// How many ingredients were read, and how many of them have a known name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) names: Option<NameCount>,
    /// Findings that are counted and not listed, as only the 250 most severe of a list are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unlisted: Option<Severities>,
}

/// What one rule found about one ingredient.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Finding {
    /// The rule's id.
    pub(crate) rule: String,
    /// The rule's severity, one step lower where the finding is only possible.
    pub(crate) severity: Severity,
    /// Whether it is certain from the label.
    pub(crate) certainty: Certainty,
    /// The ingredient as it is printed.
    pub(crate) ingredient: String,
    /// Place in its section's list, 1-based; null for a finding about the label as a whole.
    pub(crate) rank: Option<u32>,
    /// The section it is in.
    pub(crate) section: SectionKind,
    /// What is known of its amount.
    pub(crate) concentration: Concentration,
    /// Its position in the text of the list, or of its field.
    pub(crate) span: Span,
    /// The column it is in, where there are several with ingredients or it is in none of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
    /// Its line in the file, 1-based.
    pub(crate) line: u64,
    /// The column in that line, 1-based, in characters.
    pub(crate) column: u64,
    /// A sentence that makes sense on its own.
    pub(crate) message: String,
    /// 32 hexadecimal digits that stay the same when rows move or other columns change.
    #[schemars(regex(pattern = "^[0-9a-f]{32}$"))]
    pub(crate) fingerprint: String,
    /// Its state: new, known or suppressed. Absent if there was no baseline and nothing was allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<State>,
    /// Why it is allowed, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) because: Option<String>,
}

/// The state of a finding.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "its schema is wanted, and no value of it")]
pub(crate) enum State {
    /// It counts.
    New,
    /// It is in the baseline.
    Known,
    /// It is allowed.
    Suppressed,
}

/// An amount as a percentage by weight.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Concentration {
    /// The lower limit.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) low: f64,
    /// The upper limit.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) high: f64,
    /// What these limits are based on.
    pub(crate) basis: Basis,
}

/// Something that was noticed in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Remark {
    /// What it is.
    pub(crate) kind: RemarkKind,
    /// Its position in the text of the list.
    pub(crate) span: Span,
}
