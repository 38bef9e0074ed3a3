//! Links from a page to a file beside it.

use std::path::{Component, Path};

use crate::report::uri;

use super::newfile;

/// The link from a page to a file, relative to the folder of the page; `-` is a page that somebody else puts somewhere,
/// this folder mostly. None where no such path leads there.
pub(crate) fn between(page: &Path, file: &Path) -> Option<String> {
    let whole = |path: &Path| std::path::absolute(newfile::resolved(path)).ok();
    let path = pathdiff::diff_paths(whole(file)?, whole(page)?.parent()?)?;
    let parts = path.components().map(|part| match part {
        Component::Normal(name) => Some(uri::part(name.to_str()?)),
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
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let folder = folder.path();
        std::fs::create_dir_all(folder.join("out/data")).expect("they can be made");
        for (page, file, link) in [
            ("needlint.html", "findings.csv", "findings.csv"),
            ("out/page.html", "out/data/50% neu.csv.gz", "data/50%25%20neu.csv.gz"),
            ("out/page.html", "findings.csv", "../findings.csv"),
            ("out/data/../../page.html", "./é#1.jsonl", "%C3%A9%231.jsonl"),
        ] {
            assert_eq!(between(&folder.join(page), &folder.join(file)).as_deref(), Some(link), "{page} {file}");
        }
        assert_eq!(between(Path::new("-"), Path::new("findings.csv")).as_deref(), Some("findings.csv"));
    }
}
