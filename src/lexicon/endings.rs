//! Sets of endings: which of many a text ends with, without a look at each of them.

/// Endings by their last byte.
#[derive(Clone, Debug, Default)]
pub(crate) struct Endings(Vec<Vec<Box<str>>>);

impl Endings {
    pub(crate) fn new<'a>(endings: impl IntoIterator<Item = &'a str>) -> Endings {
        let mut by_last = vec![Vec::new(); 256];
        for ending in endings {
            if let Some(last) = ending.bytes().last() {
                by_last[usize::from(last)].push(ending.into());
            }
        }
        Endings(by_last)
    }

    /// Those that a text ends with, each with what stands before it.
    pub(crate) fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let known = text.bytes().last().map(|last| self.0[usize::from(last)].as_slice());
        let known = known.unwrap_or_default().iter();
        known.filter_map(move |ending| Some((text.strip_suffix(&**ending)?, &**ending)))
    }

    /// Whether a text ends with any.
    pub(crate) fn end(&self, text: &[u8]) -> bool {
        let known = text.last().map(|last| self.0[usize::from(*last)].as_slice()).unwrap_or_default();
        known.iter().any(|ending| text.ends_with(ending.as_bytes()))
    }
}
