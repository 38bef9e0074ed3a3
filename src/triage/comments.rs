//! Comments in a label: lines behind its text that allow findings in it.
//!
//! ```text
//! Aqua, SD Alcohol 40-B, Glycerin
//!
//! # needlint: allow needling/sd-alcohol because it is a wipe for the case
//! ```
//!
//! Only lines that begin with `# needlint:` are taken for comments, in whatever case and with or without the space, and only where nothing but comments and blank lines
//! stands behind them, so that no ingredient is ever taken for one.

use std::sync::Arc;

use crate::finding::Finding;
use crate::text::Span;
use crate::triage::glob::{Glob, LONGEST};

/// What a comment begins with, behind its `#`, whatever the case; a colon follows.
const MARK: &str = "needlint";

/// A text label with its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commented {
    /// How many bytes of the text are to be judged. They stand before the first comment.
    pub(crate) judged: usize,
    /// What is allowed, in the order of the text.
    pub(crate) allowances: Vec<Allowance>,
    /// Comments that say nothing, in the order of the text.
    pub(crate) faults: Vec<CommentFault>,
}

/// A comment that allows findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// The rule whose findings are allowed, as written; a glob, as in the file of suppressions.
    pub(crate) rule: String,
    pub(crate) reason: Arc<str>,
    /// Where the rule stands in the text.
    pub(crate) rule_span: Span,
}

/// A comment that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub(crate) struct CommentFault {
    pub(crate) problem: CommentProblem,
    pub(crate) span: Span,
}

/// What can be wrong with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CommentProblem {
    /// It does not begin with `allow` and a rule.
    #[error("this comment allows nothing")]
    NoRule,
    /// It gives no reason.
    #[error("this comment gives no reason")]
    NoReason,
    /// It stands before the end of the text, and is judged as a part of it.
    #[error("this comment stands before the end of the label, and counts as a part of it")]
    NotAtEnd,
}

impl CommentProblem {
    /// What to do about it, in a sentence without a full stop.
    pub(crate) fn help(self) -> &'static str {
        match self {
            CommentProblem::NoRule | CommentProblem::NoReason => "write it as # needlint: allow RULE because REASON",
            CommentProblem::NotAtEnd => "move it behind the last line of the label",
        }
    }
}

impl Allowance {
    /// Whether it allows a finding.
    pub(crate) fn covers(&self, finding: &Finding) -> bool {
        self.means(&finding.rule.id)
    }

    /// Whether it is about the rule with this id.
    pub(crate) fn means(&self, id: &str) -> bool {
        self.rule.len() <= LONGEST && Glob::new(&self.rule).matches(id)
    }
}

impl Commented {
    /// Splits a label's text into what is to be judged and the comments behind it. A text without comments is judged as
    /// a whole.
    pub(crate) fn split(text: &str) -> Commented {
        let mut split = Commented { judged: text.len(), allowances: Vec::new(), faults: Vec::new() };
        // most labels have none
        if !text.contains('#') {
            return split;
        }
        let first = first_comment(text);
        split.judged = first.unwrap_or(text.len());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if let Some((shown, said)) = comment_in(line) {
                let at = shown.as_ptr().addr() - line.as_ptr().addr();
                let span = Span::new(0, shown.len()).shifted(start + at);
                match read(shown, said, span) {
                    _ if start < split.judged => {
                        split.faults.push(CommentFault { problem: CommentProblem::NotAtEnd, span })
                    }
                    Ok(allowance) => split.allowances.push(allowance),
                    Err(problem) => split.faults.push(CommentFault { problem, span }),
                }
            }
            start += line.len();
        }
        split
    }
}

/// Where the first of the comments at the end of a text begins.
fn first_comment(text: &str) -> Option<usize> {
    let mut first = None;
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        end -= line.len();
        match line.trim() {
            "" => {}
            comment if behind_mark(comment).is_some() => first = Some(end),
            _ => break,
        }
    }
    first
}

/// The comment in a line, wherever it begins, and what it says.
fn comment_in(line: &str) -> Option<(&str, &str)> {
    let mut hashes = line.match_indices('#').map(|(at, _)| line[at..].trim_end());
    hashes.find_map(|comment| Some((comment, behind_mark(comment)?)))
}

/// What a comment says, if it is one.
fn behind_mark(comment: &str) -> Option<&str> {
    let (name, rest) = comment.strip_prefix('#')?.trim_start().split_at_checked(MARK.len())?;
    let said = rest.trim_start().strip_prefix(':').filter(|_| name.eq_ignore_ascii_case(MARK))?;
    Some(said.trim_start())
}

/// Reads a comment that stands in the text here and says this.
fn read(comment: &str, said: &str, span: Span) -> Result<Allowance, CommentProblem> {
    let said = said.strip_prefix("allow").filter(|rest| rest.starts_with(char::is_whitespace));
    let said = said.ok_or(CommentProblem::NoRule)?.trim_start();
    let (rule, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    if matches!(rule, "" | "because") {
        return Err(CommentProblem::NoRule);
    }
    let reason = rest.trim_start().strip_prefix("because").filter(|rest| rest.starts_with(char::is_whitespace));
    let reason = reason.ok_or(CommentProblem::NoReason)?.trim();
    let at = comment.len() - said.len();
    let rule_span = Span::new(at, at + rule.len()).shifted(span.start as usize);
    Ok(Allowance { rule: rule.to_owned(), reason: reason.into(), rule_span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_but_comments_is_taken_off(
            lines in prop::collection::vec("(# needlint:)?[ a]{0,2}( allow a because é)?\r?", 0..6),
        ) {
            let text = lines.join("\n");
            let split = Commented::split(&text);
            let off = text[split.judged..].lines().map(str::trim);
            prop_assert!(off.clone().all(|line| line.is_empty() || behind_mark(line).is_some()));
            let comments = off.filter(|line| !line.is_empty()).count();
            let told = split.faults.iter().filter(|fault| fault.problem != CommentProblem::NotAtEnd).count();
            prop_assert_eq!(comments, split.allowances.len() + told);
        }
    }
}
