//! The layers only look up: a module uses what stands before it in this list, itself, and nothing else of ours.

use std::fs;
use std::path::{Path, PathBuf};

/// `build` is the build script. It is made of what stands before it, and stores the pack that `builtin` gives out.
const LAYERS: &[&str] = &[
    "text",
    "label",
    "rule",
    "build",
    "builtin",
    "finding",
    "engine",
    "catalogue",
    "triage",
    "report",
    "scan",
    "trial",
    "cli",
    "lib",
    "main",
];

/// What the judging core may not touch, so that it can run where there is no file, clock, thread or terminal.
const OUTSIDE: &[&str] =
    &["std::fs", "std::io", "std::time", "std::thread", "std::env", "std::process", "miette", "clap", "csv::"];
const CORE: &[&str] = &["text", "label", "rule", "builtin", "finding", "engine"];

#[test]
fn modules_use_only_what_stands_before_them() {
    for (module, file, line) in lines() {
        let own = LAYERS.iter().position(|layer| *layer == module);
        let own = own.unwrap_or_else(|| panic!("{} is in no layer", file.display()));
        for used in line.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(other) = LAYERS.iter().position(|layer| *layer == used) else { continue };
            assert!(other <= own, "{}: `{module}` looks down to `{used}`: {line}", file.display());
        }
    }
}

#[test]
fn the_core_touches_nothing_outside() {
    for (module, file, line) in lines().into_iter().filter(|(module, ..)| CORE.contains(&module.as_str())) {
        for outside in OUTSIDE {
            assert!(!line.contains(outside), "{}: `{module}` uses {outside}: {line}", file.display());
        }
    }
}

/// Every line of code with its file and top-level module; comments left out.
fn lines() -> Vec<(String, PathBuf, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = Vec::new();
    for file in files(&source) {
        let inside = file.strip_prefix(&source).expect("the file is in src");
        let first = inside.iter().next().expect("a path has a part").to_string_lossy();
        let module = first.trim_end_matches(".rs").to_string();
        let text = fs::read_to_string(&file).expect("a source file is text");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.extend(code.map(|line| (module.clone(), file.clone(), line.to_string())));
    }
    assert!(!lines.is_empty(), "no source found");
    lines
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.retain(|file| file.extension().is_some_and(|e| e == "rs"));
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files
}
