//! What stops a run or an input: said in the user's words, with a way out.

use std::io;
use std::ops::Range;
use std::path::Path;

use crate::finding::Severity;
use crate::report::human::{Ink, Screen, frame};
use crate::report::window::{Window, printable};
use crate::rule::PackError;
use crate::scan::ScanError;

use super::suggest;

/// Columns of "  help: ".
const INDENT: &str = "        ";

#[derive(Clone, Debug)]
pub(crate) struct CliError {
    message: String,
    help: Option<String>,
    command: Option<String>,
    place: Option<Box<Place>>,
    /// The value of an option that is at fault, as it was given.
    value: Option<String>,
}

#[derive(Clone, Debug)]
struct Place {
    name: String,
    text: String,
    span: Range<usize>,
    words: String,
}

/// An error of writing that knows what was to be written.
#[derive(Debug, thiserror::Error)]
#[error("{what} could not be written: {error}")]
pub(crate) struct Unwritten {
    what: String,
    error: io::Error,
}

impl Unwritten {
    pub(crate) fn of(path: &Path, error: io::Error) -> io::Error {
        io::Error::new(error.kind(), Unwritten { what: path.display().to_string(), error })
    }

    pub(crate) fn to_stdout(error: io::Error) -> io::Error {
        Unwritten::of(Path::new("standard output"), error)
    }
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Unwritten {
        error.downcast().unwrap_or_else(|error| Unwritten { what: "the results".to_owned(), error })
    }
}

impl CliError {
    /// A fault in the user's words: lower case, no full stop.
    pub(crate) fn new(message: impl Into<String>) -> CliError {
        CliError { message: printable(&message.into()), help: None, command: None, place: None, value: None }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn help(self, help: impl Into<String>) -> CliError {
        CliError { help: Some(printable(&help.into())), ..self }
    }

    /// With a command to type, behind the help.
    pub(crate) fn command(self, command: impl Into<String>) -> CliError {
        CliError { command: Some(printable(&command.into())), ..self }
    }

    /// With its place in a file of that name and text, and a few words for the place.
    pub(crate) fn at(self, name: &str, text: &str, span: Range<usize>, words: impl Into<String>) -> CliError {
        let is_inside = text.is_char_boundary(span.start) && span.end <= text.len();
        let place = Place { name: name.to_owned(), text: text.to_owned(), span, words: printable(&words.into()) };
        CliError { place: is_inside.then(|| Box::new(place)), ..self }
    }

    /// With the value of an option that is at fault: where it was not typed, it is told where it stands.
    pub(crate) fn of_value(self, value: impl Into<String>) -> CliError {
        CliError { value: Some(value.into()), ..self }
    }

    pub(crate) fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// With where the value stands, in a few words.
    pub(crate) fn standing_in(self, origin: &str) -> CliError {
        CliError { message: format!("{} ({})", self.message, printable(origin)), ..self }
    }

    pub(crate) fn of_file(path: &Path, error: &io::Error) -> CliError {
        let name = path.display();
        let fault = match error.kind() {
            io::ErrorKind::NotFound => CliError::of_missing(path),
            // a list is longer than names of files are
            io::ErrorKind::InvalidFilename => CliError::of_missing(path),
            io::ErrorKind::PermissionDenied => CliError::new(format!("you do not have permission to read {name}"))
                .help("ask its owner for access, or see who can read it:")
                .command(format!("ls -l {}", suggest::shell(path))),
            io::ErrorKind::IsADirectory => {
                CliError::new(format!("{name} is a folder")).help("give the files in it by name")
            }
            _ => CliError::new(format!("{name} could not be read: {error}")),
        };
        fault.of_value(name.to_string())
    }

    /// What is no file: a list, or an address, that was given in the place of one.
    fn of_missing(path: &Path) -> CliError {
        let name = path.to_string_lossy();
        if name.starts_with("http://") || name.starts_with("https://") {
            return CliError::new(format!("needlint does not open web pages: {name}"))
                .help("save the page and check the file, or copy the ingredient list and run:")
                .command("needlint check --text \"...\"".to_owned());
        }
        if name.contains([',', ';', '\n']) {
            return CliError::new("file not found; this looks like an ingredient list".to_owned())
                .help("to check a list as text, run:")
                .command(format!("needlint check --text {}", suggest::shell(path)));
        }
        if path.is_symlink() {
            return CliError::of_link(path);
        }
        let fault = CliError::new(format!("file not found: {name}"));
        match suggest::file(path) {
            Some(near) => fault.help(format!("did you mean {near}?")),
            None => fault.help("check the name; put names with spaces in quotes; for a list as text, use --text"),
        }
    }

    /// A link to what is not there.
    pub(crate) fn of_link(path: &Path) -> CliError {
        CliError::new(format!("{} is a link to a file or folder that does not exist", path.display()))
            .help("restore what it leads to, or remove the link")
    }

    pub(crate) fn of_catalogue(error: &ScanError) -> CliError {
        CliError::new(error.to_string()).help(error.help())
    }

    pub(crate) fn of_writing(error: io::Error) -> CliError {
        use io::ErrorKind::{IsADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let Unwritten { what, error } = Unwritten::from(error);
        match error.kind() {
            StorageFull | QuotaExceeded => CliError::new(format!("not enough space to write {what}: {error}"))
                .help("free some disk space, or write to another disk"),
            NotFound => CliError::new(format!("{what} could not be written: its folder does not exist"))
                .help("check the folder name, or create the folder first"),
            PermissionDenied | ReadOnlyFilesystem => {
                CliError::new(format!("you do not have permission to write {what}"))
                    .help("write to another folder, or ask its owner for access")
            }
            IsADirectory => CliError::new(format!("{what} is a folder")).help("give the name of a file in it"),
            _ => CliError::new(format!("{what} could not be written: {error}")),
        }
    }

    /// A fault in a pack that was read from `name`.
    pub(crate) fn of_pack(name: &str, text: &str, error: PackError) -> CliError {
        let fault = CliError { message: error.message, help: error.help, command: None, place: None, value: None };
        match error.span {
            Some(span) => fault.at(name, text, span, error.label),
            None => fault,
        }
    }

    pub(crate) fn draw(&self, screen: Screen) -> String {
        let lead = format!("{}: ", screen.paint(Ink::Error, "error"));
        let mut text = screen.wrapped(&lead, "  ", &self.message);
        if let Some(place) = &self.place {
            let window = Window::around(&place.name, &place.text, place.span.clone(), screen.width);
            text.push_str(&frame(screen, Severity::Error, &window, "", &place.words));
        }
        if let Some(help) = &self.help {
            let lead = format!("  {}: ", screen.paint(Ink::Strong, "help"));
            let help = screen.wrapped(&lead, INDENT, help);
            text.push_str(&match &self.command {
                Some(command) => screen.with_tail(help, " ", INDENT, command),
                None => help,
            });
        }
        text
    }
}
