//! The reports of a run: what draws each, and where it goes. One pass makes them all.

use std::path::Path;

use needlint::report::{Printout, Reach, Reporter, Silent};

use super::args::Telling;
use super::console::Console;
use super::fault::Fault;
use super::progress::Progress;
use super::results::{About, Drawing, Results};

/// The reports that were asked for. The first is the one that goes to standard output unless it is told otherwise.
pub(crate) struct Reports(Vec<(Box<dyn Reporter>, Results)>);

impl Reports {
    /// Opens the place of each.
    pub(crate) fn open(telling: &Telling, about: &About<'_>, progress: &Progress) -> Result<Reports, Fault> {
        let drawing = |format, place: &Path| {
            let drawing = Drawing { format, place, all: telling.all, about };
            Ok((drawing.reporter(), Results::at(place, progress)?))
        };
        let first = match telling.place() {
            Some(place) => drawing(telling.format, place)?,
            None => (Box::new(Silent) as Box<dyn Reporter>, Results::Nowhere),
        };
        let others = telling.reports.iter().map(|report| drawing(report.format, &report.path));
        let others = others.collect::<Result<Vec<_>, Fault>>()?;
        Ok(Reports(std::iter::once(first).chain(others).collect()))
    }

    /// Begins them all.
    pub(crate) fn begin(&mut self) -> Result<Printout<'_>, Fault> {
        let mut printout = Printout::new();
        for (reporter, place) in &mut self.0 {
            printout = printout.also(&**reporter, place).map_err(Fault::of_writing)?;
        }
        Ok(printout)
    }

    /// Lets go of the files without a word: that there is nothing to write was told with the reason.
    pub(crate) fn without_files(self) -> Reports {
        Reports(self.0.into_iter().filter(|(_, place)| !place.is_file()).collect())
    }

    /// Lets the files appear that are whole.
    pub(crate) fn conclude(self, reach: Reach, console: &Console) -> Result<(), Fault> {
        self.0.into_iter().try_for_each(|(_, place)| place.conclude(reach, console))
    }
}
