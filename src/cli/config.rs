//! Where options come from: the command line, the environment, `needlint.toml`, or what holds if nobody says anything.
//!
//! Clap does the work. What the environment and the files say becomes the default of the arguments: so it is read as they
//! are, gives way to what is typed, and neither demands other arguments nor excludes them. Every key of the file and
//! every variable follows from the arguments, so that a new one needs nothing here.

mod apply;
mod document;
mod entry;
mod environment;
mod file;
mod layer;
pub(super) mod options;
mod refusal;
mod rivals;
pub(super) mod show;
#[path = "../../tests/support/settings.rs"]
pub(crate) mod trial;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};

use super::args::{Cli, When};
use super::console::Console;
use super::error::CliError;
use super::exit::Exit;
use super::suggest;
use apply::{with_defaults, with_flags_that_take_values, without_demands};
use environment::Stray;
use layer::Layer;
use options::Options;

/// The command line at first sight: enough to find the file that says what it leaves open.
pub(crate) struct Given {
    args: Vec<OsString>,
    matches: ArgMatches,
}

/// What was asked for, all told.
pub(crate) struct Asked {
    pub(crate) cli: Cli,
    pub(crate) sources: Sources,
}

/// The arguments as they came to be, and what the environment and the files had to say of them.
pub(crate) struct Sources {
    options: Options,
    matches: ArgMatches,
    layer: Layer,
}

impl Given {
    /// Reads the arguments of the program. If they ask for help, it is given, and the program ends.
    pub(crate) fn read() -> Given {
        let args: Vec<OsString> = std::env::args_os().collect();
        // what is wrong here will be told once the file is known
        let command = with_flags_that_take_values(Cli::command()).ignore_errors(true);
        let matches = command.try_get_matches_from(&args).unwrap_or_else(|help| refuse(&help, &args));
        Given { args, matches }
    }

    /// When to use colour, as far as the command line says so.
    pub(crate) fn color(&self) -> When {
        self.matches.get_one("color").copied().unwrap_or_default()
    }

    /// Fills in what the environment and the file say. If an argument is wrong, the program ends.
    pub(crate) fn settle(self) -> Result<Asked, CliError> {
        let options = Options::of(&Cli::command());
        let layer = self.layer(&options).inspect_err(|_| self.refuse_what_is_wrong_in_itself())?;
        let matches = self.matches(&options, &layer).unwrap_or_else(|error| refuse(&error, &self.args));
        let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| refuse(&error, &self.args));
        Ok(Asked { cli, sources: Sources { options, matches, layer } })
    }

    /// What the environment and the file say, as far as it stands beside what was typed.
    fn layer(&self, options: &Options) -> Result<Layer, CliError> {
        let environment = environment::layer(options, |name| std::env::var_os(name))?;
        let file = match self.file(&environment) {
            Some(path) => file::layer(&path, options)?,
            None => Layer::default(),
        };
        Ok(rivals::removed(environment, file, &Cli::command(), &self.matches))
    }

    /// Tells an argument that is wrong whatever the file says before the file that is wrong.
    fn refuse_what_is_wrong_in_itself(&self) {
        if let Err(error) = with_flags_that_take_values(Cli::command()).try_get_matches_from(&self.args)
            && error.kind() != ErrorKind::MissingRequiredArgument
        {
            refuse(&error, &self.args);
        }
    }

    /// The file to read: the one that was named, unless there should be none, or else the nearest.
    fn file(&self, environment: &Layer) -> Option<PathBuf> {
        let named = self.matches.get_one::<PathBuf>("config").cloned();
        let is_without = if is_typed(&self.matches, "no_config") || named.is_some() {
            named.is_none() && self.matches.get_one("no_config").copied().unwrap_or_default()
        } else {
            environment.first("no-config").is_some_and(|value| value == "true")
        };
        let named = named.or_else(|| environment.first("config").map(PathBuf::from));
        if is_without { None } else { named.or_else(|| file::nearest(&|path: &Path| path.is_file())) }
    }

    /// The arguments with what they have from elsewhere. What an argument demands may stand elsewhere too.
    fn matches(&self, options: &Options, layer: &Layer) -> Result<ArgMatches, clap::Error> {
        let given = leaf(&self.matches);
        let is_given = |id: &str| is_typed(given, id);
        let command = || with_defaults(with_flags_that_take_values(Cli::command()), options, layer, &is_given);
        match command().try_get_matches_from(&self.args) {
            Err(error) if layer.has_all_that_is_missing(&error) => {
                without_demands(command()).try_get_matches_from(&self.args)
            }
            parsed => parsed,
        }
    }
}

impl Sources {
    /// The variables that look as if they set an option and set none.
    fn strays(&self) -> Vec<Stray> {
        environment::strays(&self.options, std::env::vars_os().map(|(name, _)| name))
    }

    /// Tells the variables that were meant to set an option and are misspelt.
    pub(crate) fn tell_misspelt(&self, console: &Console) {
        let misspelt = self.strays().into_iter().filter(|stray| stray.near.is_some());
        misspelt.for_each(|stray| console.hint(&stray.to_string(), ""));
    }

    /// Says where the value stands that is at fault, if the environment or a file gave it and nobody typed the same.
    pub(crate) fn locate(&self, fault: CliError) -> CliError {
        let given = leaf(&self.matches);
        let Some(value) = fault.value().filter(|value| !is_value_typed(given, value)) else { return fault };
        let untyped = self.options.all().filter(|option| !is_typed(given, option.arg.get_id().as_str()));
        let mut settings = untyped.filter_map(|option| self.layer.get(&option.key));
        match settings.find_map(|setting| setting.origin_of(value)) {
            Some(origin) => fault.standing_in(&origin.to_string()),
            None => fault,
        }
    }
}

/// Whether a value stands on the command line, or a table's name with it.
fn is_value_typed(matches: &ArgMatches, value: &str) -> bool {
    let typed = matches.ids().filter(|id| is_typed(matches, id.as_str()));
    let texts = typed.filter_map(|id| matches.try_get_raw(id.as_str()).ok().flatten()).flatten();
    texts
        .filter_map(|text| text.to_str())
        .any(|text| text == value || text.split_once('=').is_some_and(|(name, _)| name == value))
}

/// The arguments of the command that runs, which is the innermost.
fn leaf(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| leaf(inner))
}

/// Whether an argument, which the command may not even have, stands on the command line.
fn is_typed(matches: &ArgMatches, id: &str) -> bool {
    matches.try_contains_id(id).is_ok() && matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// Ends the program with help, or with what is wrong with an argument: as the arguments are meant, without what was done
/// to them here, if that comes to the same.
fn refuse(error: &clap::Error, args: &[OsString]) -> ! {
    if let (ErrorKind::InvalidSubcommand, Some(given)) = (error.kind(), args.get(1)) {
        let path = Path::new(given);
        let text = given.to_string_lossy();
        let meant = if path.is_file() {
            Some(format!("needlint check {}", suggest::shell(path)))
        } else {
            text.contains([',', ';']).then(|| format!("needlint check --text {}", suggest::shell(path)))
        };
        if let Some(meant) = meant {
            let mut command = Cli::command();
            leave(&command.error(ErrorKind::InvalidSubcommand, format!("a command is missing. Did you mean: {meant}")));
        }
    }
    match Cli::command().try_get_matches_from(args) {
        Err(plain) if plain.kind() == error.kind() => leave(&plain),
        _ => leave(error),
    }
}

/// Prints help, or what is wrong with an argument, and ends the program. Help that nobody can read is not help given; who
/// reads no further is content.
fn leave(error: &clap::Error) -> ! {
    let printed = error.print().and_then(|()| io::stdout().flush());
    let is_lost = printed.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe);
    process::exit(if is_lost { Exit::CouldNotRun.code().into() } else { error.exit_code() })
}
