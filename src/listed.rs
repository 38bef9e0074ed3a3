//! What is listed of a product: the columns of a table that hold it, and how it is put together from several.

mod asked;
mod held;
mod join;
pub(crate) mod usual;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::limits;
use crate::text::Span;

pub use asked::MissingColumn;
pub(crate) use asked::{Header, NEAR, similarity};
pub(crate) use join::{BETWEEN, join};

/// Characters that separate cells, and are blanks in texts that are put together.
pub(crate) const SEPARATORS: RangeInclusive<char> = '\x1c'..='\x1f';

/// A column that holds what is listed, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) column: usize,
    pub(crate) name: String,
    pub(crate) holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A list, or the page of a product.
    List,
    /// A list that is called as its column is: the active ingredients.
    Headed,
    /// One ingredient.
    One,
    /// `brand=North,ingredients="Aqua, Glycerin"`
    Attributes,
    /// `General:Ingredients:Aqua, Glycerin`
    Details,
    /// A list, where another column says that it is one.
    Value { named_by: usize },
}

/// The columns of a table that say what is in the product of a row.
#[derive(Clone, Debug)]
pub struct RowColumns {
    lists: Lists,
    name: Option<(usize, String)>,
}

#[derive(Clone, Debug)]
enum Lists {
    /// One column, which is read as it stands.
    One(usize),
    Several(Vec<Source>),
}

impl RowColumns {
    /// Finds them in a header as `needlint scan` does: by their names, by their numbers from 1, or by patterns such as
    /// `ingredient_*`. Lists in several columns are read together, in the order in which they are named; `name` is the
    /// column with the name of the product, which may state what is in it.
    ///
    /// ```
    /// # use needlint::{Engine, RowColumns, RulePack, Scratch};
    /// let header = ["sku", "title", "active", "inactive"].map(str::to_owned);
    /// let asked = ["active", "inactive"].map(str::to_owned);
    /// let columns = RowColumns::find(&header, &asked, Some("title")).unwrap();
    ///
    /// let row = ["7", "Tonic", "Zinc oxide 10%", "Water, SD Alcohol 40"];
    /// let engine = Engine::new(vec![RulePack::builtin()]);
    /// let (report, listed) = engine.check_row(&mut Scratch::default(), &columns, &|column| row[column].into());
    /// let (field, span) = listed.within(report.findings[0].span);
    /// assert_eq!((field, span.of(row[3])), (Some("inactive"), "SD Alcohol 40"));
    /// ```
    pub fn find(header: &[String], asked: &[String], name: Option<&str>) -> Result<RowColumns, MissingColumn> {
        let header = Header::new(header);
        let lists = match header.several(asked)? {
            Some(lists) => Lists::Several(lists),
            None => Lists::One(header.one(&asked.join(","))?),
        };
        let column = |name| header.one(name).map(|column| (column, header.names[column].clone()));
        Ok(RowColumns { lists, name: name.map(column).transpose()? })
    }

    /// The only column of a table that has one, without a name.
    pub fn only() -> RowColumns {
        RowColumns { lists: Lists::One(0), name: None }
    }

    /// Whether what is found in a product may stand in one of several columns.
    pub fn are_several(&self) -> bool {
        self.name.is_some() || matches!(&self.lists, Lists::Several(lists) if lists.len() > 1)
    }

    /// The places of all of them in the header.
    pub fn places(&self) -> Vec<usize> {
        let mut places = match &self.lists {
            Lists::One(column) => vec![*column],
            Lists::Several(lists) => lists.iter().map(|source| source.column).collect(),
        };
        places.extend(self.name.iter().map(|(column, _)| *column));
        places
    }

    /// What is listed in a row, of which `cell` gives the text of a column.
    pub(crate) fn listed<'a>(&self, cell: &dyn Fn(usize) -> Cow<'a, str>) -> ListedText<'a> {
        match &self.lists {
            Lists::One(column) => ListedText::of(cell(*column)),
            Lists::Several(lists) => join(lists, &[], cell),
        }
    }

    /// The column with the name of the product, and the name in a row.
    pub(crate) fn name<'a>(&self, cell: &dyn Fn(usize) -> Cow<'a, str>) -> Option<(&str, Cow<'a, str>)> {
        self.name.as_ref().map(|(column, name)| (name.as_str(), cell(*column)))
    }
}

/// What is listed of a product, as one text, and from which columns its parts come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedText<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) fields: Fields,
}

impl<'a> ListedText<'a> {
    /// What one column holds.
    pub(crate) fn of(text: Cow<'a, str>) -> ListedText<'a> {
        ListedText { text, fields: Fields::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The column that a span comes from, and its place in what that holds; no column where one is all that is listed.
    pub fn within(&self, span: Span) -> (Option<&str>, Span) {
        self.fields.within(span)
    }

    /// The same with the name of the product before it, which stands in this column.
    pub(crate) fn with_name(&self, column: &str, name: &str) -> ListedText<'static> {
        let mut named = ListedText::default();
        named.add(column, name);
        named.text.to_mut().push_str("\nIngredients: ");
        match self.fields.0.is_empty() {
            true => named.add("", &self.text),
            false => self.parts().for_each(|(column, text)| named.add(column, text)),
        }
        named
    }

    /// The parts, each with the column that it comes from; none where one column is all.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = self.fields.0.iter().map(|(_, start)| *start);
        let ends = starts.skip(1).chain([self.text.len()]);
        self.fields.0.iter().zip(ends).map(|((column, start), end)| (column.as_str(), &self.text[*start..end]))
    }

    /// Adds a part that comes from this column; an empty name says nothing of it.
    pub(crate) fn add(&mut self, column: &str, text: &str) {
        self.fields.0.push((column.to_owned(), self.text.len()));
        self.text.to_mut().extend(text.chars().map(|c| if SEPARATORS.contains(&c) { ' ' } else { c }));
    }

    /// As much of it as is judged, and whether that is all.
    pub(crate) fn judged(mut self) -> (ListedText<'a>, bool) {
        let end = self.text.floor_char_boundary(limits::LIST.0);
        if end == self.text.len() {
            return (self, true);
        }
        self.fields.0.retain(|(_, start)| *start < end);
        self.text = match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
            Cow::Owned(text) => Cow::Owned(text[..end].to_owned()),
        };
        (self, false)
    }
}

/// The columns that the parts of a text come from, each with where the part begins; none where one column is all. What
/// comes from none stands before the part that it is the heading of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, usize)>);

impl Fields {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The column that the byte at `offset` comes from, and where what comes from it begins. A heading is of the column
    /// below it.
    pub(crate) fn at(&self, offset: usize) -> Option<(&str, usize)> {
        let place = self.0.iter().rposition(|(_, start)| *start <= offset)?;
        let (column, start) = self.0.get(place + 1).filter(|_| self.0[place].0.is_empty()).unwrap_or(&self.0[place]);
        Some((column, *start))
    }

    /// The column that a span comes from, and its place in what that holds.
    pub(crate) fn within(&self, span: Span) -> (Option<&str>, Span) {
        let Some((column, start)) = self.at(span.start as usize) else { return (None, span) };
        let [start, end] = [span.start, span.end].map(|at| at.saturating_sub(start as u32));
        (Some(column).filter(|column| !column.is_empty()), Span { start, end })
    }
}
