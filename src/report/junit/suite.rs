//! The suite of a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::suites::{Outcome, TestCase, TestSuite};
use super::{Found, Shown};
use crate::report::Receipt;
use crate::report::human::{counted, reasons};
use crate::rule::Rule;

#[derive(Debug, Default)]
pub(super) struct Suite {
    file: String,
    /// By the id of the rule.
    rules: BTreeMap<String, OfRule>,
}

#[derive(Debug, Default)]
struct OfRule {
    cases: Vec<TestCase>,
    /// How often each name was wanted.
    times: BTreeMap<String, u32>,
    /// Failures without a case.
    failures: u64,
    /// What passes without a case.
    passing: u64,
}

impl Suite {
    pub(super) fn add(&mut self, found: Found<'_>) {
        if self.file != found.file {
            found.file.clone_into(&mut self.file);
        }
        let of_rule = match self.rules.get_mut(found.rule) {
            Some(of_rule) => of_rule,
            None => self.rules.entry(found.rule.to_owned()).or_default(),
        };
        match &found.shown {
            Some(shown) => of_rule.add(&found, shown),
            None if found.passes => of_rule.passing += 1,
            None => of_rule.failures += 1,
        }
    }

    /// The suite of a file that came to this: the cases of each rule, and what could not be read.
    pub(super) fn finish(mut self, file: &str, rules: &[Arc<Rule>], receipt: &Receipt) -> TestSuite {
        let mut cases = Vec::new();
        for rule in rules {
            match self.rules.remove(&rule.id) {
                Some(of_rule) => cases.extend(of_rule.finish(&rule.id)),
                // where nothing was read, nothing passed
                None if receipt.products == receipt.unreadable => {}
                None => cases.push(TestCase::new(&rule.id, &rule.id, Outcome::Passed(None))),
            }
        }
        cases.extend(self.of_other_rules());
        cases.extend(unread(receipt));
        TestSuite { name: file.to_owned(), cases }
    }

    /// The suite of what was found beside all files whose account was heard, if there is any: in a list of what is
    /// allowed, say.
    pub(super) fn rest(self) -> Option<TestSuite> {
        let name = self.file.clone();
        (!self.rules.is_empty()).then(|| TestSuite { name, cases: self.of_other_rules() })
    }

    /// The cases of the rules that are left, which are in no pack.
    fn of_other_rules(self) -> Vec<TestCase> {
        self.rules.into_iter().flat_map(|(id, of_rule)| of_rule.finish(&id)).collect()
    }
}

impl OfRule {
    fn add(&mut self, found: &Found<'_>, shown: &Shown) {
        let outcome = match found.passes {
            true => Outcome::Passed(Some(format!("{}: {}", shown.severity, shown.description))),
            false => Outcome::Failed {
                message: shown.message.clone(),
                severity: Some(shown.severity),
                description: shown.description.clone(),
            },
        };
        let case = TestCase::new(found.rule, &self.unused(&shown.name), outcome);
        self.cases.push(TestCase { place: Some((found.file.to_owned(), shown.line)), ..case });
    }

    /// A name that no other case has, as systems show only one case of a name.
    fn unused(&mut self, name: &str) -> String {
        let times = self.times.entry(name.to_owned()).or_default();
        *times += 1;
        if *times == 1 { name.to_owned() } else { format!("{name} ({times})") }
    }

    /// Its cases, and a case for the findings that have none.
    fn finish(mut self, rule: &str) -> Vec<TestCase> {
        let more = |number| format!("and {}", counted(number, "more finding"));
        if self.failures > 0 {
            let outcome = Outcome::Failed { message: more(self.failures), severity: None, description: String::new() };
            self.cases.push(TestCase::new(rule, "more findings", outcome));
        }
        if self.passing > 0 {
            let outcome = Outcome::Passed(Some(more(self.passing)));
            self.cases.push(TestCase::new(rule, "more findings that pass", outcome));
        }
        self.cases
    }
}

/// What was not judged.
fn unread(receipt: &Receipt) -> Vec<TestCase> {
    let lists = (receipt.unreadable > 0)
        .then(|| format!("{} could not be read: {}", counted(receipt.unreadable, "list"), reasons(receipt)));
    let broken = receipt.rows_without_product - receipt.rows_blank;
    let rows = (broken > 0).then(|| format!("{} could not be read", counted(broken, "row")));
    let skipped = |(name, why): (&str, Option<String>)| Some(TestCase::new("needlint", name, Outcome::Skipped(why?)));
    [("lists are readable", lists), ("rows are complete", rows)].into_iter().filter_map(skipped).collect()
}
