//! What is listed of a product, put together from the columns that hold it.

use std::borrow::Cow;

use super::sources::{Holds, Source, Sources};
use crate::catalogue::cell::{BETWEEN, write_field};
use crate::catalogue::sheet::write_text;
use crate::text::fold;
use crate::usual;

/// The list of a product as its cell is written, with the name of each column before what it holds if there are several;
/// empty if there is none.
pub(super) fn list<'a>(sources: &Sources, cell: &dyn Fn(usize) -> Cow<'a, str>) -> String {
    let mut written = String::new();
    let mut seen: Vec<String> = Vec::new();
    for source in &sources.lists {
        let text = held(source, cell);
        let text = text.trim();
        if !text.is_empty() && (source.holds == Holds::One || !seen.iter().any(|other| other == text)) {
            add_part(sources, source, text, &mut written);
            seen.push(text.to_owned());
        }
    }
    let mut pages = sources.pages.iter().map(|source| (source, held(source, cell)));
    if let Some((source, text)) = written.is_empty().then(|| pages.find(|(_, text)| !text.trim().is_empty())).flatten()
    {
        add_part(sources, source, text.trim(), &mut written);
    }
    written
}

fn add_part(sources: &Sources, source: &Source, text: &str, written: &mut String) {
    let is_first = written.is_empty();
    if is_first {
        write_field("", written);
    }
    if sources.are_several() {
        match source.holds {
            Holds::One if is_first => {}
            Holds::One => written.push_str(BETWEEN),
            Holds::Headed => {
                write_text(if is_first { "" } else { "\n" }, written);
                write_text(&format!("{}: ", source.name.replace(['_', '-', '.', ':'], " ")), written);
            }
            // each has an order of its own
            _ if !is_first => write_text("\nIngredients: ", written),
            _ => {}
        }
        write_field(&source.name, written);
    }
    write_text(text, written);
}

/// An ingredient with its amount behind it.
pub(super) fn with_amount(one: &str, amount: &str) -> String {
    let mut written = one.to_owned();
    if !one.is_empty() && !amount.is_empty() {
        written.push(' ');
        write_text(amount, &mut written);
        let is_number = amount.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '<' | ' '));
        written.push_str(if is_number { "%" } else { "" });
    }
    written
}

/// Adds an ingredient to a list, unless it is so long already that no more of it is judged.
pub(super) fn add(list: &mut String, one: &str, most: usize) {
    if list.is_empty() {
        list.push_str(one);
    } else if list.len() < most && !one.is_empty() {
        let mut column = String::new();
        write_field("", &mut column);
        list.push_str(BETWEEN);
        // all of it is of the column that the first is of
        list.push_str(one.strip_prefix(&column).unwrap_or(one));
    }
}

/// What a column holds of a list.
fn held<'a>(source: &Source, cell: &dyn Fn(usize) -> Cow<'a, str>) -> Cow<'a, str> {
    let text = cell(source.column);
    match source.holds {
        Holds::Attributes => Cow::Owned(attribute(&text).unwrap_or_default()),
        Holds::Details => Cow::Owned(detail(&text).unwrap_or_default()),
        Holds::Value { named_by } => match is_usual(&cell(named_by)) {
            true => Cow::Owned(text.replace("\\,", ",")),
            false => Cow::default(),
        },
        Holds::List | Holds::Headed | Holds::One if text.trim_start().starts_with("{\"type\"") => {
            Cow::Owned(rich_text(&text).unwrap_or_else(|| text.into_owned()))
        }
        Holds::List | Holds::Headed | Holds::One => text,
    }
}

fn is_usual(name: &str) -> bool {
    usual::INGREDIENTS.contains(&fold(name))
}

/// The value of the attribute that is called like a list: `brand=North,ingredients="Aqua, Glycerin"`.
fn attribute(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once('=') {
        let (value, next) = quoted(behind).unwrap_or_else(|| {
            // the next attribute begins behind the last comma before its sign
            let until = behind.find('=').map_or(behind.len(), |next| behind[..next].rfind(',').unwrap_or(next));
            (behind[..until].to_owned(), &behind[until..])
        });
        if is_usual(name.trim_matches([',', '|', ' ', '"'])) {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// A text in quotes, of which those inside are doubled, and what stands behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut at = 0;
    loop {
        at += inside[at..].find('"')?;
        if !inside[at + 1..].starts_with('"') {
            return Some((inside[..at].replace("\"\"", "\""), &inside[at + 1..]));
        }
        at += 2;
    }
}

/// The value of the detail that is called like a list: `General:Ingredients:Aqua, Glycerin,General:Size:50 ml`.
fn detail(text: &str) -> Option<String> {
    let mut names = text.match_indices(':').map(|(at, _)| at);
    let value = names.find_map(|at| {
        let name = text[..at].rsplit([':', ',']).next()?;
        is_usual(name.trim()).then(|| text[at + 1..].trim_start())
    })?;
    if let Some((value, _)) = quoted(value) {
        return Some(value);
    }
    let is_next = |at: &usize| {
        let next = value[at + 1..].split(',').next().unwrap_or_default();
        next.matches(':').count() > 1
    };
    let end = value.match_indices(',').map(|(at, _)| at).find(is_next).unwrap_or(value.len());
    Some(value[..end].to_owned())
}

/// The text of a field with formatting, which is kept as a tree in JSON.
fn rich_text(json: &str) -> Option<String> {
    fn walk(node: &serde_json::Value, text: &mut String) {
        if let Some(value) = node["value"].as_str() {
            text.push_str(value);
        }
        for child in node["children"].as_array().into_iter().flatten() {
            walk(child, text);
        }
        if matches!(node["type"].as_str(), Some("paragraph" | "list-item" | "heading")) {
            text.push('\n');
        }
    }
    let mut text = String::new();
    walk(&serde_json::from_str(json).ok()?, &mut text);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_among_attributes_and_details() {
        for (text, list) in [
            (r#"brand=North,ingredients="Aqua, ""Eco"" Glycerin",size=50 ml"#, r#"Aqua, "Eco" Glycerin"#),
            ("size=50 ml,ingredients=Aqua, Glycerin,brand=North", "Aqua, Glycerin"),
            ("key_ingredients=Niacinamide", ""),
        ] {
            assert_eq!(attribute(text).unwrap_or_default(), list, "{text}");
        }
        for (text, list) in [
            ("General:Ingredients:Water, SD Alcohol 40-B", "Water, SD Alcohol 40-B"),
            ("Size:Volume:50 ml,General:Ingredients:Water, Alcohol,General:Scent:Rose", "Water, Alcohol"),
            (r#"General:Ingredients:"Water, Alcohol",General:Size:1"#, "Water, Alcohol"),
            ("General:Scent:Rose", ""),
        ] {
            assert_eq!(detail(text).unwrap_or_default(), list, "{text}");
        }
    }

    #[test]
    fn text_with_formatting_is_text() {
        let json = r#"{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"Aqua, "},
            {"type":"text","bold":true,"value":"Alcohol"}]},{"type":"list","children":[{"type":"list-item","children":
            [{"type":"text","value":"Parfum"}]}]}]}"#;
        assert_eq!(rich_text(json).as_deref(), Some("Aqua, Alcohol\nParfum\n"));
    }
}
