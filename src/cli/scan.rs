//! `needlint scan`: catalogues of any size, one product a row.

mod aside;

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use needlint::Engine;
use needlint::catalogue::format::InputFormat;
use needlint::catalogue::layout::HeaderRow;
use needlint::catalogue::shown;
use needlint::report::annotation::Kept;
use needlint::report::human::sentence;
use needlint::report::{Printout, Reach, Receipt};
use needlint::scan::{Event, Outcome, ScanError, ScanOptions, scan};

use super::args::{self, Only, ScanArgs};
use super::console::Console;
use super::exit::Exit;
use super::fault::Fault;
use super::feed::Feed;
use super::interrupt;
use super::newfile;
use super::open::{self, Input};
use super::packs;
use super::progress::Progress;
use super::results::{self, Results, Subject};
use aside::Aside;

/// Scans what was asked for.
pub(crate) fn run(args: ScanArgs, console: &Console) -> Result<Exit, Fault> {
    let chosen = packs::engine(&args.judging)?;
    let subject = Subject::Catalogues(args.show);
    let reporter = results::reporter(&args.telling, subject, &chosen.engine, chosen.narrowed, console);
    let inputs = open::inputs(&args.paths);
    outputs_are_apart(&args, &inputs)?;
    interrupt::heed();
    let progress = progress(&args, &inputs);
    let mut results = Results::open(&args.telling, &progress)?;
    let mut annotated = annotated(&args, inputs.len(), &progress)?;
    let start = Instant::now();
    let mut printout = Printout::begin(&*reporter, &mut results).map_err(Fault::of_writing)?;
    if let Some((kept, out)) = &mut annotated {
        printout = printout.annotate(*kept, out);
    }
    let aside = Aside { console, progress: &progress, is_quiet: args.telling.quiet };
    let mut run = Run { args: &args, engine: &chosen.engine, progress: &progress, aside, receipt: Receipt::default() };
    run.all(inputs, &mut printout)?;
    run.receipt.elapsed = start.elapsed();
    progress.clear();
    if run.receipt.reach == Reach::Whole && run.receipt.products == 0 {
        aside.complain(&no_product());
    }
    printout.end(&run.receipt).map_err(Fault::of_writing)?;
    if run.receipt.reach == Reach::Stopped && !args.telling.is_receipt_shown() {
        aside.remark(&sentence(&run.receipt, "product"));
    }
    results.conclude(run.receipt.reach, console)?;
    if let Some((_, out)) = annotated {
        out.conclude(run.receipt.reach, console)?;
    }
    Ok(Exit::of(&run.receipt, &args.gate))
}

fn outputs_are_apart(args: &ScanArgs, inputs: &[Result<Input, Fault>]) -> Result<(), Fault> {
    let inputs = inputs.iter().flatten().filter_map(Input::path);
    let results = args.telling.output.as_deref().or((!args.telling.quiet).then_some(Path::new("-")));
    newfile::keep_apart(inputs, &[("--output", results), ("--annotate", args.annotate.as_deref())])
}

/// Where the catalogue is given back to, and what of it.
fn annotated(args: &ScanArgs, inputs: usize, progress: &Progress) -> Result<Option<(Kept, Results)>, Fault> {
    let Some(path) = &args.annotate else { return Ok(None) };
    if inputs != 1 {
        return Err(Fault::new(format!("--annotate gives one catalogue back, and there are {inputs}"))
            .help("scan them one after another, each with a file of its own"));
    }
    let kept = args.only.map_or(Kept::All, |Only::Flagged| Kept::Flagged);
    Ok(Some((kept, Results::at(path, progress)?)))
}

fn progress(args: &ScanArgs, inputs: &[Result<Input, Fault>]) -> Progress {
    if args.telling.quiet { Progress::hidden() } else { Progress::of(inputs.iter().flatten()) }
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
    progress: &'a Progress,
    aside: Aside<'a>,
    receipt: Receipt,
}

impl Run<'_> {
    /// Scans one catalogue after another. One that cannot be read is told of and does not stop the others.
    fn all(&mut self, inputs: Vec<Result<Input, Fault>>, printout: &mut Printout<'_>) -> Result<(), Fault> {
        let is_one_of_several = inputs.len() > 1;
        for input in inputs {
            if printout.is_closed() {
                break;
            }
            let scanned = input.map_err(Ended::Input).and_then(|input| {
                let outcome = self.one(&input, printout)?;
                self.receipt.add(&Receipt { reach: Reach::Whole, ..outcome.receipt.clone() });
                self.aside.account(&input.name(), &outcome);
                match outcome.receipt.products {
                    0 if is_one_of_several => Err(Ended::Input(no_product_in(&input.name()))),
                    _ => Ok(outcome.cut.map_or(Reach::Whole, |_| Reach::Broken)),
                }
            });
            let reach = match scanned {
                Err(Ended::Output(fault)) => return Err(fault),
                Ok(Reach::Whole) => Reach::Whole,
                _ if interrupt::came().is_some() => Reach::Stopped,
                Ok(reach) => reach,
                Err(Ended::Input(fault)) => {
                    self.aside.complain(&fault);
                    Reach::Broken
                }
            };
            self.receipt.reach = self.receipt.reach.max(reach);
            if reach == Reach::Stopped {
                break;
            }
        }
        Ok(())
    }

    fn one(&self, input: &Input, printout: &mut Printout<'_>) -> Result<Outcome, Ended> {
        let feed = input.open().map_err(Ended::Input)?;
        self.scan(&input.name(), feed, printout).map_err(|ended| match ended {
            Ended::Input(fault) => Ended::Input(input.fault(fault)),
            ended => ended,
        })
    }

    fn scan(&self, name: &str, feed: Feed, printout: &mut Printout<'_>) -> Result<Outcome, Ended> {
        let mut hear = |event: Event<'_>| match event {
            Event::Layout(layout) => self.aside.remark(&layout.to_string()),
            Event::Receipt(receipt) => {
                let of_all = |of: fn(&Receipt) -> u64| of(&self.receipt) + of(receipt);
                let rows = of_all(|receipt| receipt.products);
                self.progress.update(of_all(|receipt| receipt.bytes), rows, of_all(Receipt::findings));
            }
        };
        let scanned = scan(name, feed, self.engine, &self.options(), printout, &mut hear);
        scanned.map_err(|error| match error {
            ScanError::Output(error) => Ended::Output(Fault::of_writing(error)),
            error => Ended::Input(Fault::of_catalogue(&error)),
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
}

/// Why the scan of a catalogue ended early: what it reads from, or what it writes to.
enum Ended {
    Input(Fault),
    Output(Fault),
}
