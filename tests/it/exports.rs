//! Exports as shops, registers and spreadsheets write them: what their products are, and what is said of each.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::run::{Run, scan_file};

/// What a scan says of each product: `id=verdict`, in the order of the file.
fn verdicts(run: &Run) -> String {
    let one = |line: Value| format!("{}={}", line["id"].as_str().unwrap_or("-"), line["verdict"].as_str().unwrap());
    run.lines().into_iter().map(one).collect::<Vec<_>>().join(" ")
}

fn scanned(file: &str, text: &str, arguments: &[&str]) -> Run {
    scan_file(file, text, &[&["--format", "jsonl", "--all"], arguments].concat())
}

#[test]
fn lists_in_several_columns_are_read_together() {
    for (text, arguments, expected) in [
        (
            "ndc,active_ingredients,inactive_ingredients\n1,Alcohol 70% v/v,\"Water, Glycerin\"\n2,Zinc oxide 10%,\"Water\"\n",
            &[][..],
            "1=avoid 2=clear",
        ),
        (
            "id,ingredient_1,ingredient_2\n1,Aqua,Alcohol Denat.\n2,Aqua,Cetyl Alcohol\n3,,\n",
            &[],
            "1=avoid 2=clear 3=unreadable",
        ),
        (
            "id,ingredients_text,ingredients_text_de\n1,,\"Aqua, Alkohol denat.\"\n2,\"Aqua, Glycerin\",\"Aqua, Glycerin\"\n",
            &[],
            "1=avoid 2=clear",
        ),
        ("id,base,rest\n1,\"Water, Glycerin\",SD Alcohol 40\n", &["--ingredients", "base,rest"], "1=avoid"),
        (
            "id,base,rest\n1,\"Water, Glycerin\",SD Alcohol 40\n",
            &["--ingredients", "base", "--ingredients", "3"],
            "1=avoid",
        ),
        ("id,part a,part b\n1,\"Water, Glycerin\",SD Alcohol 40\n", &["--ingredients", "part*"], "1=avoid"),
        ("id,part,part b\n1,\"Water, Glycerin\",SD Alcohol 40\n", &["--ingredients", "part*"], "1=avoid"),
        // a header that is called so is meant
        ("id,\"a,b\"\n1,\"Water, SD Alcohol 40\"\n", &["--ingredients", "a,b"], "1=avoid"),
    ] {
        assert_eq!(verdicts(&scanned("x.csv", text, arguments)), expected, "{text}");
    }
    // by their numbers, wherever they stand
    let text = "id,ingredient_10,ingredient_2,ingredient_1\n1,Parfum,Alcohol Denat.,Aqua\n";
    for arguments in [&[][..], &["--ingredients", "ingr*"]] {
        assert_eq!(scanned("x.csv", text, arguments).lines()[0]["findings"][0]["rank"], 2);
    }
    let run = scanned("x.csv", "id,a,b\n1,Water,Glycerin\n", &["--ingredients", "a,c"]);
    assert_eq!(run.code, Some(2));
    assert!(run.told.contains("there is no column called `c`"), "{}", run.told);
}

#[test]
fn a_finding_says_in_which_of_several_columns_it_is() {
    let text = "id,active_ingredients,inactive_ingredients\n7,Zinc oxide 10%,\"Water, SD Alcohol 40\"\n";
    let finding = scanned("x.csv", text, &[]).lines()[0]["findings"][0].clone();
    assert_eq!(finding["field"], "inactive_ingredients");
    assert_eq!(finding["span"], json!({ "start": 7, "end": 20 }));
    assert_eq!((&finding["line"], &finding["column"]), (&json!(2), &json!(8)));
    // what begins in the name of a column is in that
    let text = "id,inci,alcohol content\n7,\"Water, Glycerin\",14 %\n";
    let run = scanned("x.csv", text, &["--ingredients", "inci,alcohol content"]);
    let finding = &run.lines()[0]["findings"][0];
    assert_eq!((&finding["field"], &finding["span"]), (&json!("alcohol content"), &json!({ "start": 0, "end": 4 })));
    // in the only column there is nothing to say
    let finding = scanned("x.csv", "id,inci\n7,\"Water, SD Alcohol 40\"\n", &[]).lines()[0]["findings"][0].clone();
    assert_eq!(finding.get("field"), None);
}

#[test]
fn places_in_a_list_are_those_of_its_column_whatever_stands_before_it() {
    for (text, field, ingredient, start) in [
        ("id,name,inci\n7,Vodka 40% Toner,\"Water, Ethanol\"\n", Value::Null, "Ethanol", 7),
        ("id,name,inci\n7,Vodka 40% Toner,\"\"\"Eco\"\" Water, Ethanol\"\n", Value::Null, "Ethanol", 13),
        (
            "id,name,ingredient_1,ingredient_2\n7,Vodka 40% Toner,\"\"\"Eco\"\" Water\",Ethanol\n",
            json!("ingredient_2"),
            "Ethanol",
            0,
        ),
        (
            "id,name,ingredient_1,ingredient_2\n7,Tonic,\"\"\"Eco\"\" Water\",\"\"\"Eco\"\" Ethanol\"\n",
            json!("ingredient_2"),
            "Ethanol",
            6,
        ),
        // blanks and line breaks before a list are in its column too
        (
            "id,name,active_ingredients,inactive_ingredients\n7,Tonic,Zinc,\"\n  Aqua, Ethanol\"\n",
            json!("inactive_ingredients"),
            "Ethanol",
            9,
        ),
    ] {
        let product = scanned("x.csv", text, &[]).lines()[0].clone();
        let found = product["findings"].as_array().unwrap();
        let is_it = |finding: &&Value| finding["ingredient"].as_str().unwrap().ends_with(ingredient);
        let finding = found.iter().rfind(is_it).unwrap_or_else(|| panic!("{text}: {product}"));
        let at = finding["ingredient"].as_str().unwrap().find(ingredient).unwrap() as u64;
        assert_eq!(finding.get("field").unwrap_or(&Value::Null), &field, "{text}");
        assert_eq!(finding["span"]["start"].as_u64().unwrap() + at, start, "{text}");
    }
}

#[test]
fn the_table_of_findings_says_in_which_column_they_are() {
    let text = "id,active_ingredients,inactive_ingredients\n7,Zinc oxide 10%,\"Water, SD Alcohol 40\"\n";
    let out = scan_file("x.csv", text, &["--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| row[header.iter().position(|other| other == name).unwrap()].to_owned();
    assert_eq!(["start", "end", "field"].map(cell), ["7", "20", "inactive_ingredients"]);
}

#[test]
fn rows_of_variants_are_one_product() {
    let shopify = "Handle,Title,Body (HTML),Variant SKU\n\
        tonic,Tonic,<p>Fresh.</p><h3>Ingredients</h3><p>Water; SD Alcohol 40-B</p>,T-50\ntonic,,,T-100\n\
        soap,Soap,<p>Nice.</p><h3>Ingredients</h3><p></p><p>Free shipping</p>,S-1\n";
    let run = scanned("x.csv", shopify, &[]);
    assert_eq!(verdicts(&run), "tonic=avoid soap=unreadable");
    assert_eq!(run.count("rows_without_product"), 1);
    let metafield = "Handle,Title,Body (HTML),Variant SKU,Metafield: custom.ingredients [rich_text_field]\n\
        a,A,<p>Fresh.</p>,1,\"{\"\"type\"\":\"\"root\"\",\"\"children\"\":[{\"\"type\"\":\"\"text\"\",\"\"value\"\":\"\"Aqua, Ethanol\"\"}]}\"\n";
    assert_eq!(verdicts(&scanned("x.csv", metafield, &[])), "a=caution");
    // wherever they stand below it
    let apart = "Handle,Title,Body (HTML),Variant SKU\n\
        tonic,Tonic,<h3>Ingredients</h3><p>Water; Glycerin</p>,T-50\nsoap,Soap,<h3>Ingredients</h3><p>Aqua; Talc</p>,S-1\n\
        tonic,,,T-100\nwax,,,W-1\n";
    assert_eq!(verdicts(&scanned("x.csv", apart, &[])), "tonic=clear soap=clear wax=unreadable");
    let woo = "ID,Type,SKU,Name,Published,Parent,Meta: ingredients\n1,variable,V,Tonic,1,,\"Aqua, Alcohol Denat.\"\n\
        2,variation,V-1,Tonic,1,V,\n3,variation,V-2,Tonic,1,V,\"Aqua, Cetyl Alcohol\"\n";
    assert_eq!(verdicts(&scanned("x.csv", woo, &["--id", "SKU"])), "V=avoid V-2=clear");
}

#[test]
fn lists_are_found_where_shops_keep_them() {
    for (file, text, expected) in [
        (
            "magento.csv",
            "sku,name,additional_attributes\n1,Tonic,\"brand=North,ingredients=\"\"Aqua, Alcohol Denat.\"\",size=50 ml\"\n",
            "1=avoid",
        ),
        ("shop.csv", "id,Metafield: custom.ingredients [text]\n1,\"Aqua, Alcohol Denat.\"\n", "1=avoid"),
        ("merchant.tsv", "id\ttitle\tproduct_detail\n1\tTonic\tGeneral:Ingredients:Water, SD Alcohol 40\n", "1=avoid"),
        (
            "woo.csv",
            "ID,Type,Published,Attribute 1 name,Attribute 1 value(s),Meta: _inci\n\
             1,simple,1,Ingredients,\"Aqua\\, Alcohol Denat.\",\n2,simple,1,Size,50 ml,\"Aqua\\nCetyl Alcohol\"\n",
            "1=avoid 2=clear",
        ),
    ] {
        assert_eq!(verdicts(&scanned(file, text, &[])), expected, "{file}");
    }
}

#[test]
fn rows_of_ingredients_are_put_together() {
    let text = "product_id,INCI Name,Function,%\nP1,Aqua,Solvent,60\nP1,Alcohol Denat.,Solvent,30\nP2,Aqua,,\nP2,Cetyl Alcohol,,\n";
    let run = scanned("x.csv", text, &[]);
    assert_eq!(verdicts(&run), "P1=avoid P2=clear");
    assert_eq!(run.lines()[0]["findings"][0]["concentration"]["high"], 30.0);
    assert_eq!(run.lines()[1]["line"], 4);
    let quoted = "id,INCI Name,%\n1,\"\"\"Eco\"\" Water\",\n1,\"\"\"Eco\"\" Glycerin\",\n1,Ethanol,70\n";
    assert_eq!(verdicts(&scanned("x.csv", quoted, &[])), "1=avoid");
    // a list in each row is no such table
    assert_eq!(
        verdicts(&scanned("x.csv", "id,inci\n1,\"Aqua, Ethanol\"\n2,\"Aqua, Glycerin\"\n", &[])),
        "1=caution 2=clear"
    );
}

#[test]
fn rows_of_ingredients_are_put_together_wherever_they_stand() {
    let head = "product_id,INCI Name,Function\n";
    for (rows, expected) in [
        ("P1,Aqua,\nP2,Aqua,\nP1,Glycerin,\nP2,Squalane,\n", "P1=clear P2=clear"),
        ("P1,Aqua,\nP2,Aqua,\nP2,Squalane,\nP1,Alcohol Denat.,\n", "P1=avoid P2=clear"),
        // an id stands above all ingredients of its product
        ("P1,Aqua,\n,Alcohol Denat.,\nP2,Aqua,\n,Squalane,\n", "P1=avoid P2=clear"),
        // not every comma parts two ingredients
        (
            "P1,Aqua,\nP1,\"1,2-Hexanediol\",\nP1,\"Parfum (Linalool, Citral)\",\nP1,Ethanol,\nP2,Aqua,\nP2,Talc,\n",
            "P1=caution P2=clear",
        ),
        // what is wrong with any of its rows casts doubt on the product
        ("P1,Aqua,\nP2,Aqua,\nP1,Gly\0cerin,\nP2,Squalane,\n", "P1=unreadable P2=clear"),
    ] {
        let run = scanned("x.csv", &format!("{head}{rows}"), &[]);
        assert_eq!(verdicts(&run), expected, "{rows}: {}", run.told);
    }
    // no id comes again before all of them came once
    let rounds = "id,inci,role\n1,Aqua,a\n2,Talc,a\n3,Aqua,a\n4,Aqua,a\n5,Mica,a\n4,Ethanol,b\n";
    assert_eq!(verdicts(&scanned("x.csv", rounds, &[])), "1=clear 2=clear 3=clear 4=caution 5=clear");
    // where nothing is said of an ingredient, where the column is called like one of lists, and where it was asked for
    for (head, arguments) in [
        ("product_id,INCI Name", &[][..]),
        ("product_id,INCI Name", &["--ingredients", "INCI Name"]),
        ("id,inci", &[]),
        ("id,stuff", &["--ingredients", "stuff"]),
        ("what,inci", &["--id", "what"]),
    ] {
        let rows = "P1,Aqua\nP1,Urea\nP2,Aqua\nP2,Talc\nP2,Mica\nP1,Squalane\nP1,Ethanol\nP1,Parfum\n";
        assert_eq!(verdicts(&scanned("x.csv", &format!("{head}\n{rows}"), arguments)), "P1=caution P2=clear", "{head}");
    }
    let lines = scanned("x.csv", &format!("{head}P2,Aqua,\nP1,Talc,\nP2,SD Alcohol 40,\nP2,Parfum,\n"), &[]).lines();
    assert_eq!((&lines[0]["row"], &lines[0]["line"], &lines[1]["row"]), (&json!(1), &json!(2), &json!(2)));
    assert_eq!(lines[0]["findings"][0]["rank"], 2);
}

#[test]
fn many_rows_of_ingredients_are_put_together() {
    let one = |number: usize| if number % 1_000 == 7 { "SD Alcohol 40" } else { "Glycerin" };
    let rows = |ingredient: &dyn Fn(usize) -> &'static str| -> String {
        (0..20_000).map(|id| format!("P{},{},Solvent\n", id * 7 % 20_000, ingredient(id * 7 % 20_000))).collect()
    };
    let text = format!("id,inci,function\n{}{}{}", rows(&|_| "Aqua"), rows(&one), rows(&|_| "Parfum"));
    let run = scan_file("x.csv", text, &["--format", "jsonl"]);
    assert_eq!(["products", "avoid", "clear"].map(|name| run.count(name)), [20_000, 20, 19_980]);
    assert!(run.lines().iter().all(|line| line["id"].as_str().unwrap().ends_with("007") || line["id"] == "P7"));
}

#[test]
fn a_broken_row_of_several_columns_is_never_clear_and_costs_no_other() {
    let head = "id,active_ingredients,inactive_ingredients";
    for (rows, expected) in [
        // commas that should have been in quotes
        ("1,Zinc oxide,Water, Glycerin\n", "1=unreadable"),
        ("1,Zinc oxide,Water, Alcohol Denat.\n", "1=avoid"),
        ("1,Zinc oxide,Water,,\n", "1=clear"),
        ("1,Zinc oxide,\"Water\" Talc\n", "1=unreadable"),
        // a quote that closes in another row
        (
            "1,\"Zinc oxide,Water\n2,Zinc oxide,\"Water, SD Alcohol 40\"\n3,Zinc oxide,Water\n",
            "1=unreadable 2=avoid 3=clear",
        ),
        ("1,Zinc oxide,\"Water\nGlycerin\nTalc\"\n2,Zinc oxide,Water\n", "1=clear 2=clear"),
    ] {
        let run = scanned("x.csv", &format!("{head}\n{rows}"), &[]);
        assert_eq!(verdicts(&run), expected, "{rows}: {}", run.told);
    }
    let told = scanned("x.csv", &format!("{head}\n1,Zinc oxide,Water, Talc\n"), &[]).told;
    assert!(told.contains("x.csv line 2: it has 4 fields, but the header has 3"), "{told}");
    // in one column, wherever it stands
    let run = scanned("x.csv", "id,inci,size\n1,Water, Alcohol Denat.,5 ml\n2,Water, Glycerin,5 ml\n", &[]);
    assert_eq!(verdicts(&run), "1=avoid 2=unreadable");
}

#[test]
fn columns_may_go_by_their_numbers() {
    let text = "1,Water,SD Alcohol 40\n2,Water,Glycerin\n";
    let arguments = &["--no-header", "--ingredients", "2,3", "--id", "1"];
    assert_eq!(verdicts(&scanned("x.csv", text, arguments)), "1=avoid 2=clear");
    assert_eq!(verdicts(&scanned("x.csv", &text.replace(',', ";"), arguments)), "1=avoid 2=clear");
    let run = scanned("x.csv", text, &["--no-header", "--ingredients", "2,4"]);
    assert_eq!(run.code, Some(2));
    assert!(run.told.contains("there are columns 1 to 3"), "{}", run.told);
}

#[test]
fn a_workbook_may_spread_its_lists_too() {
    let book = |rows: &[&[&str]]| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in rows.iter().enumerate() {
            sheet.write_row(row as u32, 0, cells.iter().copied()).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    };
    let drugs: &[&[&str]] = &[
        &["Our catalogue"],
        &["ndc", "active_ingredients", "inactive_ingredients"],
        &["1", "Alcohol 70% v/v", "Water"],
        &["2", "Zinc oxide 10%", "Water"],
    ];
    let numbered: &[&[&str]] =
        &[&["id", "ingredient_1", "ingredient_2"], &["1", "Aqua", "Alcohol Denat."], &["2", "Aqua"]];
    let long: &[&[&str]] =
        &[&["id", "inci name", "%"], &["1", "Aqua", "60"], &["1", "Ethanol", "40"], &["2", "Aqua", ""]];
    let asked: &[&[&str]] = &[&["id", "base", "rest"], &["1", "Aqua", "Alcohol Denat."], &["2", "Aqua", "Urea"]];
    for (rows, arguments, expected) in [
        (drugs, &[][..], "1=avoid 2=clear"),
        (numbered, &[], "1=avoid 2=clear"),
        (long, &[], "1=avoid 2=clear"),
        (asked, &["--ingredients", "base,rest"], "1=avoid 2=clear"),
        (asked, &["--ingredients", "[br]*"], "none"),
        (asked, &["--ingredients", "*e*,rest"], "1=avoid 2=clear"),
        (&asked[1..], &["--no-header", "--ingredients", "2,3", "--id", "1"], "1=avoid 2=clear"),
    ] {
        let run = scan_file("x.xlsx", book(rows), &[&["--format", "jsonl", "--all"], arguments].concat());
        match expected {
            "none" => assert_eq!(run.code, Some(2)),
            expected => assert_eq!(verdicts(&run), expected, "{rows:?} {}", run.told),
        }
    }
    let run = scan_file("x.xlsx", book(drugs), &["--format", "jsonl"]);
    let line = &run.lines()[0];
    let place = ["sheet", "row", "line"].map(|key| line[key].clone());
    assert_eq!(place, [json!("Sheet1"), json!(1), json!(3)]);
    assert_eq!(line["findings"][0]["field"], "active_ingredients");
    assert!(run.told.contains("inactive_ingredients (ingredients); sheet Sheet1\n"), "{}", run.told);
    assert_eq!((run.of_file("format"), run.of_file("sheet")), (&json!("xlsx"), &json!("Sheet1")));
}

#[test]
fn documents_of_json_are_read_product_by_product() {
    for (file, text, arguments, expected) in [
        (
            "x.json",
            "[{\"id\": 1, \"inci\": \"Aqua, Alcohol Denat.\"},\n{\"id\": 2, \"inci\": [\"Aqua\", \"Cetyl Alcohol\"]}]",
            &[][..],
            "1=avoid 2=clear",
        ),
        (
            "x.json",
            "{\"shop\": \"North\", \"products\": [{\"id\": 1, \"meta\": {\"inci\": \"Aqua, Ethanol\"}}]}",
            &["--ingredients", "products[].meta.inci", "--id", "products[].id"],
            "1=caution",
        ),
        (
            "x.json",
            "{\"results\": [{\"product\": {\"id\": 1, \"ingredients\": [{\"text\": \"Aqua\"}, {\"text\": \"SD Alcohol 40\"}]}}]}",
            &["--ingredients", "results[].product.ingredients[].text", "--id", "results[].product.id"],
            "1=avoid",
        ),
        (
            "x.jsonl",
            "{\"set_id\": \"a\", \"active_ingredient\": [\"Ethanol 95%\"], \"inactive_ingredient\": [\"Water\"]}\n\
             {\"set_id\": \"b\", \"active_ingredient\": [\"Zinc oxide\"], \"inactive_ingredient\": [\"Water\"]}\n",
            &[],
            "a=avoid b=clear",
        ),
        (
            "x.jsonl",
            "{\"code\": \"1\", \"ingredients_text\": \"\", \"ingredients_text_fr\": \"Aqua, Alcohol Denat.\"}\n\
             {\"code\": \"2\", \"ingredients\": [{\"text\": \"Aqua\"}, {\"text\": \"SD Alcohol 40\"}]}\n",
            &[],
            "1=avoid 2=avoid",
        ),
    ] {
        assert_eq!(verdicts(&scanned(file, text, arguments)), expected, "{text}");
    }
    let cut = scanned("x.json", "[{\"id\": 1, \"inci\": \"Aqua, Glycerin\"}, {\"id\": 2, \"inci\": \"Aq", &[]);
    assert_eq!((cut.code, verdicts(&cut).as_str()), (Some(2), "1=clear"));
}

#[test]
fn a_row_of_an_export_that_cannot_be_read_is_told() {
    let text = "id,active_ingredients,inactive_ingredients\n1,Zinc oxide,Water\n2,\"Zinc oxide,Water\n";
    let run = scanned("x.csv", text, &[]);
    assert_eq!((run.code, verdicts(&run).as_str(), run.count("rows_in_doubt")), (Some(3), "1=clear 2=unreadable", 1));
    let lines = "{\"id\": 1, \"active_ingredient\": \"Zinc\", \"inactive_ingredient\": \"Water\"}\n\
        {\"id\": 2, \"active_ingredient\": \"Zinc\", oops\n[1]\n";
    let run = scanned("x.jsonl", lines, &[]);
    assert_eq!((run.code, run.count("rows_without_product")), (Some(3), 2));
    assert!(run.told.contains("line 2"), "{}", run.told);
    let nul =
        "id,active_ingredients,inactive_ingredients\n1,Zinc oxide,Water\0\n2,Zinc oxide,\"Water, SD Alcohol 40\0\"\n";
    let run = scanned("x.csv", nul, &[]);
    assert_eq!((verdicts(&run).as_str(), run.count("rows_in_doubt")), ("1=unreadable 2=avoid", 2));
}

#[test]
fn the_name_of_a_product_may_state_what_is_in_it() {
    for (name, expected) in [
        ("Isopropyl Alcohol 70% Prep Pads", "1=avoid"),
        ("Vodka 40% Toner", "1=avoid"),
        ("Rubbing Alcohol", "1=caution"),
        ("Hand Sanitizer 62% Alcohol", "1=caution"),
        ("Red Wine Body Mist", "1=clear"),
        ("Alcohol-Free Toner", "1=clear"),
        ("Benzyl Alcohol 2%", "1=clear"),
        ("Niacinamide 10% + Zinc 1%", "1=clear"),
    ] {
        let run = scanned("x.csv", &format!("id,name,inci\n1,{name},\"Water, Glycerin\"\n"), &[]);
        assert_eq!(verdicts(&run), expected, "{name}");
        let findings = &run.lines()[0]["findings"];
        assert!(findings.as_array().unwrap().iter().all(|finding| finding["field"] == "name"), "{findings}");
    }
}
