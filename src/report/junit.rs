//! JUnit XML, which every CI system shows: a suite for each file, and in it a case for each rule.
//!
//! A rule that finds nothing passes, so that a clean run is no empty suite. What fails a run by itself is a failure, errors
//! and warnings mostly; what does not is a case that passes and says what was found. Lists that could not be read are a skipped
//! case: they were not judged, which is neither a pass nor a failure, and the exit code tells who minds. Systems choke on
//! a hundred thousand cases, so there is one for each finding up to 500, of which no more than 100 pass, and the others are
//! counted by rule.

mod suite;
mod suites;

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::human::counted;
use super::prepared::Located;
use super::window::on_one_line;
use super::{Drawn, End, Judged, Receipt, Reporter};
use crate::finding::Severity;
use crate::rule::Rule;
use suite::Suite;
use suites::{Outcome, TestCase, TestSuite, TestSuites};

/// How many findings of a run have a case of their own.
const MOST: usize = 500;
/// How many of those may pass: they should not hide what fails.
const MOST_PASSING: usize = 100;
/// How many files have a suite of their own. The others have one for all of them.
const MOST_SUITES: usize = 1_000;

/// Columns of a text that is shown, so that what is remembered stays small.
const LONGEST: usize = 300;

/// Suites, cases and failures, written at the end, as counts stand before what they count.
pub(crate) struct Junit {
    rules: Vec<Arc<Rule>>,
    least: Severity,
    /// How many findings have a case, and how many of those pass.
    shown: AtomicUsize,
    passing: AtomicUsize,
    /// What was brought of the file that is read.
    open: Mutex<Suite>,
    /// The files that were read.
    done: Mutex<Vec<TestSuite>>,
    /// How many more were read, and what they came to.
    more: Mutex<(u64, Receipt)>,
}

/// What is brought of a finding.
#[derive(Debug, Deserialize, Serialize)]
struct Found<'a> {
    file: &'a str,
    rule: &'a str,
    passes: bool,
    /// What there is to show; none behind the last finding that is shown.
    shown: Option<Shown>,
}

/// A finding as it is shown.
#[derive(Debug, Deserialize, Serialize)]
struct Shown {
    name: String,
    severity: Severity,
    message: String,
    description: String,
    line: u64,
}

impl Junit {
    /// Has a case for each of these rules in the suite of each file. Findings of this severity or above fail.
    pub(crate) fn new(rules: Vec<Arc<Rule>>, least: Severity) -> Junit {
        let (shown, passing) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Junit { rules, least, shown, passing, open: Mutex::default(), done: Mutex::default(), more: Mutex::default() }
    }

    /// Whether no more findings have a case that pass, or do not. Once it is so, it stays so.
    fn is_full(&self, passes: bool) -> bool {
        self.shown.load(Ordering::Relaxed) >= MOST || passes && self.passing.load(Ordering::Relaxed) >= MOST_PASSING
    }

    fn open(&self) -> MutexGuard<'_, Suite> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn more(&self) -> MutexGuard<'_, (u64, Receipt)> {
        self.more.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn done(&self) -> MutexGuard<'_, Vec<TestSuite>> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reporter for Junit {
    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let text = judged.text();
        for located in judged.counting() {
            let finding = located.finding;
            let passes = finding.severity < self.least;
            // what is drawn now comes behind what was shown
            let shown = (!self.is_full(passes)).then(|| shown(judged, &located, &text));
            let found = Found { file: judged.product.source, rule: &finding.rule.id, passes, shown };
            drawn.piece(|out| {
                *out = postcard::to_extend(&found, std::mem::take(out)).expect("a Vec takes everything");
            });
        }
    }

    fn bring(&self, piece: &[u8], _: u64, _: &mut dyn Write) -> io::Result<u64> {
        let mut found: Found<'_> = postcard::from_bytes(piece).map_err(io::Error::other)?;
        if self.is_full(found.passes) {
            found.shown = None;
        }
        let is_shown = found.shown.is_some();
        self.shown.fetch_add(usize::from(is_shown), Ordering::Relaxed);
        self.passing.fetch_add(usize::from(is_shown && found.passes), Ordering::Relaxed);
        self.open().add(found);
        Ok(u64::from(is_shown))
    }

    fn close(&self, file: &str, receipt: &Receipt) {
        if self.done().len() >= MOST_SUITES {
            let mut more = self.more();
            more.0 += 1;
            more.1.add(&Receipt { groups: Arc::default(), ..receipt.clone() });
            return;
        }
        let suite = std::mem::take(&mut *self.open());
        self.done().push(suite.finish(file, &self.rules, receipt));
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut suites = std::mem::take(&mut *self.done());
        let open = std::mem::take(&mut *self.open());
        match &*self.more() {
            (0, _) => suites.extend(open.rest()),
            (files, receipt) => {
                let name = format!("and {}", counted(*files, "more file"));
                suites.push(open.finish(&name, &self.rules, receipt));
            }
        }
        suites.extend(incomplete(end.receipt));
        let xml = TestSuites { suites }.to_xml().map_err(io::Error::other)?;
        writeln!(out, "{xml}")
    }
}

/// A suite that says why the run is not all that it should be, if it is not.
fn incomplete(receipt: &Receipt) -> Option<TestSuite> {
    let case = TestCase::new("needlint", "the run is complete", Outcome::Error(receipt.shortfall()?));
    Some(TestSuite { name: String::from("needlint"), cases: vec![case] })
}

fn shown(judged: Judged<'_>, located: &Located<'_>, text: &str) -> Shown {
    let (finding, product, place) = (located.finding, judged.product, located.place);
    let short = |text: &str| on_one_line(text, LONGEST);
    let called = product.called().map_or_else(String::new, |called| format!("{} ", short(called)));
    let message = short(&finding.message(text));
    let name = product.name.as_deref().map_or_else(String::new, |name| format!(", \"{}\"", short(name)));
    let description = format!(
        "{message}\n{}:{}:{}{name}\n{}",
        short(product.source),
        place.line,
        place.column,
        short(&finding.rule.help)
    );
    Shown {
        name: format!("{called}\"{}\"", short(finding.span.of(text))),
        severity: finding.severity,
        message,
        description,
        line: place.line,
    }
}
