//! The account of a run, in words.

use std::time::Duration;

use super::words::{count, counted};
use crate::label::Unreadable;
use crate::report::{Reach, Receipt};

/// The account in a sentence: "1,031,877 products read: 212,004 avoid, ... (9,120 empty, 8,102 prose, 761 cut off)".
pub(in crate::report) fn sentence(receipt: &Receipt, one: &str) -> String {
    let mut text = format!("{}{} read", shortfall(receipt.reach), counted(receipt.products, one));
    if receipt.products > 0 {
        text.push_str(": ");
        text.push_str(&verdicts(receipt));
    }
    if receipt.rows_without_product > 0 {
        let rows = counted(receipt.rows_without_product, "row");
        let were = if receipt.rows_without_product == 1 { "was not a product" } else { "were not products" };
        text.push_str(&format!("; {rows} {were}"));
    }
    text + &discounted(receipt)
}

/// "; 3 findings already known, 1 allowed, 2 no longer found; 12 unchanged products skipped".
fn discounted(receipt: &Receipt) -> String {
    let Receipt { known, suppressed, gone, unchanged, .. } = *receipt;
    let counts = [(known.total(), "already known"), (suppressed.total(), "allowed"), (gone, "no longer found")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts
        .enumerate()
        .map(|(at, (number, what))| match at {
            0 => format!("{} {what}", counted(number, "finding")),
            _ => format!("{} {what}", count(number)),
        })
        .collect();
    let findings = if counts.is_empty() { String::new() } else { format!("; {}", counts.join(", ")) };
    let products = match unchanged {
        0 => String::new(),
        1 => "; 1 unchanged product skipped".to_owned(),
        number => format!("; {} skipped", counted(number, "unchanged product")),
    };
    findings + &products
}

fn shortfall(reach: Reach) -> &'static str {
    match reach {
        Reach::Whole => "",
        Reach::Broken => "INCOMPLETE: not everything could be read; ",
        Reach::Stopped => "INCOMPLETE: the run was stopped; ",
    }
}

/// The account with what it took: "1,031,877 products read: 212,004 avoid, ...; 272 MB in 1.9 s".
pub(crate) fn account(receipt: &Receipt, one: &str) -> String {
    format!("{}{}", sentence(receipt, one), effort(receipt))
}

/// "; 272 MB in 1.9 s".
fn effort(receipt: &Receipt) -> String {
    format!("; {} in {}", size(receipt.bytes), time(receipt.elapsed))
}

fn verdicts(receipt: &Receipt) -> String {
    let counts = [
        (receipt.avoid, "avoid"),
        (receipt.caution, "caution"),
        (receipt.clear, "clear"),
        (receipt.unreadable, "unreadable"),
    ];
    let text = counts.map(|(number, word)| format!("{} {word}", count(number))).join(", ");
    if receipt.unreadable_by_reason.is_empty() { text } else { format!("{text} ({})", reasons(receipt)) }
}

/// Why lists could not be read: "9,120 empty, 8,102 prose".
pub(in crate::report) fn reasons(receipt: &Receipt) -> String {
    let mut reasons = receipt.unreadable_by_reason.clone();
    reasons.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let reasons = reasons.iter().map(|(reason, number)| format!("{} {}", count(*number), word(*reason)));
    reasons.collect::<Vec<_>>().join(", ")
}

fn word(reason: Unreadable) -> &'static str {
    match reason {
        Unreadable::Empty => "empty",
        Unreadable::Prose => "prose",
        Unreadable::Elsewhere => "pointing elsewhere",
        Unreadable::Address => "web address",
        Unreadable::Truncated => "cut off",
        Unreadable::Partial => "partial",
        Unreadable::TooShort => "too short",
        Unreadable::ActivesOnly => "active ingredients only",
        Unreadable::NotIngredients => "not ingredients",
        Unreadable::Damaged => "garbled",
        Unreadable::BrokenRow => "in damaged rows",
    }
}

/// A number of bytes, roughly: "272 MB".
pub(crate) fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    match bytes {
        b if b < 1e3 => format!("{b:.0} B"),
        b if b < 999.5e3 => format!("{:.0} kB", b / 1e3),
        b if b < 9.95e6 => format!("{:.1} MB", b / 1e6),
        b if b < 999.5e6 => format!("{:.0} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}

fn time(elapsed: Duration) -> String {
    match elapsed.as_secs_f64() {
        s if s < 0.1 => "under 0.1 s".to_owned(),
        s if s < 99.95 => format!("{s:.1} s"),
        s => format!("{} min {} s", s.round() as u64 / 60, s.round() as u64 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_names_every_verdict_and_why_rows_could_not_be_read() {
        let mut receipt = Receipt {
            products: 1_031_877,
            avoid: 212_004,
            caution: 31_870,
            clear: 770_020,
            unreadable: 17_983,
            bytes: 272_000_000,
            elapsed: Duration::from_millis(1_930),
            ..Receipt::default()
        };
        receipt.unreadable_by_reason =
            vec![(Unreadable::Empty, 9_120), (Unreadable::Prose, 8_102), (Unreadable::Truncated, 761)];
        let expected = "1,031,877 products read: 212,004 avoid, 31,870 caution, 770,020 clear, 17,983 unreadable \
                        (9,120 empty, 8,102 prose, 761 cut off)";
        assert_eq!(sentence(&receipt, "product"), expected);
        assert_eq!(effort(&receipt), "; 272 MB in 1.9 s");
        receipt.rows_without_product = 1;
        assert_eq!(sentence(&receipt, "product"), format!("{expected}; 1 row was not a product"));
        receipt.reach = Reach::Stopped;
        assert!(sentence(&receipt, "product").starts_with("INCOMPLETE: the run was stopped; 1,031,877 products read"));
    }

    #[test]
    fn sizes_and_times_are_told_roughly() {
        for (bytes, text) in [(0, "0 B"), (12_345, "12 kB"), (1_500_000, "1.5 MB"), (21_000_000_000, "21.0 GB")] {
            assert_eq!(size(bytes), text);
        }
        for (seconds, text) in [(0.01, "under 0.1 s"), (61.24, "61.2 s"), (200.0, "3 min 20 s")] {
            assert_eq!(time(Duration::from_secs_f64(seconds)), text);
        }
    }
}
