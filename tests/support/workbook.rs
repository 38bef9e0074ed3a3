//! Workbooks out of any bytes.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a workbook is made of: the XML within its parts.
#[derive(Debug, Default)]
pub struct Parts {
    /// The rows of its sheet.
    pub rows: String,
    /// The texts that cells refer to by number.
    pub texts: String,
    /// The formats of cells.
    pub styles: String,
    /// What else stands in the workbook's own part.
    pub book: String,
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Dates are of the second format.
const DATES: &str = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";

impl Parts {
    /// The parts that bytes stand for: their XML if they begin with a tag, with a zero byte between two of them, or else
    /// a table. None if they are a file themselves.
    pub fn of(bytes: &[u8]) -> Option<Parts> {
        if bytes.starts_with(b"PK") {
            return None;
        }
        let text = String::from_utf8_lossy(bytes);
        if !text.starts_with('<') {
            return Some(Parts::of_table(&text));
        }
        let mut parts = text.split('\0').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        Some(Parts { rows: part(), texts: part(), styles: part(), book: part() })
    }

    /// A table: a line is a row, and tabs part its cells. The first letter of a cell says what it holds.
    fn of_table(text: &str) -> Parts {
        let mut parts = Parts { styles: DATES.to_owned(), ..Parts::default() };
        let mut count = 0;
        for line in text.split('\n') {
            parts.rows.push_str("<row>");
            for cell in line.split('\t') {
                let mut chars = cell.chars();
                let kind = chars.next();
                let value = chars.as_str().replace('&', "&amp;").replace('<', "&lt;");
                parts.rows.push_str(&match kind {
                    Some('s') => {
                        parts.texts.push_str(&format!("<si><t>{value}</t></si>"));
                        count += 1;
                        format!("<c t=\"s\"><v>{}</v></c>", count - 1)
                    }
                    Some('n') => format!("<c><v>{value}</v></c>"),
                    Some('d') => format!("<c s=\"1\"><v>{value}</v></c>"),
                    Some('b') => format!("<c t=\"b\"><v>{value}</v></c>"),
                    Some('e') => format!("<c t=\"e\"><v>{value}</v></c>"),
                    Some('f') => format!("<c t=\"str\"><f>A1</f><v>{value}</v></c>"),
                    // where a cell stands, before the text of it: "@B7 Water"
                    Some('@') => {
                        let (place, value) = value.split_once(' ').unwrap_or((&value, ""));
                        format!("<c r=\"{}\" t=\"str\"><v>{value}</v></c>", place.replace('"', ""))
                    }
                    _ => format!("<c t=\"inlineStr\"><is><t>{value}</t></is></c>"),
                });
            }
            parts.rows.push_str("</row>");
        }
        parts
    }

    /// How many tags there are.
    pub fn tags(&self) -> u64 {
        [&self.rows, &self.texts, &self.styles, &self.book].map(|part| part.matches('<').count() as u64).iter().sum()
    }

    /// The file.
    pub fn zipped(&self) -> Vec<u8> {
        let relationships = |of: &[(&str, &str)]| {
            let one = |(number, (kind, target)): (usize, &(&str, &str))| {
                format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
            };
            let all: String = of.iter().enumerate().map(one).collect();
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
        };
        let own = relationships(&[
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ]);
        let sheets = "<sheets><sheet name=\"Products\" sheetId=\"1\" r:id=\"rId0\"/></sheets>";
        let Parts { rows, texts, styles, book } = self;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
            ("_rels/.rels", relationships(&[("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{book}{sheets}</workbook>")),
            ("xl/_rels/workbook.xml.rels", own),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
            ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{texts}</sst>")),
            ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{styles}</styleSheet>")),
        ] {
            let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            writer.start_file(name, stored).expect("a name that is no other part's");
            writer.write_all(text.as_bytes()).expect("a buffer takes everything");
        }
        writer.finish().expect("a buffer takes everything").into_inner()
    }
}
