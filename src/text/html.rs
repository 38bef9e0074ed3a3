//! The HTML that product pages leave in their ingredient lists: tags and entities, one at a time.

use std::borrow::Cow;

/// A tag, or an element that is left out whole.
pub(super) struct Tag {
    /// Length in bytes.
    pub(super) len: usize,
    /// What a reader sees in its place.
    pub(super) stands_for: &'static str,
}

/// Tags that change how text looks and not where it ends: they may stand inside a name.
const INLINE: &[&str] = &["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "u", "wbr"];
/// Tags that begin a new line.
const BLOCK: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "br", "button", "center", "dd", "div", "dl", "dt", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "img", "input",
    "label", "li", "link", "main", "meta", "nav", "noscript", "ol", "option", "p", "pre", "section", "select",
    "source", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "video",
];
/// Elements whose content is no text of the list: code, and footnote numbers.
const SKIPPED: &[&str] = &["script", "style", "sub", "sup"];

/// Longest tag that is looked for, so that a lone `<` costs no more than a look around.
const LONGEST_TAG: usize = 4096;

/// Whether a tag ends a link, or the like, behind which the next one begins with nothing between: a page's list of links.
pub(super) fn are_siblings(tag: &str, next: &str) -> bool {
    ["a", "span"].iter().any(|name| {
        let opens = next.strip_prefix('<').and_then(|next| next.strip_prefix(name));
        tag.strip_prefix("</").is_some_and(|end| end.strip_suffix('>') == Some(name))
            && opens.is_some_and(|rest| rest.starts_with(['>', ' ']))
    })
}

/// The tag that `text` begins with.
pub(super) fn tag(text: &str) -> Option<Tag> {
    if text.starts_with("<!--") {
        let near = &text.as_bytes()[..text.len().min(LONGEST_TAG)];
        let len = memchr::memmem::find(near, b"-->")? + 3;
        return Some(Tag { len, stands_for: "" });
    }
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let name_len = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inner[..name_len].to_ascii_lowercase();
    let after = inner.as_bytes().get(name_len)?;
    if !matches!(after, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') {
        return None;
    }
    let len = memchr::memchr(b'>', &text.as_bytes()[..text.len().min(LONGEST_TAG)])? + 1;
    let is_opening = !text.starts_with("</");
    if SKIPPED.contains(&name.as_str()) {
        let close = format!("</{name}>");
        let rest = text.len().min(len + LONGEST_TAG);
        let content =
            text.as_bytes()[len..rest].windows(close.len()).position(|w| w.eq_ignore_ascii_case(close.as_bytes()));
        let len = match content {
            Some(at) if is_opening => len + at + close.len(),
            _ => len,
        };
        return Some(Tag { len, stands_for: if name.starts_with("su") { "*" } else { "\n" } });
    }
    if INLINE.contains(&name.as_str()) {
        return Some(Tag { len, stands_for: "" });
    }
    BLOCK.contains(&name.as_str()).then_some(Tag { len, stands_for: "\n" })
}

/// Length of the longest entity, `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 33;

/// The entity that `text` begins with: what it stands for, and its length in bytes.
pub(super) fn entity(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let near = &text.as_bytes()[..text.len().min(LONGEST_ENTITY)];
    let Some(len) = memchr::memchr(b';', near).map(|at| at + 1) else { return unclosed(text) };
    let entity = &text[..len];
    let decoded = html_escape::decode_html_entities(entity);
    if decoded == entity {
        return unclosed(text);
    }
    // text that was escaped twice: "&amp;shy;"
    let again = (decoded == "&").then(|| ["&", &text[len..text.floor_char_boundary(len + LONGEST_ENTITY)]].concat());
    let again =
        again.as_deref().and_then(self::entity).map(|(twice, more)| (twice.into_owned().into(), len + more - 1));
    Some(again.unwrap_or((decoded, len)))
}

/// A character by its number, without the semicolon that should close it: "&#65lcohol".
fn unclosed(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let number = text.strip_prefix("&#")?;
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let len = digits.chars().take(7).take_while(|c| c.is_digit(radix)).count();
    let c = char::from_u32(u32::from_str_radix(&digits[..len], radix).ok()?)?;
    Some((c.to_string().into(), text.len() - digits.len() + len))
}
