//! What a catalogue holds comes back, however it is written, encoded and packed.

use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

use crate::catalogue::LineColumn;
use crate::catalogue::fault::Fault;
use crate::catalogue::layout::Layout;
use crate::catalogue::options::{HeaderRow, Wanted, Wishes};
use crate::engine::Engine;
use crate::finding::Report;
use crate::report::{Drawn, Judged, Printout, Receipt, Reporter};
use crate::rule::RulePack;
use crate::scan::{Outcome, ScanError, ScanOptions, scan};
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

/// Tells what every product holds, and where the first and the last character of its list stand.
struct Contents;

impl Reporter for Contents {
    fn tells(&self, _: &Report) -> bool {
        true
    }

    fn product(&self, judged: Judged<'_>, drawn: &mut Drawn) {
        let product = judged.product;
        let last = judged.text().char_indices().last().map_or(0, |(at, _)| at);
        let places = [0, last].map(|at| product.place(at)).map(|LineColumn { line, column }| [line, column]);
        let contents = json!([product.row, product.id, product.name, judged.text(), places]);
        drawn.piece(|out| writeln!(out, "{contents}").unwrap());
    }
}

/// Row, id, name, list and places of every product.
fn contents(file: &str, bytes: &[u8], wishes: Wishes<'_>) -> Result<(Vec<Value>, Layout, Outcome), ScanError> {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));
    let mut out = Vec::new();
    let mut printout = Printout::begin(&Contents, &mut out).unwrap();
    let options = ScanOptions { wishes, jobs: NonZeroUsize::new(2).unwrap(), ..ScanOptions::default() };
    let outcome = scan(file, bytes, &ENGINE, &options, &mut printout, &mut |_| ())?;
    let lines = String::from_utf8(out).unwrap();
    Ok((lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), outcome.layout.clone(), outcome))
}

/// Without the places.
fn products(file: &str, bytes: &[u8]) -> Vec<Value> {
    let (mut products, ..) = contents(file, bytes, Wishes::default()).unwrap();
    products.iter_mut().for_each(|product| drop(product.as_array_mut().unwrap().pop()));
    products
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// A table in all the ways in which its bytes can come.
fn wrapped(text: &str) -> Vec<Vec<u8>> {
    let marked = format!("\u{feff}{text}");
    let mut all = vec![
        text.into(),
        marked.clone().into_bytes(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
    ];
    all.extend([gzip(text.as_bytes()), [gzip(b""), gzip(marked.as_bytes())].concat(), zstd(text.as_bytes())]);
    all.push(gzip(&utf16(&marked, u16::to_le_bytes)));
    all
}

fn csv(table: &[[String; 3]], delimiter: u8, style: csv::QuoteStyle, end: csv::Terminator) -> String {
    let mut writer = csv::WriterBuilder::new();
    let mut writer = writer.delimiter(delimiter).quote_style(style).terminator(end).from_writer(Vec::new());
    writer.write_record(["sku", "title", "ingredients"]).unwrap();
    table.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// What a table holds, as it is told. A row of nothing but blanks is no product.
fn expected(table: &[[String; 3]]) -> Vec<Value> {
    let is_blank = |cell: &String| cell.bytes().all(|byte| byte.is_ascii_whitespace());
    let cell = |cell: &String| (!is_blank(cell)).then(|| cell.clone());
    let rows = table.iter().enumerate().filter(|(_, row)| !row.iter().all(is_blank));
    rows.map(|(at, [id, name, list])| json!([at + 1, cell(id), cell(name), list])).collect()
}

fn table() -> impl Strategy<Value = Vec<[String; 3]>> {
    let cell = "[a-c,;|\t\"\r\n é한]{0,6}";
    prop::collection::vec([cell, cell, cell], 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tables_come_back(
        table in table(),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        style in prop::sample::select(vec![csv::QuoteStyle::Necessary, csv::QuoteStyle::Always]),
        end in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n')]),
    ) {
        let text = csv(&table, delimiter, style, end);
        for bytes in wrapped(&text) {
            prop_assert_eq!(products("-", &bytes), expected(&table), "{}", text);
        }
    }

    #[test]
    fn objects_come_back(table in table(), lists in prop::collection::vec("[a\"\\\\\n\u{1}é🧴/ ]{0,5}", 0..4), ascii: bool) {
        let line = |[id, name, list]: &[String; 3], list_of: &[String]| {
            let list = if list_of.is_empty() { json!(list) } else { json!(list_of) };
            let object = json!({"id": id, "other": {"name": 1}, "name": name, "ingredients": list}).to_string();
            if ascii { escaped(&object) } else { object }
        };
        let text: String = table.iter().map(|row| line(row, &lists) + "\n").collect();
        let is_blank = |cell: &String| cell.bytes().all(|byte| byte.is_ascii_whitespace());
        for bytes in wrapped(&text).into_iter().filter(|_| !table.is_empty()) {
            for (product, [id, name, list]) in products("shop.jsonl", &bytes).iter().zip(&table) {
                let list = if lists.is_empty() { list.clone() } else { lists.join(", ") };
                // what is blank is so as it is written: "\n" is not
                let id = if is_blank(id) { &product[1] } else { &json!(id) };
                let name = if is_blank(name) { &product[2] } else { &json!(name) };
                prop_assert_eq!(product, &json!([product[0], id, name, list]), "{}", text);
            }
            prop_assert_eq!(products("shop.jsonl", &bytes).len(), table.len());
        }
    }

    #[test]
    fn characters_of_json_stand_at_their_places(list in "[ab\"\\\\\n\u{1}é🧴]{1,8}", ascii: bool) {
        let object = json!({"id": "é\"", "ingredients": format!("{list}x")}).to_string();
        let line = if ascii { escaped(&object) } else { object };
        let (products, ..) = contents("shop.jsonl", format!("\n{line}").as_bytes(), Wishes::default()).unwrap();
        let characters: Vec<char> = line.chars().collect();
        let at = |place: &Value| characters[place[1].as_u64().unwrap() as usize - 1];
        let [first, last] = [&products[0][4][0], &products[0][4][1]];
        prop_assert_eq!((&first[0], &last[0]), (&json!(2), &json!(2)));
        prop_assert!(at(first) == list.chars().next().unwrap() || at(first) == '\\', "{}", line);
        prop_assert_eq!(at(last), 'x', "{}", line);
    }
}

/// JSON with all that is not ASCII escaped.
fn escaped(json: &str) -> String {
    let mut units = [0; 2];
    let escape = |character: char| match character {
        ' '..='~' => character.to_string(),
        _ => character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    json.chars().map(escape).collect()
}

#[test]
fn windows_1252_says_the_same_as_utf8() {
    let text =
        "id;nom;ingrédients\n1;Crème “bio”;Aqua, Huile d’amande douce, Éthanol\n2;Süßmandelöl;Weizenkeimöl – 20 °C\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (western, layout, outcome) = contents("-", &bytes, Wishes::default()).unwrap();
    let (plain, ..) = contents("-", text.as_bytes(), Wishes::default()).unwrap();
    assert_eq!(western, plain);
    assert_eq!(layout.encoding.to_string(), "not UTF-8, so read as Windows-1252");
    assert_eq!((outcome.doubtful.count(), outcome.receipt.rows_in_doubt), (2, 0));
}

#[test]
fn text_in_other_encodings_is_in_doubt_and_never_clear() {
    let text = "id,inci\n1,\"정제수, 글리세린, 변성알코올\"\n2,Water\n";
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(text);
    let (_, layout, outcome) = contents("-", &bytes, Wishes::default()).unwrap();
    assert_eq!(layout.encoding.to_string(), "neither UTF-8 nor Windows-1252");
    let Receipt { clear, unreadable, rows_in_doubt, .. } = outcome.receipt;
    assert_eq!((clear, unreadable, rows_in_doubt), (1, 1, 1));
}

#[test]
fn what_stands_before_a_break_is_accounted_for() {
    let rows: String = (0..20_000).map(|n| format!("{n},\"Water, Glycerin {n}\"\n")).collect();
    let text = format!("id,inci\n{rows}");
    for (packed, name) in [(gzip(text.as_bytes()), "gzip"), (zstd(text.as_bytes()), "zstd")] {
        let (products, _, outcome) = contents("x", &packed[..packed.len() / 2], Wishes::default()).unwrap();
        assert!(products.len() > 1_000, "{} products", products.len());
        assert_eq!(outcome.receipt.products, products.len() as u64);
        let reason = format!("x cannot be read: its {name} data breaks off, so the file is not whole");
        assert_eq!(outcome.cut.map(|error| error.to_string()), Some(reason));
    }
}

#[test]
fn repeated_ids_are_counted_and_the_first_is_named() {
    let text = "sku,inci\nA,Water\n\nB,Water\n,Water\n,Water\nA,Water\nA,Water\nB,\n";
    let (_, _, outcome) = contents("x", text.as_bytes(), Wishes::default()).unwrap();
    let repeated = outcome.repeated_ids;
    let first = repeated.first.unwrap();
    assert_eq!((repeated.count, repeated.is_least), (3, false));
    assert_eq!((first.id.as_str(), first.row, first.line), ("A", 5, 7));
}

/// A workbook with a catalogue on its second sheet, below a title.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "For the shop").unwrap();
    let sheet = workbook.add_worksheet().set_name("Products").unwrap();
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 3, "Price list", &bold).unwrap();
    for (column, name) in ["EAN", "Name", "Since", "Ingredients"].into_iter().enumerate() {
        sheet.write(2, column as u16, name).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(3, 0, 8_801_234_567_890_u64).unwrap();
    sheet.write(3, 1, "\"Tonic\"").unwrap();
    sheet.write_with_format(3, 2, ExcelDateTime::from_ymd(2024, 5, 1).unwrap(), &day).unwrap();
    sheet.write(3, 3, "Aqua,\nAlcohol Denat.").unwrap();
    // a row is left out, and one has no list
    sheet.merge_range(5, 0, 6, 0, "SKU-2", &bold).unwrap();
    sheet.write(5, 1, true).unwrap();
    sheet.write(5, 3, "é, 2.5 % \"x\"").unwrap();
    sheet.write(6, 1, 2.5).unwrap();
    workbook.add_worksheet().set_name("Prices").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_by_the_sheet_with_the_ingredients() {
    for (file, bytes) in [("shop.xlsx", workbook()), ("shop.csv", workbook()), ("-", gzip(&workbook()))] {
        let (products, layout, outcome) = contents(file, &bytes, Wishes::default()).unwrap();
        let expected = [
            json!([1, "8801234567890", "\"Tonic\"", "Aqua,\nAlcohol Denat.", [[4, 1], [4, 20]]]),
            json!([2, "SKU-2", "TRUE", "é, 2.5 % \"x\"", [[6, 1], [6, 12]]]),
            json!([3, null, "2.5", "", [[7, 1], [7, 1]]]),
        ];
        assert_eq!(products, expected);
        let told = layout.to_string();
        let sheets =
            "columns EAN (id), Name (name), Ingredients (ingredients); sheet Products (not read: Notes, Prices)";
        assert!(told.contains(sheets), "{told}");
        assert_eq!((outcome.receipt.unreadable, outcome.broken.count()), (2, 0));
    }
}

#[test]
fn columns_of_a_workbook_are_named_by_number_too() {
    let columns = |ingredients, header| {
        let columns = Wanted { ingredients: Some(ingredients), ..Wanted::default() };
        Wishes { columns, header, ..Wishes::default() }
    };
    let (products, ..) = contents("-", &workbook(), columns("Name", HeaderRow::First)).unwrap();
    assert_eq!(products.len(), 3);
    let notes = Wishes { sheet: Some("Notes"), ..columns("1", HeaderRow::None) };
    let (products, layout, _) = contents("-", &workbook(), notes).unwrap();
    assert_eq!((products.len(), layout.to_string().contains("sheet Notes (not read: Products, Prices)")), (1, true));
    let missing = contents("shop.xlsx", &workbook(), columns("inci", HeaderRow::First)).unwrap_err();
    assert_eq!(missing.to_string(), "shop.xlsx, sheet Products:3: there is no column `inci`");
}

#[test]
fn of_several_sheets_with_ingredients_none_is_left_unread_in_silence() {
    let mut workbook = Workbook::new();
    for (name, list) in [("EU", "Aqua"), ("US", "Aqua, Alcohol Denat.")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "ingredients").unwrap();
        sheet.write(1, 0, list).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let read = |sheet: Option<&str>| {
        let wishes = Wishes { sheet, ..Wishes::default() };
        contents("shop.xlsx", &bytes, wishes).map(|(products, ..)| products[0][3].clone())
    };
    let refused = |sheet| read(sheet).map_err(|error| (error.to_string(), error.help())).unwrap_err();
    assert_eq!(read(Some("US")).unwrap(), json!("Aqua, Alcohol Denat."));
    assert_eq!(
        refused(None),
        (
            "shop.xlsx has several sheets with ingredients: `EU`, `US`".into(),
            "name the one that is meant, and scan the others by themselves: --sheet \"EU\"".into()
        )
    );
    assert_eq!(refused(Some("UK")), ("shop.xlsx has no sheet `UK`".into(), "the sheets are `EU`, `US`".into()));
}

#[test]
fn a_list_longer_than_any_is_judged_at_its_beginning() {
    let text = format!(
        "id,inci\n1,\"SD Alcohol 40-B{}\"\n2,\"Water{}\"\n",
        ", Water".repeat(50_000),
        ", Water".repeat(50_000)
    );
    let (products, _, outcome) = contents("x", text.as_bytes(), Wishes::default()).unwrap();
    let Receipt { avoid, clear, unreadable, rows_in_doubt, .. } = outcome.receipt;
    assert_eq!((products.len(), avoid, clear, unreadable, rows_in_doubt), (2, 1, 0, 1, 2));
    assert_eq!(outcome.doubtful.first[0].fault, Fault::LongList);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(
        kind in 0usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        len in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let text = b"id,inci\n1,\"Water, Alcohol\"\n2,Cr\xe8me\n";
        let json = br#"{"id": 1, "inci": ["Water", "Alcohol\u00e9"]}"#;
        let mut bytes = match kind {
            0 => text.to_vec(),
            1 => gzip(text),
            2 => zstd(text),
            3 => json.to_vec(),
            _ => workbook(),
        };
        bytes.truncate(len.index(bytes.len()) * 2);
        for (at, byte) in changes {
            let at = at.index(bytes.len().max(1));
            bytes.get_mut(at).into_iter().for_each(|changed| *changed = byte);
        }
        bytes.extend(&noise[..noise.len() * usize::from(noise.len() > 48)]);
        if let Ok((products, _, outcome)) = contents("-", &bytes, Wishes::default()) {
            prop_assert_eq!(outcome.receipt.products, products.len() as u64);
        }
    }
}
