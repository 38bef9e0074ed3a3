//! Links from a page to a file beside it.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What must be encoded: all but what is in no link a mark of anything.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The link from a page to a file, relative to the folder of the page; `-` is a page that somebody else puts somewhere,
/// this folder mostly. None where no such path leads there.
pub(crate) fn between(page: &Path, file: &Path) -> Option<String> {
    let page = std::path::absolute(page).ok()?;
    let path = pathdiff::diff_paths(std::path::absolute(file).ok()?, page.parent()?)?;
    let parts = path.components().map(|part| match part {
        Component::Normal(name) => Some(utf8_percent_encode(name.to_str()?, ENCODED).to_string()),
        Component::ParentDir => Some("..".to_owned()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_the_folder_of_the_page() {
        for (page, file, link) in [
            ("needlint.html", "findings.csv", "findings.csv"),
            ("out/page.html", "out/data/50% neu.csv.gz", "data/50%25%20neu.csv.gz"),
            ("out/page.html", "findings.csv", "../findings.csv"),
            ("-", "./é#1.jsonl", "%C3%A9%231.jsonl"),
        ] {
            assert_eq!(between(Path::new(page), Path::new(file)).as_deref(), Some(link), "{page} {file}");
        }
    }
}
