//! The suite of a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

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
        let mut suite = TestSuite::new(file);
        for rule in rules {
            match self.rules.remove(&rule.id) {
                Some(of_rule) => suite.add_test_cases(of_rule.finish(&rule.id)),
                // where nothing was read, nothing passed
                None if receipt.products == receipt.unreadable => &mut suite,
                None => suite.add_test_case(case(&rule.id, &rule.id, TestCaseStatus::success())),
            };
        }
        suite.add_test_cases(self.of_other_rules());
        suite.add_test_cases(unread(receipt));
        suite
    }

    /// The suite of what was found beside all files whose account was heard, if there is any: in a list of what is
    /// allowed, say.
    pub(super) fn rest(self) -> Option<TestSuite> {
        if self.rules.is_empty() {
            return None;
        }
        let mut suite = TestSuite::new(self.file.as_str());
        suite.add_test_cases(self.of_other_rules());
        Some(suite)
    }

    /// The cases of the rules that are left, which are in no pack.
    fn of_other_rules(self) -> Vec<TestCase> {
        self.rules.into_iter().flat_map(|(id, of_rule)| of_rule.finish(&id)).collect()
    }
}

impl OfRule {
    fn add(&mut self, found: &Found<'_>, shown: &Shown) {
        let status = if found.passes { TestCaseStatus::success() } else { failure(shown) };
        let mut case = case(found.rule, &self.unused(&shown.name), status);
        if found.passes {
            case.set_system_out(format!("{}: {}", shown.severity, shown.description));
        }
        case.extra.insert("file".into(), found.file.into());
        case.extra.insert("line".into(), shown.line.to_string().into());
        self.cases.push(case);
    }

    /// A name that no other case has, as systems show only one case of a name.
    fn unused(&mut self, name: &str) -> String {
        let times = self.times.entry(name.to_owned()).or_default();
        *times += 1;
        if *times == 1 { name.to_owned() } else { format!("{name} ({times})") }
    }

    /// Its cases, and a case for the findings that have none.
    fn finish(mut self, rule: &str) -> Vec<TestCase> {
        if self.failures > 0 {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(format!("and {}", counted(self.failures, "more finding")));
            self.cases.push(case(rule, "more findings", status));
        }
        if self.passing > 0 {
            let mut case = case(rule, "more findings that pass", TestCaseStatus::success());
            case.set_system_out(format!("and {}", counted(self.passing, "more finding")));
            self.cases.push(case);
        }
        self.cases
    }
}

fn case(rule: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(rule);
    case
}

fn failure(shown: &Shown) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status
        .set_message(shown.message.as_str())
        .set_type(shown.severity.to_string())
        .set_description(shown.description.as_str());
    status
}

/// What was not judged.
fn unread(receipt: &Receipt) -> Vec<TestCase> {
    let lists = (receipt.unreadable > 0)
        .then(|| format!("{} could not be read: {}", counted(receipt.unreadable, "list"), reasons(receipt)));
    let broken = receipt.rows_without_product - receipt.rows_blank;
    let rows = (broken > 0).then(|| format!("{} could not be read", counted(broken, "row")));
    let skipped = |(name, message): (&str, Option<String>)| {
        let mut status = TestCaseStatus::skipped();
        status.set_message(message?);
        Some(case("needlint", name, status))
    };
    [("lists are readable", lists), ("rows are complete", rows)].into_iter().filter_map(skipped).collect()
}
