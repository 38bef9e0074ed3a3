//! Rows: what the records of a block say of products, in whatever way they are written.

mod delimited;
mod json_lines;

use smallvec::SmallVec;

use super::blocks::Block;
use super::cell::Cell;
use super::count::Count;
use super::encoding::ReadAs;
use super::fault::{Fault, FaultyRow};
use super::format::Format;
use super::layout::Layout;
use delimited::Delimited;
use json_lines::JsonLines;

/// Reads the rows of a block, one after another.
#[derive(Clone, Debug)]
pub struct Rows<'a>(Kind<'a>);

#[derive(Clone, Debug)]
enum Kind<'a> {
    Delimited(Delimited<'a>),
    JsonLines(JsonLines<'a>),
}

/// A row that holds a product.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Its number in the block, 1-based.
    pub number: u64,
    /// Its bytes, without the line end that closes it.
    pub bytes: &'a [u8],
    /// The ingredient list, as far as it is judged.
    pub list: Cell<'a>,
    /// The product's id, if it has one.
    pub id: Option<Cell<'a>>,
    /// The product's name, if it has one.
    pub name: Option<Cell<'a>>,
    doubts: Doubts,
    /// Offset of its first byte in the block.
    start: usize,
}

/// No label has a list of more bytes. What stands behind them is not judged: it would take much memory for nothing.
const LONGEST_LIST: usize = 256 << 10;

/// What casts doubt on a row, apart from its encoding: for most nothing.
type Doubts = SmallVec<[Fault; 1]>;

/// A list as far as it is judged, and the fault that there is more of it.
fn judged(list: Cell<'_>) -> Result<(Cell<'_>, Option<Fault>), Fault> {
    if list.inside().len() <= LONGEST_LIST {
        return Ok((list, None));
    }
    list.cut(LONGEST_LIST).map(|cut| (cut, Some(Fault::LongList))).ok_or(Fault::LongList)
}

impl<'a> Rows<'a> {
    /// Reads from the first row of a block on.
    pub fn new(block: &'a Block, layout: &'a Layout) -> Rows<'a> {
        let columns = &layout.columns;
        Rows(match &layout.format {
            Format::Delimited { delimiter } => Kind::Delimited(Delimited::new(block, *delimiter, columns)),
            Format::Sheet(_) => Kind::Delimited(Delimited::of_sheet(block, columns)),
            Format::JsonLines(paths) => Kind::JsonLines(JsonLines::new(&block.bytes, paths)),
        })
    }

    /// The line of the block on which a row of it begins, 1-based. It is counted when it is asked for.
    pub fn line(&self, row: &Row<'a>) -> u64 {
        match &self.0 {
            Kind::Delimited(rows) => rows.line_of(row.start),
            Kind::JsonLines(rows) => rows.line_of(row.start),
        }
    }

    /// How many rows were read, those without a product included, and how many lines the block has.
    pub fn counted(&self) -> Count {
        match &self.0 {
            Kind::Delimited(rows) => rows.count(),
            Kind::JsonLines(rows) => rows.count(),
        }
    }
}

impl<'a> Iterator for Rows<'a> {
    /// A row, or why there is no product where one should be. Reading goes on behind it.
    type Item = Result<Row<'a>, FaultyRow>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Kind::Delimited(rows) => rows.read(),
            Kind::JsonLines(rows) => rows.read(),
        }
    }
}

impl Row<'_> {
    /// What is to be told of it, where its list was read as this.
    pub fn faults(&self, list: ReadAs) -> impl Iterator<Item = Fault> {
        let others = [self.id, self.name].into_iter().flatten().map(Cell::read_as);
        let read_as = others.fold(list, ReadAs::max);
        self.doubts.iter().copied().chain(read_as.fault())
    }
}
