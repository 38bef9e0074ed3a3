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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A claim to be free of what a pack warns about.
    FreeClaim,
    /// Words that refer to ingredients without naming them.
    Opaque,
    /// A bracket that is not closed.
    UnclosedBracket,
    /// The text is cut off.
    Truncated,
    /// Nothing separates the names.
    NoSeparators,
    /// The list is in alphabetical order.
    Alphabetical,
    /// One text looks like several lists.
    SeveralLists,
    /// A sentence outside the list names something that is warned against, and does not say that it is absent.
    NamedBeside,
}

impl RemarkKind {
    /// Whether the text may have been misread for it. The other remarks are findings of rules.
    pub fn is_odd(self) -> bool {
        match self {
            RemarkKind::UnclosedBracket
            | RemarkKind::Truncated
            | RemarkKind::NoSeparators
            | RemarkKind::SeveralLists
            | RemarkKind::NamedBeside => true,
            RemarkKind::FreeClaim | RemarkKind::Opaque | RemarkKind::Alphabetical => false,
        }
    }
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
