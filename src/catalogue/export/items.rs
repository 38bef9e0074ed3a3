//! Items: which elements of XML are products, and the rows that they are.

use std::io::{self, Read};

use super::Rows;
use super::feeds::Elements;
use super::gather::Gather;
use super::nodes::Node;
use super::objects::{Fields, Flat, table};
use super::part::At;
use super::sources::Sources;
use crate::catalogue::options::ColumnNames;
use crate::listed::MissingColumn;

/// What elements that are products are called.
const PRODUCTS: &[&str] = &[
    "item", "entry", "product", "offer", "row", "record", "article", "shopitem", "sku", "produkt", "artikel",
    "produit", "producto", "prodotto", "товар",
];

/// So many kinds of elements are looked at.
const MOST_KINDS: usize = 50;

/// What only feeds for Google's shops have in them.
const OF_GOOGLE: &[u8] = b"base.google.com/ns";

/// What was found out of a feed: the elements that are products, their fields, and what holds their lists.
#[derive(Default)]
pub(super) struct Feed {
    pub(super) product: String,
    pub(super) header: Vec<String>,
    pub(super) sources: Sources,
}

/// Elements of one name.
struct Kind {
    name: String,
    /// Whether one stands beside another.
    is_repeated: bool,
    depth: usize,
}

/// Finds out what is in a feed that begins with `head`; in one that is damaged before its first product, nothing.
pub(super) fn look(head: &[u8], is_whole: bool, wanted: ColumnNames<'_>) -> Result<Feed, MissingColumn> {
    let (document, fault) = Elements::new(head).document();
    let mut kinds = Vec::new();
    of_kinds(&document, 0, &mut kinds);
    let is_shop = wanted.ingredients.is_empty() && memchr::memmem::find(head, OF_GOOGLE).is_some();
    let (mut best, mut missing) = (None, None);
    for Kind { name, is_repeated, depth } in kinds {
        let mut objects = Vec::new();
        of_name(&document, &name, &mut objects);
        let (header, rows) = table(&objects);
        let is_product = PRODUCTS.contains(&name.to_lowercase().as_str());
        let found = Sources::of_document(&header, wanted, &rows);
        let pages = || Sources::of_pages(&header, wanted).filter(|_| is_shop && is_product);
        match found.or_else(|fault| pages().ok_or(fault)) {
            Ok(sources) => {
                let rank = (is_product, sources.id.is_some(), is_repeated, depth);
                if best.as_ref().is_none_or(|(other, _)| *other < rank) {
                    best = Some((rank, Feed { product: name, header, sources }));
                }
            }
            Err(fault) => {
                let rank = (is_product, is_repeated, header.len());
                if missing.as_ref().is_none_or(|(other, _)| *other < rank) {
                    missing = Some((rank, fault));
                }
            }
        }
    }
    match (best, missing) {
        (Some((_, feed)), _) => Ok(feed),
        // who reads it on comes to the fault
        (None, _) if fault.is_some() && is_whole => Ok(Feed::default()),
        // there are no products in it, which is told
        (None, Some(((false, ..), _))) if is_shop => Ok(Feed::default()),
        (None, Some((_, missing))) => Err(missing),
        (None, None) => Err(MissingColumn { columns: vec![document.name], ..MissingColumn::default() }),
    }
}

/// The kinds of elements in one that have something in them, without those that are lists.
fn of_kinds(node: &Node, depth: usize, kinds: &mut Vec<Kind>) {
    if node.children.is_empty() && node.attributes.len() < 2 || super::sources::is_list(&node.name) {
        return;
    }
    let len = kinds.len();
    match kinds.iter_mut().find(|kind| kind.name == node.name) {
        Some(kind) => kind.depth = kind.depth.min(depth),
        None if len < MOST_KINDS => kinds.push(Kind { name: node.name.clone(), is_repeated: false, depth }),
        None => {}
    }
    for child in &node.children {
        of_kinds(child, depth + 1, kinds);
    }
    for kind in kinds.iter_mut().filter(|kind| !kind.is_repeated) {
        kind.is_repeated = node.children.iter().filter(|child| child.name == kind.name).count() > 1;
    }
}

/// The fields of the elements of this name.
fn of_name(node: &Node, name: &str, objects: &mut Vec<Flat>) {
    if node.name == name {
        objects.push(node.fields());
    } else {
        node.children.iter().for_each(|child| of_name(child, name, objects));
    }
}

/// The products of a feed.
pub(super) struct Items<R: Read> {
    elements: Elements<R>,
    product: String,
    fields: Fields,
    row: u64,
}

impl<R: Read> Items<R> {
    pub(super) fn new(input: R, product: String, fields: Fields) -> Items<R> {
        Items { elements: Elements::new(input), product, fields, row: 0 }
    }
}

impl<R: Read> Rows for Items<R> {
    fn next(&mut self, gather: &mut Gather) -> io::Result<bool> {
        let Some((node, line)) = self.elements.next(|name| name == self.product)? else { return Ok(false) };
        self.row += 1;
        self.fields.hand_on(&node.fields(), At { row: self.row, line }, gather);
        Ok(true)
    }
}
