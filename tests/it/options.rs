//! What options take, wherever they are given, and what a run may come to and still pass.

use serde_json::{Value, json};

use crate::run::{Run, folder, needlint, run, scan};

/// What `config show` says with a variable set.
fn shown(name: &str, value: &str) -> Result<Vec<Value>, String> {
    let folder = folder::<&str>(&[]);
    let output = needlint(&folder, &["config", "show", "--format", "json"]).env(name, value).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    if output.status.code() != Some(0) {
        return Err(error);
    }
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    Ok(document["options"].as_array().unwrap().clone())
}

#[test]
fn variables_set_options_by_their_names() {
    for (name, value, option, expected) in [
        ("NEEDLINT_FAIL_ON", "error", "fail-on", json!("error")),
        ("NEEDLINT_SELECT", "needling/, label", "select", json!(["needling/", "label"])),
        ("NEEDLINT_RULES", "a.toml,b.toml", "rules", json!(["a.toml", "b.toml"])),
        ("NEEDLINT_SEVERITY", "label=off", "severity", json!("off")),
        ("NEEDLINT_TEXT", "Water, Alcohol", "text", json!("Water, Alcohol")),
        ("NEEDLINT_ALL", "1", "all", json!(true)),
        ("NEEDLINT_ALL", "off", "all", json!(false)),
    ] {
        let options = shown(name, value).unwrap();
        let option = options.iter().find(|found| found["option"] == option).unwrap();
        assert_eq!((&option["value"], &option["place"]), (&expected, &json!(name)), "{option}");
    }
    assert_eq!(shown("NEEDLINT_FAIL_ON", ""), shown("NEEDLINT_FAIL_ON_", ""), "it says nothing");
}

#[test]
fn what_an_option_does_not_take_is_refused() {
    for (option, value, help) in [
        ("fail-on", "error", None),
        ("fail-on", "errors", Some("did you mean `error`? Choose one of: error, warning, note, never")),
        ("fail-on", "loud", Some("choose one of: error, warning, note, never")),
        ("jobs", "4", None),
        ("jobs", "300", Some("300 is not in 1..=256")),
        ("delimiter", "-", None),
        ("delimiter", "--", Some("use one character such as ; or |, or the word tab")),
        ("figure", "high-alcohol=15%", None),
        ("figure", "high-alcohol=15", Some("15 is not an amount: use a percentage, such as high-alcohol=15%")),
        ("all", "perhaps", Some("")),
    ] {
        let variable = format!("NEEDLINT_{}", option.to_uppercase().replace('-', "_"));
        let told = shown(&variable, value).err();
        let expected = help.map(|help| format!("error: {variable} cannot be `{value}`\n  help: {help}"));
        match (&told, &expected) {
            (Some(told), Some(expected)) => assert!(told.starts_with(expected), "{told}"),
            (told, expected) => assert_eq!(told, expected, "{option} {value}"),
        }
    }
    let one_of_two = shown("NEEDLINT_FIGURE", "high-alcohol=15%,x").unwrap_err();
    assert!(one_of_two.starts_with("error: NEEDLINT_FIGURE cannot be `x`\n"), "{one_of_two}");
}

#[test]
fn values_are_read_as_they_are_meant() {
    for (option, value, argument, expected) in [
        ("--severity", "needling/alc*=error", "severities", json!({ "needling/alc*": "error" })),
        ("--severity", "needling/alc*= warning", "severities", json!({ "needling/alc*": "warning" })),
        ("--severity", "needling/alc*=note", "severities", json!({ "needling/alc*": "note" })),
        ("--severity", "needling/alc*=off", "severities", json!({ "needling/alc*": "off" })),
        ("--figure", "high-alcohol=15%", "figures", json!({ "high-alcohol": 15.0 })),
        ("--figure", "high-alcohol=15 %", "figures", json!({ "high-alcohol": 15.0 })),
        ("--max-unreadable", "0.5%", "max_unreadable", json!(0.5)),
        ("--max-unreadable", "2", "max_unreadable", json!(2.0)),
        ("--max-unreadable", " 100 % ", "max_unreadable", json!(100.0)),
    ] {
        let run = scan("inci\nWater\n", &[option, value]);
        assert_eq!(run.receipt["arguments"][argument], expected, "{option} {value}: {}", run.told);
    }
    for (option, wrong) in [
        ("--severity", "needling/alcohol"),
        ("--severity", "needling/alcohol="),
        ("--severity", "needling/alcohol=loud"),
        ("--figure", "high-alcohol"),
        ("--figure", "high-alcohol=15"),
        ("--figure", "high-alcohol=much"),
        ("--max-unreadable", ""),
        ("--max-unreadable", "-1"),
        ("--max-unreadable", "101"),
        ("--max-unreadable", "much"),
        ("--max-unreadable", "NaN"),
        ("--delimiter", "a"),
        ("--delimiter", "||"),
    ] {
        let run = scan("inci\nWater\n", &[&format!("{option}={wrong}")]);
        assert_eq!((run.code, &run.receipt), (Some(2), &Value::Null), "{option}={wrong}");
    }
    for (delimiter, name) in [(",", "comma"), (";", "semicolon"), ("tab", "tab")] {
        let run = scan("inci\nWater\n", &["--delimiter", delimiter]);
        assert!(run.told.ends_with(&format!("; UTF-8, {name}\n")), "{}", run.told);
    }
}

const ERROR: &str = "Water, SD Alcohol 40-B";
const NOTE: &str = "Water, Moonflower Alcohol";
/// A list with a warning and no error.
const WARNING: &str = "Water, Glycerin, Urea, Panthenol, Niacinamide, Phenoxyethanol, Alcohol";

/// A catalogue with so many products with an error, a warning, a note, and without a list; and a clear one.
fn catalogue(counts: [usize; 4]) -> String {
    let rows = [ERROR, WARNING, NOTE, ""].into_iter().zip(counts);
    let rows: String = rows.map(|(list, count)| format!("Acme,\"{list}\"\n").repeat(count)).collect();
    format!("brand,inci\n{rows}Acme,Water\n")
}

#[test]
fn exit_codes_follow_the_contract() {
    //  errors, warnings, notes, unreadable
    for (counts, arguments, code) in [
        ([0, 0, 0, 0], "--fail-on warning", 0),
        ([0, 0, 1, 0], "--fail-on warning", 0),
        ([0, 1, 0, 0], "--fail-on warning", 1),
        ([1, 0, 0, 0], "--fail-on warning", 1),
        ([0, 1, 0, 0], "--fail-on error", 0),
        ([1, 0, 0, 0], "--fail-on error", 1),
        ([0, 0, 1, 0], "--fail-on note", 1),
        ([1, 1, 1, 0], "--fail-on never", 0),
        ([1, 0, 0, 1], "--fail-on warning", 1),
        ([0, 0, 0, 1], "--fail-on warning", 3),
        ([0, 1, 0, 1], "--fail-on error", 3),
        ([1, 0, 0, 1], "--fail-on never", 3),
        ([0, 0, 0, 1], "--fail-on warning --allow-unreadable", 0),
        // not everything could be read
        ([1, 0, 0, 0], "no.csv --fail-on warning", 1),
        ([0, 1, 0, 0], "no.csv --fail-on error", 2),
        ([0, 0, 0, 1], "no.csv --fail-on never --allow-unreadable", 2),
    ] {
        let run = scan(catalogue(counts), &arguments.split(' ').collect::<Vec<_>>());
        let found = ["avoid", "caution", "notes", "unreadable"].map(|name| run.count(name) as usize);
        assert_eq!((found, run.code), (counts, Some(code)), "{arguments}");
    }
    assert_eq!(scan("inci\n", &["--fail-on", "never", "--allow-unreadable"]).code, Some(2), "no product at all");
}

#[test]
fn a_limit_takes_the_place_of_none_at_all() {
    let catalogue = catalogue([0, 2, 5, 0]) + "Acme,Water\n\"\",\"" + WARNING + "\"\n";
    for (arguments, code) in [
        ("", 1),
        ("--max-findings 2", 1),
        ("--max-findings 3", 0),
        ("--max-rate 100", 0),
        ("--max-rate 20", 1),
        ("--max-findings 3 --max-rate 20", 1),
        ("--max-findings 2 --max-rate 100", 1),
    ] {
        let arguments: Vec<&str> = ["--group-by", "brand"].into_iter().chain(arguments.split_whitespace()).collect();
        assert_eq!(scan(&catalogue, &arguments).code, Some(code), "{arguments:?}");
    }
    let acme = catalogue.replace("\"\",", "Acme,") + &"Acme,Water\n".repeat(5);
    for (rate, code) in [("20 %", 0), ("19.9", 1)] {
        let run = scan(&acme, &["--group-by", "brand", "--max-rate", rate]);
        let group = &run.receipt["groups"]["Acme"];
        assert_eq!((&group["products"], &group["affected"]["warnings"]), (&json!(15), &json!(3)), "{group}");
        assert_eq!(run.code, Some(code), "{rate}");
    }
}

#[test]
fn what_is_known_or_allowed_does_not_matter() {
    let allow = |product: &str| format!("[[allow]]\nproduct = '{product}'\nreason = 'a wipe'\n");
    let rows = |ids: &[&str]| -> String {
        let rows = ids.iter().map(|id| format!("{id},\"{WARNING}\"\n"));
        std::iter::once("id,inci\n".to_owned()).chain(rows).collect()
    };
    let known = |ids: &[&str]| {
        let run = run(folder(&[("old.csv", rows(ids))]), &["scan", "old.csv", "--write-baseline", "known"], b"");
        std::fs::read_to_string(run.folder.path().join("known")).unwrap()
    };
    for (ids, code) in [(&["1"][..], 1), (&["1", "2"], 0)] {
        let files = [("shop.csv", rows(&["1", "2", "3"])), ("known", known(ids)), ("allowed.toml", allow("3"))];
        let arguments = ["scan", "shop.csv", "--baseline", "known", "--suppressions", "allowed.toml"];
        assert_eq!(run(folder(&files), &arguments, b"").code, Some(code), "{ids:?}");
    }
}

#[test]
fn a_share_of_unread_rows_may_pass() {
    // a product without a list and a row that is none; the blank ones at the end of a sheet make nothing more readable
    let catalogue = format!("id,inci,x\n1,,\n2\n{}{}", "3,Water,\n".repeat(398), ",,\n".repeat(1_000));
    for (arguments, code) in [
        ("", 3),
        ("--allow-unreadable", 0),
        ("--max-unreadable 0.5", 0),
        ("--max-unreadable 0.4", 3),
        ("--allow-unreadable --max-unreadable 0", 3),
    ] {
        let run = scan(&catalogue, &arguments.split_whitespace().collect::<Vec<_>>());
        assert_eq!((run.count("rows_blank"), run.code), (1_000, Some(code)), "{arguments}");
        let is_told = run.told.contains("2 rows were not read or possibly misread: more than --max-unreadable 0.4 %");
        assert_eq!(is_told, arguments == "--max-unreadable 0.4", "{}", run.told);
    }
}

#[test]
fn only_text_in_utf_8_is_a_label() {
    for (bytes, expected) in [
        (&b"Water, Alcohol Denat."[..], None),
        (b"\xef\xbb\xbfWater, Alcohol Denat.", None),
        (b"Eau,\nAlcool d\xe9nat.", Some("serum.txt is not UTF-8 text: byte E9 at line 2, column 9")),
        (b"\xff\xfeW\0a\0", Some("serum.txt is UTF-16 text")),
        (b"PK\x03\x04\0\0", Some("serum.txt is not a text file: it looks like an archive or an office document")),
    ] {
        let Run { code, out, told, .. } = run(folder(&[("serum.txt", bytes)]), &["check", "serum.txt"], b"");
        match expected {
            Some(message) => assert_eq!((told.lines().next(), code), (Some(&*format!("error: {message}")), Some(2))),
            None => assert!(code == Some(1) && out.contains("[serum.txt:1:8]"), "{out}"),
        }
    }
}

#[test]
fn a_catalogue_is_no_label() {
    for (name, is_catalogue) in [("shop.CSV", true), ("shop.jsonl.gz", true), ("serum.txt", false)] {
        let run = run(folder(&[(name, "Water, Glycerin\n")]), &["check", name], b"");
        assert_eq!(run.told.contains("needlint scan "), is_catalogue, "{name}: {}", run.told);
    }
}

#[test]
fn a_folder_is_its_catalogues() {
    let names = ["b.csv", "a/c.jsonl.gz", "a/z.TSV", "a/notes.txt", ".hidden.csv", "left.csv", "a/x.xlsx"];
    let files = names.map(|name| (name, "inci\n")).into_iter().chain([(".ignore", "left.csv"), ("empty/x.txt", "")]);
    let folder = folder(&files.collect::<Vec<_>>());
    // each once, whichever paths lead to it
    let arguments = ["scan", "a/z.TSV", ".", "a/../b.csv", "--receipt", "receipt.json"];
    let run = run(folder, &arguments, b"");
    let files: Vec<_> = run.receipt["files"].as_array().unwrap().iter().map(|file| &file["path"]).collect();
    assert_eq!(files, ["a/z.TSV", "./a/c.jsonl.gz", "./a/x.xlsx", "./b.csv"]);
    assert_eq!(needlint(&run.folder, &["scan", "empty"]).output().unwrap().status.code(), Some(2));
}

/// The rules of three that are listed with these options, each with its severity; none if no rule is meant.
fn listed(arguments: &[&str]) -> Option<Vec<String>> {
    let output = needlint(&folder::<&str>(&[]), &[&["rules", "list"], arguments].concat()).output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    let rules = list.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "));
    let ours = |rule: &String| {
        ["needling/alcohol", "needling/sd-alcohol", "label/order"].iter().any(|id| rule.starts_with(id))
    };
    (output.status.code() == Some(0)).then(|| rules.filter(ours).collect())
}

#[test]
fn rules_are_selected_by_id_by_pack_or_by_how_they_begin() {
    let [sd, plain, carrier] =
        ["needling/sd-alcohol error", "needling/alcohol warning", "needling/alcohol-carrier warning"];
    for (selector, expected) in [
        ("needling/alcohol", Some(&[plain][..])),
        ("needling/", Some(&[sd, plain, carrier])),
        ("needling", Some(&[sd, plain, carrier])),
        (" needling", Some(&[sd, plain, carrier])),
        ("need", None),
        ("needling/alcohol/", None),
        ("label", Some(&["label/order note"])),
        ("needling/alc*", Some(&[plain, carrier])),
        ("needling/alcohol*", Some(&[plain, carrier])),
        ("needling/*", Some(&[sd, plain, carrier])),
        ("need*", Some(&[sd, plain, carrier])),
        ("*", Some(&[sd, plain, carrier, "label/order note"])),
        ("*/alcohol", None),
        ("", Some(&[sd, plain, carrier, "label/order note"])),
    ] {
        let expected = expected.map(|rules| rules.iter().map(|rule| (*rule).to_owned()).collect());
        assert_eq!(listed(&["--select", selector]), expected, "{selector}");
    }
}

#[test]
fn the_closest_selector_decides_what_a_rule_is_told_as() {
    let severities = ["needling/alcohol=note", "needling/*=off", "needling/alc*=error"];
    let arguments: Vec<&str> = severities.iter().flat_map(|severity| ["--severity", severity]).collect();
    let expected = ["needling/alcohol note", "needling/alcohol-carrier error", "label/order note"];
    assert_eq!(listed(&arguments).unwrap(), expected);
    let twice = listed(&["--select", "label/order,needling", "--severity", "label=note", "--severity", "label=off"]);
    assert!(!twice.unwrap().concat().contains("label/order"), "of the same, the last");
    let closer = ["*", "need*", "needling/", "needling/alcohol*", "needling/alcohol"];
    for pair in closer.windows(2) {
        let [wide, close] = [format!("{}=error", pair[0]), format!("{}=note", pair[1])];
        for (one, other) in [(&wide, &close), (&close, &wide)] {
            let rules = listed(&["--select", "needling/alcohol", "--severity", one, "--severity", other]);
            assert_eq!(rules.unwrap(), ["needling/alcohol note"], "{one} {other}");
        }
    }
}

#[test]
fn the_nearest_name_is_offered() {
    for (given, near) in [
        ("needling/sdalcohol", Some("needling/sd-alcohol")),
        ("sd-alcohol", Some("needling/sd-alcohol")),
        ("Needling/Alcohol", Some("needling/alcohol")),
        ("opaq", Some("label/opaque")),
        ("parabens", None),
        ("needling/parabens", None),
    ] {
        let told = scan("inci\nWater\n", &["--select", given]).told;
        let help = near.map_or("to list all rules, run:".to_owned(), |near| {
            format!("did you mean {near}? To list all rules, run:")
        });
        let expected = format!("error: there is no rule {given}\n  help: {help} needlint rules list\n");
        assert_eq!(told, expected);
    }
}

#[test]
fn names_with_spaces_are_quoted_in_commands() {
    for (file, typed) in [("a/b.txt", "a/b.txt"), ("my serum.txt", "'my serum.txt'"), ("it's", "'it'\\''s'")] {
        let told = run(folder(&[(file, b"\xff\xfeW\0")]), &["check", file], b"").told;
        assert!(told.ends_with(&format!("needlint check --encoding utf-16 {typed}\n")), "{told}");
    }
}
