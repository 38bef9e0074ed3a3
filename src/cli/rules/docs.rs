//! `needlint rules docs`: the page of each rule as a file, and an index, so that they can stand in a repository.

use std::path::PathBuf;

use crate::Engine;
use crate::rule::{Rule, RulePack};

use super::{markdown, page};
use crate::cli::args::DocsArgs;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::{packs, pages};

/// The first line of every page.
const MADE: &str = "<!-- Made by `needlint rules docs` from the rule packs: change those, not this page. -->\n\n";

pub(crate) fn run(args: &DocsArgs, console: &Console) -> Result<Exit, CliError> {
    let chosen = packs::engine(&args.judging)?;
    pages::fill(&args.output, &pages(&chosen.engine)?, console)?;
    Ok(Exit::Clean)
}

/// The index, and the pages of the rules in use.
fn pages(engine: &Engine) -> Result<Vec<(PathBuf, String)>, CliError> {
    let index = (PathBuf::from("README.md"), format!("{MADE}{}", markdown::index(&in_use(engine))));
    let mut pages = vec![index];
    for pack in engine.packs() {
        for rule in pack.rules.iter().filter(|rule| is_in_use(engine, rule)) {
            let sections = page::sections(engine, pack, rule);
            let up = "../".repeat(rule.id.matches('/').count());
            let page = format!("{MADE}{}\n[All rules]({up}README.md)\n", markdown::rule(rule, &sections));
            pages.push((file(&rule.id)?, page));
        }
    }
    Ok(pages)
}

/// The packs without the rules that were left out.
fn in_use(engine: &Engine) -> Vec<RulePack> {
    let mut packs = engine.packs().to_vec();
    for pack in &mut packs {
        pack.rules.retain(|rule| is_in_use(engine, rule));
    }
    packs
}

fn is_in_use(engine: &Engine, rule: &Rule) -> bool {
    engine.rules().any(|used| used.id == rule.id)
}

/// Where the page of a rule stands. An id is whatever a pack says, and must not lead out of the folder.
fn file(id: &str) -> Result<PathBuf, CliError> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let is_name = |part: &str| part.chars().all(is_plain) && part.chars().any(char::is_alphanumeric);
    match id.split('/').all(is_name) {
        true => Ok(PathBuf::from(format!("{id}.md"))),
        false => Err(CliError::new(format!("{id} makes no name of a file"))
            .help("write the rule's id as pack/name, in letters, digits and hyphens")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_leads_out_of_the_folder() {
        for (id, is) in [
            ("needling/sd-alcohol", true),
            ("클리닉/레티놀", true),
            ("clinic/peels/glycolic", true),
            ("../needling", false),
            ("/etc/needling", false),
            ("clinic//retinol", false),
            ("clinic/.", false),
            ("c:/retinol", false),
            ("clinic/a\\b", false),
            ("clinic/a b", false),
        ] {
            assert_eq!(file(id).is_ok(), is, "{id}");
        }
    }
}
