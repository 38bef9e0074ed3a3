//! Globs: patterns in which `*` stands for any text and `?` for any one character. No other character means anything
//! but itself, as ids and ingredients have all of them. These two do so as well behind a backslash: `Alcohol\*` is alcohol
//! with the asterisk that labels put to what is organic.

use std::borrow::Cow;

use regex::Regex;

use crate::text::fold;

/// No pattern is longer than this many bytes.
pub(super) const LONGEST: usize = 1_000;

/// A pattern for a whole text.
#[derive(Clone, Debug)]
pub(super) enum Glob {
    /// This text.
    Exact(Box<str>),
    /// Any text that it matches. All of these begin alike, which is seen at once of most texts that do not.
    Pattern { beginning: Box<str>, regex: Regex },
}

/// A pattern for an ingredient, in the forms in which it is looked for.
#[derive(Clone, Debug)]
pub(super) struct IngredientGlob {
    printed: Glob,
    /// As names are compared; none if that would leave nothing to compare.
    folded: Option<Glob>,
}

/// A part of a pattern.
enum Part {
    /// This text.
    Literal(String),
    /// Any text.
    Any,
    /// Any one character.
    One,
}

impl Part {
    /// The parts of a pattern. There are never two texts one behind the other.
    fn all(pattern: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut chars = pattern.chars().peekable();
        while let Some(c) = chars.next() {
            let literal = match c {
                '*' => {
                    parts.push(Part::Any);
                    continue;
                }
                '?' => {
                    parts.push(Part::One);
                    continue;
                }
                '\\' => chars.next_if(|next| "*?\\".contains(*next)).unwrap_or(c),
                c => c,
            };
            match parts.last_mut() {
                Some(Part::Literal(text)) => text.push(literal),
                _ => parts.push(Part::Literal(literal.into())),
            }
        }
        parts
    }

    /// The same of texts as names are compared.
    fn folded(&self) -> Part {
        match self {
            Part::Literal(text) => Part::Literal(fold(text).to_string()),
            Part::Any => Part::Any,
            Part::One => Part::One,
        }
    }
}

impl Glob {
    /// Reads a pattern that is not too long.
    pub(super) fn new(pattern: &str) -> Glob {
        Glob::of(&Part::all(pattern))
    }

    fn of(parts: &[Part]) -> Glob {
        let beginning = match parts {
            [] => return Glob::Exact("".into()),
            [Part::Literal(text)] => return Glob::Exact(text.as_str().into()),
            [Part::Literal(text), ..] => text.as_str().into(),
            [Part::Any | Part::One, ..] => "".into(),
        };
        let expression = parts.iter().map(|part| match part {
            Part::Literal(text) => Cow::Owned(regex::escape(text)),
            Part::Any => ".*".into(),
            Part::One => ".".into(),
        });
        let regex = Regex::new(&format!(r"(?s)\A{}\z", expression.collect::<String>()));
        let regex = regex.expect("literal text with wild cards is an expression, and not a long one");
        Glob::Pattern { beginning, regex }
    }

    /// Whether it means this text.
    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Glob::Exact(exact) => **exact == *text,
            Glob::Pattern { beginning, regex } => text.starts_with(&**beginning) && regex.is_match(text),
        }
    }
}

impl IngredientGlob {
    /// Reads a pattern that is not too long.
    pub(super) fn new(pattern: &str) -> IngredientGlob {
        let parts = Part::all(pattern);
        let folded: Vec<Part> = parts.iter().map(Part::folded).collect();
        // of "-" nothing is left, and of "-*" what matches everything
        let says_something = folded.iter().any(|part| matches!(part, Part::Literal(text) if !text.is_empty()));
        IngredientGlob { printed: Glob::of(&parts), folded: says_something.then(|| Glob::of(&folded)) }
    }

    /// Whether it means an ingredient that is printed like this. `folded` is asked for only if it is needed.
    pub(super) fn matches<'a>(&self, printed: &str, folded: impl FnOnce() -> &'a str) -> bool {
        self.printed.matches(printed) || self.folded.as_ref().is_some_and(|glob| glob.matches(folded()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_two_characters_are_wild() {
        for (pattern, text, is) in [
            ("SKU-1", "SKU-1", true),
            ("SKU-1", "SKU-10", false),
            ("SKU-*", "SKU-", true),
            ("*-1", "a/b\n-1", true),
            ("SKU-?", "SKU-é", true),
            ("SKU-?", "SKU-", false),
            ("[a-z].{1}\\", "[a-z].{1}\\", true),
            ("[a-z]*", "a", false),
            (r"Aqua\*", "Aqua*", true),
            (r"Aqua\*", "Aqua", false),
            (r"Aqua\*", r"Aqua\", false),
            (r"\?*\\", r"?a\", true),
            (r"a\b\", r"a\b\", true),
            ("*", "", true),
            ("", "a", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(text), is, "{pattern} and {text}");
        }
    }

    #[test]
    fn ingredients_are_compared_as_printed_and_as_names_are() {
        for (pattern, ingredient, is) in [
            ("SD Alcohol 40-B", "sd-alcohol 40b", true),
            ("sd alcohol*", "SD-Alcohol 40-B", true),
            ("Alcohol?", "Alcohol.", true),
            ("alcohol", "Alcohol Denat.", false),
            ("*alcohol", "Cetearyl Alcohol*", true),
            (r"Alcohol\*", "Alcohol*", true),
            (r"Alcohol\*", "Alcohol Denat.", false),
            ("-", "--", false),
            ("-*", "Alcohol", false),
            ("*", "Alcohol", true),
        ] {
            let folded = fold(ingredient);
            assert_eq!(
                IngredientGlob::new(pattern).matches(ingredient, || folded.as_str()),
                is,
                "{pattern} and {ingredient}"
            );
        }
    }

    #[test]
    fn the_longest_patterns_are_read() {
        for pattern in ["*", "?", "(", "é*", "*a?"] {
            let pattern = pattern.repeat(LONGEST / pattern.len());
            Glob::new(&pattern).matches("a");
        }
    }

    /// The plain way.
    fn is_match(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, _) => text.is_empty(),
            (Some(('*', rest)), _) => {
                is_match(rest, text) || text.split_first().is_some_and(|(_, text)| is_match(pattern, text))
            }
            (Some(('?', rest)), Some((_, text))) => is_match(rest, text),
            (Some(('\\', [c @ ('*' | '?' | '\\'), rest @ ..])), _) => {
                text.split_first().is_some_and(|(other, text)| c == other && is_match(rest, text))
            }
            (Some((c, rest)), Some((other, text))) => c == other && is_match(rest, text),
            (Some(_), None) => false,
        }
    }

    proptest! {
        #[test]
        fn globs_match_as_the_plain_way_does(pattern in r"[ab.*?\n\\é]{0,8}", text in r"[ab.*?\n\\é]{0,8}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(Glob::new(&pattern).matches(&text), is_match(&chars(&pattern), &chars(&text)));
        }
    }
}
