//! Lists in several columns, put together.

use std::borrow::Cow;
use std::iter::repeat_n;

use super::held::held;
use super::{Holds, ListedText, Source};

/// What stands between two ingredients that come one by one.
pub(crate) const BETWEEN: &str = ", ";

/// What is listed in all of `lists` that are filled, or else in the first of `pages` that is, with the name of each column
/// before what it holds if there are several.
pub(crate) fn join<'a>(
    lists: &[Source], pages: &[Source], cell: &dyn Fn(usize) -> Cow<'a, str>,
) -> ListedText<'static> {
    let mut listed = ListedText::default();
    let mut seen: Vec<String> = Vec::new();
    let are_several = lists.len() + pages.len() > 1;
    for source in lists {
        let held = held(source, cell);
        let text = held.trim();
        if !text.is_empty() && (source.holds == Holds::One || !seen.iter().any(|other| other == text)) {
            add(&mut listed, source, &held, are_several);
            seen.push(text.to_owned());
        }
    }
    if listed.fields.is_empty() {
        let mut pages = pages.iter().map(|source| (source, held(source, cell)));
        if let Some((source, held)) = pages.find(|(_, held)| !held.trim().is_empty()) {
            add(&mut listed, source, &held, are_several);
        }
    }
    listed
}

fn add(listed: &mut ListedText<'_>, source: &Source, held: &str, are_several: bool) {
    let is_first = listed.fields.is_empty();
    let text = held.trim();
    if !are_several {
        return listed.add("", text);
    }
    let line = if is_first { "" } else { "\n" };
    let heading = match source.holds {
        Holds::One if is_first => String::new(),
        Holds::One => BETWEEN.to_owned(),
        Holds::Headed => format!("{line}{}: ", source.name.replace(['_', '-', '.', ':'], " ")),
        // each has an order of its own
        _ if !is_first => "\nIngredients: ".to_owned(),
        _ => String::new(),
    };
    listed.add("", &heading);
    // so that places in it are those of its column; a line break there would end the heading
    let blank: String = repeat_n(' ', held.len() - held.trim_start().len()).collect();
    listed.add(&source.name, &(blank + text));
}
