//! `needlint man`: the manual, a page a command. clap_mangen draws it from the arguments themselves, so that it cannot
//! fall behind them.

use std::io;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::args::{Cli, ManArgs};
use super::console::Console;
use super::error::CliError;
use super::exit::Exit;
use super::{pages, suggest};

pub(crate) fn run(args: &ManArgs, console: &Console) -> Result<Exit, CliError> {
    let commands = commands();
    match &args.output {
        Some(folder) => pages::fill(folder, &commands.iter().map(file).collect::<Vec<_>>(), console)?,
        None => pages::print(&page(find(&commands, &args.command)?))?,
    }
    Ok(Exit::Clean)
}

/// The program and every command in it, each under its whole name: `needlint-rules-show`.
fn commands() -> Vec<Command> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let mut commands = vec![program];
    let mut at = 0;
    while at < commands.len() {
        let below = commands[at].get_subcommands().filter(|command| !command.is_hide_set()).cloned();
        let below: Vec<Command> = below.collect();
        commands.extend(below);
        at += 1;
    }
    commands
}

fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

fn find<'a>(commands: &'a [Command], words: &[String]) -> Result<&'a Command, CliError> {
    let program = name(&commands[0]);
    let wanted = words.iter().fold(program.to_owned(), |name, word| name + "-" + word);
    commands.iter().find(|command| name(command) == wanted).ok_or_else(|| {
        let given = words.join(" ");
        let known: Vec<String> = commands[1..].iter().map(|command| words_of(command, program)).collect();
        let fault = CliError::new(format!("there is no command {given}"));
        match suggest::name(&given, known.iter().map(String::as_str)) {
            Some(near) => fault.help(format!("did you mean {near}?")),
            None => fault.help(format!("choose one of: {}", known.join(", "))),
        }
    })
}

/// A command as it is typed behind the program's name.
fn words_of(command: &Command, program: &str) -> String {
    name(command)[program.len() + 1..].replace('-', " ")
}

fn file(command: &Command) -> (PathBuf, String) {
    (PathBuf::from(format!("{}.1", name(command))), page(command))
}

fn page(command: &Command) -> String {
    let after = command.get_after_long_help().or(command.get_after_help()).map(ToString::to_string);
    let bare = command.clone().after_help(Resettable::Reset).after_long_help(Resettable::Reset);
    let mut text = Vec::new();
    draw(bare, &after.unwrap_or_default(), &mut text).expect("memory takes all that is written to it");
    String::from_utf8_lossy(&text).into_owned()
}

fn draw(command: Command, after: &str, out: &mut Vec<u8>) -> io::Result<()> {
    let manual = Man::new(command).source(concat!("needlint ", env!("CARGO_PKG_VERSION"))).manual("Needlint Manual");
    manual.render(out)?;
    let mut roff = Roff::new();
    for block in after.split("\n\n") {
        section(block, &mut roff);
    }
    roff.to_writer(out)
}

/// Part of what help says at its end. `Examples:` and the like become headings over lines that stay as they are.
fn section(block: &str, roff: &mut Roff) {
    match block.split_once(":\n") {
        Some((title, lines)) => {
            roff.control("SH", [title.to_uppercase().as_str()]);
            roff.control("nf", []);
            for line in lines.lines() {
                roff.text([roman(line)]);
            }
            roff.control("fi", []);
        }
        None if block.is_empty() => {}
        None => {
            roff.control("SH", ["NOTES"]);
            roff.text([roman(block)]);
        }
    }
}
