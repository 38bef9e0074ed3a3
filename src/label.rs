//! A label: the text of an ingredient list, and where in it each ingredient stands.
//!
//! Parsing cannot fail. Any text gives a [`Label`]; what is odd about it becomes a [`Remark`], and a text without a
//! list says why it is [`Unreadable`].

mod amount;
pub(crate) mod bare;
mod bounds;
mod claims;
mod headings;
mod items;
mod markers;
mod measures;
mod order;
mod phrases;
mod ppm;
mod quantity;
mod remark;
mod section;
mod sections;
mod unreadable;
mod words;

use crate::text::{Plain, Span};
use measures::Measures;
use phrases::Phrases;
use words::Heading;

pub use amount::{Amount, Measure};
pub use bounds::{Basis, Bound, Concentration};
pub use order::Order;
pub use ppm::Ppm;
pub use remark::{Remark, RemarkKind};
pub use section::{Section, SectionKind};
pub use unreadable::Unreadable;

pub(crate) use bounds::Bounds;
pub(crate) use quantity::Quantity;

/// An ingredient list with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    text: String,
    plain: Plain,
    sections: Vec<Section>,
    ingredients: Vec<Ingredient>,
    asides: Vec<Span>,
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
    /// Where it stands in the plain form of the text.
    pub(crate) plain: Span,
}

/// What is looked for in all of a text at once, before it is cut up.
struct Signs {
    phrases: Phrases,
    measures: Measures,
}

/// Longest text that is read, in bytes; what stands behind it is left out and remarked on.
const LONGEST_TEXT: usize = 1 << 30;

impl Label {
    /// Reads a label. Any text will do.
    ///
    /// ```
    /// # use needlint::Label;
    /// let label = Label::parse("Ingredients: Aqua, SD Alcohol 40-B (Alcohol Denat.), 1,2-Hexanediol");
    /// let names: Vec<&str> = label.ingredients().iter().map(|i| i.span.of(label.text())).collect();
    /// assert_eq!(names, ["Aqua", "SD Alcohol 40-B (Alcohol Denat.)", "1,2-Hexanediol"]);
    /// ```
    pub fn parse(text: impl Into<String>) -> Label {
        let mut text = text.into();
        let mut remarks = Vec::new();
        if text.len() > LONGEST_TEXT {
            text.truncate(text.floor_char_boundary(LONGEST_TEXT));
            remarks.push(Remark { kind: RemarkKind::Truncated, span: Span::new(text.len(), text.len()) });
        }
        let plain = Plain::new(&text);
        let signs = Signs { phrases: Phrases::find(&plain.text), measures: Measures::find(&plain.text) };
        let parts = sections::cut(&plain.text, &signs.phrases);
        let mut label = Label { asides: parts.asides, remarks, ..Label::unread(text, plain) };
        let mut read_to = 0;
        for region in &parts.regions {
            // The heading of a list may state the total of its quantities, or that of the list before it.
            let end = region.lists.last().map_or(read_to, |list| list.end);
            let read = Span { start: read_to.min(end), end };
            // Where nothing is measured, a total says nothing.
            let total = (!signs.measures.is_empty()).then(|| Quantity::total(read.of(&label.plain.text))).flatten();
            let total = total.or(label.sections.last().and_then(|section| section.total));
            label.add_section(region, total, &signs);
            read_to = end;
        }
        for (kind, span) in parts.remarks {
            label.remark(kind, span);
        }
        if let Some(end) = label.break_off() {
            label.remark(RemarkKind::Truncated, end);
        }
        label.unreadable = label.why_unreadable();
        label
    }

    /// A label of which nothing was read yet.
    fn unread(text: String, plain: Plain) -> Label {
        let (sections, ingredients, asides, remarks) = Default::default();
        Label { text, plain, sections, ingredients, asides, remarks, unreadable: None }
    }

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

    /// An ingredient's plain text.
    pub(crate) fn plain(&self, ingredient: &Ingredient) -> &str {
        ingredient.plain.of(&self.plain.text)
    }

    /// The sentences beside the lists, as plain text, each with its place in the label's text.
    pub(crate) fn asides(&self) -> impl Iterator<Item = (&str, Span)> {
        self.asides.iter().map(|aside| (aside.of(&self.plain.text), self.plain.source(*aside)))
    }

    /// The heading of a section's list, if there are several lists and it names what this one is of.
    pub(crate) fn list_name(&self, section: &Section) -> Option<&str> {
        let title = section.title.filter(|_| self.sections.len() > 1)?;
        Some(title.of(&self.text))
    }

    /// What the quantities printed in an ingredient are parts of.
    pub(crate) fn total(&self, ingredient: &Ingredient) -> Option<Quantity> {
        self.sections[ingredient.section].total
    }

    /// The source span of a span in the plain text of an ingredient.
    pub(crate) fn source(&self, ingredient: &Ingredient, inside: Span) -> Span {
        self.plain.source(inside.shifted(ingredient.plain.start as usize))
    }

    fn add_section(&mut self, region: &sections::Region, total: Option<Quantity>, signs: &Signs) {
        let first = self.ingredients.len();
        for &list in &region.lists {
            self.add_list(list, first, total, signs);
        }
        if first == self.ingredients.len() {
            return;
        }
        let order = self.order(region, first, total, &signs.measures);
        self.end_section(Section {
            kind: region.kind,
            title: region.title.map(|title| self.plain.source(title)),
            order,
            ingredients: first..self.ingredients.len(),
            total,
            is_partial: region.heading == Some(Heading::Highlights),
        });
    }

    /// Adds the section whose ingredients were added last, and remarks on its order.
    fn end_section(&mut self, section: Section) {
        let ingredients = &self.ingredients[section.ingredients.clone()];
        let Some((first, last)) = ingredients.first().zip(ingredients.last()) else { return };
        let whole = Span { start: first.plain.start, end: last.plain.end };
        match section.order {
            Order::Alphabetical => self.remark(RemarkKind::Alphabetical, whole),
            Order::Unseparated => self.remark(RemarkKind::NoSeparators, whole),
            Order::Several => self.remark(RemarkKind::SeveralLists, whole),
            Order::Descending | Order::Drug | Order::MayContain => {}
        }
        self.sections.push(section);
    }

    /// Adds the items of a piece of list to the section that begins with the ingredient `first`.
    fn add_list(&mut self, list: Span, first: usize, total: Option<Quantity>, signs: &Signs) {
        let Signs { phrases, measures } = signs;
        let items = items::split(&self.plain.text, list, measures);
        if let Some(bracket) = items.unclosed {
            self.remark(RemarkKind::UnclosedBracket, bracket);
        }
        self.ingredients.reserve(items.spans.len());
        for (place, item) in items.spans.into_iter().enumerate() {
            if sections::is_opaque(item, phrases) {
                self.remark(RemarkKind::Opaque, item);
            }
            if claims::is_claim(&self.plain.text, item, phrases) {
                self.remark(RemarkKind::FreeClaim, item);
                // "Alcohol-free" is no ingredient; a longer item may name one beside the claim.
                if item.of(&self.plain.text).split_whitespace().count() <= 2 {
                    continue;
                }
            } else if claims::is_denial(&self.plain.text, item, phrases) {
                continue;
            }
            let text = item.of(&self.plain.text);
            let is_broken = |last: &&mut Ingredient| items::is_broken(last.plain.of(&self.plain.text), text);
            if let Some(last) = self.ingredients[first..].last_mut().filter(|_| place == 0).filter(is_broken) {
                last.plain.end = item.end;
                last.span = self.plain.source(last.plain);
                continue;
            }
            let rank = (self.ingredients.len() - first) as u32 + 1;
            // "80 % vol" at the end of a perfume's list is said of the product.
            let is_product = || text.contains("vol") && !claims::names_alcohol(&self.plain.text, item, phrases);
            let stated =
                measures.any_in(item).then(|| Amount::of_item(text, total)).flatten().filter(|_| !is_product());
            let (span, section) = (self.plain.source(item), self.sections.len());
            self.ingredients.push(Ingredient { span, rank, section, stated, plain: item });
        }
    }

    /// What the order of the list says that begins with the ingredient `first`.
    fn order(&self, region: &sections::Region, first: usize, total: Option<Quantity>, measures: &Measures) -> Order {
        let ingredients = &self.ingredients[first..];
        let names: Vec<&str> = ingredients.iter().map(|i| self.plain(i)).collect();
        let is_part = |(_, part): (Span, Quantity)| total.is_some() || !part.is_volume;
        // Who states what a dose is made of names the active ingredients first, and the rest in any order.
        let is_dose =
            ingredients.iter().filter(|i| measures.any_in(i.plain)).any(|i| Quantity::all(self.plain(i)).any(is_part));
        match region.heading {
            Some(Heading::Excipients) => Order::Drug,
            _ if is_dose => Order::Drug,
            _ => Order::of(region.kind, &names),
        }
    }

    fn remark(&mut self, kind: RemarkKind, plain: Span) {
        let span = self.plain.source(plain);
        self.remarks.push(Remark { kind, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<String> {
        let label = Label::parse(text);
        label.ingredients().iter().map(|i| i.span.of(label.text()).to_string()).collect()
    }

    #[test]
    fn lists_are_cut_where_their_separators_are() {
        for (text, expected) in [
            ("Aqua, 1,2-Hexanediol, Alcohol", vec!["Aqua", "1,2-Hexanediol", "Alcohol"]),
            ("Aqua; Glycerin; Alcohol Denat.", vec!["Aqua", "Glycerin", "Alcohol Denat."]),
            ("Aqua\nGlycerin\nAlcohol", vec!["Aqua", "Glycerin", "Alcohol"]),
            ("Aqua • Glycerin • Alcohol", vec!["Aqua", "Glycerin", "Alcohol"]),
            ("Aqua | Glycerin | Alcohol", vec!["Aqua", "Glycerin", "Alcohol"]),
            ("Water- Alcohol Denat.- Glycerin- Zinc", vec!["Water", "Alcohol Denat.", "Glycerin", "Zinc"]),
            ("water / alcohol / glycerin / zinc", vec!["water", "alcohol", "glycerin", "zinc"]),
            ("水、エタノール、グリセリン", vec!["水", "エタノール", "グリセリン"]),
            ("['정제수', '에탄올', '글리세린']", vec!["정제수", "에탄올", "글리세린"]),
            ("Aqua (Water, Eau), Alcohol", vec!["Aqua (Water, Eau)", "Alcohol"]),
            ("Aqua, Alcohol, Denat., Zinc", vec!["Aqua", "Alcohol, Denat.", "Zinc"]),
            ("Aqua, Fragrance (Parfum, Alcohol", vec!["Aqua", "Fragrance (Parfum", "Alcohol"]),
            ("Zinc Oxide 0,5 %, Aqua", vec!["Zinc Oxide 0,5 %", "Aqua"]),
            ("<p>Aqua,<br>Alcohol</p>", vec!["Aqua", "Alcohol"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn a_list_starts_behind_its_heading_and_ends_before_prose() {
        for text in [
            "Ingredients: Aqua, Alcohol.",
            "This serum helps your skin glow. Ingredients: Aqua, Alcohol.",
            "INGREDIENTS Aqua, Alcohol",
            "Ingr\u{e9}dients / Ingredients: Aqua, Alcohol",
            "Aqua, Alcohol. Please note that the list of ingredients may change.",
            "-Witch hazel: helps to tone the skin.\nAqua, Alcohol",
            "Aqua, Alcohol\nDirections: apply to the skin, morning and night",
            "Состав: Aqua, Alcohol",
        ] {
            assert_eq!(names(text), ["Aqua", "Alcohol"], "{text}");
        }
    }

    #[test]
    fn sections_keep_their_kind() {
        let label = Label::parse(
            "Active ingredient: Minoxidil 5 %. Inactive ingredients: Alcohol, Water. May contain: CI 77491",
        );
        let kinds: Vec<SectionKind> = label.sections().iter().map(|s| s.kind).collect();
        assert_eq!(kinds, [SectionKind::Active, SectionKind::Inactive, SectionKind::MayContain]);
    }

    #[test]
    fn a_heading_swallows_no_alcohol_that_stands_before_it() {
        for (text, expected) in [
            (
                "Active ingredient: SD Alcohol 40-B 70 g Inactive ingredients: Water, Glycerin, Talc",
                ["SD Alcohol 40-B 70 g", "Water", "Glycerin", "Talc"],
            ),
            (
                "Water, SD Alcohol 40-B Inactive ingredients: Menthol, Talc",
                ["Water", "SD Alcohol 40-B", "Menthol", "Talc"],
            ),
        ] {
            assert_eq!(names(text), expected);
        }
    }

    #[test]
    fn a_text_without_a_list_says_why() {
        for (text, reason) in [
            ("", Unreadable::Empty),
            (" - ", Unreadable::Empty),
            ("See packaging for full list of ingredients", Unreadable::Elsewhere),
            ("https://example.com/serum", Unreadable::Address),
            ("A serum that leaves your skin soft and smooth.", Unreadable::Prose),
            ("unknown", Unreadable::TooShort),
            ("Midnight Dream Kit", Unreadable::TooShort),
        ] {
            assert_eq!(Label::parse(text).unreadable(), Some(reason), "{text}");
        }
        assert_eq!(Label::parse("Water").unreadable(), None);
    }

    #[test]
    fn oddities_are_remarked_on() {
        for (text, kind) in [
            ("Aqua, Fragrance (Parfum, Alcohol", RemarkKind::UnclosedBracket),
            ("Aloe, Biotin, Caffeine, Ethanol, Glycerin, Panthenol", RemarkKind::Alphabetical),
            ("Water, Glycerin, Butylene ...", RemarkKind::Truncated),
            (
                "water alcohol glycerin cetyl alcohol panthenol biotin menthol carbomer parfum xanthan gum citric acid",
                RemarkKind::NoSeparators,
            ),
        ] {
            let label = Label::parse(text);
            let kinds: Vec<RemarkKind> = label.remarks().iter().map(|remark| remark.kind).collect();
            assert_eq!(kinds, [kind], "{text}");
        }
        assert_eq!(Label::parse("Water, Glycerin ...").unreadable(), Some(Unreadable::Truncated));
        assert_eq!(Label::parse("Water, ".repeat(36) + "Gly").unreadable(), Some(Unreadable::Truncated));
    }

    #[test]
    fn a_claim_is_remarked_on_and_is_no_ingredient() {
        for text in ["Alcohol-free toner: Aqua, Glycerin", "Aqua, Glycerin. Formulated without alcohol or parabens."] {
            let label = Label::parse(text);
            assert_eq!(names(text), ["Aqua", "Glycerin"], "{text}");
            assert!(label.remarks().iter().any(|r| r.kind == RemarkKind::FreeClaim), "{text}");
        }
    }

    #[test]
    fn order_and_stated_amounts_bound_an_amount() {
        for (text, name, low, high) in [
            ("Aqua, Alcohol, Glycerin", "Alcohol", 0.0, 50.0),
            ("Aqua, Phenoxyethanol, Alcohol", "Alcohol", 0.0, 1.0),
            ("Alcohol, Niacinamide 10 % w/w, Aqua", "Alcohol", 45.0, 90.0),
            ("Alcohol, Aqua, Niacinamide 10 % w/w, Parfum (Limonene", "Alcohol", 10.0, 90.0),
            ("Alcohol, Glycerin, Aqua, Urea", "Alcohol", 25.0, 100.0),
            ("Aqua, Glycerin 2 % w/w, Alcohol, Urea", "Alcohol", 0.0, 2.0),
            ("Zinc Oxide 20 % w/w, Aqua, Alcohol", "Alcohol", 0.0, 40.0),
            ("Aqua, Water, Eau, Alcohol, Urea", "Alcohol", 0.0, 50.0),
            ("Aqua, Glycerin, Alcohol 96 %, Urea", "Alcohol 96 %", 0.0, 33.3333),
            (
                "Minoxidilum 20 mg, ethanolum 96 % 500 mg, ad solutionem pro 1 ml",
                "ethanolum 96 % 500 mg",
                36.0769,
                60.7595,
            ),
            ("Aqua, Urea 4 % w/w, Alcohol", "Alcohol", 0.0, 4.0),
            ("Alcohol 30 % v/v, Aqua", "Alcohol 30 % v/v", 24.6, 24.6),
            ("Alcohol, Butane, Camphor, Menthol, Water", "Alcohol", 0.0, 100.0),
        ] {
            let label = Label::parse(text);
            let index = label.ingredients().iter().position(|i| i.span.of(text) == name).expect("the name is listed");
            let known = label.concentration(index);
            assert_eq!((known.low, known.high), (Ppm::percent(low), Ppm::percent(high)), "{text}: {known}");
        }
    }

    proptest! {
        #[test]
        fn any_text_parses_and_its_spans_are_sound(text in "(?s).{0,200}") {
            let label = Label::parse(&*text);
            for ingredient in label.ingredients() {
                prop_assert!(text.get(ingredient.span.range()).is_some_and(|t| !t.is_empty()));
            }
            for remark in label.remarks() {
                prop_assert!(text.get(remark.span.range()).is_some());
            }
        }

        #[test]
        fn any_list_like_text_parses(text in "([A-Za-z0-9 ,.;:()\\[\\]/%*'\\n<>&+-]|Alcohol|Ingredients: |May contain|알코올|é){0,80}") {
            let label = Label::parse(&*text);
            let ranks: Vec<u32> = label.sections().iter().flat_map(|s| 1..=s.ingredients.len() as u32).collect();
            prop_assert_eq!(ranks, label.ingredients().iter().map(|i| i.rank).collect::<Vec<_>>());
        }
    }
}
