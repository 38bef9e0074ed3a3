//! Whether a misread name may be one that is warned against: more slips are forgiven than in a typed text, as nothing is
//! found by this, only not cleared.

use needlint::{Engine, Severity, fold};

/// The names that are warned against, as they are compared.
#[derive(Debug)]
pub(super) struct Likeness {
    names: Vec<Vec<u8>>,
}

/// Shortest name that is looked for: shorter ones are like too much.
const SHORTEST: usize = 6;

/// Of so many letters of a name one may be wrong.
const ONE_WRONG_OF: usize = 5;

impl Likeness {
    pub(super) fn new(engine: &Engine) -> Likeness {
        let substances = engine.packs().iter().flat_map(|pack| &pack.substances);
        let meant = substances.filter(|substance| !substance.look_alike);
        let warned =
            meant.filter(|substance| substance.names.first().is_some_and(|name| is_warned(engine, name.key())));
        let keys = warned.flat_map(|substance| substance.names.iter().chain(&substance.words)).map(|name| name.key());
        let looks = keys.map(|key| look(&key.replace('#', "")));
        let mut names: Vec<Vec<u8>> = looks.filter(|name| name.len() >= SHORTEST && name.is_ascii()).collect();
        names.sort();
        names.dedup();
        Likeness { names }
    }

    /// Whether a part of a text is like one of the names.
    pub(super) fn is_like_warned(&self, text: &str) -> bool {
        let text = look(fold(text).as_str());
        self.names.iter().any(|name| wrong_in(name, &text) <= name.len() / ONE_WRONG_OF)
    }
}

/// Whether a list with this name in it is more than remarked on.
fn is_warned(engine: &Engine, name: &str) -> bool {
    let report = engine.check(&format!("Water, Glycerin, {}", name.replace('#', "40")));
    report.findings.iter().any(|finding| finding.severity > Severity::Note)
}

/// A name with one letter for all that look the same.
fn look(key: &str) -> Vec<u8> {
    let look = |byte: u8| match byte {
        b'1' | b'i' | b'j' | b't' => b'l',
        b'0' => b'o',
        b'8' => b'b',
        b'5' => b's',
        b'e' | b'g' => b'c',
        other => other,
    };
    key.replace("rn", "m").bytes().map(look).collect()
}

/// The fewest letters that are wrong, lost or too many in the part of a text that is most like a name.
fn wrong_in(name: &[u8], text: &[u8]) -> usize {
    let mut row: Vec<usize> = vec![0; text.len() + 1];
    for (i, letter) in name.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in text.iter().enumerate() {
            let exchanged = diagonal + usize::from(letter != other);
            diagonal = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.into_iter().min().unwrap_or_default()
}
