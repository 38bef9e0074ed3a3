//! Arguments that several commands take.

use std::path::{Path, PathBuf};

use clap::Args;
use encoding_rs::Encoding;

use super::values::{FailOn, Format, Level, Percent, ReportTo, SarifOnly, encoding, figure, report, severity};
use crate::engine::Choice;
use crate::label::Ppm;

/// How text is read.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct Decoding {
    /// Encoding of the text, such as `shift_jis`, `gb18030`, `euc-kr` or `windows-1251` [default: UTF-8, UTF-16 or, in a
    /// catalogue, Windows-1252, whichever it looks like]
    #[arg(long, value_name = "NAME", value_parser = encoding, hide_short_help = true)]
    pub(crate) encoding: Option<&'static Encoding>,
}

/// What is judged by.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct Judging {
    /// Add a rule pack, a TOML file; can be repeated
    #[arg(long = "rules", value_name = "PACK", hide_short_help = true)]
    pub(crate) packs: Vec<PathBuf>,
    /// Use only these rules, comma-separated: ids, packs such as `needling/`, or prefixes such as `needling/alc*`
    #[arg(long, value_name = "RULE", value_delimiter = ',', hide_short_help = true)]
    pub(crate) select: Vec<String>,
    /// Leave out these rules, comma-separated: ids, packs or prefixes
    #[arg(long, value_name = "RULE", value_delimiter = ',', hide_short_help = true)]
    pub(crate) ignore: Vec<String>,
    /// Set the severity of a rule, or of several as in --select: `error`, `warning`, `note` or `off`
    #[arg(long = "severity", value_name = "RULE=SEVERITY", value_parser = severity, hide_short_help = true)]
    pub(crate) severities: Vec<(String, Level)>,
    /// Set a figure, an amount that rules use, such as `high-alcohol=15%`
    #[arg(long = "figure", value_name = "NAME=AMOUNT", value_parser = figure, hide_short_help = true)]
    pub(crate) figures: Vec<(String, Ppm)>,
}

impl Judging {
    /// What rules are chosen by; nothing for all. An empty text says nothing, and takes back what a file says.
    pub(crate) fn selected(&self) -> impl Iterator<Item = &str> + Clone {
        self.select.iter().map(String::as_str).filter(|selector| !selector.is_empty())
    }

    /// What rules are left out by.
    pub(crate) fn ignored(&self) -> impl Iterator<Item = &str> + Clone {
        self.ignore.iter().map(String::as_str).filter(|selector| !selector.is_empty())
    }

    /// What is chosen, apart from packs.
    pub(crate) fn choice(&self) -> Choice {
        let severities = self.severities.iter().map(|(selector, level)| (selector.clone(), level.severity()));
        Choice {
            packs: Vec::new(),
            figures: self.figures.clone(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severities: severities.collect(),
        }
    }
}

/// What makes a run fail.
#[derive(Debug, Args)]
#[command(next_help_heading = "CI and exit code")]
pub(crate) struct Gate {
    /// Fail (exit code 1) on findings of this severity or above
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// Fail only if there are more than N findings
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) max_findings: Option<u64>,
    /// Ignore unreadable lists (otherwise exit code 3)
    #[arg(long, hide_short_help = true)]
    pub(crate) allow_unreadable: bool,
    /// Fail on unreadable lists only if more than this percentage of products have one, such as `0.5%`
    #[arg(long, value_name = "PERCENT", hide_short_help = true)]
    pub(crate) max_unreadable: Option<Percent>,
}

/// What is known beforehand.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "CI and exit code")]
pub(crate) struct Knowledge {
    /// Count only findings that are not in this baseline
    ///
    /// A run with --write-baseline writes one.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the findings of this run to a baseline, so that later runs can count only new ones
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Do not count findings that this file allows: TOML, one `[[allow]]` entry per exception, with its reason
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) suppressions: Option<PathBuf>,
}

/// How and where the results are told.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Telling {
    /// Output format
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub(crate) format: Format,
    /// Write results to FILE (written atomically)
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write another report of the same run, such as `report.html`
    ///
    /// It can be repeated. The name shows the format (.html, .sarif, .json, .jsonl, .csv, .md, .xml for junit), or write it in front:
    /// `gitlab=report.json`. A file whose name ends in .gz or .zst is compressed, here and with --output.
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = report)]
    pub(crate) reports: Vec<ReportTo>,
    /// Findings in SARIF reports: `new` leaves out those that are known or allowed
    ///
    /// GitHub opens an alert for each result, even if it is marked as suppressed.
    #[arg(long, value_enum, default_value_t, value_name = "WHICH", hide_short_help = true)]
    pub(crate) sarif_only: SarifOnly,
    /// Print only errors, and why the exit code is not 0
    ///
    /// The reason is one line on standard error.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Also show notes and unreadable rows
    ///
    /// In json and jsonl, all products; in csv, one row per unreadable product.
    #[arg(long)]
    pub(crate) all: bool,
}

impl Telling {
    /// Where the results go; `-` is standard output, and none is nowhere.
    pub(crate) fn place(&self) -> Option<&Path> {
        self.output.as_deref().or((!self.quiet).then_some(Path::new("-")))
    }

    /// All places that are written, with the options that say so.
    pub(crate) fn places(&self) -> Vec<(&str, Option<&Path>)> {
        let reports = self.reports.iter().map(|report| ("--report", Some(report.path.as_path())));
        std::iter::once(("--output", self.place())).chain(reports).collect()
    }

    /// The formats of all reports.
    pub(crate) fn formats(&self) -> impl Iterator<Item = Format> {
        self.place().map(|_| self.format).into_iter().chain(self.reports.iter().map(|report| report.format))
    }

    /// Whether a report says how many names are known.
    pub(crate) fn counts_names(&self) -> bool {
        self.formats().any(|format| matches!(format, Format::Json | Format::Jsonl))
    }

    /// A file that is written with all findings, if there is one.
    pub(crate) fn data(&self) -> Option<&Path> {
        let first = self.output.as_deref().map(|path| (self.format, path));
        let all = first.into_iter().chain(self.reports.iter().map(|report| (report.format, report.path.as_path())));
        let mut data = all.filter(|(format, path)| {
            let is_device = std::fs::metadata(path).is_ok_and(|there| !there.is_file());
            matches!(format, Format::Csv | Format::Jsonl | Format::Json) && path.as_os_str() != "-" && !is_device
        });
        data.next().map(|(_, path)| path)
    }

    /// Whether the results go to standard output.
    pub(crate) fn is_to_stdout(&self) -> bool {
        self.place().is_some_and(|place| place.as_os_str() == "-")
    }
}
