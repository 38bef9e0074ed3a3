//! Bare lists: names with commas between them and nothing else, as most lists are.
//!
//! A bare name is read in the same way whatever stands beside it: it is part of no sentence, heads nothing, claims
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
        let mut names = Vec::with_capacity(text.len() / 12);
        let mut take = |piece| {
            names.extend(self::names(piece));
            true
        };
        if is_measured || !is_list_of(plain, &mut take) {
            return None;
        }
        let order = Order::of(SectionKind::Ingredients, &names);
        let place = |name: &str| name.as_ptr() as usize - plain.as_ptr() as usize;
        let spans: Vec<Span> = names.iter().map(|name| Span::new(place(name), place(name) + name.len())).collect();
        label.ingredients.extend((1..).zip(spans).map(|(rank, plain)| {
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

/// Longest piece that is looked at, in bytes.
const LONGEST_PIECE: usize = 120;

/// Whether a text is a list of bare names and long enough to be a list by its length alone. Asks `is_bare` of each piece
/// between commas, which holds one name or several with full stops between.
pub(crate) fn is_list_of<'a>(text: &'a str, mut is_bare: impl FnMut(&'a str) -> bool) -> bool {
    let list = text.trim_matches(' ');
    let list = printed(list).unwrap_or(list);
    let bytes = list.as_bytes();
    let (mut pieces, mut start, mut depth) = (0, 0, 0);
    for at in memchr::memchr3_iter(b'(', b')', b',', bytes) {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => match comma(bytes, at) {
                Comma::Parts => {
                    if !is_bare(unquoted(&list[start..at])) {
                        return false;
                    }
                    pieces += 1;
                    start = at + 1;
                }
                Comma::InNumber => {}
                Comma::Unclear => return false,
            },
            _ => {}
        }
    }
    pieces + 1 >= LONG_LIST && depth == 0 && is_bare(unquoted(&list[start..])) && !unreadable::is_cut(text)
}

/// The inside of a list as programs print it: `['water', 'glycerin']`.
fn printed(list: &str) -> Option<&str> {
    list.strip_prefix('[')?.strip_suffix(']').filter(|inside| inside.starts_with('\'') && inside.ends_with('\''))
}

/// A piece without the spaces and the quotes around it.
fn unquoted(piece: &str) -> &str {
    let piece = piece.trim_matches(' ');
    piece.strip_prefix('\'').and_then(|piece| piece.strip_suffix('\'')).unwrap_or(piece)
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

/// The plain text of a piece, if all its names are bare.
pub(crate) fn plain(piece: &str) -> Option<String> {
    let is_tame = |c: char| !c.is_ascii_control() && !matches!(c, '<' | '&' | '\\');
    let begins = piece.starts_with(is_word) && piece.starts_with(is_key);
    if !begins || piece.len() > LONGEST_PIECE || !piece.chars().all(is_tame) {
        return None;
    }
    let plain = Plain::new(piece).text;
    let is_bare = |name: &str| is_plain(name) && is_one_item(name) && says_nothing(name);
    let is_whole = !unreadable::goes_on(&plain) && keeps_its_ends(piece, &plain);
    (is_whole && has_usual_stops(&plain) && names(&plain).all(is_bare)).then_some(plain)
}

/// Whether a digit at either end is one in the source as well, so that the commas around it do what they seem to.
fn keeps_its_ends(source: &str, plain: &str) -> bool {
    let ends = |text: &str| {
        let bytes = text.as_bytes();
        [bytes.first(), bytes.last()].map(|byte| byte.is_some_and(u8::is_ascii_digit))
    };
    ends(source) == ends(plain)
}

/// Whether full stops in it do no more than end names. They may also stand in an address, or for what was left out; and a
/// sentence in which no comma is left may be parted by its slashes.
fn has_usual_stops(piece: &str) -> bool {
    memchr::memchr(b'.', piece.as_bytes()).is_none()
        || !piece.contains("..") && !piece.starts_with("www.") && piece.matches(" / ").count() < 3
}

/// The names of a piece of plain text between commas: "Silica. Mica" are two.
pub(crate) fn names(piece: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let stops = memchr::memchr_iter(b'.', piece.as_bytes()).chain([piece.len()]);
    stops.filter_map(move |stop| {
        // the full stop of "Alcohol Denat." stays with the name
        if stop < piece.len() && !ends_sentence(piece, start, stop) {
            return None;
        }
        let name = piece[start..stop].trim_matches(' ');
        start = stop + 1;
        (!name.is_empty()).then_some(name)
    })
}

/// Whether there is nothing in it that can part a text, and no hiragana, of which sentences are made.
fn is_plain(name: &str) -> bool {
    let mut depth = 0;
    let is_usual = name.char_indices().all(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        let is_usual = match c {
            ',' => depth > 0 || is_in_number(name, at),
            c => is_word(c) && !unreadable::is_hiragana(c) || " -/%'+*().".contains(c),
        };
        is_usual && depth >= 0
    });
    let parts = name.contains("- ") || name.contains("('") || name.ends_with('-');
    name.starts_with(is_word) && is_usual && depth == 0 && !parts && !is_numbered(name)
}

/// Whether the comma at `at` stands between digits.
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
        && !claims::ENDS_FREE.end(plain.trim_end_matches(|c| !is_word(c)))
        && !ends(LIST_ENDINGS)
        && !ends(PROSE_ENDINGS)
        && !is_nothing(plain)
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
            "Alcohol Denat.",
            "Tilia Tomentosa Var. Alba",
            "S.D. Alcohol 40-B",
            "Mica. Tocopherol.",
        ] {
            assert!(plain(name).is_some(), "{name}");
        }
        for name in [
            "",
            "Ingredients: Water",
            "Water..",
            "Water. *Mica",
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
            "paraben free*",
            "Glycerin usw.",
            "Biotin\u{ff11}",
            "1\u{ad}",
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
        let names = |text: &'static str| {
            let mut names = Vec::new();
            is_list_of(text, |piece| {
                names.extend(super::names(piece));
                true
            })
            .then_some(names)
        };
        let list =
            "aqua, 1,2-hexanediol,parfum (citral, geraniol), talc, mica. zea mays, ci 77491, alcohol denat., bht.";
        let expected = "aqua|1,2-hexanediol|parfum (citral, geraniol)|talc|mica|zea mays|ci 77491|alcohol denat.|bht";
        assert_eq!(names(list), Some(expected.split('|').collect()));
        for text in ["", "Aqua, Talc", "A, B, C, D, E, F, PEG-40, 2-Hexanediol", "A, B, C, D, E, F, G (H"] {
            assert_eq!(names(text), None, "{text}");
        }
        for (text, is_bare) in [
            ("['Aqua', 'Talc', 'Mica', 'Silica', 'Zea Mays', 'CI 77491', 'Biotin']", true),
            ("['Aqua', 'Talc', 'Mica', 'Silica', 'Zea Mays', 'CI 77491', Biotin]", false),
        ] {
            assert_eq!(is_list_of(text, |piece| plain(piece).is_some()), is_bare, "{text}");
        }
    }
}
