//! Phrases that tell a label's parts apart, and what each is a sign of.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::heading::{Heading, SectionKind};
use crate::language::{Headings, Language};
use crate::rule::RulePack;
use crate::text::{Span, is_word};

/// What a phrase is a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A heading, before a colon or at the head of a line.
    Heading(Heading),
    /// A heading that may stand anywhere.
    Anywhere(Heading),
    /// A heading of a drug's panel.
    Panel,
    /// What follows is absent: all of it to the end of the sentence, or no more than stands next.
    FreeOf {
        /// Whether it is no more than stands next.
        next: bool,
    },
    /// What stands before is absent.
    Free,
    /// What a pack is about.
    Subject,
    /// A claim in itself that this is absent.
    Claim,
    /// A verb by which a label says what is in the product, before that or behind it.
    Contains {
        /// Whether it stands behind it.
        behind: bool,
    },
    /// What a figure beside it is the content of: what a pack is about.
    Content,
    /// What says by itself that what a pack is about is in the product.
    Based,
    /// What makes a sentence one about other products.
    OfOthers,
    /// A kind of perfume, the strength of which is its content.
    Title,
    /// Ingredients that are not named.
    Opaque,
}

/// A phrase in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) sign: Sign,
    pub(crate) at: Span,
}

impl Phrase {
    /// Whether it is a heading that a word follows with no space between: "May containEthanol".
    pub(crate) fn is_glued_behind(self, text: &str) -> bool {
        let after = || text[self.at.end as usize..].starts_with(is_word);
        matches!(self.sign, Sign::Anywhere(_)) && self.at.of(text).ends_with(is_word) && after()
    }
}

/// A heading of so many bytes is one even where it is glued to the word before it.
pub(super) const LONG_HEADING: usize = 17;

/// The phrases of all languages and packs.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// Those of scripts that part words, by the number of the list that their first word has.
    by_first: Vec<Vec<(Box<str>, Sign)>>,
    /// Those of the other scripts.
    glued: Vec<(Box<str>, Sign)>,
    /// What finds these, made for the first text in such a script.
    finder: OnceLock<Finder>,
}

/// Finds phrases anywhere in a text.
#[derive(Debug)]
struct Finder {
    automaton: AhoCorasick,
    /// What stands in each phrase: itself, and shorter ones.
    inside: Vec<Vec<Phrase>>,
}

impl Phrases {
    /// Takes up a phrase; gives the text of its first token and the number of the list that this is to lead to, if it is
    /// one of whole words.
    pub(super) fn enter(&mut self, text: &str, sign: Sign, list: impl FnOnce(&str, u32) -> u32) {
        if !parts_words(text) {
            self.glued.push((text.into(), sign));
            return;
        }
        let next = self.by_first.len() as u32;
        let number = list(first_token(text), next) as usize;
        if number == self.by_first.len() {
            self.by_first.push(Vec::new());
        }
        self.by_first[number].push((text.into(), sign));
    }

    /// The phrases that stand at `at`, where the first token of a list's phrases begins.
    pub(crate) fn at<'a>(&'a self, list: u32, text: &'a str, at: usize) -> impl Iterator<Item = Phrase> + use<'a> {
        let phrases = self.by_first[list as usize].iter();
        phrases.filter_map(move |(phrase, sign)| {
            let found = Phrase { sign: *sign, at: Span::new(at, at + phrase.len()) };
            let bytes = text.as_bytes();
            // most are told apart by their last byte
            let may_be = bytes.get(at + phrase.len() - 1) == phrase.as_bytes().last();
            (may_be && bytes[at..].starts_with(phrase.as_bytes()) && is_whole(text, found)).then_some(found)
        })
    }

    /// The phrases of scripts that do not part words, anywhere in a text: those that begin first, of these the longest,
    /// and what stands inside of them.
    pub(crate) fn glued<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Phrase> + use<'a> {
        let finder = self.finder.get_or_init(|| Finder::new(&self.glued));
        finder.automaton.find_iter(text).flat_map(|found| {
            let inside = &finder.inside[found.pattern()];
            inside.iter().map(move |phrase| Phrase { at: phrase.at.shifted(found.start()), ..*phrase })
        })
    }
}

impl Finder {
    fn new(phrases: &[(Box<str>, Sign)]) -> Finder {
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
        let automaton = builder.build(phrases.iter().map(|(phrase, _)| &**phrase));
        let inside = |(whole, _): &(Box<str>, Sign)| {
            let parts = phrases.iter().flat_map(|(part, sign)| whole.match_indices(&**part).map(move |m| (m, *sign)));
            parts.map(|((at, part), sign)| Phrase { sign, at: Span::new(at, at + part.len()) }).collect()
        };
        Finder {
            automaton: automaton.expect("a few hundred short phrases make an automaton"),
            inside: phrases.iter().map(inside).collect(),
        }
    }
}

/// All phrases of the languages and the packs with what they are signs of.
pub(super) fn all<'a>(language: &'a Language, packs: &'a [RulePack]) -> Vec<(&'a str, Sign)> {
    let mut all = Vec::new();
    let mut enter = |words: &'a [String], sign: Sign| all.extend(words.iter().map(|word| (word.as_str(), sign)));
    headings(&language.headings).into_iter().for_each(|(words, heading)| enter(words, Sign::Heading(heading)));
    headings(&language.anywhere).into_iter().for_each(|(words, heading)| enter(words, Sign::Anywhere(heading)));
    enter(&language.headings.panel, Sign::Panel);
    enter(&language.claims.free_of, Sign::FreeOf { next: false });
    enter(&language.claims.free_of_next, Sign::FreeOf { next: true });
    enter(&language.statements.contains, Sign::Contains { behind: false });
    enter(&language.statements.contains_behind, Sign::Contains { behind: true });
    enter(&language.statements.content, Sign::Content);
    enter(&language.statements.titles, Sign::Title);
    enter(&language.statements.based, Sign::Based);
    enter(&language.statements.not, Sign::OfOthers);
    enter(&language.fields.opaque, Sign::Opaque);
    packs.iter().for_each(|pack| enter(&pack.grammar.claims, Sign::Claim));
    // words of other scripts are found by their class
    let free = language.claims.free.iter().map(|word| (word.as_str(), Sign::Free));
    let subjects = packs.iter().flat_map(|pack| &pack.grammar.subject).map(|word| (word.as_str(), Sign::Subject));
    all.extend(free.chain(subjects).filter(|(word, _)| !parts_words(word)));
    all
}

fn headings(words: &Headings) -> [(&[String], Heading); 8] {
    [
        (&words.ingredients, Heading::List(SectionKind::Ingredients)),
        (&words.active, Heading::List(SectionKind::Active)),
        (&words.inactive, Heading::List(SectionKind::Inactive)),
        (&words.may_contain, Heading::List(SectionKind::MayContain)),
        (&words.excipients, Heading::Excipients),
        (&words.highlights, Heading::Highlights),
        (&words.absent, Heading::Absent),
        (&words.other, Heading::Other),
    ]
}

/// Whether a text is of a script that parts words with spaces.
pub(super) fn parts_words(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c < '\u{530}' || ('\u{2000}'..='\u{2bff}').contains(&c))
}

/// The first token of a phrase: a run of letters, or of digits, or one other character.
pub(super) fn first_token(text: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(first) = text.chars().next() else { return text };
    let is_same = |c: char| is_word(c) && is_digit(c) == is_digit(first);
    let len = if is_word(first) { text.find(|c| !is_same(c)).unwrap_or(text.len()) } else { first.len_utf8() };
    &text[..len]
}

/// Whether a phrase of a script that parts words stands as whole words.
fn is_whole(text: &str, phrase: Phrase) -> bool {
    let words = phrase.at.of(text);
    let before = text[..phrase.at.start as usize].chars().next_back();
    let after = text[phrase.at.end as usize..].chars().next();
    let goes_on = |c: Option<char>| c.is_some_and(is_word);
    let is_glued = goes_on(before) && words.starts_with(is_word);
    let is_apart = || !(is_glued || goes_on(after) && words.ends_with(is_word));
    match phrase.sign {
        Sign::Subject | Sign::Claim | Sign::Opaque | Sign::Free => true,
        // "0%" is a claim, the end of "15.0%" is not.
        Sign::FreeOf { .. } if words.starts_with('0') => {
            !is_glued && !matches!(before, Some('.' | ',')) && !goes_on(after) && !matches!(after, Some('-' | '~'))
        }
        Sign::Heading(_) | Sign::FreeOf { .. } | Sign::Panel | Sign::Contains { .. } => is_apart(),
        Sign::Content | Sign::Title | Sign::Based | Sign::OfOthers => is_apart(),
        // "75% ± 5%" is an amount.
        Sign::Anywhere(_) if words.starts_with(['±', '+']) => {
            let behind = text[phrase.at.end as usize..].trim_start_matches(' ');
            !before.is_some_and(|c| c.is_ascii_digit() || c == '%') && !behind.starts_with(|c: char| c.is_ascii_digit())
        }
        // "v/vInactive ingredients": nothing but a heading reads so.
        Sign::Anywhere(_) => words.len() >= LONG_HEADING || !is_glued,
    }
}
