//! Escapes in the texts of JSON, as in `\u00e9`.

use std::borrow::Cow;

/// The unit of UTF-16 that an escape at the beginning names.
pub(super) fn unit(json: &str) -> Option<u16> {
    u16::from_str_radix(json.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// Whether two escapes at the beginning name one character.
pub(super) fn is_pair(json: &str) -> bool {
    let is_low = |unit| matches!(unit, 0xdc00..=0xdfff);
    matches!(unit(json), Some(0xd800..=0xdbff)) && json.get(6..).and_then(unit).is_some_and(is_low)
}

/// JSON in which the half of a pair that stands alone, which is no text, is a sign for what was lost.
pub(super) fn whole(json: &str) -> Cow<'_, str> {
    if !json.contains("\\ud") && !json.contains("\\uD") {
        return Cow::Borrowed(json);
    }
    let (mut whole, mut rest) = (String::with_capacity(json.len()), json);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        let len = match unit(escape) {
            Some(_) if is_pair(escape) => 12,
            Some(_) => 6,
            None => escape.chars().take(2).map(char::len_utf8).sum(),
        };
        let is_lost = len == 6 && matches!(unit(escape), Some(0xd800..=0xdfff));
        whole.push_str(before);
        whole.push_str(if is_lost { "\\ufffd" } else { &escape[..len] });
        rest = &escape[len..];
    }
    Cow::Owned(whole + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_that_stands_alone_is_a_sign_for_what_was_lost() {
        for (json, expected) in [
            (r"Water", r"Water"),
            (r"a\ud83e\uDDf4\n\u00e9", r"a\ud83e\uDDf4\n\u00e9"),
            (r"a\ud83eb\uD83E", r"a\ufffdb\ufffd"),
            (r"\uddf4\ud83e\uddf4\ud83e\ud83e\uddf4", r"\ufffd\ud83e\uddf4\ufffd\ud83e\uddf4"),
            (r"\\ud83e \ud83é \", r"\\ud83e \ud83é \"),
        ] {
            assert_eq!(whole(json), expected);
        }
    }
}
