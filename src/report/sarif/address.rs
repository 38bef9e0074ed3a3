//! Addresses: where a file is, as a URI.

use std::path::{Component, Path};

use serde_json::{Value, json};

use crate::catalogue::shown;
use crate::report::checkout::Checkout;
use crate::report::uri;

/// What relative addresses are relative to.
pub(super) const ROOT: &str = "%SRCROOT%";

/// What is said of the root. Where it is on this machine is not, as that would differ from machine to machine.
pub(super) fn root() -> Value {
    json!({ "description": { "text": "The root of the checkout, or the folder in which needlint was run." } })
}

/// The address of a file by its name as it was given: relative to the root of the checkout, if it can be.
pub(super) fn address(source: &str, checkout: &Checkout) -> Value {
    if source == "-" || source.starts_with("--") {
        return json!({ "uri": uri::part(shown(source)) });
    }
    let path = checkout.path(source);
    let path = Path::new(&path);
    match path.has_root() {
        true => json!({ "uri": format!("file://{}", joined(path)) }),
        false => json!({ "uri": joined(path), "uriBaseId": ROOT }),
    }
}

/// The parts of a path with slashes between them.
fn joined(path: &Path) -> String {
    let has_drive = matches!(path.components().next(), Some(Component::Prefix(_)));
    let parts = path.components().filter_map(|part| match part {
        Component::Prefix(drive) => Some(format!("/{}", drive.as_os_str().to_string_lossy())),
        Component::RootDir => (!has_drive).then(String::new),
        Component::CurDir => None,
        Component::ParentDir => Some("..".to_owned()),
        Component::Normal(name) => Some(uri::part(&name.to_string_lossy())),
    });
    parts.collect::<Vec<_>>().join("/")
}
