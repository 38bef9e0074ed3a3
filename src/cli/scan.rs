//! `needlint scan`: catalogues of any size, one product a row.

mod annotated;
mod aside;
mod catalogues;
mod outputs;
pub(super) mod receipt;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::limits::{self, in_thousands};
use crate::report::human::counted;
use crate::report::{Reach, Receipt};
use crate::scan::Scratches;
use crate::triage::baseline::Baseline;
use crate::triage::shared::{Lookout, SharedIdsReader};

use super::args::ScanArgs;
use super::console::Console;
use super::error::CliError;
use super::exit::Exit;
use super::interrupt;
use super::known::Known;
use super::open::{self, Input};
use super::packs;
use super::progress::Progress;
use super::reason::Reason;
use super::results;
use aside::Aside;
use catalogues::Run;
use outputs::Outputs;

/// What a scan came to.
pub(crate) struct Scanned {
    pub(crate) receipt: Receipt,
    pub(crate) exit: Exit,
}

pub(crate) fn run(args: ScanArgs, console: &Console) -> Result<Exit, CliError> {
    if args.since.is_some() && args.knowledge.write_baseline.is_some() {
        return Err(CliError::new("--write-baseline needs all products, but --since skips those that did not change")
            .help("write the baseline in a run without --since"));
    }
    let args = Arc::new(args);
    let (scanned, known) = scan(&args, console)?;
    known.conclude(reach(&scanned.receipt), console)?;
    if args.telling.quiet {
        let limits = args.gate.passed(&scanned.receipt, args.max_rate);
        let Scanned { receipt, exit } = &scanned;
        let (telling, gate, is_compared) = (&args.telling, &args.gate, args.knowledge.baseline.is_some());
        Reason { telling, gate, receipt, limits, is_compared, one: "product" }.tell(*exit, console);
    }
    Ok(scanned.exit)
}

/// Scans, and gives what was known and gathered as well. A baseline is not written yet.
pub(crate) fn scan(args: &Arc<ScanArgs>, console: &Console) -> Result<(Scanned, Known), CliError> {
    if args.max_rate.is_some() && args.group_by.is_none() {
        return Err(CliError::new("--max-rate needs --group-by").help("set both, or remove --max-rate"));
    }
    let mut chosen = packs::engine(&args.judging)?;
    chosen.engine.count_names(args.telling.counts_names());
    let inputs = open::inputs(&args.paths, &args.exclude);
    interrupt::heed();
    let progress = progress(args, &inputs);
    let aside = Aside { console, progress: &progress, is_quiet: args.telling.quiet };
    let known = Known::open(&args.knowledge, &progress)?;
    let known = known.since(args.since.as_deref(), catalogues::read_options(args))?;
    let mut known = match lookout(args, &inputs) {
        Some(lookout) => known.looking_out(lookout),
        None => known,
    };
    tell_since(args, &known, aside);
    if let Some(jobs) = args.jobs.filter(|jobs| usize::from(*jobs) > limits::JOBS) {
        aside.remark(&format!("--jobs {jobs}: only {} threads are used, which is the limit", limits::JOBS));
    }
    let mut parts = known.parts();
    let mut outputs = Outputs::open(args, &inputs, &chosen, console, &progress)?;
    let start = Instant::now();
    let mut printout = parts.gather(outputs.begin()?);
    let scratches = Scratches::beside(catalogues::read_options(args).columns.may_group());
    let groups = Mutex::default();
    let mut run = Run::new(args, &chosen.engine, parts.triage, (&scratches, &groups), aside);
    run.all(inputs, &mut printout)?;
    let Run { mut receipt, accounts, is_refused, .. } = run;
    if receipt.groups.were_too_many && args.group_by.is_some() {
        let (most, longest) = (in_thousands(limits::GROUPS), limits::GROUP_NAMES);
        return Err(CliError::new(format!(
            "there are more than {most} groups, or their names are longer than {longest}"
        ))
        .help("group by a column with fewer values, such as the brand"));
    }
    receipt.elapsed = start.elapsed();
    progress.clear();
    note_interruption(&mut receipt);
    parts.account(&args.judging, &mut receipt, &mut printout).map_err(CliError::of_writing)?;
    if receipt.reach == Reach::Whole && receipt.is_without_product() {
        aside.complain(&no_product());
    }
    printout.end(&receipt).map_err(CliError::of_writing)?;
    known.write(reach(&receipt))?;
    results::tell_unsaid(&args.telling, &receipt, console);
    let outputs = if is_refused { outputs.without_files() } else { outputs };
    let place = outputs.conclude(&receipt, console)?;
    results::tell_account(&args.telling, &receipt, console);
    // who reads the results may have let the run wait
    note_interruption(&mut receipt);
    let exit = Exit::of(&receipt, &args.gate, args.max_rate);
    if let Some(repeated) = known.triage.baseline.as_ref().map(Baseline::repeated).filter(|repeated| *repeated > 0) {
        aside.remark(&format!(
            "{} matched more than one product with the same id; to tell these products apart, write the baseline again \
             with --write-baseline",
            counted(repeated, "known finding")
        ));
    }
    args.gate.passed(&receipt, args.max_rate).iter().for_each(|limit| aside.remark(limit));
    if let Some(mut out) = place {
        let written = receipt::write(args, &chosen.engine, (&receipt, &accounts), exit.code(), &mut out);
        written.map_err(CliError::of_writing)?;
        out.conclude(Reach::Whole, console)?;
    }
    Ok((Scanned { receipt, exit }, known))
}

/// What looks for ids that several products have, if all catalogues can be read a second time.
fn lookout(args: &Arc<ScanArgs>, inputs: &[Result<Input, CliError>]) -> Option<Lookout> {
    args.knowledge.baseline.as_ref()?;
    let inputs: Vec<Input> = inputs.iter().flatten().cloned().collect();
    // a pipe has no size
    if inputs.iter().any(|input| input.size().is_none() && input.path().is_none_or(Path::exists)) {
        return None;
    }
    let args = Arc::clone(args);
    Some(Lookout::new(move |baseline| {
        let (mut reader, options) = (SharedIdsReader::default(), catalogues::read_options(&args));
        for input in &inputs {
            // what cannot be read is told of where it is judged
            let _ = input.open().map(|feed| reader.read(&input.name(), feed, &options, baseline));
        }
        reader.finish()
    }))
}

/// Tells what the catalogue is compared with, if it is with an older one.
fn tell_since(args: &ScanArgs, known: &Known, aside: Aside<'_>) {
    let Some((old, since)) = args.since.as_ref().zip(known.triage.since.as_ref()) else { return };
    let unread = match since.unread {
        0 => String::new(),
        unread => format!("; {} could not be read", counted(unread, "row")),
    };
    aside.remark(&format!("{}: {} to compare with{unread}", old.display(), counted(since.len(), "product")));
}

/// How far a scan came. Where there was nothing to read, something that should have been there was not.
pub(crate) fn reach(receipt: &Receipt) -> Reach {
    if receipt.is_without_product() { receipt.reach.max(Reach::Broken) } else { receipt.reach }
}

/// Lets the account say so if the run was interrupted: where the last input ended then, it may have been cut short.
fn note_interruption(receipt: &mut Receipt) {
    if interrupt::came().is_some() {
        receipt.reach = Reach::Stopped;
    }
}

fn progress(args: &ScanArgs, inputs: &[Result<Input, CliError>]) -> Progress {
    if args.telling.quiet { Progress::hidden() } else { Progress::of(inputs.iter().flatten()) }
}

fn no_product() -> CliError {
    CliError::new("there were no products to read").help("check that the export is not empty")
}
