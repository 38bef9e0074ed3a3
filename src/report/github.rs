//! Workflow commands: what GitHub shows as annotations of a run and of the lines of a pull request.
//!
//! GitHub shows ten errors, ten warnings and ten notices of a step and drops the others without a word. So nine of each
//! are drawn, and the tenth counts what there is besides.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use super::checkout::Checkout;
use super::human::{counted, listing, reasons};
use super::prepared::Located;
use super::window::printable;
use super::{Drawn, End, Judged, Receipt, Reporter};
use crate::finding::Severity;

/// How many findings of a kind are drawn.
const MOST: u64 = 9;

/// The kinds in the order in which they are told, each with the command for it.
const KINDS: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "notice")];

/// An annotation a finding, for the first findings of each severity.
#[derive(Debug, Default)]
pub(crate) struct Github {
    checkout: Checkout,
    /// How many were shown of each kind.
    shown: [AtomicU64; KINDS.len()],
}

impl Github {
    pub(crate) fn new(checkout: Checkout) -> Github {
        Github { checkout, shown: Default::default() }
    }

    fn shown(&self, kind: usize) -> u64 {
        self.shown[kind].load(Ordering::Relaxed)
    }

    fn command(&self, judged: Judged<'_>, located: &Located<'_>, kind: usize) -> String {
        let (finding, place) = (located.finding, located.place);
        let mut command = format!("::{} title={}", KINDS[kind].1, property(&finding.rule.id));
        // a list that came through a pipe stands in no file
        if !matches!(judged.product.source, "-" | "--text") {
            let file = property(&self.checkout.path(judged.product.source));
            command.push_str(&format!(",file={file},line={},col={}", place.line, place.column));
        }
        let called = judged.called().map_or_else(String::new, |called| format!("{called}: "));
        command + "::" + &data(&(called + &printable(&finding.message(&judged.text())))) + "\n"
    }

    /// What there is besides the annotations of a kind, in words.
    fn rest(&self, kind: usize, receipt: &Receipt) -> String {
        let mut rest = Vec::new();
        let severity = KINDS[kind].0;
        let more = receipt.counting().of(severity).saturating_sub(self.shown(kind));
        if more > 0 {
            rest.push(format!("and {}", counted(more, &format!("more {severity}"))));
        }
        match severity {
            Severity::Error => rest.extend(receipt.shortfall()),
            Severity::Warning => rest.extend(unread(receipt)),
            Severity::Note => {}
        }
        rest.join("; ")
    }
}

impl Reporter for Github {
    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        for located in judged.counting() {
            let kind = kind(located.finding.severity);
            // what is drawn now comes behind what was shown
            if self.shown(kind) < MOST {
                drawn.piece(|out| {
                    out.push(kind as u8);
                    out.extend(self.command(judged, &located, kind).bytes());
                });
            }
        }
    }

    fn bring(&self, piece: &[u8], _: u64, out: &mut dyn Write) -> io::Result<u64> {
        let Some((kind, command)) = piece.split_first() else { return Ok(0) };
        let kind = usize::from(*kind);
        if self.shown(kind) >= MOST {
            return Ok(0);
        }
        self.shown[kind].fetch_add(1, Ordering::Relaxed);
        out.write_all(command).map(|()| 1)
    }

    fn end(&self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        for (kind, (_, command)) in KINDS.iter().enumerate() {
            let rest = self.rest(kind, end.receipt);
            if !rest.is_empty() {
                writeln!(out, "::{command} title=needlint::{}", data(&rest))?;
            }
        }
        Ok(())
    }
}

fn kind(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    }
}

/// What was not judged, which is no all-clear.
fn unread(receipt: &Receipt) -> Option<String> {
    let mut unread = Vec::new();
    if receipt.unreadable > 0 {
        unread.push(format!("{} ({})", counted(receipt.unreadable, "list"), reasons(receipt)));
    }
    if receipt.rows_without_product > 0 {
        unread.push(counted(receipt.rows_without_product, "row"));
    }
    (!unread.is_empty()).then(|| format!("{} could not be read", listing(&unread)))
}

/// A text behind the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text in the command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_part_of_a_command_is_escaped() {
        assert_eq!(data("50 %: a,\r\nb::c"), "50 %25: a,%0D%0Ab::c");
        assert_eq!(property("50 %: a,\r\nb::c"), "50 %25%3A a%2C%0D%0Ab%3A%3Ac");
    }
}
