//! Quoted fields that were seen before: to cut a text into blocks all their quotes have to be found, and to split the
//! records of a block they are needed again.

/// The quoted fields of a block, in order, as far as they are so long that to find their ends again would take a while.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuotedFields(Vec<QuotedField>);

/// A quoted field by the offsets of its quotes in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct QuotedField {
    open: u32,
    close: u32,
    has_doubled: bool,
}

/// The quoted fields of a block that are still to come.
#[derive(Clone, Debug, Default)]
pub(super) struct Coming<'a>(&'a [QuotedField]);

/// A shorter field is not remembered, so that even of many they take but a part of the room that their block does.
const SHORTEST: usize = 64;

impl QuotedFields {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Remembers the next one, if it is long enough.
    pub(super) fn push(&mut self, open: usize, close: usize, has_doubled: bool) {
        if close - open >= SHORTEST
            && let (Ok(open), Ok(close)) = (u32::try_from(open), u32::try_from(close))
        {
            self.0.push(QuotedField { open, close, has_doubled });
        }
    }

    pub(super) fn coming(&self) -> Coming<'_> {
        Coming(&self.0)
    }
}

impl Coming<'_> {
    /// The offset of the quote that closes the field which the one at `open` opens, and whether quotes are doubled
    /// before it; none if it is not remembered. Those before it are not asked for any more.
    pub(super) fn closing_quote(&mut self, open: usize) -> Option<(usize, bool)> {
        while let [next, rest @ ..] = self.0
            && next.open as usize <= open
        {
            self.0 = rest;
            if next.open as usize == open {
                return Some((next.close as usize, next.has_doubled));
            }
        }
        None
    }
}
