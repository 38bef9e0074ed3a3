//! Rows: what the records of a block say of products, in whatever way they are written.

mod delimited;
mod json_lines;

use simdutf8::basic::from_utf8;

use super::Product;
use super::blocks::Block;
use super::cell::{Cell, Writing};
use super::count::Count;
use super::encoding::ReadAs;
use super::format::Format;
use super::issue::{LocatedIssue, RowIssue};
use super::layout::Layout;
use crate::limits;
use delimited::Delimited;
use json_lines::JsonLines;

/// Reads the rows of a block, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Rows<'a>(Kind<'a>);

#[derive(Clone, Debug)]
enum Kind<'a> {
    Delimited(Delimited<'a>),
    JsonLines(JsonLines<'a>),
}

/// A row that holds a product.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// Its number in the block, 1-based.
    pub(crate) number: u64,
    pub(crate) bytes: &'a [u8],
    list: Part,
    id: Option<Part>,
    name: Option<Part>,
    group: Option<Part>,
    /// What casts doubt on it, apart from its encoding: for most nothing.
    doubts: Box<[RowIssue]>,
    /// Offset of its first byte in the block.
    start: usize,
}

/// A cell without the bytes of its record, which all cells of a row have in common.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: u32,
    end: u32,
    writing: Writing,
}

/// Ids and names of some rows, one behind another.
#[derive(Clone, Debug, Default)]
pub(crate) struct IdsAndNames(Vec<u8>);

/// A list as far as it is judged, and the issue that there is more of it.
fn judged(list: Cell<'_>) -> (Cell<'_>, Option<RowIssue>) {
    if list.inside().len() <= limits::LIST.0 {
        return (list, None);
    }
    let cut = list.cut(limits::LIST.0);
    // the names of its columns are none of its text
    (cut, (cut.inside().len() < list.inside().len()).then_some(RowIssue::LongList))
}

/// The id, the name and the group of a row as far as they are told, and the issue that there is more of one.
fn told<const N: usize>(cells: [Option<Cell<'_>>; N]) -> ([Option<Part>; N], Option<RowIssue>) {
    let mut long = None;
    let parts = cells.map(|cell| {
        let cell = cell?;
        if cell.inside().len() <= limits::ID.0 {
            return Some(Part::new(cell));
        }
        long = Some(RowIssue::LongId);
        Some(Part::new(cell.cut(limits::ID.0)))
    });
    (parts, long)
}

impl<'a> Rows<'a> {
    /// Reads from the first row of a block on.
    pub(crate) fn new(block: &'a Block, layout: &'a Layout) -> Rows<'a> {
        let columns = &layout.columns;
        Rows(match &layout.format {
            Format::Delimited(dialect) => Kind::Delimited(Delimited::new(block, *dialect, columns)),
            Format::Export(_) => Kind::Delimited(Delimited::of_export(block, columns)),
            Format::Sheet(_) => Kind::Delimited(Delimited::of_sheet(block, columns)),
            Format::JsonLines(paths) => Kind::JsonLines(JsonLines::new(&block.bytes, paths)),
        })
    }

    /// The line of the block on which a row of it begins, 1-based. It is counted when it is asked for.
    pub(crate) fn line(&self, row: &Row<'a>) -> u64 {
        match &self.0 {
            Kind::Delimited(rows) => rows.line_of(row),
            Kind::JsonLines(rows) => rows.line_of(row.start),
        }
    }

    /// How many rows were read, those without a product included, and how many lines the block has.
    pub(crate) fn counted(&self) -> Count {
        match &self.0 {
            Kind::Delimited(rows) => rows.count(),
            Kind::JsonLines(rows) => rows.count(),
        }
    }
}

impl<'a> Iterator for Rows<'a> {
    /// A row, or why there is no product where one should be. Reading goes on behind it.
    type Item = Result<Row<'a>, LocatedIssue>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Kind::Delimited(rows) => rows.read(),
            Kind::JsonLines(rows) => rows.read(),
        }
    }
}

impl<'a> Row<'a> {
    /// The product that it holds, which begins on this line.
    pub(crate) fn product(&self, layout: &'a Layout, line: u64) -> Product<'a> {
        Product {
            source: &layout.file,
            sheet: layout.sheet(),
            row: Some(self.number),
            column: Some(&layout.columns.ingredients.name),
            line,
            id: self.id().map(|cell| cell.text().0),
            name: self.name().map(|cell| cell.text().0),
            cell: self.list(),
            is_namesake: false,
        }
    }

    /// The ingredient list, as far as it is judged.
    pub(crate) fn list(&self) -> Cell<'a> {
        self.list.of(self.bytes)
    }

    pub(crate) fn id(&self) -> Option<Cell<'a>> {
        self.id.map(|part| part.of(self.bytes))
    }

    pub(crate) fn name(&self) -> Option<Cell<'a>> {
        self.name.map(|part| part.of(self.bytes))
    }

    pub(crate) fn group(&self) -> Option<Cell<'a>> {
        self.group.map(|part| part.of(self.bytes))
    }

    /// What the bytes of its id and its name are taken for, the less sure of both.
    pub(crate) fn id_and_name_read_as(&self) -> ReadAs {
        self.id_and_name().map(Cell::read_as).fold(ReadAs::Utf8, ReadAs::max)
    }

    /// What is to be told of it, where its cells were read as this.
    pub(crate) fn issues(&self, read_as: ReadAs) -> impl Iterator<Item = RowIssue> {
        self.doubts.iter().copied().chain(read_as.issue())
    }

    fn id_and_name(&self) -> impl Iterator<Item = Cell<'a>> {
        self.id().into_iter().chain(self.name())
    }
}

impl Part {
    /// A cell of a record, none of which is longer than a block can be.
    fn new(cell: Cell<'_>) -> Part {
        Part { start: cell.start as u32, end: cell.end as u32, writing: cell.writing }
    }

    fn of(self, record: &[u8]) -> Cell<'_> {
        Cell { record, start: self.start as usize, end: self.end as usize, writing: self.writing }
    }
}

impl IdsAndNames {
    /// Whether those of all these rows are UTF-8. To see that of many texts at once takes little longer than to see it
    /// of one, as each is short.
    pub(crate) fn are_utf8<'r, 'a: 'r>(&mut self, rows: impl Iterator<Item = &'r Row<'a>>) -> bool {
        self.0.clear();
        for cell in rows.flat_map(Row::id_and_name) {
            self.0.extend_from_slice(cell.inside());
            // no character begins in one text and ends in the next
            self.0.push(b'\n');
        }
        from_utf8(&self.0).is_ok()
    }
}
