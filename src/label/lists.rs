//! Lists put together: their items, what these state, and what is said beside them.

use std::ops::Range;

use super::tokens::Kind;
use super::view::View;
use super::{
    Item, Lists, Order, Quantity, RemarkKind, Section, SectionKind, answers, claims, items, sections, statements,
};
use crate::lexicon::{Class, Heading, Sign};
use crate::text::Span;

impl Lists {
    pub(super) fn clear(&mut self) {
        let Lists { sections, items, asides, remarks, statements, unreadable, is_parted: _ } = self;
        sections.clear();
        items.clear();
        asides.clear();
        remarks.clear();
        statements.clear();
        *unreadable = None;
    }

    pub(super) fn add_section(&mut self, view: View<'_>, region: &sections::Region, read: Span) {
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
        if view.tokens.class.has(Class::MEASURE) {
            self.hear_strength(view, first);
        }
        let total = if is_measured { total.or_else(|| self.add_up(view, first)) } else { total };
        // Who states what a dose is made of names the active ingredients first, and the rest in any order.
        let order = match region.heading {
            Some(Heading::Excipients) => Order::Drug,
            _ if has_parts => Order::Drug,
            _ if self.is_parted => Order::Unseparated,
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

    /// Hears a strength of the product behind its last name, or before its first: "Aqua, Parfum, Limonene 80 % vol".
    fn hear_strength(&mut self, view: View<'_>, first: usize) {
        let items = &self.items[first..];
        let mut measured = items.iter().enumerate().filter(|(_, item)| item.class.has(Class::MEASURE));
        let (Some((index, item)), None) = (measured.next(), measured.next()) else { return };
        let is_at_end = items.len() > 1 && (index == 0 || index == items.len() - 1);
        if is_at_end && !item.class.has(Class::SUBJECT) && is_of_product(view, item.at) {
            self.statements.extend(view.amounts().places(item.at).first().map(|place| place.at));
        }
    }

    /// The whole that the items add up to, if each is a mass, or each a volume: "Ethanol 70 ml, water 30 ml".
    fn add_up(&mut self, view: View<'_>, first: usize) -> Option<Quantity> {
        let items = &mut self.items[first..];
        let quantity = |item: &Item| match &view.amounts().places(item.at)[..] {
            [place] if item.class.has(Class::QUANTITY) => place.quantity,
            _ => None,
        };
        let quantities: Option<Vec<Quantity>> = items.iter().map(quantity).collect();
        let (first, rest) = quantities.as_deref()?.split_first()?;
        if rest.is_empty() || rest.iter().any(|part| part.is_volume != first.is_volume) {
            return None;
        }
        let amount = first.amount + rest.iter().map(|part| part.amount).sum::<f64>();
        let total = Some(Quantity { amount, ..*first });
        items.iter_mut().for_each(|item| item.stated = view.amounts().of_item(item.at, total));
        total
    }

    /// Makes a section of each statement of some content.
    pub(super) fn add_statements(&mut self, view: View<'_>) {
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
        let has = |sign, kind| view.tokens.has(kind) && view.of(&list).contains(sign);
        let has_address = view.tokens.has(Kind::Slash) && has("://", Kind::Colon) || has("www.", Kind::Stop);
        items::split(view, list, |tokens, class| {
            let is_at_start = std::mem::replace(&mut is_first, false);
            // where words are not parted, a name is read beside the word for its content
            let is_parted = || !view.of(&tokens).starts_with(|c| c >= '\u{3000}');
            if class.has(Class::SIGN) && is_parted() && statements::is_statement(view, &tokens) {
                self.statements.push(view.span(&tokens));
                return;
            }
            // what is left of an item has classes of its own
            let (tokens, class) = match has_address {
                true => without_address(view, tokens),
                false => (tokens, class),
            };
            if tokens.is_empty() {
                return;
            }
            if class.has(Class::SIGN.and(Class::FREE)) && self.says_otherwise(view, &tokens) {
                return;
            }
            if class.has(Class::NONE) && class.has(Class::SUBJECT) && answers::denies(view, &tokens) {
                self.remarks.push((RemarkKind::FreeClaim, view.span(&tokens)));
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
        let stated =
            || view.amounts().of_item(at, total).filter(|_| class.has(Class::SUBJECT) || !is_of_product(view, at));
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

/// Whether the strength in an item is one that labels state of the product, in a word for volume: "80 % vol".
fn is_of_product(view: View<'_>, item: Span) -> bool {
    let is_word = || !item.of(view.text()).contains(['/', '°']);
    view.amounts().places(item).first().is_some_and(|place| place.is_by_volume()) && is_word()
}

/// An item without the web address that stands behind it.
fn without_address(view: View<'_>, tokens: Range<usize>) -> (Range<usize>, Class) {
    let is_address = |index: usize| view.text()[view.token(index).end as usize..].starts_with("://");
    let begins =
        |index: &usize| is_address(*index) && view.token(*index).kind == Kind::Word || view.word(*index) == "www";
    let end = tokens.clone().find(begins).unwrap_or(tokens.end);
    let rest = items::trimmed(view, tokens.start..end);
    (rest.clone(), view.class(&rest))
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
