//! Errors of catalogues: why one cannot be scanned, and the way out.

mod other_kind;

use std::fmt::Write;
use std::io;

use super::columns::is_list;
use super::options::HeaderRow;
use super::shown;
use crate::limits::{self, in_thousands};
use crate::listed::MissingColumn;

pub(crate) use other_kind::OtherKind;

/// How many columns an error lists.
const LISTED: usize = 30;

/// Why a catalogue cannot be scanned. Issues of single rows are none of these: see [`super::issue::RowIssue`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    /// The input broke off.
    #[error("{} cannot be read: {error}", shown(file))]
    Input { file: String, error: io::Error },
    /// The output does not take the results. A closed pipe is no error.
    #[error("the results cannot be written: {0}")]
    Output(io::Error),
    /// There is not even a header.
    #[error("{} is empty", shown(file))]
    Empty { file: String },
    /// It is no text.
    #[error("{} is {}, not text", shown(file), kind.map_or("binary data", |kind| kind.name))]
    Binary { file: String, kind: Option<OtherKind> },
    /// It begins like a workbook and cannot be read as one.
    #[error("{} is not a readable workbook: {problem}", shown(file))]
    Workbook { file: String, problem: String },
    /// Only hidden sheets of a workbook have ingredients, and nobody asked for them.
    #[error("{} has an ingredients column in hidden sheets only: {}", shown(file), listed(sheets))]
    OnlyHidden { file: String, sheets: Vec<String> },
    /// A workbook has no sheet of that name.
    #[error("{} has no sheet called `{wanted}`", shown(file))]
    NoSheet { file: String, wanted: String, sheets: Vec<String> },
    /// It should be JSON Lines, and none of its first lines is an object.
    #[error("{}:{line}: this line is not a JSON object", shown(file))]
    NoJsonLines { file: String, line: u64 },
    /// The header has no end.
    #[error("{}:{line}: a quote in the header has no closing quote", shown(file))]
    UnclosedHeader { file: String, line: u64 },
    /// The header is longer than may be, or has more columns.
    #[error("{}:{line}: the header {}", shown(file), too_large(*is_wide))]
    LargeHeader { file: String, line: u64, is_wide: bool },
    /// It cannot be annotated.
    #[error("{} cannot be annotated: it is {written}", shown(file))]
    NotAnnotated { file: String, written: String, help: String },
    /// It has columns of an annotation.
    #[error("{}:{line}: the catalogue already has a column `{column}`", shown(file))]
    AnnotatedBefore { file: String, line: u64, column: String },
    /// A column is not there.
    #[error("{}:{line}: {missing}", shown(file))]
    MissingColumn { file: String, line: u64, missing: MissingColumn, header: HeaderRow },
}

impl ScanError {
    pub(super) fn no_workbook(file: &str) -> ScanError {
        ScanError::Workbook { file: file.into(), problem: "it does not start like an .xlsx file".into() }
    }

    /// What to do about it, in a sentence without a full stop.
    pub(crate) fn help(&self) -> String {
        match self {
            ScanError::Input { .. } => "check that the file is complete and that you may read it".into(),
            ScanError::Output(_) => "check that there is free disk space and that you may write the file".into(),
            ScanError::Empty { .. } => "a catalogue starts with a header row that names its columns".into(),
            ScanError::Binary { kind, .. } => {
                kind.map_or("export the catalogue as CSV (UTF-8)", |kind| kind.help).into()
            }
            ScanError::Workbook { .. } => "save the sheet as .xlsx without a password, or as CSV (UTF-8)".into(),
            ScanError::OnlyHidden { sheets, .. } => {
                format!("to read a hidden sheet, name it: --sheet \"{}\"", sheets[0])
            }
            ScanError::NoSheet { sheets, .. } => format!("its sheets are {}", listed(sheets)),
            ScanError::NoJsonLines { .. } => {
                "JSON needs one object per line, or a list of objects, one for each product".into()
            }
            ScanError::UnclosedHeader { line, .. } => {
                format!("add the closing quote on line {line}, or use --quote none if quotes in the file are text")
            }
            ScanError::LargeHeader { .. } => {
                "check the delimiter, the quotes and the line ends, or export only the columns that are needed".into()
            }
            ScanError::MissingColumn { missing, header: HeaderRow::None, .. } => choose_number(missing),
            ScanError::NotAnnotated { help, .. } => help.clone(),
            ScanError::AnnotatedBefore { .. } => "annotate the original file, or rename this column".into(),
            ScanError::MissingColumn { missing, .. } => choose_column(missing),
        }
    }
}

/// What is too much about a header: the number of its columns, or its length.
fn too_large(is_wide: bool) -> String {
    match is_wide {
        true => format!("has more than {} columns", in_thousands(limits::COLUMNS)),
        false => format!("is longer than {}", limits::HEADER),
    }
}

fn choose_column(missing: &MissingColumn) -> String {
    if missing.columns.is_empty() {
        return "check --header-row".into();
    }
    let list = missing.columns.iter().take(LISTED).position(|name| is_list(name));
    let mut help = match (&missing.near, list, &missing.wanted) {
        (Some(near), _, Some(_)) => format!("did you mean `{near}`?"),
        (Some(near), _, None) => format!("did you mean `{near}`? If so, use --ingredients \"{near}\""),
        (None, Some(index), _) => without_header(index + 1),
        (None, None, Some(_)) => "use a column name or a number from 1".into(),
        (None, None, None) => "choose it with --ingredients, by name or by number from 1".into(),
    };
    match missing.columns.as_slice() {
        // one long name is most often a header that was not split
        [only] => {
            let only = named(only);
            write!(help, " (only column: {only}; if columns are separated by another character, use --delimiter)")
        }
        columns => write!(help, " (columns: {})", listed(columns)),
    }
    .expect("a String takes everything");
    help
}

fn without_header(number: usize) -> String {
    format!("the first row looks like a product: if there is no header, use --no-header --ingredients {number}")
}

fn choose_number(missing: &MissingColumn) -> String {
    let numbers = match missing.columns.len() {
        1 => "there is only column 1".to_owned(),
        count => format!("there are columns 1 to {count}"),
    };
    format!("without a header, choose columns by number, as in --ingredients 2; {numbers}")
}

/// How much of a column's name a message can carry, in characters.
const LONGEST_NAME: usize = 150;

/// A column's name in quotes, cut where nobody reads on.
fn named(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    }
}

fn listed(columns: &[String]) -> String {
    let names: Vec<_> = columns.iter().take(LISTED).map(|name| named(name)).collect();
    match columns.len().checked_sub(LISTED) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}
