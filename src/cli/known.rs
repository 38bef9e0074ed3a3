//! What is known beforehand: read before a run, and written behind it.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use needlint::report::{Reach, Receipt};
use needlint::triage::Triage;
use needlint::triage::baseline::{Baseline, BaselineError, Writer};

use super::args::{Judging, Knowledge};
use super::console::Console;
use super::fault::Fault;
use super::progress::Progress;
use super::results::Results;

/// What a run knows, and what it gathers for the next one.
pub(crate) struct Known {
    pub(crate) triage: Triage,
    written: Option<(Writer, Results)>,
}

impl Known {
    /// Reads what was given, and opens what is to be written.
    pub(crate) fn open(args: &Knowledge, progress: &Progress) -> Result<Known, Fault> {
        let baseline = args.baseline.as_deref().map(read_baseline).transpose()?;
        let place = |path: &Path| Ok((Writer::new(), Results::at(path, progress)?));
        Ok(Known { triage: Triage { baseline }, written: args.write_baseline.as_deref().map(place).transpose()? })
    }

    /// What is known, if anything has to be; and what gathers findings for a baseline, if one is written.
    pub(crate) fn parts(&mut self) -> (Option<&Triage>, Option<&mut Writer>) {
        let writer = self.written.as_mut().map(|(writer, _)| writer);
        let is_wanted = writer.is_some() || self.triage.baseline.is_some();
        (is_wanted.then_some(&self.triage), writer)
    }

    /// Lets the baseline appear that was to be written.
    pub(crate) fn conclude(self, reach: Reach, console: &Console) -> Result<(), Fault> {
        let Some((writer, mut place)) = self.written else { return Ok(()) };
        if reach == Reach::Whole {
            writer.finish(&mut place).map_err(Fault::of_writing)?;
        }
        place.conclude(reach, console)
    }
}

/// Enters what was known and was not found again by a run that looked for everything.
pub(crate) fn account(triage: Option<&Triage>, judging: &Judging, receipt: &mut Receipt) {
    // what was left out may be there still
    let is_whole = receipt.reach == Reach::Whole && receipt.unchanged == 0;
    if is_whole && judging.select.is_empty() && judging.ignore.is_empty() {
        receipt.gone = triage.and_then(|triage| triage.baseline.as_ref()).map_or(0, Baseline::gone);
    }
}

/// Reads a baseline from its file.
fn read_baseline(path: &Path) -> Result<Baseline, Fault> {
    let file = open(path)?;
    Baseline::read(&path.display().to_string(), file).map_err(|error| Fault::of_baseline(&error))
}

/// Opens a file to be read.
pub(crate) fn open(path: &Path) -> Result<BufReader<File>, Fault> {
    let opened = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(file),
    });
    opened.map(BufReader::new).map_err(|error| Fault::of_file(path, &error))
}

impl Fault {
    /// A baseline that cannot be used.
    pub(crate) fn of_baseline(error: &BaselineError) -> Fault {
        Fault::new(error.to_string()).help(error.help())
    }
}
