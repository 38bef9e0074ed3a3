//! The fields of objects, in the order in which they first appear.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Path;

/// Objects within objects are gone into so far.
const DEPTH: usize = 4;

/// More fields than these are listed for nobody, and looked for by nobody.
const MOST: usize = 10_000;

/// The paths to the values in these lines of JSON. Lines that are no objects, or no JSON, have none.
pub(in crate::catalogue) fn fields<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Vec<Path> {
    let mut found = Found::default();
    let is_json = |line: &&[u8]| serde_json::from_slice::<IgnoredAny>(line).is_ok();
    for line in lines.into_iter().filter(is_json) {
        let mut path = Path::new();
        let mut deserializer = serde_json::Deserializer::from_slice(line);
        // it cannot fail on what is JSON, but for a number that is too large, and then the fields before it count
        let _ = Collector { path: &mut path, found: &mut found }.deserialize(&mut deserializer);
    }
    found.in_order
}

#[derive(Default)]
struct Found {
    in_order: Vec<Path>,
    seen: FxHashSet<Path>,
}

/// Collects the paths of a value.
struct Collector<'c> {
    /// The path to the value.
    path: &'c mut Path,
    found: &'c mut Found,
}

impl Collector<'_> {
    fn leaf(self) {
        if !self.path.is_empty() && self.found.in_order.len() < MOST && self.found.seen.insert(self.path.clone()) {
            self.found.in_order.push(self.path.clone());
        }
    }
}

impl<'de> DeserializeSeed<'de> for Collector<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collector<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if self.path.len() >= DEPTH {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.path.push(name);
            map.next_value_seed(Collector { path: self.path, found: self.found })?;
            self.path.pop();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        self.leaf();
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.leaf();
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.leaf();
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.leaf();
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.leaf();
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.leaf();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.leaf();
        Ok(())
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
