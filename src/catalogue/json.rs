//! JSON: what fields the objects of a catalogue have, and where in an object the ones wanted stand.

mod fields;
mod values;

use super::columns::{Column, Columns};
use super::options::ColumnNames;
use crate::listed::MissingColumn;

pub(super) use fields::{Object, fields};
pub(super) use values::{Found, values};

/// The names of the fields, one within the other, that lead to a value.
pub(crate) type Path = Vec<String>;

/// The paths to the values wanted, in the order of [`Paths::ROLES`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paths(pub(super) [Option<Path>; Paths::ROLES]);

impl Paths {
    pub(crate) const ROLES: usize = 4;

    /// Finds the fields wanted among those that there are. They are called by their path with full stops between the
    /// names, and can be asked for as JSON pointers too.
    pub(super) fn find(fields: &[Path], wanted: ColumnNames<'_>) -> Result<(Paths, Columns), MissingColumn> {
        let names: Vec<String> = fields.iter().map(|path| path.join(".")).collect();
        let ColumnNames { ingredients, id, name, group, by_brand } = wanted;
        let ingredients: Vec<String> = ingredients.iter().map(|name| dotted(name)).collect();
        let [id, name, group] = [id, name, group].map(|name| name.map(dotted));
        let [id, name, group] = [&id, &name, &group].map(|name| name.as_deref());
        let columns = Columns::find(&names, ColumnNames { ingredients: &ingredients, id, name, group, by_brand })?;
        let path = |column: &Column| fields[column.index].clone();
        let Columns { ingredients, id, name, group, .. } = &columns;
        let taken = [Some(ingredients), id.as_ref(), name.as_ref(), group.as_ref()];
        Ok((Paths(taken.map(|column| column.map(path))), columns))
    }
}

/// A JSON pointer with full stops; any other name as it is.
fn dotted(name: &str) -> String {
    let Some(pointer) = name.strip_prefix('/') else { return name.to_owned() };
    let names = pointer.split('/').map(|name| name.replace("~1", "/").replace("~0", "~"));
    names.collect::<Vec<_>>().join(".")
}
