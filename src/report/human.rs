//! What a person sees: one label with reasons and a verdict, or the findings of a catalogue and its account.

mod frame;
mod groups;
mod label;
mod receipt;
mod row;
mod screen;
#[cfg(test)]
mod tests;
mod verdict;
pub(super) mod words;

use std::cell::LazyCell;
use std::io::{self, Write};
use std::sync::Arc;

use super::{Drawn, End, Judged, Prepared, Reach, Receipt, Reporter, has_finding_from, least};
use crate::catalogue::Places;
use crate::finding::{Report, Verdict};
use crate::rule::Rule;
use crate::wording::GUIDE;

pub(crate) use frame::frame;
pub(crate) use receipt::{account, size};
pub(super) use receipt::{reasons, sentence};
pub(crate) use screen::{Ink, Screen};
pub(crate) use words::{are, count, counted, listing, were};

/// Draws for a person. A product in a column is drawn as part of a catalogue, any other as a label on its own.
#[derive(Clone, Debug)]
pub(crate) struct Human {
    screen: Screen,
    subject: Subject,
    /// How many findings of a catalogue are shown at most.
    pub(crate) limit: Option<u64>,
    /// Whether notes and products that could not be read are shown as well.
    pub(crate) all: bool,
    /// What completes "lists nothing that ...".
    pub(crate) warned: String,
    /// Whether the account of a run takes as many lines as it needs, or one for who looks at the last one.
    pub(crate) is_account_wrapped: bool,
    /// Whether anything is said of groups.
    pub(crate) has_groups: bool,
    /// Whether each finding is explained at length.
    pub(crate) explains: bool,
}

/// Fewer columns than these are too few for the headlines of rules beside their ids; they then stand below.
const LEAST_ROOM: usize = 24;

#[derive(Clone, Debug)]
enum Subject {
    Labels,
    /// With the rules, for the legend.
    Catalogue(Vec<Arc<Rule>>),
}

impl Human {
    pub(crate) fn labels(screen: Screen) -> Human {
        let warned = GUIDE.to_owned();
        Human {
            screen,
            subject: Subject::Labels,
            limit: None,
            all: true,
            warned,
            is_account_wrapped: true,
            has_groups: true,
            explains: false,
        }
    }

    /// Draws the products of a catalogue that was judged by these rules.
    pub(crate) fn catalogue(screen: Screen, rules: Vec<Arc<Rule>>) -> Human {
        Human { subject: Subject::Catalogue(rules), all: false, ..Human::labels(screen) }
    }

    fn rows(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let text = LazyCell::new(|| judged.text());
        if self.all && judged.report.verdict == Verdict::Unreadable {
            drawn.piece(|out| out.extend(row::draw_unreadable(self.screen, judged).bytes()));
        }
        let findings = judged.report.findings.iter().enumerate().filter(|(number, _)| judged.counts(*number));
        for (_, finding) in findings.filter(|(_, finding)| finding.severity >= least(self.all)) {
            drawn.piece(|out| {
                let finding = match judged.product.row {
                    Some(_) => row::draw(self.screen, judged, &text, finding),
                    None => row::draw_beside(self.screen, judged, finding),
                };
                out.extend(finding.bytes());
            });
        }
    }

    /// How many findings and other rows are not on the screen, and how to see them.
    fn unseen(&self, receipt: &Receipt, hidden: u64) -> String {
        let mut text = String::new();
        if hidden > 0 {
            // with `all`, products that could not be read are among them
            let more = match (self.limit, self.all) {
                (Some(0), true) => format!("{} not shown", count(hidden)),
                (Some(0), false) => format!("{} not shown", counted(hidden, "finding")),
                (_, true) => format!("… and {} more", count(hidden)),
                (_, false) => format!("… and {}", counted(hidden, "more finding")),
            };
            text.push_str(&self.screen.wrapped("", "  ", &format!("{more}; use --show all or --format jsonl")));
        }
        if !self.all {
            let rest = [(receipt.counting().notes, "note"), (receipt.unreadable, "unreadable product")];
            let rest = rest.into_iter().filter(|(number, _)| *number > 0);
            let rest: Vec<String> = rest.map(|(number, one)| words::counted(number, one)).collect();
            if !rest.is_empty() {
                let rest = words::listing(&rest);
                let rest = if self.limit == Some(0) { format!("{rest} not shown") } else { format!("… and {rest}") };
                text.push_str(&self.screen.wrapped("", "  ", &format!("{rest}; use --all")));
            }
        }
        text
    }

    /// A line for each rule that fired: how often, and what it found.
    fn legend(&self, rules: &[Arc<Rule>], receipt: &Receipt) -> String {
        let counts = receipt.counting_by_rule();
        let fired: Vec<&Arc<Rule>> = rules.iter().filter(|rule| counts.contains_key(rule.id.as_str())).collect();
        let Some(first) = fired.first() else { return String::new() };
        let widest = fired.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        let number = |rule: &Rule| count(counts.get(rule.id.as_str()).copied().unwrap_or(0));
        let longest = fired.iter().map(|rule| number(rule).len()).max().unwrap_or(0);
        let mut text = String::new();
        for rule in &fired {
            let painted = self.screen.paint(Ink::from(rule.severity), &rule.id);
            let lead = format!("{:widest$}  {:>longest$}  ", rule.id, number(rule));
            text.push_str(&if lead.len() + LEAST_ROOM <= self.screen.width {
                let indent = " ".repeat(lead.len());
                self.screen.wrapped(&lead.replacen(&rule.id, &painted, 1), &indent, &rule.headline)
            } else {
                let lead = self.screen.with_tail(painted + "\n", "  ", "  ", &number(rule));
                lead + &self.screen.wrapped("  ", "  ", &rule.headline)
            });
        }
        let which = if fired.len() == 1 { &first.id } else { "RULE" };
        let why = self.screen.wrapped("", "", "Why, and what to do:");
        let command = format!("needlint rules show {which}");
        format!("{text}\n{}", self.screen.with_tail(why, " ", "  ", &command))
    }

    fn account(&self, text: &str) -> String {
        if self.is_account_wrapped { self.screen.wrapped("", "  ", text) } else { format!("{text}\n") }
    }
}

impl Reporter for Human {
    fn tells(&self, report: &Report) -> bool {
        match self.subject {
            Subject::Labels => true,
            Subject::Catalogue(_) => {
                self.all && report.verdict == Verdict::Unreadable || has_finding_from(report, least(self.all))
            }
        }
    }

    /// Nothing: a screen has room for few.
    fn prepare(&self, _: &Report, _: &str, _: Places<'_>) -> Prepared {
        Prepared::default()
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        if judged.product.column.is_some() {
            return self.rows(judged, drawn);
        }
        drawn.piece(|out| out.extend(label::draw(self.screen, judged, &self.warned, self.explains).bytes()));
    }

    fn separator(&self) -> &'static str {
        match self.subject {
            Subject::Labels => "\n",
            Subject::Catalogue(_) => "",
        }
    }

    fn limit(&self) -> Option<u64> {
        self.limit
    }

    fn end(&self, &End { receipt, hidden, .. }: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let text = match &self.subject {
            // The verdict on the one label has said it all.
            Subject::Labels if receipt.products < 2 => return Ok(()),
            // Why nothing could be read is told elsewhere.
            Subject::Catalogue(_) if receipt.is_blank() && receipt.reach != Reach::Stopped => return Ok(()),
            Subject::Labels => format!("\n{}", self.account(&receipt::sentence(receipt, "label"))),
            Subject::Catalogue(rules) => {
                let groups = if self.has_groups { groups::draw(self.screen, receipt) } else { String::new() };
                let parts = [self.unseen(receipt, hidden), self.legend(rules, receipt), groups];
                let before: String =
                    parts.iter().filter(|part| !part.is_empty()).map(|part| format!("{part}\n")).collect();
                // nothing stands above it where nothing is shown
                let gap = if before.is_empty() || self.limit == Some(0) { "" } else { "\n" };
                format!("{gap}{before}{}", self.account(&account(receipt, "product")))
            }
        };
        out.write_all(text.as_bytes())
    }
}
