//! `needlint check`: one label a file, each read, judged and told on its own.

use std::borrow::Cow;
use std::io::{self, Write};
use std::time::Instant;

use needlint::catalogue::{Cell, Product};
use needlint::report::{Drawn, Judged, Receipt, Reporter};
use needlint::{Engine, Label};

use super::args::CheckArgs;
use super::console::Console;
use super::exit::{Exit, Inputs};
use super::fault::Fault;
use super::packs;
use super::read::Source;
use super::results::{self, Results, Subject};
use super::suggest;

/// Checks what was asked for.
pub(crate) fn run(args: CheckArgs, console: &Console) -> Result<Exit, Fault> {
    let sources = sources(args.paths, args.text);
    let chosen = packs::engine(&args.judging)?;
    let reporter = results::reporter(&args.telling, Subject::Labels, &chosen.engine, chosen.narrowed, console);
    let results = Results::open(&args.telling, sources.iter().filter_map(Source::path))?;
    let mut check =
        Check { engine: &chosen.engine, reporter: &*reporter, results, receipt: Receipt::default(), pieces: 0 };
    let inputs = check.all(&sources, console)?;
    let receipt = check.end(inputs, console)?;
    Ok(Exit::of(&receipt, inputs, &args.gate))
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
    reporter: &'a dyn Reporter,
    results: Results,
    receipt: Receipt,
    pieces: u64,
}

impl Check<'_> {
    /// Checks one source after another. One that cannot be read is told of and does not stop the others.
    fn all(&mut self, sources: &[Source], console: &Console) -> Result<Inputs, Fault> {
        let start = Instant::now();
        let mut inputs = Inputs::Whole;
        let begun = self.reporter.begin(&mut self.results);
        self.results.settle(begun)?;
        for source in sources {
            match source.read(console) {
                Ok(text) => self.one(source, &text, console)?,
                Err(fault) => {
                    console.complain(&fault);
                    inputs = Inputs::Broken;
                }
            }
        }
        self.receipt.elapsed = start.elapsed();
        Ok(inputs)
    }

    fn one(&mut self, source: &Source, text: &str, console: &Console) -> Result<(), Fault> {
        if let Some(path) = source.catalogue() {
            let hint = format!("{} is read as one label; if it is a catalogue:", path.display());
            console.hint(&hint, &format!("needlint scan {}", suggest::shell(path)));
        }
        let label = Label::parse(text);
        let report = self.engine.check(&label);
        self.receipt.enter(&report);
        self.receipt.bytes += text.len() as u64;
        let name = source.name();
        let judged = Judged { product: &product(&name, text), label: &label, report: &report };
        let mut drawn = Drawn::default();
        self.reporter.product(judged, &mut drawn);
        let told = self.tell(&drawn);
        self.results.settle(told)
    }

    fn tell(&mut self, drawn: &Drawn) -> io::Result<()> {
        for piece in drawn.pieces() {
            if self.pieces > 0 {
                self.results.write_all(self.reporter.separator().as_bytes())?;
            }
            self.results.write_all(piece)?;
            self.pieces += 1;
        }
        // What is said of the next file on standard error should not come before this.
        self.results.flush()
    }

    fn end(mut self, inputs: Inputs, console: &Console) -> Result<Receipt, Fault> {
        let ended = self.reporter.end(&self.receipt, 0, &mut self.results);
        self.results.settle(ended)?;
        match inputs {
            Inputs::Whole => self.results.finish()?,
            Inputs::Broken => self.results.abandon(console),
        }
        Ok(self.receipt)
    }
}

fn product<'a>(source: &'a str, text: &'a str) -> Product<'a> {
    Product {
        source,
        row: None,
        column: None,
        line: 1,
        id: None,
        name: None,
        ingredients: Cow::Borrowed(text),
        cell: Cell { record: text.as_bytes(), start: 0, quoted: false },
    }
}
