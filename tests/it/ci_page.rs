//! `docs/ci.md`, tried in a scratch repository: its files are there as it shows them, and its sessions run in their order.

use std::fs;
use std::path::Path;

use trycmd::schema::Bin;

#[test]
fn the_page_for_ci_goes_as_written() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    // trycmd runs what is in NAME.md in the folder NAME.in
    let (copy, scratch) = (folder.path().join("ci.md"), folder.path().join("ci.in"));
    fs::copy(&page, &copy).expect("the page can be copied");
    for (name, text) in files(&fs::read_to_string(&page).expect("the page is text")) {
        let path = scratch.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    let needlint = Path::new(env!("CARGO_BIN_EXE_needlint")).parent().expect("a program is in a folder");
    let path = format!("{}:{}", needlint.display(), std::env::var("PATH").expect("there is a PATH"));
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .env("PATH", path)
        .register_bin("bash", Bin::Path("/bin/bash".into()))
        .case(&copy)
        .run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        fs::copy(&copy, &page).expect("the page can be written");
    }
}

/// The blocks of a page that are files: ```` ```toml allowed.toml ````.
fn files(page: &str) -> Vec<(&str, &str)> {
    let mut files = Vec::new();
    for block in page.split("\n```").skip(1).step_by(2) {
        let (info, text) = block.split_once('\n').expect("a block has lines");
        if let Some((_, name)) = info.split_once(' ') {
            files.push((name, text));
        }
    }
    assert!(files.iter().any(|(name, _)| *name == "step.sh"), "the script is among {files:?}");
    files
}
