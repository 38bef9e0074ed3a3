//! The style and the script of the page, and the policy that lets a browser run these and load nothing.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// How it looks: light and dark, on paper, and as cards where there is no room for a table.
pub(super) const STYLE: &str = include_str!("page.css");
/// What makes the table sortable and searchable. The page is whole without it.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// What a browser may use in the page: this style and this script, by their hashes, and nothing from anywhere.
pub(super) fn policy() -> String {
    let (style, script) = (hash(STYLE), hash(SCRIPT));
    format!("default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'")
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
