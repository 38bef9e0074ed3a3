//! `needlint`: says whether a product lists what should not go on freshly needled skin.

mod cli;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Console, Exit};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(cli.color);
    let exit = cli.command.run(&console).unwrap_or_else(|fault| {
        console.complain(&fault);
        Exit::CouldNotRun
    });
    exit.into()
}
