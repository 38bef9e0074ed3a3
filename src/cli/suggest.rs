//! Ways out: the nearest of the names that exist, and commands that can be typed as they stand.

use std::path::Path;

/// Names less alike than this are no help.
const LEAST: f64 = 0.8;

/// The nearest of `names`. A name such as `needling/sd-alcohol` is also found by what stands behind its slash.
pub(crate) fn name<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let alike = |name: &str| match (given.rsplit_once('/'), name.rsplit_once('/')) {
        // what both begin with makes them no more alike
        (Some((pack, rule)), Some((its_pack, its_rule))) if pack == its_pack => strsim::jaro_winkler(rule, its_rule),
        (_, bare) => {
            let bare = bare.map_or(name, |(_, bare)| bare);
            strsim::jaro_winkler(&given, name).max(strsim::jaro_winkler(&given, bare))
        }
    };
    let scored = names.into_iter().map(|name| (alike(name), name)).filter(|(score, _)| *score >= LEAST);
    scored.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

/// The file in the same folder whose name comes nearest.
pub(crate) fn file(path: &Path) -> Option<String> {
    let given = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> =
        std::fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let near = name(given, names.iter().map(String::as_str))?;
    Some(path.with_file_name(near).display().to_string())
}

/// A path as a shell takes it.
pub(crate) fn shell(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,+=:@%*".contains(c);
    if text.chars().all(is_plain) { text.into_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
