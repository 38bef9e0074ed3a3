//! `needlint scan`: catalogues of any size, one product a row.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::time::Instant;

use needlint::Engine;
use needlint::catalogue::fault::{FaultyRow, FaultyRows};
use needlint::catalogue::format::InputFormat;
use needlint::catalogue::layout::{HeaderRow, Layout};
use needlint::catalogue::shown;
use needlint::report::{Printout, Receipt};
use needlint::scan::{Outcome, ScanError, ScanOptions, scan};

use super::args::{self, ScanArgs};
use super::console::Console;
use super::exit::{Exit, Inputs};
use super::fault::Fault;
use super::open::{self, Input};
use super::packs;
use super::results::{self, Results, Subject};

/// Scans what was asked for.
pub(crate) fn run(args: ScanArgs, console: &Console) -> Result<Exit, Fault> {
    let chosen = packs::engine(&args.judging)?;
    let subject = Subject::Catalogues(args.show);
    let reporter = results::reporter(&args.telling, subject, &chosen.engine, chosen.narrowed, console);
    let inputs = open::inputs(&args.paths);
    let mut results = Results::open(&args.telling, inputs.iter().flatten().filter_map(Input::path))?;
    let name = results.name();
    let unwritten = |error: io::Error| Fault::of_writing(&name, &error);
    let start = Instant::now();
    let mut printout = Printout::begin(&*reporter, &mut results).map_err(unwritten)?;
    let mut run = Run { args: &args, engine: &chosen.engine, console, receipt: Receipt::default() };
    let inputs = run.all(inputs, &mut printout)?;
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

fn no_product_in(name: &str) -> Fault {
    Fault::new(format!("there is no product in {}", shown(name)))
        .help("see that there are rows below the one with the columns' names")
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
    fn all(&mut self, inputs: Vec<Result<Input, Fault>>, printout: &mut Printout<'_>) -> Result<Inputs, Fault> {
        let is_one_of_several = inputs.len() > 1;
        let mut read = Inputs::Whole;
        for input in inputs {
            if printout.is_closed() {
                break;
            }
            let scanned = input.map_err(Ended::Input).and_then(|input| {
                let outcome = self.one(&input, printout)?;
                self.account(&input.name(), &outcome);
                match outcome.receipt.products {
                    0 if is_one_of_several => Err(Ended::Input(no_product_in(&input.name()))),
                    _ => Ok(()),
                }
            });
            match scanned {
                Ok(()) => {}
                Err(Ended::Input(fault)) => {
                    self.console.complain(&fault);
                    read = Inputs::Broken;
                }
                Err(Ended::Output(fault)) => return Err(fault),
            }
        }
        Ok(read)
    }

    fn one(&self, input: &Input, printout: &mut Printout<'_>) -> Result<Outcome, Ended> {
        let reader = input.open().map_err(Ended::Input)?;
        self.scan(&input.name(), reader, printout).map_err(|ended| match ended {
            Ended::Input(fault) => Ended::Input(input.fault(fault)),
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
            format: args.input_format.map(|format| match format {
                args::InputFormat::Csv => InputFormat::Csv,
                args::InputFormat::Tsv => InputFormat::Tsv,
                args::InputFormat::Jsonl => InputFormat::JsonLines,
                args::InputFormat::Xlsx => InputFormat::Xlsx,
            }),
            header: if args.no_header { HeaderRow::None } else { HeaderRow::First },
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
    fn account(&mut self, name: &str, outcome: &Outcome) {
        self.receipt.add(&outcome.receipt);
        self.tell_of(name, &outcome.broken);
        self.tell_of(name, &outcome.doubtful);
    }

    fn tell_of(&self, name: &str, rows: &FaultyRows) {
        if self.args.telling.quiet {
            return;
        }
        let named = rows.first.iter().filter(|row| row.fault.kind().is_doubt()).take(SHOWN);
        let named: Vec<&FaultyRow> = named.collect();
        for row in &named {
            self.console.hint(&format!("{} line {}: {}", shown(name), row.line, row.fault), "");
        }
        for (kind, count) in &rows.counts {
            let is_told = named.iter().filter(|row| row.fault.kind() == *kind).count() as u64 == *count;
            if !is_told {
                let rows = if *count == 1 { "row" } else { "rows" };
                self.console.remark(&format!("{}: {count} {rows} {kind}", shown(name)));
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
