//! Whether a name stands anywhere in some tokens: most have none, and need no closer look.

use std::ops::Range;

use crate::label::{Kind, View};
use crate::lexicon::{Class, Facts};

/// Whether a name of which this is so may stand in some tokens.
pub(super) fn holds_name(view: View<'_>, tokens: &Range<usize>, is_so: fn(&Facts) -> bool) -> bool {
    let end = view.key_range(tokens).end;
    tokens.clone().any(|index| {
        let token = view.all()[index];
        let start = token.key as usize;
        match token.kind {
            Kind::Run => token.class.has(Class::NAME) && holds_glued_name(view, index, end, is_so),
            Kind::Word | Kind::Number if view.lexicon.names.may_begin(&view.tokens.keys, start) => (index + 1
                ..=tokens.end)
                .map(|next| (view.token(next).key as usize).min(end))
                .take_while(|end| end - start <= view.lexicon.names.longest)
                .any(|end| is_name(view, start, end, is_so)),
            _ => false,
        }
    })
}

/// Whether such a name begins in letters of a script that does not part words.
fn holds_glued_name(view: View<'_>, index: usize, end: usize, is_so: fn(&Facts) -> bool) -> bool {
    let (from, to) = (view.token(index).key as usize, view.token(index + 1).key as usize);
    let behind = view.key_of(from..end);
    let mut starts = behind.char_indices().map(|(at, _)| at).take_while(|at| from + at < to);
    let may_begin = |at: &usize| view.lexicon.glued_starts.name(&behind[*at..]);
    starts.any(|at| {
        let ends = behind[at..].char_indices().map(|(len, c)| len + c.len_utf8());
        let mut ends = ends.take_while(|len| *len <= view.lexicon.names.longest);
        may_begin(&at) && ends.any(|len| is_name(view, from + at, from + at + len, is_so))
    })
}

/// Whether a stretch of the keys is such a name.
fn is_name(view: View<'_>, start: usize, end: usize, is_so: fn(&Facts) -> bool) -> bool {
    let names = &view.lexicon.names;
    names.at(&view.tokens.keys, start, end).is_some_and(|name| is_so(names.facts(name)))
}
