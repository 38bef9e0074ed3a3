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
