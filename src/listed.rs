//! What is listed of a product: the columns of a table that hold it, and how it is put together from several.

mod asked;
mod held;
mod join;
pub(crate) mod usual;

use std::borrow::Cow;
use std::ops::RangeInclusive;

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

/// What is listed of a product, as one text, and from which columns its parts come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) fields: Fields,
}

impl<'a> Listed<'a> {
    /// What one column holds.
    pub(crate) fn of(text: Cow<'a, str>) -> Listed<'a> {
        Listed { text, fields: Fields::default() }
    }

    /// The same with the name of the product before it, which stands in this column.
    pub(crate) fn with_name(&self, column: &str, name: &str) -> Listed<'static> {
        let mut named = Listed::default();
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
