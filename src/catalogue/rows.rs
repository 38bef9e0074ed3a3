//! Rows: what the records of a block say of products, in whatever way they are written.

mod delimited;

use super::cell::Cell;
use super::count::Count;
use super::encoding::ReadAs;
use super::fault::{Fault, FaultyRow};
use super::layout::Layout;
use super::records::LineCounter;
use delimited::Delimited;

/// Reads the rows of a block, one after another.
#[derive(Clone, Debug)]
pub struct Rows<'a>(Delimited<'a>);

/// A row that holds a product.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a, 'r> {
    /// Its number in the block, 1-based.
    pub number: u64,
    /// Its bytes, without the line end that closes it.
    pub bytes: &'a [u8],
    /// The ingredient list.
    pub list: Cell<'a>,
    /// The product's id, if it has one.
    pub id: Option<Cell<'a>>,
    /// The product's name, if it has one.
    pub name: Option<Cell<'a>>,
    /// What casts doubt on it, apart from its encoding.
    doubts: [Option<Fault>; 2],
    /// Offset of its first byte in the block.
    start: usize,
    lines: &'r LineCounter<'a>,
}

impl<'a> Rows<'a> {
    /// Reads from the first row of a block on.
    pub fn new(block: &'a [u8], layout: &'a Layout) -> Rows<'a> {
        Rows(Delimited::new(block, layout.delimiter(), &layout.columns))
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// When it holds no product. Reading goes on behind it.
    pub fn read(&mut self) -> Option<Result<Row<'a, '_>, FaultyRow>> {
        self.0.read()
    }

    /// How many rows were read, those without a product included, and how many lines the block has.
    pub fn count(&self) -> Count {
        self.0.count()
    }
}

impl Row<'_, '_> {
    /// The line of the block on which it begins, 1-based. It is counted when it is asked for, and those of no row
    /// before this one can be asked for then.
    pub fn line(&self) -> u64 {
        self.lines.line_of(self.start)
    }

    /// What casts doubt on it, where its list was read as this.
    pub fn doubts(&self, list: ReadAs) -> impl Iterator<Item = Fault> {
        let others = [self.id, self.name].into_iter().flatten().map(Cell::read_as);
        let read_as = others.fold(list, ReadAs::max);
        self.doubts.into_iter().flatten().chain(read_as.fault())
    }
}
