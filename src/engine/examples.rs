//! The examples of the packs, run as tests.

use super::Engine;
use crate::finding::Certainty;
use crate::rule::{Example, Outcome, Rule};

/// How one example came out.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleResult {
    /// The rule it belongs to.
    pub rule: String,
    /// The label it reads.
    pub label: String,
    /// Whether it came out as the pack says.
    pub passed: bool,
    /// What the pack says.
    pub expected: String,
    /// What came out.
    pub got: String,
}

impl Engine {
    /// Runs the examples of the chosen rules.
    pub fn run_examples(&self) -> Vec<ExampleResult> {
        let of_rule = |rule| move |example| self.run_example(rule, example);
        self.rules().flat_map(|rule| rule.examples.iter().map(of_rule(rule))).collect()
    }

    fn run_example(&self, rule: &Rule, example: &Example) -> ExampleResult {
        let report = self.check(&example.label);
        let findings: Vec<String> = report
            .findings
            .iter()
            .filter(|finding| finding.rule.id == rule.id)
            .map(|finding| match example.ingredient.is_empty() {
                true => describe(finding.certainty, ""),
                false => describe(finding.certainty, finding.span.of(&example.label)),
            })
            .collect();
        let expected = match example.outcome {
            Outcome::Hit => describe(Certainty::Certain, &example.ingredient),
            Outcome::Undecided => describe(Certainty::Possible, &example.ingredient),
            Outcome::NearMiss => NOTHING.to_string(),
        };
        let got = if findings.is_empty() { NOTHING.to_string() } else { findings.join(" and ") };
        let passed = match example.outcome {
            Outcome::NearMiss => findings.is_empty(),
            Outcome::Hit | Outcome::Undecided => findings.contains(&expected),
        };
        ExampleResult { rule: rule.id.clone(), label: example.label.clone(), passed, expected, got }
    }
}

const NOTHING: &str = "nothing";

fn describe(certainty: Certainty, ingredient: &str) -> String {
    let ingredient = if ingredient.is_empty() { "a finding".to_string() } else { format!("`{ingredient}`") };
    match certainty {
        Certainty::Certain => ingredient,
        Certainty::Possible => format!("{ingredient}, possibly"),
    }
}
