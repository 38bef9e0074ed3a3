//! The pages of rules in Markdown, as GitHub and GitLab draw it: a page a rule, and an index.

use crate::rule::{Example, Rule, RulePack};

use super::page::{self, Body, Saying, Section};

/// The page of a rule.
pub(super) fn rule(rule: &Rule, sections: &[Section<'_>]) -> String {
    let (id, headline, severity) = (escaped(&rule.id), escaped(&rule.headline), rule.severity);
    let sections: String =
        sections.iter().map(|section| format!("\n## {}\n\n{}", section.title, body(&section.body))).collect();
    format!("# {id}\n\n**{headline}** ({severity})\n{sections}")
}

/// The page that leads to those of all rules of these packs.
pub(super) fn index(packs: &[RulePack]) -> String {
    let packs: String = packs.iter().filter(|pack| !pack.rules.is_empty()).map(pack).collect();
    format!(
        "# Rules\n\nWhat needlint warns against, one page per rule: what it means and why, what the guide does not say, \
         examples, what research\nfound, and sources. needlint checks only what a label lists. This is not medical \
         advice.\n{packs}"
    )
}

fn pack(pack: &RulePack) -> String {
    let rules = pack.rules.iter().map(|rule| {
        let link = format!("[{id}]({path}.md)", id = escaped(&rule.id), path = rule.id);
        [link, rule.severity.to_string(), cell(&rule.headline)]
    });
    let figures =
        pack.figures.iter().map(|(name, figure)| [format!("`{name}`"), figure.amount.to_string(), cell(&figure.note)]);
    let (name, title) = (escaped(&format!("{} {}", pack.name, pack.version)), escaped(&pack.title));
    let rules = table(["rule", "severity", "what was found"], rules);
    let figures = match pack.figures.is_empty() {
        true => String::new(),
        false => format!("\n{}", table(["figure", "amount by weight", "where it comes from"], figures)),
    };
    format!("\n## {name}\n\n{title}.\n\n{rules}{figures}")
}

fn body(body: &Body<'_>) -> String {
    match body {
        Body::Prose(saying) => said(saying) + "\n",
        Body::List(sayings) => sayings.iter().map(|saying| format!("- {}\n", said(saying))).collect(),
        Body::Examples(examples) => table(["label", "outcome", "because"], examples.iter().map(example)),
    }
}

fn example(example: &Example) -> [String; 3] {
    [cell(&example.label), page::outcome(example.outcome).to_owned(), cell(&example.because)]
}

fn said(saying: &Saying) -> String {
    match &saying.source {
        Some(source) => format!("{} \\[*{}*\\]", escaped(&saying.text), escaped(source)),
        None => escaped(&saying.text),
    }
}

fn table<const N: usize>(heads: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rows: String = rows.map(|row| line(&row)).collect();
    format!("{}{}\n{rows}", line(&heads.map(str::to_owned)), "|---".repeat(N) + "|")
}

/// Text for a cell of a table, which has one line.
fn cell(text: &str) -> String {
    escaped(text.trim()).replace('\n', "<br>")
}

/// Text of which nothing is taken for Markdown or HTML, and which stays in its paragraph.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_line_start = true;
    for (at, c) in text.char_indices() {
        let is_special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            '#' | '-' | '+' | '=' | ':' => is_line_start && stands_alone(&text[at..], c),
            // "1. " and "1) " begin a list
            '.' | ')' => is_number(text[..at].rsplit('\n').next().unwrap_or_default()),
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        escaped.push(c);
        is_line_start = c == '\n' || is_line_start && c.is_whitespace();
    }
    escaped
}

/// Whether a text begins with a run of these and then a space or nothing, as titles and lists do, and `--options` do not.
fn stands_alone(text: &str, c: char) -> bool {
    text.trim_start_matches(c).chars().next().is_none_or(char::is_whitespace)
}

fn is_number(text: &str) -> bool {
    let text = text.trim_start();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markdown() {
        for (text, escaped_text) in [
            ("plain, with 20 % of it (and more)", "plain, with 20 % of it (and more)"),
            ("a * b_c `d` [e](f) <g> &amp; | ~", r"a \* b\_c \`d\` \[e\](f) \<g\> \&amp; \| \~"),
            (r"a \ b", r"a \\ b"),
            ("# no title", r"\# no title"),
            ("--fail-on error", "--fail-on error"),
            ("---", r"\---"),
            ("SDA # 40-B, 1. of 2", "SDA # 40-B, 1. of 2"),
            ("1. no list", r"1\. no list"),
            ("- no list\n- again", "\\- no list\n\\- again"),
        ] {
            assert_eq!(escaped(text), escaped_text, "{text}");
        }
    }

    #[test]
    fn a_cell_has_one_line() {
        assert_eq!(cell("Ingredients:\nWater | Alcohol\n"), r"Ingredients:<br>Water \| Alcohol");
    }
}
