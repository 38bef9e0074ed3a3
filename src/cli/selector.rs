//! Selectors: how rules are meant on the command line, one by its id or many by what their ids begin with.

/// Whether a selector means a rule.
///
/// `needling/alcohol` is the rule of that id and no other. `needling` and `needling/` are every rule of the pack: a part
/// that ends where a slash stands. `needling/alc*` is every rule whose id begins so, and `*` is every rule.
pub(crate) fn matches(selector: &str, id: &str) -> bool {
    let selector = selector.trim();
    match selector.strip_suffix('*') {
        Some(beginning) => id.starts_with(beginning),
        None => is_of(selector, id),
    }
}

fn is_of(selector: &str, id: &str) -> bool {
    let prefix = selector.trim_end_matches('/');
    id.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() && !selector.ends_with('/') || rest.starts_with('/'))
}

/// How closely a selector means the rules that it matches: more is closer, and an id is closest.
pub(crate) fn closeness(selector: &str) -> (usize, bool) {
    let selector = selector.trim();
    (selector.trim_end_matches(['*', '/']).len(), !selector.ends_with(['*', '/']))
}

/// The selector that would mean rules where this one, the beginning of their ids, means none.
pub(crate) fn widened<'a>(selector: &str, mut ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let beginning = selector.trim().trim_end_matches('*');
    let is_beginning = !beginning.is_empty() && ids.any(|id| id.starts_with(beginning));
    is_beginning.then(|| format!("{beginning}*"))
}
