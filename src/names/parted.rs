//! What is said of a name though something parts it from the name: its kind, what completes it, what it is a solvent of.

use super::context::Context;
use super::item::{Part, PartKind};
use crate::label::{Amount, Ppm};
use crate::text::Span;

/// How many parts behind a name are looked at for what completes it.
const FARTHEST: usize = 8;

impl<'a> Context<'a> {
    /// Words that may say what kind of thing the name at `at` is, though a bracket, an amount or a comma parts them from
    /// it: "Cetyl (C16) Alcohol", "Cetearyl 50% Alcohol", "Alcohol (fatty)", "Alcohol, cetyl".
    pub(super) fn kinds(self, at: Span) -> impl Iterator<Item = &'a str> {
        let item = self.item;
        let (first, last) = (item.part_at(at.start), item.part_at(at.end - 1));
        let word = |part: &Part| matches!(part.kind, PartKind::Word | PartKind::Run).then(|| item.word(part));
        let mut depth = 0;
        let before = item.parts[..first].iter().rev().find(|part| {
            depth -= part.depth();
            depth <= 0 && !matches!(part.kind, PartKind::Open | PartKind::Amount)
        });
        let is_parted = |i: usize| matches!(item.parts[i].kind, PartKind::Close | PartKind::Amount);
        let before = before.filter(|_| first.checked_sub(1).is_some_and(is_parted)).and_then(word);
        let behind = match item.parts.get(last + 1..).unwrap_or(&[]) {
            [mark, kind] if mark.kind == PartKind::Break => word(kind),
            [open, kind, close, ..] if (open.kind, close.kind) == (PartKind::Open, PartKind::Close) => word(kind),
            _ => None,
        };
        before.into_iter().chain(behind)
    }

    /// Words that may complete the name at `at`, though an amount, a bracket, a comma, or words that change nothing part
    /// them from it, with where they end in the keys: "Alcohol 96 % denat.", "Alcool (de grain dénaturé)".
    pub(super) fn completions(self, at: Span) -> impl Iterator<Item = (&'a str, u32)> {
        let item = self.item;
        let behind = item.part_at(at.end - 1) + 1;
        let is_word = move |index: usize| {
            matches!(item.parts[index].kind, PartKind::Word | PartKind::Run) && !item.is_qualifier(index)
        };
        // a word that goes on names something else: "Alcohol (denatured collagen)"
        let is_last = move |index: usize| index + 1 >= item.parts.len() || !is_word(index + 1);
        let near = item.parts.len().min(behind + FARTHEST);
        let words = (behind..near).filter(move |index| is_word(*index));
        words.flat_map(move |first| {
            let pair = is_word(first) && first + 1 < near && is_word(first + 1);
            let ends = [Some(first).filter(|_| is_last(first)), Some(first + 1).filter(|end| pair && is_last(*end))];
            ends.into_iter().flatten().map(move |last| {
                let key = Span { start: item.parts[first].key.start, end: item.parts[last].key.end };
                (item.key(key), key.end)
            })
        })
    }

    /// What opens the place of the name at `at` in an extract or a perfume, if it is a solvent there: a bracket, or a word
    /// such as "in".
    pub(super) fn carrier(self, at: Span) -> Option<usize> {
        let (item, words) = (self.item, self.words());
        let text = |part: &Part| part.span.of(item.view.text());
        let is_said = |part: &Part| self.is_preposition(part);
        let first = item.part_at(at.start);
        let opens = |index: &usize| item.parts[*index].kind == PartKind::Open && self.is_inside(first, *index);
        let open =
            (0..first).rev().find(opens).or_else(|| (0..first).rev().find(|index| is_said(&item.parts[*index])))?;
        let has_several = || {
            let inside = item.parts[open + 1..].iter().take_while(|part| part.kind != PartKind::Close);
            inside.into_iter().any(|part| matches!(text(part), "," | ";"))
        };
        let is_drawn = |part: &Part| {
            let word = item.word(part);
            let ends =
                |drawn: &&String| word.ends_with(drawn.as_str()) && (word.len() == drawn.len() || drawn.len() > 5);
            words.drawn.iter().find(ends).is_some()
        };
        (item.parts[..open].iter().any(is_drawn) && !has_several()).then_some(open)
    }

    /// Whether a part is a word before what a thing is dissolved or drawn in.
    fn is_preposition(self, part: &Part) -> bool {
        self.words().prepositions.iter().any(|word| word == part.span.of(self.item.view.text()))
    }

    /// Whether a part stands in the bracket that opens at another.
    fn is_inside(self, part: usize, open: usize) -> bool {
        let mut depths = self.item.parts[open..part].iter().scan(0, |depth, part| {
            *depth += part.depth();
            Some(*depth)
        });
        depths.all(|depth| depth > 0)
    }

    /// The amount of a name in the bracket of something of which an amount is stated: a share of that where it is more, or
    /// where what stands in the bracket adds up to all of it; and no more than that in any case.
    pub(super) fn within(self, at: Span, own: Option<Amount>) -> Option<Amount> {
        let item = self.item;
        let first = item.part_at(at.start);
        let is_open = |index: &usize| item.parts[*index].kind == PartKind::Open && self.is_inside(first, *index);
        let Some(open) = (0..first).rev().find(is_open) else { return own };
        // "Minoxidil 5 % (in ethanol 60 %)"
        if item.parts.get(open + 1).is_some_and(|part| self.is_preposition(part)) {
            return own;
        }
        let outside = item.parts[..open].iter().rev().take_while(|part| part.kind != PartKind::Break);
        let Some(whole) = outside.filter_map(|part| part.amount).next() else { return own };
        let inside = item.parts[open + 1..].iter().take_while(|part| part.kind != PartKind::Close);
        let sum: u64 = inside.filter_map(|part| part.amount).map(|amount| u64::from(amount.high.0)).sum();
        match own {
            Some(own) if own.high <= whole.high && sum.abs_diff(u64::from(Ppm::WHOLE.0)) > 10_000 => Some(own),
            own => Some(whole.times(own)),
        }
    }
}
