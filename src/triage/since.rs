//! Since: which products have the list that they had in an older catalogue.
//!
//! Of each product of the older catalogue two hashes of 64 bits are kept, of its id and of its list. They are those of
//! the text which the cells hold once all quoting and encoding is undone, so that another format changes nothing.

use std::io::Read;

use xxhash_rust::xxh3::xxh3_64;

use super::digests::Digests;
use crate::catalogue::blocks::Blocks;
use crate::catalogue::cell::Cell;
use crate::catalogue::error::ScanError;
use crate::catalogue::layout::Layout;
use crate::catalogue::options::Wishes;
use crate::catalogue::rows::{Row, Rows};
use crate::catalogue::source::Source;

/// The products of an older catalogue with their lists. Several threads can look them up at once.
#[derive(Debug)]
pub(crate) struct Since {
    products: Digests,
    /// How many rows were to hold a product and could not be read.
    pub(crate) unread: u64,
}

impl Since {
    /// Reads an older catalogue. Rows that hold no product are passed over: whatever they were to hold has changed.
    pub(crate) fn read(file: &str, input: impl Read + Send, wishes: &Wishes<'_>) -> Result<Since, ScanError> {
        let Source { text, origin, .. } = Source::open(file, input, wishes)?;
        let mut blocks = Blocks::new(text);
        let layout = Layout::read(file, origin, &mut blocks, wishes)?;
        let (mut products, mut unread) = (Vec::new(), 0);
        let input_error = |error| ScanError::Input { file: file.into(), error };
        while let Some(block) = blocks.next_block().map_err(input_error)? {
            for row in Rows::new(&block, &layout) {
                match row {
                    Ok(row) => products.push(digest(&row)),
                    Err(faulty) => unread += u64::from(faulty.fault.kind().is_doubt()),
                }
            }
            unread += u64::from(block.broken.is_some());
        }
        Ok(Since { products: Digests::new(of_one_list(products)), unread })
    }

    /// Whether the older catalogue has a product with the same id and the same list. A product without an id goes by
    /// its name.
    ///
    /// Never so where several rows had the id with different lists, or where there is neither id nor name: nobody can
    /// tell which of them this one was.
    pub(crate) fn is_unchanged(&self, row: &Row<'_>) -> bool {
        self.products.place(digest(row)).is_some()
    }

    /// How many products of the older catalogue can be compared with: those that no other shares its id with, or name.
    pub(crate) fn len(&self) -> u64 {
        self.products.len() as u64
    }
}

/// Those of products that stand there with one list only.
fn of_one_list(mut products: Vec<u128>) -> Vec<u128> {
    products.sort_unstable();
    products.dedup();
    let of_one_id = products.chunk_by(|one, other| one >> HALF == other >> HALF);
    of_one_id.filter(|lists| lists.len() == 1 && lists[0] >> HALF != NOBODY).flatten().copied().collect()
}

/// A hash of what a product goes by, and behind it one of its list.
fn digest(row: &Row<'_>) -> u128 {
    let hash = |cell: Cell<'_>| u128::from(xxh3_64(cell.text().0.trim().as_bytes()));
    // an id is no name, even if they read alike
    let identity = row.id().map(hash).or_else(|| row.name().map(|name| !hash(name) & u128::from(u64::MAX)));
    identity.unwrap_or(NOBODY) << HALF | hash(row.list())
}

/// Bits of one of the two.
const HALF: u32 = 64;
/// What a product goes by that has neither an id nor a name.
const NOBODY: u128 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "\
id,name,price,inci
1,Gel,9.00,\"Aqua, Glycerin\"
2,Cream,9.00,\"Aqua, Cetyl Alcohol\"
3,Cream,9.50,\"Aqua, Lanolin\"
,Balm,9.00,Crème
";

    /// The ids, or else the names, of those products of `new` whose list is not the one in `old`.
    fn changed(old: &[u8], new: &str) -> Vec<String> {
        let since = Since::read("old", old, &Wishes::default()).unwrap();
        let mut blocks = Blocks::new(new.as_bytes());
        let layout = Layout::read("new", Default::default(), &mut blocks, &Wishes::default()).unwrap();
        let block = blocks.next_block().unwrap().unwrap();
        let rows = Rows::new(&block, &layout).map(Result::unwrap).filter(|row| !since.is_unchanged(row));
        let shown = |row: Row<'_>| row.id().or(row.name()).unwrap().text().0.into_owned();
        rows.map(shown).collect()
    }

    #[test]
    fn only_what_has_another_list_has_changed() {
        for (new, ids) in [
            (OLD, vec![]),
            ("inci,id,stock\n\"Aqua, Lanolin\",3,7\n\"\"\"Aqua\"\", Glycerin\",1,\n", vec!["1"]),
            ("id\tinci\n1\tAqua, Glycerin \n2\tAqua, Cetyl Alcohol\n3\tAqua, Glycerin\n", vec!["3"]),
            ("id,inci\n2,\"Aqua, SD Alcohol\"\n1,\"Aqua, Cetyl Alcohol\"\n", vec!["2", "1"]),
            (
                "{\"id\": 1, \"inci\": [\"Aqua\", \"Glycerin\"]}\n{\"id\": 3, \"inci\": \"Aqua, \\u004canolin\"}\n",
                vec![],
            ),
            ("name,inci\nBalm,Crème\nGel,\"Aqua, Glycerin\"\n", vec!["Gel"]),
        ] {
            assert_eq!(changed(OLD.as_bytes(), new), ids, "{new}");
        }
    }

    #[test]
    fn a_product_that_nobody_can_tell_from_another_has_changed() {
        let old = "id,shade,inci\nP,red,\"Aqua, Ethanol\"\nP,blue,Aqua\nQ,red,Aqua\nQ,blue,Aqua\n,red,Talc\n";
        let new = "id,shade,name,inci\nP,red,,\"Aqua, Ethanol\"\nP,blue,,\"Aqua, Ethanol\"\nQ,red,,Aqua\n";
        assert_eq!(changed(old.as_bytes(), new), ["P", "P"]);
        assert_eq!(changed(b"inci\nTalc\n", "name,inci\nGel,Talc\n"), ["Gel"]);
        let nameless = Since::read("old", &b"inci\nTalc\n"[..], &Wishes::default()).unwrap();
        assert!(nameless.len() == 0);
    }

    #[test]
    fn another_encoding_changes_nothing() {
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(OLD.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let windows1252 = OLD.as_bytes().split(|byte| *byte == 0xc3).collect::<Vec<_>>();
        let windows1252 = [windows1252[0], b"\xe8", &windows1252[1][1..]].concat();
        let zstd = zstd::encode_all(OLD.as_bytes(), 3).unwrap();
        for old in [utf16, windows1252, zstd] {
            assert_eq!(changed(&old, OLD), Vec::<String>::new());
        }
    }

    #[test]
    fn what_could_not_be_read_then_has_changed() {
        let old = OLD.replace("1,Gel,9.00,\"Aqua, Glycerin\"", "1,Gel");
        assert_eq!(changed(old.as_bytes(), OLD), ["1"]);
        let since = Since::read("old", old.as_bytes(), &Wishes::default()).unwrap();
        assert_eq!((since.len(), since.unread), (3, 1));
        let cut = std::io::Read::chain(OLD.as_bytes(), Breaks);
        let error = Since::read("old.csv", cut, &Wishes::default()).unwrap_err();
        assert_eq!(error.to_string(), "old.csv cannot be read: the cable was pulled");
    }

    struct Breaks;

    impl Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the cable was pulled"))
        }
    }
}
