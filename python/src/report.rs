//! What is said of one label, as Python has it.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::Word;

/// What needlint says of one label.
#[pyclass(frozen, module = "needlint")]
pub(crate) struct Report {
    report: needlint::Report,
    text: String,
}

impl Report {
    pub(crate) fn new(report: needlint::Report, text: String) -> Report {
        Report { report, text }
    }
}

#[pymethods]
impl Report {
    /// "avoid", "caution", "clear" or "unreadable".
    #[getter]
    fn verdict(&self) -> String {
        self.report.verdict.to_string()
    }

    /// Why no list could be read, such as "not-ingredients"; None if one could.
    #[getter]
    fn unreadable(&self) -> Option<String> {
        self.report.unreadable.map(|reason| Word(reason).to_string())
    }

    /// The findings, in the order of their place in the text.
    #[getter]
    fn findings(&self) -> Vec<Finding> {
        self.report.findings.iter().map(|finding| Finding::new(finding, &self.text)).collect()
    }

    /// How many ingredients were read.
    #[getter]
    fn ingredients(&self) -> u32 {
        self.report.ingredients
    }

    /// The report as JSON, as `needlint check --text TEXT --format json` has it of its one product.
    fn to_json(&self) -> String {
        self.report.to_json(&self.text)
    }

    /// The same as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(py.import("json")?.call_method1("loads", (self.to_json(),))?.cast_into()?)
    }

    fn __repr__(&self) -> String {
        match self.report.findings.len() {
            1 => format!("<needlint.Report {}, 1 finding>", self.report.verdict),
            count => format!("<needlint.Report {}, {count} findings>", self.report.verdict),
        }
    }
}

/// What one rule found about one ingredient.
#[pyclass(frozen, get_all, module = "needlint")]
pub(crate) struct Finding {
    /// The rule's id.
    rule: String,
    /// "error", "warning" or "note".
    severity: String,
    /// "certain" or "possible".
    certainty: String,
    /// The ingredient as it is printed.
    ingredient: String,
    /// Place in its section's list, 1-based; None for a finding about the label as a whole.
    rank: Option<u32>,
    /// The section it is in.
    section: String,
    /// The least that there is of it, as a percentage by weight.
    low: f64,
    /// The most that there is of it.
    high: f64,
    /// What these limits are based on.
    basis: String,
    /// Where it begins in the text, in bytes of UTF-8.
    start: u32,
    /// Where it ends.
    end: u32,
    /// A sentence that makes sense on its own.
    message: String,
}

impl Finding {
    fn new(finding: &needlint::Finding, text: &str) -> Finding {
        let amount = &finding.concentration;
        Finding {
            rule: finding.rule.id.clone(),
            severity: finding.severity.to_string(),
            certainty: Word(finding.certainty).to_string(),
            ingredient: finding.span.of(text).to_owned(),
            rank: finding.rank,
            section: Word(finding.section).to_string(),
            low: amount.low.as_percent(),
            high: amount.high.as_percent(),
            basis: Word(amount.basis).to_string(),
            start: finding.span.start,
            end: finding.span.end,
            message: finding.message(text),
        }
    }
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        format!("<needlint.Finding {}: {}>", self.rule, self.ingredient)
    }
}
