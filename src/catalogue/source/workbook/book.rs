//! The archive that a workbook is, and what stands in it: sheets, texts, formats.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use quick_xml::events::{BytesStart, Event};
use tempfile::SpooledTempFile;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::Fault;
use super::dates::Dates;
use super::rows::Rows;
use super::texts::Texts;
use super::xml::{Xml, attribute};
use crate::limits;

/// The largest part that is read, in bytes, of those with rows or texts; and of the others.
const LARGEST: u64 = limits::PART.0 as u64;
const LARGEST_SMALL: u64 = 16 << 20;

pub(super) struct Workbook {
    archive: Archive,
    pub(super) sheets: Vec<BookSheet>,
    texts: Texts,
    dates: Dates,
}

/// A sheet with rows, as the workbook lists it.
pub(super) struct BookSheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    part: String,
}

struct Archive {
    zip: ZipArchive<SpooledTempFile>,
    /// Where each part stands, by its name in small letters.
    places: HashMap<String, usize>,
}

/// What a part says of another one.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Workbook {
    pub(super) fn open(bytes: SpooledTempFile) -> Result<Workbook, Fault> {
        let mut archive = Archive::open(bytes)?;
        let relations = archive.relations("_rels/.rels")?;
        let document = relations.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let document = document.ok_or(Fault::NoWorkbook)?.target.trim_start_matches('/');
        let (folder, name) = document.split_at(document.rfind('/').map_or(0, |slash| slash + 1));
        let relations = archive.relations(&format!("{folder}_rels/{name}.rels"))?;
        let texts = archive.part(&format!("{folder}sharedStrings.xml"), LARGEST)?;
        let texts = texts.map_or_else(|| Ok(Texts::default()), Texts::read)?;
        let dates = archive.part(&format!("{folder}styles.xml"), LARGEST_SMALL)?;
        let mut dates = dates.map_or_else(|| Ok(Dates::default()), Dates::read)?;
        let mut xml = archive.part(document, LARGEST_SMALL)?.ok_or(Fault::NoWorkbook)?;
        let (mut sheets, mut parts) = (Vec::new(), HashSet::new());
        loop {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "sheet" => {
                        let Some(sheet) = BookSheet::of(&start, folder, &relations) else { continue };
                        // it would be read once for each of them
                        if !parts.insert(sheet.part.clone()) {
                            return Err(Fault::SharedPart(sheet.part));
                        }
                        sheets.push(sheet);
                    }
                    "workbookPr" if attribute(&start, "date1904").is_some_and(|is| matches!(&*is, "1" | "true")) => {
                        dates.is_1904 = true;
                    }
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "workbook" => break,
                _ => {}
            }
        }
        drop(xml);
        Ok(Workbook { archive, sheets, texts, dates })
    }

    /// How many parts there are.
    pub(super) fn len(&self) -> usize {
        self.archive.zip.len()
    }

    /// The place among the parts of the sheet with this name.
    pub(super) fn place_of(&self, name: &str) -> Result<usize, Fault> {
        let sheet = self.sheets.iter().find(|sheet| sheet.name == name).ok_or(Fault::NoWorkbook)?;
        self.archive.places.get(&small(&sheet.part)).copied().ok_or(Fault::NoWorkbook)
    }

    /// A part as it is compressed.
    pub(super) fn raw(&mut self, place: usize) -> Result<ZipFile<'_, SpooledTempFile>, Fault> {
        Ok(self.archive.zip.by_index_raw(place)?)
    }

    /// A part with rows, from its beginning.
    pub(super) fn xml(&mut self, place: usize) -> Result<Xml<'_>, Fault> {
        let part = self.archive.zip.by_index(place)?;
        let name = part.name()?.into_owned();
        Ok(Xml::new(&name, part.take(LARGEST)))
    }

    /// The rows of a sheet.
    pub(super) fn rows(&mut self, sheet: usize) -> Result<Rows<'_>, Fault> {
        let xml = self.archive.part(&self.sheets[sheet].part, LARGEST)?.ok_or(Fault::NoWorkbook)?;
        Ok(Rows::new(xml, &mut self.texts, &self.dates))
    }
}

impl BookSheet {
    /// The sheet that a tag lists; none if it is a chart or the like.
    fn of(tag: &BytesStart<'_>, folder: &str, relations: &[Relation]) -> Option<BookSheet> {
        let id = attribute(tag, "id")?;
        let relation = relations.iter().find(|relation| relation.id == id && relation.kind.ends_with("/worksheet"))?;
        Some(BookSheet {
            name: attribute(tag, "name")?.into_owned(),
            is_hidden: attribute(tag, "state").is_some_and(|state| state != "visible"),
            part: match relation.target.strip_prefix('/') {
                Some(target) => target.to_owned(),
                None => format!("{folder}{}", relation.target),
            },
        })
    }
}

impl Archive {
    fn open(bytes: SpooledTempFile) -> Result<Archive, Fault> {
        let zip = ZipArchive::new(bytes)?;
        let name = |place| Some((small(&zip.name_for_index(place)?.ok()?), place));
        let places = (0..zip.len()).filter_map(name).collect();
        Ok(Archive { zip, places })
    }

    /// A part, if there is one of this name that is no larger.
    fn part(&mut self, name: &str, largest: u64) -> Result<Option<Xml<'_>>, Fault> {
        let Some(place) = self.places.get(&small(name)) else { return Ok(None) };
        let part = self.zip.by_index(*place)?;
        match part.size() <= largest {
            true => Ok(Some(Xml::new(name, part.take(largest)))),
            false => Err(Fault::LargePart { part: name.to_owned(), megabytes: largest >> 20 }),
        }
    }

    fn relations(&mut self, name: &str) -> Result<Vec<Relation>, Fault> {
        let mut xml = self.part(name, LARGEST_SMALL)?.ok_or(Fault::NoWorkbook)?;
        let mut relations = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                    let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(&start, name));
                    if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                        let [id, kind, target] = [id, kind, target].map(|text| text.into_owned());
                        relations.push(Relation { id, kind, target });
                    }
                }
                Event::End(end) if end.local_name().as_ref() == "Relationships" => return Ok(relations),
                _ => {}
            }
        }
    }
}

/// A part's name as it is looked up: some programs write it in other letters, or with the slashes of Windows.
fn small(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}
