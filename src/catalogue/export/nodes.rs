//! Elements of XML, and the fields that they come to.

use std::collections::HashMap;

use super::objects::Flat;
use super::sources;
use crate::limits;
use crate::listed::BETWEEN;

/// Elements that say how a text looks. They are a part of it.
const MARKUP: &[&str] = &[
    "a", "abbr", "b", "big", "br", "center", "dd", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "li", "ol", "p", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "u", "ul",
];

/// What holds the name of a field, and what holds its value: `<param name="Ingredients">Aqua</param>`, or an element for each.
const NAMES: &[&str] = &["attribute_name", "param_name", "name", "key", "code", "label", "attribute-id"];
const VALUES: &[&str] = &["attribute_value", "param_value", "value", "val"];

/// An element. Names are without the prefix of their namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    /// Takes an element that stands in this one.
    pub(super) fn push(&mut self, child: Node) {
        let is_markup = child.children.is_empty() && is_one_of(MARKUP, &child.name);
        if is_markup {
            self.text += &format!("<{0}>{1}</{0}>", child.name, child.text);
        } else {
            self.children.push(child);
        }
    }

    /// Its fields: its attributes, and what stands in it.
    pub(super) fn fields(&self) -> Flat {
        let mut fields = Fields::default();
        for (name, value) in &self.attributes {
            fields.add(name.clone(), value);
        }
        for child in &self.children {
            child.collect("", &mut fields);
        }
        fields.all
    }

    fn collect(&self, above: &str, fields: &mut Fields) {
        let path = if above.is_empty() { self.name.clone() } else { format!("{above}.{}", self.name) };
        if path.len() > limits::PATH.0 {
            return;
        }
        if !self.children.is_empty() && sources::is_list(&self.name) {
            let mut texts = Vec::new();
            self.texts(&mut texts);
            return fields.add(path, &texts.join(BETWEEN));
        }
        if let Some((name, value)) = self.named_value() {
            return fields.add(format!("{path}.{name}"), &value);
        }
        for (name, value) in &self.attributes {
            fields.add(format!("{path}.{name}"), value);
        }
        if self.children.is_empty() || !self.text.trim().is_empty() {
            fields.add(path.clone(), self.text.trim());
        }
        for child in &self.children {
            child.collect(&path, fields);
        }
    }

    /// All texts in it; of an element without one, what its attributes call it.
    fn texts<'a>(&'a self, texts: &mut Vec<&'a str>) {
        let named = self.attributes.iter().filter(|(name, _)| is_one_of(&["name", "inci", "value"], name));
        match self.text.trim() {
            "" => texts.extend(named.map(|(_, value)| value.as_str())),
            text => texts.push(text),
        }
        self.children.iter().for_each(|child| child.texts(texts));
    }

    /// The name and the value of a field, if it holds both.
    fn named_value(&self) -> Option<(&str, String)> {
        let attribute = |names: &[&str]| self.attributes.iter().find(|(name, _)| is_one_of(names, name));
        let child = |names: &[&str]| self.children.iter().find(|child| is_one_of(names, &child.name));
        let name = match attribute(NAMES) {
            Some((_, name)) => name,
            None => &child(NAMES).filter(|child| child.children.is_empty())?.text,
        };
        let value = match (attribute(VALUES), child(VALUES), self.text.trim()) {
            (Some((_, value)), ..) => value.clone(),
            (None, Some(value), _) => {
                let mut texts = Vec::new();
                value.texts(&mut texts);
                texts.join(BETWEEN)
            }
            (None, None, text) if self.children.is_empty() => text.to_owned(),
            _ => return None,
        };
        Some(name.trim()).filter(|name| !name.is_empty()).map(|name| (name, value))
    }
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Fields, each of which is found by its path.
#[derive(Default)]
struct Fields {
    all: Flat,
    places: HashMap<String, usize>,
}

impl Fields {
    /// Adds a text, behind the others of its path.
    fn add(&mut self, path: String, text: &str) {
        match self.places.get(&path) {
            Some(place) if self.all[*place].1.is_empty() => self.all[*place].1 += text,
            Some(_) if text.is_empty() => {}
            Some(place) => self.all[*place].1 += &format!("{BETWEEN}{text}"),
            None => {
                self.places.insert(path.clone(), self.all.len());
                self.all.push((path, text.to_owned()));
            }
        }
    }
}
