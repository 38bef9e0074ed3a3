//! What was told so far: a memory that does not grow with the findings, as no more than a few results are told.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::Arc;

use serde_json::json;
use serde_sarif::sarif::{Location, Message, Notification, PhysicalLocation, Region, Result};

use super::opened;
use super::piece::{Entry, Piece};
use super::result::level;
use super::text::{capital, plain};
use crate::report::Receipt;
use crate::report::human::counted;
use crate::rule::Rule;
use crate::text::Key;
use crate::triage::fingerprint::fingerprint;

/// Products that could not be read and are named.
const NAMED: usize = 20;

/// The digits of a fingerprint that code scanning is given.
const DIGITS: usize = 16;

/// The name of the fingerprint that is our own. Another recipe would have another number.
const OWN: &str = "needlint/productIngredient/v1";

/// What was told so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    results: u64,
    has_baseline: bool,
    is_rolled_up: bool,
    /// How many findings of each rule the results stand for.
    findings: BTreeMap<String, u64>,
    /// How often each fingerprint was told, as one product may stand in a catalogue twice.
    times: HashMap<String, u32>,
    /// The first products that could not be read.
    unreadable: Vec<String>,
    /// The file of the product that came last.
    file: String,
}

impl Told {
    /// Tells of a product, with a result for each finding if there is room for so many. Gives how many results it took.
    pub(super) fn bring(&mut self, piece: &Piece<'_>, room: u64, out: &mut dyn Write) -> io::Result<u64> {
        let entries = piece.told(room);
        self.has_baseline |= piece.has_baseline;
        for entry in entries {
            self.write(entry, out)?;
        }
        self.is_rolled_up |= entries.len() < piece.single.len();
        if self.file != piece.file {
            self.file = piece.file.to_string();
        }
        if let Some(unreadable) = piece.unreadable.as_ref().filter(|_| self.unreadable.len() < NAMED) {
            self.unreadable.push(unreadable.to_string());
        }
        Ok(entries.len() as u64)
    }

    /// Tells of the findings that no result stands for, in one for each rule. Gives whether any result stands for several.
    pub(super) fn rest(&mut self, rules: &[Arc<Rule>], receipt: &Receipt, out: &mut dyn Write) -> io::Result<bool> {
        for (index, rule) in (0..).zip(rules) {
            let all = receipt.findings_by_rule.get(&rule.id).copied().unwrap_or(0);
            let rest = all.saturating_sub(self.findings.get(&rule.id).copied().unwrap_or(0));
            if rest > 0 {
                let entry = self.of_rest(rule, index, rest);
                self.write(&entry, out)?;
                self.is_rolled_up = true;
            }
        }
        Ok(self.is_rolled_up)
    }

    /// The notifications of the first products that could not be read.
    pub(super) fn first_unreadable(&self) -> Vec<Notification> {
        let read = |json: &String| serde_json::from_str(json).expect("a notification is read as it was written");
        self.unreadable.iter().map(read).collect()
    }

    fn of_rest(&self, rule: &Rule, index: i64, count: u64) -> Entry<'static> {
        let text = format!(
            "{} in more products. {} of this rule have no result of their own; the format jsonl has all of them.",
            capital(&rule.headline),
            counted(count, "finding"),
        );
        let file = serde_json::from_str(&self.file).unwrap_or_else(|_| super::address::root());
        let region = Region::builder().start_line(1).build();
        let place = PhysicalLocation::builder().artifact_location(file).region(region).build();
        let mut result = Result::builder()
            .message(Message::builder().text(plain(&text)).build())
            .rule_id(&*rule.id)
            .rule_index(index)
            .level(level(rule.severity))
            .occurrence_count(count as i64)
            .locations(vec![Location::builder().physical_location(place).build()])
            .build();
        // which of them are known was not counted, and nothing new may look like something known
        result.baseline_state = self.has_baseline.then(|| json!("new"));
        Entry {
            rule: rule.id.clone().into(),
            count,
            fingerprint: fingerprint(&rule.id, "", &Key::default(), 1).to_string().into(),
            json: String::from_utf8(opened(&result)).expect("JSON is text").into(),
        }
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
        match self.findings.get_mut(&*entry.rule) {
            Some(told) => *told += entry.count,
            None => {
                self.findings.insert(entry.rule.to_string(), entry.count);
            }
        }
        Ok(())
    }
}
