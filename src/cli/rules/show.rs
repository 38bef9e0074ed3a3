//! `needlint rules show`: all there is to say about a rule, on one page.

use crate::report::human::{Ink, Screen};
use crate::rule::{Example, Outcome, Rule, RulePack};
use crate::triage::lapsed;

use super::page::{self, Body, Saying, Section};
use super::{markdown, print};
use crate::cli::args::{PageFormat, ShowArgs};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::packs;

pub(crate) fn run(args: &ShowArgs, console: &Console) -> Result<Exit, CliError> {
    let chosen = packs::engine(&args.judging)?;
    let engine = &chosen.engine;
    let none = RulePack::default();
    let of_packs = engine.packs().iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    let mut rules = of_packs.chain(lapsed::RULES.iter().map(|rule| (&none, rule)));
    let Some((pack, rule)) = rules.find(|(_, rule)| rule.id == args.rule) else {
        let ids = engine.rules().chain(&*lapsed::RULES).map(|rule| rule.id.as_str());
        return Err(packs::unknown_rule(ids, &args.rule));
    };
    let sections = page::sections(engine, pack, rule);
    print(&match args.format {
        PageFormat::Human => drawn(console.out, rule, &sections),
        PageFormat::Markdown => markdown::rule(rule, &sections),
    })?;
    Ok(Exit::Clean)
}

fn drawn(screen: Screen, rule: &Rule, sections: &[Section<'_>]) -> String {
    let severity = screen.paint(Ink::from(rule.severity), &rule.severity.to_string());
    let mut page = format!("{}  {severity}\n", screen.paint(Ink::Strong, &rule.id));
    page.push_str(&screen.wrapped("", "", &rule.headline));
    for section in sections {
        page.push_str(&format!("\n{}\n{}", screen.paint(Ink::Strong, section.title), body(screen, &section.body)));
    }
    page + "\n"
        + &screen.paint(Ink::Faint, "needlint checks only what a label lists. This is not medical advice.")
        + "\n"
}

fn body(screen: Screen, body: &Body<'_>) -> String {
    match body {
        Body::Prose(saying) => screen.wrapped("  ", "  ", &said(saying)),
        Body::List(sayings) => sayings.iter().map(|saying| screen.wrapped("  ", "    ", &said(saying))).collect(),
        Body::Examples(examples) => examples.iter().map(|each| example(screen, each)).collect(),
    }
}

fn said(saying: &Saying) -> String {
    match &saying.source {
        Some(source) => format!("{}  [{source}]", saying.text),
        None => saying.text.clone(),
    }
}

fn example(screen: Screen, example: &Example) -> String {
    let ink = match example.outcome {
        Outcome::Hit => Ink::Error,
        Outcome::NearMiss => Ink::Strong,
        Outcome::Undecided => Ink::Warning,
    };
    let word = page::outcome(example.outcome);
    let lead = format!("  {}{}  ", screen.paint(ink, word), " ".repeat("not certain".len() - word.len()));
    let indent = " ".repeat("  not certain  ".len());
    let because =
        if example.because.is_empty() { String::new() } else { screen.wrapped(&indent, &indent, &example.because) };
    screen.wrapped(&lead, &indent, &example.label) + &because
}
