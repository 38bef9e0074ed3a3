//! What labels say, in a table of small ones: statements, solvents, names that something parts, what is no list.

use std::fs;

use needlint::{Engine, RulePack};

/// What is wrong with the answer to a row, if something is.
fn fault(engine: &Engine, row: &str) -> Option<String> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [_, verdicts, rules, label] = columns[..] else { return Some(format!("{row}: four columns are wanted")) };
    let label = label.replace("\\n", "\n");
    let report = engine.check(&label);
    let verdict = report.verdict.to_string();
    if !verdicts.split('|').any(|one| one == verdict) {
        return Some(format!("{label:?} is {verdict}, not {verdicts}"));
    }
    let has = |rule: &str| report.findings.iter().any(|finding| finding.rule.id == rule);
    let is_met = |demand: &str| match demand.strip_prefix('!') {
        Some(rule) => !has(rule),
        None => demand.split('|').any(has),
    };
    let unmet: Vec<&str> = rules.split('+').filter(|demand| !demand.is_empty() && !is_met(demand)).collect();
    (!unmet.is_empty()).then(|| format!("{label:?} does not meet {}", unmet.join(", ")))
}

#[test]
fn what_a_label_says_is_heard() {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let table = fs::read_to_string("fixtures/labels/heard.tsv").expect("the table is there");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let faults: Vec<String> = rows.filter_map(|row| fault(&engine, row)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
