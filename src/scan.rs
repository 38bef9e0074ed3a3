//! The scan: one pass over a catalogue, in parallel and in order.
//!
//! Workers take blocks from one queue. The caller's thread collects what they found, and tells it in the order of the
//! file, whatever the number of workers. As no more than a few blocks can be handed out that are not told yet, memory
//! stays flat.

mod cache;
mod counters;
mod judge;
mod judgement;
mod queue;
mod scratches;
mod sequencer;
mod teller;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::catalogue::blocks::{BLOCK, Blocks, LONG_BLOCK, SHORT_BLOCK};
use crate::catalogue::count::Count;
use crate::catalogue::ids::{Ids, RepeatedIds};
use crate::catalogue::issue::{LocatedIssue, RowIssue, RowIssues};
use crate::catalogue::layout::Layout;
use crate::catalogue::options::ReadOptions;
use crate::catalogue::rows::Rows;
use crate::catalogue::source::Source;
use crate::engine::Engine;
use crate::limits;
use crate::report::annotation::Annotator;
use crate::report::{Drawn, Groups, Printout, Reach, Receipt};
use crate::triage::Triage;
use cache::ListCache;
use counters::Kinds;
use judge::Judge;
use judgement::{Handed, JudgedBlock, Judgement};
use queue::BlockQueue;
use sequencer::Sequencer;
use teller::Desk;

pub(crate) use crate::catalogue::error::ScanError;
pub(crate) use scratches::Scratches;

/// Blocks that can be handed out and are not told yet, besides one for each job.
const BLOCKS_AHEAD: u64 = 2;

/// So short are blocks at least, however many jobs and reports share the memory that is meant for two jobs and one.
const SHORTEST_BLOCK: usize = 1 << 15;

/// As many threads as judge at most.
pub(crate) const MOST_JOBS: NonZeroUsize = NonZeroUsize::new(limits::JOBS).expect("there is one at least");

/// How a catalogue is to be read, and by what it is judged besides the rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScanOptions<'a> {
    pub(crate) read: ReadOptions<'a>,
    pub(crate) jobs: NonZeroUsize,
    pub(crate) triage: Option<&'a Triage>,
    /// Those of the run, if it scans more than one file.
    pub(crate) scratches: Option<&'a Scratches>,
    /// Where groups are entered that are not entered into the receipt of each file.
    pub(crate) groups: Option<&'a Mutex<Groups>>,
}

impl Default for ScanOptions<'_> {
    fn default() -> Self {
        let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN).min(MOST_JOBS);
        ScanOptions { read: ReadOptions::default(), jobs, triage: None, scratches: None, groups: None }
    }
}

#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) layout: Layout,
    pub(crate) receipt: Receipt,
    /// Why the file was not read to its end; none if it was.
    pub(crate) cut: Option<ScanError>,
    pub(crate) broken: RowIssues,
    /// Rows that were read, and of which something is to be told.
    pub(crate) doubtful: RowIssues,
    /// Rows whose id stood before.
    pub(crate) repeated_ids: RepeatedIds,
}

/// What a scan tells of itself while it runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event<'a> {
    /// How the catalogue is written; before any product is judged.
    Layout(&'a Layout),
    /// The account of what was judged so far, and how much was read for it; after every block.
    Receipt(&'a Receipt),
}

/// Scans one catalogue, which `file` holds. `hear` hears what happens meanwhile.
///
/// A closed pipe ends the scan early and quietly: see [`Printout::is_closed`]. What was read of an input that breaks
/// off is judged: see [`Outcome::cut`].
pub(crate) fn scan(
    file: &str, source: Source<'_>, engine: &Engine, options: &ScanOptions<'_>, printout: &mut Printout<'_>,
    hear: &mut dyn FnMut(Event<'_>),
) -> Result<Outcome, ScanError> {
    let started = Instant::now();
    let Source { text, origin, bytes_read } = source;
    let reporters = printout.reporters();
    let is_silent = reporters.is_empty() && printout.annotates().is_none();
    let goes_by_order = options.triage.is_some_and(Triage::goes_by_order);
    let most = if goes_by_order { NonZeroUsize::MIN } else { threads(options.jobs, reporters.len()) };
    let sharers = most.get().max(2) * reporters.len().max(1);
    let shared = |length: usize| (2 * length / sharers).max(SHORTEST_BLOCK);
    let length = shared(if is_silent { LONG_BLOCK } else { SHORT_BLOCK });
    let mut blocks = Blocks::of_length(text, length);
    let layout = Layout::read(file, origin, &mut blocks, &options.read)?;
    let annotator = printout.annotates().map(|back| Annotator::new(&layout, back)).transpose()?;
    if let Some(annotator) = annotator {
        printout.give_back(&annotator.head(blocks.head())?).map_err(ScanError::Output)?;
    }
    hear(Event::Layout(&layout));
    let are_full: Vec<AtomicBool> = printout.are_full().map(AtomicBool::new).collect();
    let lines_before = blocks.lines_before();
    let ids = Ids::new();
    // one block needs no more than one
    let jobs = if blocks.is_last() { NonZeroUsize::MIN } else { most };
    let sequencer = &Sequencer::new(Count { rows: 0, lines: lines_before }, &ids);
    let ahead = BLOCKS_AHEAD + most.get() as u64;
    let (spare, own) = (&Mutex::default(), &Scratches::default());
    let judge = Judge {
        engine,
        layout: &layout,
        desk: Desk { reporters: &reporters, are_full: &are_full, spare, sequencer, blocks: ahead as usize },
        annotator,
        cache: &ListCache::new(jobs, reporters.len() > 1, layout.columns.group.is_some()),
        kinds: &Kinds::new(),
        ids: &ids,
        triage: options.triage,
        groups: options.groups,
        writes_baseline: printout.writes_baseline(),
    };
    let queue = BlockQueue::new(blocks, length, bytes_read.clone(), sequencer, ahead);
    let mut whole = Judgement::default();
    if let Some(issue) = layout.doubt() {
        whole.doubtful.push(LocatedIssue { row: 0, line: lines_before, issue });
    }
    for line in &layout.notes {
        whole.broken.push(LocatedIssue { row: 0, line: *line, issue: RowIssue::ColumnNotes });
    }
    // nothing is drawn of long ones, and a catalogue that is given back takes up as much again
    let is_fixed = is_silent || judge.annotator.is_some();
    let set_length: &dyn Fn(usize) = if is_fixed { &|_| () } else { &|length| queue.set_length(shared(length)) };
    let written = work(&queue, judge, (jobs, most, options.scratches.unwrap_or(own)), |results| {
        collect(results, judge, printout, &mut whole, set_length, hear)
    });
    let ended = queue.end();
    written.map_err(ScanError::Output)?;
    whole.conclude(bytes_read.get(), if ended.is_ok() { Reach::Whole } else { Reach::Broken }, started);
    let cut = ended.err().map(|error| ScanError::Input { file: file.into(), error });
    printout.close(&layout.sheet().map_or_else(|| file.to_owned(), |_| layout.called()), &whole.receipt);
    let Judgement { receipt, broken, doubtful, .. } = whole;
    Ok(Outcome { layout, receipt, cut, broken, doubtful, repeated_ids: ids.repeated() })
}

/// How many of these threads judge: each draws all reports.
fn threads(jobs: NonZeroUsize, reports: usize) -> NonZeroUsize {
    let most = (limits::DRAWING / reports.max(1)).max(2);
    NonZeroUsize::new(most).map_or(jobs, |most| jobs.min(most))
}

/// Lets workers judge the blocks of a queue while `collect` takes what they find. There are so many of them now, and in
/// other files at most so many, which share the scratches.
fn work<R: Read + Send, T>(
    queue: &BlockQueue<'_, R>, judge: Judge<'_>, (jobs, most, scratches): (NonZeroUsize, NonZeroUsize, &Scratches),
    collect: impl FnOnce(Receiver<Handed>) -> T,
) -> T {
    thread::scope(|scope| {
        let (handed, results) = sync_channel(jobs.get());
        let (long, lists) = sync_channel(0);
        for _ in 0..jobs.get() {
            let (handed, long) = (handed.clone(), long.clone());
            scope.spawn(move || judge.worker(scratches.bench(most.get(), long)).work(queue, &handed));
        }
        if most.get() > 1 {
            scope.spawn(move || scratches.judge_long(judge.engine, lists));
        }
        drop((handed, long));
        let _ending = judge.desk.sequencer.ending();
        collect(results)
    })
}

/// Collects what the workers found, and tells it in order, until there is no more or nobody reads it. `set_length` hears
/// how long blocks should be from then on.
fn collect(
    results: Receiver<Handed>, judge: Judge<'_>, printout: &mut Printout<'_>, whole: &mut Judgement,
    set_length: &dyn Fn(usize), hear: &mut dyn FnMut(Event<'_>),
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for result in results {
        match result {
            // it is of the next block, or it would not have come
            Handed::Part(drawn) => write(drawn, judge.desk, printout)?,
            Handed::Block(result) => {
                early.insert(result.number, *result);
            }
        }
        if printout.is_closed() {
            return Ok(());
        }
        while let Some(JudgedBlock { number, block, judgement }) = early.remove(&next) {
            next += 1;
            let Some(before) = judge.desk.sequencer.before(number) else { return Ok(()) };
            let again = judge.desk.sequencer.again(number);
            judge.ids.name(&again, || Rows::new(&block, judge.layout), before);
            let drawn = judgement.handed_over + judgement.drawn.iter().map(Drawn::len).sum::<usize>();
            set_length(if drawn < block.bytes.len() { BLOCK } else { SHORT_BLOCK });
            drop(block);
            tell(judgement, before, judge, printout, whole)?;
            judge.desk.sequencer.tell();
            hear(Event::Receipt(&whole.receipt));
            if printout.is_closed() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Tells what was found in a block, and adds it to what was found before.
fn tell(
    mut judgement: Judgement, before: Count, judge: Judge<'_>, printout: &mut Printout<'_>, whole: &mut Judgement,
) -> io::Result<()> {
    write(judgement.drawn, judge.desk, printout)?;
    printout.give_back(&judgement.annotated)?;
    printout.add_to_baseline(&judgement.entries)?;
    if let Some(groups) = judge.groups {
        let groups_of_block = std::mem::take(&mut judgement.receipt.groups);
        groups.lock().unwrap_or_else(PoisonError::into_inner).add(&groups_of_block);
    }
    judgement.broken.shift(before);
    judgement.doubtful.shift(before);
    whole.broken.append(judgement.broken);
    whole.doubtful.append(judgement.doubtful);
    whole.receipt.add(&judgement.receipt);
    whole.receipt.bytes = judgement.bytes_read;
    Ok(())
}

/// Writes what was drawn, and keeps its room.
fn write(drawn: Vec<Drawn>, desk: Desk<'_>, printout: &mut Printout<'_>) -> io::Result<()> {
    printout.write(&drawn)?;
    // who reads along should not wait for the end
    printout.flush()?;
    for (known, is_full) in desk.are_full.iter().zip(printout.are_full()) {
        known.store(is_full, Ordering::Relaxed);
    }
    desk.give_back(drawn);
    Ok(())
}
