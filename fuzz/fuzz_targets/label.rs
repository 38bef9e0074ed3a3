//! Any text parses and can be judged, and every place that comes of it lies in the text, on character borders. What a
//! glance shows is so.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlint::{Engine, Glance, Label, RulePack, Verdict};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));

fuzz_target!(|text: &str| {
    let label = Label::parse(text);
    for ingredient in label.ingredients() {
        assert!(text.get(ingredient.span.range()).is_some_and(|name| !name.is_empty()));
    }
    let report = ENGINE.check(&label);
    match ENGINE.glance(text) {
        Glance::Clear => assert!(report.verdict == Verdict::Clear && report.findings.is_empty()),
        Glance::Names(read) => assert!(read == label),
        Glance::Unclear => {}
    }
    let found = report.findings.iter().map(|finding| finding.span);
    let seen = report.look_alikes.iter().map(|look_alike| look_alike.span);
    let noticed = report.remarks.iter().map(|remark| remark.span);
    for span in found.chain(seen).chain(noticed) {
        assert!(text.get(span.range()).is_some());
    }
    for finding in &report.findings {
        assert!(finding.concentration.low <= finding.concentration.high);
    }
});
