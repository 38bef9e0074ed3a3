//! `needlint scan`: catalogues of any size, one product a row.

use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use needlint::Engine;
use needlint::catalogue::fault::{FaultKind, FaultyRow, FaultyRows};
use needlint::catalogue::layout::Layout;
use needlint::report::{Printout, Receipt};
use needlint::scan::{Outcome, ScanError, ScanOptions, scan};

use super::args::ScanArgs;
use super::console::Console;
use super::exit::{Exit, Inputs};
use super::fault::Fault;
use super::packs;
use super::results::{self, Results, Subject};
use super::suggest;

/// Scans what was asked for.
pub(crate) fn run(args: ScanArgs, console: &Console) -> Result<Exit, Fault> {
    let chosen = packs::engine(&args.judging)?;
    let subject = Subject::Catalogues(args.show);
    let reporter = results::reporter(&args.telling, subject, &chosen.engine, chosen.narrowed, console);
    let mut results = Results::open(&args.telling, args.paths.iter().map(|path| path.as_path()))?;
    let name = results.name();
    let unwritten = |error: io::Error| Fault::of_writing(&name, &error);
    let start = Instant::now();
    let mut printout = Printout::begin(&*reporter, &mut results).map_err(unwritten)?;
    let mut run = Run { args: &args, engine: &chosen.engine, console, receipt: Receipt::default() };
    let inputs = run.all(&mut printout)?;
    run.receipt.elapsed = start.elapsed();
    if inputs == Inputs::Whole && run.receipt.products == 0 {
        console.complain(&no_product());
    }
    printout.end(&run.receipt).map_err(unwritten)?;
    results.conclude(inputs, console)?;
    Ok(Exit::of(&run.receipt, inputs, &args.gate))
}

fn no_product() -> Fault {
    Fault::new("there was no product to read").help("see that there are rows below the one with the columns' names")
}

/// A run in progress.
struct Run<'a> {
    args: &'a ScanArgs,
    engine: &'a Engine,
    console: &'a Console,
    receipt: Receipt,
}

impl Run<'_> {
    /// Scans one catalogue after another. One that cannot be read is told of and does not stop the others.
    fn all(&mut self, printout: &mut Printout<'_>) -> Result<Inputs, Fault> {
        let mut inputs = Inputs::Whole;
        for path in &self.args.paths {
            if printout.is_closed() {
                break;
            }
            match self.one(path, printout) {
                Ok(outcome) => self.account(path, &outcome),
                Err(Ended::Input(fault)) => {
                    self.console.complain(&fault);
                    inputs = Inputs::Broken;
                }
                Err(Ended::Output(fault)) => return Err(fault),
            }
        }
        Ok(inputs)
    }

    fn one(&self, path: &Path, printout: &mut Printout<'_>) -> Result<Outcome, Ended> {
        if path.as_os_str() == "-" {
            return self.scan("-", io::stdin(), printout);
        }
        if path.is_dir() {
            let files = path.join("*.csv");
            return Err(Ended::Input(
                Fault::new(format!("{} is a folder", path.display()))
                    .help("name the catalogues in it:")
                    .command(format!("needlint scan {}", suggest::shell(&files))),
            ));
        }
        let file = File::open(path).map_err(|error| Ended::Input(Fault::of_file(path, &error)))?;
        let scanned = self.scan(&path.display().to_string(), file, printout);
        scanned.map_err(|ended| match ended {
            Ended::Input(fault) if path.extension().is_some_and(|ending| ending == "txt") => Ended::Input(
                fault
                    .help("if it is one label and no catalogue:")
                    .command(format!("needlint check {}", suggest::shell(path))),
            ),
            ended => ended,
        })
    }

    fn scan<R: Read + Send>(&self, name: &str, input: R, printout: &mut Printout<'_>) -> Result<Outcome, Ended> {
        let mut announce = |layout: &Layout| self.announce(layout);
        let scanned = scan(name, input, self.engine, &self.options(), printout, &mut announce);
        scanned.map_err(|error| match error {
            ScanError::Output(error) => Ended::Output(Fault::of_writing("the results", &error)),
            error => Ended::Input(Fault::new(error.to_string()).help(error.help())),
        })
    }

    fn options(&self) -> ScanOptions {
        let args = self.args;
        let options = ScanOptions {
            ingredients: args.ingredients.clone(),
            id: args.id.clone(),
            name: args.name.clone(),
            delimiter: args.delimiter,
            screen: !args.no_screen,
            ..ScanOptions::default()
        };
        let jobs = args.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())).unwrap_or(options.jobs);
        ScanOptions { jobs, ..options }
    }

    fn announce(&self, layout: &Layout) {
        if !self.args.telling.quiet {
            self.console.remark(&layout.to_string());
        }
    }

    /// Enters what a scan came to, and tells what was wrong with its rows.
    fn account(&mut self, path: &Path, outcome: &Outcome) {
        self.receipt.add(&outcome.receipt);
        let is_one_of_several = self.args.paths.len() > 1;
        if outcome.receipt.products == 0 && is_one_of_several && !self.args.telling.quiet {
            self.console.hint(&format!("{}: there is no product in it", path.display()), "");
        }
        self.tell_of(path, &outcome.broken);
        self.tell_of(path, &outcome.doubtful);
    }

    fn tell_of(&self, path: &Path, rows: &FaultyRows) {
        if self.args.telling.quiet {
            return;
        }
        let named = rows.first.iter().filter(|row| row.fault.kind() != FaultKind::Blank).take(SHOWN);
        let named: Vec<&FaultyRow> = named.collect();
        for row in &named {
            self.console.hint(&format!("{} line {}: {}", path.display(), row.line, row.fault), "");
        }
        for (kind, count) in &rows.counts {
            let is_told = named.iter().filter(|row| row.fault.kind() == *kind).count() as u64 == *count;
            if !is_told {
                let rows = if *count == 1 { "row" } else { "rows" };
                self.console.remark(&format!("{}: {count} {rows} {kind}", path.display()));
            }
        }
    }
}

/// How many faulty rows of a catalogue are named. Where there are more, they are counted.
const SHOWN: usize = 5;

/// Why the scan of a catalogue ended early: what it reads from, or what it writes to.
enum Ended {
    Input(Fault),
    Output(Fault),
}
