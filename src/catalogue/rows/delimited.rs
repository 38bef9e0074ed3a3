//! Rows with a delimiter between their cells.

use super::Row;
use crate::catalogue::cell::Cell;
use crate::catalogue::columns::{Column, Columns};
use crate::catalogue::count::Count;
use crate::catalogue::fault::{Fault, FaultyRow};
use crate::catalogue::records::{Field, Quotes, Record, Records, count_lines};

/// Reads the rows of a block of records.
#[derive(Clone, Debug)]
pub(super) struct Delimited<'a> {
    block: &'a [u8],
    records: Records<'a>,
    columns: &'a Columns,
}

impl<'a> Delimited<'a> {
    pub(super) fn new(block: &'a [u8], delimiter: u8, columns: &'a Columns) -> Delimited<'a> {
        Delimited { block, records: Records::new(block, delimiter), columns }
    }

    pub(super) fn read(&mut self) -> Option<Result<Row<'a, '_>, FaultyRow>> {
        Some(match self.records.read()? {
            Ok(record) => row(record, self.columns),
            Err(quote) => {
                let fault = Fault::UnclosedQuote { lines: quote.lines };
                Err(FaultyRow { row: quote.row, line: quote.line, fault })
            }
        })
    }

    pub(super) fn count(&self) -> Count {
        Count { rows: self.records.count(), lines: count_lines(self.block) }
    }
}

fn row<'a, 'r>(record: Record<'a, 'r>, columns: &Columns) -> Result<Row<'a, 'r>, FaultyRow> {
    let list = list(&record, columns);
    let list = list.map_err(|fault| FaultyRow { row: record.row, line: record.line(), fault })?;
    let cell = |column: &Option<Column>| {
        let field = *record.fields.get(column.as_ref()?.index)?;
        (!record.is_blank(field)).then(|| record.cell(field))
    };
    let many = Fault::TooManyFields { fields: record.fields.len(), columns: columns.count };
    let is_behind = record.fields.iter().any(|field| field.quotes == Quotes::TextBehind);
    let doubts = [has_more_fields(&record, columns).then_some(many), is_behind.then_some(Fault::TextBehindQuote)];
    Ok(Row {
        number: record.row,
        bytes: record.bytes,
        list,
        id: cell(&columns.id),
        name: cell(&columns.name),
        doubts,
        start: record.start,
        lines: record.lines,
    })
}

/// The list of the product that a record holds, or why it holds none.
fn list<'a>(record: &Record<'a, '_>, columns: &Columns) -> Result<Cell<'a>, Fault> {
    // in a file of one column an empty cell is a product without a list
    if columns.count > 1 && record.fields.iter().all(|field| record.is_blank(*field)) {
        return Err(Fault::Blank);
    }
    let (fields, needed) = (record.fields.len(), columns.ingredients.index + 1);
    let field = *record.fields.get(columns.ingredients.index).ok_or(Fault::TooFewFields { fields, needed })?;
    // a list without quotes in the last column was cut at its own commas: its first part alone could look clear
    let is_cut = needed == columns.count && field.quotes == Quotes::None && has_more_fields(record, columns);
    Ok(record.cell(if is_cut { Field { end: record.bytes.len(), ..field } } else { field }))
}

fn has_more_fields(record: &Record<'_, '_>, columns: &Columns) -> bool {
    // spreadsheets leave empty cells at the end of a row
    record.fields.iter().skip(columns.count).any(|field| !record.is_blank(*field))
}

#[cfg(test)]
mod tests {
    use super::super::Rows;
    use super::*;
    use crate::catalogue::blocks::Blocks;
    use crate::catalogue::columns::Wanted;
    use crate::catalogue::layout::Layout;

    /// Ingredients, id and doubt of the first row behind the header; or why it holds no product.
    fn first(bytes: &str) -> Result<(String, Option<String>, Option<Fault>), Fault> {
        let mut blocks = Blocks::new(bytes.as_bytes());
        let layout = Layout::read("shop.csv", &mut blocks, Wanted::default(), None).unwrap();
        let block = blocks.next_block().unwrap().unwrap();
        let mut rows = Rows::new(&block.bytes, &layout);
        let row = rows.read().unwrap().map_err(|faulty| faulty.fault)?;
        let text = |cell: Cell<'_>| cell.text().0.into_owned();
        Ok((text(row.list), row.id.map(text), row.doubts(row.list.read_as()).next()))
    }

    #[test]
    fn records_become_products() {
        let read = |text: &str, id: Option<&str>, doubt| Ok((text.to_string(), id.map(str::to_string), doubt));
        let more = |fields, columns| Some(Fault::TooManyFields { fields, columns });
        for (bytes, expected) in [
            ("id,inci,size\n7,\"Aqua, \"\"CI\"\"\",9", read("Aqua, \"CI\"", Some("7"), None)),
            ("id,inci,size\n ,Aqua", read("Aqua", None, None)),
            ("id,inci,size\n7,,9", read("", Some("7"), None)),
            ("id,inci,size\n7", Err(Fault::TooFewFields { fields: 1, needed: 2 })),
            ("id,inci,size\n, ,", Err(Fault::Blank)),
            ("inci\n\"\"", read("", None, None)),
            ("id,inci,size\n7,Aqua,9,,", read("Aqua", Some("7"), None)),
            ("id,inci,size\n7,Aqua,9,x", read("Aqua", Some("7"), more(4, 3))),
            ("id,inci\n7,Aqua, Alcohol,CI", read("Aqua, Alcohol,CI", Some("7"), more(4, 2))),
            ("id,inci\n7,\"Aqua\nCI\"x", read("Aqua\nCIx", Some("7"), Some(Fault::TextBehindQuote))),
        ] {
            assert_eq!(first(bytes), expected, "{bytes}");
        }
    }
}
