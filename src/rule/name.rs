//! A name of a substance, beside the key that it is looked up by.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::{Folded, fold};

/// A name as a pack writes it, and as names are compared. Those of the built-in pack lie in the program itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    #[serde(borrow)]
    printed: Cow<'static, str>,
    #[serde(borrow)]
    key: Cow<'static, str>,
}

impl Name {
    /// The name that is written so; `#` stands for a number.
    pub fn new(printed: impl Into<Cow<'static, str>>) -> Name {
        let printed = printed.into();
        let folded = |part: &str| String::from(fold(part));
        let key = match printed.contains('#') {
            true => Name::numbered(&printed.split('#').map(folded).collect::<Vec<_>>().join("#")),
            false => folded(&printed),
        };
        Name { printed, key: key.into() }
    }

    /// The name as the pack writes it.
    pub fn printed(&self) -> &Cow<'static, str> {
        &self.printed
    }

    /// The name in the form in which names are compared; with a `#` in it, every run of digits is one.
    pub fn key(&self) -> &Cow<'static, str> {
        &self.key
    }

    /// The name as it stands in folded text.
    pub(crate) fn folded(&self) -> Folded {
        Folded::new(&self.printed)
    }

    /// Whether a number stands in the name, whichever.
    pub fn is_numbered(&self) -> bool {
        self.key.contains('#')
    }

    /// A key with a `#` for each run of digits.
    pub(crate) fn numbered(key: &str) -> String {
        let mut numbered = String::with_capacity(key.len());
        for c in key.chars() {
            match c {
                '0'..='9' | '#' if numbered.ends_with('#') => {}
                '0'..='9' | '#' => numbered.push('#'),
                c => numbered.push(c),
            }
        }
        numbered
    }
}
