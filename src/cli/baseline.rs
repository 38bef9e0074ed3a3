//! `needlint baseline prune`: leaves out of a baseline what is not found any more.

use std::path::Path;
use std::sync::Arc;

use crate::report::Reach;
use crate::report::human::{count, counted};
use crate::triage::baseline::{self, Pruned};

use super::args::{Judging, PruneArgs};
use super::console::Console;
use super::error::CliError;
use super::exit::Exit;
use super::gate;
use super::known;
use super::packs;
use super::progress::Progress;
use super::results::Results;
use super::scan;

/// Scans the catalogues, and writes those findings of the baseline back that are still there.
pub(crate) fn prune(args: PruneArgs, console: &Console) -> Result<Exit, CliError> {
    let PruneArgs { baseline: path, mut scan } = args;
    if scan.since.is_some() {
        return Err(
            CliError::new("pruning a baseline needs all products, but --since skips some").help("remove --since")
        );
    }
    scan.knowledge.baseline = Some(path.clone());
    scan.knowledge.write_baseline = None;
    let is_quiet = std::mem::replace(&mut scan.telling.quiet, true);
    let scan = Arc::new(scan);
    let (scanned, known) = scan::scan(&scan, console)?;
    if scan::reach(&scanned.receipt) != Reach::Whole {
        console.hint(&format!("{} was not changed: not everything could be read", path.display()), "");
        return Ok(scanned.exit);
    }
    if scan.gate.is_too_little_read(&scanned.receipt) {
        let rows = counted(gate::unread(&scanned.receipt), "row");
        let left = format!("{} was not changed: {rows} could not be read, or may have been misread", path.display());
        console.hint(
            &format!("{left}, so known findings may still be there; to prune anyway, use --allow-unreadable"),
            "",
        );
        return Ok(Exit::Unread);
    }
    let Some(found) = known.triage.baseline else { return Ok(scanned.exit) };
    let Pruned { kept, gone, .. } = rewrite(&path, &found, &scan.judging, console)?;
    let (kept, gone) = (count(kept), counted(gone, "fixed finding"));
    if !is_quiet {
        console.remark(&format!("{}: removed {gone}, kept {kept}", path.display()));
    }
    Ok(Exit::Clean)
}

/// Writes a baseline in the place of itself, without what was not found.
fn rewrite(path: &Path, found: &baseline::Baseline, judging: &Judging, console: &Console) -> Result<Pruned, CliError> {
    let name = path.display().to_string();
    let chosen = packs::engine(judging)?;
    let is_left_out = |id: Option<&str>| {
        judging.choice().leaves_out() && id.is_none_or(|id| !chosen.engine.rules().any(|rule| rule.id == id))
    };
    let mut place = Results::at(path, &Progress::hidden())?;
    let pruned = baseline::prune(found, &name, known::open(path)?, is_left_out, &mut place);
    let pruned = pruned.map_err(|error| CliError::of_baseline(&error))?;
    if pruned.found == 0 && pruned.gone > 0 {
        let none = format!("none of its {} was found", counted(pruned.gone, "finding"));
        return Err(CliError::new(format!("{name} was not changed: {none}"))
            .help("check that these are the right catalogues and that they are complete; if everything is fixed, delete the file"));
    }
    place.conclude(Reach::Whole, console)?;
    Ok(pruned)
}
