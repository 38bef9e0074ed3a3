//! Words that are found anywhere in a text, whatever stands around them.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{Grammar, Lexicon};
use crate::text::Key;

/// What finds a few short words in a text. Where most labels are searched once, a DFA takes longer to make than it saves.
fn finder<W: AsRef<[u8]>>(words: &[W], kind: AhoCorasickKind) -> AhoCorasick {
    AhoCorasick::builder().kind(Some(kind)).build(words).expect("a few short words make an automaton")
}

impl Lexicon {
    /// Whether a text says that its list is somewhere else: "see packaging".
    pub(crate) fn sends_elsewhere(&self, text: &str) -> bool {
        let finder = || finder(&self.language.fields.elsewhere, AhoCorasickKind::ContiguousNFA);
        self.elsewhere.get_or_init(finder).is_match(text)
    }

    /// Whether a word of ingredients stands in one that is not of Latin letters: 정제수 in 해양정제수.
    pub(crate) fn has_ingredient_inside(&self, word: &str) -> bool {
        let words = || self.language.ingredients.words.iter().filter(|word| !word.is_ascii()).collect::<Vec<_>>();
        self.ingredients_inside.get_or_init(|| finder(&words(), AhoCorasickKind::DFA)).is_match(word)
    }
}

impl Grammar {
    fn finders(&self) -> &[AhoCorasick; 2] {
        self.finders.get_or_init(|| {
            let subjects: Vec<&str> = self.subjects.iter().map(Key::as_str).collect();
            [finder(&subjects, AhoCorasickKind::DFA), finder(&self.medicines, AhoCorasickKind::ContiguousNFA)]
        })
    }

    /// Where in a word what packs are about begins and ends.
    pub(crate) fn subjects_in<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Range<usize>> + use<'a> {
        self.finders()[0].find_iter(word).map(|found| found.range())
    }

    /// Whether a text names a medicine.
    pub(crate) fn names_medicine(&self, text: &str) -> bool {
        self.finders()[1].is_match(text)
    }
}
