//! One catalogue after another: opened, scanned, told of and entered into the account.

use std::num::NonZeroUsize;

use crate::Engine;
use crate::catalogue::columns::MissingColumn;
use crate::catalogue::options::{ColumnNames, HeaderRow, ReadOptions};
use crate::catalogue::shown;
use crate::report::{Printout, Reach, Receipt};
use crate::scan::{Event, Outcome, ScanError, ScanOptions, scan};
use crate::triage::Triage;

use super::aside::Aside;
use super::receipt::Account;
use crate::cli::args::{Format, ScanArgs};
use crate::cli::error::CliError;
use crate::cli::hash::{self, Hash};
use crate::cli::interrupt;
use crate::cli::open::Input;
use crate::cli::progress::Progress;

pub(super) struct Run<'a> {
    args: &'a ScanArgs,
    engine: &'a Engine,
    triage: &'a Triage,
    progress: &'a Progress,
    aside: Aside<'a>,
    pub(super) receipt: Receipt,
    pub(super) accounts: Vec<Account>,
    /// Whether a catalogue was refused that cannot be given back with annotations: it was not even read.
    pub(super) is_refused: bool,
}

/// What a catalogue came to, and its hash if it was asked for.
struct Scanned {
    outcome: Outcome,
    sha256: Option<String>,
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
        args: &'a ScanArgs, engine: &'a Engine, triage: &'a Triage, progress: &'a Progress, aside: Aside<'a>,
    ) -> Run<'a> {
        let (receipt, accounts) = (Receipt::default(), Vec::new());
        Run { args, engine, triage, progress, aside, receipt, accounts, is_refused: false }
    }

    /// Scans one catalogue after another. One that cannot be read is told of and does not stop the others.
    pub(super) fn all(
        &mut self, inputs: Vec<Result<Input, CliError>>, printout: &mut Printout<'_>,
    ) -> Result<(), CliError> {
        let is_one_of_several = inputs.len() > 1;
        for input in inputs {
            if printout.is_closed() {
                break;
            }
            let mut account = match input {
                Ok(input) if interrupt::came().is_some() => Account::stopped(input.name()),
                Ok(input) => match self.one(&input, printout)? {
                    Some(account) => account,
                    None => continue,
                },
                Err(fault) => {
                    self.aside.complain(&fault);
                    Account::unread(None, fault.message())
                }
            };
            self.receipt.add(&account.receipt);
            if is_one_of_several && account.is_without_product() {
                self.aside.complain(&no_product_in(&account));
                account.error = Some(NO_PRODUCT.to_owned());
                self.receipt.reach = self.receipt.reach.max(Reach::Broken);
            }
            self.accounts.push(account);
        }
        Ok(())
    }

    /// Scans a catalogue. What was wrong with it is told. None, if it is passed over.
    fn one(&mut self, input: &Input, printout: &mut Printout<'_>) -> Result<Option<Account>, CliError> {
        let scanned = self.scan(input, printout);
        let is_stopped = interrupt::came().is_some();
        Ok(Some(match scanned {
            Ok(Scanned { mut outcome, sha256 }) => {
                if is_stopped {
                    outcome.receipt.reach = Reach::Stopped;
                }
                self.aside.account(&input.name(), &outcome);
                Account::of(input.name(), sha256, outcome)
            }
            Err(Ended::Input(_) | Ended::Annotation(_)) if is_stopped => Account::stopped(input.name()),
            Err(Ended::Input(fault)) => self.unread(input, &fault),
            Err(Ended::PassedOver) => {
                self.aside.remark(&format!("{}: no ingredients column, so it was not scanned", shown(&input.name())));
                return Ok(None);
            }
            Err(Ended::Annotation(fault)) => {
                self.is_refused = true;
                self.unread(input, &fault)
            }
            Err(Ended::Output(fault)) => return Err(fault),
        }))
    }

    fn unread(&self, input: &Input, fault: &CliError) -> Account {
        self.aside.complain(fault);
        Account::unread(Some(input.name()), fault.message())
    }

    fn scan(&self, input: &Input, printout: &mut Printout<'_>) -> Result<Scanned, Ended> {
        let feed = input.open().map_err(Ended::Input)?;
        let (feed, hash) = match self.args.receipt.as_ref().and_then(|_| hash::sha256().ok()) {
            Some((hasher, hash)) => (feed.hashed(hasher), Some(hash)),
            None => (feed, None),
        };
        let mut hear = |event: Event<'_>| self.hear(event);
        let scanned = scan(&input.name(), feed, self.engine, &self.options(), printout, &mut hear);
        let outcome = scanned.map_err(|error| match error {
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
        })?;
        Ok(Scanned { outcome, sha256: hash.and_then(Hash::finish) })
    }

    fn hear(&self, event: Event<'_>) {
        match event {
            Event::Layout(layout) => self.aside.layout(layout),
            Event::Receipt(receipt) => {
                let of_all = |of: fn(&Receipt) -> u64| of(&self.receipt) + of(receipt);
                let rows = of_all(|receipt| receipt.products);
                self.progress.update(of_all(|receipt| receipt.bytes), rows, of_all(Receipt::findings));
            }
        }
    }

    fn options(&self) -> ScanOptions<'a> {
        let options = ScanOptions::default();
        let jobs = self.args.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())).unwrap_or(options.jobs);
        ScanOptions { read: read_options(self.args), jobs, triage: Some(self.triage) }
    }
}

/// How catalogues are to be read.
pub(super) fn read_options(args: &ScanArgs) -> ReadOptions<'_> {
    let by_brand = args.telling.formats().any(|format| matches!(format, Format::Html | Format::Markdown));
    let [ingredients, id, name, group] =
        [&args.ingredients, &args.id, &args.name, &args.group_by].map(|column| column.as_deref());
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
        sheet: args.sheet.as_deref(),
        encoding: args.decoding.encoding,
    }
}

const NO_PRODUCT: &str = "it contains no products";

fn no_product_in(account: &Account) -> CliError {
    let name = account.path.as_deref().unwrap_or_default();
    CliError::new(format!("there are no products in {}", shown(name)))
        .help("check that there are rows below the header")
}
