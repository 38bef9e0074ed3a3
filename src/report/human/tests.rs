//! The end of a scan on a terminal.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::label::Unreadable;
use crate::report::human::{Human, Screen};
use crate::report::{Drawn, End, Receipt, Reporter};
use crate::rule::RulePack;

/// The end of a scan on a screen of this width.
fn end_of_scan(width: usize) -> String {
    let receipt = Receipt {
        products: 1_031_877,
        avoid: 212_004,
        caution: 31_870,
        clear: 770_020,
        unreadable: 17_983,
        unreadable_by_reason: vec![
            (Unreadable::Empty, 9_120),
            (Unreadable::Prose, 8_102),
            (Unreadable::Truncated, 761),
        ],
        errors: 220_000,
        warnings: 40_000,
        notes: 12_031,
        findings_by_rule: BTreeMap::from([
            ("needling/sd-alcohol".to_owned(), 20_411),
            ("needling/denatured-alcohol".to_owned(), 199_589),
        ]),
        rows_in_doubt: 0,
        rows_without_product: 12,
        bytes: 272_000_000,
        elapsed: Duration::from_millis(1_900),
        ..Receipt::default()
    };
    let mut out = Vec::new();
    let human = Human::catalogue(Screen { width, colour: false }, RulePack::builtin().rules);
    human
        .end(&End { receipt: &receipt, hidden: 259_950, held: &Drawn::default() }, &mut out)
        .expect("a vector takes all");
    String::from_utf8(out).expect("it is text")
}

#[test]
fn a_scan_ends_with_what_is_not_shown_the_rules_that_fired_and_the_receipt() {
    insta::assert_snapshot!(end_of_scan(80));
}

#[test]
fn a_scan_ends_in_whole_words_on_a_narrow_screen() {
    let screen = end_of_scan(40);
    for line in screen.lines() {
        assert!(textwrap::core::display_width(line) <= 40, "wider than 40: {line}");
    }
    insta::assert_snapshot!(screen);
}
