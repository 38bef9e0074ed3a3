//! What tests, benches and fuzz targets try of the inside, and nobody else: it is no part of the interface.

use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::catalogue::LineColumn;
use crate::catalogue::blocks::{Blocks, Cut};
use crate::catalogue::options::{ColumnNames, HeaderRow, InputFormat, ReadOptions};
use crate::catalogue::records::Records;
use crate::catalogue::source::Source;
use crate::report::json::{Form, Json};
use crate::report::{Drawn, Judged, Printout, Receipt, Reporter};
use crate::scan::{ScanOptions, scan};
use crate::{Engine, Report};

pub use crate::cli::config::trial::{baseline, options, pack_fault, suppressions};

/// A way to scan a catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Its format by a file's extension, where that is not to be found out.
    pub format: Option<&'static str>,
    /// Whether the first row names the columns. If not, the first column holds the ingredients.
    pub has_header: bool,
    /// How many threads judge.
    pub jobs: usize,
}

/// What a scan came to, but for the time it took.
#[derive(Debug, PartialEq)]
pub struct Account(Receipt);

impl Default for Way {
    fn default() -> Way {
        Way { format: None, has_header: true, jobs: 1 }
    }
}

impl Way {
    fn options(self) -> ScanOptions<'static> {
        let format = self.format.map(|extension| match extension {
            "jsonl" => InputFormat::JsonLines,
            "tsv" => InputFormat::Tsv,
            _ => InputFormat::Csv,
        });
        static FIRST: LazyLock<[String; 1]> = LazyLock::new(|| ["1".to_owned()]);
        let ingredients = if self.has_header { &[][..] } else { &*FIRST };
        let columns = ColumnNames { ingredients, ..ColumnNames::default() };
        let header = if self.has_header { HeaderRow::First } else { HeaderRow::None };
        ScanOptions {
            read: ReadOptions { columns, header, format, ..ReadOptions::default() },
            jobs: NonZeroUsize::new(self.jobs).unwrap_or(NonZeroUsize::MIN),
            triage: None,
            scratches: None,
            groups: None,
        }
    }
}

impl Account {
    /// How many products there were.
    pub fn products(&self) -> u64 {
        self.0.products
    }

    /// How many got each of the verdicts.
    pub fn by_verdict(&self) -> [u64; 4] {
        [self.0.avoid, self.0.caution, self.0.clear, self.0.unreadable]
    }
}

/// Scans a catalogue, and writes what was found as JSON Lines; none if it is no catalogue.
pub fn scan_bytes(engine: &Engine, bytes: &[u8], way: Way, out: &mut dyn Write) -> Option<Account> {
    let mut printout = Printout::begin(&Json { all: false, form: Form::Lines }, out).ok()?;
    let options = way.options();
    let source = Source::open("x", bytes, &options.read).ok()?.swap_remove(0);
    let outcome = scan("x", source, engine, &options, &mut printout, &mut |_| ()).ok()?;
    let receipt = Receipt { elapsed: Default::default(), ..outcome.receipt };
    printout.end(&receipt).ok()?;
    Some(Account(receipt))
}

/// What a catalogue holds: row, id, name and list of every product, and where the first and the last character of the
/// list stand; none if it is no catalogue.
pub fn contents(engine: &Engine, bytes: &[u8], way: Way) -> Option<Vec<Value>> {
    let mut out = Vec::new();
    let mut printout = Printout::begin(&Contents, &mut out).ok()?;
    let options = way.options();
    let source = Source::open("x", bytes, &options.read).ok()?.swap_remove(0);
    scan("x", source, engine, &options, &mut printout, &mut |_| ()).ok()?;
    serde_json::Deserializer::from_slice(&out).into_iter().collect::<Result<_, _>>().ok()
}

struct Contents;

impl Reporter for Contents {
    fn tells(&self, _: &Report) -> bool {
        true
    }

    fn product(&self, Judged { product, .. }: Judged<'_>, drawn: &mut Drawn) {
        let text = product.text();
        let last = text.char_indices().last().map_or(0, |(at, _)| at);
        let places = [0, last].map(|at| product.place(at)).map(|LineColumn { line, column }| [line, column]);
        let contents = json!([product.row, product.id, product.name, text, places]);
        drawn.piece(|out| out.extend(contents.to_string().bytes()));
    }
}

/// Cuts a catalogue into blocks, and counts their bytes.
pub fn cut_blocks(csv: &[u8]) -> usize {
    let mut blocks = Blocks::new(csv);
    blocks.header(Cut::Delimited(b','.into())).expect("a slice can be read");
    std::iter::from_fn(|| blocks.next_block().expect("a slice can be read")).map(|block| block.bytes.len()).sum()
}

/// Splits a catalogue into records, and counts them.
pub fn split_records(csv: &[u8]) -> u64 {
    let mut records = Records::new(csv, b',');
    while records.read().is_some() {}
    records.count()
}
