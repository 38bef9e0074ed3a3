//! What is said of a product in the cells of a catalogue.

use std::collections::BTreeSet;

use crate::finding::{Report, Verdict};

/// What an annotated catalogue says of a product, in a column each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The answer.
    pub verdict: Verdict,
    /// The ids of the rules that it goes against, each once, with spaces between.
    pub rules: String,
    /// Why no list could be read, and what was found.
    pub message: String,
}

impl Annotation {
    /// The names of the columns.
    pub const COLUMNS: [&str; 3] = ["needlint_verdict", "needlint_rules", "needlint_message"];

    /// The cells, none of which a spreadsheet takes for a formula.
    pub fn cells(&self) -> [String; 3] {
        [self.verdict.to_string(), harmless(&self.rules), harmless(&self.message)]
    }
}

impl Report {
    /// What an annotated catalogue says of a product whose label has this text.
    pub fn annotation(&self, text: &str) -> Annotation {
        let mut seen = BTreeSet::new();
        let rules = self.findings.iter().map(|finding| finding.rule.id.as_str()).filter(|id| seen.insert(*id));
        let rules: Vec<&str> = rules.collect();
        let reason = self.unreadable.map(|reason| reason.to_string());
        let messages = self.findings.iter().map(|finding| finding.message(text));
        let messages: Vec<String> = reason.into_iter().chain(messages).collect();
        Annotation { verdict: self.verdict, rules: rules.join(" "), message: messages.join("; ") }
    }
}

/// Keeps a spreadsheet from running a cell as a formula, with the apostrophe that spreadsheets know as "this is text".
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_string() }
}
