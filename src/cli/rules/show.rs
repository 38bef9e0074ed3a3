//! `needlint rules show`: all there is to say about a rule, on one page.

use needlint::Engine;
use needlint::report::human::{Ink, Screen, count, why};
use needlint::rule::{Condition, Evidence, Example, Outcome, Rule, RulePack, Substance, Threshold, Trigger};

use super::print;
use crate::cli::args::ShowArgs;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::fault::Fault;
use crate::cli::packs;

/// Prints the page.
pub(crate) fn run(args: &ShowArgs, console: &Console) -> Result<Exit, Fault> {
    let chosen = packs::engine(&args.judging)?;
    let engine = &chosen.engine;
    let found =
        engine.packs().iter().find_map(|pack| Some((pack, pack.rules.iter().find(|rule| rule.id == args.rule)?)));
    let Some((pack, rule)) = found else {
        return Err(packs::unknown_rule(engine.rules().map(|rule| rule.id.as_str()), &args.rule));
    };
    print(&page(console.out(), engine, pack, rule))?;
    Ok(Exit::Clean)
}

fn page(screen: Screen, engine: &Engine, pack: &RulePack, rule: &Rule) -> String {
    let severity = screen.paint(Ink::from(rule.severity), &rule.severity.to_string());
    let mut page = format!("{}  {severity}\n", screen.paint(Ink::Strong, &rule.id));
    page.push_str(&screen.wrapped("", "", &rule.headline));
    for (title, text) in [
        ("What it means", rule.meaning.clone()),
        ("Why", why(rule)),
        ("What the document does not say", rule.silent.clone()),
        ("What the label leaves open", rule.open.clone()),
        ("What to do", rule.help.clone()),
    ] {
        page.push_str(&section(screen, title, "  ", [text]));
    }
    page.push_str(&section(screen, "What it looks for", "    ", looks_for(engine, pack, rule)));
    page.push_str(&examples(screen, &rule.examples));
    page.push_str(&section(screen, "What research found", "    ", rule.evidence.iter().map(evidence)));
    page.push_str(&section(screen, "Sources", "    ", rule.sources.iter().cloned()));
    page.push_str(&section(screen, "How to leave it out", "    ", leave_out(rule)));
    page + "\n" + &screen.paint(Ink::Faint, "It judges what a label lists. It is not medical advice.") + "\n"
}

/// A title with its paragraphs under it, their further lines indented so; nothing if they are empty.
fn section(screen: Screen, title: &str, indent: &str, texts: impl IntoIterator<Item = String>) -> String {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return String::new();
    }
    let body: String = texts.iter().map(|text| screen.wrapped("  ", indent, text)).collect();
    format!("\n{}\n{body}", screen.paint(Ink::Strong, title))
}

/// How a reader who knows better keeps the rule quiet.
fn leave_out(rule: &Rule) -> [String; 2] {
    [
        format!(
            "--ignore {} leaves it out of a run. The other rules judge as before: none speaks in its place.",
            rule.id
        ),
        "--fail-on error keeps warnings, and --fail-on never keeps everything, from failing a run.".to_owned(),
    ]
}

fn looks_for(engine: &Engine, pack: &RulePack, rule: &Rule) -> Vec<String> {
    let mut lines = match &rule.trigger {
        Trigger::Substances(ids) => substances(engine, ids),
        Trigger::UnknownEnding(endings) => {
            let endings: Vec<String> = endings.iter().map(|ending| format!("-{ending}")).collect();
            vec![format!("An unknown name that ends in {}", endings.join(", "))]
        }
        Trigger::FreeClaim => vec!["A claim of the label to be free of alcohol".to_owned()],
        Trigger::Opaque => vec!["Words that stand for ingredients without naming them".to_owned()],
        Trigger::UselessOrder => vec!["A list whose order says nothing about amounts".to_owned()],
    };
    lines.extend(rule.conditions.iter().map(|condition| demand(engine, pack, condition)));
    lines
}

/// The substances with those that are kinds of them, and how many names each is known by.
fn substances(engine: &Engine, ids: &[String]) -> Vec<String> {
    let known: Vec<&Substance> = engine.packs().iter().flat_map(|pack| &pack.substances).collect();
    let mut meant: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut at = 0;
    while at < meant.len() {
        let parent = meant[at];
        let kinds = known.iter().filter(|substance| substance.kind_of.as_deref() == Some(parent));
        let kinds: Vec<&str> = kinds.map(|substance| substance.id.as_str()).filter(|id| !meant.contains(id)).collect();
        meant.extend(kinds);
        at += 1;
    }
    let named = |id: &&str| match known.iter().find(|substance| substance.id == **id) {
        Some(substance) => format!("{id}: {}, {}", substance.title, names(substance)),
        None => (*id).to_owned(),
    };
    meant.iter().map(named).collect()
}

fn names(substance: &Substance) -> String {
    let (names, words) = (substance.names.len() as u64, substance.words.len() as u64);
    if names == 0 {
        return format!("any name with one of {} words in it", count(words));
    }
    let word = if names == 1 { "name" } else { "names" };
    let formula = if substance.formula { ", each with any formula number" } else { "" };
    format!("{} {word}{formula}", count(names))
}

fn demand(engine: &Engine, pack: &RulePack, condition: &Condition) -> String {
    let titles = |ids: &[String]| {
        let known = || engine.packs().iter().flat_map(|pack| &pack.substances);
        let title = |id: &String| known().find(|substance| &substance.id == id).map_or(id.clone(), |s| s.title.clone());
        ids.iter().map(title).collect::<Vec<_>>().join(", ")
    };
    let figure = |threshold: &Threshold| match threshold {
        Threshold::Figure(name) => {
            format!(". {} Set another with --figure {name}=15%", sentence(&pack.figures[name].note))
        }
        Threshold::Amount(_) => String::new(),
    };
    match condition {
        Condition::AtLeast(least) => format!("At {} or more by weight{}", pack.amount(least), figure(least)),
        Condition::Below(most) => format!("Below {} by weight{}", pack.amount(most), figure(most)),
        Condition::Listed(ids) => format!("On a label that also lists one of: {}", titles(ids)),
        Condition::NotListed(ids) => format!("On a label that lists none of: {}", titles(ids)),
    }
}

fn evidence(evidence: &Evidence) -> String {
    let side = if evidence.supports { "for" } else { "against" };
    format!("{side}: {}  [{}]", evidence.text, evidence.source)
}

/// A note as a sentence: with a capital and a full stop.
fn sentence(note: &str) -> String {
    let note = note.trim().trim_end_matches('.');
    let mut chars = note.chars();
    chars.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

fn examples(screen: Screen, examples: &[Example]) -> String {
    if examples.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", screen.paint(Ink::Strong, "Examples"));
    for example in examples {
        let (word, ink) = match example.outcome {
            Outcome::Hit => ("hit", Ink::Error),
            Outcome::NearMiss => ("near miss", Ink::Strong),
            Outcome::Undecided => ("undecided", Ink::Warning),
        };
        let lead = format!("  {}{}  ", screen.paint(ink, word), " ".repeat("near miss".len() - word.len()));
        let indent = " ".repeat("  near miss  ".len());
        text.push_str(&screen.wrapped(&lead, &indent, &example.label));
        if !example.because.is_empty() {
            text.push_str(&screen.wrapped(&indent, &indent, &example.because));
        }
    }
    text
}
