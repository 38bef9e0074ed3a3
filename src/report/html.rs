//! HTML: one page for a person with a browser, whole in one file.
//!
//! It works without scripts and without a network, and is better with the former: its table can then be sorted and
//! searched. Counts stand first, so the rows of the table are held back until they are known. The templates lie beside
//! this file, as they say with it what the page is; askama compiles them, checks them against the fields that they name,
//! and escapes every text.

mod bar;
mod counts;
mod finding;
mod looks;
mod page;
mod unread;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;

use super::{Drawn, End, Judged, Reporter, has_finding_from, least};
use crate::engine::Engine;
use crate::finding::{Report, Verdict};
use crate::rule::Rule;
use crate::triage::lapsed;
use page::Page;
use unread::Unread;

/// How many findings the table has. A browser sorts as many in a second or two, and searches them as fast as one types.
const MOST_FINDINGS: u64 = 2_000;

#[derive(Clone, Debug)]
pub(crate) struct Html {
    rules: Vec<Arc<Rule>>,
    packs: Vec<String>,
    sources: Vec<String>,
    /// What the products are called, and each of them.
    pub(crate) one: &'static str,
    pub(crate) column: Option<String>,
    /// Whether the table has notes as well.
    pub(crate) all: bool,
    /// Where all findings are: a link from the page.
    pub(crate) data: Option<String>,
    /// The first products that could not be read.
    unread: Arc<Mutex<Unread>>,
}

impl Html {
    /// Draws the products of these sources, which are called as they were given, judged by this engine.
    pub(crate) fn new(engine: &Engine, sources: Vec<String>) -> Html {
        let packs = engine.packs().iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
        let rules = engine.rules().chain(&*lapsed::RULES).cloned().collect();
        Html { rules, packs, sources, one: "product", column: None, all: false, data: None, unread: Arc::default() }
    }

    /// Whether a place is named with its source, as there may be several.
    fn names_source(&self, judged: Judged<'_>) -> bool {
        self.sources != [judged.product.source]
    }
}

impl Reporter for Html {
    fn begin(&self, _: &mut dyn Write) -> io::Result<()> {
        *self.unread.lock().unwrap_or_else(PoisonError::into_inner) = Unread::default();
        Ok(())
    }

    fn tells(&self, report: &Report) -> bool {
        has_finding_from(report, least(self.all)) || report.verdict == Verdict::Unreadable
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        if let Some(reason) = judged.report.unreadable.filter(|_| judged.report.verdict == Verdict::Unreadable) {
            let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
            unread.enter(reason, judged, self.names_source(judged));
        }
        let text = judged.text();
        for located in judged.counting().filter(|located| located.finding.severity >= least(self.all)) {
            drawn.piece(|out| finding::draw(judged, &text, &located, self.names_source(judged), out));
        }
    }

    fn limit(&self) -> Option<u64> {
        Some(MOST_FINDINGS)
    }

    fn holds_back(&self) -> bool {
        true
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        Page::of(self, &unread, end).write_into(out)
    }
}

/// The name under which the page has the reason of a rule. An id may hold what no name of a place in a page may.
fn anchor(rule: &str) -> String {
    let mut anchor = "why-".to_owned();
    for c in rule.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '/' | '-' | '.' => anchor.push(c),
            other => write!(anchor, "_{:x}_", u32::from(other)).expect("a String takes everything"),
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_an_anchor_of_its_own() {
        for (rule, expected) in [
            ("needling/sd-alcohol", "why-needling/sd-alcohol"),
            ("a/b c", "why-a/b_20_c"),
            ("a/b_20_c", "why-a/b_5f_20_5f_c"),
        ] {
            assert_eq!(anchor(rule), expected);
        }
    }
}
