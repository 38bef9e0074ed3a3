//! What was told so far: a memory that does not grow with the findings, as no more than a few results are told.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use super::opened;
use super::piece::{Entry, Piece, Weight};
use super::result::{line, suppression};
use super::text::{capital, plain};
use crate::finding::Severity;
use crate::fingerprint::fingerprint;
use crate::report::Receipt;
use crate::report::human::counted;
use crate::rule::Rule;
use crate::text::Key;

/// Results of notes, and of what is known or allowed, that are told one by one.
pub(super) const MOST_LIGHT: u64 = 3_000;

/// Products that could not be read and are named.
const NAMED: usize = 20;

/// The digits of a fingerprint that code scanning is given.
const DIGITS: usize = 16;

/// The name of the fingerprint that is our own. Another recipe would have another number.
const OWN: &str = "needlint/productIngredient/v1";

/// What was told so far.
#[derive(Debug, Default)]
pub(super) struct Written {
    results: u64,
    is_rolled_up: bool,
    /// Results of notes, and of what is known or allowed.
    of_notes: u64,
    of_discounted: u64,
    /// How many findings of each rule the results stand for: of those that count, and of the others.
    findings: BTreeMap<(String, bool), u64>,
    /// How often each fingerprint was told, as one product may stand in a catalogue twice.
    times: HashMap<String, u32>,
    /// The first products that could not be read.
    unreadable: Vec<String>,
    /// The file of the product that came last.
    file: String,
}

impl Written {
    /// Tells of a product, with a result for each finding if there is room for so many. Gives how many results it took.
    pub(super) fn bring(&mut self, piece: &Piece<'_>, room: u64, out: &mut dyn Write) -> io::Result<u64> {
        let mut results = 0;
        for entry in piece.told(room, |weight| self.takes(weight)) {
            // the room may end within a product
            if !self.takes(entry.weight) {
                continue;
            }
            self.write(entry, out)?;
            results += 1;
            match entry.weight {
                Weight::Heavy => {}
                Weight::Note => self.of_notes += 1,
                Weight::Discounted => self.of_discounted += 1,
            }
            self.is_rolled_up |= entry.count > 1;
        }
        if results > 0 && self.file != piece.file {
            self.file = piece.file.to_string();
        }
        if let Some(unreadable) = piece.unreadable.as_ref().filter(|_| self.unreadable.len() < NAMED) {
            self.unreadable.push(unreadable.to_string());
        }
        Ok(results)
    }

    /// How many results were told.
    pub(super) fn results(&self) -> u64 {
        self.results
    }

    /// Whether there is room for more findings of this weight: what matters little takes only so much of it, or it
    /// would hide what comes behind and matters more.
    pub(super) fn takes(&self, weight: Weight) -> bool {
        match weight {
            Weight::Heavy => true,
            Weight::Note => self.of_notes < MOST_LIGHT,
            Weight::Discounted => self.of_discounted < MOST_LIGHT,
        }
    }

    /// Tells of the findings that no result stands for, in one for those of a rule that count, and one for the others.
    /// Where there was room for all that weighs, those that count are notes. Gives whether any result stands for several.
    pub(super) fn rest(
        &mut self, rules: &[Arc<Rule>], receipt: &Receipt, kind: RestKind, out: &mut dyn Write,
    ) -> io::Result<bool> {
        let counting = receipt.counting_by_rule();
        for (index, rule) in (0..).zip(rules) {
            let id = rule.id.as_str();
            let counting = counting.get(id).copied().unwrap_or(0);
            let discounted = receipt.discounted_by_rule.get(id).copied().unwrap_or(0);
            for (all, counts) in [(counting, true), (discounted, false)] {
                let told = self.findings.get(&(id.to_owned(), counts)).copied().unwrap_or(0);
                if all > told && (counts || !kind.only_new) {
                    let entry = Rest { rule, index, count: all - told, counts, kind }.entry(&self.file);
                    self.write(&entry, out)?;
                    self.is_rolled_up = true;
                }
            }
        }
        Ok(self.is_rolled_up)
    }

    /// The notifications of the first products that could not be read.
    pub(super) fn first_unreadable(&self) -> Vec<Value> {
        let read = |json: &String| serde_json::from_str(json).expect("a notification is read as it was written");
        self.unreadable.iter().map(read).collect()
    }

    /// Writes a result with its fingerprints: that of the finding, and the one that code scanning goes by. The n-th of
    /// one kind has a number behind that, so that none passes for another.
    fn write(&mut self, entry: &Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
        let separator = if self.results > 0 { ",\n" } else { "\n" };
        let short = &entry.fingerprint[..DIGITS];
        let time = self.times.entry(short.to_owned()).or_default();
        *time += 1;
        let fingerprints = json!({ OWN: entry.fingerprint, "primaryLocationLineHash": format!("{short}:{time}") });
        write!(out, "{separator}{},\"partialFingerprints\":{fingerprints}}}", entry.json)?;
        self.results += 1;
        let counts = entry.weight != Weight::Discounted;
        *self.findings.entry((entry.rule.to_string(), counts)).or_default() += entry.count;
        Ok(())
    }
}

/// What is known of all findings that have no result of their own.
#[derive(Clone, Copy, Debug)]
pub(super) struct RestKind {
    /// Whether they were compared with a baseline.
    pub(super) is_compared: bool,
    /// Whether those that do not count are left out.
    pub(super) only_new: bool,
    /// Whether some of those that do not count are allowed.
    pub(super) is_allowed: bool,
    /// Whether those that count are notes.
    pub(super) is_light: bool,
}

/// Findings of a rule that have no result of their own.
struct Rest<'a> {
    rule: &'a Rule,
    /// The number of the rule.
    index: i64,
    count: u64,
    /// Whether they count, or else are known or allowed.
    counts: bool,
    kind: RestKind,
}

impl Rest<'_> {
    /// Their result, in a file with this address.
    fn entry(&self, file: &str) -> Entry<'static> {
        let Rest { rule, index, count, counts, kind } = *self;
        let weight = match counts {
            true if kind.is_light => Weight::Note,
            true => Weight::Heavy,
            false => Weight::Discounted,
        };
        let file = serde_json::from_str(file).unwrap_or_else(|_| super::address::root());
        let mut result = json!({
            "message": { "text": plain(&self.text()) },
            "ruleId": rule.id,
            "ruleIndex": index,
            "level": if weight == Weight::Note { Severity::Note } else { rule.severity },
            "occurrenceCount": count,
            "locations": [line(&file, 1)],
        });
        if kind.is_compared {
            result["baselineState"] = json!(if counts { "new" } else { "unchanged" });
        }
        if !counts && kind.is_allowed {
            result["suppressions"] = json!([suppression("", false)]);
        }
        let number = if counts { 1 } else { 2 };
        Entry {
            rule: rule.id.clone().into(),
            count,
            weight,
            fingerprint: fingerprint(&rule.id, "", &Key::default(), number).to_string().into(),
            json: String::from_utf8(opened(&result)).expect("JSON is text").into(),
        }
    }

    fn text(&self) -> String {
        let headline = capital(&self.rule.headline);
        let which = if self.counts { "" } else { " that are known or allowed" };
        let have = if self.count == 1 { "has" } else { "have" };
        let count = counted(self.count, "finding");
        format!(
            "{headline} in more products. {count} of this rule{which} {have} no result of {} own; the jsonl format \
             contains all of them.",
            if self.count == 1 { "its" } else { "their" },
        )
    }
}
