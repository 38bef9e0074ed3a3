//! The names in a list that was read from a picture, and which of them are known.

use needlint::{Engine, Severity, Span};

/// The names of a text, each with whether it is known.
#[derive(Debug)]
pub(super) struct Names {
    all: Vec<(Span, bool)>,
}

/// Letters that are taken for one another in print.
const ALIKE: [(&str, &str); 14] = [
    ("l", "I"),
    ("l", "1"),
    ("l", "!"),
    ("l", "|"),
    ("l", "i"),
    ("I", "T"),
    ("I", "1"),
    ("i", "1"),
    ("O", "0"),
    ("o", "0"),
    ("B", "8"),
    ("S", "5"),
    ("m", "rn"),
    ("e", "c"),
];

impl Names {
    pub(super) fn of(engine: &Engine, text: &str) -> Names {
        let label = engine.read(text);
        let spans = label.ingredients().iter().map(|ingredient| ingredient.span);
        Names { all: spans.map(|span| (span, is_known(engine, &on_one_line(span.of(text))))).collect() }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Span> {
        self.all.iter().map(|(span, _)| *span)
    }

    pub(super) fn known(&self) -> impl Iterator<Item = Span> {
        self.all.iter().filter(|(_, is_known)| *is_known).map(|(span, _)| *span)
    }

    pub(super) fn unknown(&self) -> impl Iterator<Item = Span> {
        self.all.iter().filter(|(_, is_known)| !is_known).map(|(span, _)| *span)
    }
}

/// A name that may go on in the next line, as it would stand in one.
fn on_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a name is known, or is so once one letter is taken for another that looks like it: "HCI".
fn is_known(engine: &Engine, name: &str) -> bool {
    is_known_as_it_is(engine, name) || repaired(name).any(|name| is_known_as_it_is(engine, &name))
}

/// Whether all names in a text are known, and none is warned against.
fn is_known_as_it_is(engine: &Engine, name: &str) -> bool {
    let report = engine.check(name);
    let is_warned = || report.findings.iter().any(|finding| finding.severity > Severity::Note);
    report.names.is_some_and(|names| names.read > 0 && names.known == names.read) && !is_warned()
}

/// A name with one of its letters exchanged for one that looks like it, in all ways.
fn repaired(name: &str) -> impl Iterator<Item = String> {
    let both = ALIKE.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    both.flat_map(move |(from, to)| {
        name.match_indices(from).map(move |(at, _)| [&name[..at], to, &name[at + from.len()..]].concat())
    })
}
