//! Where results go: standard output, a file that appears once it is whole, or nowhere.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::sync::Arc;

use crate::catalogue::packed::Compression;
use crate::report::checkout::Checkout;
use crate::report::concise::Concise;
use crate::report::csv::Csv;
use crate::report::github::Github;
use crate::report::gitlab::Gitlab;
use crate::report::html::Html;
use crate::report::human::{Human, account, counted};
use crate::report::json::{Form, Json};
use crate::report::junit::Junit;
use crate::report::markdown::Markdown;
use crate::report::sarif::Sarif;
use crate::report::{Reach, Receipt, Reporter, is_heard};
use crate::rule::Rule;
use crate::triage::lapsed;

use super::args::{FailOn, Format, SarifOnly, Show, Telling};
use super::console::Console;
use super::error::{CliError, Unwritten};
use super::link;
use super::newfile::{BUFFER, NewFile};
use super::packed::PackedFile;
use super::packs::Chosen;
use super::progress::{AboveBar, Progress};
use super::summary::Summary;

/// What the results are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Labels, each on its own.
    Labels,
    /// Catalogues, with so many findings shown.
    Catalogues(Show),
}

/// What reports are about.
pub(crate) struct About<'a> {
    pub(crate) subject: Subject,
    /// What is read, as it was given.
    pub(crate) sources: Vec<String>,
    /// The column by which products are put into groups.
    pub(crate) group_by: Option<String>,
    /// Whether findings are compared with a baseline.
    pub(crate) is_compared: bool,
    pub(crate) fail_on: FailOn,
    pub(crate) sarif_only: SarifOnly,
    /// A file that the run writes with all its findings.
    pub(crate) data: Option<&'a Path>,
    pub(crate) chosen: &'a Chosen,
    pub(crate) console: &'a Console,
    /// Whether each finding is explained at length.
    pub(crate) explains: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct Drawing<'a> {
    pub(crate) format: Format,
    /// `-` is standard output.
    pub(crate) place: &'a Path,
    /// Whether what is of less interest is told too.
    pub(crate) all: bool,
    pub(crate) about: &'a About<'a>,
}

impl Drawing<'_> {
    pub(crate) fn reporter(self) -> Box<dyn Reporter> {
        let (all, engine) = (self.all, &self.about.chosen.engine);
        match self.format {
            Format::Human => Box::new(self.human()),
            Format::Json => Box::new(Json { all, form: Form::Document }),
            Format::Jsonl => Box::new(Json { all, form: Form::Lines }),
            Format::Csv => Box::new(Csv { all }),
            Format::Html => Box::new(self.html()),
            Format::Sarif => Box::new(Sarif::new(engine, checkout(), self.about.is_compared, self.only_new())),
            Format::Concise => Box::new(Concise { all }),
            Format::Github => Box::new(Github::new(checkout())),
            Format::Gitlab => Box::new(Gitlab::new(checkout(), all)),
            Format::Junit => Box::new(Junit::new(engine.rules().cloned().collect(), self.about.fail_on.least())),
            Format::Markdown => Box::new(Markdown { rules: self.rules().collect(), all }),
        }
    }

    /// Whether code scanning is told only of what counts.
    fn only_new(&self) -> bool {
        self.about.sarif_only == SarifOnly::New
    }

    /// The rules whose findings there can be.
    fn rules(&self) -> impl Iterator<Item = Arc<Rule>> {
        self.about.chosen.engine.rules().cloned().chain(lapsed::RULES.iter().cloned())
    }

    fn html(self) -> Html {
        let About { subject, sources, group_by, chosen, data, .. } = self.about;
        let mut html = Html::new(&chosen.engine, sources.clone());
        if *subject == Subject::Labels {
            html.one = "label";
        }
        html.column = Some(group_by.clone().unwrap_or_else(|| "brand".to_owned()));
        html.all = self.all;
        html.data = data.and_then(|data| link::between(self.place, data));
        html
    }

    fn human(self) -> Human {
        let About { subject, group_by, chosen, console, explains, .. } = self.about;
        let is_stdout = is_stdout(self.place);
        let screen = if is_stdout { console.out } else { console.file() };
        let mut human = match subject {
            Subject::Labels => Human::labels(screen),
            Subject::Catalogues(_) => Human::catalogue(screen, self.rules().collect()),
        };
        if let Subject::Catalogues(show) = subject {
            human.limit = show.limit();
            human.all = self.all;
        }
        human.explains = *explains;
        human.has_groups = group_by.is_some();
        // a line in a file or a pipe may be as long as it is
        human.is_account_wrapped = is_stdout && io::stdout().is_terminal();
        if let Some(warned) = &chosen.narrowed {
            human.warned.clone_from(warned);
        }
        human
    }
}

/// Whether a place is standard output.
fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The checkout that a forge says it works on, or else the folder that the run stands in.
fn checkout() -> Checkout {
    let root = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().find_map(std::env::var_os);
    Checkout::new(std::env::current_dir().unwrap_or_default(), root.map(Into::into))
}

/// Says on standard error what the results keep to themselves.
pub(crate) fn tell_unsaid(telling: &Telling, receipt: &Receipt, console: &Console) {
    if telling.quiet {
        return;
    }
    let place = match telling.format {
        Format::Csv => "row",
        Format::Concise => "line",
        Format::Gitlab => "entry",
        Format::Human
        | Format::Json
        | Format::Jsonl
        | Format::Sarif
        | Format::Html
        | Format::Github
        | Format::Junit
        | Format::Markdown => return,
    };
    if !telling.all && receipt.unreadable > 0 {
        let products = counted(receipt.unreadable, "product");
        console.hint(
            &format!("no {place} for {products} that could not be read; use --all to include unreadable products"),
            "",
        );
    }
}

/// Says on standard error what a scan came to, where standard output does not.
pub(crate) fn tell_account(telling: &Telling, receipt: &Receipt, console: &Console) {
    let is_said = telling.is_to_stdout() && (telling.format == Format::Human || receipt.reach != Reach::Stopped);
    // why nothing could be read is told elsewhere
    let is_told = receipt.is_blank() && receipt.reach != Reach::Stopped;
    if telling.quiet || is_said || is_told {
        return;
    }
    let written = match &telling.output {
        Some(path) if receipt.is_shown_in(telling.format) => format!("; written to {}", path.display()),
        Some(_) | None => String::new(),
    };
    console.remark(&format!("{}{written}", account(receipt, "product")));
}

/// An open place for results.
pub(crate) enum Results {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// Standard output, on the screen that the progress is shown on.
    Screen(AboveBar),
    File(NewFile),
    Packed(Box<PackedFile>),
    Summary(Summary),
}

impl Results {
    /// Opens a place by its name; `-` is standard output.
    pub(crate) fn at(path: &Path, progress: &Progress) -> Result<Results, CliError> {
        match is_stdout(path) {
            true if io::stdout().is_terminal() => Ok(Results::Screen(progress.stdout())),
            true => Ok(Results::Stdout(BufWriter::with_capacity(BUFFER, io::stdout().lock()))),
            false => match Compression::by_ending(path) {
                Some(packing) => PackedFile::create(path, packing).map(|file| Results::Packed(Box::new(file))),
                None => NewFile::create(path).map(Results::File),
            },
        }
    }

    /// The same for a format: what is drawn for people has its own colours, and is clean.
    pub(crate) fn of_format(self, format: Format) -> Results {
        match self {
            Results::Screen(out) if format == Format::Human => Results::Screen(out.coloured()),
            results => results,
        }
    }

    /// Whether it is a file that appears at the end.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Results::File(_) | Results::Packed(_))
    }

    /// Lets a file appear if the run came to its end, and else lets it go, as it would be taken for whole.
    pub(crate) fn conclude(mut self, reach: Reach, console: &Console) -> Result<(), CliError> {
        match self {
            Results::File(file) => file.conclude(reach, console),
            Results::Packed(file) => file.conclude(reach, console),
            Results::Summary(page) => {
                page.conclude(console);
                Ok(())
            }
            // a reader that went away has read enough
            Results::Stdout(_) | Results::Screen(_) => is_heard(self.flush()).map(drop).map_err(CliError::of_writing),
        }
    }
}

impl Results {
    /// Does something to what takes the bytes.
    fn with<T>(&mut self, act: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        match self {
            Results::Stdout(out) => act(out).map_err(Unwritten::to_stdout),
            Results::Screen(out) => act(out).map_err(Unwritten::to_stdout),
            Results::File(file) => act(file),
            Results::Packed(file) => act(file),
            Results::Summary(page) => act(page),
        }
    }
}

impl Write for Results {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.with(|out| out.flush())
    }
}
