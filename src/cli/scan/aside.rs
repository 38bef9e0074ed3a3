//! What a scan says on standard error: how a catalogue is written, and what is wrong with it.

use crate::catalogue::encoding::Encoding;
use crate::catalogue::ids::{RepeatedId, RepeatedIds};
use crate::catalogue::issue::{LocatedIssue, RowIssues};
use crate::catalogue::layout::Layout;
use crate::catalogue::shown;
use crate::report::human::count;
use crate::scan::Outcome;

use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::interrupt;
use crate::cli::progress::Progress;

/// How many faulty rows of a catalogue are named. Where there are more, they are counted.
const SHOWN: usize = 5;

/// Says things beside the results and beside the progress bar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aside<'a> {
    pub(super) console: &'a Console,
    pub(super) progress: &'a Progress,
    /// Whether nothing is said but what went wrong.
    pub(super) is_quiet: bool,
}

impl Aside<'_> {
    pub(super) fn complain(self, fault: &CliError) {
        self.progress.aside(|| self.console.complain(fault));
    }

    pub(super) fn remark(self, text: &str) {
        if !self.is_quiet {
            self.progress.aside(|| self.console.remark(text));
        }
    }

    /// Says how a catalogue is written.
    pub(super) fn layout(self, layout: &Layout) {
        self.remark(&layout.to_string());
        if layout.encoding == Encoding::Unknown {
            let name = shown(&layout.file);
            self.hint(&format!(
                "only the ASCII characters in {name} can be read: give its encoding, such as --encoding shift_jis, or save it \
                 as UTF-8"
            ));
        }
    }

    fn hint(self, text: &str) {
        if !self.is_quiet {
            self.progress.aside(|| self.console.hint(text, ""));
        }
    }

    /// Tells what was wrong with a catalogue, with its rows and with its end.
    pub(super) fn account(self, outcome: &Outcome) {
        let name = outcome.layout.called();
        self.rows(&name, &outcome.broken);
        self.rows(&name, &outcome.doubtful);
        self.ids(&name, &outcome.repeated_ids);
        if let Some(error) = outcome.cut.as_ref().filter(|_| interrupt::came().is_none()) {
            self.complain(&CliError::of_catalogue(error));
        }
    }

    fn ids(self, name: &str, ids: &RepeatedIds) {
        let Some(RepeatedId { id, line, .. }) = &ids.first else { return };
        let least = if ids.is_least { "at least " } else { "" };
        let rows = if ids.count == 1 { "row has" } else { "rows have" };
        let number = count(ids.count);
        self.remark(&format!(
            "{name}: {least}{number} {rows} an id that was already used, such as {id} on line {}",
            count(*line)
        ));
    }

    fn rows(self, name: &str, rows: &RowIssues) {
        let named = rows.first.iter().filter(|row| row.issue.kind().is_doubt()).take(SHOWN);
        let named: Vec<&LocatedIssue> = named.collect();
        for row in &named {
            self.hint(&format!("{name} line {}: {}", count(row.line), row.issue));
        }
        for (kind, number) in &rows.counts {
            let is_told = named.iter().filter(|row| row.issue.kind() == *kind).count() as u64 == *number;
            if !is_told {
                let rows = if *number == 1 { "row" } else { "rows" };
                self.remark(&format!("{name}: {} {rows} {kind}", count(*number)));
            }
        }
    }
}
