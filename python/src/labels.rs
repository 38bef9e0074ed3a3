//! Labels: an array of texts, or columns of a table.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BooleanArray, StringViewArray};
use arrow_schema::{ArrowError, DataType};
use needlint::{MissingColumn, RowColumns};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// The columns of a table that are asked for: those with ingredients, and the one with the name of the product.
pub(crate) struct Wanted {
    pub(crate) columns: Vec<String>,
    pub(crate) name: Option<String>,
}

impl Wanted {
    /// Where labels stand in arrays of this type.
    pub(crate) fn find(wanted: Option<&Wanted>, kind: &DataType) -> PyResult<RowColumns> {
        let fault = |told: &str| Err(PyValueError::new_err(told.to_owned()));
        let (Wanted { columns, name }, fields) = match (wanted, kind) {
            (Some(wanted), DataType::Struct(fields)) => (wanted, fields),
            (Some(_), _) => return fault("columns are those of a table, and this is one array"),
            (None, DataType::Struct(_)) => return fault("name the columns of the table that hold ingredients"),
            (None, kind) => return holds_texts(kind, "the array").map(|()| RowColumns::only()),
        };
        let header: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let found = RowColumns::find(&header, columns, name.as_deref()).map_err(missing)?;
        let is_twin = |place: usize| header.iter().filter(|name| **name == header[place]).count() > 1;
        for place in found.places() {
            holds_texts(fields[place].data_type(), &format!("column {}", header[place]))?;
            if is_twin(place) {
                return fault(&format!("several columns are called `{}`", header[place]));
            }
        }
        Ok(found)
    }
}

/// The name of the column that is meant, as `needlint scan` finds it: by its name or its number.
#[pyfunction]
pub(crate) fn column(header: Vec<String>, wanted: String) -> PyResult<String> {
    let found = RowColumns::find(&header, &[wanted], None).map_err(missing)?;
    Ok(header[found.places()[0]].clone())
}

/// The error that a column is not there.
fn missing(missing: MissingColumn) -> PyErr {
    PyValueError::new_err(format!("{missing}; columns are {}", missing.columns.join(", ")))
}

/// Some labels: texts by the places of their columns.
pub(crate) struct Labels(BTreeMap<usize, StringViewArray>);

impl Labels {
    /// Those of an array of texts, or of structs that are the rows of a table.
    pub(crate) fn of(array: &ArrayRef, columns: &RowColumns) -> Result<Labels, ArrowError> {
        let Some(rows) = array.as_struct_opt() else {
            return Ok(Labels(BTreeMap::from([(0, as_text(array)?)])));
        };
        let text = |place: usize| {
            let texts = as_text(rows.column(place))?;
            if rows.null_count() == 0 {
                return Ok((place, texts));
            }
            // what stands below a row that is null is not meant
            let is_null: BooleanArray = (0..rows.len()).map(|row| Some(rows.is_null(row))).collect();
            Ok((place, as_text(&arrow_select::nullif::nullif(&texts, &is_null)?)?))
        };
        Ok(Labels(columns.places().into_iter().map(text).collect::<Result<_, ArrowError>>()?))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.values().next().map_or(0, Array::len)
    }

    /// So many of them or fewer, from one on.
    pub(crate) fn slice(&self, start: usize, len: usize) -> Labels {
        let len = len.min(self.len() - start);
        Labels(self.0.iter().map(|(place, texts)| (*place, texts.slice(start, len))).collect())
    }

    /// What stands in a row of a column; nothing for null.
    pub(crate) fn text(&self, column: usize, row: usize) -> &str {
        self.0.get(&column).filter(|texts| texts.is_valid(row)).map_or("", |texts| texts.value(row))
    }
}

/// Whether what is called so holds texts, in whichever form.
fn holds_texts(kind: &DataType, called: &str) -> PyResult<()> {
    let is_text = |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    match kind {
        DataType::Null => Ok(()),
        DataType::Dictionary(_, kind) if is_text(kind) => Ok(()),
        kind if is_text(kind) => Ok(()),
        _ => Err(PyTypeError::new_err(format!("{called} does not hold texts"))),
    }
}

/// Texts in one form.
fn as_text(array: &ArrayRef) -> Result<StringViewArray, ArrowError> {
    Ok(arrow_cast::cast(array, &DataType::Utf8View)?.as_string_view().clone())
}
