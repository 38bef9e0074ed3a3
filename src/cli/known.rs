//! What is known beforehand: read before a run, and written behind it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::catalogue::Product;
use crate::catalogue::options::{ColumnNames, ReadOptions};
use crate::catalogue::packed::Compression;
use crate::report::{Printout, Reach, Receipt};
use crate::triage::baseline::{Baseline, BaselineError, Writer};
use crate::triage::shared::Lookout;
use crate::triage::since::Since;
use crate::triage::suppressions::Suppressions;
use crate::triage::{Triage, lapsed};

use super::args::{Judging, Knowledge};
use super::console::Console;
use super::error::CliError;
use super::newfile;
use super::open::Input;
use super::packed;
use super::packs;
use super::progress::Progress;
use super::results::Results;
use super::suggest;
use super::today::today;

/// What a run knows, and what it gathers for the next one.
pub(crate) struct Known {
    pub(crate) triage: Triage,
    allowed: Option<Allowed>,
    written: Option<Written>,
}

struct Written {
    /// None once all of it stands in its place.
    writer: Option<Writer>,
    place: Results,
}

struct Allowed {
    name: String,
    text: String,
}

impl Known {
    /// Reads what was given, and opens what is to be written.
    pub(crate) fn open(args: &Knowledge, progress: &Progress) -> Result<Known, CliError> {
        let baseline = args.baseline.as_deref().map(read_baseline).transpose()?;
        let allowed = args.suppressions.as_deref().map(Allowed::read).transpose()?;
        let suppressions = allowed.as_ref().map(Allowed::parse).transpose()?;
        let written = |path: &PathBuf| Ok(Written { writer: Some(Writer::new()), place: Results::at(path, progress)? });
        let written = args.write_baseline.as_ref().map(written).transpose()?;
        Ok(Known { triage: Triage { baseline, suppressions, ..Triage::default() }, allowed, written })
    }

    /// Leaves out what did not change since an older catalogue, which is read like the others.
    pub(crate) fn since(mut self, old: Option<&Path>, options: ReadOptions<'_>) -> Result<Known, CliError> {
        if let Some(old) = old {
            let input = Input::File(old.to_owned());
            // nothing of it is put into groups
            let columns = ColumnNames { group: None, by_brand: false, ..options.columns };
            let options = ReadOptions { columns, format: None, sheets: &[], ..options };
            let since = Since::read(&input.name(), input.open()?, &options);
            self.triage.since = Some(since.map_err(|error| CliError::of_catalogue(&error))?);
        }
        Ok(self)
    }

    /// Lets products that share an id be told apart.
    pub(crate) fn looking_out(mut self, lookout: Lookout) -> Known {
        self.triage.lookout = Some(lookout);
        self
    }

    pub(crate) fn parts(&mut self) -> Parts<'_> {
        let writer = self.written.as_mut().and_then(|written| written.writer.as_mut());
        Parts { triage: &self.triage, allowed: self.allowed.as_ref(), writer }
    }

    /// Writes the baseline that was asked for, if it is whole, to where nobody sees it yet.
    pub(crate) fn write(&mut self, reach: Reach) -> Result<(), CliError> {
        let written = self.written.as_mut().filter(|_| reach == Reach::Whole);
        let Some(Written { writer, place }) = written else { return Ok(()) };
        let finish = |writer: Writer| writer.finish(place).and_then(|_| place.flush());
        writer.take().map_or(Ok(()), finish).map_err(CliError::of_writing)
    }

    pub(crate) fn conclude(self, reach: Reach, console: &Console) -> Result<(), CliError> {
        self.written.map_or(Ok(()), |written| written.place.conclude(reach, console))
    }
}

impl Knowledge {
    /// Makes sure that nothing that is known is written over. A baseline may take the place of itself.
    pub(crate) fn keep_apart(&self, judging: &Judging, outputs: &[(&str, Option<&Path>)]) -> Result<(), CliError> {
        let read = judging.packs.iter().map(PathBuf::as_path).chain(self.suppressions.as_deref());
        newfile::keep_apart(read, outputs)?;
        let others: Vec<_> = outputs.iter().filter(|(option, _)| *option != "--write-baseline").copied().collect();
        newfile::keep_apart(self.baseline.as_deref(), &others)
    }
}

/// What a run uses of all that is known.
pub(crate) struct Parts<'a> {
    pub(crate) triage: &'a Triage,
    allowed: Option<&'a Allowed>,
    writer: Option<&'a mut Writer>,
}

impl<'a> Parts<'a> {
    /// Lets a printout gather findings for a baseline, if one is written.
    pub(crate) fn gather(&mut self, printout: Printout<'a>) -> Printout<'a> {
        match self.writer.take() {
            Some(writer) => printout.write_baseline(writer),
            None => printout,
        }
    }

    /// Enters and tells what was known and was not found again, or was allowed and has lapsed.
    pub(crate) fn account(
        &self, judging: &Judging, receipt: &mut Receipt, printout: &mut Printout<'_>,
    ) -> io::Result<()> {
        // what was left out may be there still
        let is_everything = !judging.choice().leaves_out() && receipt.unchanged == 0 && !printout.is_closed();
        let is_whole = receipt.reach == Reach::Whole && is_everything;
        if is_whole {
            receipt.gone = self.triage.baseline.as_ref().map_or(0, Baseline::gone);
        }
        let Some((allowed, suppressions)) = self.allowed.zip(self.triage.suppressions.as_ref()) else { return Ok(()) };
        let lapsed = lapsed::of_suppressions(suppressions, is_whole);
        match lapsed.and_then(|report| packs::lapses_told(report, judging)) {
            Some(report) => {
                receipt.enter_findings(&report);
                printout.tell(&allowed.product(), &report, None)
            }
            None => Ok(()),
        }
    }
}

impl Allowed {
    fn read(path: &Path) -> Result<Allowed, CliError> {
        Ok(Allowed { name: path.display().to_string(), text: packs::text(path)? })
    }

    fn parse(&self) -> Result<Suppressions, CliError> {
        let parsed = Suppressions::parse(&self.text, today()?);
        parsed.map_err(|error| CliError::of_pack(&self.name, &self.text, error))
    }

    fn product(&self) -> Product<'_> {
        Product { column: Some("entry"), ..Product::of_text(&self.name, &self.text) }
    }
}

fn read_baseline(path: &Path) -> Result<Baseline, CliError> {
    let file = match open(path) {
        Err(_) if !path.exists() => return Err(missing_baseline(path)),
        opened => opened?,
    };
    Baseline::read(&path.display().to_string(), file).map_err(|error| CliError::of_baseline(&error))
}

fn missing_baseline(path: &Path) -> CliError {
    let name = path.display().to_string();
    let to = suggest::file(path).map_or_else(|| "to".to_owned(), |near| format!("did you mean {near}? To"));
    let write = format!("{to} write a new one, run once with --write-baseline {} instead", suggest::shell(path));
    CliError::new(format!("baseline not found: {name}")).help(write).of_value(name)
}

/// Opens a file to be read, unpacked if its name says that it is packed.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, CliError> {
    let opened = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(file),
    });
    let read = opened.and_then(|file| match Compression::by_ending(path) {
        Some(packing) => packed::unpacked(file, packing),
        None => Ok(Box::new(BufReader::new(file)) as Box<dyn BufRead>),
    });
    read.map_err(|error| CliError::of_file(path, &error))
}

impl CliError {
    pub(crate) fn of_baseline(error: &BaselineError) -> CliError {
        CliError::new(error.to_string()).help(error.help())
    }
}
