//! The fields of objects, in the order in which they first appear.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Path;
use crate::limits;

/// Objects within objects are gone into so far.
const DEPTH: usize = 4;

/// More fields than these are listed for nobody, and looked for by nobody.
const MOST: usize = 10_000;

/// The paths to the values in these lines of JSON. Lines that are no objects, or no JSON, have none.
pub(in crate::catalogue) fn fields<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Vec<Path> {
    let mut found = Found::default();
    let texts = lines.into_iter().filter_map(|line| std::str::from_utf8(line).ok());
    for line in texts.filter(|line| serde_json::from_str::<IgnoredAny>(line).is_ok()) {
        found.collect(line, &mut Path::new());
    }
    found.in_order
}

#[derive(Default)]
struct Found {
    in_order: Vec<Path>,
    seen: FxHashSet<Path>,
}

impl Found {
    /// Collects the paths of a value that stands behind this one.
    fn collect(&mut self, value: &str, path: &mut Path) {
        match serde_json::from_str(value) {
            Ok(Object(_)) if path.len() >= DEPTH => {}
            Ok(Object(fields)) => {
                for (name, value) in fields {
                    path.push(name);
                    self.collect(value.get(), path);
                    path.pop();
                }
            }
            Err(_) if path.is_empty() || self.in_order.len() >= MOST => {}
            Err(_) if self.seen.insert(path.clone()) => self.in_order.push(path.clone()),
            Err(_) => {}
        }
    }
}

/// The fields of an object as they stand in it, as many as a header can have.
pub(in crate::catalogue) struct Object<'a>(pub(in crate::catalogue) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<'de>, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    if fields.len() < limits::COLUMNS {
                        fields.push(field);
                    }
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_in_the_order_in_which_they_appear() {
        let lines: [&[u8]; 6] = [
            br#"{"sku": 1, "product": {"inci": ["Water", {"x": 1}], "name": null}}"#,
            br#"{"name": true, "sku": 2.5, "product": {"na\u006de": "x"}}"#,
            br#"["no", "object"]"#,
            br#"{"cut": "", "#,
            br#"{"in_a_list": ""},"#,
            b"",
        ];
        let names: Vec<String> = fields(lines).iter().map(|path| path.join(".")).collect();
        assert_eq!(names, ["sku", "product.inci", "product.name", "name"]);
    }
}
