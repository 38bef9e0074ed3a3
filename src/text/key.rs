//! Keys: names in the form in which they are compared.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::canonical_combining_class;

use super::Folded;

/// A name in the form in which names are compared: lower case, no accents, letters and digits only.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(String);

impl Key {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name had no letter and no digit.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key of a piece of folded text.
    pub(crate) fn of_folded(folded: &str) -> Key {
        Key(key_chars(folded).collect())
    }
}

/// The characters of the key of a piece of folded text.
pub(crate) fn key_chars(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|c| is_key(*c))
}

/// Whether a character is a letter, told sooner than by the tables of Unicode for those that most labels are made of.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_common_letter(c) || c.is_alphabetic() }
}

/// Whether a character is a letter or a digit, told in the same way.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_common_letter(c) || c.is_alphanumeric() }
}

/// Cyrillic, Thai, Hangul, kana, Chinese characters.
pub(super) fn is_common_letter(c: char) -> bool {
    matches!(c, '\u{430}'..='\u{44f}' | '\u{e01}'..='\u{e30}' | '\u{ac00}'..='\u{d7a3}' | '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// Whether a character of a folded text counts when names are compared: letters and digits, no marks.
pub(crate) fn is_key(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        // a tatweel, which lengthens a letter or carries a mark
        '\u{640}' => false,
        c => is_common_letter(c) || c.is_alphanumeric() && canonical_combining_class(c) == 0,
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of a name.
///
/// ```
/// # use needlint::fold;
/// assert_eq!(fold("Alcool D\u{e9}natur\u{e9}"), fold("ALCOOL-DENATURE"));
/// assert_ne!(fold("Cetyl Alcohol"), fold("Ethyl Alcohol"));
/// ```
pub fn fold(name: &str) -> Key {
    Key::of_folded(Folded::new(name).as_str())
}
