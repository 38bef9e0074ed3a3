//! Bare lists: names with commas between them and nothing else, as most lists are.
//!
//! A bare name is read in the same way whatever stands beside it: it begins and ends no sentence, heads nothing, claims
//! nothing and joins nothing. So a list of bare names says what its names say, and can be judged name by name without
//! being parsed. Everything that a parser looks at across items must be asked for here; a property test and a run
//! over whole catalogues hold the two ways together.

use super::claims;
use super::items;
use super::measures::Measures;
use super::phrases::{Phrases, Sign};
use super::quantity::Quantity;
use super::sections::ends_sentence;
use super::unreadable::{self, LONG_LIST};
use super::words::{LIST_ENDINGS, PROSE_ENDINGS, is_nothing, is_prose};
use super::{Amount, Ingredient, Label, Order, Section, SectionKind};
use crate::text::{Plain, SPOKEN, Span, is_key, is_word};

impl Label {
    /// The label of a list of bare names, which [`Label::parse`] would find as well. None where it must be asked.
    pub(crate) fn of_bare_names(text: &str) -> Option<Label> {
        let mut label = Label::unread(text.to_owned(), Plain::new(text));
        let plain = &label.plain.text;
        let measures = Measures::find(plain);
        // only a parser can tell a strength from that of the product
        let is_measured = !measures.is_empty() && (plain.contains("vol") || Quantity::total(plain).is_some());
        // the full stop of "Ceramide 1." stays with the name
        let list = plain.trim_end();
        if is_measured || list.ends_with('.') && !ends_sentence(list, 0, list.len() - 1) {
            return None;
        }
        let mut names = Vec::with_capacity(text.len() / 12);
        let is_list = is_list_of(plain, |name| {
            let start = name.as_ptr() as usize - plain.as_ptr() as usize;
            names.push(Span::new(start, start + name.len()));
            true
        });
        if !is_list {
            return None;
        }
        let order = Order::of(SectionKind::Ingredients, &names.iter().map(|name| name.of(plain)).collect::<Vec<_>>());
        label.ingredients.extend((1..).zip(names).map(|(rank, plain)| {
            let span = label.plain.source(plain);
            let stated = measures.any_in(plain).then(|| Amount::of_item(plain.of(&label.plain.text), None)).flatten();
            Ingredient { span, rank, section: 0, stated, plain }
        }));
        let ingredients = 0..label.ingredients.len();
        let kind = SectionKind::Ingredients;
        label.end_section(Section { kind, title: None, order, ingredients, total: None, is_partial: false });
        Some(label)
    }
}

/// Longest name that is looked at, in bytes.
const LONGEST_NAME: usize = 120;

/// Whether a text is a list of bare names and long enough to be a list by its length alone. Asks `is_bare` of each name.
pub(crate) fn is_list_of(text: &str, mut is_bare: impl FnMut(&str) -> bool) -> bool {
    let list = text.trim_matches(' ');
    let list = printed(list).or(list.strip_suffix('.')).unwrap_or(list);
    let bytes = list.as_bytes();
    let (mut names, mut start, mut depth) = (0, 0, 0);
    for at in memchr::memchr3_iter(b'(', b')', b',', bytes) {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => match comma(bytes, at) {
                Comma::Parts => {
                    if !is_bare(unquoted(&list[start..at])) {
                        return false;
                    }
                    names += 1;
                    start = at + 1;
                }
                Comma::InNumber => {}
                Comma::Unclear => return false,
            },
            _ => {}
        }
    }
    names + 1 >= LONG_LIST && depth == 0 && is_bare(unquoted(&list[start..])) && !unreadable::is_cut(text)
}

/// The inside of a list as programs print it: `['water', 'glycerin']`.
fn printed(list: &str) -> Option<&str> {
    list.strip_prefix('[')?.strip_suffix(']').filter(|inside| inside.starts_with('\''))
}

/// A name without the spaces and the quotes around it.
fn unquoted(name: &str) -> &str {
    let name = name.trim_matches(' ');
    name.strip_prefix('\'').and_then(|name| name.strip_suffix('\'')).unwrap_or(name)
}

/// What a comma outside of brackets does.
enum Comma {
    Parts,
    /// "1,2-Hexanediol"
    InNumber,
    /// "1, 2-Hexanediol"
    Unclear,
}

fn comma(bytes: &[u8], at: usize) -> Comma {
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    if !is_digit(at.checked_sub(1)) {
        return Comma::Parts;
    }
    let spaces = bytes[at + 1..].iter().take_while(|byte| **byte == b' ').count();
    match is_digit(Some(at + 1 + spaces)) {
        false => Comma::Parts,
        true if spaces == 0 => Comma::InNumber,
        true => Comma::Unclear,
    }
}

/// The plain text of a name, if it is a bare one.
pub(crate) fn plain(name: &str) -> Option<String> {
    let is_tame = |c: char| !c.is_ascii_control() && !matches!(c, '<' | '&' | '\\');
    let begins = name.starts_with(is_word) && name.starts_with(is_key);
    if !begins || name.len() > LONGEST_NAME || !name.chars().all(is_tame) {
        return None;
    }
    let plain = Plain::new(name).text;
    (is_plain(&plain) && is_one_item(&plain) && says_nothing(&plain)).then_some(plain)
}

/// Whether there is nothing in it that can part a text, and no hiragana, of which sentences are made.
fn is_plain(plain: &str) -> bool {
    let mut depth = 0;
    let is_usual = plain.char_indices().all(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        let is_usual = match c {
            ',' => depth > 0 || is_in_number(plain, at),
            '.' => is_in_number(plain, at),
            c => is_word(c) && !unreadable::is_hiragana(c) || " -/%'+*()".contains(c),
        };
        is_usual && depth >= 0
    });
    let parts = plain.contains("- ") || plain.contains("('") || plain.ends_with('-');
    is_usual && depth == 0 && !parts && !is_numbered(plain)
}

/// Whether the point or comma at `at` stands between digits.
fn is_in_number(plain: &str, at: usize) -> bool {
    let is_digit = |at: usize| plain.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    at > 0 && is_digit(at - 1) && is_digit(at + 1)
}

/// Whether it has a number of a product in it: "1) Water".
fn is_numbered(plain: &str) -> bool {
    let bytes = plain.as_bytes();
    // the first of them is the first of all
    let is_number = |at: usize| at > 0 && bytes[at - 1] == b'1' && (at == 1 || !bytes[at - 2].is_ascii_alphanumeric());
    memchr::memchr_iter(b')', bytes).any(is_number)
}

/// Whether it stays one item among others, and states no part of a total.
fn is_one_item(plain: &str) -> bool {
    let whole = Span::new(0, plain.len());
    items::trimmed(plain, whole) == whole && !items::may_join(plain) && Quantity::all(plain).next().is_none()
}

/// Whether it is a name and says nothing else.
fn says_nothing(plain: &str) -> bool {
    let phrases = Phrases::find(plain);
    let whole = Span::new(0, plain.len());
    let ends = |endings: &[&str]| endings.iter().any(|ending| plain.ends_with(ending));
    let mut words = SPOKEN.words(plain);
    phrases.all().all(|phrase| phrase.sign == Sign::Alcohol)
        && !claims::is_claim(plain, whole, &phrases)
        && !claims::ENDS_FREE.end(plain)
        && !ends(LIST_ENDINGS)
        && !ends(PROSE_ENDINGS)
        && !is_nothing(plain)
        && !unreadable::goes_on(plain)
        && !unreadable::is_sentence(plain)
        && !words.any(is_prose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_names_are_names_and_nothing_else() {
        for name in [
            "Water",
            "1,2-Hexanediol",
            "Zinc 0.5%",
            "Parfum (Linalool, Citral)",
            "Cetyl Alcohol",
            "정제수",
            "Sodium PCA*",
        ] {
            assert!(plain(name).is_some(), "{name}");
        }
        for name in [
            "",
            "Ingredients: Water",
            "Water.",
            "Glycerin &amp; Water",
            "paraben-free",
            "denat",
            "5 %",
            "Glycerin 5 mg",
            "Water - Glycerin",
            "a serum that soothes",
            "and other ingredients",
            "Parfum (Linalool",
            "1) Water",
            "n/a",
            "more) (or less",
            "\u{301}Water",
            "Water\nGlycerin",
            "etc",
            "ethyl",
        ] {
            assert_eq!(plain(name), None, "{name}");
        }
    }

    #[test]
    fn a_list_of_names_is_cut_at_its_commas() {
        let names = |text: &str| {
            let mut names = Vec::new();
            is_list_of(text, |name| {
                names.push(name.to_string());
                true
            })
            .then_some(names)
        };
        let list = "Aqua, 1,2-Hexanediol,Parfum (Citral, Geraniol), Talc, Mica, Zea Mays, CI 77491.";
        let expected = ["Aqua", "1,2-Hexanediol", "Parfum (Citral, Geraniol)", "Talc", "Mica", "Zea Mays", "CI 77491"];
        assert_eq!(names(list), Some(expected.map(str::to_string).to_vec()));
        for text in ["", "Aqua, Talc", "A, B, C, D, E, F, PEG-40, 2-Hexanediol", "A, B, C, D, E, F, G (H"] {
            assert_eq!(names(text), None, "{text}");
        }
    }
}
