//! Paths as a forge knows them: from the root of the checkout, with slashes.

use std::path::{Component, Path, PathBuf};

/// Where a run stands in the checkout that a forge shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Checkout {
    /// The folder that relative paths start from.
    here: PathBuf,
    root: PathBuf,
}

impl Checkout {
    /// A checkout at `root`, with a run in the folder `here`. If that is not in it, it is taken for the root itself.
    pub(crate) fn new(here: PathBuf, root: Option<PathBuf>) -> Checkout {
        let root = root.filter(|root| here.starts_with(root)).unwrap_or_else(|| here.clone());
        Checkout { here, root }
    }

    /// The path of a file from the root; as it was given if the file is not in the checkout or there is none.
    pub(crate) fn path(&self, source: &str) -> String {
        if source == "-" {
            return source.to_owned();
        }
        let whole = plain(&self.here.join(source));
        match whole.strip_prefix(&self.root) {
            Ok(inside) => slashed(inside),
            Err(_) => source.to_owned(),
        }
    }
}

/// A path without the steps that lead nowhere or back.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
