//! What the engine says of a label: plain data, fit to be written out by any reporter.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::label::{Concentration, Remark, SectionKind, Unreadable};
use crate::names::NameCount;
use crate::rule::Rule;
use crate::text::Span;

pub use crate::rule::Severity;

/// Whether a finding is certain from the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The label does not say for certain.
    Possible,
    /// The label says so.
    Certain,
}

/// The answer for a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No ingredient list could be read. This is not an all-clear.
    Unreadable,
    /// A list was read and nothing to avoid was found in it.
    Clear,
    /// At least one warning.
    Caution,
    /// At least one error.
    Avoid,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// One rule's word on one ingredient.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule, with all that it has to say.
    pub rule: Arc<Rule>,
    /// The rule's severity, one step lower where the finding is only possible.
    pub severity: Severity,
    /// Whether the label settles it.
    pub certainty: Certainty,
    /// Where the culprit stands in the label's text.
    pub span: Span,
    /// Place in its section's list, 1-based; none for a finding about the label as a whole.
    pub rank: Option<u32>,
    /// How many ingredients the section lists.
    pub of: u32,
    /// The section it stands in.
    pub section: SectionKind,
    /// The heading of its list among several, where that names a product: one of a kit, say.
    pub list: Option<String>,
    /// The ingredient that it is in, and those beside it; none for a finding about the label as a whole.
    pub around: Option<Around>,
    /// What it is, in words: "specially denatured ethanol".
    pub substance: Arc<str>,
    /// How it was recognised.
    pub recognised: Recognised,
    /// What is known of its amount.
    pub concentration: Concentration,
}

/// An ingredient, and those beside it in its list, by their places in the label's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The ingredient, with its amount and its brackets.
    pub ingredient: Span,
    /// The one before it.
    pub before: Option<Span>,
    /// The one behind it.
    pub behind: Option<Span>,
}

/// How a name was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// By a name that it is known under.
    Name,
    /// As a misprint of this name.
    Misprint(String),
    /// By how it ends: no pack knows it.
    Ending,
    /// Not at all: the rule is about something else than a name.
    Not,
    /// Not at all; this is said of it.
    Said(String),
}

impl Finding {
    /// One sentence that stands alone, given the label's text.
    pub fn message(&self, text: &str) -> String {
        let (headline, name) = (&self.rule.headline, on_one_line(self.span.of(text)));
        let list = self.list.as_ref().map_or(String::new(), |list| format!(", in the list of {}", on_one_line(list)));
        let (concentration, substance) = (&self.concentration, &self.substance);
        match &self.recognised {
            Recognised::Name => format!("{headline}: {name} is {substance}, {concentration}{list}"),
            Recognised::Misprint(of) => {
                format!("{headline}: {name}, which looks like a typo of {of}; {concentration}{list}")
            }
            Recognised::Ending => format!("{headline}: {name}"),
            Recognised::Not => headline.clone(),
            Recognised::Said(said) => said.clone(),
        }
    }
}

/// A text without line breaks, and with single spaces.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A known name that looks like one of the warned ones and is not meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// Where it stands in the label's text.
    pub span: Span,
    /// What it is: "a fatty alcohol".
    pub title: Arc<str>,
}

/// Findings of one rule and severity that are counted and not told one by one, as a list has too many.
#[derive(Clone, Debug, PartialEq)]
pub struct More {
    /// The rule.
    pub rule: Arc<Rule>,
    /// Their severity, which is never above that of a finding that is told.
    pub severity: Severity,
    /// How many there are.
    pub count: u64,
}

/// Findings by severity, or products by the highest one of their findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Severities {
    /// Of severity error.
    pub(crate) errors: u64,
    /// Of severity warning.
    pub(crate) warnings: u64,
    /// Of severity note.
    pub(crate) notes: u64,
}

impl Severities {
    pub(crate) fn total(self) -> u64 {
        self.errors + self.warnings + self.notes
    }

    pub(crate) fn of(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    /// How many of these are not among others.
    pub(crate) fn without(self, others: Severities) -> Severities {
        Severities {
            errors: self.errors - others.errors,
            warnings: self.warnings - others.warnings,
            notes: self.notes - others.notes,
        }
    }

    pub(crate) fn add_times(&mut self, Severities { errors, warnings, notes }: Severities, times: u64) {
        self.errors += times * errors;
        self.warnings += times * warnings;
        self.notes += times * notes;
    }
}

impl Report {
    /// How many findings are counted and not told one by one, if any.
    pub(crate) fn unlisted(&self) -> Option<Severities> {
        let mut unlisted = Severities::default();
        self.more.iter().for_each(|more| *unlisted.of(more.severity) += more.count);
        (!self.more.is_empty()).then_some(unlisted)
    }

    /// The report on a label of which there is nothing to say.
    pub fn clear() -> Report {
        Report {
            verdict: Verdict::Clear,
            unreadable: None,
            findings: Vec::new(),
            more: Vec::new(),
            look_alikes: Vec::new(),
            remarks: Vec::new(),
            ingredients: 0,
            names: None,
            for_medicines: Arc::default(),
        }
    }

    /// How many findings there are, those that are only counted included.
    pub fn count(&self) -> u64 {
        self.findings.len() as u64 + self.more.iter().map(|more| more.count).sum::<u64>()
    }

    /// The report of a label that was perhaps not read right, for a reason that it does not show itself: nothing is
    /// cleared by it, nor unreadable for another reason. What was found stays found.
    pub fn doubted(&self, reason: Unreadable) -> Report {
        match self.verdict {
            Verdict::Clear | Verdict::Unreadable => {
                Report { verdict: Verdict::Unreadable, unreadable: Some(reason), ..self.clone() }
            }
            Verdict::Caution | Verdict::Avoid => self.clone(),
        }
    }
}

/// All that the engine says of one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The answer.
    pub verdict: Verdict,
    /// Why no list could be read, when none could.
    pub unreadable: Option<Unreadable>,
    /// The findings, in the order of their place in the text.
    pub findings: Vec<Finding>,
    /// What there is besides the most severe 250 of them, counted.
    pub more: Vec<More>,
    /// Known names that were seen and are not meant, each once.
    pub look_alikes: Vec<LookAlike>,
    /// What the parser noticed.
    pub remarks: Vec<Remark>,
    /// How many ingredients were read.
    pub ingredients: u32,
    /// How many of their names are known, if that was asked for.
    pub names: Option<NameCount>,
    /// What to do besides, if the label is that of a medicine and something was found; else empty.
    pub for_medicines: Arc<str>,
}
