//! What a scan writes: the results, the catalogue with what was said of its rows, the receipt; each to its own place.

use std::path::{Path, PathBuf};

use crate::report::annotation::{Back, Kept};
use crate::report::{Printout, Receipt};

use super::annotated::Annotated;
use crate::cli::args::ScanArgs;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::newfile;
use crate::cli::open::Input;
use crate::cli::packs::Chosen;
use crate::cli::progress::Progress;
use crate::cli::reports::Reports;
use crate::cli::results::{About, Results, Subject};

pub(super) struct Outputs {
    reports: Reports,
    annotated: Option<(Back, Annotated)>,
    receipt: Option<Results>,
}

impl Outputs {
    /// Opens the places that were asked for, if nothing that is read or written comes in the way of anything else.
    pub(super) fn open(
        args: &ScanArgs, inputs: &[Result<Input, CliError>], chosen: &Chosen, console: &Console, progress: &Progress,
    ) -> Result<Outputs, CliError> {
        keep_apart(args, inputs)?;
        if args.annotate.is_some() && inputs.len() > 1 {
            return Err(CliError::new(format!("--annotate works on one catalogue, but there are {}", inputs.len()))
                .help("scan each one separately, with its own --annotate file"));
        }
        let kept = if args.flagged { Kept::Flagged } else { Kept::All };
        let annotated = |path: &Path| Annotated::open(path, inputs.first(), progress);
        let open = |path: &Path| Results::at(path, progress);
        let about = About {
            subject: Subject::Catalogues(args.show),
            sources: args.paths.iter().map(|path| path.display().to_string()).collect(),
            group_by: args.group_by.clone(),
            is_compared: args.knowledge.baseline.is_some(),
            fail_on: args.gate.fail_on,
            sarif_only: args.telling.sarif_only,
            data: args.telling.data(),
            chosen,
            console,
            explains: false,
        };
        Ok(Outputs {
            reports: Reports::open(&args.telling, &about, progress)?,
            annotated: args.annotate.as_deref().map(annotated).transpose()?.map(|out| (out.back(kept), out)),
            receipt: args.receipt.as_deref().map(open).transpose()?,
        })
    }

    pub(super) fn begin(&mut self) -> Result<Printout<'_>, CliError> {
        let printout = self.reports.begin()?;
        let printout = if self.receipt.is_some() { printout.go_on() } else { printout };
        Ok(match &mut self.annotated {
            Some((back, out)) => printout.annotate(*back, out),
            None => printout,
        })
    }

    /// Lets go of the files without a word, but for the receipt: that there is nothing to write was told with the reason.
    pub(super) fn without_files(self) -> Outputs {
        Outputs { reports: self.reports.without_files(), annotated: None, ..self }
    }

    /// Lets the files appear that are whole. The place of the receipt is left: the receipt says itself whether it is.
    pub(super) fn conclude(self, receipt: &Receipt, console: &Console) -> Result<Option<Results>, CliError> {
        self.reports.conclude(receipt, console)?;
        if let Some((_, out)) = self.annotated {
            out.conclude(receipt.reach, console)?;
        }
        Ok(self.receipt)
    }
}

/// All places that a scan writes to, with the options that say so.
fn places(args: &ScanArgs) -> Vec<(&str, Option<&Path>)> {
    let asides = [
        ("--annotate", args.annotate.as_deref()),
        ("--receipt", args.receipt.as_deref()),
        ("--write-baseline", args.knowledge.write_baseline.as_deref()),
    ];
    args.telling.places().into_iter().chain(asides).collect()
}

fn keep_apart(args: &ScanArgs, inputs: &[Result<Input, CliError>]) -> Result<(), CliError> {
    keep_from_results(args)?;
    let inputs = inputs.iter().flatten().filter_map(Input::path).chain(args.since.as_deref());
    let outputs = places(args);
    args.knowledge.keep_apart(&args.judging, &outputs)?;
    newfile::keep_apart(inputs, &outputs)
}

/// Makes sure that nothing else goes to standard output where the results do so without being told to.
fn keep_from_results(args: &ScanArgs) -> Result<(), CliError> {
    let others = [("--annotate", &args.annotate), ("--receipt", &args.receipt)];
    let is_stdout = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| path.as_os_str() == "-");
    let is_taken = args.telling.output.is_none() && args.telling.is_to_stdout();
    match others.into_iter().find(|(_, path)| is_taken && is_stdout(path)) {
        Some((option, _)) => {
            Err(CliError::new(format!("the results and {option} - would both be written to standard output"))
                .help("turn the results off with --quiet, or write them to a file with --output FILE"))
        }
        None => Ok(()),
    }
}
