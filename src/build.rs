//! The build script: reads and checks the built-in pack and stores it, so that the program need not at each start.
//!
//! It is made of the library's own modules. A pack that it finds no fault with is one that the library would read.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the library's modules hold more than it takes to read a pack"
)]

mod rule;
mod text;
mod label {
    mod ppm;

    pub use ppm::Ppm;
}

use std::path::Path;
use std::{env, fs, io};

use rule::{PackError, RulePack};

/// The pack as written.
const SOURCE: &str = "rules/needling.toml";
/// The pack as stored, in Cargo's folder for what a build script makes.
const STORED: &str = "needling.pack";

fn main() -> io::Result<()> {
    // what only the library has: the build script is made of the same modules, and schemas are no part of it
    if env::var_os("CARGO_FEATURE_CLI").is_some() {
        println!("cargo::rustc-cfg=with_schemas");
    }
    println!("cargo::rerun-if-changed={SOURCE}");
    let toml = fs::read_to_string(SOURCE)?;
    match RulePack::read(&toml, None) {
        Ok(pack) => store(&pack),
        Err(fault) => {
            println!("cargo::error={SOURCE}:{}", told(&toml, &fault));
            Ok(())
        }
    }
}

fn store(pack: &RulePack) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let bytes = postcard::to_stdvec(pack).map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join(STORED), bytes)
}

/// A fault on one line, as Cargo wants it: where by line and column, what, and the way out.
fn told(toml: &str, fault: &PackError) -> String {
    let before = &toml[..fault.span.as_ref().map_or(0, |span| span.start)];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
    let help = fault.help.as_deref().map_or_else(String::new, |help| format!(" (help: {help})"));
    format!("{line}:{column}: {fault}{help}")
}
