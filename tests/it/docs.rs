//! What stands in `docs/` is what the program says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Mends `docs/rules`.
const MEND: &str = "cargo run -- rules docs --output docs/rules";

#[test]
fn the_pages_of_the_rules_are_up_to_date() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_needlint"))
        .args(["rules", "docs", "--output"])
        .arg(folder.path())
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (made, kept) = (pages(folder.path()), pages(&docs().join("rules")));
    for (name, page) in &made {
        assert!(kept.get(name) == Some(page), "docs/rules/{} is out of date. This mends it: {MEND}", name.display());
    }
    for name in kept.keys() {
        assert!(made.contains_key(name), "docs/rules/{} is about no rule: remove it", name.display());
    }
}

#[test]
fn no_page_promises_anything() {
    for (name, page) in pages(&docs()) {
        let words: Vec<String> = page.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
        for promise in ["safe", "safely", "safety", "harmless"] {
            assert!(!words.iter().any(|word| word == promise), "docs/{} says {promise:?}", name.display());
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let mut pages: BTreeMap<PathBuf, String> =
        pages(&docs()).into_iter().map(|(name, page)| (docs().join(name), page)).collect();
    let readme = root().join("README.md");
    pages.insert(readme.clone(), fs::read_to_string(&readme).expect("it can be read"));
    for (path, page) in &pages {
        let folder = path.parent().expect("a page is in a folder");
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().expect("splitting gives a part");
            let is_here = !target.contains("://");
            assert!(!is_here || folder.join(target).exists(), "{}: nothing is at {link}", path.display());
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn docs() -> PathBuf {
    root().join("docs")
}

/// The Markdown files in a folder and below it, by their paths from there.
fn pages(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let name = PathBuf::from(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            pages.extend(self::pages(&path).into_iter().map(|(below, page)| (name.join(below), page)));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            pages.insert(name, fs::read_to_string(&path).expect("a page is text"));
        }
    }
    pages
}
