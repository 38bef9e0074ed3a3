//! The build script: reads and checks the built-in pack, the languages and the vocabulary and stores them, so that the
//! program need not at each start.
//!
//! It is made of the library's own modules. A pack that it finds no fault with is one that the library would read.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the library's modules hold more than it takes to read a pack"
)]

mod language;
mod ppm;
mod rule;
mod text;
mod vocabulary;
mod volumes;

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs, io};

use language::Language;
use rule::{PackError, RulePack};
use text::{Folded, Key};
use vocabulary::SHORTEST_WORD;

/// The pack as written.
const SOURCE: &str = "rules/needling.toml";
/// The pack as stored, in Cargo's folder for what a build script makes.
const STORED: &str = "needling.pack";
/// The languages as written, one file each, and as stored.
const LANGUAGES: &str = "languages";
/// The names of cosmetic ingredients as written, one a line, and as stored: their keys, and hashes of
/// the words that they are made of.
const VOCABULARY: [&str; 3] = ["vocabulary/inci.txt", "names.fst", "words.hash"];

fn main() -> io::Result<()> {
    println!("cargo::rustc-cfg=built");
    println!("cargo::rerun-if-changed={SOURCE}");
    println!("cargo::rerun-if-changed={LANGUAGES}");
    println!("cargo::rerun-if-changed={}", VOCABULARY[0]);
    let toml = fs::read_to_string(SOURCE)?;
    match RulePack::read(&toml, None) {
        Ok(pack) => store(STORED, &pack)?,
        Err(fault) => println!("cargo::error={SOURCE}:{}", told(&toml, &fault)),
    }
    store(LANGUAGES, &languages()?)?;
    let [written, names, words] = VOCABULARY;
    let sets = vocabulary(&fs::read_to_string(written)?);
    write(names, fst::Set::from_iter(&sets[0]).map_err(io::Error::other)?.as_fst().as_bytes())?;
    write(words, &vocabulary::stored(sets[1].iter().map(String::as_str)))
}

fn store(name: &str, data: &impl serde::Serialize) -> io::Result<()> {
    write(name, &postcard::to_stdvec(data).map_err(io::Error::other)?)
}

fn write(name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join(name), bytes)
}

/// Of names that stand one a line the keys, and the words that they are made of.
fn vocabulary(names: &str) -> [BTreeSet<String>; 2] {
    let names: Vec<Folded> = names.lines().filter(|line| !line.starts_with('#')).map(Folded::new).collect();
    let words = names.iter().flat_map(|name| name.as_str().split(|c: char| !c.is_alphabetic()));
    let keys = names.iter().map(|name| Key::of_folded(name.as_str()).into());
    [keys.collect(), words.filter(|word| word.len() >= SHORTEST_WORD).map(str::to_owned).collect()]
}

/// All languages in one, in the order of their files' names.
fn languages() -> io::Result<Language> {
    let mut files = fs::read_dir(LANGUAGES)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    let mut all = Language::default();
    for file in files {
        match Language::parse(&fs::read_to_string(&file)?) {
            Ok(language) => all.extend(language),
            Err(error) => println!("cargo::error={}: {}", file.display(), error.replace('\n', " ")),
        }
    }
    Ok(all)
}

/// A fault on one line, as Cargo wants it: where by line and column, what, and the way out.
fn told(toml: &str, fault: &PackError) -> String {
    let before = &toml[..fault.span.as_ref().map_or(0, |span| span.start)];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
    let help = fault.help.as_deref().map_or_else(String::new, |help| format!(" (help: {help})"));
    format!("{line}:{column}: {fault}{help}")
}
