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

#[cfg(test)]
mod tests {
    use super::*;

    /// What WCAG 2.2 AA asks of text, and of what is no text and has to be seen.
    const TEXT: f64 = 4.5;
    const GRAPHIC: f64 = 3.0;

    /// The value of a colour of the style, as red, green and blue.
    fn colour(colours: &str, name: &str) -> [f64; 3] {
        let declared = format!("--{name}: #");
        let start = colours.find(&declared).unwrap_or_else(|| panic!("no colour {name}")) + declared.len();
        [0, 2, 4].map(|at| {
            let digits = &colours[start + at..start + at + 2];
            f64::from(u8::from_str_radix(digits, 16).expect("a colour has six digits")) / 255.0
        })
    }

    /// The contrast of two colours as WCAG 2.2 defines it: 1 to 21.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let luminance = |colour: [f64; 3]| {
            let [red, green, blue] =
                colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn contrasts_are_those_of_wcag_aa_in_light_and_dark() {
        let (light, dark) = STYLE.split_once("prefers-color-scheme: dark").expect("there are two schemes");
        for colours in [light, dark] {
            let pairs = ["text", "quiet", "link", "error", "warning", "note"].map(|name| (name, TEXT));
            let graphics = ["clear", "unreadable", "control"].map(|name| (name, GRAPHIC));
            for (name, least) in pairs.into_iter().chain(graphics) {
                for ground in ["page", "panel"] {
                    let contrast = contrast(colour(colours, name), colour(colours, ground));
                    assert!(contrast >= least, "{name} on {ground}: {contrast:.2}");
                }
            }
            let marked = contrast(colour(colours, "marked"), colour(colours, "mark"));
            assert!(marked >= TEXT, "marked: {marked:.2}");
        }
    }

    #[test]
    fn neither_style_nor_script_can_end_early() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!--"));
        }
    }
}
