//! The receipt as JSON: all that a run read, by what, how it went and what it came to, for those who have to show it.
//!
//! The shape is version 1 and other programs read it: fields may be added, and none renamed, moved or dropped.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::Engine;
use crate::catalogue::facts::InputFacts;
use crate::catalogue::ids::RepeatedIds;
use crate::catalogue::issue::{RowIssueKind, RowIssues};
use crate::report::{Reach, Receipt};
use crate::scan::Outcome;
use serde::Serialize;

use crate::cli::args::{FailOn, Level, Percent, ScanArgs};

/// The version of the shape.
const SCHEMA: u32 = 1;

/// The receipt of a run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document<'a> {
    schema: u32,
    program: Named<'a>,
    /// The rule packs that were used.
    packs: Vec<Named<'a>>,
    arguments: Arguments<'a>,
    /// The exit code of the program.
    exit_code: u8,
    /// The counts of all files together; `complete` is false if not everything was read.
    #[serde(flatten)]
    receipt: &'a Receipt,
    /// The files in the order in which they were given.
    files: &'a [Account],
}

/// A name with a version.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Named<'a> {
    name: &'a str,
    version: &'a str,
}

/// The options that affect the findings or the exit code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Arguments<'a> {
    select: Vec<&'a str>,
    ignore: Vec<&'a str>,
    /// Severities that differ from those in the packs, by rule id, pack or prefix.
    severities: BTreeMap<&'a str, Level>,
    /// Amounts as percentages by weight.
    figures: BTreeMap<&'a str, f64>,
    fail_on: FailOn,
    max_findings: Option<u64>,
    allow_unreadable: bool,
    /// Percentage of all rows.
    max_unreadable: Option<f64>,
    group_by: Option<&'a str>,
    /// Percentage of the products in a group.
    max_rate: Option<f64>,
    baseline: Option<String>,
    suppressions: Option<String>,
    since: Option<String>,
}

/// The record of one file.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Account {
    /// As given or found; `-` is standard input. Null for a path without a file.
    pub(super) path: Option<String>,
    /// Bytes of the file on disk, or read through a pipe; null if it was not read completely.
    size: Option<u64>,
    /// In hexadecimal digits; null if it was not read completely.
    sha256: Option<String>,
    /// Its format, if it was detected. A workbook has an entry for each sheet that was read.
    #[serde(flatten)]
    written: Option<InputFacts>,
    /// Rows below the header, including those that are not products.
    rows: u64,
    /// The counts. `bytes` is the number of bytes read from the file.
    #[serde(flatten)]
    pub(super) receipt: Receipt,
    /// Rows that are not products.
    broken_rows: Vec<FaultyKind>,
    /// Rows that were read but may have been misread.
    doubtful_rows: Vec<FaultyKind>,
    /// Rows with an id that was already used.
    repeated_ids: RepeatedIds,
    /// The error that stopped the reading of the file, in words.
    pub(super) error: Option<String>,
}

/// Rows with one kind of problem.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FaultyKind {
    kind: RowIssueKind,
    /// How many there are.
    rows: u64,
    /// Where the first ones are.
    first: Vec<FaultyPlace>,
}

/// A row with a problem.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FaultyPlace {
    /// Record number, 1-based, header not counted.
    row: u64,
    /// 1-based.
    line: u64,
    message: String,
}

/// Writes the receipt of a run.
pub(super) fn write(
    args: &ScanArgs, engine: &Engine, (receipt, files): (&Receipt, &[Account]), exit_code: u8, out: &mut dyn Write,
) -> io::Result<()> {
    let document = Document {
        schema: SCHEMA,
        program: Named { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        packs: engine.packs().iter().map(|pack| Named { name: &pack.name, version: &pack.version }).collect(),
        arguments: Arguments::of(args),
        exit_code,
        receipt,
        files,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")?;
    out.flush()
}

impl<'a> Arguments<'a> {
    fn of(args: &'a ScanArgs) -> Arguments<'a> {
        let name = |path: &Path| path.display().to_string();
        let figures = args.judging.figures.iter().map(|(name, amount)| (name.as_str(), amount.as_percent()));
        Arguments {
            select: args.judging.selected().collect(),
            ignore: args.judging.ignored().collect(),
            severities: args.judging.severities.iter().map(|(rule, level)| (rule.as_str(), *level)).collect(),
            figures: figures.collect(),
            fail_on: args.gate.fail_on,
            max_findings: args.gate.max_findings,
            allow_unreadable: args.gate.allow_unreadable,
            max_unreadable: args.gate.max_unreadable.map(Percent::number),
            group_by: args.group_by.as_deref(),
            max_rate: args.max_rate.map(Percent::number),
            baseline: args.knowledge.baseline.as_deref().map(name),
            suppressions: args.knowledge.suppressions.as_deref().map(name),
            since: args.since.as_deref().map(name),
        }
    }
}

impl Account {
    /// The account of a file that was scanned.
    pub(super) fn of(path: String, outcome: Outcome) -> Account {
        let Outcome { receipt, layout, broken, doubtful, cut, repeated_ids } = outcome;
        Account {
            path: Some(path),
            written: Some(layout.facts()),
            rows: receipt.products + receipt.rows_without_product + receipt.unchanged,
            broken_rows: kinds(&broken),
            doubtful_rows: kinds(&doubtful),
            repeated_ids,
            error: match receipt.reach {
                Reach::Whole => None,
                Reach::Broken => cut.map(|error| error.to_string()),
                Reach::Stopped => Some(STOPPED.to_owned()),
            },
            receipt,
            ..Account::default()
        }
    }

    /// Enters what is known of the file once all of it was read.
    pub(super) fn of_file(&mut self, size: u64, sha256: Option<&str>) {
        if self.receipt.reach == Reach::Whole {
            (self.size, self.sha256) = (Some(size), sha256.map(str::to_owned));
        }
    }

    /// The account of a file that could not be scanned.
    pub(super) fn unread(path: Option<String>, error: &str) -> Account {
        Account {
            path,
            receipt: Receipt { reach: Reach::Broken, ..Receipt::default() },
            error: Some(error.to_owned()),
            ..Account::default()
        }
    }

    /// The account of a file that the run did not come to.
    pub(super) fn stopped(path: String) -> Account {
        let unread = Account::unread(Some(path), STOPPED);
        Account { receipt: Receipt { reach: Reach::Stopped, ..unread.receipt }, ..unread }
    }

    /// Whether it was read to its end and no product was in it.
    pub(super) fn is_without_product(&self) -> bool {
        self.receipt.reach == Reach::Whole && self.receipt.is_without_product()
    }
}

/// Why a file was not read to its end.
const STOPPED: &str = "the run was stopped";

fn kinds(rows: &RowIssues) -> Vec<FaultyKind> {
    let first = |kind: RowIssueKind| {
        let first = rows.first.iter().filter(move |row| row.issue.kind() == kind);
        first.map(|row| FaultyPlace { row: row.row, line: row.line, message: row.issue.to_string() }).collect()
    };
    rows.counts.iter().map(|(kind, rows)| FaultyKind { kind: *kind, rows: *rows, first: first(*kind) }).collect()
}
