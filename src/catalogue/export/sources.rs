//! Sources: which columns of an export hold what is listed of a product, and what its rows are.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::record::{GROUP, ID, LIST, NAME, WIDTH};
use crate::catalogue::columns::{Column, Columns, MissingColumn, asked_for, by_language, by_usual_names};
use crate::catalogue::options::ColumnNames;
use crate::text::{Key, fold};
use crate::usual::{self, Names};

/// What the products of an export are made of. Columns go by their places in the header.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    pub(super) id: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) group: Option<usize>,
    /// All of these that are filled are read.
    pub(super) lists: Vec<Source>,
    /// The first of these that is filled is read where no list is.
    pub(super) pages: Vec<Source>,
    pub(super) rows: RowKind,
}

/// A column that holds what is listed, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) column: usize,
    pub(super) name: String,
    pub(super) holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
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

/// What the rows of an export are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowKind {
    #[default]
    Products,
    /// Products with their variants behind them, by the column that they have in common, or that says what they are.
    Variants { same: Option<usize>, kind: Option<usize> },
    /// Ingredients, those of a product one behind the other.
    Ingredients { amount: Option<usize> },
}

static ACTIVE: Names = LazyLock::new(|| {
    usual::keys(
        "active ingredients, active ingredient, medicinal ingredients, \
    medicinal ingredient, principes actifs, wirkstoffe, principios activos, principi attivi, 有効成分, 유효성분",
    )
});
static INACTIVE: Names = LazyLock::new(|| {
    usual::keys(
        "inactive ingredients, inactive ingredient, other ingredients, \
    non medicinal ingredients, nonmedicinal ingredients, excipients, excipient, excipientes, eccipienti, \
    sonstige bestandteile, hilfsstoffe, その他の成分, 添加物, 기타 성분, 첨가제",
    )
});
/// Names of a column with one ingredient a row.
static OF_ONE: Names = LazyLock::new(|| {
    usual::keys(
        "inci name, ingredient name, ingredient inci name, name of ingredient, ingredient, inci, \
    component, substance, raw material, 성분명, 成分名",
    )
});
/// Names of the column with its amount.
static AMOUNT: Names = LazyLock::new(|| {
    usual::keys(
        "percent, percentage, concentration, amount, conc, content, weight percent, w w, anteil, gehalt, \
    teneur, concentración, concentrazione, 함량, 含量",
    )
});
/// Names of columns that say something of one ingredient.
static BESIDE: Names = LazyLock::new(|| {
    usual::keys("function, functions, role, position, rank, order, sort order, cas, cas number, cas no")
});
/// Names of columns with the page of a product.
static PAGES: Names = LazyLock::new(|| {
    usual::keys(
        "body html, description, descriptionhtml, body, content, long description, product description, \
    short description",
    )
});

impl Sources {
    /// Finds what holds the products of a table with this header. None if one column does, in rows that are products:
    /// that is read as it stands. `rows` are the first ones.
    pub(super) fn find(
        header: &[String], wanted: ColumnNames<'_>, rows: &[Vec<String>],
    ) -> Result<Option<Sources>, MissingColumn> {
        let names = Header { names: header, keys: header.iter().map(|name| fold(name)).collect() };
        let mut sources = match wanted.ingredients {
            [] => names.usual(rows),
            asked => match names.asked(asked)? {
                Some(lists) => Sources { lists, ..Sources::default() },
                None => return Ok(None),
            },
        };
        let rows = if sources.rows == RowKind::Products { names.variants() } else { sources.rows };
        // a name like `Meta: ingredients` is found here alone
        let is_plain = || sources.is_plain() && Columns::find(header, wanted).is_ok();
        if sources.lists.is_empty() && sources.pages.is_empty()
            || sources.lists.len() == 1 && rows == RowKind::Products && is_plain()
        {
            return Ok(None);
        }
        sources.rows = rows;
        names.identify(&mut sources, wanted)?;
        Ok(Some(sources))
    }

    /// What holds the products of a document, where even one column alone is not read as it stands.
    pub(super) fn of_document(
        header: &[String], wanted: ColumnNames<'_>, rows: &[Vec<String>],
    ) -> Result<Sources, MissingColumn> {
        if let Some(sources) = Sources::find(header, wanted, rows)? {
            return Ok(sources);
        }
        let Columns { ingredients, id, name, group, .. } = Columns::find(header, wanted)?;
        let list = Source { column: ingredients.index, name: ingredients.name, holds: Holds::List };
        let [id, name, group] = [id, name, group].map(|column| column.map(|column| column.index));
        Ok(Sources { id, name, group, lists: vec![list], ..Sources::default() })
    }

    /// The pages of products, where no field holds lists alone.
    pub(super) fn of_pages(header: &[String], wanted: ColumnNames<'_>) -> Option<Sources> {
        let names = Header { names: header, keys: header.iter().map(|name| fold(name)).collect() };
        let pages = by_usual_names(&PAGES, &names.keys).into_iter().map(|column| names.source(column, Holds::List));
        let mut sources = Sources { pages: pages.collect(), ..Sources::default() };
        names.identify(&mut sources, wanted).ok()?;
        Some(sources).filter(|sources| !sources.pages.is_empty())
    }

    /// Takes a field that none of the first rows has, if it is called like one that holds what is listed.
    pub(super) fn learn(&mut self, name: &str, column: usize) {
        let names = [name.to_owned()];
        let header = Header { names: &names, keys: vec![fold(name)] };
        let holds = match name {
            _ if header.is_one_of_many(0) => Holds::One,
            _ if [&ACTIVE, &INACTIVE].iter().any(|usual| usual.contains(&header.keys[0])) => Holds::Headed,
            _ if inner_names(name).into_iter().any(is_list) || !by_language(&header.keys).is_empty() => Holds::List,
            _ => return,
        };
        if !matches!(self.rows, RowKind::Ingredients { .. }) && !name.contains("[]") {
            self.lists.push(Source { column, name: name.to_owned(), holds });
        }
    }

    fn is_plain(&self) -> bool {
        self.pages.is_empty() && self.lists[0].holds == Holds::List
    }

    /// Whether what is found in a product may stand in one of several columns.
    pub(super) fn are_several(&self) -> bool {
        self.lists.len() + self.pages.len() > 1
    }

    /// The columns of the records that are written.
    pub(super) fn columns(&self, header: &[String]) -> Columns {
        let column = |index: usize, name: String| Column { index, name };
        let named = |index: usize, of: Option<usize>| Some(column(index, header[of?].clone()));
        let lists: Vec<&str> = self.lists.iter().chain(&self.pages).map(|source| source.name.as_str()).collect();
        Columns {
            ingredients: column(LIST, if lists.is_empty() { "ingredients".to_owned() } else { lists.join(" + ") }),
            id: named(ID, self.id),
            name: named(NAME, self.name),
            group: named(GROUP, self.group),
            passed_over: Vec::new(),
            repeated: Vec::new(),
            twins: Box::default(),
            count: WIDTH,
        }
    }
}

/// Whether something is called like a list.
pub(super) fn is_list(name: &str) -> bool {
    let key = fold(name);
    [&usual::INGREDIENTS, &ACTIVE, &INACTIVE].iter().any(|usual| usual.contains(&key))
}

/// The names of the columns of an export.
struct Header<'a> {
    names: &'a [String],
    keys: Vec<Key>,
}

impl Header<'_> {
    /// The columns that were asked for, if they are several: by their names with commas between them, or by patterns.
    fn asked(&self, asked: &[String]) -> Result<Option<Vec<Source>>, MissingColumn> {
        let is_one = |name: &str| asked_for(name, self.names, &self.keys).is_ok();
        let parts = asked.iter().flat_map(|part| if is_one(part) { vec![&**part] } else { part.split(',').collect() });
        let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() == 1 && !parts[0].contains('*') {
            return Ok(None);
        }
        let mut columns = Vec::new();
        for part in parts {
            let found = match part.contains('*') && !is_one(part) {
                true => (0..self.names.len()).filter(|index| matches(part, &self.names[*index])).collect(),
                false => Vec::new(),
            };
            match found.is_empty() {
                true => columns.push(asked_for(part, self.names, &self.keys)?),
                false => columns.extend(found),
            }
        }
        let are_numbered = columns.len() > 1 && columns.iter().all(|index| self.stem(*index).is_some());
        let holds = if are_numbered { Holds::One } else { Holds::Headed };
        Ok(Some(columns.into_iter().map(|column| self.source(column, holds)).collect()))
    }

    /// The columns that hold lists by their names.
    fn usual(&self, rows: &[Vec<String>]) -> Sources {
        let (active, inactive) = (by_usual_names(&ACTIVE, &self.keys), by_usual_names(&INACTIVE, &self.keys));
        let usual = by_usual_names(&usual::INGREDIENTS, &self.keys);
        let has_rest = !active.is_empty() || !usual.is_empty();
        if !inactive.is_empty() && has_rest {
            let mut columns = [active, usual, inactive].concat();
            columns.sort_unstable();
            columns.dedup();
            return self.lists(columns, Holds::Headed);
        }
        if let Some(sources) = self.of_ingredients(rows) {
            return sources;
        }
        let languages = by_language(&self.keys);
        if !languages.is_empty() && languages.len() + usual.len() > 1 {
            let (nested, usual): (Vec<_>, Vec<_>) = usual.into_iter().partition(|&at| self.names[at].contains("[]"));
            let pages = nested.into_iter().map(|column| self.source(column, Holds::List)).collect();
            let mut columns = [usual, languages].concat();
            columns.sort_unstable();
            return Sources { pages, ..self.lists(columns, Holds::List) };
        }
        if let Some(&best) = usual.first().or(languages.first()) {
            return self.lists(vec![best], Holds::List);
        }
        let numbered: Vec<usize> = (0..self.names.len()).filter(|index| self.is_one_of_many(*index)).collect();
        if numbered.len() > 1 {
            return self.lists(numbered, Holds::One);
        }
        self.of_shop()
    }

    /// Where shops keep lists: in fields of their own, in attributes, in the page of a product.
    fn of_shop(&self) -> Sources {
        let is_usual = |name: &str| usual::INGREDIENTS.contains(&fold(name));
        let is_field = |index: &usize| inner_names(&self.names[*index]).into_iter().any(is_usual);
        let mut sources = self.lists((0..self.names.len()).filter(is_field).collect(), Holds::List);
        sources.lists.extend(self.keyed("additional attributes").map(|column| self.source(column, Holds::Attributes)));
        sources.lists.extend(self.keyed("product detail").map(|column| self.source(column, Holds::Details)));
        for (named_by, name) in self.names.iter().enumerate() {
            let value = name.strip_suffix(" name").map(|attribute| format!("{attribute} value(s)"));
            let column = value.and_then(|value| self.names.iter().position(|other| *other == value));
            sources.pages.extend(column.map(|column| self.source(column, Holds::Value { named_by })));
        }
        if sources.lists.is_empty() && self.variants() == RowKind::Products {
            return Sources::default();
        }
        let is_free = |column: &usize| sources.lists.iter().all(|source| source.column != *column);
        let pages: Vec<usize> = by_usual_names(&PAGES, &self.keys).into_iter().filter(is_free).collect();
        sources.pages.extend(pages.into_iter().map(|column| self.source(column, Holds::List)));
        sources
    }

    /// A table with a row for each ingredient: the id of a product stands before each of them or before the first, and no
    /// row has several.
    fn of_ingredients<'a>(&self, rows: &'a [Vec<String>]) -> Option<Sources> {
        let &list = by_usual_names(&OF_ONE, &self.keys).first()?;
        let &id = by_usual_names(&usual::ID, &self.keys).iter().find(|id| **id != list)?;
        let cell = |row: &'a Vec<String>, index: usize| row.get(index).map_or("", |cell| cell.as_str());
        let are_single = rows.iter().all(|row| !cell(row, list).contains([',', ';', '\n', '，', '、']));
        // an id is not always written again, and not always at once
        let mut last: HashMap<&str, &str> = HashMap::new();
        let mut at = "";
        let goes_on = |row: &&'a Vec<String>| {
            at = if cell(row, id).is_empty() { at } else { cell(row, id) };
            last.insert(at, cell(row, list)).is_some_and(|before| !at.is_empty() && before != cell(row, list))
        };
        let more = rows.iter().filter(goes_on).count();
        if !are_single || more * 2 < rows.len().saturating_sub(1) || more == 0 {
            return None;
        }
        let is_amount = |index: &usize| matches!(self.names[*index].trim(), "%" | "% w/w" | "%w/w" | "wt%" | "wt %");
        let amount =
            (0..self.names.len()).find(is_amount).or_else(|| by_usual_names(&AMOUNT, &self.keys).first().copied());
        // a column that is called like one of lists holds such, unless something is said of each ingredient
        let is_said = || amount.is_some() || !by_usual_names(&BESIDE, &self.keys).is_empty();
        if usual::INGREDIENTS.contains(&self.keys[list]) && !is_said() {
            return None;
        }
        let lists = vec![self.source(list, Holds::One)];
        Some(Sources { lists, rows: RowKind::Ingredients { amount }, ..Sources::default() })
    }

    /// Whether rows are variants of the product before them.
    fn variants(&self) -> RowKind {
        let has = |name: &str| self.keyed(name).is_some();
        let same = self.keyed("handle").filter(|_| has("variant sku") || has("option1 name") || has("body html"));
        let kind = self.keyed("type").filter(|_| has("parent") || has("published") && same.is_none());
        match (same, kind) {
            (None, None) => RowKind::Products,
            (same, kind) => RowKind::Variants { same, kind },
        }
    }

    /// Finds the columns that say which product it is.
    fn identify(&self, sources: &mut Sources, wanted: ColumnNames<'_>) -> Result<(), MissingColumn> {
        let asked = |name: Option<&str>| name.map(|name| asked_for(name, self.names, &self.keys)).transpose();
        let is_free = |taken: &[Option<usize>], index: usize| {
            !taken.contains(&Some(index)) && !sources.lists.iter().any(|source| source.column == index)
        };
        let usual = |names: &[Key], taken: &[Option<usize>]| {
            by_usual_names(names, &self.keys).into_iter().find(|index| is_free(taken, *index))
        };
        let same = match sources.rows {
            RowKind::Variants { same, .. } => same,
            RowKind::Products | RowKind::Ingredients { .. } => None,
        };
        let id = asked(wanted.id)?.or(same).or_else(|| usual(&usual::ID, &[]));
        let name = asked(wanted.name)?.or_else(|| usual(&usual::NAME, &[id]));
        let brand = || usual(&usual::BRAND, &[id, name]).filter(|_| wanted.by_brand);
        let group = asked(wanted.group)?.or_else(brand);
        (sources.id, sources.name, sources.group) = (id, name, group);
        Ok(())
    }

    fn lists(&self, columns: Vec<usize>, holds: Holds) -> Sources {
        let lists = columns.into_iter().map(|column| self.source(column, holds)).collect();
        Sources { lists, ..Sources::default() }
    }

    fn source(&self, column: usize, holds: Holds) -> Source {
        Source { column, name: self.names[column].clone(), holds }
    }

    fn keyed(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        self.keys.iter().position(|key| *key == name)
    }

    /// The name of a column without the number at its end.
    fn stem(&self, index: usize) -> Option<&str> {
        let key = self.keys[index].as_str();
        let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
        (stem.len() < key.len()).then_some(stem)
    }

    /// Whether a column is one of `ingredient_1`, `ingredient_2` and so on.
    fn is_one_of_many(&self, index: usize) -> bool {
        let stem = self.stem(index);
        stem.is_some_and(|stem| usual::INGREDIENTS.iter().chain(&*OF_ONE).any(|name| name.as_str() == stem))
    }
}

/// What a column may be called behind the name of what keeps it: `Metafield: custom.ingredients [text]`,
/// `Ingredients (product.metafields.custom.ingredients)`, `Meta: _inci`.
fn inner_names(name: &str) -> Vec<&str> {
    let (name, inside) = name.split_once(['[', '(']).map_or((name, ""), |(name, inside)| (name, inside));
    [name, inside]
        .into_iter()
        .flat_map(|text| [text, text.rsplit([':', '.', '/']).next().unwrap_or(text)])
        .map(|text| text.trim_matches([' ', '_', ')', ']']).trim_start_matches("pa_"))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Whether a pattern with stars matches a name, whatever the case.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}
