//! Any text is a pack, or an error that points into it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use needlint::RulePack;

fuzz_target!(|text: &str| {
    if let Err(error) = RulePack::parse(text) {
        assert!(error.span.is_none_or(|span| text.get(span).is_some()));
    }
});
