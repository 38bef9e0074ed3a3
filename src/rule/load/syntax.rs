//! What the reader of TOML says, in the words of someone who writes a pack, each time with a way out.

use std::ops::Range;

use super::{PackError, closest};

/// What is wrong, and what to do about it.
type Words = (String, String);

/// Turns an error of the TOML reader into one of ours.
pub(crate) fn fault_of_toml(error: &toml::de::Error) -> PackError {
    PackError::of_toml(error.message(), error.span())
}

impl PackError {
    /// What the reader of TOML said of a file, in the words of someone who writes such files, and where it said so: in
    /// bytes of the file, end excluded.
    pub fn of_toml(said: &str, span: Option<Range<usize>>) -> PackError {
        let (message, help) = unknown_key(said)
            .or_else(|| missing_key(said))
            .or_else(|| wrong_type(said))
            .or_else(|| no_date(said))
            .or_else(|| broken(said))
            .unwrap_or_else(|| {
                (format!("this is no TOML: {said}"), "see that each quote and bracket has its pair".into())
            });
        PackError { message, span, label: "here".into(), help: Some(help) }
    }
}

fn unknown_key(said: &str) -> Option<Words> {
    let (key, rest) = said.strip_prefix("unknown field `")?.split_once('`')?;
    let expected: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    let help = match closest(key, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", expected.join(", ")),
    };
    Some((format!("no key is called `{key}` here"), help))
}

fn missing_key(said: &str) -> Option<Words> {
    let key = said.strip_prefix("missing field `")?.strip_suffix('`')?;
    let help = match key {
        "pack" => "begin the file with [pack], and under it name, version and title".to_string(),
        "sources" => "say where its facts come from: sources = [\"...\"]".to_string(),
        key => format!("add {key} = \"...\""),
    };
    Some((format!("`{key}` is missing here"), help))
}

fn wrong_type(said: &str) -> Option<Words> {
    let (found, expected) = said.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    let (wanted, help) = match expected {
        "a string" => ("a text", "write it in quotes"),
        "a boolean" => ("true or false", "write it without quotes"),
        "a TOML datetime" => ("a date", "write it without quotes, as in 2027-01-31"),
        "u32" => ("a whole number", "write it without quotes"),
        "a sequence" if found == "map" => ("more than one", "double the brackets: [[...]]"),
        "a sequence" => ("a list", "write it in square brackets: [\"...\", \"...\"]"),
        _ => ("a table", "write its name in square brackets, and its keys on the lines below"),
    };
    Some((format!("{wanted} is expected here"), help.into()))
}

fn no_date(said: &str) -> Option<Words> {
    let expected = said.strip_prefix("invalid date, expected ")?;
    Some(("there is no such date".into(), format!("write a {expected}")))
}

fn broken(said: &str) -> Option<Words> {
    let (message, help) = match said {
        "duplicate key" => {
            ("this key stands in the file already", "leave one out; where there may be several, write [[...]]")
        }
        "key with no value, expected `=`" => {
            ("this is no TOML: a name without a value", "write it as name = \"value\"")
        }
        said if said.starts_with("string values must be quoted") => ("a text is expected here", "write it in quotes"),
        said if said.starts_with("missing comma between array elements") => {
            ("a list is not closed", "set its parts off by commas, and end it with ]")
        }
        said if said.ends_with("string, expected `\"`") => {
            ("a text is not closed", "end it with a quote; a quote inside it takes a backslash before it")
        }
        _ => return None,
    };
    Some((message.into(), help.into()))
}

#[cfg(test)]
mod tests {
    use crate::rule::RulePack;

    #[test]
    fn every_slip_has_its_words_and_a_way_out() {
        let head = "[pack]\nname = \"clinic\"\nversion = \"1\"\n";
        for (toml, message, help) in [
            ("titel = \"\"", "no key is called `titel` here", "did you mean `title`?"),
            ("", "`title` is missing here", "add title = \"...\""),
            ("title = 1", "a text is expected here", "write it in quotes"),
            ("title = retinoids", "a text is expected here", "write it in quotes"),
            (
                "title = \"",
                "a text is not closed",
                "end it with a quote; a quote inside it takes a backslash before it",
            ),
            ("title", "this is no TOML: a name without a value", "write it as name = \"value\""),
            ("title = \"\"\n[substance]", "more than one is expected here", "double the brackets: [[...]]"),
            (
                "title = \"\"\nname = \"\"",
                "this key stands in the file already",
                "leave one out; where there may be several, write [[...]]",
            ),
            (
                "title = \"\"\n[grammar]\ngrades = \"USP\"",
                "a list is expected here",
                "write it in square brackets: [\"...\", \"...\"]",
            ),
            (
                "title = \"\"\n[grammar]\ngrades = [\"USP\"\n[figures]",
                "a list is not closed",
                "set its parts off by commas, and end it with ]",
            ),
            (
                "title = \"\"\nfigures = 1",
                "no key is called `figures` here",
                "known here: name, version, title, for-medicines",
            ),
        ] {
            let error = RulePack::parse(&format!("{head}{toml}")).expect_err(toml);
            assert_eq!((error.message.as_str(), error.help.as_deref()), (message, Some(help)), "{toml}");
        }
        let error = RulePack::parse("").expect_err("there is nothing in it");
        assert_eq!(error.message, "`pack` is missing here");
    }
}
