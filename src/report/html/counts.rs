//! What was counted, as rows with a bar each.

use std::cmp::Reverse;
use std::sync::Arc;

use super::anchor;
use super::bar::{Bar, share};
use super::unread::{self, Unread};
use crate::report::human::{count, counted};
use crate::report::{Group, Receipt};
use crate::rule::{Rule, Severity};

pub(super) struct VerdictCount {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) number: u64,
    pub(super) count: String,
    pub(super) share: String,
}

/// How many of something there are, by the name that they share.
pub(super) struct NamedCount {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) share: String,
    /// Where the page has each of them; empty if nowhere.
    pub(super) anchor: String,
    /// What else there is to say of them.
    pub(super) detail: String,
    pub(super) bar: Bar,
}

pub(super) struct RuleCount {
    pub(super) rule: Arc<Rule>,
    pub(super) anchor: String,
    pub(super) count: String,
    pub(super) share: String,
    pub(super) bar: Bar,
}

/// The products by verdict, the worst first.
pub(super) fn verdicts(receipt: &Receipt) -> Vec<VerdictCount> {
    let verdicts = [
        ("avoid", receipt.avoid, "lists something that is warned against"),
        ("caution", receipt.caution, "a smaller amount, or the label does not say"),
        ("clear", receipt.clear, "a list was read, and nothing to avoid was found in it"),
        ("unreadable", receipt.unreadable, "no readable ingredient list; this is not an all-clear"),
    ];
    let row = |(name, number, meaning)| VerdictCount {
        name,
        meaning,
        number,
        count: count(number),
        share: share(number, receipt.products),
    };
    verdicts.map(row).into()
}

/// The unreadable products by reason, the most first.
pub(super) fn unreadable(receipt: &Receipt, unread: &Unread) -> Vec<NamedCount> {
    let mut reasons = receipt.unreadable_by_reason.clone();
    reasons.sort_by_key(|(_, number)| Reverse(*number));
    let row = |(reason, number): (crate::label::Unreadable, u64)| NamedCount {
        name: reason.to_string(),
        count: count(number),
        share: share(number, receipt.products),
        anchor: if unread.has(reason) { unread::anchor(reason) } else { String::new() },
        detail: String::new(),
        bar: Bar::of(&[("unreadable", number)], receipt.products),
    };
    reasons.into_iter().map(row).collect()
}

/// The rules that found something, the gravest first, and of these the most frequent.
pub(super) fn rules(rules: &[Arc<Rule>], receipt: &Receipt) -> Vec<RuleCount> {
    let (counting, all) = (receipt.counting_by_rule(), receipt.counting().total());
    let number = |rule: &Rule| counting.get(rule.id.as_str()).copied().unwrap_or(0);
    let mut fired: Vec<(&Arc<Rule>, u64)> =
        rules.iter().map(|rule| (rule, number(rule))).filter(|(_, number)| *number > 0).collect();
    fired.sort_by_key(|(rule, number)| Reverse((rule.severity, *number)));
    let row = |(rule, number): (&Arc<Rule>, u64)| RuleCount {
        rule: Arc::clone(rule),
        anchor: anchor(&rule.id),
        count: count(number),
        share: share(number, all),
        bar: Bar::of(&[(class(rule.severity), number)], all),
    };
    fired.into_iter().map(row).collect()
}

/// The groups with the most products affected, so many at most.
pub(super) fn groups(receipt: &Receipt, most: usize) -> Vec<NamedCount> {
    let affected = |group: &Group| group.affected.errors + group.affected.warnings;
    let mut groups: Vec<(&str, &Group)> = receipt.groups.iter().collect();
    groups.sort_by_key(|(_, group)| Reverse((affected(group), group.affected.errors, group.unreadable)));
    let row = |(name, group): (&str, &Group)| NamedCount {
        name: if name.trim().is_empty() { "(none)".to_owned() } else { crate::report::window::printable(name) },
        count: format!("{} of {}", count(affected(group)), count(group.products)),
        share: share(affected(group), group.products),
        anchor: String::new(),
        detail: match group.unreadable {
            0 => String::new(),
            number => format!("{} could not be read", counted(number, "product")),
        },
        bar: Bar::of(&[("error", group.affected.errors), ("warning", group.affected.warnings)], group.products),
    };
    groups.into_iter().take(most).map(row).collect()
}

/// What the style knows a severity by.
fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
