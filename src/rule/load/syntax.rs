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
                (format!("this is not valid TOML: {said}"), "check that every quote and bracket is closed".into())
            });
        PackError { message, span, label: "here".into(), help: Some(help) }
    }
}

fn unknown_key(said: &str) -> Option<Words> {
    let (key, rest) = said.strip_prefix("unknown field `")?.split_once('`')?;
    let expected: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    let help = match closest(key, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("valid keys here: {}", expected.join(", ")),
    };
    Some((format!("unknown key `{key}`"), help))
}

fn missing_key(said: &str) -> Option<Words> {
    let key = said.strip_prefix("missing field `")?.strip_suffix('`')?;
    let help = match key {
        "pack" => "start the file with [pack], followed by name, version and title".to_string(),
        "sources" => "name where its facts come from: sources = [\"...\"]".to_string(),
        key => format!("add {key} = \"...\""),
    };
    Some((format!("missing key `{key}`"), help))
}

fn wrong_type(said: &str) -> Option<Words> {
    let (found, expected) = said.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    let (wanted, help) = match expected {
        "a string" => ("a string", "put it in quotes"),
        "a boolean" => ("true or false", "remove the quotes"),
        "a TOML datetime" => ("a date", "use a date without quotes, such as 2027-01-31"),
        "u32" => ("a whole number", "use a whole number without quotes"),
        "a sequence" if found == "map" => ("a list of tables", "use double brackets: [[...]]"),
        "a sequence" => ("a list", "put it in square brackets: [\"...\", \"...\"]"),
        _ => ("a table", "put its name in square brackets, and its keys on the lines below"),
    };
    Some((format!("expected {wanted}"), help.into()))
}

fn no_date(said: &str) -> Option<Words> {
    let expected = said.strip_prefix("invalid date, expected ")?;
    Some(("this date does not exist".into(), format!("use a {expected}")))
}

fn broken(said: &str) -> Option<Words> {
    let (message, help) = match said {
        "duplicate key" => ("duplicate key", "remove one of them; for a list of tables, use [[...]]"),
        "key with no value, expected `=`" => ("this key has no value", "write it as key = \"value\""),
        said if said.starts_with("string values must be quoted") => ("expected a string", "put it in quotes"),
        said if said.starts_with("missing comma between array elements") => {
            ("this list is not closed", "separate its items with commas, and end it with ]")
        }
        said if said.ends_with("string, expected `\"`") => {
            ("this string is not closed", "end it with a quote; put a backslash before any quote inside it")
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
            ("titel = \"\"", "unknown key `titel`", "did you mean `title`?"),
            ("", "missing key `title`", "add title = \"...\""),
            ("title = 1", "expected a string", "put it in quotes"),
            ("title = retinoids", "expected a string", "put it in quotes"),
            (
                "title = \"",
                "this string is not closed",
                "end it with a quote; put a backslash before any quote inside it",
            ),
            ("title", "this key has no value", "write it as key = \"value\""),
            ("title = \"\"\n[substance]", "expected a list of tables", "use double brackets: [[...]]"),
            ("title = \"\"\nname = \"\"", "duplicate key", "remove one of them; for a list of tables, use [[...]]"),
            (
                "title = \"\"\n[grammar]\ngrades = \"USP\"",
                "expected a list",
                "put it in square brackets: [\"...\", \"...\"]",
            ),
            (
                "title = \"\"\n[grammar]\ngrades = [\"USP\"\n[figures]",
                "this list is not closed",
                "separate its items with commas, and end it with ]",
            ),
            (
                "title = \"\"\nfigures = 1",
                "unknown key `figures`",
                "valid keys here: name, version, title, for-medicines",
            ),
        ] {
            let error = RulePack::parse(&format!("{head}{toml}")).expect_err(toml);
            assert_eq!((error.message.as_str(), error.help.as_deref()), (message, Some(help)), "{toml}");
        }
        let error = RulePack::parse("").expect_err("there is nothing in it");
        assert_eq!(error.message, "missing key `pack`");
    }
}
