//! Sources: which columns of an export hold what is listed of a product, and what its rows are.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::record::{GROUP, ID, LIST, NAME, WIDTH};
use crate::catalogue::columns::{Column, Columns, by_language, by_usual_names};
use crate::catalogue::options::ColumnNames;
use crate::listed::usual::{self, Names};
use crate::listed::{Header, Holds, MissingColumn, Source};
use crate::text::{Key, fold};

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

/// What the rows of an export are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowKind {
    #[default]
    Products,
    /// Products with their variants, by the column that they have in common, or that says what they are.
    Variants { same: Option<usize>, kind: Option<usize> },
    /// Ingredients, those of a product mostly one behind the other.
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
        let names = Header::new(header);
        let asked_id = wanted.id.and_then(|name| names.one(name).ok());
        let mut sources = match wanted.ingredients {
            [] => names.usual(asked_id, rows),
            asked => match names.several(asked)? {
                Some(lists) => Sources { lists, ..Sources::default() },
                None => {
                    let list = names.one(&asked.join(",")).ok();
                    let sources = list.and_then(|list| names.of_ingredients(list, asked_id, rows));
                    let Some(sources) = sources else { return Ok(None) };
                    sources
                }
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
        let names = Header::new(header);
        let pages = by_usual_names(&PAGES, &names.keys).into_iter().map(|column| names.source(column, Holds::List));
        let mut sources = Sources { pages: pages.collect(), ..Sources::default() };
        names.identify(&mut sources, wanted).ok()?;
        Some(sources).filter(|sources| !sources.pages.is_empty())
    }

    /// Takes a field that none of the first rows has, if it is called like one that holds what is listed.
    pub(super) fn learn(&mut self, name: &str, column: usize) {
        let names = [name.to_owned()];
        let header = Header::new(&names);
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

impl Header<'_> {
    /// The columns that hold lists by their names.
    fn usual(&self, id: Option<usize>, rows: &[Vec<String>]) -> Sources {
        let (active, inactive) = (by_usual_names(&ACTIVE, &self.keys), by_usual_names(&INACTIVE, &self.keys));
        let usual = by_usual_names(&usual::INGREDIENTS, &self.keys);
        let has_rest = !active.is_empty() || !usual.is_empty();
        if !inactive.is_empty() && has_rest {
            let mut columns = [active, usual, inactive].concat();
            columns.sort_unstable();
            columns.dedup();
            return self.lists(columns, Holds::Headed);
        }
        let of_one = by_usual_names(&OF_ONE, &self.keys).first().copied();
        if let Some(sources) = of_one.and_then(|list| self.of_ingredients(list, id, rows)) {
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
            return self.lists(self.by_number(numbered), Holds::One);
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

    /// A table with a row for each ingredient, in this column: the id of a product stands before each of them or before the
    /// first, and no row has several.
    fn of_ingredients<'a>(&self, list: usize, id: Option<usize>, rows: &'a [Vec<String>]) -> Option<Sources> {
        let usual_id = || by_usual_names(&usual::ID, &self.keys).into_iter().find(|id| *id != list);
        let id = id.or_else(usual_id)?;
        let cell = |row: &'a Vec<String>, index: usize| row.get(index).map_or("", |cell| cell.as_str());
        // an id is not always written again, and not always at once
        let mut last: HashMap<&str, &str> = HashMap::new();
        let mut at = "";
        let goes_on = |row: &&'a Vec<String>| {
            at = if cell(row, id).is_empty() { at } else { cell(row, id) };
            last.insert(at, cell(row, list)).is_some_and(|before| !at.is_empty() && before != cell(row, list))
        };
        let more = rows.iter().filter(goes_on).count();
        let several = rows.iter().filter(|row| has_several(cell(row, list))).count();
        let is_share = |index: &usize| matches!(self.names[*index].trim(), "%" | "% w/w" | "%w/w" | "wt%" | "wt %");
        let share = (0..self.names.len()).find(is_share);
        let amount = share.or_else(|| by_usual_names(&AMOUNT, &self.keys).first().copied());
        let is_said = share.is_some() || !by_usual_names(&BESIDE, &self.keys).is_empty();
        // or else it is read for no other reason than that it is one of these
        let is_list = usual::INGREDIENTS.contains(&self.keys[list]) || !OF_ONE.contains(&self.keys[list]);
        let are_most = more > 0 && more * 2 >= rows.len() - 1;
        let is_long = match several {
            // where something is said of each ingredient, ids may come again much further down
            _ if is_said => several * MOST_SEVERAL < rows.len() && (are_most || is_list),
            0 if !is_list || amount.is_some() => are_most,
            // a column that is called like one of lists mostly holds such
            0 => rows.len() > 3 && more * 3 >= rows.len() * 2,
            _ => false,
        };
        if !is_long {
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
        let asked = |name: Option<&str>| name.map(|name| self.one(name)).transpose();
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

    fn keyed(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        self.keys.iter().position(|key| *key == name)
    }

    /// Whether a column is one of `ingredient_1`, `ingredient_2` and so on.
    fn is_one_of_many(&self, index: usize) -> bool {
        let stem = self.stem(index);
        stem.is_some_and(|stem| usual::INGREDIENTS.iter().chain(&*OF_ONE).any(|name| name.as_str() == stem))
    }
}

/// Where something is said of each ingredient, one row of so many may look as if it had several.
const MOST_SEVERAL: usize = 10;

/// Whether a text names several ingredients. A comma in a number or in brackets separates none: `1,2-Hexanediol`.
fn has_several(text: &str) -> bool {
    let (mut depth, bytes) = (0_i32, text.as_bytes());
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    text.char_indices().any(|(at, c)| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        match c {
            ',' => depth <= 0 && !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))),
            '\n' => true,
            c => depth <= 0 && matches!(c, ';' | '，' | '、'),
        }
    })
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
