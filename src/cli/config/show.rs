//! `needlint config show`: what holds for every option, and who says so.

use std::ffi::OsStr;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::environment::Stray;
use super::layer::Origin;
use super::options::{Kind, Opt};
use super::{Sources, is_typed, leaf};
use crate::cli::args::{Format, ScanArgs};
use crate::cli::error::{CliError, Unwritten};
use crate::cli::exit::Exit;
use crate::cli::pages::print;
use crate::report::human::{are, counted};

/// The version of the JSON's shape.
const SCHEMA: u32 = 1;
/// Columns before the origins, unless a value takes more.
const USUAL: usize = 50;

/// What holds for an option, or for a name in its table.
#[derive(Debug, Serialize)]
struct Row<'a> {
    /// The key in the file.
    option: &'a str,
    /// The name in the option's table; null where there is none.
    name: Option<String>,
    /// Null where nothing holds.
    value: Option<Shown>,
    /// Who says so.
    source: Source,
    /// The argument, the variable, or the file with its line; null for a default.
    place: Option<String>,
}

/// A value, as it would stand in the file.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown {
    Flag(bool),
    One(String),
    List(Vec<String>),
}

impl Shown {
    /// Adds a value, which makes a list of one.
    fn add(&mut self, value: &str) {
        let mut values = match std::mem::replace(self, Shown::List(Vec::new())) {
            Shown::Flag(is) => vec![is.to_string()],
            Shown::One(first) => vec![first],
            Shown::List(values) => values,
        };
        values.push(value.to_owned());
        *self = Shown::List(values);
    }
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Source {
    Argument,
    Environment,
    File,
    Default,
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    schema: u32,
    options: &'a [Row<'a>],
    /// Variables that begin like those of options, and that no option has.
    unknown_variables: Vec<&'a str>,
}

/// What shows all options here, and is an option of scans.
const ALL: &str = "all";

/// Prints what is set: as it could stand in a file, or as JSON if that was asked for right here.
pub(crate) fn run(args: &ScanArgs, sources: &Sources) -> Result<Exit, CliError> {
    let rows = sources.all_rows();
    let strays = sources.strays();
    let page = match args.telling.format {
        Format::Json if is_typed(leaf(&sources.matches), "format") => json(&rows, &strays)?,
        _ => {
            set(rows, is_typed(leaf(&sources.matches), ALL))
                + &strays.iter().map(|stray| format!("# {stray}\n")).collect::<String>()
        }
    };
    print(&page)?;
    Ok(Exit::Clean)
}

/// What holds as lines of a file, without who says so.
pub(super) fn without_places(sources: &Sources) -> String {
    sources.all_rows().iter().map(|row| line(row) + "\n").collect()
}

impl Sources {
    fn all_rows(&self) -> Vec<Row<'_>> {
        self.options.of_file().flat_map(|option| self.rows(option)).collect()
    }

    fn rows<'a>(&self, option: &'a Opt) -> Vec<Row<'a>> {
        let row = |name, value, place: Option<&Origin>| {
            let (source, place) = self.source(option, place);
            Row { option: &option.key, name, value, source, place }
        };
        let setting = self.layer.get(&option.key).filter(|_| !self.is_typed(option));
        let texts = self.texts(option);
        if option.kind != Kind::Table || texts.is_empty() {
            return vec![row(None, shown(option.kind, texts), setting.map(|setting| &setting.origin))];
        }
        let origins = setting.map(|setting| setting.values.iter().map(|value| &value.origin).collect::<Vec<_>>());
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let format = Format::by_name(Path::new(text)).and_then(|format| format.to_possible_value());
            // a report can be given without its format
            let inferred = format.as_ref().map_or((text.as_str(), ""), |format| (format.get_name(), text));
            let (name, value) = text.split_once('=').unwrap_or(inferred);
            match rows.iter_mut().find(|row| row.name.as_deref() == Some(name)) {
                // a key can stand in a file only once
                Some(Row { value: Some(shown), .. }) => shown.add(value),
                _ => {
                    let origin = origins.as_ref().and_then(|origins| origins.get(at).copied());
                    rows.push(row(Some(name.to_owned()), Some(Shown::One(value.to_owned())), origin));
                }
            }
        }
        rows
    }

    /// The values that hold, as they are written. An option that a scan does not have holds as the layer says.
    fn texts(&self, option: &Opt) -> Vec<String> {
        let as_text = |text: &OsStr| text.to_string_lossy().into_owned();
        let (matches, id) = (leaf(&self.matches), option.arg.get_id().as_str());
        if matches.try_contains_id(id).is_ok() && id != ALL {
            return matches.get_raw(id).into_iter().flatten().map(as_text).collect();
        }
        let values = self.layer.get(&option.key).map(|setting| setting.values.as_slice());
        values.unwrap_or_default().iter().map(|value| as_text(&value.text)).collect()
    }

    fn is_typed(&self, option: &Opt) -> bool {
        let id = option.arg.get_id().as_str();
        id != ALL && is_typed(leaf(&self.matches), id)
    }

    fn source(&self, option: &Opt, origin: Option<&Origin>) -> (Source, Option<String>) {
        match origin {
            _ if self.is_typed(option) => (Source::Argument, Some(format!("--{}", option.key))),
            Some(Origin::Variable(name)) => (Source::Environment, Some(name.clone())),
            Some(origin @ Origin::File(..)) => (Source::File, Some(origin.to_string())),
            None => (Source::Default, None),
        }
    }
}

fn shown(kind: Kind, mut texts: Vec<String>) -> Option<Shown> {
    match kind {
        Kind::Flag => Some(Shown::Flag(texts.pop().is_some_and(|text| text != "false"))),
        Kind::One => texts.pop().map(Shown::One),
        Kind::List => Some(Shown::List(texts)),
        // each name of it has a row
        Kind::Table => None,
    }
}

fn json(rows: &[Row<'_>], strays: &[Stray]) -> Result<String, CliError> {
    let document = Document {
        schema: SCHEMA,
        options: rows,
        unknown_variables: strays.iter().map(|stray| stray.name.as_str()).collect(),
    };
    let page = serde_json::to_string_pretty(&document);
    page.map(|page| page + "\n").map_err(|error| CliError::of_writing(Unwritten::to_stdout(error.into())))
}

/// The lines of what is set, or of all options.
fn set(rows: Vec<Row<'_>>, is_all: bool) -> String {
    let (set, left): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| is_all || !matches!(row.source, Source::Default));
    let rest = match (set.len(), left.len() as u64) {
        (_, 0) => String::new(),
        (0, _) => "# no option is set; for the defaults: needlint config show --all\n".to_owned(),
        (_, left) => {
            format!("# {} {} at the default: needlint config show --all\n", counted(left, "more option"), are(left))
        }
    };
    lines(&set) + &rest
}

/// The rows as lines of a file, with the origins as comments.
fn lines(rows: &[Row<'_>]) -> String {
    let lines: Vec<(String, &str)> =
        rows.iter().map(|row| (line(row), row.place.as_deref().unwrap_or("default"))).collect();
    let lengths = lines.iter().map(|(line, _)| line.chars().count());
    let width = lengths.filter(|length| *length <= USUAL).max().unwrap_or(0);
    lines.iter().map(|(line, place)| format!("{line:width$}  # {place}\n")).collect()
}

fn line(row: &Row<'_>) -> String {
    let key = match &row.name {
        Some(name) => format!("{}.{}", row.option, quoted(name)),
        None => row.option.to_owned(),
    };
    match &row.value {
        Some(Shown::Flag(is)) => format!("{key} = {is}"),
        Some(Shown::One(text)) if is_number(text) => format!("{key} = {text}"),
        Some(Shown::One(text)) => format!("{key} = {}", quoted(text)),
        Some(Shown::List(texts)) => {
            format!("{key} = [{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
        }
        None => format!("# {key} is not set"),
    }
}

/// Whether a text is a number that is written like this, and needs no quotes.
fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|number| number.to_string() == text)
}

/// A text as TOML has it, which is as JSON has it but for one character that TOML does not take as it is.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
