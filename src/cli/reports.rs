//! The reports of a run: what draws each, and where it goes. One pass makes them all.

use std::path::Path;

use crate::report::{Printout, Reach, Receipt, Reporter};

use super::args::{Format, Telling};
use super::console::Console;
use super::error::CliError;
use super::progress::Progress;
use super::results::{About, Drawing, Results};
use super::summary::Summary;

/// The reports that were asked for. The first is the one that goes to standard output unless it is told otherwise.
pub(crate) struct Reports {
    all: Vec<Report>,
    /// Whether none goes to standard output: then the run goes on to its end, whoever reads the others.
    is_quiet: bool,
}

struct Report {
    reporter: Box<dyn Reporter>,
    place: Results,
    format: Format,
}

impl Reports {
    pub(crate) fn open(telling: &Telling, about: &About<'_>, progress: &Progress) -> Result<Reports, CliError> {
        let reporter = |format, place: &Path| Drawing { format, place, all: telling.all, about }.reporter();
        let drawing = |format, path: &Path| {
            let place = Results::at(path, progress)?.of_format(format);
            Ok(Report { reporter: reporter(format, path), place, format })
        };
        let first = telling.place().map(|place| drawing(telling.format, place)).transpose()?;
        let others = telling.reports.iter().map(|report| drawing(report.format, &report.path));
        let others = others.collect::<Result<Vec<_>, CliError>>()?;
        // annotations are few, and the page beside them has the whole account
        let summary = Summary::of_environment().filter(|_| telling.formats().any(|format| format == Format::Github));
        let summary = summary.map(|page| {
            let reporter = reporter(Format::Markdown, Path::new(""));
            Report { reporter, place: Results::Summary(page), format: Format::Markdown }
        });
        Ok(Reports { is_quiet: first.is_none(), all: first.into_iter().chain(others).chain(summary).collect() })
    }

    pub(crate) fn begin(&mut self) -> Result<Printout<'_>, CliError> {
        let mut printout = Printout::new();
        for Report { reporter, place, .. } in &mut self.all {
            printout = printout.also(&**reporter, place).map_err(CliError::of_writing)?;
        }
        Ok(if self.is_quiet { printout.go_on() } else { printout })
    }

    /// Lets go of the files without a word: that there is nothing to write was told with the reason.
    pub(crate) fn without_files(self) -> Reports {
        Reports { all: self.all.into_iter().filter(|report| !report.place.is_file()).collect(), ..self }
    }

    /// Lets the files appear that are whole, and those that say how far the run came, if it read anything. What does not
    /// say it appears under another name.
    pub(crate) fn conclude(self, receipt: &Receipt, console: &Console) -> Result<(), CliError> {
        let has_results = receipt.reach == Reach::Broken && !receipt.is_without_product();
        self.all.into_iter().try_for_each(|Report { place, format, .. }| match place {
            _ if receipt.is_shown_in(format) => place.conclude(Reach::Whole, console),
            Results::File(file) if has_results => file.conclude_incomplete(console),
            Results::Packed(file) if has_results => file.finish()?.conclude_incomplete(console),
            place => place.conclude(receipt.reach, console),
        })
    }
}

impl Receipt {
    /// Whether a report of this run can be written, even if not everything was read.
    pub(crate) fn is_shown_in(&self, format: Format) -> bool {
        match self.reach {
            Reach::Whole => true,
            Reach::Broken => format.may_be_incomplete() && !self.is_without_product(),
            Reach::Stopped => false,
        }
    }
}
