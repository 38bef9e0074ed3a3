//! What a catalogue is taken for: its format, its columns and its rows, and how one that is none is refused.

use serde_json::{Value, json};

use crate::run::{Run, scan, scan_file};

/// What is told of a catalogue before its results.
fn told(file: &str, bytes: impl AsRef<[u8]>, arguments: &[&str]) -> String {
    let run = scan_file(file, bytes, &[&["--format", "jsonl"], arguments].concat());
    run.told.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn how_a_catalogue_is_written_is_found_out() {
    for (bytes, expected) in [
        (&b"id,inci\n1,\n"[..], "columns id (id), inci (ingredients); UTF-8, comma"),
        (b"\xef\xbb\xbfinci;id\n;1\n", "columns id (id), inci (ingredients); UTF-8 with a byte order mark, semicolon"),
        (b"\xff\xfei\0n\0c\0i\0", "column inci (ingredients); UTF-16 LE, comma"),
        (b"inci\nCr\xe8me", "column inci (ingredients); not UTF-8, so read as Windows-1252, comma"),
        (b"{\"inci\": \"\"}\n", "column inci (ingredients); UTF-8, JSON Lines"),
        (b"inci,inci\n", "column inci (ingredients); UTF-8, comma; several columns are called `inci`; using number 1"),
    ] {
        assert_eq!(told("x", bytes, &[]), format!("x: {expected}"));
    }
    let arguments = ["--no-header", "--ingredients", "2", "--id", "1"];
    let expected = "x: columns 1 (id), 2 (ingredients); no header, UTF-8, pipe";
    assert_eq!(told("x", "7|Water, Alcohol\n8|Water\n", &arguments), expected);
}

#[test]
fn how_a_catalogue_is_written_stands_in_the_receipt() {
    let run = scan("id;inci;ingredients\n", &[]);
    let column = |name: &str, number: usize| json!({ "name": name, "number": number });
    for (fact, expected) in [
        ("format", json!("csv")),
        ("delimiter", json!(";")),
        ("compression", Value::Null),
        ("encoding", json!("utf-8")),
        ("header", json!(true)),
        ("sheet", Value::Null),
        ("other_sheets", json!([])),
        ("columns", json!({ "ingredients": column("inci", 2), "id": column("id", 1), "name": null, "group": null })),
        ("passed_over", json!([column("ingredients", 3)])),
        ("repeated", json!([])),
    ] {
        assert_eq!(*run.of_file(fact), expected, "{fact}");
    }
}

#[test]
fn delimiters_are_found_in_the_header_or_in_rows_where_there_is_none() {
    for (header, delimiter) in [
        ("id,name,ingredients", "comma"),
        ("id;name;ingredients", "semicolon"),
        ("id\tname, and brand, and size\tingredients", "tab"),
        ("\"a,b,c,d\"|ingredients", "pipe"),
        ("ingredients", "comma"),
    ] {
        let told = told("x", header, &[]);
        assert!(told.ends_with(&format!("; UTF-8, {delimiter}")), "{told}");
    }
    for (rows, delimiter) in [
        ("1;Water, Alcohol\n2;Aqua, Glycerin\n", "semicolon"),
        ("1|Water,Alcohol\n2|Aqua\n", "pipe"),
        ("1,\"Water, Alcohol\"\n2,Aqua\n", "comma"),
        ("1\tWater, Glycerin, CI\n", "tab"),
    ] {
        let told = told("x", rows, &["--no-header", "--ingredients", "2"]);
        assert!(told.ends_with(&format!("; no header, UTF-8, {delimiter}")), "{told}");
    }
}

#[test]
fn a_header_that_reads_like_a_product_is_in_doubt() {
    for (rows, arguments, doubts) in [
        ("7,\"Aqua, CI 19140, Glycerin\"\n", &["--ingredients", "2"][..], &[("product-for-header", 0, 0)][..]),
        ("7,\"Aqua, CI 19140, Glycerin\"\n", &["--ingredients", "2", "--no-header"], &[]),
        ("id,inci\n", &["--ingredients", "2"], &[]),
    ] {
        let run = scan(rows, arguments);
        let faults = run.faults("doubtful_rows");
        assert_eq!(faults.iter().map(|(kind, row, _)| (*kind, *row, 0)).collect::<Vec<_>>(), doubts, "{rows}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_told_of_where_they_are_read() {
    let run = scan(b"inci,x\nCaf\xe9,\n\xb9\xb0,\nAqua,\xe9", &[]);
    assert_eq!(run.faults("doubtful_rows"), [("not-utf8", 2, 3), ("windows1252", 1, 2)]);
}

#[test]
fn what_is_no_catalogue_is_refused_by_name() {
    for (bytes, arguments, message) in [
        (&b""[..], &[][..], "x is empty"),
        (b"\n\r\n", &[], "x is empty"),
        (b"\xef\xbb\xbf", &[], "x is empty"),
        (b"ingredients\0", &[], "x is binary data, not text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[], "x is a PNG image, not text"),
        (b"\x93\xfa\xff\n\0\0\x01\xbe", &[], "x is binary data, not text"),
        (b"\x93,\"\xff\n\0\0\x01\xbe", &[], "x is binary data, not text"),
        (b"\x93\xfa\xff\n1", &[], "x:1: could not find the ingredients column"),
        (b"\nid,\"ingredients\n1,2", &[], "x:2: a quote in the header has no closing quote"),
        (b"\n\nid,price\n1,2", &[], "x:3: could not find the ingredients column"),
        (b"{\"id\": 1}\n", &[], "x:1: could not find the ingredients column"),
        (
            b"PK\x03\x04rest",
            &[],
            "x is not a readable workbook: its zip archive is incomplete (invalid Zip archive: Could not find EOCD)",
        ),
        (b"\xd0\xcf\x11\xe0", &[], "x is an .xls workbook or a workbook with a password, not text"),
        (b"\xfd7zXZ\0", &[], "x is xz data, not text"),
        (b"\n[{\n", &["--input-format", "jsonl"], "x:2: this line is not a JSON object"),
        (b"id,inci", &["--input-format", "xlsx"], "x is not a readable workbook: it does not start like an .xlsx file"),
    ] {
        assert_eq!(told("x", bytes, arguments), format!("error: {message}"));
    }
}

/// The columns that were taken, by what they are taken for.
fn columns(run: &Run) -> [Option<&str>; 4] {
    ["ingredients", "id", "name", "group"].map(|column| run.of_file("columns")[column]["name"].as_str())
}

fn numbers(columns: &Value) -> Vec<u64> {
    columns.as_array().unwrap().iter().map(|column| column["number"].as_u64().unwrap()).collect()
}

#[test]
fn columns_are_found_by_their_usual_names() {
    for (header, ingredients, id, name) in [
        ("sku,title,inci", "inci", Some("sku"), Some("title")),
        ("INGREDIENTS", "INGREDIENTS", None, None),
        ("Product_Name,Ingredient List,Barcode", "Ingredient List", Some("Barcode"), Some("Product_Name")),
        ("code,product-name,ingredients_text", "ingredients_text", Some("code"), Some("product-name")),
        ("제품명,전성분", "전성분", None, Some("제품명")),
        ("Название,Состав", "Состав", None, Some("Название")),
        ("Ingre\u{301}dients :,Nom", "Ingre\u{301}dients :", None, Some("Nom")),
        ("row,Product Formulation", "Product Formulation", None, None),
        ("id,ingredients_text_fr,ingredients_text_en", "ingredients_text_fr + ingredients_text_en", Some("id"), None),
        ("id,ingredients_ko,ingredients", "ingredients_ko + ingredients", Some("id"), None),
        ("ean,id,name,SKŁAD", "SKŁAD", Some("id"), Some("name")),
    ] {
        assert_eq!(columns(&scan(header, &[])), [Some(ingredients), id, name, None], "{header}");
    }
}

#[test]
fn a_brand_groups_where_it_may_and_nothing_else_is_asked_for() {
    for (header, arguments, group) in [
        ("id,Brand Name,inci", &["--format", "html"][..], Some("Brand Name")),
        ("id,vendor,brand,inci", &["--format", "html"], Some("brand")),
        ("id,brand,inci", &[], None),
        ("id,brand,shop,inci", &["--format", "html", "--group-by", "shop"], Some("shop")),
        ("id,shop,inci", &["--format", "html"], None),
    ] {
        assert_eq!(columns(&scan(header, arguments))[3], group, "{header}");
    }
}

#[test]
fn the_best_of_several_columns_is_taken_and_the_others_are_named() {
    for (header, number, repeated, passed_over) in [
        ("id,Composition,Ingredients,INCI,Ingredients", 4, &[][..], &[3, 5, 2][..]),
        ("id,inci,INCI,inci,id,name", 2, &[2, 1], &[3]),
    ] {
        let run = scan(header, &[]);
        assert_eq!(run.of_file("columns")["ingredients"]["number"], number, "{header}");
        let others = ["repeated", "passed_over"].map(|list| numbers(run.of_file(list)));
        assert_eq!(others, [repeated.to_vec(), passed_over.to_vec()], "{header}");
    }
}

#[test]
fn a_column_asked_for_goes_by_name_before_number() {
    for (header, wanted, number) in [
        ("id,text", "text", 2),
        ("id,Text Of Label", "text_of_label", 2),
        ("Text,text", "text", 2),
        ("id,b,c", "3", 3),
        ("3,b,c", "3", 1),
    ] {
        let run = scan(header, &["--ingredients", wanted]);
        assert_eq!(run.of_file("columns")["ingredients"]["number"], number, "{wanted} of {header}");
    }
}

#[test]
fn without_a_header_columns_go_by_number() {
    let none = "without a header, choose columns by number, as in --ingredients 2; there are columns 1 to 3";
    for (arguments, expected) in [
        (&["--ingredients", "2"][..], "x: column 2 (ingredients); no header, UTF-8, comma".to_owned()),
        (
            &["--ingredients", " 2", "--id", "1"],
            "x: columns 1 (id), 2 (ingredients); no header, UTF-8, comma".to_owned(),
        ),
        (&["--ingredients", "4"], format!("error: x:1: there is no column called `4`\n  help: {none}")),
        (&["--ingredients", "0"], format!("error: x:1: there is no column called `0`\n  help: {none}")),
        (
            &["--ingredients", "2", "--id", "sku"],
            format!("error: x:1: there is no column called `sku`\n  help: {none}"),
        ),
    ] {
        let arguments = [&["--no-header", "--format", "jsonl"], arguments].concat();
        let Run { told, .. } = scan_file("x", "7,\"Aqua, CI\",9\n", &arguments);
        assert!(told.starts_with(&expected), "{told}");
    }
    assert_eq!(scan("7,Aqua\n", &["--no-header"]).code, Some(2), "somebody has to say which");
}

#[test]
fn a_missing_column_is_told_with_the_nearest_and_those_there_are() {
    let usual = "could not find the ingredients column";
    let long: Vec<String> = (0..33).map(|number| number.to_string()).collect();
    for (header, wanted, message, help) in [
        (
            "id,ingrediants",
            None,
            usual,
            "did you mean `ingrediants`? If so, use --ingredients \"ingrediants\" (columns: `id`, `ingrediants`)",
        ),
        (
            "id,Key Ingredients",
            None,
            usual,
            "did you mean `Key Ingredients`? If so, use --ingredients \"Key Ingredients\" (columns: `id`, `Key \
             Ingredients`)",
        ),
        ("id,price", None, usual, "choose it with --ingredients, by name or by number from 1 (columns: `id`, `price`)"),
        (
            "id,ingredients",
            Some("ingredient"),
            "there is no column called `ingredient`",
            "did you mean `ingredients`? (columns: `id`, `ingredients`)",
        ),
        (
            "id,ingredients",
            Some("3"),
            "there is no column called `3`",
            "use a column name or a number from 1 (columns: `id`, `ingredients`)",
        ),
        (
            "id,ingredients",
            Some("0"),
            "there is no column called `0`",
            "use a column name or a number from 1 (columns: `id`, `ingredients`)",
        ),
        (
            "A1,\"Aqua, CI 19140, Glycerin\"",
            None,
            usual,
            "the first row looks like a product: if there is no header, use --no-header --ingredients 2 (columns: \
             `A1`, `Aqua, CI 19140, Glycerin`)",
        ),
        (&long.join(","), Some("inki"), "there is no column called `inki`", "`28`, `29` and 3 more)"),
    ] {
        let arguments: Vec<&str> = wanted.into_iter().flat_map(|wanted| ["--ingredients", wanted]).collect();
        let Run { told, .. } = scan(header, &arguments);
        assert!(told.starts_with(&format!("error: shop.csv:1: {message}\n  help: ")), "{told}");
        assert!(told.replace("\n        ", " ").trim_end().ends_with(help), "{told}");
    }
}

/// What the first row of a catalogue is: its list, its id and the fault that casts doubt on it, or that for which it is
/// no product.
fn first_row(
    file: &str, catalogue: &str, arguments: &[&str],
) -> Result<(String, Option<String>, Option<String>), String> {
    let run = scan_file(file, catalogue, &[arguments, &["--format", "jsonl", "--all"]].concat());
    let message = |list: &str| run.of_file(list)[0]["first"][0]["message"].as_str().map(str::to_owned);
    if let Some(broken) = message("broken_rows") {
        return Err(broken);
    }
    let way =
        needlint::trial::Way { format: (file == "shop.jsonl").then_some("jsonl"), ..needlint::trial::Way::default() };
    let engine = needlint::Engine::new(vec![needlint::RulePack::builtin()]);
    let contents = needlint::trial::contents(&engine, catalogue.as_bytes(), way).unwrap();
    let text = |at: usize| contents[0][at].as_str().map(str::to_owned);
    Ok((text(3).unwrap(), text(1), message("doubtful_rows")))
}

type Row = Result<(&'static str, Option<&'static str>, Option<&'static str>), &'static str>;

fn assert_first_row(file: &str, catalogue: &str, expected: Row) {
    let owned = |text: &str| text.to_owned();
    let expected = expected.map(|(list, id, doubt)| (owned(list), id.map(owned), doubt.map(owned))).map_err(owned);
    assert_eq!(first_row(file, catalogue, &[]), expected, "{catalogue}");
}

#[test]
fn records_become_products() {
    let other = Some("another column with the same name has a different list, which was not checked");
    let (four_of_three, four_of_two) = (
        Some("it has 4 fields, but the header has 3: does a cell with a delimiter need quotes?"),
        Some("it has 4 fields, but the header has 2: does a cell with a delimiter need quotes?"),
    );
    let behind = Some("there is text after a closing quote, so it may be two rows in one");
    for (catalogue, expected) in [
        ("id,inci,size\n7,\"Aqua, \"\"CI\"\"\",9", Ok(("Aqua, \"CI\"", Some("7"), None))),
        ("id,inci,size\n ,Aqua", Ok(("Aqua", None, None))),
        ("id,inci,size\n7,,9", Ok(("", Some("7"), None))),
        ("id,inci,size\n7", Err("it ends before the ingredients column: 1 of 2 fields")),
        ("id,inci,size\n, ,", Err("all its cells are empty")),
        ("inci\n\"\"", Ok(("", None, None))),
        ("id,inci,size\n7,Aqua,9,,", Ok(("Aqua", Some("7"), None))),
        ("id,inci,size\n7,Aqua,9,x", Ok(("Aqua,9", Some("7"), four_of_three))),
        ("id,inci\n7,Aqua, Alcohol,CI", Ok(("Aqua, Alcohol,CI", Some("7"), four_of_two))),
        ("id,inci,x\n7,Aq\0ua,9", Ok(("Aq\0ua", Some("7"), Some("it contains a NUL byte")))),
        ("inci,inci\nAqua,\"CI, Aqua\"", Ok(("Aqua", None, other))),
        ("inci,inci\n,CI", Ok(("", None, other))),
        ("inci,inci\nAqua,\"Aqua \"", Ok(("Aqua", None, None))),
        ("inci,INCI,inci\nAqua,CI, ", Ok(("Aqua", None, None))),
        ("inci,inci\nAqua", Ok(("Aqua", None, None))),
        ("id,inci\n7,\"Aqua\nCI\"x", Ok(("Aqua\nCIx", Some("7"), behind))),
    ] {
        assert_first_row("shop.csv", catalogue, expected);
    }
}

#[test]
fn objects_become_products() {
    let twice = Some("it has the ingredients field twice; the last one was checked");
    // the columns are found in the second line
    let behind = r#"{"sku": "1", "inci": "Aqua", "name": "Gel"}"#;
    for (line, expected) in [
        (r#"{"sku": "7", "inci": "Aqua, CI"}"#, Ok(("Aqua, CI", Some("7"), None))),
        (r#"{"sku": 7, "inci": ["Aqua", "CI"], "name": ""}"#, Ok(("Aqua, CI", Some("7"), None))),
        (r#"{"inci": null, "sku": {"id": 7}}"#, Ok(("", None, None))),
        (r#"{"inci": []}"#, Ok(("", None, None))),
        (r#"{"sku": 7}"#, Err("it has no ingredients field")),
        (r#"{"inci": 7}"#, Err("its ingredients are neither a string nor a list of strings")),
        (r#"{"inci": ["Aqua", 7]}"#, Err("its ingredients are neither a string nor a list of strings")),
        (r#"["Aqua"]"#, Err("it is JSON, but not an object")),
        (r#"{"inci": "Aqua",}"#, Err("it is not valid JSON from column 17 on")),
        (r#"{"sku": "é" "inci"}"#, Err("it is not valid JSON from column 13 on")),
        (r#"{"sku": "7", "inci": "Alcohol", "inci": "Aqua"}"#, Ok(("Aqua", Some("7"), twice))),
        (r#"{"sku": "7", "sku": "8", "inci": "Aqua"}"#, Ok(("Aqua", Some("8"), None))),
    ] {
        assert_first_row("shop.jsonl", &format!("{line}\n{behind}\n"), expected);
    }
}

#[test]
fn rows_of_json_are_lines_that_are_not_blank() {
    let text = "\r\n{\"inci\": \"Aqua\"}\r\n\n \n{}\n{\"inci\": \"CI\"}";
    let run = scan_file("shop.jsonl", text, &["--format", "jsonl", "--all"]);
    let places: Vec<_> = run.lines().iter().map(|line| (line["row"].clone(), line["line"].clone())).collect();
    assert_eq!(places, [(1, 2), (3, 6)].map(|(row, line)| (json!(row), json!(line))));
    assert_eq!((run.faults("broken_rows"), run.of_file("rows")), (vec![("no-field", 2, 5)], &json!(3)));
}

#[test]
fn fields_are_found_by_name_by_path_and_by_pointer() {
    let object = r#"{"sku": 1, "inci": "", "product": {"name": "", "a/b": ""}}"#;
    for (wanted, found) in [
        (None, Some("inci")),
        (Some("inci"), Some("inci")),
        (Some("product.name"), Some("product.name")),
        (Some("/product/name"), Some("product.name")),
        (Some("/product/a~1b"), Some("product.a/b")),
        (Some("product"), None),
    ] {
        let arguments: Vec<&str> = wanted.into_iter().flat_map(|wanted| ["--ingredients", wanted]).collect();
        let run = scan_file("shop.jsonl", object, &arguments);
        assert_eq!(run.of_file("columns")["ingredients"]["name"].as_str(), found, "{wanted:?}");
    }
}
