//! Where needlint is to be had, and its version, stand in many files and are the same in all of them as in `Cargo.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Files, and folders with files, that tell people where to get needlint.
const PLACES: &[&str] = &[
    ".github", ".pre-commit-hooks.yaml", "CONTRIBUTING.md", "Dockerfile", "README.md", "action", "action.yml", "docs",
    "pyproject.toml", "python/Cargo.toml", "templates",
];

#[test]
fn every_file_has_the_address_and_the_version_of_cargo_toml() {
    let address = env!("CARGO_PKG_REPOSITORY");
    let (_, path) = address.split_once("://").expect("an address has a scheme");
    let owner = path.rsplit('/').nth(1).expect("a repository is in a folder of its owner").to_lowercase();
    assert_eq!(env!("CARGO_PKG_HOMEPAGE"), address);
    let page = Regex::new(r"https?://[^/\s]+/[^/\s]+/needlint\b").unwrap();
    let owned = Regex::new(r"(?:githubusercontent\.com/|ghcr\.io/|uses: )([^\s/]+)/needlint\b").unwrap();
    let version = Regex::new(
        r"(?:needlint==|needlint-|needlint:|releases/download/v|needlint/v|@v|rev: v|--tag v|  default: )(\d+\.\d+\.\d+)",
    )
    .unwrap();
    let (mut wrong, mut counts) = (Vec::new(), [0; 3]);
    let mut look = |at: &str, said: &str, is_right: bool, kind: usize| {
        counts[kind] += 1;
        if !is_right {
            wrong.push(format!("{at}: {said}"));
        }
    };
    for file in PLACES.iter().flat_map(|place| files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(place))) {
        if file.extension().is_some_and(|extension| extension == "png") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("it is text");
        for (line, text) in text.lines().enumerate() {
            let at = format!("{}:{}", file.display(), line + 1);
            for found in page.find_iter(text).filter(|found| !found.as_str().contains("githubusercontent.com")) {
                look(&at, found.as_str(), found.as_str() == address, 0);
            }
            for found in owned.captures_iter(text) {
                look(&at, &found[0], found[1].to_lowercase() == owner, 1);
            }
            for found in version.captures_iter(text) {
                look(&at, &found[0], &found[1] == env!("CARGO_PKG_VERSION"), 2);
            }
        }
    }
    assert!(wrong.is_empty(), "Cargo.toml has {address} and {}:\n{}", env!("CARGO_PKG_VERSION"), wrong.join("\n"));
    assert!(counts.iter().all(|count| *count > 2), "{counts:?} addresses, owners and versions were found");
}

fn files(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries = fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    entries.flat_map(|entry| files(&entry.expect("an entry").path())).collect()
}
