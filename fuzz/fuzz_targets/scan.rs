//! Any bytes are a catalogue or an error: a scan ends, accounts for every product, and says the same for any number of
//! jobs, with the quick look and without.

#![no_main]

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlint::catalogue::format::InputFormat;
use needlint::catalogue::layout::HeaderRow;
use needlint::report::json::JsonLines;
use needlint::report::{Printout, Receipt};
use needlint::scan::{ScanOptions, scan};
use needlint::{Engine, RulePack};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));

/// What the first byte asks for.
fn options(choice: u8) -> ScanOptions<'static> {
    let format = match choice & 3 {
        0 => None,
        1 => Some(InputFormat::Csv),
        2 => Some(InputFormat::JsonLines),
        _ => Some(InputFormat::Tsv),
    };
    let has_header = choice & 4 == 0;
    ScanOptions {
        format,
        header: if has_header { HeaderRow::First } else { HeaderRow::None },
        ingredients: (!has_header).then(|| "1".to_owned()),
        ..ScanOptions::default()
    }
}

fn results(bytes: &[u8], options: &ScanOptions<'_>) -> Option<(Vec<u8>, Receipt)> {
    let mut out = Vec::new();
    let mut printout = Printout::begin(&JsonLines { all: false }, &mut out).expect("memory takes everything");
    let outcome = scan("x", bytes, &ENGINE, options, &mut printout, &mut |_| ()).ok()?;
    printout.end(&outcome.receipt).expect("memory takes everything");
    Some((out, Receipt { elapsed: Default::default(), ..outcome.receipt }))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let one = ScanOptions { jobs: NonZeroUsize::MIN, ..options(*choice) };
    let found = results(bytes, &one);
    if let Some((_, receipt)) = &found {
        let by_verdict = receipt.avoid + receipt.caution + receipt.clear + receipt.unreadable;
        assert_eq!(receipt.products, by_verdict);
    }
    let three = ScanOptions { jobs: NonZeroUsize::MIN.saturating_add(2), ..one.clone() };
    assert_eq!(found, results(bytes, &three));
    assert_eq!(found, results(bytes, &ScanOptions { screen: false, ..one }));
});
