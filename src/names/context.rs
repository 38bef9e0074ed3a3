//! What stands beside a known name in an item, and whether it leaves the name what it is.
//!
//! "Organic Alcohol" is alcohol, "Cetyl Alcohol" is not, and in "Iron Oxides (CI 77491) Alcohol" a separator was lost.

use super::item::{Item, Part, PartKind};
use crate::label::Amount;
use crate::language::Names;
use crate::lexicon::NameId;
use crate::text::Span;

/// A side of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The number of a US formula behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// Where it ends in the keys.
    pub(super) end: u32,
    /// "40-B" and not "40", which could be a strength.
    pub(super) has_letter: bool,
}

/// What a name's neighbours say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// Whether they leave it what it is.
    pub(super) stands: bool,
    /// Whether the one behind it does.
    pub(super) right: bool,
    /// The amount that is printed with it.
    pub(super) amount: Option<Amount>,
}

/// Longest word before a name that may be a mark of certification, in bytes.
const LONGEST_MARK: usize = 4;

/// An item and the known names in it, among which each is judged.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) item: &'a Item<'a>,
    /// By their places in the keys.
    pub(super) found: &'a [(Span, NameId)],
}

/// Whether one side of a name leaves it what it is, and the part with an amount there.
type OneSide = (bool, Option<usize>);

impl<'a> Context<'a> {
    /// Looks at what stands beside the name at `at`.
    pub(super) fn surroundings(self, at: Span) -> Surroundings {
        let (left, right) = (self.left(at), self.right(at));
        let is_whole = !self.is_composition(at);
        let amount = if self.leads_with_amounts() { left.1.or(right.1) } else { right.1.or(left.1) };
        let amount = amount.and_then(|part| self.item.parts[part].amount);
        Surroundings { stands: left.0 && right.0 && is_whole, right: right.0 && is_whole, amount }
    }

    /// What is known of the words beside names.
    pub(super) fn words(self) -> &'a Names {
        &self.item.view.lexicon.language.names
    }

    /// Whether a known name ends at a place in the keys that stands to the left of another, or begins to the right of it.
    fn borders(self, key: u32, side: Side) -> bool {
        let names = &self.item.view.lexicon.names;
        self.found.iter().any(|&(other, name)| match side {
            // "Auszugsmittel Ethanol": a word that makes a thing of its own of what stands behind it.
            Side::Left => other.end == key && !names.facts(name).is_word,
            Side::Right => other.start == key,
        }) || side == Side::Left && self.item.ends_in_qualifiers(key)
    }

    /// Whether amounts stand before their names: "0.5% Camphor 70% Alcohol 1% Menthol".
    fn leads_with_amounts(self) -> bool {
        let first = self.item.parts.iter().find(|part| part.kind != PartKind::Open);
        first.is_some_and(|part| part.kind == PartKind::Amount)
    }

    /// Whether a name is one of several in that of a polymer or a ferment: "Pichia/Glycerin/Methyl Alcohol Ferment".
    fn is_composition(self, at: Span) -> bool {
        let (item, text) = (self.item, self.item.view.text());
        let words = || item.parts.iter().filter(|part| part.kind == PartKind::Word).map(|part| item.word(part));
        let is_made = || words().any(|w| matches!(w, "copolymer" | "crosspolymer" | "ferment" | "lees"));
        let name = item.source(at);
        let is_part = Span { start: item.at.start, end: name.start }.of(text).ends_with('/')
            || Span { start: name.end, end: item.at.end.max(name.end) }.of(text).starts_with('/');
        is_part && is_made() && words().count() <= 12 && !item.parts.iter().any(|part| part.kind == PartKind::Open)
    }

    /// Whether so many names stand in an item, or so many amounts, that separators must be missing: then an unknown word
    /// is a name of its own rather than a kind of what follows.
    fn is_run_together(self) -> bool {
        let count = |kind: PartKind| self.item.parts.iter().filter(|part| part.kind == kind).count();
        count(PartKind::Word) >= 6 || count(PartKind::Amount) >= 2
    }

    /// Whether a word says what kind of thing follows, known or not.
    fn is_kind(self, word: &str) -> bool {
        let endings = ["yl", "ylic", "yle"];
        self.is_no_end(word) || word.len() < 3 || endings.iter().any(|ending| word.ends_with(ending))
    }

    fn is_no_end(self, word: &str) -> bool {
        self.words().no_ends.iter().any(|no_end| no_end == word)
    }

    /// Whether a word ends a name, so that what follows is another.
    fn is_end(self, word: &str) -> bool {
        !self.is_no_end(word) && self.words().ends.iter().any(|end| word.ends_with(end.as_str()))
    }

    /// Whether a word describes the one before it: "alcool cétylique".
    pub(super) fn is_adjective(self, word: &str) -> bool {
        self.words().adjectives.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    fn left(self, at: Span) -> OneSide {
        let item = self.item;
        let first = item.part_at(at.start);
        let side = |stands| (stands, None);
        if item.parts[first].key.start < at.start {
            return side(self.stands_behind_run(first, at));
        }
        let mut from = at.start;
        let mut amount = None;
        for index in (0..first).rev() {
            let part = &item.parts[index];
            match part.kind {
                // "(50 %) Alcohol"
                PartKind::Close if index == 2 && amount.is_none() && item.parts[1].kind == PartKind::Amount => {
                    return (true, Some(1));
                }
                // "soluble in alcohol"
                PartKind::Break => return (!self.is_blocked_before(index) && !self.is_made_before(index), amount),
                // "2-(2-ethoxyethoxy)ethanol"
                PartKind::Close if item.parts[index + 1].glued && item.parts[0].kind == PartKind::Number => {
                    return side(false);
                }
                PartKind::Open | PartKind::Close => break,
                PartKind::Amount => {
                    from = part.key.start;
                    amount = Some(index);
                }
                PartKind::Number => return side(from < at.start || !self.is_range(index)),
                PartKind::Run if !item.parts[index + 1].glued => return side(true),
                PartKind::Word | PartKind::Run if item.is_qualifier(index) => from = part.key.start,
                PartKind::Word | PartKind::Run if self.borders(from, Side::Left) => return side(true),
                // An amount with a name before it is that name's, unless all amounts stand before their names.
                PartKind::Word if amount.is_some() => return (true, amount.filter(|_| self.leads_with_amounts())),
                PartKind::Word => {
                    let word = item.word(part);
                    // "CO Ethyl Alcohol": a mark before a name of several words
                    let is_mark = || {
                        word.len() <= LONGEST_MARK
                            && !word.ends_with("yl")
                            && item.part_at(at.start) < item.part_at(at.end - 1)
                    };
                    let is_known = || self.item.view.lexicon.names.get(word).is_some();
                    return side(
                        self.is_end(word) || is_known() || is_mark() || self.is_run_together() && !self.is_kind(word),
                    );
                }
                PartKind::Run => return side(amount.is_some()),
            }
        }
        (true, amount)
    }

    /// Whether a word that makes another thing of a name stands before what parts them.
    fn is_blocked_before(self, at_break: usize) -> bool {
        let (item, words) = (self.item, self.words());
        let is_one_of = |list: &[String], index: usize| list.iter().any(|one| one == item.word(&item.parts[index]));
        let beside = item.parts[..at_break].iter().rposition(|part| matches!(part.kind, PartKind::Open));
        let is_soluble = (beside.unwrap_or(0)..at_break).any(|index| is_one_of(&words.soluble, index));
        let before = at_break.checked_sub(1).filter(|index| !item.is_qualifier(*index));
        is_soluble || before.is_some_and(|index| is_one_of(&words.blocks, index))
    }

    /// Whether a word that makes a thing of its own of what stands behind it stands before a colon: "Auszugsmittel: Ethanol".
    fn is_made_before(self, colon: usize) -> bool {
        let item = self.item;
        let is_colon = item.parts[colon].span.of(item.view.text()) == ":";
        let ends = |end: u32| {
            self.found.iter().any(|(at, name)| at.end == end && item.view.lexicon.names.facts(*name).is_word)
        };
        is_colon && colon.checked_sub(1).is_some_and(|before| ends(item.parts[before].key.end))
    }

    /// Whether a name inside a run of letters stands behind the end of another, or is too long to be the end of one.
    fn stands_behind_run(self, part: usize, at: Span) -> bool {
        let before = self.item.key(Span { start: self.item.parts[part].key.start, end: at.start });
        self.borders(at.start, Side::Left)
            || self.words().ends_glued.iter().any(|end| before.ends_with(end.as_str()))
            || !self.item.view.lexicon.grammar.heads_glued.contains(self.item.key(at))
    }

    fn right(self, at: Span) -> OneSide {
        let item = self.item;
        let last = item.part_at(at.end - 1);
        if item.parts[last].key.end > at.end {
            let after = item.key(Span { start: at.end, end: item.parts[last].key.end });
            // behind another name it is one of a list that nothing parts
            let is_listed = || item.parts[last].key.start < at.start && !self.is_blocked_run(after, false);
            return (self.borders(at.end, Side::Right) || !self.is_blocked_run(after, true) || is_listed(), None);
        }
        let formula_end = self.formula(at).map_or(at.end, |formula| formula.end);
        let is_generic = item.part_at(at.start) == last;
        let mut amount = None;
        for (index, part) in item.parts.iter().enumerate().skip(last + 1) {
            let word = item.word(part);
            let stands = match part.kind {
                _ if !word.is_empty() && part.key.end <= formula_end => continue,
                PartKind::Amount => {
                    amount = amount.or(Some(index));
                    continue;
                }
                PartKind::Open => return (true, amount.or_else(|| self.amount_of_bracket(index))),
                // "Alcohol, 62 %", "乙醇，含量 75 %"
                PartKind::Break if self.is_followed_by_amount(index) => continue,
                PartKind::Number => self.is_right_of_number(index),
                // "Alcohol (Denat.) 34 %"
                PartKind::Close if index == last + 1 && item.depth_in(at) > 0 => continue,
                PartKind::Break | PartKind::Close => true,
                PartKind::Word | PartKind::Run if item.is_qualifier(index) => continue,
                // "alcohol al 70 %"
                PartKind::Word if self.is_content(word) && self.is_followed_by_amount(index) => continue,
                PartKind::Word if self.words().blocks.iter().any(|block| block == word) => false,
                PartKind::Word if self.words().soluble.iter().any(|soluble| soluble == word) => false,
                PartKind::Run if self.is_blocked_run(word, part.glued && index == last + 1) => false,
                PartKind::Word | PartKind::Run if self.borders(part.key.start, Side::Right) => true,
                PartKind::Word if is_generic && self.is_adjective(word) => false,
                // In Arabic and in Hebrew the kind stands behind, as a word of any form.
                PartKind::Word => !(is_generic && index == last + 1 && is_semitic(item.key(at)) && is_semitic(word)),
                PartKind::Run => true,
            };
            return (stands, amount);
        }
        (true, amount)
    }

    /// Whether a word stands between a name and how much of it there is.
    fn is_content(self, word: &str) -> bool {
        self.item.view.lexicon.language.amounts.content.iter().any(|content| content == word)
    }

    /// Whether a number behind a name leaves it what it is: not before an adjective with its locants, and not where the
    /// number may be one letter of a word.
    fn is_right_of_number(self, index: usize) -> bool {
        let parts = &self.item.parts;
        !self.is_adjective_behind(index)
            && !parts.get(index + 1).is_some_and(|next| {
                let is_inside = parts[index].glued && next.glued && next.kind == PartKind::Word;
                is_inside && next.key.len() > 1
            })
    }

    /// Whether an amount stands behind a part, or behind the words that change nothing there.
    fn is_followed_by_amount(self, index: usize) -> bool {
        let next = (index + 1..self.item.parts.len()).find(|&next| !self.item.is_qualifier(next));
        next.is_some_and(|next| self.item.parts[next].kind == PartKind::Amount)
    }

    /// Whether an adjective stands behind a number with its locants: "alcohol 2,4-dichlorobenzylicus".
    fn is_adjective_behind(self, number: usize) -> bool {
        let next = self.item.parts[number..].iter().find(|part| part.kind != PartKind::Number);
        next.is_some_and(|part| part.kind == PartKind::Word && self.is_adjective(self.item.word(part)))
    }

    /// Whether letters behind a name make it another thing. Glued to it, Chinese characters and kana do, but for the words
    /// of an amount: 乙醇含量.
    fn is_blocked_run(self, after: &str, is_glued: bool) -> bool {
        let is_han_or_kana = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c);
        let content = &self.item.view.lexicon.language.amounts.content;
        self.words().blocks_glued.iter().any(|block| after.starts_with(block.as_str()))
            || is_glued
                && after.starts_with(is_han_or_kana)
                && !content.iter().any(|word| after.starts_with(word.as_str()))
    }

    /// The amount that is all the bracket holds which opens at the part `open`, or that stands behind it.
    fn amount_of_bracket(self, open: usize) -> Option<usize> {
        let kind = |index: usize| self.item.parts.get(index).map(|part| part.kind);
        let close = (open..self.item.parts.len()).find(|&index| kind(index) == Some(PartKind::Close));
        // "(70 % vol., 62 % m/m)"
        let mut inside = open + 1..close.unwrap_or(self.item.parts.len());
        let is_amount = kind(open + 1) == Some(PartKind::Amount);
        if is_amount && inside.all(|index| matches!(kind(index), Some(PartKind::Amount | PartKind::Break))) {
            return Some(open + 1);
        }
        let close = close?;
        (kind(close + 1) == Some(PartKind::Amount)).then_some(close + 1)
    }

    /// Whether a number is the end of a carbon range, which makes a fatty alcohol: "C14-22 Alcohol".
    fn is_range(self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|i| &self.item.parts[i]);
        before.is_some_and(|part| part.kind == PartKind::Number || self.item.word(part) == "c")
            || self.item.parts.get(index + 1).is_some_and(|next| next.glued && next.kind == PartKind::Run)
    }

    /// The number of a formula behind the name at `at`: "40", "40-B", "No. 39 C".
    pub(super) fn formula(self, at: Span) -> Option<Formula> {
        let item = self.item;
        let mut parts = item.parts.iter().skip_while(|part| part.key.start < at.end).peekable();
        let is_said = |part: &&Part| matches!(item.word(part), "no" | "nr" | "formula" | "sd" | "sda");
        while parts.next_if(is_said).is_some() {}
        let number = parts.next_if(|part| part.kind == PartKind::Number && part.key.len() <= 2)?;
        // "SD A1cohol" is a misprint and no formula 1.
        if parts.peek().is_some_and(|next| next.glued && next.kind == PartKind::Word && next.key.len() > 1) {
            return None;
        }
        let formulas = &item.view.lexicon.grammar.formulas;
        let is_lettered = |letter: &&Part| {
            letter.kind == PartKind::Word
                && formulas.contains(item.key(Span { start: number.key.start, end: letter.key.end }))
        };
        let letter = parts.next_if(is_lettered);
        Some(Formula { end: letter.unwrap_or(number).key.end, has_letter: letter.is_some() })
    }
}

fn is_semitic(word: &str) -> bool {
    word.starts_with(|c: char| ('\u{590}'..='\u{6ff}').contains(&c))
}
