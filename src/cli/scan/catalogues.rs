//! One catalogue after another: opened, scanned, told of and entered into the account.

use std::fs::File;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Engine;
use crate::catalogue::options::{ColumnNames, HeaderRow, ReadOptions};
use crate::catalogue::shown;
use crate::catalogue::source::{Source, check_room};
use crate::listed::MissingColumn;
use crate::report::{Groups, Printout, Reach, Receipt};
use crate::scan::{Event, MOST_JOBS, ScanError, ScanOptions, Scratches, scan};
use crate::triage::Triage;

use super::aside::Aside;
use super::receipt::Account;
use crate::cli::args::{Format, ScanArgs};
use crate::cli::error::CliError;
use crate::cli::hash::{self, Hash};
use crate::cli::interrupt;
use crate::cli::open::Input;

pub(super) struct Run<'a> {
    args: &'a ScanArgs,
    engine: &'a Engine,
    triage: &'a Triage,
    scratches: &'a Scratches,
    /// Those of all catalogues, where nobody asked for the account of each.
    groups: &'a Mutex<Groups>,
    aside: Aside<'a>,
    pub(super) receipt: Receipt,
    pub(super) accounts: Vec<Account>,
    /// Whether a catalogue was refused that cannot be given back with annotations: it was not even read.
    pub(super) is_refused: bool,
}

/// Why the scan of a catalogue ended early: what it reads from, or what it writes to.
enum Ended {
    Input(CliError),
    /// It has no ingredients, and nobody named it.
    PassedOver,
    Annotation(CliError),
    Output(CliError),
}

impl<'a> Run<'a> {
    pub(super) fn new(
        args: &'a ScanArgs, engine: &'a Engine, triage: &'a Triage,
        (scratches, groups): (&'a Scratches, &'a Mutex<Groups>), aside: Aside<'a>,
    ) -> Run<'a> {
        let (receipt, accounts) = (Receipt::default(), Vec::new());
        Run { args, engine, triage, scratches, groups, aside, receipt, accounts, is_refused: false }
    }

    /// Scans one catalogue after another, and enters all groups. One that cannot be read is told of and does not stop the others.
    pub(super) fn all(
        &mut self, inputs: Vec<Result<Input, CliError>>, printout: &mut Printout<'_>,
    ) -> Result<(), CliError> {
        let is_one_of_several = inputs.len() > 1;
        for input in inputs {
            if printout.is_closed() {
                break;
            }
            let before = self.accounts.len();
            match input {
                Ok(input) if interrupt::came().is_some() => self.enter(Account::stopped(input.name())),
                Ok(input) => self.one(&input, printout)?,
                Err(fault) => {
                    self.aside.complain(&fault);
                    self.enter(Account::unread(None, fault.message()));
                }
            }
            let accounts = &mut self.accounts[before..];
            if is_one_of_several && !accounts.is_empty() && accounts.iter().all(Account::is_without_product) {
                let fault = no_product_in(&accounts[0]);
                self.aside.complain(&fault);
                accounts[0].error = Some(NO_PRODUCT.to_owned());
                self.receipt.faults.push(fault.message().to_owned());
                self.receipt.reach = self.receipt.reach.max(Reach::Broken);
            }
            // of a hundred thousand files nobody asked for the account of each
            if self.args.receipt.is_none() {
                self.accounts.clear();
            }
        }
        if self.args.receipt.is_none() {
            let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
            self.receipt.groups = Arc::new(std::mem::take(&mut groups));
        }
        Ok(())
    }

    fn enter(&mut self, account: Account) {
        self.receipt.add(&account.receipt);
        let fault = account.error.clone().filter(|_| account.receipt.reach == Reach::Broken);
        self.receipt.faults.extend(fault);
        self.accounts.push(account);
    }

    /// Scans a catalogue, or all that a workbook holds. What was wrong with it is told.
    fn one(&mut self, input: &Input, printout: &mut Printout<'_>) -> Result<(), CliError> {
        let ended = self.scan(input, printout);
        let is_stopped = interrupt::came().is_some();
        match ended {
            Ok(()) => {}
            Err(Ended::Input(_) | Ended::Annotation(_)) if is_stopped => self.enter(Account::stopped(input.name())),
            Err(Ended::Input(fault)) => self.enter(self.unread(input, &fault)),
            Err(Ended::PassedOver) => {
                self.aside.remark(&format!("{}: no ingredients column, so it was not scanned", shown(&input.name())));
            }
            Err(Ended::Annotation(fault)) => {
                self.is_refused = true;
                self.enter(self.unread(input, &fault));
            }
            Err(Ended::Output(fault)) => return Err(fault),
        }
        Ok(())
    }

    fn unread(&self, input: &Input, fault: &CliError) -> Account {
        self.aside.complain(fault);
        Account::unread(Some(input.name()), fault.message())
    }

    fn scan(&mut self, input: &Input, printout: &mut Printout<'_>) -> Result<(), Ended> {
        let feed = input.open().map_err(Ended::Input)?;
        let (feed, hash) = match self.args.receipt.as_ref().and_then(|_| hash::sha256().ok()) {
            Some((hasher, hash)) => (feed.hashed(hasher), Some(hash)),
            None => (feed, None),
        };
        let options = self.options();
        let before = self.accounts.len();
        let sources = Source::open(&input.name(), feed, &options.read).map_err(|error| ended(input, error))?;
        if printout.annotates().is_some_and(|back| back.is_workbook) {
            check_sheets(input, &sources)?;
        }
        for source in sources {
            if before < self.accounts.len() && (printout.is_closed() || interrupt::came().is_some()) {
                break;
            }
            let mut hear = |event: Event<'_>| self.hear(event);
            let scanned = scan(&input.name(), source, self.engine, &options, printout, &mut hear);
            let mut outcome = scanned.map_err(|error| ended(input, error))?;
            if interrupt::came().is_some() {
                outcome.receipt.reach = Reach::Stopped;
            }
            self.aside.account(&outcome);
            self.enter(Account::of(input.name(), outcome));
        }
        let sha256 = hash.and_then(Hash::finish);
        let accounts = &mut self.accounts[before..];
        let size = accounts.iter().map(|account| account.receipt.bytes).sum();
        accounts.iter_mut().for_each(|account| account.of_file(size, sha256.as_deref()));
        Ok(())
    }

    fn hear(&self, event: Event<'_>) {
        match event {
            Event::Layout(layout) => self.aside.layout(layout),
            Event::Receipt(receipt) => {
                let of_all = |of: fn(&Receipt) -> u64| of(&self.receipt) + of(receipt);
                let rows = of_all(|receipt| receipt.products);
                self.aside.progress.update(of_all(|receipt| receipt.bytes), rows, of_all(Receipt::findings));
            }
        }
    }

    fn options(&self) -> ScanOptions<'a> {
        let options = ScanOptions::default();
        let jobs = self.args.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())).unwrap_or(options.jobs);
        ScanOptions {
            read: read_options(self.args),
            jobs: jobs.min(MOST_JOBS),
            triage: Some(self.triage),
            scratches: Some(self.scratches),
            groups: self.args.receipt.is_none().then_some(self.groups),
        }
    }
}

/// Makes sure, before a workbook is scanned, that its sheets can be given back with more columns.
fn check_sheets(input: &Input, sources: &[Source<'_>]) -> Result<(), Ended> {
    let Some(path) = input.path() else { return Ok(()) };
    let sheets: Vec<&str> =
        sources.iter().filter_map(|source| Some(source.origin.sheet.as_ref()?.name.as_str())).collect();
    let checked = File::open(path).and_then(|file| check_room(file, &sheets));
    checked.map_err(|error| {
        let refused = format!("{} cannot be annotated: {error}", shown(&input.name()));
        Ended::Annotation(CliError::new(refused).help("delete columns that are not needed, and scan that file"))
    })
}

/// Why a scan ended, of which this is the error.
fn ended(input: &Input, error: ScanError) -> Ended {
    match error {
        ScanError::Output(error) => Ended::Output(CliError::of_writing(error)),
        error @ (ScanError::NotAnnotated { .. } | ScanError::AnnotatedBefore { .. }) => {
            Ended::Annotation(CliError::of_catalogue(&error))
        }
        ScanError::MissingColumn { missing: MissingColumn { wanted: None, near: None, .. }, .. }
            if matches!(input, Input::Found(_)) =>
        {
            Ended::PassedOver
        }
        error => Ended::Input(input.fault(CliError::of_catalogue(&error))),
    }
}

/// How catalogues are to be read.
pub(super) fn read_options(args: &ScanArgs) -> ReadOptions<'_> {
    let by_brand = args.telling.formats().any(|format| matches!(format, Format::Html | Format::Markdown));
    let [id, name, group] = [&args.id, &args.name, &args.group_by].map(|column| column.as_deref());
    let ingredients = args.ingredients.as_slice();
    ReadOptions {
        columns: ColumnNames { ingredients, id, name, group, by_brand },
        header: match args.header_row {
            _ if args.no_header => HeaderRow::None,
            Some(line) => HeaderRow::On(line),
            None => HeaderRow::First,
        },
        delimiter: args.delimiter,
        quote: args.quote,
        format: args.input_format,
        sheets: &args.sheet,
        encoding: args.decoding.encoding,
    }
}

const NO_PRODUCT: &str = "it contains no products";

fn no_product_in(account: &Account) -> CliError {
    let name = account.path.as_deref().unwrap_or_default();
    CliError::new(format!("there are no products in {}", shown(name))).help("check that the export is not empty")
}
