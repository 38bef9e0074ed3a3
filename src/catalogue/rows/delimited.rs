//! Rows with a delimiter between their cells.

use memchr::memchr;

use super::{Part, Row, judged, told};
use crate::catalogue::blocks::Block;
use crate::catalogue::cell::Cell;
use crate::catalogue::columns::{Column, Columns};
use crate::catalogue::count::Count;
use crate::catalogue::export::{self, Head};
use crate::catalogue::issue::{LocatedIssue, RowIssue};
use crate::catalogue::records::{Dialect, Ends, Field, Quotes, Record, Records, count_lines};
use crate::catalogue::sheet;

#[derive(Clone, Debug)]
pub(super) struct Delimited<'a> {
    records: Records<'a>,
    reading: Reading<'a>,
    lines: u64,
}

#[derive(Clone, Copy, Debug)]
struct Reading<'a> {
    columns: &'a Columns,
    is_sheet: bool,
    /// Whether each record says itself where its product stands.
    is_export: bool,
    /// Whether there is a NUL in the block.
    has_nul: bool,
}

impl<'a> Delimited<'a> {
    pub(super) fn new(block: &'a Block, dialect: Dialect, columns: &'a Columns) -> Delimited<'a> {
        let ends = Ends::of(&block.bytes);
        let reading = Reading { columns, is_sheet: false, is_export: false, has_nul: ends.have_nul };
        let records = records(block, dialect).shaped(columns.shape());
        let records = if ends.are_unix { records.with_unix_lines() } else { records };
        Delimited { records, reading, lines: ends.lines }
    }

    pub(super) fn of_sheet(block: &'a Block, columns: &'a Columns) -> Delimited<'a> {
        let reading = Reading { columns, is_sheet: true, is_export: false, has_nul: false };
        Delimited { records: records(block, sheet::DELIMITER.into()), reading, lines: count_lines(&block.bytes) }
    }

    pub(super) fn of_export(block: &'a Block, columns: &'a Columns) -> Delimited<'a> {
        let reading = Reading { columns, is_sheet: true, is_export: true, has_nul: false };
        Delimited { records: records(block, export::DELIMITER.into()), reading, lines: 0 }
    }

    pub(super) fn read(&mut self) -> Option<Result<Row<'a>, LocatedIssue>> {
        let record = self.records.read()?;
        if self.reading.is_export {
            let Head { row: number, line, issue, doubt } = export::head(record.bytes);
            let row = issue.map_or_else(|| self.reading.plain_row(&record), Err);
            let row = row.map(|row| Row { doubts: row.doubts.iter().copied().chain(doubt).collect(), ..row });
            return Some(row.map(|row| Row { number, ..row }).map_err(|issue| LocatedIssue {
                row: number,
                line,
                issue,
            }));
        }
        let located = |issue| LocatedIssue { row: record.row, line: record.line(), issue };
        Some(self.reading.row(&record).map_err(located))
    }

    pub(super) fn line_of(&self, row: &Row<'_>) -> u64 {
        if self.reading.is_export { export::head(row.bytes).line } else { self.records.line_of(row.start) }
    }

    pub(super) fn count(&self) -> Count {
        if self.reading.is_export {
            return Count { rows: 0, lines: 0 };
        }
        Count { rows: self.records.count(), lines: self.lines }
    }
}

fn records(block: &Block, dialect: Dialect) -> Records<'_> {
    Records::new(&block.bytes, dialect).knowing(&block.quoted)
}

impl Reading<'_> {
    /// The row that a record holds, or why it holds no product.
    fn row<'a>(self, record: &Record<'a, '_>) -> Result<Row<'a>, RowIssue> {
        match record.bytes.strip_suffix(&sheet::ODD).zip(record.fields.split_last()) {
            Some((bytes, (_, fields))) if self.is_sheet => {
                // there may be nothing in the others
                let row = self.plain_row(&Record { bytes, fields, ..*record }).map_err(|_| RowIssue::OddCell)?;
                let doubts = row.doubts.iter().copied().chain([RowIssue::OddCell]).collect();
                Ok(Row { doubts, ..row })
            }
            _ => self.plain_row(record),
        }
    }

    fn plain_row<'a>(self, record: &Record<'a, '_>) -> Result<Row<'a>, RowIssue> {
        let whole = self.cell(record, self.list(record)?);
        let (list, long_list) = judged(whole);
        let cell = |column: &Option<Column>| {
            let cell = self.cell(record, *record.fields.get(column.as_ref()?.index)?);
            (!cell.is_blank()).then_some(cell)
        };
        let Columns { id, name, group, .. } = self.columns;
        let ([id, name, group], long) = told([id, name, group].map(cell));
        Ok(Row {
            number: record.row,
            bytes: record.bytes,
            list: Part::new(list),
            id,
            name,
            group,
            doubts: self.doubts(record, [long_list.or_else(|| self.other_list(record, whole)), long]),
            start: record.start,
        })
    }

    /// What casts doubt on a record, besides what is to be told of its cells.
    fn doubts(self, record: &Record<'_, '_>, of_cells: [Option<RowIssue>; 2]) -> Box<[RowIssue]> {
        let has_more = self.has_more_fields(record);
        let is_odd = record.fields.iter().any(|field| matches!(field.quotes, Quotes::TextBehind | Quotes::Open));
        let has_nul = self.has_nul && memchr(0, record.bytes).is_some();
        if !has_more && !is_odd && !has_nul && of_cells == [None; 2] {
            return Box::default();
        }
        let is_open = record.is_open();
        let many = RowIssue::TooManyFields { fields: record.fields.len(), columns: self.columns.count };
        let open = is_open.then_some(RowIssue::UnclosedQuote);
        let more = (has_more && !is_open).then_some(many);
        let behind = (is_odd && !is_open).then_some(RowIssue::TextBehindQuote);
        let nul = has_nul.then_some(RowIssue::Nul);
        [open, more, behind, nul].into_iter().chain(of_cells).flatten().collect()
    }

    /// The issue that a column of the same name holds another list.
    fn other_list(self, record: &Record<'_, '_>, list: Cell<'_>) -> Option<RowIssue> {
        let mut twins = self.columns.twins.iter().filter_map(|index| record.fields.get(*index));
        let is_other = |field: &Field| {
            !record.is_blank(*field) && self.cell(record, *field).text().0.trim() != list.text().0.trim()
        };
        twins.any(is_other).then_some(RowIssue::OtherList)
    }

    /// The list of the product that a record holds.
    fn list(self, record: &Record<'_, '_>) -> Result<Field, RowIssue> {
        let Columns { ref ingredients, count, .. } = *self.columns;
        // in a file of one column an empty cell is a product without a list
        if count > 1 && record.fields.iter().all(|field| record.is_blank(*field)) {
            return Err(RowIssue::Blank);
        }
        let (fields, needed) = (record.fields.len(), ingredients.index + 1);
        let end = record.bytes.len();
        let field = match record.fields.get(ingredients.index) {
            Some(field) => *field,
            // a sheet does not write the empty cells at the end of a row
            None if self.is_sheet => Field { start: end, end, quotes: Quotes::None },
            None => return Err(RowIssue::TooFewFields { fields, needed }),
        };
        // a list without quotes, or with one that is none, was cut at its own commas: its first part alone could look clear
        let is_behind_open = || record.fields[..needed].iter().any(|field| field.quotes == Quotes::Open);
        let may_be_cut = !self.is_sheet && (field.quotes == Quotes::None || is_behind_open());
        Ok(match may_be_cut && self.has_more_fields(record) {
            true if needed == count => Field { end, ..field },
            true => Field { end: record.fields[ingredients.index + fields - count].end, ..field },
            false => field,
        })
    }

    fn has_more_fields(self, record: &Record<'_, '_>) -> bool {
        // spreadsheets leave empty cells at the end of a row
        record.fields.iter().skip(self.columns.count).any(|field| !record.is_blank(*field))
    }

    fn cell<'a>(self, record: &Record<'a, '_>, field: Field) -> Cell<'a> {
        let cell = record.cell(field);
        if self.is_sheet { cell.in_sheet() } else { cell.without_formula() }
    }
}
