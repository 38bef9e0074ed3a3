//! The two streams to a person, standard output and standard error, and what each of them can show.

use std::io::{self, IsTerminal, Write};

use crate::report::human::{Ink, Screen};
use crate::report::window::printable;

use super::args::When;
use super::error::CliError;

/// Wider lines are hard to read.
const WIDEST: usize = 120;
/// On less, nothing can be laid out.
const NARROWEST: usize = 40;
/// Where nobody says how wide it is.
const USUAL: usize = 100;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    pub(crate) out: Screen,
    err: Screen,
    when: When,
    width: usize,
}

impl Console {
    pub(crate) fn new(when: When) -> Console {
        let environment = Environment::read();
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = terminal.or(columns).unwrap_or(USUAL).clamp(NARROWEST, WIDEST);
        let screen = |is_terminal| Screen { width, colour: environment.colour(when, is_terminal) };
        let (out, err) = (screen(io::stdout().is_terminal()), screen(io::stderr().is_terminal()));
        Console { out, err, when, width }
    }

    pub(crate) fn file(&self) -> Screen {
        Screen { width: self.width, colour: self.when == When::Always }
    }

    /// Tells on standard error what went wrong. If nobody listens, there is nobody to tell.
    pub(crate) fn complain(&self, fault: &CliError) {
        let _ = io::stderr().write_all(fault.draw(self.err).as_bytes());
    }

    /// Says something useful on standard error, with a command to type behind it, or none.
    pub(crate) fn hint(&self, text: &str, command: &str) {
        let lead = format!("{}: ", self.err.paint(Ink::Note, "hint"));
        let lines = self.err.wrapped(&lead, "  ", &printable(text));
        let lines = if command.is_empty() { lines } else { self.err.with_tail(lines, " ", "  ", command) };
        let _ = io::stderr().write_all(lines.as_bytes());
    }

    /// Says something on standard error in one line, however long.
    pub(crate) fn line(&self, text: &str) {
        let _ = io::stderr().write_all(format!("{}\n", printable(text)).as_bytes());
    }

    /// Says on standard error what the run is doing.
    pub(crate) fn remark(&self, text: &str) {
        let _ = io::stderr().write_all(self.err.wrapped("", "  ", &printable(text)).as_bytes());
    }
}

/// The variables by which people ask for colour, or for none.
#[derive(Clone, Copy, Debug)]
struct Environment {
    no_color: bool,
    force: bool,
    dumb: bool,
}

impl Environment {
    fn read() -> Environment {
        let value = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Environment {
            no_color: value("NO_COLOR").is_some(),
            force: value("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            dumb: value("TERM").is_some_and(|value| value == "dumb"),
        }
    }

    /// An argument goes before a variable, and NO_COLOR before CLICOLOR_FORCE.
    fn colour(self, when: When, is_terminal: bool) -> bool {
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto => !self.no_color && (self.force || is_terminal && !self.dumb),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals_unless_someone_says_otherwise() {
        let plain = Environment { no_color: false, force: false, dumb: false };
        let no_color = Environment { no_color: true, ..plain };
        let force = Environment { force: true, ..plain };
        let both = Environment { no_color: true, ..force };
        let dumb = Environment { dumb: true, ..plain };
        for (environment, when, on_terminal, in_pipe) in [
            (plain, When::Auto, true, false),
            (no_color, When::Auto, false, false),
            (force, When::Auto, true, true),
            (both, When::Auto, false, false),
            (dumb, When::Auto, false, false),
            (no_color, When::Always, true, true),
            (force, When::Never, false, false),
        ] {
            assert_eq!(environment.colour(when, true), on_terminal, "{environment:?} {when:?} on a terminal");
            assert_eq!(environment.colour(when, false), in_pipe, "{environment:?} {when:?} in a pipe");
        }
    }
}
