//! The receipt: what a run read and found, counted.

mod groups;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::finding::{Finding, More, Report, Severities, Severity, Verdict};
use crate::label::Unreadable;
use crate::triage::Status;

pub(crate) use groups::{Group, Groups};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Reach {
    /// To the end of every input.
    #[default]
    Whole,
    /// Not to the end: an input could not be opened, or broke off.
    Broken,
    /// Not to the end: it was told to stop.
    Stopped,
}

/// What a run read and found, counted over all products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Receipt {
    /// Products read.
    pub(crate) products: u64,
    /// Products with at least one error.
    pub(crate) avoid: u64,
    /// Products with at least one warning and no error.
    pub(crate) caution: u64,
    /// Products with a list in which nothing to avoid was found.
    pub(crate) clear: u64,
    /// Products whose list could not be read.
    pub(crate) unreadable: u64,
    /// The unreadable products by reason.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(test, schemars(with = "BTreeMap<Unreadable, u64>"))]
    pub(crate) unreadable_by_reason: Vec<(Unreadable, u64)>,
    /// Findings of severity error.
    pub(crate) errors: u64,
    /// Findings of severity warning.
    pub(crate) warnings: u64,
    /// Findings of severity note.
    pub(crate) notes: u64,
    /// Findings that are in the baseline.
    pub(crate) known: Severities,
    /// Findings that are allowed.
    pub(crate) suppressed: Severities,
    /// Products by the highest severity of their findings: of all of them, where some do not count, and of those that do.
    #[serde(skip)]
    pub(crate) discounted: [Severities; 2],
    /// Findings of the baseline that are no longer found.
    pub(crate) gone: u64,
    /// Products that were skipped because their list has not changed.
    pub(crate) unchanged: u64,
    /// Findings by the id of their rule.
    pub(crate) findings_by_rule: BTreeMap<String, u64>,
    /// Known and allowed findings by the id of their rule.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) discounted_by_rule: BTreeMap<String, u64>,
    /// Products by group, if groups were requested.
    #[serde(skip_serializing_if = "has_none")]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Group>"))]
    pub(crate) groups: Arc<Groups>,
    /// Rows that are not products: damaged or blank.
    pub(crate) rows_without_product: u64,
    /// Rows without a product in which all cells are empty.
    pub(crate) rows_blank: u64,
    /// Rows in which something was not read or may have been misread, without blank rows.
    pub(crate) rows_in_doubt: u64,
    /// Whether everything was read.
    #[serde(rename = "complete", serialize_with = "is_whole")]
    #[cfg_attr(test, schemars(with = "bool"))]
    pub(crate) reach: Reach,
    /// What could not be read, and why: a sentence for each input, without a full stop.
    #[serde(skip)]
    pub(crate) faults: Vec<String>,
    /// Bytes read.
    pub(crate) bytes: u64,
    /// How long the run took.
    #[serde(rename = "seconds", serialize_with = "as_seconds")]
    #[cfg_attr(test, schemars(with = "f64"))]
    pub(crate) elapsed: Duration,
}

/// How many inputs that could not be read are named in a line.
const MOST_FAULTS: usize = 3;

fn has_none(groups: &Groups) -> bool {
    groups.is_empty()
}

fn is_whole<S: serde::Serializer>(reach: &Reach, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(*reach == Reach::Whole)
}

fn as_seconds<S: serde::Serializer>(elapsed: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((elapsed.as_secs_f64() * 1000.0).round() / 1000.0)
}

fn as_map<S: serde::Serializer>(counts: &[(Unreadable, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().map(|(reason, count)| (reason, count)))
}

impl Receipt {
    /// Findings that count: neither known nor allowed.
    pub(crate) fn counting(&self) -> Severities {
        let Receipt { errors, warnings, notes, .. } = *self;
        Severities { errors, warnings, notes }.without(self.known).without(self.suppressed)
    }

    pub(crate) fn findings(&self) -> u64 {
        self.errors + self.warnings + self.notes
    }

    /// Why what was read is not all that there is to judge, if it is not: for who has no other word of it.
    pub(crate) fn shortfall(&self) -> Option<String> {
        let why = match self.reach {
            Reach::Stopped => "the run was stopped before it finished",
            Reach::Broken if self.faults.is_empty() => "not everything could be read",
            Reach::Broken => return Some(format!("not everything could be read: {}", self.first_faults())),
            Reach::Whole if self.is_without_product() => "there were no products to read",
            Reach::Whole => return None,
        };
        Some(why.to_owned())
    }

    fn first_faults(&self) -> String {
        let more = self.faults.len().saturating_sub(MOST_FAULTS);
        let more = (more > 0).then(|| format!("and {more} more"));
        self.faults.iter().take(MOST_FAULTS).cloned().chain(more).collect::<Vec<_>>().join("; ")
    }

    /// Whether there was no product, not even one that was left out.
    pub(crate) fn is_without_product(&self) -> bool {
        self.products + self.unchanged == 0
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.products + self.rows_without_product + self.unchanged == 0
    }

    pub(crate) fn enter(&mut self, report: &Report) {
        self.products += 1;
        match report.verdict {
            Verdict::Avoid => self.avoid += 1,
            Verdict::Caution => self.caution += 1,
            Verdict::Clear => self.clear += 1,
            Verdict::Unreadable => self.unreadable += 1,
        }
        if let Some(reason) = report.unreadable {
            self.add_unreadable(reason, 1);
        }
        self.enter_findings(report);
    }

    /// Enters findings that are about no product.
    pub(crate) fn enter_findings(&mut self, report: &Report) {
        for finding in &report.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Note => self.notes += 1,
            }
            add_findings(&mut self.findings_by_rule, &finding.rule.id, 1);
        }
        for More { rule, severity, count } in &report.more {
            match severity {
                Severity::Error => self.errors += count,
                Severity::Warning => self.warnings += count,
                Severity::Note => self.notes += count,
            }
            add_findings(&mut self.findings_by_rule, &rule.id, *count);
        }
    }

    /// Enters that a finding, which is among the findings already, stands like this.
    pub(crate) fn enter_status(&mut self, finding: &Finding, status: &Status) {
        match status {
            Status::New => return,
            Status::Known => *self.known.of(finding.severity) += 1,
            Status::Suppressed { .. } => *self.suppressed.of(finding.severity) += 1,
        }
        add_findings(&mut self.discounted_by_rule, &finding.rule.id, 1);
    }

    /// Enters a product that was entered already and has these statuses.
    pub(crate) fn enter_discount(&mut self, report: &Report, statuses: &[Status]) {
        let all = report.findings.iter().map(|finding| finding.severity).max();
        let counting = report.findings.iter().zip(statuses).filter(|(_, status)| status.counts());
        let counting = counting.map(|(finding, _)| finding.severity).max();
        if all != counting {
            all.iter().for_each(|severity| *self.discounted[0].of(*severity) += 1);
            counting.iter().for_each(|severity| *self.discounted[1].of(*severity) += 1);
        }
    }

    /// Products with errors and with warnings that count, by the highest of them. Notes are not told apart.
    pub(crate) fn affected(&self) -> Severities {
        let [before, behind] = self.discounted;
        let errors = (self.avoid + behind.errors).saturating_sub(before.errors);
        let warnings = (self.caution + behind.warnings).saturating_sub(before.warnings);
        Severities { errors, warnings, notes: 0 }
    }

    /// Findings that count, by the id of their rule; rules with none are left out.
    pub(crate) fn counting_by_rule(&self) -> BTreeMap<&str, u64> {
        let discounted = |rule| self.discounted_by_rule.get(rule).copied().unwrap_or(0);
        let counting = self.findings_by_rule.iter().map(|(rule, count)| (rule.as_str(), count - discounted(rule)));
        counting.filter(|(_, count)| *count > 0).collect()
    }

    /// Enters one product into its group. `statuses` are those of its findings, if they do not all count.
    pub(crate) fn enter_group(&mut self, name: &str, report: &Report, statuses: Option<&[Status]>) {
        let group = Arc::make_mut(&mut self.groups).of(name.trim());
        group.products += 1;
        group.unreadable += u64::from(report.verdict == Verdict::Unreadable);
        let counts = |number: usize| statuses.is_none_or(|statuses| statuses[number].counts());
        let counting = report.findings.iter().enumerate().filter(|(number, _)| counts(*number));
        // what is only counted always counts
        let more = report.more.iter().map(|more| more.severity);
        if let Some(worst) = counting.map(|(_, finding)| finding.severity).chain(more).max() {
            *group.affected.of(worst) += 1;
        }
    }

    /// Adds what another part of the run has entered. Times are not added: parts run side by side.
    pub(crate) fn add(&mut self, other: &Receipt) {
        Groups::share(&mut self.groups, &other.groups);
        self.add_times(other, 1);
        self.reach = self.reach.max(other.reach);
    }

    /// Adds what so many parts of the run have entered that are all like this one, which has no groups.
    pub(crate) fn add_times(&mut self, other: &Receipt, times: u64) {
        // a new one is in none of these lists, and does not compile
        macro_rules! add {
            ($($counter:ident)+, besides $($other:ident)+) => {
                let Receipt { $($counter,)+ $($other,)+ groups: _, reach: _, faults: _, elapsed: _ } = other;
                $(self.$counter += times * $counter;)+
            };
        }
        add!(
            products avoid caution clear unreadable errors warnings notes gone unchanged rows_without_product rows_blank
            rows_in_doubt bytes,
            besides unreadable_by_reason known suppressed discounted findings_by_rule discounted_by_rule
        );
        self.known.add_times(*known, times);
        self.suppressed.add_times(*suppressed, times);
        for (own, other) in self.discounted.iter_mut().zip(discounted) {
            own.add_times(*other, times);
        }
        for &(reason, count) in unreadable_by_reason {
            self.add_unreadable(reason, times * count);
        }
        for (own, others) in
            [(&mut self.findings_by_rule, findings_by_rule), (&mut self.discounted_by_rule, discounted_by_rule)]
        {
            others.iter().for_each(|(rule, count)| add_findings(own, rule, times * count));
        }
    }

    fn add_unreadable(&mut self, reason: Unreadable, count: u64) {
        match self.unreadable_by_reason.binary_search_by_key(&reason, |(r, _)| *r) {
            Ok(at) => self.unreadable_by_reason[at].1 += count,
            Err(at) => self.unreadable_by_reason.insert(at, (reason, count)),
        }
    }
}

fn add_findings(by_rule: &mut BTreeMap<String, u64>, rule: &str, count: u64) {
    match by_rule.get_mut(rule) {
        Some(total) => *total += count,
        None => {
            by_rule.insert(rule.to_owned(), count);
        }
    }
}
