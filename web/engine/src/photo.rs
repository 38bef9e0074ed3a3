//! Labels that were read from a photo: what was found stays found, and nothing is cleared by what was not read.
//!
//! A name that was lost in reading looks like a list without it. So a list from a photo is clear only if everything that
//! looks like a letter was read, nothing is cut off, and each name is known, or was read without doubt and is not like one
//! that is warned against. All else is unreadable: another photo, or somebody who compares the text with the label, tells.

mod holes;
mod likeness;
mod names;
mod words;

use std::cell::OnceCell;

use needlint::{Certainty, Engine, Report, Severity, Span, Unreadable, Verdict};
use serde::{Deserialize, Serialize};

use likeness::Likeness;
use names::Names;
use words::Words;

/// What the page knows of a picture besides its text.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Picture {
    /// The words in the order in which they were read.
    pub(crate) words: Vec<Word>,
    /// How many marks look like letters and are in no word.
    pub(crate) unread: u32,
    /// How many marks look like letters and are at an edge of the picture.
    pub(crate) cut: u32,
    /// How high a usual letter is, in pixels.
    pub(crate) height: f32,
}

/// A word as it was read.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// How sure the reader is of it, from 0 to 100.
    pub(crate) confidence: f32,
    /// The number of its column, and of its line.
    pub(crate) column: u32,
    pub(crate) line: u32,
    /// Where it lies in the picture, in pixels.
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
}

/// Why a list from a photo is not clear though nothing was found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Doubt {
    /// Letters are left that were not read.
    Unread,
    /// Letters are at the edge of the picture.
    Cut,
    /// Nothing was read in a place where there must be something.
    Hole,
    /// Too many words were not read clearly.
    UnsureWords,
    /// Too few names were read.
    FewNames,
    /// Too many names are not known.
    UnknownNames,
    /// A name is not known and was not read clearly.
    UnclearName,
    /// A name is not known and is like one that is warned against.
    LikeWarned,
}

/// What the answer says of the photo.
#[derive(Debug, Serialize)]
pub(crate) struct About {
    /// Why the answer is to take another photo; empty if it is not.
    pub(crate) doubts: Vec<Doubt>,
    /// The numbers of the findings whose name was not read clearly.
    pub(crate) unclear: Vec<usize>,
    /// How sure the reader is of the words on average, from 0 to 100.
    pub(crate) confidence: f32,
    /// Words to compare with the label.
    pub(crate) uncertain: Vec<Span>,
}

/// Fewest names of a list that is cleared.
const LEAST_NAMES: usize = 3;

/// Of so many names one at most is not known.
const ONE_UNKNOWN_OF: usize = 4;

/// Of so many words one at most is unsure, unless it stands in a name that is known.
const ONE_UNSURE_OF: usize = 12;

/// Letters in no word that are let pass: specks of dust. No name that is warned against is as short.
const MOST_UNREAD: u32 = 4;

/// Judges texts that were read from pictures. What names are warned against is asked of the engine once.
#[derive(Debug, Default)]
pub(crate) struct Photos {
    likeness: OnceCell<Likeness>,
}

impl Photos {
    /// The report on a text, and what is to be said of it, now that it was read from a picture. The text may have been
    /// corrected since: words that are not among those that were read are somebody's own.
    pub(crate) fn judge(&self, engine: &Engine, text: &str, picture: &Picture, mut report: Report) -> (Report, About) {
        let words = Words::of(text, picture);
        let unclear = doubt_names(&mut report, &words);
        let doubts = match report.verdict {
            Verdict::Clear => {
                let likeness = self.likeness.get_or_init(|| Likeness::new(engine));
                doubts(likeness, &Names::of(engine, text), text, &words, picture)
            }
            _ => Vec::new(),
        };
        if !doubts.is_empty() {
            report = report.doubted(Unreadable::Damaged);
        }
        let about = About { doubts, unclear, confidence: words.confidence(), uncertain: words.unsure().collect() };
        (report, about)
    }
}

/// Findings whose name was not read clearly become possible; these are their numbers. Their severity stays: what is in doubt is
/// how the name was read, and not how much it matters; and what was found may not be cleared by having been read badly.
fn doubt_names(report: &mut Report, words: &Words) -> Vec<usize> {
    let mut unclear = Vec::new();
    for (number, finding) in report.findings.iter_mut().enumerate() {
        if finding.severity > Severity::Note && words.is_unsure(finding.span) {
            finding.certainty = Certainty::Possible;
            unclear.push(number);
        }
    }
    unclear
}

/// What speaks against clearing a list in which nothing was found.
fn doubts(likeness: &Likeness, names: &Names, text: &str, words: &Words, picture: &Picture) -> Vec<Doubt> {
    let is_in_known = |word: Span| names.known().any(|known| overlap(known, word));
    let unsure = words.unsure().filter(|word| !is_in_known(*word)).count();
    let is_like_warned = |span: Span| likeness.is_like_warned(span.of(text));
    // A word in no list may be the rest of a line that was; what the label says there with all letters was judged already.
    let mut beside = words.unsure().filter(|span| !names.all().any(|name| overlap(name, *span)));
    let found = [
        (Doubt::Cut, picture.cut > 0),
        (Doubt::Unread, picture.unread > MOST_UNREAD),
        (Doubt::Hole, holes::has_hole(&picture.words, picture.height)),
        (Doubt::FewNames, names.all().count() < LEAST_NAMES),
        (Doubt::UnsureWords, unsure * ONE_UNSURE_OF > words.count()),
        (Doubt::UnknownNames, names.unknown().count() * ONE_UNKNOWN_OF > names.all().count()),
        (Doubt::LikeWarned, names.unknown().any(is_like_warned) || beside.any(is_like_warned)),
        (Doubt::UnclearName, names.unknown().any(|span| words.is_unsure_alone(span))),
    ];
    found.into_iter().filter(|(_, is_so)| *is_so).map(|(doubt, _)| doubt).collect()
}

/// Whether two stretches of a text have a part in common.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests;
