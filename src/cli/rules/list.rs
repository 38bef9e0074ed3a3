//! `needlint rules list`: a line a rule.

use crate::Engine;
use crate::report::human::{Ink, Screen};

use super::print;
use crate::cli::args::ListArgs;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::packs;

pub(crate) fn run(args: &ListArgs, console: &Console) -> Result<Exit, CliError> {
    let chosen = packs::engine(&args.judging)?;
    print(&table(console.out, &chosen.engine))?;
    Ok(Exit::Clean)
}

fn table(screen: Screen, engine: &Engine) -> String {
    let widest = engine.rules().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in engine.rules() {
        let severity = rule.severity.to_string();
        let lead = format!(
            "{}{}  {}{}  ",
            rule.id,
            " ".repeat(widest - rule.id.len()),
            screen.paint(Ink::from(rule.severity), &severity),
            " ".repeat("warning".len().saturating_sub(severity.len())),
        );
        let indent = " ".repeat(widest + "  warning  ".len());
        text.push_str(&screen.wrapped(&lead, &indent, &rule.headline));
    }
    text + "\nTo read more about a rule: needlint rules show RULE\n"
}
