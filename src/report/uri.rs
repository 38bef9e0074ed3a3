//! Parts of URIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What must be encoded: all but what is in no URI a mark of anything.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as it stands between the slashes of a URI.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}
