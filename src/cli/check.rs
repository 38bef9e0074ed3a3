//! `needlint check`: one label a file, each read, judged and told on its own.

use std::io;
use std::time::Instant;

use encoding_rs::Encoding;

use crate::catalogue::issue::RowIssue;
use crate::catalogue::{Places, Product};
use crate::label::Unreadable;
use crate::limits;
use crate::report::statuses::{self, StatusContext};
use crate::report::{Printout, Reach, Receipt};
use crate::triage::baseline::Entries;
use crate::triage::comments::{Allowance, Commented};
use crate::triage::{Status, Triage, lapsed};
use crate::{Engine, Report};

use super::args::{CheckArgs, Judging};
use super::console::Console;
use super::error::CliError;
use super::exit::Exit;
use super::known::Known;
use super::newfile;
use super::packs;
use super::progress::Progress;
use super::read::Source;
use super::reason::Reason;
use super::reports::Reports;
use super::results::{self, About, Subject};
use super::suggest;

pub(crate) fn run(args: CheckArgs, console: &Console) -> Result<Exit, CliError> {
    let sources = sources(args.paths, args.text);
    let mut chosen = packs::engine(&args.judging)?;
    chosen.engine.count_names(args.explain || args.telling.counts_names());
    let written = ("--write-baseline", args.knowledge.write_baseline.as_deref());
    let places: Vec<_> = args.telling.places().into_iter().chain([written]).collect();
    args.knowledge.keep_apart(&args.judging, &places)?;
    newfile::keep_apart(sources.iter().filter_map(Source::path), &places)?;
    let names = sources.iter().map(Source::name).collect();
    let is_compared = args.knowledge.baseline.is_some();
    let about = About {
        subject: Subject::Labels,
        sources: names,
        group_by: None,
        is_compared,
        fail_on: args.gate.fail_on,
        sarif_only: args.telling.sarif_only,
        data: args.telling.data(),
        chosen: &chosen,
        console,
        explains: args.explain,
    };
    let mut reports = Reports::open(&args.telling, &about, &Progress::hidden())?;
    let mut known = Known::open(&args.knowledge, &Progress::hidden())?;
    let mut parts = known.parts();
    let mut printout = parts.gather(reports.begin()?);
    let mut check = Check {
        engine: &chosen.engine,
        triage: parts.triage,
        judging: &args.judging,
        encoding: args.decoding.encoding,
        console,
        receipt: Receipt::default(),
    };
    check.all(&sources, &mut printout).map_err(CliError::of_writing)?;
    let Check { mut receipt, .. } = check;
    parts.account(&args.judging, &mut receipt, &mut printout).map_err(CliError::of_writing)?;
    printout.end(&receipt).map_err(CliError::of_writing)?;
    known.write(receipt.reach)?;
    results::tell_unsaid(&args.telling, &receipt, console);
    reports.conclude(&receipt, console)?;
    known.conclude(receipt.reach, console)?;
    // the process ends here, and takes less time to end than all names take to be given back
    std::mem::forget(chosen);
    let exit = Exit::of(&receipt, &args.gate, None);
    let limits = args.gate.passed(&receipt, None);
    if args.telling.quiet {
        let (telling, gate, receipt) = (&args.telling, &args.gate, &receipt);
        Reason { telling, gate, receipt, limits, is_compared, one: "label" }.tell(exit, console);
    } else {
        limits.iter().for_each(|limit| console.remark(limit));
    }
    Ok(exit)
}

fn sources(paths: Vec<std::path::PathBuf>, text: Option<String>) -> Vec<Source> {
    match text {
        Some(text) => vec![Source::Text(text)],
        None if paths.is_empty() => vec![Source::Stdin],
        None => paths.into_iter().map(Source::of_path).collect(),
    }
}

fn too_long(name: &str) -> CliError {
    let limit = limits::LIST;
    CliError::new(format!("{name} is longer than {limit}; only the first {limit} was checked"))
        .help("check one label at a time, or scan a catalogue with `needlint scan`")
}

struct Check<'a> {
    engine: &'a Engine,
    triage: &'a Triage,
    judging: &'a Judging,
    encoding: Option<&'static Encoding>,
    console: &'a Console,
    receipt: Receipt,
}

impl Check<'_> {
    /// Checks one source after another. One that cannot be read is told of and does not stop the others.
    fn all(&mut self, sources: &[Source], printout: &mut Printout<'_>) -> io::Result<()> {
        let start = Instant::now();
        for source in sources {
            match source.read(self.encoding, self.console) {
                Ok(text) => self.one(source, &text, printout)?,
                Err(fault) => {
                    self.console.complain(&fault);
                    self.receipt.reach = Reach::Broken;
                    self.receipt.faults.push(fault.message().to_owned());
                }
            }
        }
        self.receipt.elapsed = start.elapsed();
        Ok(())
    }

    fn one(&mut self, source: &Source, text: &str, printout: &mut Printout<'_>) -> io::Result<()> {
        if let Some(path) = source.catalogue() {
            let hint = format!("{} was read as a single label; if it is a catalogue, run:", path.display());
            self.console.hint(&hint, &format!("needlint scan {}", suggest::shell(path)));
        }
        let commented = Commented::split(text);
        let name = source.name();
        let judged = &text[..text.floor_char_boundary(commented.judged.min(limits::LIST.0))];
        let product = Product::of_text(&name, judged);
        let mut report = self.engine.check(judged);
        if judged.len() < commented.judged {
            let fault = too_long(&name);
            self.console.complain(&fault);
            self.receipt.reach = Reach::Broken;
            self.receipt.faults.push(fault.message().to_owned());
            report = report.doubted(Unreadable::Truncated);
        }
        if !report.more.is_empty() {
            let issue = RowIssue::ManyFindings { found: report.count() };
            self.console.hint(&format!("{name}: {issue}"), "");
        }
        let mut receipt = Receipt { bytes: text.len() as u64, ..Receipt::default() };
        receipt.enter(&report);
        let statuses = self.stand(&product, &report, &commented, &mut receipt, printout)?;
        printout.tell(&product, &report, statuses.as_deref())?;
        if let Some(lapsed) = self.lapsed(&commented, &report) {
            receipt.enter_findings(&lapsed);
            printout.tell(&Product { column: Some("comment"), ..Product::of_text(&name, text) }, &lapsed, None)?;
        }
        printout.close(&name, &receipt);
        self.receipt.add(&receipt);
        // What is said of the next file on standard error should not come before this.
        printout.flush()
    }

    /// Where the findings of a label stand; none if they all count.
    fn stand(
        &self, product: &Product<'_>, report: &Report, Commented { allowances, .. }: &Commented, receipt: &mut Receipt,
        printout: &mut Printout<'_>,
    ) -> io::Result<Option<Box<[Status]>>> {
        if allowances.is_empty() && !self.triage.discounts() && !printout.writes_baseline() {
            return Ok(None);
        }
        let prepared = statuses::prepare(report, &product.text(), Places::in_cell(product.cell, &product.text()));
        let mut entries = Entries::default();
        let mut stands = StatusContext { triage: self.triage, allowances, is_namesake: false, receipt, baseline: None };
        stands.baseline = printout.writes_baseline().then_some(&mut entries);
        let statuses = statuses::statuses(stands, product, (report, &prepared));
        printout.add_to_baseline(&entries)?;
        Ok(Some(statuses).filter(|_| !allowances.is_empty() || self.triage.discounts()))
    }

    /// What there is to say of comments in a label that allow nothing.
    fn lapsed(&self, Commented { allowances, faults, .. }: &Commented, report: &Report) -> Option<Report> {
        let rules = || self.engine.packs().iter().flat_map(|pack| &pack.rules);
        let is_known = |allowance: &Allowance| rules().any(|rule| allowance.means(&rule.id));
        let is_looked_for = |allowance: &Allowance| self.engine.rules().any(|rule| allowance.means(&rule.id));
        let is_used = |allowance: &Allowance| {
            let is_left_out = is_known(allowance) && !is_looked_for(allowance);
            is_left_out || report.findings.iter().any(|finding| allowance.covers(finding))
        };
        let lapsed = lapsed::of_comments(allowances, faults, is_used, is_known)?;
        packs::lapses_told(lapsed, self.judging)
    }
}
