//! Where results go: standard output, a file that appears once it is whole, or nowhere.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use needlint::Engine;
use needlint::report::csv::Csv;
use needlint::report::human::{Detail, Human};
use needlint::report::json::{Json, JsonLines};
use needlint::report::{Reporter, Silent};

use super::args::{Format, Show, Telling};
use super::console::Console;
use super::exit::Inputs;
use super::fault::Fault;

/// What the results are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Labels, each on its own.
    Labels,
    /// Catalogues, with so many findings shown.
    Catalogues(Show),
}

/// The reporter that was asked for.
pub(crate) fn reporter(
    telling: &Telling,
    subject: Subject,
    engine: &Engine,
    narrowed: Option<String>,
    console: &Console,
) -> Box<dyn Reporter> {
    if telling.quiet && telling.output.is_none() {
        return Box::new(Silent);
    }
    match telling.format {
        Format::Human => Box::new(human(telling, subject, engine, narrowed, console)),
        Format::Json => Box::new(Json { all: telling.all }),
        Format::Jsonl => Box::new(JsonLines { all: telling.all }),
        Format::Csv => Box::new(Csv),
    }
}

fn human(telling: &Telling, subject: Subject, engine: &Engine, narrowed: Option<String>, console: &Console) -> Human {
    let screen = if telling.output.is_some() { console.file() } else { console.out() };
    let human = match subject {
        Subject::Labels => Human::labels(screen),
        Subject::Catalogues(show) => Human::catalogue(screen, engine.rules().cloned().collect())
            .limit(show.limit())
            .detail(if telling.all { Detail::All } else { Detail::Findings }),
    };
    match narrowed {
        Some(warned) => human.warned(warned),
        None => human,
    }
}

/// An open place for results.
#[derive(Debug)]
pub(crate) enum Results {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file in the making.
    File(NewFile),
    /// Nobody asked for them.
    Nowhere,
    /// Standard output, after its reader went away.
    Closed,
}

impl Results {
    /// Opens the place that was asked for. It must not be one of the `inputs`.
    pub(crate) fn open<'a>(telling: &Telling, inputs: impl IntoIterator<Item = &'a Path>) -> Result<Results, Fault> {
        match &telling.output {
            _ if telling.quiet && telling.output.is_none() => Ok(Results::Nowhere),
            None => Ok(Results::Stdout(BufWriter::new(io::stdout().lock()))),
            Some(path) => {
                if inputs.into_iter().any(|input| is_same_file(input, path)) {
                    return Err(Fault::new(format!("{} is to be read and written at once", path.display()))
                        .help("give --output another name"));
                }
                let file = NewFile::create(path);
                file.map(Results::File).map_err(|error| Fault::of_writing(&path.display().to_string(), &error))
            }
        }
    }

    /// Takes the outcome of writing. A reader that went away is no fault: it has read enough.
    fn settle(&mut self, written: io::Result<()>) -> Result<(), Fault> {
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                *self = Results::Closed;
                Ok(())
            }
            Err(error) => Err(Fault::of_writing(&self.name(), &error)),
        }
    }

    /// Writes out what is still held back, and lets a file appear.
    fn finish(mut self) -> Result<(), Fault> {
        let name = self.name();
        let flushed = self.flush();
        self.settle(flushed)?;
        match self {
            Results::File(file) => file.appear().map_err(|error| Fault::of_writing(&name, &error)),
            Results::Stdout(_) | Results::Nowhere | Results::Closed => Ok(()),
        }
    }

    /// Lets a file appear if all inputs were read, and else lets it go, as it would be taken for whole.
    pub(crate) fn conclude(self, inputs: Inputs, console: &Console) -> Result<(), Fault> {
        if inputs == Inputs::Broken && matches!(self, Results::File(_)) {
            console.hint(&format!("{} was not written, as not everything could be read", self.name()), "");
            return Ok(());
        }
        self.finish()
    }

    /// What the place is called in a message.
    pub(crate) fn name(&self) -> String {
        match self {
            Results::File(file) => file.path.display().to_string(),
            Results::Stdout(_) | Results::Nowhere | Results::Closed => "standard output".to_owned(),
        }
    }
}

impl Write for Results {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Results::Stdout(out) => out.write(bytes),
            Results::File(file) => file.out.write(bytes),
            Results::Nowhere | Results::Closed => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Results::Stdout(out) => out.flush(),
            Results::File(file) => file.out.flush(),
            Results::Nowhere | Results::Closed => Ok(()),
        }
    }
}

/// A file that is written beside its place and put there once it is whole.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    /// None for a pipe or a device, which is written to as it is.
    beside: Option<PathBuf>,
    out: BufWriter<File>,
}

impl NewFile {
    fn create(path: &Path) -> io::Result<NewFile> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let out = BufWriter::new(File::options().write(true).open(&path)?);
            return Ok(NewFile { path, beside: None, out });
        }
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let out = BufWriter::new(File::create_new(&beside)?);
        Ok(NewFile { path, beside: Some(beside), out })
    }

    fn appear(mut self) -> io::Result<()> {
        self.out.flush()?;
        match self.beside.take() {
            Some(beside) => fs::rename(beside, &self.path),
            None => Ok(()),
        }
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some(beside) = self.beside.take() {
            let _ = fs::remove_file(beside);
        }
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
