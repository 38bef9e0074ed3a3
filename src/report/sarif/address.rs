//! Addresses: where a file is, as a URI.

use std::path::{Component, Path};

use serde_sarif::sarif::{ArtifactLocation, Message};

use crate::catalogue::shown;
use crate::report::checkout::Checkout;
use crate::report::uri;

/// What relative addresses are relative to.
pub(super) const ROOT: &str = "%SRCROOT%";

/// What is said of the root. Where it is on this machine is not, as that would differ from machine to machine.
pub(super) fn root() -> ArtifactLocation {
    let description =
        Message::builder().text("The root of the checkout, or else the folder in which needlint was run.").build();
    ArtifactLocation::builder().description(description).build()
}

/// The address of a file by its name as it was given: relative to the root of the checkout, if it can be.
pub(super) fn address(source: &str, checkout: &Checkout) -> ArtifactLocation {
    if source == "-" || source.starts_with("--") {
        return ArtifactLocation::builder().uri(uri::part(shown(source))).build();
    }
    let path = checkout.path(source);
    let path = Path::new(&path);
    match path.has_root() {
        true => ArtifactLocation::builder().uri(format!("file://{}", joined(path))).build(),
        false => ArtifactLocation::builder().uri(joined(path)).uri_base_id(ROOT).build(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn addresses_are_relative_where_they_can_be() {
        for (source, uri, base) in [
            ("shop.csv", "shop.csv", Some(ROOT)),
            ("./exports//shop.csv", "exports/shop.csv", Some(ROOT)),
            ("../shop.csv", "../shop.csv", Some(ROOT)),
            ("/srv/exports/shop.csv", "exports/shop.csv", Some(ROOT)),
            ("/elsewhere/shop.csv", "file:///elsewhere/shop.csv", None),
            ("50% neu #1?.csv", "50%25%20neu%20%231%3F.csv", Some(ROOT)),
            ("a:b\\c[1].csv", "a%3Ab%5Cc%5B1%5D.csv", Some(ROOT)),
            ("Élan/№.csv", "%C3%89lan/%E2%84%96.csv", Some(ROOT)),
            ("-", "standard%20input", None),
            ("--text", "--text", None),
        ] {
            let found = address(source, &Checkout::new("/srv".into(), None));
            assert_eq!((found.uri.as_deref(), found.uri_base_id.as_deref()), (Some(uri), base), "{source}");
        }
    }
}
