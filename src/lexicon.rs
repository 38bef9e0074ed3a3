//! The lexicon: what is known of words, phrases and names, from languages and packs, made ready to be asked of each word of
//! each list.

mod class;
mod endings;
mod finders;
mod heading;
mod names;
mod phrases;
mod table;
mod units;

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::Language;
use crate::rule::{Name, RulePack, Trigger};
use crate::text::{Key, is_word};
use crate::vocabulary::Vocabulary;
use crate::volumes::Volumes;
use phrases::{LONG_HEADING, first_token};

pub(crate) use class::Class;
pub(crate) use endings::Endings;
pub(crate) use heading::Heading;
pub use heading::SectionKind;
pub(crate) use names::{Facts, Known, NameId, Names, SubstanceIndex};
pub(crate) use phrases::{Phrase, Phrases, Sign};
pub(crate) use table::{Ends, Table, chunk};
pub(crate) use units::GluedUnit;

/// What is known of words, phrases and names.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Of each word its classes, and the list of phrases that it begins.
    words: Table<(Class, u32)>,
    /// How words begin that are about what a pack is about, by a bit for their first four bytes.
    stems: Vec<Box<str>>,
    stem_bits: u64,
    pub(crate) phrases: Phrases,
    /// First words of headings that may begin in the middle of a word, and a bit for the last two bytes of each.
    heads: Endings,
    head_bits: u64,
    pub(crate) names: Names,
    /// How names of scripts that do not part words begin, if they are told of.
    pub(crate) glued_starts: Starts,
    /// The words of all languages, for what is asked seldom.
    pub(crate) language: Language,
    pub(crate) grammar: Grammar,
    pub(crate) ingredient_endings: Endings,
    pub(crate) free_endings: Endings,
    pub(crate) goes_on: Endings,
    /// Endings of what heads nothing though a colon follows, and verbs behind headings.
    pub(crate) no_headings: Endings,
    pub(crate) heading_verbs: Endings,
    /// Endings of keys that rules note where the name is unknown.
    pub(crate) unknown_endings: Endings,
    pub(crate) nothing: FxHashSet<String>,
    pub(crate) vocabulary: Vocabulary,
    /// Units, the longest first: each with its worth in grams or millilitres, and whether it is one of volume.
    pub(crate) units: Vec<(Box<str>, f64, bool)>,
    /// What volumes come to by weight of what packs know most of: that whose strength is stated beside quantities.
    pub(crate) spirit: Volumes,
    /// Units that a name may follow without a space, the longest first.
    glued_units: Vec<GluedUnit>,
    /// Finds what sends the reader elsewhere, and words of ingredients that are not of Latin letters.
    elsewhere: OnceLock<AhoCorasick>,
    ingredients_inside: OnceLock<AhoCorasick>,
}

/// The grammars of all packs as one.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    /// Qualifiers of one word or two.
    pub(crate) qualifiers: FxHashSet<Key>,
    /// What packs are about.
    pub(crate) subjects: Vec<Key>,
    /// Finds these inside of words, and words by which a label is known as that of a medicine.
    finders: OnceLock<[AhoCorasick; 2]>,
    medicines: Vec<String>,
    pub(crate) bases: Vec<Key>,
    pub(crate) heads: FxHashSet<Key>,
    pub(crate) completions: FxHashSet<Key>,
    pub(crate) kinds: FxHashSet<Key>,
    pub(crate) heads_glued: FxHashSet<Key>,
    pub(crate) formulas: FxHashSet<Key>,
    /// Nouns that several kinds may share, in any number, with the noun for one.
    pub(crate) nouns: FxHashMap<Key, Key>,
}

/// No list of phrases.
const NONE: u32 = u32::MAX;

impl Lexicon {
    /// The lexicon of a language, which may be several in one, and of packs with their substances.
    pub(crate) fn new(mut language: Language, packs: &[RulePack], known: &[Known]) -> Lexicon {
        let endings = packs.iter().flat_map(|pack| &pack.rules).filter_map(|rule| match &rule.trigger {
            Trigger::UnknownEnding(endings) => Some(endings),
            _ => None,
        });
        let mut lexicon = Lexicon {
            words: Table::with_capacity(1 << 11),
            stems: Vec::new(),
            stem_bits: 0,
            phrases: Phrases::default(),
            heads: Endings::default(),
            head_bits: 0,
            names: Names::new(&language, packs, known),
            glued_starts: Starts::default(),
            grammar: Grammar::new(packs),
            ingredient_endings: Endings::new(language.ingredients.endings.iter().map(String::as_str)),
            free_endings: Endings::new(language.claims.free.iter().map(String::as_str)),
            goes_on: Endings::new(language.sentences.goes_on.iter().map(String::as_str)),
            no_headings: Endings::new(language.headings.not.iter().map(String::as_str)),
            heading_verbs: Endings::new(language.headings.verbs.iter().map(String::as_str)),
            unknown_endings: Endings::new(endings.flatten().map(Key::as_str)),
            nothing: language.fields.nothing.iter().cloned().collect(),
            vocabulary: crate::builtin::vocabulary(),
            units: units::units(&language),
            spirit: packs
                .iter()
                .flat_map(|pack| &pack.substances)
                .map(|s| &s.volumes)
                .max_by_key(|v| v.points())
                .cloned()
                .unwrap_or_default(),
            glued_units: units::glued_units(&language),
            elsewhere: OnceLock::new(),
            ingredients_inside: OnceLock::new(),
            language: Language::default(),
        };
        packs.iter().for_each(|pack| lexicon.enter_stems(pack));
        packs.iter().for_each(|pack| lexicon.enter_grammar(pack));
        lexicon.enter_classes(&language);
        let phrases = phrases::all(&language, packs);
        phrases.iter().for_each(|(phrase, sign)| lexicon.enter_phrase(phrase, *sign));
        lexicon.enter_heads(&phrases);
        for name in packs.iter().flat_map(|pack| &pack.substances).flat_map(|s| s.names.iter().chain(&s.words)) {
            lexicon.enter_name(name);
        }
        let alone = packs.iter().flat_map(|pack| &pack.substances).flat_map(|s| &s.alone);
        alone.filter(|name| name.is_numbered()).for_each(|name| lexicon.enter_name(name));
        language.things.sort();
        lexicon.language = language;
        lexicon
    }

    /// The class of the word `padded[start..end]`, and the list of phrases that it begins; eight bytes stand behind it.
    #[inline]
    pub(crate) fn word(&self, padded: &str, start: usize, end: usize) -> (Class, Option<u32>) {
        let ends = Ends::of(padded.as_bytes(), start, end);
        if let Some((class, list)) = self.words.find(ends, padded.as_bytes(), start, end) {
            return (class, Some(list).filter(|list| *list != NONE));
        }
        if self.stem_bits >> stem_bit(ends.start()) & 1 == 0 {
            return (Class::default(), None);
        }
        (self.stem_class(&padded[start..end]), None)
    }

    /// The list of the headings that begin in the middle of the word `padded[start..end]`, and where they do.
    #[inline]
    pub(crate) fn heading_in(&self, padded: &str, start: usize, end: usize) -> Option<(u32, usize)> {
        let is_any = end - start > 2 && self.head_bits >> head_bit(&padded.as_bytes()[..end]) & 1 == 1;
        is_any.then(|| self.heads.of(&padded[start..end]).min_by_key(|(before, _)| before.len())).flatten().and_then(
            |(before, _)| {
                let at = start + before.len();
                Some((self.word(padded, at, end).1?, at))
            },
        )
    }

    /// The unit that a text begins with, if a name may follow it without a space.
    pub(crate) fn glued_unit(&self, text: &str) -> Option<&GluedUnit> {
        self.glued_units.iter().find(|unit| text.starts_with(&*unit.text))
    }

    /// The class of a word that is on no list, by how it begins.
    fn stem_class(&self, word: &str) -> Class {
        let is_subject = self.stems.iter().any(|stem| word.starts_with(&**stem));
        if is_subject { Class::SUBJECT } else { Class::default() }
    }

    fn enter_word(&mut self, word: &str, class: Class) {
        let stem = self.stem_class(word);
        self.words.entry(word, (stem, NONE)).0 |= class;
    }

    fn enter_classes(&mut self, language: &Language) {
        let (sentences, claims, amounts) = (&language.sentences, &language.claims, &language.amounts);
        let masses = amounts.grams.keys().chain(amounts.millilitres.keys());
        let bounds = amounts.at_most.iter().chain(&amounts.at_least).chain(&amounts.content);
        // "de" of "más de" stands in many a name
        let is_long = |word: &&str| word.chars().nth(3).is_some();
        let bounds =
            bounds.flat_map(|words| [first_token(words)].into_iter().chain(words.split_whitespace().filter(is_long)));
        let classes: [(Vec<&String>, Class); 13] = [
            (amounts.before_total.iter().collect(), Class::TOTAL),
            (sentences.words.iter().collect(), Class::PROSE),
            (sentences.abbreviations.iter().collect(), Class::ABBREVIATION),
            (sentences.conjunctions.iter().collect(), Class::JOINS),
            (claims.absentees.iter().collect(), Class::ABSENTEE),
            (claims.free.iter().filter(|word| first_token(word) == word.as_str()).collect(), Class::FREE),
            (claims.none.iter().collect(), Class::NONE),
            (language.ingredients.words.iter().collect(), Class::INGREDIENT),
            (language.names.conjunctions.iter().chain(&language.names.prepositions).collect(), Class::PARTS),
            (amounts.percent.iter().chain(&amounts.by_volume).chain(&amounts.by_weight).collect(), Class::UNIT),
            (masses.collect(), Class::UNIT.and(Class::MASS)),
            (language.facts.water.iter().collect(), Class::WATER),
            (language.fields.nothing.iter().collect(), Class::NOTHING),
        ];
        for (words, class) in classes {
            words.into_iter().for_each(|word| self.enter_word(first_token(word), class));
        }
        bounds.for_each(|word| self.enter_word(first_token(word), Class::BOUND));
    }

    /// Before any word: one that begins with a stem has its class.
    fn enter_stems(&mut self, pack: &RulePack) {
        for stem in pack.grammar.subject.iter().filter(|stem| phrases::parts_words(stem)) {
            self.stems.push(stem.as_str().into());
            self.stem_bits |= 1 << stem_bit(Ends::of_text(stem.as_bytes()).start());
        }
    }

    fn enter_grammar(&mut self, pack: &RulePack) {
        for word in &pack.grammar.subject {
            self.enter_word(word, Class::SUBJECT);
        }
        for qualifier in &pack.grammar.qualifiers {
            let tokens: Vec<&str> = tokens(qualifier).collect();
            let class = if tokens.len() == 1 { Class::QUALIFIER } else { Class::QUALIFIES };
            tokens.into_iter().for_each(|token| self.enter_word(token, class));
        }
        let kinds = pack.grammar.kinds.iter().map(Key::as_str);
        for word in pack.grammar.completions.iter().map(String::as_str).chain(kinds) {
            self.enter_word(first_token(word), Class::COMPLETION);
        }
    }

    fn enter_phrase(&mut self, phrase: &str, sign: Sign) {
        if !phrases::parts_words(phrase) {
            self.glued_starts.enter_phrase(phrase);
        }
        let stem = self.stem_class(first_token(phrase));
        self.phrases.enter(phrase, sign, |first, next| {
            let (class, list) = self.words.entry(first, (stem, NONE));
            *class |= Class::PHRASE;
            *list = if *list == NONE { next } else { *list };
            *list
        });
    }

    fn enter_heads(&mut self, phrases: &[(&str, Sign)]) {
        let may_be_glued = |(phrase, sign): &&(&str, Sign)| {
            matches!(sign, Sign::Anywhere(_)) && phrase.len() >= LONG_HEADING && phrases::parts_words(phrase)
        };
        let heads: Vec<&str> = phrases.iter().filter(may_be_glued).map(|(phrase, _)| first_token(phrase)).collect();
        self.head_bits = heads.iter().fold(0, |bits, head| bits | 1 << head_bit(head.as_bytes()));
        self.heads = Endings::new(heads);
    }

    /// Notes how a name begins that is told of in a script that does not part words, or that has a number in it.
    fn enter_name(&mut self, name: &Name) {
        let is_told = || self.names.get(name.key()).is_some_and(|id| self.names.facts(id).is_told);
        if name.is_numbered() {
            // "SD Alcohol 40" may be printed as one word
            let mut begun = String::new();
            for token in tokens(name.folded().as_str()) {
                begun.push_str(token);
                self.enter_word(&begun, Class::NUMBERED);
            }
        } else if !phrases::parts_words(name.key()) && is_told() {
            self.glued_starts.enter_name(name.key());
        }
    }
}

/// The bit for how a word begins.
fn stem_bit(start: u32) -> u32 {
    start.wrapping_mul(0x9e37_79b1) >> 26
}

/// The bit for how a word ends.
#[inline]
fn head_bit(word: &[u8]) -> u32 {
    let last = word.last_chunk::<2>().map_or(0, |last| u16::from_le_bytes(*last));
    u32::from(last).wrapping_mul(0x9e37_79b1) >> 26
}

/// The words and numbers of a folded text.
fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !is_word(c));
        let token = first_token(rest);
        rest = &rest[token.len()..];
        (!token.is_empty()).then_some(token)
    })
}

impl Grammar {
    /// Whether a key begins with one that the lists of a pack begin with.
    pub(crate) fn starts_list(&self, key: &str) -> bool {
        self.bases.iter().any(|base| key.starts_with(base.as_str()))
    }

    fn new(packs: &[RulePack]) -> Grammar {
        let mut all = Grammar::default();
        for grammar in packs.iter().map(|pack| &pack.grammar) {
            let key = |folded: &String| Key::of_folded(folded);
            all.qualifiers.extend(grammar.qualifiers.iter().map(key));
            all.subjects.extend(grammar.subject.iter().map(key));
            all.bases.extend(grammar.bases.iter().cloned());
            all.heads.extend(grammar.heads.iter().cloned());
            all.completions.extend(grammar.completions.iter().map(key));
            all.kinds.extend(grammar.kinds.iter().cloned());
            all.heads_glued.extend(grammar.heads_glued.iter().cloned());
            all.formulas.extend(grammar.formulas.iter().cloned());
            all.nouns.extend(grammar.nouns.clone());
            all.medicines.extend(grammar.medicines.iter().cloned());
        }
        all
    }
}

/// How names and phrases begin in scripts that do not part words, by their first two characters: whether a name begins so,
/// and whether a phrase does.
#[derive(Clone, Debug)]
pub(crate) struct Starts(Vec<u8>);

impl Default for Starts {
    fn default() -> Starts {
        Starts(vec![0; 1 << 15])
    }
}

impl Starts {
    fn enter_name(&mut self, key: &str) {
        self.0[Starts::hash_of(key)] |= 1;
    }

    fn enter_phrase(&mut self, phrase: &str) {
        self.0[Starts::hash_of(phrase)] |= 2;
    }

    fn hash_of(text: &str) -> usize {
        let mut chars = text.chars().map(u32::from);
        hash(chars.next().unwrap_or_default(), chars.next().unwrap_or_default())
    }

    /// Whether a name may begin a text.
    pub(crate) fn name(&self, text: &str) -> bool {
        let mut chars = text.chars().map(u32::from);
        self.bits(chars.next().unwrap_or_default(), chars.next().unwrap_or_default()) & 1 == 1
    }

    /// Whether a name or a phrase may begin with these characters, or be the first of them, as bits; 0 is no character.
    #[inline]
    pub(crate) fn bits(&self, first: u32, second: u32) -> u8 {
        self.0[hash(first, second)] | self.0[hash(first, 0)]
    }

    /// What such bits say.
    pub(crate) fn class(bits: u8) -> Class {
        let name = if bits & 1 == 0 { Class::default() } else { Class::NAME };
        if bits & 2 == 0 { name } else { name.and(Class::PHRASE) }
    }
}

#[inline]
fn hash(first: u32, second: u32) -> usize {
    (first.wrapping_mul(0x9e37_79b1) ^ second).wrapping_mul(0x85eb_ca6b) as usize >> 17
}
