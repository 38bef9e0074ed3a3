//! `needlint completions`: what a shell reads to complete the arguments. clap_complete draws it from the arguments
//! themselves, so that it cannot fall behind them.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::error::CliError;
use super::exit::Exit;
use super::pages;

pub(crate) fn run(args: &CompletionsArgs) -> Result<Exit, CliError> {
    // clap_complete panics on a pipe that closes, and so draws into memory
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), &mut script);
    pages::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
