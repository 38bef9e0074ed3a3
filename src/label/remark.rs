//! Remarks: what the parser noticed, in the words of machines and of people.

use std::fmt;

use serde::Serialize;

use crate::text::Span;

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
#[cfg_attr(with_schemas, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A claim to be free of what a pack is about.
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
    /// One text reads like several lists.
    SeveralLists,
    /// A sentence beside the list names something that is warned against, and denies nothing.
    NamedBeside,
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RemarkKind::FreeClaim => "a claim to be free of something that is warned against",
            RemarkKind::Opaque => "words that refer to ingredients without naming them",
            RemarkKind::UnclosedBracket => "a bracket is not closed",
            RemarkKind::Truncated => "the text is cut off",
            RemarkKind::NoSeparators => "nothing separates the names",
            RemarkKind::Alphabetical => "the list is in alphabetical order",
            RemarkKind::SeveralLists => "it looks like several lists in one",
            RemarkKind::NamedBeside => "a sentence outside the ingredient list names something that is warned against",
        })
    }
}
