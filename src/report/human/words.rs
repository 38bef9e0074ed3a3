//! What a source is called; and all other words, which are the same for everybody.

use crate::report::window::printable;

pub(crate) use crate::wording::{amount, are, count, counted, description, headline, identity, listing, rank, were};

/// The name of a source where a place in it is named.
pub(in crate::report) fn source_name(source: &str) -> String {
    if source == "-" { "standard input".to_owned() } else { printable(source) }
}

/// The name of a source in a sentence.
pub(super) fn label_name(source: &str) -> String {
    match source {
        "-" | "--text" => "the label".to_owned(),
        path => printable(path),
    }
}
