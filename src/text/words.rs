//! The words of a text: runs of characters of one kind.

/// The longest runs of characters that are all such, in order. Those of ASCII are told byte by byte.
pub(crate) fn words(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = &rest[run(rest, |c| !is_part(c))..];
        let (word, behind) = word.split_at(run(word, &is_part));
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

/// The length of the run of such characters at the start of a text.
#[inline]
fn run(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    let ascii = text.bytes().take_while(|byte| byte.is_ascii() && is_one(char::from(*byte))).count();
    match text.as_bytes().get(ascii) {
        Some(byte) if !byte.is_ascii() => text[ascii..].find(|c| !is_one(c)).map_or(text.len(), |at| ascii + at),
        _ => ascii,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_word;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_what_stands_between_other_characters(text in "([a-z ',.-]|\\PC){0,40}") {
            let expected: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(words(&text, is_word).collect::<Vec<_>>(), expected);
        }
    }
}
