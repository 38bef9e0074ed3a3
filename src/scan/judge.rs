//! Judges: what each worker of a scan does with the blocks that it is handed out.

use std::borrow::Cow;
use std::io::Read;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex};

use super::cache::{CachedReport, ListCache, Lookup, Seen, WorkerCache};
use super::counters::{Counters, Kind, Kinds};
use super::judgement::{Handed, JudgedBlock, Judgement};
use super::queue::{BlockQueue, QueuedBlock};
use super::scratches::Bench;
use super::teller::{Desk, ToTell};
use crate::catalogue::Places;
use crate::catalogue::blocks::{Block, Broken};
use crate::catalogue::cell::{Cell, write_listed};
use crate::catalogue::count::Count;
use crate::catalogue::encoding::ReadAs;
use crate::catalogue::ids::{Again, Ids, IdsOfBlock};
use crate::catalogue::issue::{LocatedIssue, RowIssue};
use crate::catalogue::layout::Layout;
use crate::catalogue::rows::{IdsAndNames, Row, Rows};
use crate::engine::Engine;
use crate::finding::Report;
use crate::label::Unreadable;
use crate::report::annotation::{Annotator, Said};
use crate::report::statuses::{self, StatusContext};
use crate::report::{Groups, Prepared, Reporter};
use crate::triage::{Status, Triage};

/// Rows that are taken at a time. To look for many lists at once takes little longer than to look for one: what takes
/// the time is the way to where they are kept.
const AT_A_TIME: usize = 32;

#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) engine: &'a Engine,
    pub(super) layout: &'a Layout,
    pub(super) desk: Desk<'a>,
    pub(super) annotator: Option<Annotator<'a>>,
    pub(super) cache: &'a ListCache,
    pub(super) kinds: &'a Kinds,
    pub(super) ids: &'a Ids,
    pub(super) triage: Option<&'a Triage>,
    pub(super) groups: Option<&'a Mutex<Groups>>,
    pub(super) writes_baseline: bool,
}

/// A judge with what it keeps from block to block.
pub(super) struct Worker<'a> {
    judge: Judge<'a>,
    recent: WorkerCache<'a>,
    counters: Counters<'a>,
    bench: Bench<'a>,
    /// Those of the rows at hand.
    ids_and_names: IdsAndNames,
    /// Which rows of the block go by what stood before, if that is to be known while it is judged.
    again: Again,
}

impl<'a> Judge<'a> {
    pub(super) fn worker(self, bench: Bench<'a>) -> Worker<'a> {
        let (recent, counters) = (self.cache.recent(), self.kinds.counters());
        Worker { judge: self, recent, counters, bench, ids_and_names: IdsAndNames::default(), again: Again::default() }
    }

    /// Enters how many rows and lines the block with this number has, and their ids. These rows were not read yet.
    fn enter(self, number: u64, mut rows: Rows<'_>, block: &Block, mut ids: IdsOfBlock) -> Count {
        rows.by_ref().flatten().for_each(|row| ids.add(&row, self.cache.hash(row.list().bytes())));
        let broken = block.broken.map(|broken| Count { rows: 1, lines: broken.lines });
        let here = rows.counted() + broken.unwrap_or_default();
        self.desk.sequencer.enter(number, (here, ids));
        here
    }

    fn look(self, bench: &mut Bench<'_>, list: Cell<'_>) -> Seen {
        let (text, read_as) = list.text();
        self.seen(bench.check(self.engine, &text), list, &text, read_as)
    }

    /// Looks at a list in a row of which perhaps not all was read.
    fn look_in_doubt(self, bench: &mut Bench<'_>, list: Cell<'_>) -> Seen {
        let (text, read_as) = list.text();
        let report = bench.check(self.engine, &text).doubted(Unreadable::BrokenRow);
        self.seen(report, list, &text, read_as)
    }

    fn seen(self, report: Report, list: Cell<'_>, text: &str, read_as: ReadAs) -> Seen {
        let kind = self.kinds.of(&report);
        let is_listed = self.is_triaged() && !report.findings.is_empty();
        let is_grouped = self.layout.columns.group.is_some() && kind != Some(Kind::CLEAR);
        let is_wanted = kind.is_none()
            || !report.more.is_empty()
            || self.annotator.is_some()
            || is_listed
            || is_grouped
            || self.tells(&report);
        let report = is_wanted.then(|| {
            let prepare = |reporter: &&dyn Reporter| match reporter.tells(&report) {
                true => reporter.prepare(&report, text, Places::in_cell(list, text)),
                false => Prepared::default(),
            };
            let for_statuses = self.is_triaged().then(|| statuses::prepare(&report, text, Places::in_cell(list, text)));
            let prepared = self.desk.reporters.iter().map(prepare).chain(for_statuses).collect();
            Arc::new(CachedReport { report, prepared })
        });
        Seen { report, kind, read_as }
    }

    /// Where the findings of a product stand; none if they all count.
    fn stand(
        self, row: &Row<'_>, is_namesake: bool, told: &CachedReport, judgement: &mut Judgement,
    ) -> Option<Box<[Status]>> {
        let triage = self.triage.filter(|_| self.is_triaged() && !told.report.findings.is_empty())?;
        // it stands behind what the reporters made of the report
        let told = (&told.report, told.prepared.last()?);
        let product = row.product(self.layout, 0);
        let Judgement { receipt, entries, .. } = judgement;
        let baseline = self.writes_baseline.then_some(entries);
        let context = StatusContext { triage, allowances: &[], is_namesake, receipt, baseline };
        Some(statuses::statuses(context, &product, told))
    }

    /// Whether it matters where findings stand.
    fn is_triaged(self) -> bool {
        self.writes_baseline || self.triage.is_some_and(Triage::discounts)
    }

    /// Whether a product is left out, as its list is what it was before.
    fn is_unchanged(self, row: &Row<'_>) -> bool {
        self.triage.and_then(|triage| triage.since.as_ref()).is_some_and(|since| since.is_unchanged(row))
    }

    fn tells(self, report: &Report) -> bool {
        self.desk.reporters.iter().any(|reporter| reporter.tells(report))
    }
}

impl<'a> Worker<'a> {
    /// Judges block after block, until there are no more or nobody wants to know.
    pub(super) fn work(mut self, queue: &BlockQueue<'_, impl Read>, handed: &SyncSender<Handed>) {
        while let Some(QueuedBlock { number, block, bytes_read }) = queue.next() {
            let Some(judgement) = self.block(number, &block, handed) else { return };
            let judgement = Judgement { bytes_read, ..judgement };
            if handed.send(Handed::Block(Box::new(JudgedBlock { number, block, judgement }))).is_err() {
                return;
            }
        }
    }

    /// Judges the rows of a block, and draws what there is to tell of them once it is known where in the file they
    /// stand. None if the scan ends before that.
    fn block(&mut self, number: u64, block: &Block, handed: &SyncSender<Handed>) -> Option<Judgement> {
        let judge = self.judge;
        let (mut judgement, mut ids) = (Judgement::default(), judge.ids.of_block());
        let (mut teller, mut said) = (judge.desk.teller(number, handed), Vec::new());
        let mut rows = Rows::new(block, judge.layout);
        let mut taken = Vec::with_capacity(AT_A_TIME);
        let mut counted = None;
        if judge.triage.is_some_and(Triage::goes_by_order) {
            counted = Some(judge.enter(number, rows.clone(), block, ids.clone()));
            self.again = judge.desk.sequencer.again(number);
        }
        loop {
            taken.extend(rows.by_ref().take(AT_A_TIME));
            if taken.is_empty() {
                break;
            }
            let lists = taken.iter().map(|row| row.as_ref().map_or(&[][..], |row| row.list().bytes()));
            let known = self.recent.find(lists);
            if counted.is_none() {
                let rows = taken.iter().zip(&known).filter_map(|(row, known)| row.as_ref().ok().zip(Some(known)));
                rows.for_each(|(row, known)| ids.add(row, known.hash()));
            }
            let are_utf8 = self.ids_and_names.are_utf8(taken.iter().flatten());
            for (row, known) in taken.drain(..).zip(known) {
                match row {
                    Ok(row) if judge.is_unchanged(&row) => {
                        said.extend(judge.annotator.map(|_| Said::default()));
                        judgement.receipt.unchanged += 1;
                    }
                    Ok(row) => {
                        let others = if are_utf8 { ReadAs::Utf8 } else { row.id_and_name_read_as() };
                        let (here, report) = self.row(&row, known, others, || rows.line(&row), &mut judgement);
                        said.extend(here);
                        if report.is_some_and(|told| teller.add(told)) {
                            // those who have the blocks behind this one wait for its count, and draw meanwhile once they have it
                            counted.get_or_insert_with(|| judge.enter(number, rows.clone(), block, ids.clone()));
                            teller.draw()?;
                        }
                    }
                    Err(located) => {
                        said.extend(judge.annotator.map(|_| Said::of_issue(located.issue)));
                        judgement.broken.push(located);
                    }
                }
            }
        }
        self.counters.fold_into(&mut judgement.receipt);
        if let Some(annotator) = judge.annotator {
            judgement.annotated = annotator.block(block, &said);
        }
        let here = counted.unwrap_or_else(|| judge.enter(number, rows, block, ids));
        if let Some(Broken { issue, .. }) = block.broken {
            judgement.broken.push(LocatedIssue { row: here.rows, line: here.lines + 1, issue });
        }
        teller.draw()?;
        (judgement.drawn, judgement.handed_over) = teller.end();
        Some(judgement)
    }

    /// Judges a row of which all but the list was read as `others`, and counts it. Gives what an annotated catalogue says
    /// of it, and what is to be told.
    fn row<'b>(
        &mut self, row: &Row<'b>, known: Lookup, others: ReadAs, line: impl Fn() -> u64, judgement: &mut Judgement,
    ) -> (Option<Said>, Option<ToTell<'b>>)
    where
        'a: 'b,
    {
        let judge = self.judge;
        let named = self.named(row);
        let list = named.as_deref().map_or(row.list(), Cell::of_listed);
        let doubted = known.doubted();
        let seen = match &named {
            Some(_) => judge.look(&mut self.bench, list),
            None => self.recent.recall(known, || judge.look(&mut self.bench, list)),
        };
        let doubted = named.is_none().then_some(doubted);
        let report = self.enter(row, others, &line, (seen, list, doubted), judgement);
        let clear = Report::clear();
        let shown = report.as_ref().map_or(&clear, |told| &told.report);
        let said = judge.annotator.map(|_| Said::of(shown, || list.text().0.into_owned()));
        let is_namesake = self.again.has_other_list(Some(row.number));
        let statuses = report.as_ref().and_then(|told| judge.stand(row, is_namesake, told, judgement));
        if judge.layout.columns.group.is_some() {
            let group = row.group().map_or(Cow::Borrowed(""), |cell| cell.text().0);
            judgement.receipt.enter_group(&group, shown, statuses.as_deref());
        }
        let statuses = statuses.filter(|_| judge.triage.is_some_and(Triage::discounts));
        let told = report.filter(|told| judge.tells(&told.report));
        (said, told.map(|told| ToTell { product: row.product(judge.layout, line()), told, statuses, named }))
    }

    /// The name and the list of a product, if its name states what is in it.
    fn named(&mut self, row: &Row<'_>) -> Option<String> {
        let name = row.name().filter(|name| self.judge.engine.may_be_stated_by(name.inside()))?;
        let (name, _) = name.text();
        let column = self.judge.layout.columns.name.as_ref()?;
        if !self.bench.is_stated_by(self.judge.engine, &name) {
            return None;
        }
        let mut written = String::new();
        write_listed(&row.list().listed().with_name(&column.name, &name), &mut written);
        Some(written)
    }

    /// Counts a row of which all but the list was read as `others`, by what was seen of the list; `doubted` is where that is
    /// kept for rows in doubt. Gives the report if something may be told of it.
    fn enter(
        &mut self, row: &Row<'_>, others: ReadAs, line: impl Fn() -> u64,
        (mut seen, list, doubted): (Seen, Cell<'_>, Option<Lookup>), judgement: &mut Judgement,
    ) -> Option<Arc<CachedReport>> {
        let mut is_doubtful = false;
        for issue in row.issues(seen.read_as.max(others)) {
            is_doubtful |= issue.kind().is_doubt();
            judgement.doubtful.push(LocatedIssue { row: row.number, line: line(), issue });
        }
        if is_doubtful {
            let mut look = || self.judge.look_in_doubt(&mut self.bench, list);
            seen = match doubted {
                Some(doubted) => self.recent.recall(doubted, look),
                None => look(),
            };
        }
        if let Some(told) = seen.report.as_ref().filter(|told| !told.report.more.is_empty()) {
            let issue = RowIssue::ManyFindings { found: told.report.count() };
            judgement.doubtful.push(LocatedIssue { row: row.number, line: line(), issue });
        }
        match seen.kind {
            Some(kind) => self.counters.add(kind),
            None => seen.report.iter().for_each(|told| judgement.receipt.enter(&told.report)),
        }
        seen.report
    }
}

impl Drop for Worker<'_> {
    /// Lets nobody wait for a block that a worker did not finish.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.judge.desk.sequencer.end();
        }
    }
}
