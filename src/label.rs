//! A label: the text of an ingredient list, and where in it each ingredient stands.
//!
//! Reading cannot fail. Any text gives a label; what is odd about it becomes a [`Remark`], and a text without a list says
//! why it is [`Unreadable`]. A text is cut into tokens once; all else is asked of these.

mod amount;
mod amounts;
mod bounds;
mod chars;
mod claims;
mod concentration;
mod cursor;
mod cuts;
mod headings;
mod items;
mod learn;
mod lex;
mod memory;
mod order;
mod readable;
mod remark;
mod section;
mod sections;
mod sentence;
mod statements;
mod tokens;
mod view;

use std::ops::Range;

use crate::lexicon::{Class, Heading, Lexicon, Sign};
use crate::text::Span;
use memory::Memory;

pub use crate::lexicon::SectionKind;
pub use crate::ppm::Ppm;
pub use amount::{Amount, Measure};
pub use concentration::{Basis, Bound, Concentration};
pub use order::Order;
pub use readable::Unreadable;
pub use remark::{Remark, RemarkKind};
pub use section::Section;

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
        lists.unreadable = readable::why_unreadable(view, lists);
        if parts.is_elsewhere {
            lists.unreadable = lists.unreadable.or(Some(Unreadable::Elsewhere));
        }
        if lists.unreadable == Some(Unreadable::Address) {
            lists.items.clear();
            lists.sections.clear();
        }
        lists.statements.extend(parts.statements);
        lists.add_statements(view);
        are_whole && !lists.items.iter().any(|item| item.end - item.first > 1 && view.has_name(&item.tokens()))
    }

    /// Keeps items in mind of which there was nothing to be said, or nothing but what their names are known for.
    pub(crate) fn learn(&mut self, lexicon: &Lexicon, items: &[(usize, bool)]) {
        for &(index, is_idle) in items {
            self.tokens.learn(lexicon, &self.lists.items[index], is_idle);
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

impl Lists {
    fn clear(&mut self) {
        let Lists { sections, items, asides, remarks, statements, unreadable } = self;
        sections.clear();
        items.clear();
        asides.clear();
        remarks.clear();
        statements.clear();
        *unreadable = None;
    }

    fn add_section(&mut self, view: View<'_>, region: &sections::Region, read: Span) {
        // Where nothing is measured, a total says nothing.
        let is_measured = view.tokens.class.has(Class::QUANTITY) && view.class(&view.inside(read)).has(Class::QUANTITY);
        let total = is_measured.then(|| view.amounts().total(read)).flatten();
        let total = total.or(self.sections.last().and_then(|section| section.total));
        let first = self.items.len();
        let mut has_parts = false;
        for &list in &region.lists {
            has_parts |= self.add_list(view, list, first, total);
        }
        if first == self.items.len() {
            return;
        }
        // Who states what a dose is made of names the active ingredients first, and the rest in any order.
        let order = match region.heading {
            Some(Heading::Excipients) => Order::Drug,
            _ if has_parts => Order::Drug,
            _ => Order::of(view, region.kind, &self.items[first..]),
        };
        self.remark_on_order(order, first);
        self.sections.push(Section {
            kind: region.kind,
            title: region.title,
            order,
            ingredients: first..self.items.len(),
            total,
            is_partial: region.heading == Some(Heading::Highlights),
        });
    }

    /// Makes a section of each statement of some content.
    fn add_statements(&mut self, view: View<'_>) {
        self.statements.sort_unstable_by_key(|at| at.start);
        for at in std::mem::take(&mut self.statements) {
            let tokens = items::trimmed(view, view.inside(at));
            let (total, stated) = (view.amounts().total(at), view.amounts().places(at));
            let first = self.items.len();
            // "alcohol content: 0 %"
            if tokens.is_empty() || stated.iter().any(|place| place.is_nothing()) {
                continue;
            }
            self.add_item(view, tokens.clone(), view.class(&tokens), first, total);
            self.sections.push(Section {
                kind: SectionKind::Statement,
                title: None,
                order: Order::of(view, SectionKind::Statement, &[]),
                ingredients: first..self.items.len(),
                total,
                is_partial: false,
            });
        }
    }

    fn remark_on_order(&mut self, order: Order, first: usize) {
        let Some((first, last)) = self.items.get(first).zip(self.items.last()) else { return };
        let whole = Span { start: first.at.start, end: last.at.end };
        match order {
            Order::Alphabetical => self.remarks.push((RemarkKind::Alphabetical, whole)),
            Order::Unseparated => self.remarks.push((RemarkKind::NoSeparators, whole)),
            Order::Several => self.remarks.push((RemarkKind::SeveralLists, whole)),
            Order::Descending | Order::Drug | Order::MayContain => {}
        }
    }

    /// Adds the items of a piece of list to the section that begins with the item `first`. Whether one of them has a
    /// part of a dose in it.
    fn add_list(&mut self, view: View<'_>, list: Span, first: usize, total: Option<Quantity>) -> bool {
        let list = view.inside(list);
        if let Some(bracket) = unclosed(view, &list) {
            self.remarks.push((RemarkKind::UnclosedBracket, bracket));
        }
        let (mut is_first, mut has_parts) = (true, false);
        let has_address = view.tokens.has(Kind::Colon) && view.of(&list).contains("://");
        items::split(view, list, |tokens, class| {
            let is_at_start = std::mem::replace(&mut is_first, false);
            // where words are not parted, a name is read beside the word for its content
            let is_parted = || !view.of(&tokens).starts_with(|c| c >= '\u{3000}');
            if class.has(Class::SIGN) && is_parted() && statements::is_statement(view, &tokens) {
                self.statements.push(view.span(&tokens));
                return;
            }
            let tokens = if has_address { without_address(view, tokens) } else { tokens };
            if tokens.is_empty() {
                return;
            }
            if class.has(Class::SIGN.and(Class::FREE)) && self.says_otherwise(view, &tokens) {
                return;
            }
            if is_at_start
                && let Some(last) = self.items[first..].last_mut()
                && items::is_broken(view, &last.tokens(), &tokens)
            {
                last.end = tokens.end as u32;
                last.at = view.span(&last.tokens());
                last.class |= class;
                return;
            }
            has_parts |= self.add_item(view, tokens, class, first, total);
        });
        has_parts
    }

    /// Remarks on what an item says besides being an ingredient; whether it is none.
    fn says_otherwise(&mut self, view: View<'_>, tokens: &Range<usize>) -> bool {
        let at = view.span(tokens);
        if view.has_sign(at, |sign| sign == Sign::Opaque) {
            self.remarks.push((RemarkKind::Opaque, at));
        }
        if claims::is_claim(view, tokens) {
            self.remarks.push((RemarkKind::FreeClaim, at));
            // "Alcohol-free" is no ingredient; a longer item may name one beside the claim.
            return at.of(view.text()).split_whitespace().count() <= 2;
        }
        claims::is_denial(view, tokens)
    }

    /// Adds an item; whether it has a part of a dose in it.
    #[inline]
    fn add_item(
        &mut self, view: View<'_>, tokens: Range<usize>, class: Class, first: usize, total: Option<Quantity>,
    ) -> bool {
        let at = view.span(&tokens);
        // "80 % vol" at the end of a perfume's list is said of the product.
        let is_product = || at.of(view.text()).contains("vol") && !class.has(Class::SUBJECT);
        let stated = || view.amounts().of_item(at, total).filter(|_| !is_product());
        self.items.push(Item {
            first: tokens.start as u32,
            end: tokens.end as u32,
            at,
            rank: (self.items.len() - first) as u32 + 1,
            section: self.sections.len() as u32,
            class,
            stated: if class.has(Class::MEASURE) { stated() } else { None },
        });
        class.has(Class::QUANTITY) && view.amounts().places(at).iter().any(|place| place.is_part(total.is_some()))
    }
}

/// An item without the web address that stands behind it.
fn without_address(view: View<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_address = |index: usize| view.text()[view.token(index).end as usize..].starts_with("://");
    let is_scheme = |index: &usize| view.token(*index).kind == Kind::Word && is_address(*index);
    let end = tokens.clone().find(is_scheme).unwrap_or(tokens.end);
    items::trimmed(view, tokens.start..end)
}

/// The first bracket of a piece that is never closed.
fn unclosed(view: View<'_>, list: &Range<usize>) -> Option<Span> {
    if !view.tokens.has(Kind::Unpaired) {
        return None;
    }
    let is_open =
        |index: &usize| view.all()[*index].kind == Kind::Unpaired && matches!(view.word(*index), "(" | "[" | "{");
    let bracket = list.clone().find(is_open)?;
    let is_quoted = matches!(view.token(bracket + 1).kind, Kind::Quote | Kind::Apostrophe);
    (!is_quoted).then(|| view.span(&(bracket..bracket + 1)))
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
