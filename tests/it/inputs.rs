//! What a catalogue holds comes back, however it is written, encoded and packed.

use std::sync::LazyLock;

use needlint::trial::{Way, contents, scan_bytes};
use needlint::{Engine, RulePack};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

use crate::run::{gzip, scan, scan_file};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(vec![RulePack::builtin()]));

const TABLE: Way = Way { format: None, has_header: true, jobs: 2 };
const OBJECTS: Way = Way { format: Some("jsonl"), ..TABLE };

/// Row, id, name, list, and the places of its first and its last character, of every product.
fn read(bytes: &[u8], way: Way) -> Vec<Value> {
    contents(&ENGINE, bytes, way).expect("it is a catalogue")
}

/// Without the places.
fn products(bytes: &[u8], way: Way) -> Vec<Value> {
    let mut products = read(bytes, way);
    products.iter_mut().for_each(|product| drop(product.as_array_mut().unwrap().pop()));
    products
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
            prop_assert_eq!(products(&bytes, TABLE), expected(&table), "{}", text);
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
            for (product, [id, name, list]) in products(&bytes, OBJECTS).iter().zip(&table) {
                let list = if lists.is_empty() { list.clone() } else { lists.join(", ") };
                // what is blank is so as it is written: "\n" is not
                let id = if is_blank(id) { &product[1] } else { &json!(id) };
                let name = if is_blank(name) { &product[2] } else { &json!(name) };
                prop_assert_eq!(product, &json!([product[0], id, name, list]), "{}", text);
            }
            prop_assert_eq!(products(&bytes, OBJECTS).len(), table.len());
        }
    }

    #[test]
    fn characters_of_json_stand_at_their_places(list in "[ab\"\\\\\n\u{1}é🧴]{1,8}", ascii: bool) {
        let object = json!({"id": "é\"", "ingredients": format!("{list}x")}).to_string();
        let line = if ascii { escaped(&object) } else { object };
        let products = read(format!("\n{line}").as_bytes(), OBJECTS);
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
    assert_eq!(read(&bytes, TABLE), read(text.as_bytes(), TABLE));
    let run = scan(&bytes, &["--format", "csv"]);
    assert!(run.told.contains("; not UTF-8, so read as Windows-1252, "), "{}", run.told);
    assert_eq!((run.faults("doubtful_rows").len(), run.count("rows_in_doubt")), (2, 0));
}

#[test]
fn text_in_other_encodings_is_in_doubt_and_never_clear() {
    let text = "id,inci\n1,\"정제수, 글리세린, 변성알코올\"\n2,Water\n";
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(text);
    let run = scan(&bytes, &["--format", "csv"]);
    assert!(run.told.contains("; neither UTF-8 nor Windows-1252, "), "{}", run.told);
    assert_eq!(["clear", "unreadable", "rows_in_doubt"].map(|name| run.count(name)), [1, 1, 1]);
}

#[test]
fn what_stands_before_a_break_is_accounted_for() {
    let rows: String = (0..20_000).map(|n| format!("{n},\"Water, Glycerin {n}\"\n")).collect();
    let text = format!("id,inci\n{rows}");
    for (file, packed, name) in [("x.gz", gzip(text.as_bytes()), "gzip"), ("x.zst", zstd(text.as_bytes()), "zstd")] {
        let run = scan_file(file, &packed[..packed.len() / 2], &["--format", "jsonl", "--all"]);
        let products = run.out.lines().count() as u64;
        assert!(products > 1_000, "{products} products");
        assert_eq!(run.count("products"), products);
        let reason = format!("{file} cannot be read: its {name} data ends too early, so the file is incomplete");
        assert_eq!(*run.of_file("error"), reason);
    }
}

#[test]
fn repeated_ids_are_counted_and_the_first_is_named() {
    let run = scan("sku,inci\nA,Water\n\nB,Water\n,Water\n,Water\nA,Water\nA,Water\nB,\n", &[]);
    let first = json!({ "id": "A", "row": 5, "line": 7 });
    assert_eq!(*run.of_file("repeated_ids"), json!({ "count": 3, "is_least": false, "first": first }));
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
fn a_workbook_is_read_by_the_sheet_with_ingredients() {
    for (file, bytes) in [("shop.xlsx", workbook()), ("shop.csv", workbook()), ("-", gzip(&workbook()))] {
        let expected = [
            json!([1, "8801234567890", "\"Tonic\"", "Aqua,\nAlcohol Denat.", [[4, 1], [4, 20]]]),
            json!([2, "SKU-2", "TRUE", "é, 2.5 % \"x\"", [[6, 1], [6, 12]]]),
            json!([3, "SKU-2", "2.5", "", [[7, 1], [7, 1]]]),
        ];
        assert_eq!(read(&bytes, TABLE), expected);
        let run = scan_file(file, &bytes, &["--format", "csv"]);
        let sheets =
            "columns EAN (id), Name (name), Ingredients (ingredients); sheet Products (not read: Notes, Prices)";
        assert!(run.told.contains(sheets), "{}", run.told);
        assert_eq!((run.count("unreadable"), run.faults("broken_rows").len()), (2, 0));
    }
}

#[test]
fn columns_of_a_workbook_are_named_by_number_too() {
    let read = |arguments: &[&str]| scan_file("shop.xlsx", workbook(), &[arguments, &["--format", "csv"]].concat());
    assert_eq!(read(&["--ingredients", "Name"]).count("products"), 3);
    let notes = read(&["--sheet", "Notes", "--ingredients", "1", "--no-header"]);
    let is_told = notes.told.contains("sheet Notes (not read: Products, Prices)");
    assert_eq!((notes.count("products"), is_told), (1, true));
    let missing = read(&["--ingredients", "inci"]).told;
    assert!(missing.starts_with("error: shop.xlsx, sheet Products:3: there is no column called `inci`\n"), "{missing}");
}

/// A workbook with two catalogues whose columns differ, notes, and a catalogue on a hidden sheet.
fn workbook_of_sheets() -> Workbook {
    let mut workbook = Workbook::new();
    for (name, rows) in [
        ("Notes", [["For the", "shop"], ["", ""]]),
        ("EU", [["sku", "inci"], ["1", "Aqua"]]),
        ("US", [["Ingredients", "SKU"], ["Aqua, Alcohol Denat.", "1"]]),
        ("Old", [["sku", "inci"], ["9", "Aqua, SD Alcohol 40-B"]]),
    ] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(name == "Old");
        for (row, cells) in rows.iter().enumerate() {
            sheet.write_row(row as u32, 0, *cells).unwrap();
        }
    }
    workbook
}

#[test]
fn all_sheets_with_ingredients_are_read_and_hidden_ones_if_named() {
    let bytes = workbook_of_sheets().save_to_buffer().unwrap();
    let read = |arguments: &[&str]| {
        let run = scan_file("shop.xlsx", &bytes, &[arguments, &["--format", "jsonl", "--all"]].concat());
        let products = run
            .lines()
            .into_iter()
            .map(|line| json!([line["source"], line["sheet"], line["row"], line["line"], line["id"], line["verdict"]]));
        (products.collect::<Vec<_>>(), run.told)
    };
    let [eu, us, old] = [("EU", "1", "clear"), ("US", "1", "avoid"), ("Old", "9", "avoid")]
        .map(|(sheet, id, verdict)| json!(["shop.xlsx", sheet, 1, 2, id, verdict]));
    let told =
        |columns: &str, sheet: &str, others: &str| format!("shop.xlsx: columns {columns}; sheet {sheet} ({others})\n");
    let (products, remarks) = read(&[]);
    assert_eq!(products, [eu.clone(), us.clone()]);
    let others = "not read: Notes; hidden and not read: Old";
    for line in
        [told("sku (id), inci (ingredients)", "EU", others), told("SKU (id), Ingredients (ingredients)", "US", others)]
    {
        assert!(remarks.contains(&line), "{remarks}");
    }
    let (products, remarks) = read(&["--sheet", "old", "--sheet", "eu"]);
    assert_eq!(products, [eu, old]);
    assert!(remarks.contains("sheet Old (not read: Notes, US)\n"), "{remarks}");
    assert_eq!(read(&["--sheet", "us"]).0, [us]);
    for (arguments, refusal) in [
        (
            &["--sheet", "UK"][..],
            "error: shop.xlsx has no sheet called `UK`\n  help: its sheets are `Notes`, `EU`, `US`, `Old`\n",
        ),
        (
            &["--sheet", "EU", "--sheet", "Notes"],
            "error: shop.xlsx, sheet Notes:1: could not find the ingredients column\n",
        ),
    ] {
        let (products, told) = read(arguments);
        assert!(products.is_empty() && told.starts_with(refusal), "{told}");
    }
}

#[test]
fn a_catalogue_on_hidden_sheets_alone_is_not_passed_over_in_silence() {
    let mut workbook = workbook_of_sheets();
    for name in ["EU", "US"] {
        workbook.worksheet_from_name(name).unwrap().set_hidden(true);
    }
    let run = scan_file("shop.xlsx", workbook.save_to_buffer().unwrap(), &[]);
    let refusal = "error: shop.xlsx has an ingredients column in hidden sheets only: `EU`, `US`, `Old`\n  help: to read a \
                   hidden sheet, name it: --sheet \"EU\"\n";
    assert_eq!((run.code, run.told.as_str()), (Some(2), refusal));
}

#[test]
fn each_sheet_is_accounted_for() {
    let mut workbook = workbook_of_sheets();
    let sheet = workbook.worksheet_from_name("US").unwrap();
    sheet.write_row(2, 0, ["Aqua", "1", "too much"]).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let run = scan_file("shop.xlsx", &bytes, &[]);
    let files: Vec<_> = run.receipt["files"].as_array().unwrap().iter().collect();
    let of = |key: &str| files.iter().map(|file| file[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("path"), ["shop.xlsx", "shop.xlsx"]);
    assert_eq!(of("sheet"), ["EU", "US"]);
    assert_eq!(of("products"), [1, 2]);
    assert_eq!(of("size"), [bytes.len(), bytes.len()]);
    assert_eq!(of("other_sheets")[1], json!(["Notes", "Old"]));
    assert!(of("sha256")[0].is_string() && of("sha256")[0] == of("sha256")[1]);
    assert_eq!((run.count("products"), run.count("bytes")), (3, bytes.len() as u64));
    for told in [
        "shop.xlsx, sheet US line 3: it has 3 fields, but the header has 2",
        "shop.xlsx, sheet US: 1 row has an id that was already used, such as 1 on line 3",
        "shop.xlsx, sheet US row 1 (line 2), 1",
    ] {
        assert!([&*run.told, &*run.out].concat().contains(told), "{told}: {}\n{}", run.told, run.out);
    }
}

/// What is merged over several rows counts for each of them, but not for a row that has nothing else, and not if it belongs
/// to the header.
#[test]
fn cells_merged_downwards_count_for_each_row_that_they_cover() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    for (row, cells) in [
        ["sku", "name", "size", "inci"],
        ["", "", "ml", ""],
        ["1", "Tonic", "50", "Aqua, Alcohol Denat."],
        ["2", "", "100", ""],
        ["", "", "", ""],
        ["3", "Cream", "50", "Aqua"],
    ]
    .iter()
    .enumerate()
    {
        sheet.write_row(row as u32, 0, *cells).unwrap();
    }
    sheet.merge_range(0, 3, 1, 3, "inci", &plain).unwrap();
    sheet.merge_range(2, 1, 4, 1, "Tonic", &plain).unwrap();
    sheet.merge_range(2, 3, 4, 3, "Aqua, Alcohol Denat.", &plain).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(
        read(&bytes, TABLE),
        [
            json!([1, "1", "Tonic", "Aqua, Alcohol Denat.", [[3, 1], [3, 20]]]),
            json!([2, "2", "Tonic", "Aqua, Alcohol Denat.", [[4, 1], [4, 20]]]),
            json!([3, "3", "Cream", "Aqua", [[6, 1], [6, 4]]]),
        ]
    );
}

#[test]
fn a_list_longer_than_any_is_judged_at_its_beginning() {
    let [spirit, water] = ["SD Alcohol 40-B", "Water"].map(|first| first.to_owned() + &", Water".repeat(50_000));
    let run = scan(format!("id,inci\n1,\"{spirit}\"\n2,\"{water}\"\n"), &["--format", "csv"]);
    let counts = ["products", "avoid", "clear", "unreadable", "rows_in_doubt"].map(|name| run.count(name));
    assert_eq!(counts, [2, 1, 0, 1, 2]);
    assert_eq!(run.faults("doubtful_rows")[0], ("long-list", 1, 2));
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
        let account = scan_bytes(&ENGINE, &bytes, TABLE, &mut std::io::sink());
        let products = contents(&ENGINE, &bytes, TABLE).map(|products| products.len() as u64);
        prop_assert_eq!(account.map(|account| account.products()), products);
    }
}
