//! Tables as spreadsheets and shops write them: with titles, types and formulas, in any encoding, and with odd quotes.

use encoding_rs::{Encoding, GB18030, KOI8_R, SHIFT_JIS, UTF_16LE, WINDOWS_1251};
use serde_json::Value;

use crate::run::{Run, folder, run, scan, scan_file};

const ALL: &[&str] = &["--format", "jsonl", "--all"];

fn table(catalogue: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    scan(catalogue, &[ALL, arguments].concat())
}

/// The products of a run, each as "id verdict row line".
fn products(run: &Run) -> Vec<String> {
    let number = |value: &Value| value.as_u64().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let lines = run.lines().into_iter().filter(|line| line.get("verdict").is_some());
    lines
        .map(|p| format!("{} {} {} {}", text(&p["id"]), text(&p["verdict"]), number(&p["row"]), number(&p["line"])))
        .collect()
}

const AVOID: &str = "\"Aqua, Alcohol Denat., Menthol\"";
const CLEAR: &str = "\"Aqua, Cetyl Alcohol\"";

#[test]
fn the_header_stands_below_titles_and_groups() {
    for (above, line) in [
        ("", 2),
        ("Products 2026,,\nConfidential,,\n,,\n", 5),
        ("Products 2026\n\nFrom the \"old\" shop\n", 5),
        // called like a column, and nothing but a title
        ("Ingredients\n\n", 4),
        ("Ingredients,,\nMay 2026\n", 4),
        ("Product,,Composition\n", 3),
        ("\"Products,\nall of them\",,\n", 4),
    ] {
        let run = table(format!("{above}SKU,Name,Ingredients\n1,Tonic,{AVOID}\n2,Cream,{CLEAR}\n"), &[]);
        let expected = [format!("1 avoid 1 {line}"), format!("2 clear 2 {}", line + 1)];
        assert_eq!(products(&run), expected, "{above}{}", run.told);
    }
    let deep = format!("{}inci\nWater\n", "A title\n".repeat(20));
    let told = table(deep, &[]).told;
    assert!(told.starts_with("error: shop.csv:1: could not find the ingredients column\n"), "{told}");
}

#[test]
fn what_stands_below_a_header_is_not_taken_for_one() {
    // the list of a product, and a product without one, are called like columns
    let run = table(format!("id,inci,size\n1,Water,\n2,ingredients,x\n3,{AVOID},5\n"), &[]);
    assert_eq!(products(&run), ["1 clear 1 2", "2 unreadable 2 3", "3 avoid 3 4"]);
    let told = table("x,y\nname,Tonic\ningredients,\"Aqua, Alcohol, Parfum\"\n", &[]).told;
    assert!(told.starts_with("error: shop.csv:1: could not find"), "{told}");
}

#[test]
fn what_is_nearest_to_a_header_is_named() {
    let told = table("A title,,\nsku,name,ingrediants\n1,Ingrediantia,Water\n", &[]).told;
    assert!(told.contains("shop.csv:2:") && told.contains("did you mean `ingrediants`?"), "{told}");
}

#[test]
fn the_line_of_the_header_can_be_given() {
    let catalogue = format!("{}\nInhalt,SKU\n{AVOID},1\n", "a title,x\n".repeat(30));
    let run = table(&catalogue, &["--header-row", "32", "--ingredients", "Inhalt"]);
    assert_eq!(products(&run), ["1 avoid 1 33"]);
    for (line, message) in
        [("1", "error: shop.csv:1: there is no column"), ("99", "error: shop.csv:99: there is no row")]
    {
        let told = table(&catalogue, &["--header-row", line, "--ingredients", "Inhalt"]).told;
        assert!(told.starts_with(message), "{told}");
    }
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, text) in [(0, "ingredients"), (24, "INCI"), (25, "Water, SD Alcohol 40")] {
        sheet.write(row, 0, text).unwrap();
    }
    let arguments = [ALL, &["--header-row", "25"]].concat();
    let run = scan_file("shop.xlsx", workbook.save_to_buffer().unwrap(), &arguments);
    assert_eq!(products(&run), ["- avoid 1 26"]);
}

#[test]
fn a_first_line_may_name_the_delimiter() {
    for (name, delimiter) in
        [("sep=;", ';'), ("\"sep=;\"", ';'), ("SEP=|", '|'), ("\u{feff}sep=\t", '\t'), ("sep=^", '^')]
    {
        let table_of = |quoted: &str| quoted.replace('^', &delimiter.to_string());
        let rows = table_of(&format!("\r\nArtikel^Inhaltsstoffe, alle^INCI\r\n1^x^{AVOID}\r\n"));
        let run = table(format!("{name}{rows}"), &[]);
        assert_eq!(products(&run), ["1 avoid 1 3"], "{name}: {}", run.told);
    }
    assert_eq!(products(&table("sep=;\n1;Water\n", &["--no-header", "--ingredients", "2"])), ["- clear 1 2"]);
}

#[test]
fn rows_that_explain_columns_are_no_products_and_told_of() {
    for (below, notes) in [
        ("string,string,INCI,ml\n", 1),
        ("(required),text,\"string\",number\n", 1),
        ("varchar(20),varchar(255),text,\n", 1),
        (",,,ml\n,,,max. 500\n", 2),
        ("Artikelnummer,Bezeichnung,Inhaltsstoffe,Größe\n", 1),
        ("sku,product_title,inci,size_ml\nString,String,String,Number\n", 2),
        ("必須,任意,全成分,ml\n", 1),
    ] {
        let run = table(format!("SKU,Name,Ingredients,Size\n{below}1,Tonic,{AVOID},50\n"), &[]);
        let lines: Vec<u64> = run.faults("broken_rows").into_iter().map(|(_, _, line)| line).collect();
        assert_eq!(lines, (2..2 + notes).collect::<Vec<u64>>(), "{below}{}", run.told);
        assert_eq!((run.count("rows_without_product"), run.count("rows_in_doubt")), (notes, 0), "{below}");
        assert_eq!(products(&run), [format!("1 avoid 1 {}", 2 + notes)], "{below}");
    }
    let run = table(format!("SKU,Ingredients\nstring,INCI\n1,{AVOID}\n"), &[]);
    assert!(run.told.contains("1 row with types, units or other names of the columns, not a product"), "{}", run.told);
}

#[test]
fn no_product_is_taken_for_an_explanation() {
    for row in [
        "101,Tonic,Ingredients,50",
        "101,Name,INCI,50",
        "A-1,Tonic,text,ml",
        "string,string,\"INCI, Alcohol\",ml",
        "id,Tonic,\"Water, Alcohol\",ml",
    ] {
        let run = table(format!("SKU,Name,Ingredients,Size\n{row}\n"), &[]);
        assert_eq!(products(&run).len(), 1, "{row}");
    }
    // nor below the first product
    let run = table("SKU,Ingredients\n1,Water\nstring,INCI\n", &[]);
    assert_eq!(products(&run).len(), 2);
}

#[test]
fn formulas_around_texts_are_read_as_the_texts() {
    let list = AVOID.replace('"', "\"\"");
    let run = table(format!("SKU,EAN,INCI\n=\"001\",4.0E+12,\"={list}\"\n\"=\"\"002\"\"\",1,=\"Water\"\n"), &[]);
    assert_eq!(products(&run), ["001 avoid 1 2", "002 clear 2 3"]);
    let finding = &run.lines()[0]["findings"][0];
    // =""Aqua, Alcohol
    assert_eq!((&finding["line"], &finding["column"]), (&2.into(), &"=\"001\",4.0E+12,\"=\"\"Aqua, A".len().into()));
    assert_eq!(finding["span"]["start"], "Aqua, A".len() - 1);
    assert_eq!(table("=\"SKU\",=\"INCI\"\n=\"\",=\"\"\n", &[]).count("unreadable"), 1);
}

#[test]
fn a_catalogue_may_be_in_any_encoding() {
    let japanese = "商品コード,全成分\n1,水、変性アルコール、メントール\n2,水、グリセリン\n";
    let russian = "id;name;inci\n1;Тоник;Вода, Спирт денатурированный\n2;Крем;Вода, Глицерин\n";
    let chinese = "编号\t成分\n1\t水、变性乙醇\n2\t水、甘油\n";
    for (text, encoding, name) in [
        (japanese, SHIFT_JIS, "shift_jis"),
        (russian, WINDOWS_1251, "cp1251"),
        (russian, KOI8_R, "KOI8-R"),
        (chinese, GB18030, "gb18030"),
    ] {
        let arguments = ["--encoding", name, "--ingredients", "inci", "--id", "1"];
        let arguments = if text == russian { &arguments[..] } else { &["--encoding", name, "--id", "1"] };
        let run = table(&*encoding.encode(text).0, arguments);
        let products = products(&run);
        assert!(products.len() == 2 && !products[0].contains("clear") && products[1] == "2 clear 2 3", "{products:?}");
        assert_eq!(run.of_file("encoding"), &encoding.name().to_lowercase());
    }
    let bytes: Vec<u8> = russian.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(table(bytes, &["--encoding", UTF_16LE.name()]).count("products"), 2);
    // a mark is surer than what was said
    assert_eq!(products(&table(format!("\u{feff}{russian}"), &["--encoding", "shift_jis"]))[1], "2 clear 2 3");
}

#[test]
fn what_an_encoding_does_not_have_breaks_its_row() {
    let encode = |text: &str, encoding: &'static Encoding| encoding.encode(text).0.into_owned();
    let rows = [encode("id,inci\n1,水\n2,", SHIFT_JIS), b"Caf\xfd Water\n3,Water\n".to_vec()].concat();
    let run = table(rows, &["--encoding", "shift_jis"]);
    assert_eq!(run.faults("doubtful_rows"), [("not-utf8", 2, 3)]);
    assert_eq!(products(&run)[1..], ["2 unreadable 2 3", "3 clear 3 4"]);
    let told = table("inci\n", &["--encoding", "klingon"]).told;
    assert!(told.contains("'klingon'") && told.contains("windows-1251") && told.contains("euc-kr"), "{told}");
    let told = table(b"inci\n\xb9\xb0\n", &[]).told;
    assert!(told.contains("such as --encoding shift_jis"), "{told}");
}

#[test]
fn a_label_may_be_in_any_encoding() {
    let label = SHIFT_JIS.encode("全成分：水、変性アルコール").0.into_owned();
    let check = |bytes: &[u8], arguments: &[&str]| {
        run(folder(&[("label.txt", bytes)]), &[&["check", "label.txt"], arguments].concat(), b"")
    };
    assert_eq!(check(&label, &["--encoding", "sjis"]).code, Some(1));
    let damaged = check(b"Water, \xff\xff", &["--encoding", "shift_jis"]);
    assert!(damaged.told.contains("label.txt is not Shift_JIS text"), "{}", damaged.told);
}

#[test]
fn quotes_may_be_text() {
    let rows = "id\tinci\n1\t\"Water\n2\tWater, SD Alcohol 40\n3\tWater, 5\" Silica\n4\t\"\"\n";
    let run = scan_file("shop.tsv", rows, &[ALL, &["--quote", "none"]].concat());
    assert_eq!(products(&run), ["1 clear 1 2", "2 avoid 2 3", "3 clear 3 4", "4 unreadable 4 5"]);
    assert_eq!(run.count("rows_in_doubt"), 0);
}

#[test]
fn a_quote_that_is_closed_far_behind_costs_its_own_row_and_no_other() {
    let tonic = "Aqua, Alcohol Denat., Menthol";
    for (file, rows, expected) in [
        // a quote that is an inch sign, or one that is missing
        (
            "x.tsv",
            format!("5\t\"Gel\t{tonic}\n6\tOil\"\tJojoba Oil\n7\tSoap\tSodium Palmate, Aqua"),
            &["5 avoid 1 2", "6 clear 2 3", "7 clear 3 4"][..],
        ),
        (
            "x.csv",
            format!("5,Gel,\"{tonic}\n6,Oil,{CLEAR}\n7,Soap,Aqua"),
            &["5 avoid 1 2", "6 clear 2 3", "7 clear 3 4"],
        ),
        (
            "x.csv",
            format!("5,\"Gel,{tonic}\n6,Oil\",{AVOID}\n7,Soap,Aqua"),
            &["5 avoid 1 2", "6 avoid 2 3", "7 clear 3 4"],
        ),
        // it swallows more of one record than a line
        ("x.csv", "5,Gel,\"Aqua,\nAlcohol Denat.\n6,Oil,\"Aqua, Parfum\"\n".into(), &["5 avoid 1 2", "6 clear 2 4"]),
        ("x.csv", "5,Gel,\"Aqua\r\n6,Oil,\"Aqua, Parfum\"\r\n".into(), &["5 unreadable 1 2", "6 clear 2 3"]),
        ("x.csv", "a-5,Gel,\"Aqua\nb-6,Oil,\"Aqua, Parfum\"\n".into(), &["a-5 unreadable 1 2", "b-6 clear 2 3"]),
        // one that is never closed
        ("x.csv", format!("5,Gel,\"{tonic}\n6,Oil,Aqua\n"), &["5 avoid 1 2", "6 clear 2 3"]),
        ("x.csv", format!("5,Gel,Aqua\n6,Oil,\"{tonic}"), &["5 clear 1 2", "6 avoid 2 3"]),
    ] {
        let head = ["id", "name", "inci"].join(if file == "x.tsv" { "\t" } else { "," });
        let run = scan_file(file, format!("{head}\n{rows}"), ALL);
        assert_eq!(products(&run), expected, "{rows}\n{}", run.told);
        assert!(run.faults("doubtful_rows").iter().all(|(kind, ..)| *kind == "unclosed-quote"), "{rows}");
        assert_eq!((run.count("rows_in_doubt"), run.count("rows_without_product")), (1, 0), "{rows}");
    }
}

#[test]
fn what_stands_behind_a_quoted_list_is_none_of_it() {
    let run = table("id,inci,size\n1,\"Aqua, Alcohol,50\n2,\"Aqua, Parfum\",60\n", &[]);
    assert_eq!(products(&run), ["1 caution 1 2", "2 clear 2 3"]);
    assert_eq!(run.lines()[0]["names"]["read"], 2, "{}", run.out);
}

#[test]
fn a_cell_of_many_lines_is_one_cell() {
    for (head, cell) in [
        // one ingredient a line, some of them with what could be an id
        ("id,inci", "Aqua,\nGlycerin,\n1,2-Hexanediol\n1,2-Hexanediol,\nCI 77491,\n7,8\nParfum"),
        ("id,name,inci", "Aqua\nGlycerin\n\nAlcohol Free\nPEG-8,\nCeteareth-20,x\n"),
        ("name,inci", "Aqua,\nGlycerin,Parfum,\nAqua,Parfum\n,"),
        ("name,id,size,inci", "Aqua, Glycerin, Parfum, Mica\nAqua, 2, 3, Mica\n"),
        // HTML
        (
            "id,name,inci",
            "<p>Aqua, <b class=\"\"x\"\">Glycerin</b>,\n<br>Parfum</p>\n<ul>\n<li>Mica, 5, Talc</li>\n</ul>\n",
        ),
        ("name,inci", "<p>Aqua,</p>\n<p>Parfum,Mica</p>\n"),
    ] {
        for delimiter in [",", "\t", ";"] {
            let head = head.replace(',', delimiter);
            let before = head.split(delimiter).map(|name| if name == "id" { "5" } else { "x" });
            let before: Vec<&str> = before.take(head.split(delimiter).count() - 1).collect();
            let run = table(
                format!("{head}\n{}{delimiter}\"{cell}\"\n", before.join(delimiter)),
                &["--delimiter", delimiter],
            );
            assert_eq!((products(&run).len(), run.count("rows_in_doubt")), (1, 0), "{head}: {cell}\n{}", run.told);
        }
    }
}

#[test]
fn folders_are_read_without_what_is_excluded() {
    let files = ["a.csv", "old/b.csv", "deep/old/c.csv", "deep/d-test.csv", "deep/e.csv"];
    let scan = |arguments: &[&str]| {
        let folder = folder(&files.map(|file| (file, "inci\nWater\n")));
        run(folder, &[&["scan", ".", "--receipt", "receipt.json"], arguments].concat(), b"")
    };
    for (arguments, count) in [
        (&[][..], 5),
        (&["--exclude", "old/"], 3),
        (&["--exclude", "/old"], 4),
        (&["--exclude", "old", "--exclude", "*-test.csv"], 2),
        (&["--exclude", "deep/**"], 2),
    ] {
        let run = scan(arguments);
        assert_eq!((run.count("products"), run.code), (count, Some(0)), "{arguments:?}: {}", run.told);
    }
    assert_eq!(scan(&["--exclude", "a[.csv"]).code, Some(2));
    // what is named is read
    let run = run(folder(&[("a.csv", "inci\nWater\n")]), &["scan", "a.csv", "--exclude", "*.csv"], b"");
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_cell_of_several_lines_is_one_cell() {
    for text in ["id,inci\n\"a\nb\",\"Water, Ethanol\"\n", "id,inci\n\"\r=1\",\"Water, Ethanol\"\n"] {
        let run = crate::run::scan(text, &["--format", "jsonl", "--all"]);
        assert_eq!((run.lines().len(), run.lines()[0]["verdict"].as_str()), (1, Some("caution")), "{text:?}");
    }
}
