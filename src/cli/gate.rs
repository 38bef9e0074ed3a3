//! The gate: what a run may come to and still pass.

use crate::finding::Severities;
use crate::label::Unreadable;
use crate::report::human::{are, count, counted, were};
use crate::report::{Group, Receipt};

use super::args::{FailOn, Gate, Percent};

impl Gate {
    /// How many of these matter.
    pub(crate) fn mattering(&self, counts: Severities) -> u64 {
        let Severities { errors, warnings, notes } = counts;
        match self.fail_on {
            FailOn::Error => errors,
            FailOn::Warning => errors + warnings,
            FailOn::Note => errors + warnings + notes,
            FailOn::Never => 0,
        }
    }

    /// Whether too much was found. Where a limit is set, on the findings or on their rate in a group, only what is above
    /// it is too much; else any finding that matters is.
    pub(crate) fn is_too_much(&self, receipt: &Receipt, most_in_group: Option<Percent>) -> bool {
        let found = self.mattering(receipt.counting());
        match (self.max_findings, most_in_group) {
            (None, None) => found > 0,
            (most, rate) => {
                most.is_some_and(|most| found > most)
                    || rate.is_some_and(|rate| self.worst_group(receipt, rate).is_some())
            }
        }
    }

    /// Whether too much could not be read. A limit goes before the permission to read nothing at all.
    pub(crate) fn is_too_little_read(&self, receipt: &Receipt) -> bool {
        let unread = unread(receipt);
        let rows = receipt.products + receipt.rows_without_product - receipt.rows_blank;
        match self.max_unreadable {
            Some(most) => most.is_exceeded(unread, rows),
            None => unread > 0 && !self.allow_unreadable,
        }
    }

    /// Which limits were passed, in words, for who wonders about the exit code.
    pub(crate) fn passed(&self, receipt: &Receipt, most_in_group: Option<Percent>) -> Vec<String> {
        let mut passed = Vec::new();
        let found = self.mattering(receipt.counting());
        if let Some(most) = self.max_findings.filter(|most| found > *most) {
            passed.push(format!("{} that count, more than --max-findings {}", counted(found, "finding"), count(most)));
        }
        if let Some(rate) = most_in_group
            && let Some((name, group)) = self.worst_group(receipt, rate)
        {
            let others = self.groups_above(receipt, rate).count() as u64 - 1;
            let others = match others {
                0 => String::new(),
                others => format!("; {} {} also above it", counted(others, "other group"), are(others)),
            };
            let name = if name.is_empty() { "products without a group" } else { name };
            let (affected, products) = (self.mattering(group.affected), group.products);
            passed.push(format!(
                "{name}: {} of {} affected, more than --max-rate {rate}{others}",
                count(affected),
                counted(products, "product")
            ));
        }
        if let Some(most) = self.max_unreadable.filter(|_| self.is_too_little_read(receipt)) {
            let unread = unread(receipt);
            passed.push(format!(
                "{} {} not read or possibly misread: more than --max-unreadable {most}",
                counted(unread, "row"),
                were(unread)
            ));
        }
        passed
    }

    /// The group that is furthest above a rate.
    fn worst_group<'r>(&self, receipt: &'r Receipt, most: Percent) -> Option<(&'r str, &'r Group)> {
        let rate = |group: &Group| self.mattering(group.affected) as f64 / group.products as f64;
        self.groups_above(receipt, most).max_by(|one, other| rate(one.1).total_cmp(&rate(other.1)))
    }

    fn groups_above<'r>(&self, receipt: &'r Receipt, most: Percent) -> impl Iterator<Item = (&'r str, &'r Group)> {
        receipt.groups.iter().filter(move |(_, group)| most.is_exceeded(self.mattering(group.affected), group.products))
    }
}

/// Rows that were not read, or not for certain.
pub(crate) fn unread(receipt: &Receipt) -> u64 {
    // these are products that could not be read, and rows in doubt as well
    let twice = receipt.unreadable_by_reason.iter().find(|(reason, _)| *reason == Unreadable::BrokenRow);
    (receipt.unreadable + receipt.rows_in_doubt).saturating_sub(twice.map_or(0, |(_, count)| *count))
}
