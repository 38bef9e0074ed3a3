//! Foreign text on a page of Markdown: it shows what it is, and does nothing.

/// A text of a catalogue. As code, it mentions nobody and links to nothing, wherever the page is shown.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<code>{}</code>", escaped(text)) }
}

/// A text of a pack, without a mark-up of its own. Whom it mentions is not called.
pub(super) fn plain(text: &str) -> String {
    escaped(text).replace("&#64;", "&#64;\u{200b}")
}

/// All that Markdown or HTML would take for a mark, by its number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            ' ' | '.' | ',' | '-' | '/' | '%' | '(' | ')' | '+' | ';' | '?' => escaped.push(c),
            // it parts no protocol from an address
            ':' if !text[at + 1..].starts_with('/') => escaped.push(c),
            c if c.is_ascii_punctuation() => escaped.push_str(&format!("&#{};", u32::from(c))),
            // a line would end there, and with it the row
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_taken_for_a_mark() {
        for (text, shown) in [
            ("SD Alcohol 40-B, 50 %", "<code>SD Alcohol 40-B, 50 %</code>"),
            ("a|b\n<b>&", "<code>a&#124;b &#60;b&#62;&#38;</code>"),
            ("`x` @all #1", "<code>&#96;x&#96; &#64;all &#35;1</code>"),
            ("https://a.b", "<code>https&#58;//a.b</code>"),
            ("shop.csv:2:74", "<code>shop.csv:2:74</code>"),
            ("", ""),
        ] {
            assert_eq!(code(text), shown);
        }
        assert_eq!(plain("ask @me, *now*"), "ask &#64;\u{200b}me, &#42;now&#42;");
    }
}
