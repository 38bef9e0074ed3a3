//! What fuzzing found worth keeping, put through what it tries: see `tests/support/properties.rs`.

use std::path::PathBuf;

use crate::properties;

/// What a target tries of bytes.
type Property = fn(&[u8]);

#[test]
fn every_seed_holds() {
    let targets: [(&str, Property); 5] = [
        ("config", properties::config),
        ("label", properties::label),
        ("pack", properties::pack),
        ("scan", properties::scan),
        ("workbook", properties::workbook),
    ];
    let mut failed = Vec::new();
    for (target, holds) in targets {
        let folder = std::fs::read_dir(format!("fuzz/seeds/{target}")).unwrap();
        let seeds: Vec<_> = folder.map(|seed| seed.unwrap().path()).collect();
        assert!(!seeds.is_empty(), "{target} has no seeds");
        let fails = |seed: &PathBuf| {
            let bytes = std::fs::read(seed).unwrap();
            std::panic::catch_unwind(|| holds(&bytes)).is_err()
        };
        failed.extend(seeds.into_iter().filter(fails));
    }
    assert!(failed.is_empty(), "{failed:?}");
}
