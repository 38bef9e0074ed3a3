//! The command line: what can be asked, and the one place where each question goes.

mod args;
mod barline;
mod baseline;
mod check;
mod completions;
pub(crate) mod config;
mod console;
mod error;
mod exit;
mod feed;
mod gate;
mod hash;
mod interrupt;
mod known;
mod link;
mod man;
mod newfile;
mod open;
mod packed;
mod packs;
mod pages;
mod progress;
mod read;
mod reason;
mod reports;
mod results;
mod rules;
mod scan;
mod schema;
mod suggest;
mod summary;
mod today;

use std::process::ExitCode;

use args::{BaselineCommand, Command, ConfigCommand, RulesCommand};
use config::{Asked, Given};
use console::Console;
use error::CliError;
use exit::Exit;

pub fn main() -> ExitCode {
    let given = Given::read();
    let mut console = Console::new(given.color());
    let exit = given.settle().and_then(|asked| {
        console = Console::new(asked.cli.color);
        asked.run(&console)
    });
    let exit = exit.unwrap_or_else(|fault| {
        console.complain(&fault);
        Exit::CouldNotRun
    });
    exit.into()
}

impl Asked {
    fn run(self, console: &Console) -> Result<Exit, CliError> {
        let Asked { cli, sources } = self;
        if !matches!(cli.command, Command::Config(_)) {
            sources.tell_misspelt(console);
        }
        let exit = match cli.command {
            Command::Check(args) => check::run(args, console),
            Command::Scan(args) => scan::run(args, console),
            Command::Baseline(BaselineCommand::Prune(args)) => baseline::prune(args, console),
            Command::Rules(RulesCommand::List(args)) => rules::list::run(&args, console),
            Command::Rules(RulesCommand::Show(args)) => rules::show::run(&args, console),
            Command::Rules(RulesCommand::Test(args)) => rules::test::run(&args, console),
            Command::Rules(RulesCommand::Docs(args)) => rules::docs::run(&args, console),
            Command::Config(ConfigCommand::Show(args)) => config::show::run(&args, &sources),
            Command::Completions(args) => completions::run(&args),
            Command::Man(args) => man::run(&args, console),
            Command::Schema(args) => schema::run(args),
        };
        match exit {
            // what broke off broke off by that
            Err(_) if interrupt::came().is_some() => {
                console.complain(&CliError::new("the run was interrupted before it finished"));
                Ok(Exit::Interrupted)
            }
            exit => exit.map_err(|fault| sources.locate(fault)),
        }
    }
}
