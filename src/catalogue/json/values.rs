//! The values in one object that are wanted, as they are written.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Paths;

type Values<'a> = [Option<&'a RawValue>; Paths::ROLES];

/// What the paths lead to in a line of JSON.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::catalogue) struct Found<'a> {
    /// The values; none where there is none, or the line is no object.
    pub(in crate::catalogue) values: Values<'a>,
    /// Whether a field on the way to each stands more than once in its object.
    pub(in crate::catalogue) are_twice: [bool; Paths::ROLES],
}

/// Finds the values that the paths lead to in a line of JSON. Of fields that stand twice in an object, the last one
/// counts.
pub(in crate::catalogue) fn values<'a>(line: &'a str, paths: &Paths) -> serde_json::Result<Found<'a>> {
    let first = paths.0.each_ref().map(|path| path.as_ref().and_then(|path| path.first()).map(String::as_str));
    let mut found = object(line, first)?;
    for ((value, is_twice), path) in found.values.iter_mut().zip(&mut found.are_twice).zip(&paths.0) {
        for name in path.iter().flatten().skip(1) {
            let Some(outer) = *value else { break };
            let inner = object(outer.get(), [Some(name), None, None, None])?;
            *value = inner.values[0];
            *is_twice |= inner.are_twice[0];
        }
    }
    Ok(found)
}

/// The values of the fields with these names; none if it is no object.
fn object<'a>(json: &'a str, names: [Option<&str>; Paths::ROLES]) -> serde_json::Result<Found<'a>> {
    if !json.trim_start().starts_with('{') {
        let _: IgnoredAny = serde_json::from_str(json)?;
        return Ok(Found::default());
    }
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let found = Fields { names }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

/// Picks fields of an object.
struct Fields<'n> {
    names: [Option<&'n str>; Paths::ROLES],
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let mut found = Found::default();
        while let Some(Name(name)) = map.next_key()? {
            if !self.names.contains(&Some(name.as_ref())) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value()?;
            let slots = found.values.iter_mut().zip(&mut found.are_twice).zip(self.names);
            for ((slot, is_twice), _) in slots.filter(|(_, wanted)| *wanted == Some(name.as_ref())) {
                *is_twice |= slot.replace(value).is_some();
            }
        }
        Ok(found)
    }
}

/// The name of a field, borrowed where it can be.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    fn find(line: &str, [list, id, name]: [&str; 3]) -> Result<[Option<String>; 3], String> {
        let path = |path: &str| (!path.is_empty()).then(|| path.split('.').map(str::to_owned).collect());
        let paths = Paths([list, id, name, ""].map(path));
        let [list, id, name, _] = values(line, &paths).map_err(|error| error.to_string())?.values;
        Ok([list, id, name].map(|value| value.map(|value| value.get().to_owned())))
    }

    #[test]
    fn values_are_found_as_they_are_written() {
        let line = r#" {"id": 7.0, "p": {"inci": ["Water"], "name": "a\u0062", "x": {"inci": 1}}, "n\u0061me": null} "#;
        for (paths, found) in [
            (["p.inci", "id", "name"], [Some(r#"["Water"]"#), Some("7.0"), Some("null")]),
            (["p.name", "", "p.x.inci"], [Some(r#""a\u0062""#), None, Some("1")]),
            (["inci", "id.x", "p.y"], [None, None, None]),
        ] {
            assert_eq!(find(line, paths), Ok(found.map(|value| value.map(str::to_owned))), "{paths:?}");
        }
        assert_eq!(find("[1]", ["a", "", ""]), Ok([None, None, None]));
        assert_eq!(find(r#"{"a": 1, "a": 2}"#, ["a", "", ""]), Ok([Some("2".into()), None, None]));
    }

    #[test]
    fn fields_that_stand_twice_are_told_at_any_level() {
        for (line, list, is_twice) in [
            (r#"{"p": {"inci": "CI"}, "p": {"inci": "Aqua"}}"#, Some(r#""Aqua""#), true),
            (r#"{"p": {"inci": "CI", "inc\u0069": "Aqua"}}"#, Some(r#""Aqua""#), true),
            (r#"{"p": {"inci": "CI"}, "p": 1}"#, None, true),
            (r#"{"p": {"inci": "Aqua", "x": 1, "x": 2}, "inci": "CI"}"#, Some(r#""Aqua""#), false),
        ] {
            let paths = Paths([Some(vec!["p".to_owned(), "inci".to_owned()]), None, None, None]);
            let found = values(line, &paths).unwrap();
            assert_eq!((found.values[0].map(RawValue::get), found.are_twice[0]), (list, is_twice), "{line}");
        }
    }

    #[test]
    fn what_is_no_json_is_an_error() {
        for line in ["{", "{\"a\": 1,}", "{\"a\": 1} x", "nonsense", "{\"b\": \"\u{1}\"}"] {
            assert!(find(line, ["a", "", ""]).is_err(), "{line}");
        }
    }
}
