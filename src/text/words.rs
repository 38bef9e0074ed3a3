//! The words of a text: runs of characters of one kind.

use super::is_word;

/// The characters that words are made of.
pub(crate) struct Letters {
    /// What each byte is: a part of a word, or not, or one of several bytes of a character.
    bytes: [Byte; 256],
    /// Whether a character beyond ASCII is a part of a word.
    other: fn(char) -> bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Inside,
    Outside,
    Beyond,
}

/// Letters and digits.
pub(crate) static WORD: Letters = Letters::new(b"0123456789", is_word);

/// Letters, digits and the apostrophe.
pub(crate) static SPOKEN: Letters = Letters::new(b"0123456789'", is_word);

/// The letters of ASCII.
pub(crate) static LATIN: Letters = Letters::new(b"", |_| false);

impl Letters {
    /// Those of ASCII and some of its other characters, and beyond it what `other` says.
    const fn new(more: &[u8], other: fn(char) -> bool) -> Letters {
        let mut bytes = [Byte::Beyond; 256];
        let mut byte = 0;
        while byte < 128 {
            bytes[byte] = if (byte as u8).is_ascii_alphabetic() { Byte::Inside } else { Byte::Outside };
            byte += 1;
        }
        let mut next = 0;
        while next < more.len() {
            bytes[more[next] as usize] = Byte::Inside;
            next += 1;
        }
        Letters { bytes, other }
    }

    /// The words of a text, in order: the longest runs of such characters.
    pub(crate) fn words<'a>(&'static self, text: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let word = &rest[self.run(rest, Byte::Outside)..];
            let (word, behind) = word.split_at(self.run(word, Byte::Inside));
            rest = behind;
            (!word.is_empty()).then_some(word)
        })
    }

    /// The length of the run at the start of a text of characters that are all inside of words, or outside.
    #[inline]
    fn run(&self, text: &str, kind: Byte) -> usize {
        let ascii = text.bytes().take_while(|byte| self.bytes[usize::from(*byte)] == kind).count();
        let ends = |c: char| match self.bytes[if c.is_ascii() { c as usize } else { 0x80 }] {
            Byte::Beyond => (self.other)(c) != (kind == Byte::Inside),
            ascii => ascii != kind,
        };
        match text.as_bytes().get(ascii) {
            Some(byte) if !byte.is_ascii() => text[ascii..].find(ends).map_or(text.len(), |at| ascii + at),
            _ => ascii,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_what_stands_between_other_characters(text in "([a-z ',.-]|\\PC){0,40}") {
            let expected: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(WORD.words(&text).collect::<Vec<_>>(), expected);
        }
    }
}
