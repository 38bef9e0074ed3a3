//! Any text parses and can be judged, and every place that comes of it lies in the text, on character borders. What was
//! read before changes nothing.

#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlint::{Engine, RulePack, Scratch};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fuzz_target!(|text: &str| {
    let label = ENGINE.read(text);
    for ingredient in label.ingredients() {
        assert!(text.get(ingredient.span.range()).is_some_and(|name| !name.is_empty()));
    }
    let report = ENGINE.check(text);
    SCRATCH.with_borrow_mut(|scratch| {
        assert!(ENGINE.check_with(scratch, text) == report);
        assert!(ENGINE.check_with(scratch, text) == report);
    });
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
