//! Annotations: a catalogue back as it was, with what was said of each row in three columns at its end, or in three more
//! fields of its object.
//!
//! Every byte of the catalogue stays what and where it is. What is added stands behind the last cell of a row, with
//! empty cells before it where the row is too short for the columns to line up. A row that is too long keeps its cells,
//! and the new ones stand behind them. A row with an open quote gets none: they would be a part of it. Of a sheet only what
//! is to be added is given, a line for each row: see [`crate::catalogue::source::Additions`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::WINDOWS_1252;

use crate::catalogue::blocks::Block;
use crate::catalogue::encoding::{Encoding, ReadAs};
use crate::catalogue::error::ScanError;
use crate::catalogue::format::{Format, Written};
use crate::catalogue::issue::RowIssue;
use crate::catalogue::layout::Layout;
use crate::catalogue::records::{Dialect, Record, Records, count_lines};
use crate::catalogue::sheet::{DELIMITER, NAME};
use crate::finding::{Report, Verdict};
use crate::wording::{Annotation, harmless};

const COLUMNS: [&str; 3] = Annotation::COLUMNS;

/// Which rows are given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// All, and everything that is no row as well.
    All,
    /// Those with a finding of any severity, and those that could not be read; and the header.
    Flagged,
}

/// How a catalogue is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Back {
    pub(crate) kept: Kept,
    /// Whether it is a workbook that can be read a second time.
    pub(crate) is_workbook: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    verdict: Option<Verdict>,
    /// The ids of the rules that it goes against, each once, with spaces between.
    rules: String,
    message: String,
}

impl Said {
    pub(crate) fn of(report: &Report, text: impl FnOnce() -> String) -> Said {
        let text = if report.findings.is_empty() { String::new() } else { text() };
        let Annotation { verdict, rules, message } = report.annotation(&text);
        Said { verdict: Some(verdict), rules, message }
    }

    /// What there is to say of a row without a product.
    pub(crate) fn of_issue(issue: RowIssue) -> Said {
        match issue {
            RowIssue::Blank | RowIssue::Variant => Said::default(),
            issue => Said { verdict: Some(Verdict::Unreadable), rules: String::new(), message: issue.to_string() },
        }
    }

    fn is_flagged(&self) -> bool {
        !self.rules.is_empty() || self.verdict == Some(Verdict::Unreadable)
    }

    /// The three fields of an object, with a comma before each.
    fn fields(&self) -> String {
        let verdict = self.verdict.map_or(String::new(), |verdict| verdict.to_string());
        let field = |(name, text): (&str, &String)| format!(",\"{name}\":{}", serde_json::Value::from(text.as_str()));
        COLUMNS.into_iter().zip([&verdict, &self.rules, &self.message]).map(field).collect()
    }

    /// The three texts for a row of a sheet.
    fn line(&self) -> String {
        let verdict = self.verdict.map_or(String::new(), |verdict| verdict.to_string());
        let texts = [&verdict, &self.rules, &self.message].map(|text| text.replace(char::is_control, " "));
        texts.join(&String::from(char::from(DELIMITER)))
    }

    /// The three cells, with a delimiter before each.
    fn cells(&self, delimiter: u8) -> String {
        let verdict = self.verdict.map_or(String::new(), |verdict| verdict.to_string());
        match (self.rules.as_str(), self.message.as_str(), char::from(delimiter)) {
            // most rows are clear
            ("", "", delimiter) => format!("{delimiter}{verdict}{delimiter}{delimiter}"),
            (rules, message, _) => cells([&verdict, rules, message], delimiter),
        }
    }
}

/// Writes down what is said of the rows of a catalogue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Annotator<'a> {
    layout: &'a Layout,
    form: Form,
    kept: Kept,
}

/// How the rows of a catalogue are written.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// In cells that are set off like this.
    Cells(Dialect),
    Objects,
    /// In a sheet, of which only what is added is given.
    Sheet(Dialect),
}

impl<'a> Annotator<'a> {
    pub(crate) fn new(layout: &'a Layout, back: Back) -> Result<Annotator<'a>, ScanError> {
        let Back { kept, is_workbook } = back;
        let with = |form| Ok(Annotator { layout, form, kept });
        let (written, help) = match (&layout.format, layout.encoding) {
            (_, Encoding::Decoded(encoding)) => {
                let name = encoding.name().trim_end_matches("LE").trim_end_matches("BE");
                (layout.encoding.to_string(), format!("convert it to UTF-8 first: iconv -f {name} -t UTF-8"))
            }
            (Format::Delimited(dialect), _) => return with(Form::Cells(*dialect)),
            (Format::JsonLines(_), _) => return with(Form::Objects),
            (Format::Sheet(_), _) if is_workbook && kept == Kept::All => return with(Form::Sheet(DELIMITER.into())),
            (Format::Sheet(_), _) if is_workbook => {
                ("a workbook, of which no rows can be left out".to_owned(), "leave out --flagged".to_owned())
            }
            (Format::Sheet(_), _) => {
                ("a workbook, but not a file of its own".to_owned(), "save it as a file, and scan that".to_owned())
            }
            (Format::Export(written), _) => {
                let written = match written {
                    Written::Json | Written::Xml => written.to_string(),
                    Written::Sheet(_) => "a workbook with several ingredient columns or rows a product".to_owned(),
                    _ => "an export with several ingredient columns or rows".to_owned(),
                };
                (written, "for one line per product, use --format jsonl --all".to_owned())
            }
        };
        Err(ScanError::NotAnnotated { file: layout.file.clone(), written, help })
    }

    /// What stands before the first row: what is `above` the header, and the header, to which the names of the columns are
    /// added. That of a sheet begins with its name.
    pub(crate) fn head(self, (above, bytes): (&[u8], &[u8])) -> Result<Vec<u8>, ScanError> {
        let (Form::Cells(dialect) | Form::Sheet(dialect)) = self.form else { return Ok([above, bytes].concat()) };
        let mut records = Records::new(bytes, dialect).on_line(count_lines(above) + 1);
        let header = records.read();
        if let Some(header) = &header {
            self.check(header)?;
        }
        let (header, behind) = bytes.split_at(header.map_or(0, |header| header.start + header.bytes.len()));
        let said = vec![Said::default(); self.layout.notes.len()];
        Ok(match (self.form, self.layout.sheet()) {
            (Form::Sheet(_), Some(sheet)) => {
                let is_there = usize::from(!header.is_empty());
                let names = COLUMNS.join(&String::from(char::from(DELIMITER))).repeat(is_there);
                let sheet = format!("{}{sheet}\n", char::from(NAME));
                let (above, behind) = (self.lines(dialect, above, &[]), self.lines(dialect, behind, &said));
                [sheet.as_bytes(), &above, names.as_bytes(), &behind].concat()
            }
            _ if header.is_empty() => [above, bytes].concat(),
            _ => {
                let names = cells(COLUMNS, dialect.delimiter);
                [above, header, names.as_bytes(), &self.all(dialect, behind, &said)].concat()
            }
        })
    }

    /// Makes sure that a header has none of the columns that are added.
    fn check(self, header: &Record<'_, '_>) -> Result<(), ScanError> {
        for field in header.fields {
            let (name, _) = header.cell(*field).text();
            if COLUMNS.iter().any(|column| name.trim().eq_ignore_ascii_case(column)) {
                let (file, column) = (self.layout.file.clone(), name.trim().to_owned());
                return Err(ScanError::AnnotatedBefore { file, line: header.line(), column });
            }
        }
        Ok(())
    }

    /// A block, of whose rows this was said, one after another.
    pub(crate) fn block(self, block: &Block, said: &[Said]) -> Vec<u8> {
        let passed = block.passed.as_deref().unwrap_or_default();
        let mut out = match (self.form, self.kept) {
            (Form::Sheet(dialect), _) => {
                return [self.lines(dialect, &block.bytes, said), self.lines(dialect, passed, &[])].concat();
            }
            (Form::Objects, _) => self.objects(&block.bytes, said),
            (Form::Cells(dialect), Kept::All) => self.all(dialect, &block.bytes, said),
            (Form::Cells(dialect), Kept::Flagged) => self.flagged(dialect, &block.bytes, block.ends_passed, said),
        };
        // it belongs to a row that could not be read
        out.extend(passed);
        out
    }

    /// What is added to rows of a sheet, each of which stands on a line of its own.
    fn lines(self, dialect: Dialect, rows: &[u8], said: &[Said]) -> Vec<u8> {
        let (mut out, mut records, mut behind) = (Vec::new(), self.records(dialect, rows), 0);
        let breaks = |rows: &[u8]| std::iter::repeat_n(b'\n', rows.iter().filter(|byte| **byte == b'\n').count());
        for said in said {
            let Some(record) = records.read() else { break };
            let end = record.start + record.bytes.len();
            out.extend(breaks(&rows[behind..end]));
            out.extend(said.line().as_bytes());
            behind = end;
        }
        out.extend(breaks(&rows[behind..]));
        out
    }

    /// Lines with an object each.
    fn objects(self, block: &[u8], said: &[Said]) -> Vec<u8> {
        let mut out = Vec::with_capacity(block.len() + block.len() / 8);
        let mut said = said.iter();
        for line in block.split_inclusive(|byte| *byte == b'\n') {
            let is_row = !line.trim_ascii().is_empty();
            match if is_row { said.next() } else { None } {
                Some(said) if self.kept == Kept::All || said.is_flagged() => self.add_fields(line, said, &mut out),
                None if self.kept == Kept::All => out.extend(line),
                _ => {}
            }
        }
        out
    }

    /// A line with fields added at the end of its object; as it was, if it is none.
    fn add_fields(self, line: &[u8], said: &Said, out: &mut Vec<u8>) {
        let inside = line.trim_ascii_end().strip_suffix(b"}");
        let is_object = || {
            let is_read = said.verdict.is_some_and(|verdict| verdict != Verdict::Unreadable);
            is_read || serde_json::from_str::<serde::de::IgnoredAny>(&String::from_utf8_lossy(line)).is_ok()
        };
        let Some(inside) = inside.filter(|_| is_object()) else { return out.extend(line) };
        let inside = without_fields(inside);
        let fields = said.fields();
        let is_empty = inside.trim_ascii().ends_with(b"{");
        out.extend(inside);
        out.extend(&*self.encoded(&fields[usize::from(is_empty)..], line));
        out.extend(&line[line.trim_ascii_end().len() - 1..]);
    }

    fn all(self, dialect: Dialect, block: &[u8], said: &[Said]) -> Vec<u8> {
        let mut out = Vec::with_capacity(block.len() + block.len() / 8);
        let mut records = self.records(dialect, block);
        let mut copied = 0;
        let mut said = said.iter();
        while let Some((record, said)) = records.read().zip(said.next()) {
            let end = record.start + record.bytes.len();
            out.extend(&block[copied..end]);
            self.add(dialect, &record, said, &mut out);
            copied = end;
        }
        out.extend(&block[copied..]);
        out
    }

    fn flagged(self, dialect: Dialect, block: &[u8], ends_passed: bool, said: &[Said]) -> Vec<u8> {
        // a blank line is left out wherever a block begins
        let mut out = if ends_passed { line_end(block).to_vec() } else { Vec::new() };
        let mut records = self.records(dialect, block);
        for said in said {
            let Some(record) = records.read() else { break };
            if said.is_flagged() {
                out.extend(record.bytes);
                self.add(dialect, &record, said, &mut out);
                out.extend(line_end(&block[records.at..]));
            }
        }
        out
    }

    fn records(self, dialect: Dialect, block: &[u8]) -> Records<'_> {
        Records::new(block, dialect).shaped(self.layout.columns.shape())
    }

    fn add(self, Dialect { delimiter, .. }: Dialect, record: &Record<'_, '_>, said: &Said, out: &mut Vec<u8>) {
        if record.is_open() {
            return;
        }
        let missing = self.layout.columns.count.saturating_sub(record.fields.len());
        out.extend(std::iter::repeat_n(delimiter, missing));
        out.extend(&*self.encoded(&said.cells(delimiter), record.bytes));
    }

    /// The text in the encoding of its row, or of the file where the row could be in any.
    fn encoded<'t>(self, text: &'t str, row: &[u8]) -> Cow<'t, [u8]> {
        if text.is_ascii() {
            return text.as_bytes().into();
        }
        let encoding = match ReadAs::of(row) {
            ReadAs::Utf8 if row.is_ascii() => self.layout.encoding,
            ReadAs::Utf8 => Encoding::Utf8,
            ReadAs::Windows1252 => Encoding::Windows1252,
            ReadAs::Damaged => Encoding::Unknown,
        };
        match encoding {
            Encoding::Utf8 | Encoding::MarkedUtf8 | Encoding::Decoded(_) => text.as_bytes().into(),
            Encoding::Windows1252 => WINDOWS_1252.encode(text).0,
            Encoding::Unknown => text.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect(),
        }
    }
}

/// An object, of which only the last bracket is missing, without the fields of an earlier run at its end.
fn without_fields(object: &[u8]) -> &[u8] {
    let first = format!(",\"{}\":", COLUMNS[0]);
    let Some(at) = memchr::memmem::rfind(object, first.as_bytes()) else { return object };
    let fields = [b"{", &object[at + 1..], b"}"].concat();
    let fields: Option<BTreeMap<String, String>> = serde_json::from_slice(&fields).ok();
    let are_ours = |fields: BTreeMap<String, String>| fields.keys().all(|name| COLUMNS.contains(&name.as_str()));
    if fields.is_some_and(are_ours) { &object[..at] } else { object }
}

/// The line end that bytes begin with.
fn line_end(bytes: &[u8]) -> &[u8] {
    match bytes {
        [b'\r', b'\n', ..] => &bytes[..2],
        [b'\r' | b'\n', ..] => &bytes[..1],
        _ => &[],
    }
}

/// Cells with a delimiter before each, quoted where they have to be.
fn cells(texts: [&str; 3], delimiter: u8) -> String {
    let mut out = vec![delimiter];
    let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).buffer_capacity(1 << 10).from_writer(&mut out);
    writer.write_record(texts.map(harmless)).and_then(|()| Ok(writer.flush()?)).expect("a Vec takes everything");
    drop(writer);
    out.pop();
    String::from_utf8(out).expect("texts between characters of ASCII are text")
}
