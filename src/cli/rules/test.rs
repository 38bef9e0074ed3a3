//! `needlint rules test`: runs the examples that packs carry.

use std::sync::Arc;

use crate::Engine;
use crate::engine::{ExampleResult, with_builtin};
use crate::report::human::{Ink, Screen, count};
use crate::rule::Rule;

use super::print;
use crate::cli::args::TestArgs;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::packs;

pub(crate) fn run(args: &TestArgs, console: &Console) -> Result<Exit, CliError> {
    let read = args.packs.iter().map(|path| packs::read(path)).collect::<Result<Vec<_>, _>>()?;
    let tested: Vec<Arc<Rule>> = read.iter().flat_map(|pack| pack.rules.iter().cloned()).collect();
    let mut engine = Engine::new(with_builtin(read));
    if !args.packs.is_empty() {
        engine.choose_rules(|rule| tested.iter().any(|other| other.id == rule.id));
    }
    let results = engine.run_examples();
    if results.is_empty() {
        return Err(CliError::new("the pack has no examples to run")
            .help("give each rule one example with outcome \"hit\" and one with \"near-miss\""));
    }
    print(&page(console.out, &results))?;
    Ok(if results.iter().all(|result| result.passed) { Exit::Clean } else { Exit::Found })
}

fn page(screen: Screen, results: &[ExampleResult]) -> String {
    let mut text = String::new();
    for result in results.iter().filter(|result| !result.passed) {
        let lead = format!("{}: ", screen.paint(Ink::Error, &format!("failed[{}]", result.rule)));
        text.push_str(&screen.wrapped(&lead, "  ", &result.label));
        text.push_str(&screen.wrapped("  expected  ", "            ", &result.expected));
        text.push_str(&screen.wrapped("  got       ", "            ", &result.got));
        text.push('\n');
    }
    let passed = results.iter().filter(|result| result.passed).count();
    text + &format!("{} passed, {} failed\n", count(passed as u64), count((results.len() - passed) as u64))
}
