//! Globs: patterns in which `*` stands for any text and `?` for any one character. No other character means anything
//! but itself, as ids and ingredients have all of them.

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

impl Glob {
    /// Reads a pattern that is not too long.
    pub(super) fn new(pattern: &str) -> Glob {
        if !pattern.contains(WILD) {
            return Glob::Exact(pattern.into());
        }
        let mut regex = String::from(r"(?s)\A");
        for part in pattern.split_inclusive(WILD) {
            let literal = part.trim_end_matches(WILD);
            regex.push_str(&regex::escape(literal));
            regex.push_str(match &part[literal.len()..] {
                "*" => ".*",
                "?" => ".",
                _ => "",
            });
        }
        regex.push_str(r"\z");
        let regex = Regex::new(&regex).expect("literal text with wild cards is an expression, and not a long one");
        let beginning = pattern.split(WILD).next().unwrap_or_default().into();
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
        let mut folded = String::with_capacity(pattern.len());
        for part in pattern.split_inclusive(WILD) {
            let literal = part.trim_end_matches(WILD);
            folded.push_str(fold(literal).as_str());
            folded.push_str(&part[literal.len()..]);
        }
        // of "-" nothing is left, and of "-*" what matches everything
        let says_something = folded.contains(|c| !WILD.contains(&c));
        IngredientGlob { printed: Glob::new(pattern), folded: says_something.then(|| Glob::new(&folded)) }
    }

    /// Whether it means an ingredient that is printed like this. `folded` is asked for only if it is needed.
    pub(super) fn matches<'a>(&self, printed: &str, folded: impl FnOnce() -> &'a str) -> bool {
        self.printed.matches(printed) || self.folded.as_ref().is_some_and(|glob| glob.matches(folded()))
    }
}

/// The characters that mean something else.
const WILD: [char; 2] = ['*', '?'];

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
            (Some((c, rest)), Some((other, text))) => c == other && is_match(rest, text),
            (Some(_), None) => false,
        }
    }

    proptest! {
        #[test]
        fn globs_match_as_the_plain_way_does(pattern in "[ab.*?\né]{0,8}", text in "[ab.*?\né]{0,8}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(Glob::new(&pattern).matches(&text), is_match(&chars(&pattern), &chars(&text)));
        }
    }
}
