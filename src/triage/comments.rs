//! Comments in a label: lines behind its text that allow findings in it.
//!
//! ```text
//! Aqua, SD Alcohol 40-B, Glycerin
//!
//! # needlint: allow needling/sd-alcohol because it is a wipe for the case
//! ```
//!
//! Only lines that begin with `# needlint:` are taken for comments, in whatever case and with or without the space, and
//! only where nothing but comments and blank lines stands behind them, so that no ingredient is ever taken for one.

use std::sync::{Arc, LazyLock};

use regex::{Captures, Regex};

use crate::finding::Finding;
use crate::text::Span;
use crate::triage::glob::{Glob, LONGEST};

/// A comment, with the rule that it allows and the reason, as far as it has them.
static COMMENT: LazyLock<Regex> = LazyLock::new(|| {
    let allows = r"allow\s+(?<rule>\S+)(?:\s+because\s+(?<reason>.*))?";
    let comment = format!(r"#\s*(?i-u:needlint)\s*:\s*(?:{allows})?");
    Regex::new(&comment).expect("this is a regular expression")
});

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
    #[error("this comment names no rule")]
    NoRule,
    /// It gives no reason.
    #[error("this comment has no reason")]
    NoReason,
    /// It stands before the end of the text, and is judged as a part of it.
    #[error("this comment is not at the end of the label, so it was read as part of it")]
    NotAtEnd,
}

impl CommentProblem {
    /// What to do about it, in a sentence without a full stop.
    pub(crate) fn help(self) -> &'static str {
        match self {
            CommentProblem::NoRule | CommentProblem::NoReason => "write it as # needlint: allow RULE because REASON",
            CommentProblem::NotAtEnd => "move it below the last line of the label",
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
            let line_end = line.trim_end();
            if let Some(comment) = COMMENT.captures(line_end) {
                let span = Span::new(comment.get_match().start(), line_end.len()).shifted(start);
                match read(&comment, start) {
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
            comment if is_comment(comment) => first = Some(end),
            _ => break,
        }
    }
    first
}

/// Whether all of a line is a comment.
fn is_comment(line: &str) -> bool {
    COMMENT.find(line).is_some_and(|comment| comment.start() == 0)
}

/// Reads a comment in a line that begins at `start` in the text.
fn read(comment: &Captures<'_>, start: usize) -> Result<Allowance, CommentProblem> {
    let rule = comment.name("rule").filter(|rule| rule.as_str() != "because").ok_or(CommentProblem::NoRule)?;
    let reason = comment.name("reason").ok_or(CommentProblem::NoReason)?.as_str().trim();
    let rule_span = Span::new(rule.start(), rule.end()).shifted(start);
    Ok(Allowance { rule: rule.as_str().to_owned(), reason: reason.into(), rule_span })
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
            prop_assert!(off.clone().all(|line| line.is_empty() || is_comment(line)));
            let comments = off.filter(|line| !line.is_empty()).count();
            let told = split.faults.iter().filter(|fault| fault.problem != CommentProblem::NotAtEnd).count();
            prop_assert_eq!(comments, split.allowances.len() + told);
        }
    }
}
