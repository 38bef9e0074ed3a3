//! Suites of cases, and what they look like in XML.

use askama::Template;

use crate::finding::Severity;

/// All suites of a run.
#[derive(Template)]
#[template(path = "suites.xml", whitespace = "preserve")]
pub(super) struct TestSuites {
    pub(super) suites: Vec<TestSuite>,
}

#[derive(Debug)]
pub(super) struct TestSuite {
    pub(super) name: String,
    pub(super) cases: Vec<TestCase>,
}

#[derive(Debug)]
pub(super) struct TestCase {
    pub(super) class: String,
    pub(super) name: String,
    pub(super) outcome: Outcome,
    /// A file and a line of it, 1-based.
    pub(super) place: Option<(String, u64)>,
}

/// How many cases there are of each outcome.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: usize,
    skipped: usize,
    failures: usize,
    errors: usize,
}

/// What became of a case.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It passed, with something to be said of it or not.
    Passed(Option<String>),
    /// It was not judged, and why.
    Skipped(String),
    Failed {
        message: String,
        severity: Option<Severity>,
        description: String,
    },
    /// It could not be run to its end, and why.
    Error(String),
}

impl TestCase {
    pub(super) fn new(class: &str, name: &str, outcome: Outcome) -> TestCase {
        TestCase { class: class.to_owned(), name: name.to_owned(), outcome, place: None }
    }
}

impl TestSuite {
    fn counts(&self) -> Counts {
        let count = |is_one: fn(&Outcome) -> bool| self.cases.iter().filter(|case| is_one(&case.outcome)).count();
        Counts {
            tests: self.cases.len(),
            skipped: count(|outcome| matches!(outcome, Outcome::Skipped(_))),
            failures: count(|outcome| matches!(outcome, Outcome::Failed { .. })),
            errors: count(|outcome| matches!(outcome, Outcome::Error(_))),
        }
    }
}

impl TestSuites {
    fn counts(&self) -> Counts {
        self.suites.iter().map(TestSuite::counts).fold(Counts::default(), |all, suite| Counts {
            tests: all.tests + suite.tests,
            skipped: all.skipped + suite.skipped,
            failures: all.failures + suite.failures,
            errors: all.errors + suite.errors,
        })
    }

    /// The document. What is no character of XML is replaced.
    pub(super) fn to_xml(&self) -> Result<String, askama::Error> {
        let is_none =
            |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
        Ok(self.render()?.replace(is_none, "\u{fffd}"))
    }
}
