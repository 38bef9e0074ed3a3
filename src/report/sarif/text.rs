//! Texts as SARIF wants them: short, plain and never empty.

use std::borrow::Cow;

/// At most so many characters of a text, with an ellipsis in place of the last one where there are more.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let end = text.char_indices().nth(most - 1).map_or(0, |(at, _)| at);
            Cow::Owned(format!("{}…", &text[..end]))
        }
    }
}

/// A text with a capital letter in front.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// A text in which nothing is taken for a placeholder or a link.
pub(super) fn plain(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        for (text, most, expected) in [("Sérum", 5, "Sérum"), ("Sérum №4", 5, "Séru…"), ("", 5, ""), ("💧💧", 1, "…")]
        {
            assert_eq!(cut(text, most), expected);
        }
    }

    #[test]
    fn nothing_in_a_text_is_a_placeholder_or_a_link() {
        for (text, expected) in [("{0} [a](1)", "{{0}} [a] (1)"), ("CI 77891 [nano] (10 %)", "CI 77891 [nano] (10 %)")]
        {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!((capital("éthanol"), capital("")), ("Éthanol".to_owned(), String::new()));
    }
}
