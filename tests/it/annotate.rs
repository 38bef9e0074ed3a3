//! Annotated catalogues: what is added, and that all else stays what it was.

use crate::run::{Run, scan, scan_file};

const COLUMNS: [&str; 3] = ["needlint_verdict", "needlint_rules", "needlint_message"];

/// Which rows are given back.
const ALL: &[&str] = &[];
const FLAGGED: &[&str] = &["--flagged"];

fn annotated(catalogue: impl AsRef<[u8]>, arguments: &[&str]) -> Vec<u8> {
    let arguments = [&["--quiet", "--format", "csv", "--annotate", "annotated.csv"], arguments].concat();
    std::fs::read(scan(catalogue, &arguments).folder.path().join("annotated.csv")).unwrap()
}

fn annotate(catalogue: &str, kept: &[&str]) -> String {
    String::from_utf8(annotated(catalogue, kept)).unwrap()
}

const SD: &str = "needling/sd-alcohol,\"SD alcohol is listed: SD Alcohol 40-B is specially denatured ethanol, at most 50 \
                  % (listed second of two)\"";

#[test]
fn three_columns_stand_at_the_end_of_every_row() {
    let short = "unreadable,,it ends before the ingredients column: 1 of 2 fields";
    for (catalogue, kept, annotated) in [
        ("id,inci\n1,Water\n", ALL, "id,inci,V,R,M\n1,Water,clear,,\n".to_owned()),
        ("id,inci\n1,Water", ALL, "id,inci,V,R,M\n1,Water,clear,,".to_owned()),
        ("\u{feff}id,inci\r\n1,Water\r\n", ALL, "\u{feff}id,inci,V,R,M\r\n1,Water,clear,,\r\n".to_owned()),
        (
            "id,inci\n1,\"Water, SD Alcohol 40-B\"\n",
            ALL,
            format!("id,inci,V,R,M\n1,\"Water, SD Alcohol 40-B\",avoid,{SD}\n"),
        ),
        ("id;inci\n1;Water\n", ALL, "id;inci;V;R;M\n1;Water;clear;;\n".to_owned()),
        ("id,inci,size\n1,\n", ALL, "id,inci,size,V,R,M\n1,,,unreadable,,it is empty\n".to_owned()),
        ("id,inci\n1\n", ALL, format!("id,inci,V,R,M\n1,,{short}\n")),
        ("id,inci\n,\n\n\n1,Water\n", ALL, "id,inci,V,R,M\n,,,,\n\n\n1,Water,clear,,\n".to_owned()),
        ("\n\nid,inci\n1,Water,,\n", ALL, "\n\nid,inci,V,R,M\n1,Water,,,clear,,\n".to_owned()),
        ("id,inci\n1,\"Water\n2,Water\n", ALL, "id,inci,V,R,M\n1,\"Water\n2,Water,clear,,\n".to_owned()),
        (
            "id,inci\n1,Water\r\n2,\"Water, SD Alcohol 40-B\"\r\n\r\n3\n4,\"Water\n,\n5,Water\n6,",
            FLAGGED,
            format!(
                "id,inci,V,R,M\n2,\"Water, SD Alcohol 40-B\",avoid,{SD}\r\n3,,{short}\n4,\"Water\n6,,unreadable,,it is empty"
            ),
        ),
        (
            "id,inci\n1,Water\n\n2,\n3,\"Water\r\n4,Water\r\n5,\r\n",
            FLAGGED,
            "id,inci,V,R,M\n2,,unreadable,,it is empty\n3,\"Water\r\n5,,unreadable,,it is empty\r\n".to_owned(),
        ),
        ("id,inci\n1,Water\n2,\"Aqua", FLAGGED, "id,inci,V,R,M\n2,\"Aqua".to_owned()),
    ] {
        let names = COLUMNS.join(&annotated[annotated.find('V').unwrap() - 1..][..1]);
        let annotated = ["V,R,M", "V;R;M"].iter().fold(annotated, |text, short| text.replace(short, &names));
        assert_eq!(annotate(catalogue, kept), annotated, "{catalogue:?}");
    }
}

#[test]
fn three_fields_stand_at_the_end_of_every_object() {
    let catalogue = "{\"id\": 1, \"inci\": \"Water\" } \r\n\n{\"inci\": \"Aqua, Crème Alcool\"}\n{}\n{\"inci\": oops}\n[1]\n\
        {\"inci\": [\"Water\", \"SD Alcohol 40-B\"]}";
    let annotated = |kept: &[&str]| {
        let arguments = [&["--quiet", "--format", "csv", "--annotate", "out.jsonl"], kept].concat();
        let folder = scan_file("shop.jsonl", catalogue, &arguments).folder;
        std::fs::read_to_string(folder.path().join("out.jsonl")).unwrap()
    };
    let all = annotated(ALL);
    let lines: Vec<&str> = all.split('\n').collect();
    let fields = |verdict: &str| format!("\"needlint_verdict\":\"{verdict}\",\"needlint_rules\":\"");
    assert_eq!(
        lines[0],
        format!("{{\"id\": 1, \"inci\": \"Water\" ,{}\",\"needlint_message\":\"\"}} \r", fields("clear"))
    );
    assert_eq!(lines[1], "");
    assert!(lines[2].starts_with(&format!("{{\"inci\": \"Aqua, Crème Alcool\",{}", fields("clear"))), "{}", lines[2]);
    assert!(lines[3].starts_with(&format!("{{{}", fields("unreadable"))), "{}", lines[3]);
    assert_eq!(&lines[4..6], ["{\"inci\": oops}", "[1]"]);
    assert!(
        lines[6].contains(&format!("],{}needling/sd-alcohol", fields("avoid"))) && lines[6].ends_with("\"}"),
        "{}",
        lines[6]
    );
    for line in [0, 2, 3, 6] {
        serde_json::from_str::<serde_json::Value>(lines[line]).unwrap();
    }
    assert_eq!(annotated(FLAGGED), lines[2..].join("\n"));
    // once more, the fields stand there once
    let again = scan_file("shop.jsonl", &all, &["--quiet", "--annotate", "out.jsonl"]).folder;
    let again = std::fs::read_to_string(again.path().join("out.jsonl")).unwrap();
    assert_eq!(again.split('\n').next(), Some(lines[0]));
}

#[test]
fn notes_are_flagged_too() {
    let catalogue = "id,inci\n1,\"Water, Moonflower Alcohol\"\n2,Water\n";
    let flagged = annotate(catalogue, FLAGGED);
    assert!(flagged.contains("1,\"Water, Moonflower Alcohol\",clear,label/unknown-alcohol,"), "{flagged}");
    assert_eq!(flagged.lines().count(), 2);
}

#[test]
fn without_a_header_no_column_has_a_name() {
    let annotated = annotate("\u{feff}\n1,Water\n2,\n", &["--no-header", "--ingredients", "2"]);
    assert_eq!(annotated, "\u{feff}\n1,Water,clear,,\n2,,unreadable,,it is empty\n");
}

#[test]
fn what_is_added_is_written_as_its_row_is() {
    for (list, added) in [
        ("Aqua, Crème Alcool".as_bytes(), "listed: Crème Alcool".as_bytes()),
        (b"Aqua, Cr\xe8me Alcool", b"listed: Cr\xe8me Alcool"),
        ("Aqua, 변성알코올".as_bytes(), "listed: 변성알코올".as_bytes()),
    ] {
        let annotated = annotated([b"inci,x\n\"", list, b"\",\n"].concat(), ALL);
        let text = String::from_utf8_lossy(&annotated);
        assert!(annotated.windows(added.len()).any(|window| window == added), "{text}");
    }
}

#[test]
fn what_cannot_come_back_as_it_was_is_refused() {
    let utf16: Vec<u8> = "\u{feff}id,inci\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let once = annotate("id,inci\n1,Water\n", ALL);
    for (file, catalogue, message) in [
        ("shop.xml", &b"<a><product><inci>Water</inci></product></a>"[..], "shop.xml cannot be annotated: it is XML\n"),
        ("shop.csv", &utf16, "shop.csv cannot be annotated: it is UTF-16 LE\n"),
        ("shop.csv", once.as_bytes(), "shop.csv:1: the catalogue already has a column `needlint_verdict`\n"),
    ] {
        let Run { code, told, .. } = scan_file(file, catalogue, &["--annotate", "annotated.csv"]);
        assert!(code == Some(2) && told.starts_with(&format!("error: {message}")), "{told}");
    }
}

/// A workbook with a title above the header, a row between, and a second sheet.
fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let rows: [&[(u32, u16, &str)]; 2] = [
        &[
            (0, 0, "Spring"),
            (2, 0, "sku"),
            (2, 1, "inci"),
            (3, 0, "a"),
            (3, 1, "Water, SD Alcohol 40-B"),
            (5, 0, "b"),
            (5, 1, "Water, Cetyl Alcohol\nGlycerin"),
        ],
        &[(0, 0, "sku"), (0, 1, "inci"), (1, 0, "c"), (1, 1, "n/a")],
    ];
    for rows in rows {
        let sheet = workbook.add_worksheet();
        for (row, column, text) in rows {
            sheet.write(*row, *column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_comes_back_with_three_columns() {
    let run = scan_file("shop.xlsx", workbook(), &["--quiet", "--annotate", "out.xlsx"]);
    let out = std::fs::read(run.folder.path().join("out.xlsx")).unwrap();
    let read = |ingredients: &str, id: &str| {
        let arguments = ["--format", "jsonl", "--all", "--ingredients", ingredients, "--id", id];
        let lines = scan_file("out.xlsx", &out, &arguments).out;
        let of = |line: &str, name: &str| -> String {
            let product: serde_json::Value = serde_json::from_str(line).unwrap();
            product[name].to_string()
        };
        lines
            .lines()
            .map(|line| format!("{} {} {}", of(line, "line"), of(line, "id"), of(line, "verdict")))
            .collect::<Vec<_>>()
    };
    // what stood there stands there, on the same rows
    assert_eq!(read("inci", "sku"), ["4 \"a\" \"avoid\"", "6 \"b\" \"clear\"", "2 \"c\" \"unreadable\""]);
    // and what is added stands on the rows that it is said of
    let ids =
        |lines: Vec<String>| lines.iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(read("inci", "needlint_verdict")), ["\"avoid\"", "\"clear\"", "\"unreadable\""]);
    assert_eq!(ids(read("inci", "needlint_rules"))[0], "\"needling/sd-alcohol\"");
    let twice = scan_file("out.xlsx", &out, &["--annotate", "twice.xlsx"]);
    assert!(twice.told.contains("out.xlsx:3: the catalogue already has a column `needlint_verdict`"), "{}", twice.told);
    let flagged = scan_file("shop.xlsx", workbook(), &["--annotate", "out.xlsx", "--flagged"]);
    assert!(flagged.told.contains("a workbook, of which no rows can be left out"), "{}", flagged.told);
}

#[test]
fn a_workbook_without_room_is_refused_before_it_is_scanned() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for last in [0, 16_381] {
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["sku", "inci"]).unwrap().write_row(1, 0, ["a", "Water, SD Alcohol 40-B"]).unwrap();
        sheet.write(1, last, "a").unwrap();
    }
    let run = scan_file("full.xlsx", workbook.save_to_buffer().unwrap(), &["--annotate", "out.xlsx"]);
    assert_eq!((run.code, run.count("products")), (Some(2), 0), "{}", run.told);
    let expected = "error: full.xlsx cannot be annotated: its sheet Sheet2 has no room for three more columns\n";
    assert!(run.told.starts_with(expected), "{}", run.told);
    assert!(!run.folder.path().join("out.xlsx").exists());
}

#[test]
fn lines_that_are_too_long_come_back_too() {
    let catalogue = format!("id,inci\n1,Water\n{}\n2,Water\n", "x".repeat(40 << 20));
    let annotated = annotated(&catalogue, &["--jobs", "2"]);
    let (head, rest) = annotated.split_at(annotated.iter().position(|byte| *byte == b'x').unwrap());
    assert!(head.ends_with(b"\n1,Water,clear,,\n"));
    assert!(rest.starts_with(&catalogue.as_bytes()[16..16 + (40 << 20)]));
    assert_eq!(&rest[40 << 20..], b"\n2,Water,clear,,\n");
}
