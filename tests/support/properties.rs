//! What holds for any bytes. Each function is a fuzz target, and `tests/it/seeds.rs` puts the seeds of it through it.

#![allow(unreachable_pub, reason = "for fuzzing this is a crate of its own")]

pub mod workbook;

use std::sync::LazyLock;

use needlint::trial::{self, Account, Way, scan_bytes};
use needlint::{Engine, RulePack, Scratch};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));

/// Any text can be judged, and every place that comes of it lies in the text, on character borders. What was read before,
/// which are its lines, changes nothing.
pub fn label(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let label = ENGINE.read(text);
    for ingredient in label.ingredients() {
        assert!(text.get(ingredient.span.range()).is_some_and(|name| !name.is_empty()));
    }
    let mut scratch = Scratch::default();
    for line in text.lines() {
        assert!(ENGINE.check_with(&mut scratch, line) == ENGINE.check(line), "{line:?}");
    }
    let report = ENGINE.check(text);
    // what the first time teaches is known from the third on
    for _ in 0..3 {
        assert!(ENGINE.check_with(&mut scratch, text) == report);
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
}

/// Any text is a pack, or an error that points into it and can be shown.
pub fn pack(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    if let Err(error) = RulePack::parse(text) {
        trial::pack_fault(text, error);
    }
}

/// Any bytes are a catalogue or an error: a scan ends, accounts for every product, and says the same for any number of
/// jobs. The first byte says how it is read: "0" to "3" with a header, "4" to "7" without.
pub fn scan(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let format = [None, Some("csv"), Some("jsonl"), Some("tsv")][usize::from(choice & 3)];
    account(bytes, Way { format, has_header: choice & 4 == 0, ..Way::default() });
}

/// Any workbook is a catalogue or an error, and has no more products than its parts have tags. The bytes are the
/// workbook, its parts or its cells: see [`workbook::of`].
pub fn workbook(bytes: &[u8]) {
    let parts = workbook::Parts::of(bytes);
    let file = parts.as_ref().map(workbook::Parts::zipped);
    for has_header in [true, false] {
        let account = account(file.as_deref().unwrap_or(bytes), Way { has_header, ..Way::default() });
        if let Some((account, parts)) = account.zip(parts.as_ref()) {
            assert!(account.products() <= parts.tags());
        }
    }
}

/// Any file of settings is read, or refused with words that can be shown. What is written of it says the same.
pub fn config(bytes: &[u8]) {
    if let Ok(written) = trial::baseline(bytes) {
        assert!(trial::baseline(&written).as_ref() == Ok(&written), "{}", String::from_utf8_lossy(&written));
    }
    let text = &*String::from_utf8_lossy(bytes);
    if let Ok(written) = trial::options(text) {
        assert_eq!(trial::options(&written).as_ref(), Ok(&written));
    }
    // nothing is ever written of these
    let _ = trial::suppressions(text);
}

/// What a scan comes to, with any number of jobs.
fn account(bytes: &[u8], one: Way) -> Option<Account> {
    let results = |way| {
        let mut out = Vec::new();
        scan_bytes(&ENGINE, bytes, way, &mut out).map(|account| (out, account))
    };
    // more jobs share the room that is made for what they read before, and begin sooner
    let found = results(Way { jobs: 8, ..one });
    assert_eq!(found, results(Way { jobs: 5, ..one }));
    let account = found?.1;
    assert_eq!(account.products(), account.by_verdict().iter().sum::<u64>());
    Some(account)
}
