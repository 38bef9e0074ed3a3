//! All there is to say about a rule, in the order in which it is read, however it is then drawn.

use crate::Engine;
use crate::report::human::{count, counted};
use crate::rule::{Condition, Evidence, Example, Outcome, Rule, RulePack, Substance, Threshold, Trigger};

pub(super) struct Section<'a> {
    pub(super) title: &'static str,
    pub(super) body: Body<'a>,
}

pub(super) enum Body<'a> {
    Prose(Saying),
    /// Things, each of which stands alone.
    List(Vec<Saying>),
    /// Labels with what the rule makes of them.
    Examples(&'a [Example]),
}

impl Body<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Body::Prose(saying) => saying.text.is_empty(),
            Body::List(sayings) => sayings.is_empty(),
            Body::Examples(examples) => examples.is_empty(),
        }
    }
}

/// Something that is said, and who says so.
pub(super) struct Saying {
    pub(super) text: String,
    /// Where it is from, if from elsewhere.
    pub(super) source: Option<String>,
}

impl From<String> for Saying {
    fn from(text: String) -> Saying {
        Saying { text, source: None }
    }
}

/// The sections of a rule's page; those that would be empty are left out.
pub(super) fn sections<'a>(engine: &Engine, pack: &RulePack, rule: &'a Rule) -> Vec<Section<'a>> {
    let place = rule.place.as_ref().map(ToString::to_string);
    let prose = |text: &String| Body::Prose(text.clone().into());
    let list = |texts: Vec<String>| Body::List(texts.into_iter().map(Saying::from).collect());
    let sections = [
        ("What it means", prose(&rule.meaning)),
        ("Why", Body::Prose(Saying { text: rule.why.clone(), source: place })),
        ("What the guide does not say", prose(&rule.silent)),
        ("What the label does not say", prose(&rule.open)),
        ("What to do", prose(&rule.help)),
        ("What it looks for", list(looks_for(engine, pack, rule))),
        ("Examples", Body::Examples(&rule.examples)),
        ("What research found", Body::List(rule.evidence.iter().map(evidence).collect())),
        ("Sources", list(rule.sources.clone())),
        ("How to turn it off", list(leave_out(rule).into())),
    ];
    let sections = sections.into_iter().map(|(title, body)| Section { title, body });
    sections.filter(|section| !section.body.is_empty()).collect()
}

fn evidence(evidence: &Evidence) -> Saying {
    let side = if evidence.supports { "for" } else { "against" };
    Saying { text: format!("{side}: {}", evidence.text), source: Some(evidence.source.clone()) }
}

/// What a rule makes of an example, in a word or two.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Hit => "hit",
        Outcome::NearMiss => "no hit",
        Outcome::Undecided => "not certain",
    }
}

/// How a reader who knows better keeps the rule quiet.
fn leave_out(rule: &Rule) -> [String; 2] {
    [
        format!("--ignore {} turns it off. Other rules are unaffected.", rule.id),
        "With --fail-on error only errors fail a run; with --fail-on never nothing does.".to_owned(),
    ]
}

fn looks_for(engine: &Engine, pack: &RulePack, rule: &Rule) -> Vec<String> {
    let mut lines = match &rule.trigger {
        Trigger::Substances(ids) => substances(engine, ids),
        Trigger::UnknownEnding(endings) => {
            let endings: Vec<String> = endings.iter().map(|ending| format!("-{ending}")).collect();
            vec![format!("An unknown name ending in {}", endings.join(", "))]
        }
        Trigger::FreeClaim => vec!["A claim that the product is free of what the pack warns about".to_owned()],
        Trigger::Opaque => vec!["Words that refer to ingredients without naming them".to_owned()],
        Trigger::UselessOrder => vec!["A list whose order does not indicate amounts".to_owned()],
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
    if names == 0 && words > 0 {
        return format!("any name that contains one of {} words", count(words));
    }
    if names == 0 {
        let alone = substance.alone.len() as u64;
        return format!("{}, where nothing else is in the ingredient", counted(alone, "name"));
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
            format!(". {} To change it, use --figure {name}=15%", sentence(&pack.figures[name].note))
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

/// A note as a sentence: with a capital and a full stop.
fn sentence(note: &str) -> String {
    let note = note.trim().trim_end_matches('.');
    let mut chars = note.chars();
    chars.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}
