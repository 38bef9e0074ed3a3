//! Why the exit code is not 0, in one line: all that a quiet run says.

use crate::finding::Severities;
use crate::report::Receipt;
use crate::report::human::{count, counted, listing};

use super::args::{FailOn, Format, Gate, Telling};
use super::console::Console;
use super::exit::Exit;
use super::gate;

/// What a quiet run that did not end well can say of itself.
pub(crate) struct Reason<'a> {
    pub(crate) telling: &'a Telling,
    pub(crate) gate: &'a Gate,
    pub(crate) receipt: &'a Receipt,
    /// The limits that were exceeded.
    pub(crate) limits: Vec<String>,
    /// Whether findings are compared with a baseline.
    pub(crate) is_compared: bool,
    /// What its products are called.
    pub(crate) one: &'static str,
}

impl Reason<'_> {
    /// Says it on standard error.
    pub(crate) fn tell(&self, exit: Exit, console: &Console) {
        let receipt = self.receipt;
        let why = match exit {
            Exit::Clean => return,
            // why there was nothing to read is told as an error
            Exit::CouldNotRun if receipt.products == 0 => return,
            Exit::Interrupted => "the run was stopped before it finished".to_owned(),
            Exit::Found if !self.limits.is_empty() => self.limits.join("; "),
            Exit::Found => self.found(),
            Exit::CouldNotRun => {
                format!("nothing {}found, but {}", self.newness(), receipt.shortfall().unwrap_or_default())
            }
            Exit::Unread => format!("nothing {}found, but {}", self.newness(), self.unread()),
        };
        let shortfall = receipt.shortfall().filter(|_| exit == Exit::Found);
        let shortfall = shortfall.map_or_else(String::new, |why| format!("; INCOMPLETE: {why}"));
        let see = report(self.telling).map_or_else(String::new, |report| format!("; see {report}"));
        console.line(&format!("needlint: {why}{shortfall}{see}"));
    }

    /// "1 new error and 2 new warnings in 3 of 20 products".
    fn found(&self) -> String {
        let Reason { gate, receipt, one, .. } = self;
        let Severities { errors, warnings, notes } = receipt.counting();
        let found = match gate.fail_on {
            FailOn::Error => &[(errors, "error")][..],
            FailOn::Warning | FailOn::Never => &[(errors, "error"), (warnings, "warning")],
            FailOn::Note => &[(errors, "error"), (warnings, "warning"), (notes, "note")],
        };
        let found = found.iter().filter(|(number, _)| *number > 0);
        let found: Vec<String> =
            found.map(|(number, what)| counted(*number, &format!("{}{what}", self.newness()))).collect();
        let products = counted(receipt.products, one);
        let affected = gate.mattering(receipt.affected());
        match gate.fail_on {
            // products with nothing but notes are not counted, and what is wrong with suppressions is in no product
            FailOn::Note => format!("{}; {products} read", listing(&found)),
            _ if affected == 0 || receipt.products == 1 => listing(&found),
            _ => format!("{} in {} of {products}", listing(&found), count(affected)),
        }
    }

    /// "2 of 20 products could not be read".
    fn unread(&self) -> String {
        let receipt = self.receipt;
        match self.limits.as_slice() {
            [] if receipt.rows_in_doubt == 0 => {
                format!("{} of {} could not be read", count(receipt.unreadable), counted(receipt.products, self.one))
            }
            [] => format!("{} could not be read, or may have been misread", counted(gate::unread(receipt), "row")),
            limits => limits.join("; "),
        }
    }

    fn newness(&self) -> &'static str {
        if self.is_compared { "new " } else { "" }
    }
}

/// The report of the run that a person reads best, if one is for people.
fn report(telling: &Telling) -> Option<String> {
    let output = telling.output.as_deref().map(|path| (telling.format, path));
    let reports = telling.reports.iter().map(|report| (report.format, report.path.as_path()));
    let reports = output.into_iter().chain(reports).filter(|(_, path)| path.as_os_str() != "-");
    let rank = |format: Format| match format {
        Format::Html => Some(0),
        Format::Human | Format::Markdown => Some(1),
        Format::Concise | Format::Csv => Some(2),
        Format::Json | Format::Jsonl | Format::Sarif | Format::Github | Format::Gitlab | Format::Junit => None,
    };
    let best = reports.filter_map(|(format, path)| Some((rank(format)?, path))).min_by_key(|(rank, _)| *rank);
    best.map(|(_, path)| path.display().to_string())
}
