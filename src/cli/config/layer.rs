//! What the environment or a file has to say of options, each value with its origin.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Settings by the keys of their options.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layer(BTreeMap<String, Setting>);

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    /// The values, as they would be written on the command line.
    pub(super) values: Vec<Value>,
    pub(super) origin: Origin,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// As it would be written on the command line.
    pub(super) text: OsString,
    pub(super) origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In a variable of the environment.
    Variable(String),
    /// In a file, on this line, 1-based.
    File(String, usize),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Variable(name) => f.write_str(name),
            Origin::File(name, line) => write!(f, "{name}:{line}"),
        }
    }
}

impl Layer {
    pub(super) fn get(&self, key: &str) -> Option<&Setting> {
        self.0.get(key)
    }

    pub(super) fn first(&self, key: &str) -> Option<&OsStr> {
        self.get(key)?.values.first().map(|value| value.text.as_os_str())
    }

    pub(super) fn set(&mut self, key: &str, setting: Setting) {
        self.0.insert(key.to_owned(), setting);
    }

    /// Leaves out the options that do not stay.
    pub(super) fn retain(&mut self, stays: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| stays(key));
    }

    /// This layer, and what it leaves open from the one below.
    pub(super) fn over(mut self, below: Layer) -> Layer {
        for (key, setting) in below.0 {
            self.0.entry(key).or_insert(setting);
        }
        self
    }

    /// This layer over one that it extends: the options that `is_table` says yes to are put together name by name.
    pub(super) fn extending(mut self, mut below: Layer, is_table: impl Fn(&str) -> bool) -> Layer {
        for (key, setting) in self.0.iter_mut().filter(|(key, _)| is_table(key)) {
            let Some(lower) = below.0.remove(key) else { continue };
            let own: Vec<OsString> = setting.values.iter().map(Value::name).collect();
            let open = lower.values.into_iter().filter(|value| !own.contains(&value.name()));
            setting.values.splice(0..0, open.collect::<Vec<_>>());
        }
        self.over(below)
    }

    /// Whether an argument was turned down only as others were missing that stand here.
    pub(super) fn has_all_that_is_missing(&self, error: &clap::Error) -> bool {
        let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else { return false };
        let key =
            |shown: &str| shown.strip_prefix("--").map(|option| option.split([' ', '[']).next().map(str::to_owned));
        error.kind() == ErrorKind::MissingRequiredArgument
            && missing.iter().all(|shown| key(shown).flatten().is_some_and(|key| self.0.contains_key(&key)))
    }
}

impl Setting {
    /// Where a value stands, or a name in a table; none if it is not among those here.
    pub(super) fn origin_of(&self, value: &str) -> Option<&Origin> {
        let found = self.values.iter().find(|own| own.text == value || own.name() == value);
        found.map(|own| &own.origin)
    }
}

impl Value {
    /// What stands before the `=`.
    fn name(&self) -> OsString {
        let text = self.text.to_string_lossy();
        text.split_once('=').map_or(&*text, |(name, _)| name).into()
    }
}
