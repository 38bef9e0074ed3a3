//! The shape of the JSON that programs read, as types: what its schema is made from.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::finding::{Certainty, Severity, Verdict};
use crate::label::{Basis, RemarkKind, SectionKind, Unreadable};
use crate::report::Receipt;
use crate::text::Span;

/// What needlint writes as JSON: lines with `--format jsonl`, or a document with `--format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "needlint output")]
pub enum Output {
    /// A line of JSON Lines.
    Line(Line),
    /// A document.
    Document(Document),
}

impl Output {
    /// The JSON schema of it.
    pub fn schema() -> Schema {
        SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Output>()
    }
}

/// A line of JSON Lines: one product.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line {
    /// The version of the shape.
    #[schemars(extend("const" = super::SCHEMA))]
    pub schema: u32,
    /// The product.
    #[serde(flatten)]
    pub product: Product,
}

/// A document: all products of a run that there is something to tell of, and the account of the run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// The version of the shape.
    #[schemars(extend("const" = super::SCHEMA))]
    pub schema: u32,
    /// The products, in the order of the files.
    pub products: Vec<Product>,
    /// The account of the run.
    pub summary: Receipt,
}

/// A product, and what is said of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Product {
    /// The file's name as it was given; `-` for standard input.
    pub source: String,
    /// Record number, 1-based, header not counted; null for a file that is one label.
    pub row: Option<u64>,
    /// The line on which the record begins, 1-based.
    pub line: u64,
    /// The product's id.
    pub id: Option<String>,
    /// The product's name.
    pub name: Option<String>,
    /// The answer.
    pub verdict: Verdict,
    /// Why no list could be read, when none could.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<Unreadable>,
    /// The findings, in the order of their place in the list.
    pub findings: Vec<Finding>,
    /// What was noticed besides.
    pub remarks: Vec<Remark>,
}

/// One rule's word on one ingredient.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The rule's severity, one step lower where the finding is only possible.
    pub severity: Severity,
    /// Whether the label settles it.
    pub certainty: Certainty,
    /// The ingredient as it is printed.
    pub ingredient: String,
    /// Place in its section's list, 1-based; null for a finding about the label as a whole.
    pub rank: Option<u32>,
    /// The section it stands in.
    pub section: SectionKind,
    /// What is known of its amount.
    pub concentration: Concentration,
    /// Where it stands in the text of the list.
    pub span: Span,
    /// The line in the file on which it stands, 1-based.
    pub line: u64,
    /// The column in that line, 1-based, in characters.
    pub column: u64,
    /// One sentence that stands alone.
    pub message: String,
    /// 32 hexadecimal digits that stay the same when rows move or other columns change.
    #[schemars(regex(pattern = "^[0-9a-f]{32}$"))]
    pub fingerprint: String,
    /// Where it stands: new, known or suppressed. Absent where nothing was known or allowed beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Why it is allowed, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Where a finding stands.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It counts.
    New,
    /// The baseline has it.
    Known,
    /// It is allowed.
    Suppressed,
}

/// An amount in per cent by weight.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Concentration {
    /// There is at least so much.
    #[schemars(range(min = 0, max = 100))]
    pub low: f64,
    /// There is at most so much.
    #[schemars(range(min = 0, max = 100))]
    pub high: f64,
    /// What these bounds rest on.
    pub basis: Basis,
}

/// Something that was noticed in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// Where it stands in the text of the list.
    pub span: Span,
}
