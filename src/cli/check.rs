//! `needlint check`: one label a file, each read, judged and told on its own.

use std::io;
use std::time::Instant;

use needlint::catalogue::cell::Cell;
use needlint::catalogue::{Places, Product};
use needlint::report::standings;
use needlint::report::{Drawn, Judged, Printout, Reach, Receipt, Reporter};
use needlint::triage::baseline::Entries;
use needlint::triage::{Standing, Triage};
use needlint::{Engine, Label, Report};

use super::args::CheckArgs;
use super::console::Console;
use super::exit::Exit;
use super::fault::Fault;
use super::known::{self, Known};
use super::newfile;
use super::packs;
use super::progress::Progress;
use super::read::Source;
use super::reports::Reports;
use super::results::{self, Subject};
use super::suggest;

/// Checks what was asked for.
pub(crate) fn run(args: CheckArgs, console: &Console) -> Result<Exit, Fault> {
    let sources = sources(args.paths, args.text);
    let chosen = packs::engine(&args.judging)?;
    newfile::keep_apart(sources.iter().filter_map(Source::path), &args.telling.places())?;
    let mut reports = Reports::open(&args.telling, Subject::Labels, &chosen, console, &Progress::hidden())?;
    let mut known = Known::open(&args.knowledge, &Progress::hidden())?;
    let (triage, writer) = known.parts();
    let mut printout = reports.begin()?;
    if let Some(writer) = writer {
        printout = printout.write_baseline(writer);
    }
    let mut check = Check { engine: &chosen.engine, triage, console, receipt: Receipt::default() };
    check.all(&sources, &mut printout).map_err(Fault::of_writing)?;
    let Check { mut receipt, .. } = check;
    known::account(triage, &args.judging, &mut receipt);
    printout.end(&receipt).map_err(Fault::of_writing)?;
    results::tell_unsaid(&args.telling, &receipt, console);
    reports.conclude(receipt.reach, console)?;
    known.conclude(receipt.reach, console)?;
    Ok(Exit::of(&receipt, &args.gate, None))
}

fn sources(paths: Vec<std::path::PathBuf>, text: Option<String>) -> Vec<Source> {
    match text {
        Some(text) => vec![Source::Text(text)],
        None if paths.is_empty() => vec![Source::Stdin],
        None => paths.into_iter().map(Source::of_path).collect(),
    }
}

/// A run in progress.
struct Check<'a> {
    engine: &'a Engine,
    triage: Option<&'a Triage>,
    console: &'a Console,
    receipt: Receipt,
}

impl Check<'_> {
    /// Checks one source after another. One that cannot be read is told of and does not stop the others.
    fn all(&mut self, sources: &[Source], printout: &mut Printout<'_>) -> io::Result<()> {
        let start = Instant::now();
        for source in sources {
            match source.read(self.console) {
                Ok(text) => self.one(source, &text, printout)?,
                Err(fault) => {
                    self.console.complain(&fault);
                    self.receipt.reach = Reach::Broken;
                }
            }
        }
        self.receipt.elapsed = start.elapsed();
        Ok(())
    }

    fn one(&mut self, source: &Source, text: &str, printout: &mut Printout<'_>) -> io::Result<()> {
        if let Some(path) = source.catalogue() {
            let hint = format!("{} is read as one label; if it is a catalogue:", path.display());
            self.console.hint(&hint, &format!("needlint scan {}", suggest::shell(path)));
        }
        let report = self.engine.check(&Label::parse(text));
        self.receipt.enter(&report);
        self.receipt.bytes += text.len() as u64;
        let name = source.name();
        let product = product(&name, text);
        let standings = self.stand(&product, &report, text, printout)?;
        let draw = |reporter: &dyn Reporter| {
            let mut drawn = Drawn::default();
            if reporter.tells(&report) {
                let prepared = reporter.prepare(&report, text, Places::in_cell(product.cell, text));
                let judged =
                    Judged { product: &product, report: &report, prepared: &prepared, standings: standings.as_deref() };
                reporter.product(judged, &mut drawn);
            }
            drawn
        };
        let drawn: Vec<Drawn> = printout.reporters().into_iter().map(draw).collect();
        printout.write(&drawn)?;
        // What is said of the next file on standard error should not come before this.
        printout.flush()
    }
}

impl Check<'_> {
    /// Where the findings of a label stand; none if they all count.
    fn stand(
        &mut self,
        product: &Product<'_>,
        report: &Report,
        text: &str,
        printout: &mut Printout<'_>,
    ) -> io::Result<Option<Box<[Standing]>>> {
        let Some(triage) = self.triage else { return Ok(None) };
        let prepared = standings::prepare(report, text, Places::in_cell(product.cell, text));
        let mut entries = Entries::default();
        let baseline = printout.writes_baseline().then_some(&mut entries);
        let standings = standings::standings(triage, product, (report, &prepared), &mut self.receipt, baseline);
        printout.add_to_baseline(&entries)?;
        Ok(Some(standings))
    }
}

fn product<'a>(source: &'a str, text: &'a str) -> Product<'a> {
    Product { source, row: None, column: None, line: 1, id: None, name: None, cell: Cell::of_text(text) }
}
