//! Input that is broken, forged or gone: each is told of with its place, takes little, and is never clear.

use serde_json::json;

use crate::run::{needlint, scan_file};
use std::io::Write;

/// A workbook of one sheet with these rows, as XML.
fn raw_workbook(rows: &str) -> Vec<u8> {
    raw_workbook_of(1, rows)
}

/// A workbook of so many sheets, which are all the same part of the archive.
fn raw_workbook_of(sheets: u32, rows: &str) -> Vec<u8> {
    let sheets: String =
        (1..=sheets).map(|id| format!("<sheet name=\"Products {id}\" sheetId=\"{id}\" r:id=\"rId1\"/>")).collect();
    let namespace = "http://schemas.openxmlformats.org";
    let relationship = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{namespace}/package/2006/relationships\"><Relationship Id=\"rId1\" \
             Type=\"{namespace}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{namespace}/package/2006/content-types\">\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", relationship("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{namespace}/spreadsheetml/2006/main\" \
                 xmlns:r=\"{namespace}/officeDocument/2006/relationships\"><sheets>{sheets}</sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relationship("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{namespace}/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A row of a sheet, with texts in its first columns.
fn raw_row(number: u32, texts: &[&str]) -> String {
    let cell =
        |(letter, text): (char, &&str)| format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let cells: String = ('A'..).zip(texts).map(cell).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

#[test]
fn a_workbook_that_would_take_too_much_is_refused_before_a_row_is_judged() {
    let [head, end] =
        [raw_row(1, &["sku", "inci"]) + &raw_row(2, &["1", "Water, Alcohol Denat."]), raw_row(4, &["9", "Water"])];
    let with = |middle: &str| raw_workbook(&[&head, middle, &end].concat());
    let long = "x".repeat(1 << 20);
    let long_in = |row: u32| {
        format!(
            "its part xl/worksheets/sheet1.xml has a cell, a tag or a comment longer than 1 MB, in or below row {row}"
        )
    };
    for (workbook, problem) in [
        (with(&raw_row(3, &["2", &format!("Water, {long}")])), long_in(3)),
        (with(&raw_row(3, &["2", &format!("Water<!-- {long} -->")])), long_in(3)),
        (with(&format!("<row r=\"3\" x=\"{long}\"/>")), long_in(2)),
        (raw_workbook_of(200, &head), "several of its sheets are the same part xl/worksheets/sheet1.xml".to_owned()),
    ] {
        let run = scan_file("x.xlsx", workbook, &[]);
        let told = run.told.split_whitespace().collect::<Vec<_>>().join(" ");
        let refusal = format!("error: x.xlsx is not a readable workbook: {problem} help: ");
        assert!(run.code == Some(2) && told.starts_with(&refusal), "{told}");
    }
}

/// A row is not as wide as its last value is far.
#[test]
fn values_far_behind_the_header_are_there_and_nothing_else_is() {
    let far = "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>Alcohol Denat.</v></c><c r=\"XFC2\"><v>1</v></c><c r=\"XFD2\"><v>2</v></c></row>";
    let run = scan_file("x.xlsx", raw_workbook(&(raw_row(1, &["sku", "inci"]) + far)), &["--format", "jsonl", "--all"]);
    assert_eq!(run.lines()[0]["findings"][0]["ingredient"], "Alcohol Denat.");
    assert!(
        run.told.contains("x.xlsx, sheet Products 1 line 2: it has 4 fields, but the header has 2"),
        "{}",
        run.told
    );
}

/// A cell that cannot be read, or stands where none can, is one of a broken row, and the others are read.
#[test]
fn an_odd_cell_of_a_workbook_breaks_its_row_and_no_other() {
    let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |number: u32, cells: &[String]| format!("<row r=\"{number}\">{}</row>", cells.concat());
    let plain = |number: u32, id: &str, list: &str| {
        row(number, &[cell(&format!("A{number}"), id), cell(&format!("B{number}"), list)])
    };
    let head = plain(1, "sku", "inci") + &plain(2, "1", "Water, Glycerin");
    let odd = "<c r=\"B3\" t=\"s\"><v>99</v></c>".to_owned();
    for (rows, products, broken, in_doubt) in [
        // all of the row
        (row(3, std::slice::from_ref(&odd)) + &plain(4, "9", "Water, SD Alcohol 40"), 2, vec![3], 1),
        (row(3, &[cell("ZZZZZ3", "Water")]) + &plain(4, "9", "Water, SD Alcohol 40"), 2, vec![3], 1),
        (row(3, &["<c r=\"B3\" t=\"e\"><v>#WAT</v></c>".to_owned()]), 1, vec![3], 1),
        (plain(4_294_967_295, "9", "Water"), 1, vec![3], 1),
        // a part of it
        (row(3, &[cell("A3", "2"), odd.clone()]) + &plain(4, "9", "Water, SD Alcohol 40"), 3, vec![], 1),
        (row(3, &[odd, cell("C3", "x")]) + &plain(4, "9", "Water"), 3, vec![], 1),
    ] {
        let run = scan_file("x.xlsx", raw_workbook(&(head.clone() + &rows)), &["--format", "jsonl", "--all"]);
        let lines: Vec<u64> = run.faults("broken_rows").into_iter().map(|(_, _, line)| line).collect();
        let found = (run.count("products"), lines, run.count("rows_in_doubt"));
        assert_eq!(found, (products, broken, in_doubt), "{rows}\n{}", run.told);
    }
}

#[test]
fn a_label_that_is_no_label_is_judged_at_its_beginning_and_never_clear() {
    let folder = tempfile::tempdir().unwrap();
    for (text, arguments, code) in [
        ("Water, Glycerin, ".repeat(10_000), &[][..], 2),
        ("Water, Glycerin, ".repeat(10_000), &["--allow-unreadable"], 2),
        ("Alcohol Denat., ".repeat(10_000), &[], 1),
        ("Water, Glycerin, ".repeat(7_000), &[], 0),
    ] {
        std::fs::write(folder.path().join("label.txt"), text).unwrap();
        let output = needlint(&folder, &[&["check", "label.txt"], arguments].concat()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let is_told = told.contains("label.txt is longer than 128 kB; only the first 128 kB was checked");
        assert_eq!((output.status.code(), is_told), (Some(code), code != 0), "{told}");
    }
}

#[test]
fn files_of_settings_have_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("large.toml"), "#".repeat(1 << 21)).unwrap();
    std::fs::write(folder.path().join("extends.toml"), "extends = \"large.toml\"").unwrap();
    std::fs::write(folder.path().join("label.txt"), "Water, Glycerin").unwrap();
    let options = [("--rules", "large.toml"), ("--suppressions", "large.toml"), ("--config", "large.toml")];
    for (option, file) in options.into_iter().chain([("--config", "extends.toml")]) {
        let output = needlint(&folder, &["check", "label.txt", option, file]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let is_told = told.starts_with("error: large.toml is larger than 1 MB, the limit for a TOML file\n");
        assert!(output.status.code() == Some(2) && is_told, "{option} {file}: {told}");
    }
}

#[test]
fn a_pack_has_no_control_characters() {
    let folder = tempfile::tempdir().unwrap();
    let pack = std::fs::read_to_string("fixtures/packs/retinoids.toml").unwrap();
    for escape in ["\\u001b[2J", "\\e[2J", "\\u202e", "\\u0085"] {
        let forged = pack.replacen("title = \"", &format!("title = \"{escape}"), 1);
        std::fs::write(folder.path().join("pack.toml"), forged).unwrap();
        let output = needlint(&folder, &["rules", "list", "--rules", "pack.toml"]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let is_told = told.starts_with("error: a text has a control character\n") && told.contains("pack.toml:");
        assert!(output.status.code() == Some(2) && is_told, "{escape}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_in_a_folder_is_passed_over_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in ["shop", "brand", "links"] {
        std::fs::create_dir(path(name)).unwrap();
    }
    std::fs::write(path("shop/a.csv"), "sku,inci\n1,\"Water, Glycerin\"\n").unwrap();
    std::fs::write(path("shop/prices.csv"), "sku,price\n1,9.90\n").unwrap();
    std::fs::write(path("brand/b.csv"), "sku,inci\n2,\"Water, SD Alcohol 40\"\n").unwrap();
    let scan = |arguments: &[&str]| {
        let output =
            needlint(&folder, &[&["scan"], arguments, &["--receipt", "receipt.json"]].concat()).output().unwrap();
        let receipt = std::fs::read(path("receipt.json")).unwrap();
        let receipt: serde_json::Value = serde_json::from_slice(&receipt).unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), receipt["products"].clone(), receipt["complete"].clone(), told)
    };
    let (code, products, complete, told) = scan(&["shop"]);
    assert_eq!((code, products, complete), (Some(0), json!(1), json!(true)), "{told}");
    assert!(told.contains("shop/prices.csv: no ingredients column, so it was not scanned"), "{told}");
    // a folder that a link leads to, and one that leads back
    std::os::unix::fs::symlink("../brand", path("shop/brand")).unwrap();
    std::os::unix::fs::symlink("..", path("brand/back")).unwrap();
    let (code, products, complete, told) = scan(&["shop"]);
    assert_eq!((code, products, complete), (Some(1), json!(2), json!(true)), "{told}");
    // links to what is gone: to a catalogue, and to something else
    std::os::unix::fs::symlink("nowhere", path("links/gone.txt")).unwrap();
    std::os::unix::fs::symlink("../shop/a.csv", path("links/a.csv")).unwrap();
    let (code, products, complete, told) = scan(&["links"]);
    assert_eq!((code, products, complete), (Some(0), json!(1), json!(true)), "{told}");
    // one that is hidden, and a folder that leads to itself
    std::os::unix::fs::symlink("nowhere", path("links/.gone.csv")).unwrap();
    std::os::unix::fs::symlink(".", path("links/same")).unwrap();
    let (code, products, complete, told) = scan(&["links"]);
    assert_eq!((code, products, complete), (Some(0), json!(1), json!(true)), "{told}");
    // to a catalogue, to what may have been a folder of them, and to itself
    for (link, to, expected) in [
        ("links/gone.csv", "nowhere", "links/gone.csv is a link to a file or folder that does not exist"),
        ("links/brand", "../nowhere", "links/brand is a link to a file or folder that does not exist"),
        ("links/itself", "itself", "links could not be searched"),
    ] {
        std::os::unix::fs::symlink(to, path(link)).unwrap();
        let (code, products, complete, told) = scan(&["links"]);
        assert_eq!((code, products, complete), (Some(2), json!(1), json!(false)), "{told}");
        assert!(told.contains(expected), "{told}");
        let (code, _, complete, told) = scan(&["links", "--exclude", link.trim_start_matches("links/")]);
        assert_eq!((code, complete), (Some(0), json!(true)), "{told}");
        let (code, _, _, told) = scan(&[link, "shop/a.csv"]);
        assert!(code == Some(2) && !told.contains("did you mean"), "{told}");
        std::fs::remove_file(path(link)).unwrap();
    }
    let (code, products, complete, told) = scan(&["shop/prices.csv"]);
    assert_eq!((code, products, complete), (Some(2), json!(0), json!(false)), "{told}");
}

#[test]
fn half_a_character_in_json_is_damage_and_never_clear() {
    for list in
        [r#"["Water", "\ud83e\ud83e", "Glycerin", "Panthenol"]"#, r#""Water, \uddf4\uddf4\uddf4, Glycerin, Panthenol""#]
    {
        let product = format!("{{\"id\": 1, \"inci\": {list}}}");
        for (file, text) in [("x.jsonl", format!("{product}\n")), ("x.json", format!("[{product}]"))] {
            let run = scan_file(file, text, &["--all", "--format", "csv"]);
            assert!(run.out.contains(",unreadable,") && run.out.contains("damaged"), "{file} {list}: {}", run.out);
        }
    }
}

#[test]
fn a_message_about_columns_is_short_however_long_their_names_are() {
    let run = scan_file("x.csv", format!("{},inci2\n1,Water\n", "x".repeat(1 << 19)), &["--ingredients", "list"]);
    assert!(run.told.starts_with("error: x.csv:1: there is no column called `list`\n") && run.told.len() < 1_000);
}

#[test]
fn a_header_of_many_hundreds_of_columns_is_no_typing_error() {
    for (columns, is_suggested) in [(150, true), (250, false)] {
        let run = scan_file("x.csv", format!("{}ingredeints\n", "x,".repeat(columns)), &[]);
        assert_eq!(run.told.contains("did you mean `ingredeints`?"), is_suggested, "{columns}: {}", run.told);
    }
}

#[test]
fn objects_in_another_encoding_are_read_like_rows() {
    let windows = b"{\"id\":1,\"inci\":\"Eau, Glycerin\"}\n{\"id\":2,\"inci\":\"Eau, Alcool d\xe9natur\xe9\"}\n";
    let run = scan_file("x.jsonl", windows, &["--format", "jsonl", "--all"]);
    assert_eq!((run.count("products"), run.count("avoid"), run.count("rows_in_doubt")), (2, 1, 0), "{}", run.told);
    let stray = b"{\"id\":1,\"inci\":[\"Water\",\"Alc\xffohol\"]}\n{\"id\":2,\"inci\":\"Water, SD Alcohol 40\"}\n";
    let run = scan_file("x.jsonl", stray, &["--format", "jsonl", "--all"]);
    assert_eq!((run.count("products"), run.count("clear"), run.count("avoid")), (2, 0, 1), "{}", run.told);
}

#[test]
fn of_many_findings_the_most_severe_are_listed_and_all_are_counted() {
    let list = format!("Water, {}SD Alcohol 40-B", "Methyl Alcohol, ".repeat(300));
    let run = scan_file("x.csv", format!("sku,inci\n1,\"{list}\"\n"), &["--format", "jsonl"]);
    let line = &run.lines()[0];
    let findings = line["findings"].as_array().unwrap();
    assert_eq!((findings.len(), &findings[249]["ingredient"]), (250, &json!("SD Alcohol 40-B")));
    assert_eq!(
        (&line["verdict"], &line["unlisted"]),
        (&json!("avoid"), &json!({"errors": 0, "warnings": 51, "notes": 1}))
    );
    assert_eq!((run.count("errors"), run.count("warnings")), (1, 300));
    assert_eq!(run.faults("doubtful_rows"), [("many-findings", 1, 2)]);
}
