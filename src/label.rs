//! A label: the text of an ingredient list, and where in it each ingredient stands.
//!
//! Reading cannot fail. Any text gives a label; what is odd about it becomes a [`Remark`], and a text without a list says
//! why it is [`Unreadable`]. A text is cut into tokens once; all else is asked of these.

mod amount;
mod amounts;
mod answers;
mod bounds;
mod chars;
mod claims;
mod concentration;
mod cursor;
mod cuts;
mod damaged;
mod headings;
mod items;
mod known;
mod learn;
mod lex;
mod lists;
mod memory;
mod order;
mod prose;
mod readable;
mod remark;
mod section;
mod sections;
mod sentence;
mod statements;
mod together;
mod tokens;
mod unreadable;
mod view;

use std::ops::Range;

use crate::lexicon::{Class, Lexicon};
use crate::text::Span;
use memory::Memory;

pub use crate::lexicon::SectionKind;
pub use crate::ppm::Ppm;
pub use amount::{Amount, Measure};
pub use concentration::{Basis, Bound, Concentration};
pub use order::Order;
pub use remark::{Remark, RemarkKind};
pub use section::Section;
pub use unreadable::Unreadable;

pub(crate) use amount::Quantity;
pub(crate) use bounds::Bounds;
pub(crate) use tokens::{Kind, Tokens};
pub(crate) use view::View;

/// An ingredient list with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    text: String,
    sections: Vec<Section>,
    ingredients: Vec<Ingredient>,
    remarks: Vec<Remark>,
    unreadable: Option<Unreadable>,
}

/// One entry of a list, which may give a thing several names: "Aqua/Water/Eau".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingredient {
    /// Where it stands in the label's text, with its amount and its brackets.
    pub span: Span,
    /// Place in its section, 1-based.
    pub rank: u32,
    /// Index into [`Label::sections`].
    pub section: usize,
    /// The amount printed with it.
    pub stated: Option<Amount>,
}

impl Label {
    /// The text as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The sections, in the order of the text.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The ingredients of all sections, in the order of the text.
    pub fn ingredients(&self) -> &[Ingredient] {
        &self.ingredients
    }

    /// What the parser noticed.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Why no list could be read, when none could.
    pub fn unreadable(&self) -> Option<Unreadable> {
        self.unreadable
    }
}

/// What reading labels takes up, one after another: room that is used again.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    tokens: Tokens,
    lists: Lists,
}

/// The lists of a text. Places in it are of the folded text.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) sections: Vec<Section>,
    pub(crate) items: Vec<Item>,
    /// Sentences beside the lists: descriptions, directions, warnings.
    pub(crate) asides: Vec<Span>,
    pub(crate) remarks: Vec<(RemarkKind, Span)>,
    /// What is stated of the content, until each is an item of a section of its own.
    statements: Vec<Span>,
    pub(crate) unreadable: Option<Unreadable>,
    /// Whether commas were put in where there were none.
    is_parted: bool,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Its first token, and the one behind its last.
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// In the folded text.
    pub(crate) at: Span,
    /// Place in its section, 1-based.
    pub(crate) rank: u32,
    pub(crate) section: u32,
    /// The classes of all its words.
    pub(crate) class: Class,
    pub(crate) stated: Option<Amount>,
}

impl Item {
    pub(crate) fn tokens(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// A text as it was read.
#[derive(Clone, Copy)]
pub(crate) struct Parsed<'a> {
    pub(crate) source: &'a str,
    pub(crate) view: View<'a>,
    pub(crate) lists: &'a Lists,
}

/// The most items of a text in which names stand one behind the other with nothing but spaces between: a text in which
/// something parts them has more.
const MOST_UNSEPARATED: usize = 2;

/// Longest text that is read, in bytes; what stands behind it is left out and remarked on.
const LONGEST_TEXT: usize = 1 << 30;

impl Reading {
    /// Reads a text. Any will do.
    pub(crate) fn read<'a>(&'a mut self, lexicon: &'a Lexicon, text: &'a str) -> Parsed<'a> {
        let source = &text[..text.floor_char_boundary(LONGEST_TEXT)];
        self.tokens.read(lexicon, source);
        if !self.lists(lexicon, source, text) {
            self.tokens.lex(lexicon, false);
            self.lists(lexicon, source, text);
        }
        let view = View { lexicon, tokens: &self.tokens };
        let starts = match self.lists.unreadable {
            Some(Unreadable::NotIngredients) => together::starts(view, &self.lists.items),
            None if self.lists.items.len() <= MOST_UNSEPARATED => together::starts_of_words(view, &self.lists.items),
            _ => Vec::new(),
        };
        if !starts.is_empty() {
            self.tokens.folded.part(&starts);
            self.tokens.lex(lexicon, false);
            self.lists.is_parted = true;
            self.lists(lexicon, source, text);
            self.lists.is_parted = false;
        }
        let Reading { tokens, lists } = self;
        Parsed { source, view: View { lexicon, tokens }, lists }
    }

    /// Reads the lists from the tokens. Whether they are right: a familiar name that turns out to be only a part of
    /// something must be read by its words.
    fn lists(&mut self, lexicon: &Lexicon, source: &str, text: &str) -> bool {
        let Reading { tokens, lists } = self;
        lists.clear();
        let view = View { lexicon, tokens };
        if source.len() < text.len() {
            lists.remarks.push((RemarkKind::Truncated, Span::new(view.text().len(), view.text().len())));
        }
        let parts = sections::cut(view);
        let mut read_to = 0;
        for region in &parts.regions {
            // The heading of a list may state the total of its quantities, or that of the list before it.
            let end = region.lists.last().map_or(read_to, |list| list.end);
            let read = Span { start: read_to.min(end), end };
            lists.add_section(view, region, read);
            read_to = end;
        }
        let spans = parts.regions.iter().flat_map(|region| &region.lists).chain(&parts.asides);
        let mut ends = spans.chain(parts.remarks.iter().map(|(_, at)| at)).flat_map(|span| [span.start, span.end]);
        let are_whole = !view.tokens.has(Kind::Name) || !ends.any(|at| view.tokens.is_in_name(at));
        lists.asides.extend(parts.asides);
        lists.remarks.extend(parts.remarks);
        if let Some(end) = readable::break_off(view, source, lists) {
            lists.remarks.push((RemarkKind::Truncated, end));
        }
        lists.unreadable = readable::why_unreadable(view, source, lists);
        if lists.unreadable == Some(Unreadable::Address) {
            lists.items.clear();
            lists.sections.clear();
        }
        if parts.is_elsewhere {
            lists.unreadable = lists.unreadable.or(Some(Unreadable::Elsewhere));
        }
        lists.statements.extend(parts.statements);
        lists.add_statements(view);
        are_whole && !lists.items.iter().any(|item| item.end - item.first > 1 && view.has_name(&item.tokens()))
    }

    /// Keeps items in mind of which there was nothing to be said, or nothing but what their names are known for, each of a class.
    pub(crate) fn learn(&mut self, lexicon: &Lexicon, items: &[(usize, Class)]) {
        for &(index, class) in items {
            self.tokens.learn(lexicon, &self.lists.items[index], class);
        }
    }

    /// Reads with one of so many memories.
    pub(crate) fn one_of(memories: usize) -> Reading {
        Reading { tokens: Tokens { memory: Memory::one_of(memories), ..Tokens::default() }, ..Reading::default() }
    }

    /// Forgets all items.
    pub(crate) fn forget(&mut self) {
        self.tokens.memory.forget();
    }
}

impl<'a> Parsed<'a> {
    /// The folded text of an item.
    pub(crate) fn plain(&self, item: &Item) -> &'a str {
        item.at.of(self.view.text())
    }

    /// Where in the source a span of the folded text stands.
    pub(crate) fn source(&self, span: Span) -> Span {
        self.view.tokens.folded.source(span)
    }

    /// An item as printed.
    pub(crate) fn name(&self, index: usize) -> &'a str {
        self.source(self.lists.items[index].at).of(self.source)
    }

    /// How many ingredients are listed.
    pub(crate) fn ingredients(&self) -> usize {
        let lists = self.lists.sections.iter().filter(|section| section.kind != SectionKind::Statement);
        lists.map(|section| section.ingredients.len()).sum()
    }

    /// The section of an item.
    pub(crate) fn section(&self, index: usize) -> &'a Section {
        &self.lists.sections[self.lists.items[index].section as usize]
    }

    /// The heading of a section's list, if there are several lists and it names what this one is of.
    pub(crate) fn list_name(&self, section: &Section) -> Option<&'a str> {
        let title = section.title.filter(|_| self.lists.sections.len() > 1)?;
        Some(self.source(title).of(self.source))
    }

    /// What the parser noticed, by its place in the source.
    pub(crate) fn remarks(&self) -> impl Iterator<Item = Remark> {
        self.lists.remarks.iter().map(|&(kind, at)| Remark { kind, span: self.source(at) })
    }

    /// All that was read, as data of its own.
    pub(crate) fn label(&self) -> Label {
        let title = |section: &Section| section.title.map(|title| self.source(title));
        Label {
            text: self.source.to_owned(),
            sections: self.lists.sections.iter().map(|s| Section { title: title(s), ..s.clone() }).collect(),
            ingredients: self.lists.items.iter().map(|item| self.ingredient(item)).collect(),
            remarks: self.remarks().collect(),
            unreadable: self.lists.unreadable,
        }
    }

    fn ingredient(&self, item: &Item) -> Ingredient {
        let (span, section) = (self.source(item.at), item.section as usize);
        Ingredient { span, rank: item.rank, section, stated: item.stated }
    }
}
