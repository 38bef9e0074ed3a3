//! Bars: parts of a whole as rectangles, each wide enough to be seen.

/// A bar of a thousand units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What the style knows it by.
    pub(super) class: &'static str,
    pub(super) start: u64,
    pub(super) len: u64,
}

/// Units of a whole bar.
const WHOLE: u64 = 1_000;
/// No part is smaller than this, with the gap behind it.
const LEAST: u64 = 10;
/// Units between two parts, so that they are told apart without their colours.
const GAP: u64 = 4;

impl Bar {
    /// Parts of a whole, in their order. Empty ones are left out; the largest gives way where small ones need more room
    /// than they have.
    pub(super) fn of(parts: &[(&'static str, u64)], whole: u64) -> Bar {
        let mut parts: Vec<Part> = parts
            .iter()
            .filter(|(_, number)| *number > 0)
            .map(|&(class, number)| Part { class, start: 0, len: thousandths(number, whole).max(LEAST) })
            .collect();
        let excess = parts.iter().map(|part| part.len).sum::<u64>().saturating_sub(WHOLE);
        if let Some(largest) = parts.iter_mut().max_by_key(|part| part.len) {
            largest.len = largest.len.saturating_sub(excess);
        }
        let mut start = 0;
        for part in &mut parts {
            part.start = start;
            start += part.len;
            part.len = part.len.saturating_sub(GAP);
        }
        Bar { parts }
    }
}

fn thousandths(number: u64, whole: u64) -> u64 {
    (u128::from(number) * u128::from(WHOLE) / u128::from(whole.max(1))) as u64
}

/// How much of a whole a part is: "33.3 %". Some is never told as none, and not all never as all.
pub(super) fn share(part: u64, whole: u64) -> String {
    let tenths = (2 * u128::from(part) * u128::from(WHOLE) + u128::from(whole)) / (2 * u128::from(whole.max(1)));
    match tenths {
        0 if part > 0 => "under 0.1 %".to_owned(),
        1_000.. if part < whole => "over 99.9 %".to_owned(),
        tenths => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_seen_and_all_fit() {
        for numbers in [[1, 1, 1, 1], [1_000_000, 1, 1, 1], [0, 0, 5, 0], [0, 0, 0, 0], [1, 999, 0, 1]] {
            let parts = [("avoid", numbers[0]), ("caution", numbers[1]), ("clear", numbers[2]), ("note", numbers[3])];
            let bar = Bar::of(&parts, numbers.iter().sum());
            assert_eq!(bar.parts.len(), numbers.iter().filter(|number| **number > 0).count());
            let mut end = 0;
            for part in &bar.parts {
                assert!(part.start >= end && part.len >= LEAST - GAP, "{bar:?}");
                end = part.start + part.len;
            }
            assert!(end <= WHOLE, "{bar:?}");
        }
    }

    #[test]
    fn a_share_is_never_rounded_to_none_or_all() {
        for (part, whole, text) in [
            (0, 0, "0.0 %"),
            (0, 12, "0.0 %"),
            (4, 12, "33.3 %"),
            (1, 7, "14.3 %"),
            (12, 12, "100.0 %"),
            (1, 1_000_000, "under 0.1 %"),
            (999_999, 1_000_000, "over 99.9 %"),
            (999, 1_000, "99.9 %"),
        ] {
            assert_eq!(share(part, whole), text);
        }
    }
}
