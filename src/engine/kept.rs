//! The findings of a label that are kept: the most severe of them, and the first of those. The others are counted.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::finding::{Finding, More};
use crate::limits;

#[derive(Default)]
pub(super) struct Kept {
    findings: Vec<Finding>,
    more: Vec<More>,
}

impl Kept {
    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
        if self.findings.len() >= 2 * limits::FINDINGS {
            self.cut();
        }
    }

    /// Counts those that are too many.
    fn cut(&mut self) {
        let place = |finding: &Finding| (Reverse(finding.severity), finding.span);
        self.findings.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.rule.id.cmp(&b.rule.id)));
        for finding in self.findings.drain(limits::FINDINGS..) {
            let is_same =
                |more: &&mut More| more.severity == finding.severity && Arc::ptr_eq(&more.rule, &finding.rule);
            match self.more.iter_mut().find(is_same) {
                Some(more) => more.count += 1,
                None => self.more.push(More { rule: finding.rule, severity: finding.severity, count: 1 }),
            }
        }
    }

    /// The findings in the order of their place in the text, and what there is besides.
    pub(super) fn end(mut self) -> (Vec<Finding>, Vec<More>) {
        if self.findings.len() > limits::FINDINGS {
            self.cut();
        }
        self.findings.sort_by(|a, b| (a.span, &a.rule.id).cmp(&(b.span, &b.rule.id)));
        (self.findings, self.more)
    }
}
