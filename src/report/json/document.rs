//! What is written as JSON as a whole: what its schema is made from.

use serde::Serialize;

use crate::report::Receipt;
use crate::shape::{Product, SCHEMA};

/// What needlint writes as JSON: lines with `--format jsonl`, or a document with `--format json`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
#[cfg_attr(test, schemars(title = "needlint output"))]
#[expect(dead_code, reason = "its schema is wanted, and no value of it")]
pub(crate) enum Output {
    /// A line of JSON Lines.
    Line(Line),
    /// A document.
    Document(Document),
}

/// A line of JSON Lines: one product.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Line {
    /// The version of this format.
    #[cfg_attr(test, schemars(extend("const" = SCHEMA)))]
    pub(crate) schema: u32,
    /// The product.
    #[serde(flatten)]
    pub(crate) product: Product,
}

/// A document: all products of a run with something to report, and the summary of the run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Document {
    /// The version of this format.
    #[cfg_attr(test, schemars(extend("const" = SCHEMA)))]
    pub(crate) schema: u32,
    /// The products, in the order of the files.
    pub(crate) products: Vec<Product>,
    /// The summary of the run.
    pub(crate) summary: Receipt,
}
