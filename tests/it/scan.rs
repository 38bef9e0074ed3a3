//! Scans of whole catalogues: what comes out, whatever the way it was cut and dealt.

use std::io::Write;

use serde_json::{Value, json};

use crate::run::{Run, needlint, scan, scan_file};

const ROWS: u64 = 10_000;

/// A catalogue of several blocks with everything in it that makes places hard to count.
fn large_catalogue() -> String {
    let mut rows = String::from("id,name,description,ingredients\r\n");
    let text = format!("\"For skin,\r\nscalp and \"\"soul\"\".\n\n{}\"", "Every day, by night. ".repeat(12));
    for n in 0..ROWS {
        let row = match n % 7 {
            0 => format!("{n},\"Tonic\nNo {n}\",{text},\"Water, SD Alcohol 40-B,\r\nGlycerin\"\n"),
            1 => format!("{n},Crème,{text},\"Aqua, \"\"Cetearyl\"\" Alcohol, Glycerin, Panthenol\"\r\n"),
            2 => format!("{n},\"12\"\" comb\",{text},\n\n"),
            3 => format!("{n}\n"),
            4 => format!("{n},Spray,{text},\"Alcohol, Water\"\n"),
            _ => format!("{n},Serum,{text},\"Water, Glycerin, Propanediol\"\n"),
        };
        rows.push_str(&row);
    }
    rows.push_str("x,\"never closed\nlast,Tonic,,Water\n");
    rows
}

/// The products of a catalogue, those without a finding among them.
fn products(catalogue: impl AsRef<[u8]>) -> (Vec<Value>, Run) {
    let run = scan(catalogue, &["--format", "jsonl", "--all", "--jobs", "2"]);
    (run.lines(), run)
}

#[test]
fn the_same_bytes_come_out_for_any_number_of_jobs() {
    let catalogue = large_catalogue();
    assert!(catalogue.len() > 2 << 20, "several blocks");
    for arguments in ["json", "jsonl", "jsonl --all", "csv", "concise", "human --show 3", "github"] {
        let written = |jobs: &str| {
            let arguments: Vec<&str> =
                ["--format"].into_iter().chain(arguments.split(' ')).chain(["--jobs", jobs]).collect();
            let run = scan(&catalogue, &arguments);
            let [broken, doubtful] = ["broken_rows", "doubtful_rows"].map(|list| run.of_file(list).clone());
            // the clock is no part of what is compared
            let last = if arguments[1] == "human" { "; " } else { ",\"seconds\":" };
            (run.out[..run.out.rfind(last).unwrap_or(run.out.len())].to_owned(), broken, doubtful)
        };
        let one = written("1");
        assert!(one.0.len() > 100, "{arguments}");
        for jobs in ["2", "8"] {
            assert!(one == written(jobs), "{jobs} jobs write something else: {arguments}");
        }
    }
}

#[test]
fn findings_behind_the_limit_are_counted_and_not_shown() {
    let run = scan(format!("inci\n{}", "\"Water, SD Alcohol 40-B\"\n".repeat(60_000)), &["--show", "3", "--jobs", "2"]);
    assert_eq!(run.out.matches("error[needling/sd-alcohol]: ").count(), 3, "{}", run.out);
    assert!(run.out.contains("\n… and 59,997 more findings; use --show all"), "{}", run.out);
}

#[test]
fn records_that_are_longer_than_blocks_are_judged_like_any_other() {
    let mut catalogue = String::from("id,description,ingredients\n");
    for n in 0..12 {
        let description = "For skin and soul. ".repeat(if n % 3 == 0 { 300_000 } else { 1 });
        catalogue.push_str(&format!("{n},{description},\"Water, SD Alcohol 40-B\"\n"));
    }
    let [one, four] = ["1", "4"].map(|jobs| scan(&catalogue, &["--format", "jsonl", "--jobs", jobs]));
    assert_eq!((one.count("avoid"), one.faults("broken_rows").len(), one.out.lines().count()), (12, 0, 12));
    assert!(one.out == four.out, "4 jobs write something else");
}

#[test]
fn every_row_is_accounted_for() {
    let run = scan(large_catalogue(), &["--format", "csv", "--jobs", "2"]);
    let [products, broken] = ["products", "rows_without_product"].map(|name| run.count(name));
    assert_eq!(products + broken, ROWS + 2);
    assert_eq!(["avoid", "caution", "clear", "unreadable"].map(|name| run.count(name)).iter().sum::<u64>(), products);
    let kinds = run.of_file("broken_rows").as_array().unwrap();
    assert_eq!(kinds.iter().map(|kind| kind["rows"].as_u64().unwrap()).sum::<u64>(), broken);
    assert_eq!(run.faults("broken_rows").len(), 20);
    assert_eq!(run.count("bytes"), large_catalogue().len() as u64);
}

#[test]
fn reasons_are_summed_by_name() {
    let prose = "Our serum makes your skin feel soft and looks after it all day long. Use it every day.";
    let run = scan(format!("inci,x\n\"{prose}\",\n,1\n\"{prose}\",\n"), &[]);
    assert_eq!(run.receipt["unreadable_by_reason"], json!({ "empty": 1, "prose": 2 }));
}

#[test]
fn places_are_right_in_every_block() {
    let catalogue = large_catalogue();
    let flat = catalogue.replace("\r\n", "\n");
    let lines: Vec<&str> = flat.split('\n').collect();
    let (products, _) = products(&catalogue);
    let mut seen = 0;
    for finding in products.iter().flat_map(|product| product["findings"].as_array().unwrap()) {
        let line = lines[finding["line"].as_u64().unwrap() as usize - 1];
        let column = finding["column"].as_u64().unwrap() as usize - 1;
        let ingredient = finding["ingredient"].as_str().unwrap();
        assert_eq!(line.chars().skip(column).take(ingredient.chars().count()).collect::<String>(), ingredient);
        seen += 1;
    }
    assert!(seen >= ROWS / 7 * 2);
    for product in &products {
        let line = lines[product["line"].as_u64().unwrap() as usize - 1];
        assert!(line.starts_with(product["id"].as_str().unwrap()), "{line}");
    }
    let last = products.last().unwrap();
    assert_eq!((&last["id"], &last["row"]), (&"last".into(), &(ROWS + 2).into()));
}

#[test]
fn quoted_line_ends_count_as_lines_and_not_as_rows() {
    let (products, _) = products("id,ingredients\n1,\"Water,\nSD Alcohol 40-B\"\n\n2,\"é, SD Alcohol 40-B\"\n");
    let places: Vec<_> = products
        .iter()
        .map(|p| (&p["row"], &p["line"], &p["findings"][0]["line"], &p["findings"][0]["column"]))
        .map(|(row, line, at, column)| [row, line, at, column].map(|n| n.as_u64().unwrap()))
        .collect();
    assert_eq!(places, [[1, 2, 3, 1], [2, 5, 5, 7]]);
}

#[test]
fn an_unclosed_quote_is_text_and_costs_no_other_row() {
    let (products, run) = products("id,ingredients\n1,Water\n2,\"Water\n3,Water\n4,Water\n");
    let rows: Vec<_> = products.iter().map(|p| (p["id"].as_str().unwrap(), p["row"].as_u64().unwrap())).collect();
    assert_eq!(rows, [("1", 1), ("2", 2), ("3", 3), ("4", 4)]);
    assert_eq!((&products[1]["verdict"], &products[2]["verdict"]), (&"unreadable".into(), &"clear".into()));
    assert_eq!(run.faults("doubtful_rows"), [("unclosed-quote", 2, 3)]);
    let message = &run.of_file("doubtful_rows")[0]["first"][0]["message"];
    assert_eq!(message, "a quote in it has no closing quote, so it was read as text");
}

#[test]
fn what_casts_doubt_on_a_row_is_named() {
    for (rows, doubtful, in_doubt) in [
        ("1,\"Water\"x\n2,Water\n", &[("text-behind-quote", 1, 2)][..], 1),
        // a row with two faults is in doubt once
        ("1,Wa\0ter,9\n2,Water\n3\n", &[("too-many-fields", 1, 2), ("nul", 1, 2)], 2),
    ] {
        let (_, run) = products(format!("id,ingredients\n{rows}"));
        assert_eq!((run.faults("doubtful_rows"), run.count("rows_in_doubt")), (doubtful.to_vec(), in_doubt), "{rows}");
    }
}

#[test]
fn a_row_without_the_ingredients_cell_is_no_product() {
    let (products, run) = products("id,ingredients,size\n1\n2,Water\n,,\n3,Water,9,9\n");
    assert_eq!(products.len(), 2);
    assert_eq!(run.faults("broken_rows"), [("too-few-fields", 1, 2), ("blank", 3, 4)]);
    assert_eq!(run.faults("doubtful_rows"), [("too-many-fields", 4, 5)]);
    for (list, message) in [
        ("broken_rows", "it ends before the ingredients column: 1 of 2 fields"),
        ("doubtful_rows", "it has 4 fields, but the header has 3: does a cell with a delimiter need quotes?"),
    ] {
        assert_eq!(run.of_file(list)[0]["first"][0]["message"], message);
    }
}

#[test]
fn columns_are_found_and_announced() {
    let arguments = ["--ingredients", "text", "--id", "1", "--format", "csv"];
    let run = scan("key;title;Text\n7;Tonic;Water\n", &arguments);
    assert_eq!(run.told, "shop.csv: columns key (id), title (name), Text (ingredients); UTF-8, semicolon\n");
    assert_eq!(run.count("products"), 1);
}

#[test]
fn rows_that_are_not_utf8_are_read_and_counted() {
    for (bytes, kind, in_doubt, column) in [
        (&b"inci\n\"Caf\xe9, SD Alcohol 40-B\"\n"[..], "windows1252", 0, 8),
        (b"inci\n\"\xb0\xa1\xb3\xaa, SD Alcohol 40-B\"\n", "not-utf8", 1, 8),
    ] {
        let (products, run) = products(bytes);
        let finding = &products[0]["findings"][0];
        assert_eq!((&finding["line"], &finding["column"]), (&json!(2), &json!(column)), "{finding}");
        assert_eq!((run.faults("doubtful_rows"), run.count("rows_in_doubt")), (vec![(kind, 1, 2)], in_doubt));
    }
}

#[test]
fn json_lines_are_version_1() {
    let catalogue = "sku,title,inci\nSKU-1,Tonic,\"Water, SD Alcohol 40-B\"\nSKU-2,,\nSKU-3,,Water\n";
    let run = scan(catalogue, &["--format", "jsonl"]);
    let lines: Vec<_> = run.out.lines().collect();
    assert_eq!(lines.len(), 2);
    let keys = r#"{"schema":1,"source":"shop.csv","row":1,"line":2,"id":"SKU-1","name":"Tonic","verdict":"avoid","findings":[{"rule":"needling/sd-alcohol","severity":"error","certainty":"certain","ingredient":"SD Alcohol 40-B","rank":2,"section":"ingredients","concentration":{"low":"#;
    assert!(lines[0].starts_with(keys), "{}", lines[0]);
    let end = r#""span":{"start":7,"end":22},"line":2,"column":21,"message":"#;
    assert!(lines[0].contains(end), "{}", lines[0]);
    assert!(lines[0].ends_with(r#"}],"remarks":[],"names":{"read":2,"known":2}}"#), "{}", lines[0]);
    let unreadable = r#"{"schema":1,"source":"shop.csv","row":2,"line":3,"id":"SKU-2","name":null,"verdict":"unreadable","unreadable":"empty","findings":[],"remarks":[],"names":{"read":0,"known":0}}"#;
    assert_eq!(lines[1], unreadable);
}

#[test]
fn json_is_one_document_over_all_files() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["a.csv", "b.csv"] {
        std::fs::write(folder.path().join(file), "inci\n\"Water, Alcohol\"\nWater\n").unwrap();
    }
    let output = needlint(&folder, &["scan", "a.csv", "b.csv", "--format", "json", "--all"]).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let sources: Vec<_> = document["products"].as_array().unwrap().iter().map(|p| &p["source"]).collect();
    assert_eq!(sources, ["a.csv", "a.csv", "b.csv", "b.csv"]);
    assert_eq!(document["summary"]["products"], 4);
}

#[test]
fn json_without_products_is_a_document() {
    let run = scan("inci\n", &["--format", "json"]);
    assert_eq!((&run.document()["products"], run.count("products")), (&json!([]), 0));
}

#[test]
fn csv_holds_one_finding_a_row_and_no_formulas() {
    let catalogue = "id,name,ingredients\n=1+1,\"@Tonic, \"\"new\"\"\",\"Water, SD Alcohol 40-B\"\n2,x,Water\n";
    let report = scan(catalogue, &["--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(report.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 1);
    let cell = |name: &str| &rows[0][header.iter().position(|column| column == name).unwrap()];
    for (name, value) in [
        ("source", "shop.csv"),
        ("row", "1"),
        ("line", "2"),
        ("column", "32"),
        ("id", "'=1+1"),
        ("name", "'@Tonic, \"new\""),
        ("verdict", "avoid"),
        ("rule", "needling/sd-alcohol"),
        ("severity", "error"),
        ("certainty", "certain"),
        ("ingredient", "SD Alcohol 40-B"),
        ("rank", "2"),
        ("section", "ingredients"),
        ("start", "7"),
        ("end", "22"),
    ] {
        assert_eq!(cell(name), value, "{name}");
    }
    assert_eq!(cell("fingerprint").len(), 32);
}

#[test]
fn an_input_that_breaks_off_is_judged_up_to_there() {
    let rows = format!("inci\n{}", "\"Water, Alcohol Denat.\"\n".repeat(100_000));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(rows.as_bytes()).unwrap();
    // all rows are in what was written so far, and the end is not
    encoder.flush().unwrap();
    let run = scan_file("shop.csv.gz", encoder.get_ref(), &["--format", "csv"]);
    let error = "shop.csv.gz cannot be read: its gzip data ends too early, so the file is incomplete";
    assert_eq!((run.of_file("error"), run.of_file("complete"), run.code), (&json!(error), &json!(false), Some(1)));
    assert_eq!((run.count("products"), run.out.lines().count()), (100_000, 100_001));
}
