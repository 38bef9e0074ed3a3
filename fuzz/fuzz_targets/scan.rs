//! Any bytes are a catalogue or an error: a scan ends, accounts for every product, and says the same for any number of
//! jobs.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlint::trial::{Account, Way, scan_bytes};
use needlint::{Engine, RulePack};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));

/// The way that the first byte asks for.
fn way(choice: u8) -> Way {
    let format = [None, Some("csv"), Some("jsonl"), Some("tsv")][usize::from(choice & 3)];
    Way { format, has_header: choice & 4 == 0, ..Way::default() }
}

fn results(bytes: &[u8], way: Way) -> Option<(Vec<u8>, Account)> {
    let mut out = Vec::new();
    let account = scan_bytes(&ENGINE, bytes, way, &mut out)?;
    Some((out, account))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let one = way(*choice);
    let found = results(bytes, one);
    if let Some((_, account)) = &found {
        assert_eq!(account.products(), account.by_verdict().iter().sum::<u64>());
    }
    assert_eq!(found, results(bytes, Way { jobs: 3, ..one }));
});
