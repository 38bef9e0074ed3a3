//! Globs: patterns in which `*` stands for any text and `?` for any one character. No other character means anything
//! but itself, as ids and ingredients have all of them. These two do so as well behind a backslash: `Alcohol\*` is alcohol
//! with the asterisk that labels put to what is organic.

use crate::text::fold;

/// No pattern is longer than this many bytes.
pub(super) const LONGEST: usize = 1_000;

/// A pattern for a whole text.
#[derive(Clone, Debug)]
pub(super) enum Glob {
    Exact(Box<str>),
    /// Any text that has these parts, one behind the other.
    Pattern(Box<[Part]>),
}

/// A pattern for an ingredient, in the forms in which it is looked for.
#[derive(Clone, Debug)]
pub(super) struct IngredientGlob {
    printed: Glob,
    /// As names are compared; none if that would leave nothing to compare, or take a mark away that is meant.
    folded: Option<Glob>,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Literal(String),
    Any,
    One,
}

impl Part {
    /// The parts of a pattern. There are never two texts one behind the other.
    fn all(pattern: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut chars = pattern.chars().peekable();
        while let Some(c) = chars.next() {
            let part = match c {
                '*' => Part::Any,
                '?' => Part::One,
                '\\' => Part::Literal(chars.next_if(|next| "*?\\".contains(*next)).unwrap_or(c).into()),
                c => Part::Literal(c.into()),
            };
            match (parts.last_mut(), part) {
                (Some(Part::Literal(text)), Part::Literal(more)) => text.push_str(&more),
                (_, part) => parts.push(part),
            }
        }
        parts
    }

    fn literal(&self) -> Option<&str> {
        match self {
            Part::Literal(text) => Some(text),
            Part::Any | Part::One => None,
        }
    }

    /// What is behind this part, no `*`, where a text begins with it.
    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Part::Literal(literal) => text.strip_prefix(literal.as_str()),
            Part::One | Part::Any => text.chars().next().map(|c| &text[c.len_utf8()..]),
        }
    }

    /// The same of texts as names are compared.
    fn folded(&self) -> Part {
        match self {
            Part::Literal(text) => Part::Literal(fold(text).to_string()),
            wild => wild.clone(),
        }
    }
}

impl Glob {
    /// Reads a pattern that is not too long.
    pub(super) fn new(pattern: &str) -> Glob {
        Glob::of(&Part::all(pattern))
    }

    fn of(parts: &[Part]) -> Glob {
        match parts {
            [] => Glob::Exact("".into()),
            [Part::Literal(text)] => Glob::Exact(text.as_str().into()),
            parts => Glob::Pattern(parts.into()),
        }
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Glob::Exact(exact) => **exact == *text,
            Glob::Pattern(parts) => is_all(parts, text),
        }
    }

    /// The longest text that stands in whatever it means.
    pub(super) fn longest_literal(&self) -> Option<&str> {
        match self {
            Glob::Exact(exact) => Some(exact),
            Glob::Pattern(parts) => parts.iter().filter_map(Part::literal).max_by_key(|text| text.len()),
        }
    }
}

/// Whether the parts are all of a text. Each `*` takes up as little as it can.
fn is_all(parts: &[Part], text: &str) -> bool {
    let (mut at, mut rest, mut last) = (0, text, None);
    loop {
        match parts.get(at) {
            Some(Part::Any) => (at, last) = (at + 1, Some((at + 1, rest))),
            Some(part) if let Some(behind) = part.behind(rest) => (at, rest) = (at + 1, behind),
            None if rest.is_empty() => return true,
            // the last `*` takes up one more
            _ => match last.and_then(|(at, text)| Some((at, Part::One.behind(text)?))) {
                Some(more) => ((at, rest), last) = (more, Some(more)),
                None => return false,
            },
        }
    }
}

impl IngredientGlob {
    /// Reads a pattern that is not too long.
    pub(super) fn new(pattern: &str) -> IngredientGlob {
        let parts = Part::all(pattern);
        let folded: Vec<Part> = parts.iter().map(Part::folded).collect();
        // of "-" nothing is left, and of "-*" what matches everything
        let says_something = folded.iter().filter_map(Part::literal).any(|text| !text.is_empty());
        // who writes an asterisk means it
        let means_a_mark = parts.iter().filter_map(Part::literal).any(|text| text.contains(['*', '?']));
        let is_folded = says_something && !means_a_mark;
        IngredientGlob { printed: Glob::of(&parts), folded: is_folded.then(|| Glob::of(&folded)) }
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
            (r"Alcohol\*", "Alcohol", false),
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

    proptest! {
        #[test]
        fn globs_match_as_regular_expressions_do(pattern in r"[ab.*?\n\\é]{0,8}", text in r"[ab.*?\n\\é]{0,8}") {
            let part = |part: &Part| match part {
                Part::Literal(text) => regex::escape(text),
                Part::Any => ".*".to_owned(),
                Part::One => ".".to_owned(),
            };
            let regex: String = Part::all(&pattern).iter().map(part).collect();
            let regex = regex::Regex::new(&format!(r"(?s)\A{regex}\z")).unwrap();
            prop_assert_eq!(Glob::new(&pattern).matches(&text), regex.is_match(&text), "{}", regex);
        }
    }
}
