//! What is said of a label, in words: findings, places, amounts, numbers, and the verdict.

mod cells;
mod line;
mod verdict;

use crate::finding::{Certainty, Finding, Recognised, Report};
use crate::label::{Basis, Concentration, Ppm, SectionKind};
use crate::rule::{Condition, Rule};

pub use cells::Annotation;
pub(crate) use cells::harmless;
pub(crate) use line::{Line, columns, on_one_line, printable};
pub(crate) use verdict::{account, sentence};

/// What the built-in pack warns against, after "nothing that".
pub(crate) const GUIDE: &str = "the guide warns against";

impl Finding {
    /// What was found, with what the label leaves open of it: "alcohol is listed (the label does not say how much)".
    pub fn headline(&self) -> String {
        headline(self)
    }

    /// Where in its list it is: "ingredient 2 of 5"; empty for a finding about the label as a whole.
    pub fn place(&self) -> String {
        rank(self)
    }

    /// What it is, how much of it there is, and how that is known.
    pub fn description(&self) -> String {
        description(self)
    }
}

impl Report {
    /// The verdict in one sentence, without its word, of a label with this text.
    pub fn sentence(&self, text: &str) -> String {
        format!("The label{}", sentence(self, text, GUIDE, &format!("({})", account(self).join(", "))))
    }

    /// How many of its names are known, in a sentence: if that was asked for.
    pub fn known_names(&self) -> Option<String> {
        let names = self.names?;
        let are = if names.known == 1 { "is" } else { "are" };
        let of = format!("{} of {}", count(names.known.into()), counted(names.read.into(), "name"));
        Some(format!("{of} {are} in the European Commission's inventory of cosmetic ingredients, or in a rule pack."))
    }

    /// What to do about the findings of a rule, and what to ask.
    pub fn help<'a>(&'a self, rule: &'a Rule) -> Vec<&'a str> {
        let of_rule = self.findings.iter().filter(|finding| finding.rule.id == rule.id);
        let is_stated =
            of_rule.into_iter().any(|finding| matches!(finding.concentration.basis, Basis::Stated | Basis::Both));
        let ask = Some(&*rule.ask).filter(|_| !is_stated);
        let parts = [Some(&*rule.help), ask, Some(&*self.for_medicines)];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
    }
}

/// What was found: the rule's headline, with what the label leaves open of it.
pub(crate) fn headline(finding: &Finding) -> String {
    let headline = &finding.rule.headline;
    match (finding.certainty, &finding.recognised) {
        (Certainty::Certain, _) => headline.clone(),
        (Certainty::Possible, Recognised::Misprint(_)) => format!("{headline}, if this is a typo"),
        (Certainty::Possible, _) if is_of_amount(&finding.rule) => {
            format!("{headline} (the label does not say how much)")
        }
        (Certainty::Possible, _) => format!("{headline} (possibly)"),
    }
}

/// Whether a rule asks how much there is.
pub(crate) fn is_of_amount(rule: &Rule) -> bool {
    rule.conditions.iter().any(|condition| matches!(condition, Condition::AtLeast(_) | Condition::Below(_)))
}

/// Columns that the heading of a list takes at most.
const LONGEST_LIST: usize = 30;

/// "ingredient 2 of 5", "ingredient 2 of 5, Toner"; empty for a finding about the label as a whole.
pub(crate) fn rank(finding: &Finding) -> String {
    if finding.section == SectionKind::Statement {
        return "what the label states".to_owned();
    }
    let Some(rank) = finding.rank else { return String::new() };
    let kind = match finding.section {
        SectionKind::Ingredients => "ingredient",
        SectionKind::Active => "active ingredient",
        SectionKind::Inactive => "inactive ingredient",
        SectionKind::MayContain => "\"may contain\" entry",
        SectionKind::Statement => "statement",
    };
    let place = format!("{kind} {} of {}", count(rank.into()), count(finding.of.into()));
    match &finding.list {
        Some(list) => format!("{place}, {}", on_one_line(list, LONGEST_LIST)),
        None => place,
    }
}

/// What it is, how much of it there is, and how that is known.
pub(crate) fn description(finding: &Finding) -> String {
    let is_listed = finding.rank.is_some() || finding.section == SectionKind::Statement;
    let amount = amount(&finding.concentration).filter(|_| is_listed);
    let what: Vec<String> = [identity(finding)].into_iter().flatten().chain(amount).collect();
    let bounds = finding.concentration.bounds.iter().map(ToString::to_string).filter(|bound| !bound.is_empty());
    let known: Vec<String> = bounds.filter(|_| is_listed).collect();
    match known.as_slice() {
        [] => what.join(", "),
        // Some of it is quoted from the label.
        known => printable(&format!("{}: {}", what.join(", "), known.join(", "))),
    }
}

/// What it is: none for a finding about the label as a whole.
pub(crate) fn identity(finding: &Finding) -> Option<String> {
    let substance = (!finding.substance.is_empty()).then(|| finding.substance.to_string());
    match &finding.recognised {
        Recognised::Misprint(name) => {
            let misprint = format!("perhaps a typo of \"{name}\"");
            Some([Some(misprint), substance].into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        _ => substance,
    }
}

/// "at most 50 %"; none where there is nothing to be said of it.
pub(crate) fn amount(concentration: &Concentration) -> Option<String> {
    let Concentration { low, high, .. } = concentration;
    let by_weight = match concentration.basis {
        Basis::Stated | Basis::Both => " by weight",
        Basis::Order => "",
        Basis::None => "",
    };
    let amount = match (*low, *high) {
        (Ppm::ZERO, Ppm::WHOLE) => return (!concentration.bounds.is_empty()).then(|| "amount unknown".to_owned()),
        (Ppm::ZERO, high) => format!("at most {high}"),
        (low, Ppm::WHOLE) if low < Ppm::WHOLE => format!("at least {low}"),
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("{} to {high}", low.to_string().trim_end_matches(" %")),
    };
    Some(amount + by_weight)
}

/// "a", "a and b", "a, b and c".
pub(crate) fn listing(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// So many of something: "1 finding", "2 findings", "1,204 findings".
pub(crate) fn counted(number: u64, one: &str) -> String {
    format!("{} {one}{}", count(number), if number == 1 { "" } else { "s" })
}

/// What was of so many: "was" of one.
pub(crate) fn were(number: u64) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

/// What is of so many: "is" of one.
pub(crate) fn are(number: u64) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A number with its thousands set off: "1,031,877".
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_off() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_031_877, "1,031,877"), (12_345, "12,345")] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn amounts_are_told_by_what_is_known_of_them() {
        for (low, high, basis, text) in [
            (0.0, 50.0, Basis::Order, Some("at most 50 %")),
            (24.6, 24.6, Basis::Stated, Some("24.6 % by weight")),
            (27.0, 100.0, Basis::Stated, Some("at least 27 % by weight")),
            (10.0, 33.3, Basis::Order, Some("10 to 33.3 %")),
            (100.0, 100.0, Basis::Order, Some("100 %")),
            (0.0, 100.0, Basis::Order, None),
            (0.0, 100.0, Basis::None, None),
        ] {
            let (low, high) = (Ppm::percent(low), Ppm::percent(high));
            let concentration = Concentration { low, high, basis, bounds: Vec::new() };
            assert_eq!(amount(&concentration).as_deref(), text);
        }
    }

    #[test]
    fn lists_end_in_and() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([1, 2, 3].map(|number| listing(&items[..number])), ["a", "a and b", "a, b and c"]);
    }
}
