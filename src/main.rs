//! `needlint`: says whether a product lists what should not go on freshly needled skin.

mod cli;

use std::process::ExitCode;

use cli::{Console, Exit, Given};

fn main() -> ExitCode {
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
