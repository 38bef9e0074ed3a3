//! Input that is broken, forged or gone: each is told of with its place, takes little, and is never clear.

use serde_json::json;

use crate::properties::workbook::Parts;
use crate::run::{needlint, scan_file};

/// A workbook of one sheet with these rows, as XML.
fn raw_workbook(rows: &str) -> Vec<u8> {
    Parts { rows: rows.to_owned(), ..Parts::default() }.zipped()
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
        ("Water, Glycerin, ".repeat(20_000), &[][..], 2),
        ("Water, Glycerin, ".repeat(20_000), &["--allow-unreadable"], 2),
        ("Alcohol Denat., ".repeat(20_000), &[], 1),
        ("Water, Glycerin, ".repeat(10_000), &[], 0),
    ] {
        std::fs::write(folder.path().join("label.txt"), text).unwrap();
        let output = needlint(&folder, &[&["check", "label.txt"], arguments].concat()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let is_told = told.contains("label.txt is longer than 256 kB; only the first 256 kB was checked");
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
    std::os::unix::fs::symlink("nowhere", path("links/gone.csv")).unwrap();
    let (code, products, complete, told) = scan(&["links"]);
    assert_eq!((code, products, complete), (Some(2), json!(1), json!(false)), "{told}");
    let (code, products, complete, told) = scan(&["shop/prices.csv"]);
    assert_eq!((code, products, complete), (Some(2), json!(0), json!(false)), "{told}");
}

#[test]
fn a_message_about_columns_is_short_however_long_their_names_are() {
    let run = scan_file("x.csv", format!("{},inci2\n1,Water\n", "x".repeat(1 << 20)), &["--ingredients", "list"]);
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
