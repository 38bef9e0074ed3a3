//! What arguments can be set to, and how that is written.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::finding::Severity;
use crate::label::Ppm;
use clap::ValueEnum;
use encoding_rs::Encoding;
use ignore::overrides::{Override, OverrideBuilder};
use serde::Serialize;

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also in pipes and files
    Always,
    /// No colour
    Never,
}

/// The formats that results can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    Human,
    /// One JSON document
    Json,
    /// JSON Lines, one product per line
    Jsonl,
    /// CSV, one finding per row
    Csv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Web page in a single file
    Html,
    /// One finding per line, for editors and problem matchers
    Concise,
    /// GitHub Actions annotations, and a step summary
    Github,
    /// GitLab code quality report
    Gitlab,
    /// JUnit XML: one suite per file, one case per rule
    Junit,
    /// Markdown summary, short enough for a pull request comment
    Markdown,
}

/// A report that is written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportTo {
    pub(crate) format: Format,
    pub(crate) path: PathBuf,
}

impl Format {
    /// Whether a report says itself if not everything was read, or is one that a pipeline shows beside the exit code. Others
    /// would be taken for complete.
    pub(crate) fn may_be_incomplete(self) -> bool {
        match self {
            Format::Human | Format::Json | Format::Sarif | Format::Html | Format::Github | Format::Junit => true,
            Format::Gitlab | Format::Markdown => true,
            Format::Jsonl | Format::Csv | Format::Concise => false,
        }
    }

    /// The format that a file's name tells, compressed or not.
    pub(crate) fn by_name(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let format = |ending: &str| match ending {
            "html" | "htm" => Some(Format::Html),
            "sarif" => Some(Format::Sarif),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            "md" => Some(Format::Markdown),
            "xml" => Some(Format::Junit),
            "txt" => Some(Format::Human),
            _ => None,
        };
        let (stem, ending) = name.rsplit_once('.')?;
        match format(ending) {
            // report.sarif.json
            Some(Format::Json) if stem.ends_with(".sarif") => Some(Format::Sarif),
            format => format,
        }
    }
}

/// The findings that code scanning is told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SarifOnly {
    /// Findings that are neither known nor allowed
    New,
    /// All findings; those that are allowed are marked as suppressed
    #[default]
    All,
}

/// The formats that the page of a rule can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// Text for a terminal
    Human,
    /// Markdown, for a website or repository
    Markdown,
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
    /// Any finding
    Note,
    /// Never fail
    Never,
}

impl FailOn {
    /// The least severity that reports show as a failure. Where nothing fails the run, what usually would still does so.
    pub(crate) fn least(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning | FailOn::Never => Severity::Warning,
            FailOn::Note => Severity::Note,
        }
    }
}

/// A share, in per cent from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Percent(f64);

impl Percent {
    /// The number, from 0 to 100.
    pub(crate) fn number(self) -> f64 {
        self.0
    }

    /// Whether so many of all are more.
    pub(crate) fn is_exceeded(self, some: u64, all: u64) -> bool {
        some as f64 * 100.0 > self.0 * all as f64
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Percent, String> {
        let number = text.trim().trim_end_matches('%').trim_end().parse();
        let share = number.ok().filter(|share| (0.0..=100.0).contains(share));
        share.map(Percent).ok_or_else(|| "use a percentage from 0 to 100, such as 0.5%".to_owned())
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

/// What a rule's findings are told as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// Errors
    Error,
    /// Warnings
    Warning,
    /// Notes
    Note,
    /// Not reported
    Off,
}

impl Level {
    /// The severity; none for rules that are left out.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Note => Some(Severity::Note),
            Level::Off => None,
        }
    }
}

/// What is left out of folders, as git writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glob(String);

impl Glob {
    /// What leaves them out of a folder.
    pub(crate) fn overrides(globs: &[Glob], folder: &Path) -> Override {
        let mut overrides = OverrideBuilder::new(folder);
        // each was added before, to see that it can be
        globs.iter().for_each(|Glob(glob)| drop(overrides.add(glob)));
        overrides.build().unwrap_or_else(|_| Override::empty())
    }
}

impl FromStr for Glob {
    type Err = String;

    fn from_str(text: &str) -> Result<Glob, String> {
        let glob = format!("!{text}");
        match OverrideBuilder::new("").add(&glob) {
            Ok(_) if !text.is_empty() => Ok(Glob(glob)),
            _ => Err("use a pattern such as old/ or *-test.csv".to_owned()),
        }
    }
}

/// What there is a JSON schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The json and jsonl output
    Output,
    /// The file that --receipt writes
    Receipt,
    /// needlint.toml
    Config,
    /// A rule pack
    Pack,
}

/// How many findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// The first so many.
    First(u64),
    All,
}

impl Show {
    /// The number, if there is one.
    pub(crate) fn limit(self) -> Option<u64> {
        match self {
            Show::First(number) => Some(number),
            Show::All => None,
        }
    }
}

/// How many findings, as they are written.
pub(super) fn show(text: &str) -> Result<Show, String> {
    match text {
        "all" => Ok(Show::All),
        number => number.parse().map(Show::First).map_err(|_| "use a number, or all".to_owned()),
    }
}

/// A delimiter as it is written.
pub(super) fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n".contains(byte) => Ok(*byte),
        _ => Err("use one character such as ; or |, or the word tab".to_owned()),
    }
}

/// An encoding by any of its names on the web.
pub(super) fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label_no_replacement(name.as_bytes()).ok_or_else(|| {
        "use the name of an encoding, such as utf-8, utf-16le, windows-1252, windows-1251, koi8-r, shift_jis, euc-jp, \
         gb18030, big5 or euc-kr"
            .to_owned()
    })
}

/// A report with its format and its path, as they are written.
pub(super) fn report(text: &str) -> Result<ReportTo, String> {
    let formats = || Format::value_variants().iter().filter_map(Format::to_possible_value);
    let known = || formats().map(|format| format.get_name().to_owned()).collect::<Vec<_>>().join(", ");
    let Some((format, path)) = text.split_once('=') else {
        let format = Format::by_name(Path::new(text)).ok_or_else(|| {
            let example =
                if Format::from_str(text, true).is_ok() { format!("{text}=report") } else { format!("jsonl={text}") };
            format!("{text} does not end like a report: use FORMAT=PATH, such as {example}")
        })?;
        return Ok(ReportTo { format, path: text.into() });
    };
    if path.is_empty() {
        return Err(format!("the file name is missing: use {format}=PATH"));
    }
    let format = Format::from_str(format, true)
        .map_err(|_| format!("there is no format {format}: choose one of {}", known()))?;
    Ok(ReportTo { format, path: path.into() })
}

/// A figure with its amount, as they are written.
pub(super) fn figure(text: &str) -> Result<(String, Ppm), String> {
    let (name, amount) = text.split_once('=').ok_or("use NAME=AMOUNT, such as high-alcohol=15%")?;
    let amount =
        Ppm::parse(amount).ok_or_else(|| format!("{amount} is not an amount: use a percentage, such as {name}=15%"))?;
    Ok((name.trim().to_owned(), amount))
}

/// A rule with what it is told as, as they are written.
pub(super) fn severity(text: &str) -> Result<(String, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("use RULE=SEVERITY, such as needling/alcohol=note")?;
    let level = Level::from_str(level.trim(), false)
        .map_err(|_| format!("{level} is not a severity: use error, warning, note or off"))?;
    Ok((rule.trim().to_owned(), level))
}
