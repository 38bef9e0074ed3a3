//! The layers only look up, and within a folder nothing goes in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// `build` is the build script. It is made of what stands before it, and stores the pack that `builtin` gives out. `lib`
/// is what the crate gives to others.
const LAYERS: &[&str] = &[
    "limits", "text", "ppm", "volumes", "rule", "language", "vocabulary", "build", "builtin", "lexicon", "label",
    "names", "finding", "wording", "fingerprint", "shape", "engine", "usual", "catalogue", "triage", "report", "scan",
    "lib", "cli", "main",
];

/// What the judging core may not touch, so that it can run where there is no file, clock, thread or terminal.
const OUTSIDE: &[&str] =
    &["std::fs", "std::io", "std::time", "std::thread", "std::env", "std::process", "miette", "clap", "csv::"];
const CORE: &[&str] = &[
    "limits", "text", "ppm", "volumes", "rule", "language", "vocabulary", "builtin", "lexicon", "label", "names",
    "finding", "wording", "fingerprint", "shape", "engine", "usual",
];

/// A module uses what stands before it in the list, itself, and nothing else of ours; its tests as well.
#[test]
fn modules_use_only_what_stands_before_them() {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let files = Sources::read(with_tests);
    for (path, file) in &files.0 {
        let own = rank(room(path)).unwrap_or_else(|| panic!("{} is in no layer", file.place.display()));
        for used in files.used(path) {
            let other = rank(room(used)).unwrap_or_else(|| panic!("{used} is in no layer"));
            assert!(other <= own, "{}: `{path}` looks down to `{used}`", file.place.display());
        }
    }
}

/// Files that lie in one folder, each with the folder that bears its name, do not use each other in a circle. Between a
/// file and its own folder both ways are open: it is made of what is in there, and gives it the words in common. What
/// tests use does not count.
#[test]
fn files_of_a_folder_do_not_use_each_other_in_a_circle() {
    let files = Sources::read(without_tests);
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files.0.keys() {
        for (from, to) in files.used(path).into_iter().filter_map(|used| arrow(path, used)) {
            arrows.entry(from).or_default().insert(to);
        }
    }
    // who uses nobody is in no circle, nor is who uses only such
    while let Some(free) = arrows.iter().find(|(_, to)| to.iter().all(|to| !arrows.contains_key(to))) {
        let free = free.0.clone();
        arrows.remove(&free);
    }
    assert!(arrows.is_empty(), "these use each other in a circle, or use those that do: {arrows:#?}");
}

#[test]
fn the_core_touches_nothing_outside() {
    for (path, file) in Sources::read(with_tests).0.iter().filter(|(path, _)| CORE.contains(&room(path))) {
        for outside in OUTSIDE {
            assert!(!file.code.contains(outside), "{}: `{path}` uses {outside}", file.place.display());
        }
    }
}

#[test]
fn uses_are_read_as_they_are_written() {
    let code = "pub(crate) use super::{a::B as C, d::{self, E}};\nfn f() { crate::g::H::new(super::super::i::j) }";
    assert_eq!(paths(code), ["super::a::B", "super::d::self", "super::d::E", "crate::g::H::new", "super::super::i::j"]);
}

/// All files of `src`, by the path of their module.
struct Sources(BTreeMap<String, Source>);

struct Source {
    place: PathBuf,
    /// Without comments.
    code: String,
}

impl Sources {
    /// Reads them, as far as `part` takes of their code.
    fn read(part: impl Fn(&str) -> String) -> Sources {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let source = |place: PathBuf| {
            let inside = place.strip_prefix(&folder).expect("the file is in src").with_extension("");
            let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
            let text = fs::read_to_string(&place).expect("a source file is text");
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (names.join("::"), Source { place, code: part(&code.join("\n")) })
        };
        let sources: BTreeMap<_, _> = files(&folder).into_iter().map(source).collect();
        assert!(!sources.is_empty(), "no source found");
        Sources(sources)
    }

    /// The modules of ours that a module uses.
    fn used(&self, module: &str) -> BTreeSet<&str> {
        paths(&self.0[module].code).iter().filter_map(|path| self.module(module, path)).collect()
    }

    /// The module that a path leads to from another, as far as it leads to one of ours.
    fn module(&self, from: &str, path: &str) -> Option<&str> {
        let mut names = path.split("::").peekable();
        let mut place: Vec<&str> = if from == "lib" { Vec::new() } else { from.split("::").collect() };
        match *names.peek()? {
            "crate" => place.clear(),
            "super" | "self" => {}
            own => {
                let child = [place.as_slice(), &[own]].concat().join("::");
                self.0.contains_key(&child).then_some(())?;
            }
        }
        for name in names {
            match name {
                "crate" | "self" => {}
                "super" => drop(place.pop()),
                name if self.0.contains_key(&[place.as_slice(), &[name]].concat().join("::")) => place.push(name),
                _ => break,
            }
        }
        let module = if place.is_empty() { "lib".to_owned() } else { place.join("::") };
        self.0.get_key_value(&module).map(|(module, _)| module.as_str())
    }
}

fn room(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

/// Which file uses which in the folder that they have in common; none if one lies in the folder of the other.
fn arrow(from: &str, to: &str) -> Option<(String, String)> {
    let (from, to): (Vec<_>, Vec<_>) = (from.split("::").collect(), to.split("::").collect());
    let parting = from.iter().zip(&to).position(|(from, to)| from != to)?;
    Some((from[..=parting].join("::"), to[..=parting].join("::")))
}

/// Where the tests of a file begin. They stand at its end, or in a file of their own.
const TESTS: &str = "#[cfg(test)]\nmod tests {";

fn without_tests(code: &str) -> String {
    code.split(TESTS).next().unwrap_or(code).to_owned()
}

/// From where the tests stand, `super` is the file itself.
fn with_tests(code: &str) -> String {
    code.split_once(TESTS)
        .map_or_else(|| code.to_owned(), |(code, tests)| code.to_owned() + &tests.replace("super::", ""))
}

/// All paths that begin with a name of ours, or perhaps do.
fn paths(code: &str) -> Vec<String> {
    let (mut paths, mut rest) = (Vec::new(), String::new());
    for statement in code.split_inclusive(';') {
        let is_start = |line: &str| {
            let line = line.trim_start();
            line.starts_with("use ") || line.starts_with("pub") && line.contains(" use ")
        };
        let start = statement.lines().position(is_start).filter(|_| statement.ends_with(';'));
        let before = start.unwrap_or(usize::MAX);
        rest.extend(statement.lines().take(before).flat_map(|line| [line, "\n"]));
        let used: String = statement.lines().skip(before).collect::<Vec<_>>().join(" ");
        if let Some((_, tree)) = used.trim_end_matches(';').split_once("use ") {
            spread(tree.trim(), &mut paths);
        }
    }
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let within =
        rest.split(|c| !is_of_name(c)).filter(|path| path.starts_with("crate::") || path.starts_with("super::"));
    paths.extend(within.map(|path| path.trim_end_matches(':').to_owned()));
    paths
}

/// The paths of a tree of uses: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn spread(tree: &str, paths: &mut Vec<String>) {
    let Some((stem, branches)) = tree.split_once('{') else {
        paths.push(tree.split(" as ").next().unwrap_or(tree).trim().to_owned());
        return;
    };
    let branches = branches.rsplit_once('}').map_or(branches, |(branches, _)| branches);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in branches.char_indices().chain([(branches.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let branch = branches[start..at].trim();
                if !branch.is_empty() {
                    spread(&format!("{stem}{branch}"), paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.retain(|file| file.extension().is_some_and(|e| e == "rs"));
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files
}
