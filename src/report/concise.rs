//! One line a finding, `file:line:column: severity[rule] id "ingredient": message`, for editors and problem matchers.
//!
//! Nothing that a catalogue holds breaks a line or turns its writing round. `.github/needlint-matcher.json` tells GitHub
//! how to read the lines.

use super::window::printable;
use super::{Drawn, Judged, Reporter, has_finding_or_unread};
use crate::catalogue::LineColumn;
use crate::finding::Report;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Concise {
    /// Whether products that could not be read have a line as well.
    pub(crate) all: bool,
}

impl Reporter for Concise {
    fn tells(&self, report: &Report) -> bool {
        has_finding_or_unread(report, self.all)
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let text = judged.text();
        for located in judged.counting() {
            let finding = located.finding;
            let (severity, rule) = (finding.severity, &finding.rule.id);
            let (ingredient, message) = (printable(finding.span.of(&text)), printable(&finding.message(&text)));
            let what = format!("{severity}[{rule}]{} \"{ingredient}\": {message}", subject(judged));
            drawn.piece(|out| write_line(judged, located.place, &what, out));
        }
        if let Some(reason) = judged.report.unreadable.filter(|_| self.all) {
            let what = format!("unreadable{}: {reason}", subject(judged));
            drawn.piece(|out| write_line(judged, judged.product.start(), &what, out));
        }
    }
}

fn write_line(judged: Judged<'_>, place: LineColumn, what: &str, out: &mut Vec<u8>) {
    let source = unbroken(judged.product.source);
    out.extend(format!("{source}:{}:{}: {what}\n", place.line, place.column).bytes());
}

/// " SKU-1": what a product is called, with the space before it; nothing where it has neither an id nor a name.
fn subject(judged: Judged<'_>) -> String {
    judged.called().map_or_else(String::new, |called| format!(" {called}"))
}

/// The name of a file as it is, so that programs find it, but for what would break the line.
fn unbroken(file: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    file.replace(is_break, "\u{fffd}")
}
