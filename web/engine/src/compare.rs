//! What differs between two labels.

use needlint::{Key, List, SectionKind, Verdict, fold};
use serde::Serialize;

use crate::label::{self, Answer};
use crate::question::Judge;

/// Two labels side by side.
#[derive(Serialize)]
pub(crate) struct Comparison {
    outcome: Outcome,
    answers: [Answer; 2],
    /// The ingredients of each that the other does not have, by list and place.
    only: [Vec<(usize, usize)>; 2],
    /// How many ingredients of the first the other has as well.
    shared: usize,
}

/// Which of the two is warned against.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    /// The first more than the second.
    First,
    /// The second more than the first.
    Second,
    /// Both, in the same degree.
    Both,
    /// Neither.
    Neither,
    /// One of them could not be read, or both.
    Unread,
}

pub(crate) fn answer(judge: &mut Judge, texts: &[String; 2]) -> Comparison {
    let [first, second] = texts.each_ref().map(|text| side(judge, text));
    let only = [missing(&first.names, &second.names), missing(&second.names, &first.names)];
    Comparison {
        outcome: outcome(first.verdict, second.verdict),
        shared: first.names.len() - only[0].len(),
        only,
        answers: [first.answer, second.answer],
    }
}

/// One of the labels.
struct Side {
    verdict: Verdict,
    answer: Answer,
    /// Its ingredients by list and place, with the names that each goes by.
    names: Vec<((usize, usize), Vec<Key>)>,
}

fn side(judge: &mut Judge, text: &str) -> Side {
    let (report, judged) = judge.check(text);
    let lists = judge.engine.lists_with(&mut judge.scratch, judged, &report);
    Side { verdict: report.verdict, names: names(judged, &lists), answer: label::answer(judge, text, None) }
}

fn outcome(first: Verdict, second: Verdict) -> Outcome {
    match (first, second) {
        (Verdict::Unreadable, _) | (_, Verdict::Unreadable) => Outcome::Unread,
        (Verdict::Clear, Verdict::Clear) => Outcome::Neither,
        _ if first > second => Outcome::First,
        _ if second > first => Outcome::Second,
        _ => Outcome::Both,
    }
}

fn names(text: &str, lists: &[List]) -> Vec<((usize, usize), Vec<Key>)> {
    let listed = lists.iter().enumerate().filter(|(_, list)| list.kind != SectionKind::Statement);
    let all =
        listed.flat_map(|(at, list)| list.ingredients.iter().enumerate().map(move |(place, one)| ((at, place), one)));
    all.map(|(at, one)| (at, names_of(one.span.of(text)))).collect()
}

/// Those of `some` that share no name with any of the `others`.
fn missing(some: &[((usize, usize), Vec<Key>)], others: &[((usize, usize), Vec<Key>)]) -> Vec<(usize, usize)> {
    let has = |key: &Key| others.iter().any(|(_, names)| names.contains(key));
    some.iter().filter(|(_, names)| !names.iter().any(has)).map(|(at, _)| *at).collect()
}

/// What the most common ingredient of all is called.
const WATER: [&str; 8] = ["aqua", "water", "eau", "wasser", "agua", "purifiedwater", "정제수", "вода"];

/// The names that an ingredient gives: "Aqua/Water", "SD Alcohol 40-B (Alcohol Denat.)". Amounts are no part of them, and a
/// bracket is one only where it ends the ingredient: elsewhere it completes the name around it.
fn names_of(printed: &str) -> Vec<Key> {
    let plain = without_amounts(printed);
    let (outside, bracket) = match plain.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((outside, bracket)) => (outside, Some(bracket)),
        None => (plain.as_str(), None),
    };
    let all = outside.split('/').chain(bracket);
    let keys = all.map(fold).filter(|key| !key.is_empty());
    let keys: Vec<Key> = keys.map(|key| if WATER.contains(&key.as_str()) { fold(WATER[0]) } else { key }).collect();
    if keys.is_empty() { vec![fold(printed)] } else { keys }
}

/// A text without its percentages and figures in them.
fn without_amounts(text: &str) -> String {
    let words = text.replace(" %", "%");
    let is_amount = |word: &&str| word.trim_matches(['(', ')', ',', ';']).ends_with('%');
    words.split_whitespace().filter(|word| !is_amount(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ingredients_are_the_same_by_any_of_their_names() {
        for (one, other, are_same) in [
            ("Aqua/Water/Eau", "Water", true),
            ("SD Alcohol 40-B (Alcohol Denat.)", "Alcohol Denat.", true),
            ("Niacinamide 10 %", "niacinamide (5%)", true),
            ("Lavandula (Lavender) Oil", "Lavandula (Lavender) Extract", false),
            ("Aqua", "Purified Water", true),
            ("Cetyl Alcohol", "Cetearyl Alcohol", false),
        ] {
            let (one_names, other_names) = (names_of(one), names_of(other));
            let share = one_names.iter().any(|name| other_names.contains(name));
            assert_eq!(share, are_same, "{one} and {other}");
        }
    }
}
