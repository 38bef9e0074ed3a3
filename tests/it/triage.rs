//! What is known or allowed beforehand: products that did not change, and findings that somebody allowed.

use crate::run::{Run, folder, gzip, needlint, run};

const OLD: &str = "\
id,name,price,inci
1,Gel,9.00,\"Aqua, Glycerin\"
2,Cream,9.00,\"Aqua, Cetyl Alcohol\"
3,Cream,9.50,\"Aqua, Lanolin\"
,Balm,9.00,Crème
";

/// A scan of `new`, compared with `old`.
fn since(old: &[u8], new: &str) -> Run {
    let folder = folder(&[("old", old), ("new", new.as_bytes())]);
    run(folder, &["scan", "new", "--since", "old", "--format", "jsonl", "--all"], b"")
}

/// The ids, or else the names, of those products of `new` whose list is not the one in `old`.
fn changed(old: &[u8], new: &str) -> Vec<String> {
    let lines = since(old, new).lines();
    lines.iter().map(|line| line["id"].as_str().or(line["name"].as_str()).unwrap().to_owned()).collect()
}

#[test]
fn only_what_has_another_list_has_changed() {
    for (new, ids) in [
        (OLD, vec![]),
        ("inci,id,stock\n\"Aqua, Lanolin\",3,7\n\"\"\"Aqua\"\", Glycerin\",1,\n", vec!["1"]),
        ("id\tinci\n1\tAqua, Glycerin \n2\tAqua, Cetyl Alcohol\n3\tAqua, Glycerin\n", vec!["3"]),
        ("id,inci\n2,\"Aqua, SD Alcohol\"\n1,\"Aqua, Cetyl Alcohol\"\n", vec!["2", "1"]),
        ("{\"id\": 1, \"inci\": [\"Aqua\", \"Glycerin\"]}\n{\"id\": 3, \"inci\": \"Aqua, \\u004canolin\"}\n", vec![]),
        ("name,inci\nBalm,Crème\nGel,\"Aqua, Glycerin\"\n", vec!["Gel"]),
    ] {
        assert_eq!(changed(OLD.as_bytes(), new), ids, "{new}");
    }
}

#[test]
fn a_product_that_nobody_can_tell_from_another_has_changed() {
    let old = "id,shade,inci\nP,red,\"Aqua, Ethanol\"\nP,blue,Aqua\nQ,red,Aqua\nQ,blue,Aqua\n,red,Talc\n";
    let new = "id,shade,name,inci\nP,red,,\"Aqua, Ethanol\"\nP,blue,,\"Aqua, Ethanol\"\nQ,red,,Aqua\n";
    assert_eq!(changed(old.as_bytes(), new), ["P", "P"]);
    assert_eq!(changed(b"inci\nTalc\n", "name,inci\nGel,Talc\n"), ["Gel"]);
    let nameless = since(b"inci\nTalc\n", "name,inci\nGel,Talc\n");
    assert!(nameless.told.starts_with("old: 0 products to compare with\n"), "{}", nameless.told);
}

#[test]
fn another_encoding_changes_nothing() {
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(OLD.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows1252 = OLD.as_bytes().split(|byte| *byte == 0xc3).collect::<Vec<_>>();
    let windows1252 = [windows1252[0], b"\xe8", &windows1252[1][1..]].concat();
    let zstd = zstd::encode_all(OLD.as_bytes(), 3).unwrap();
    for old in [utf16, windows1252, zstd] {
        assert_eq!(changed(&old, OLD), Vec::<String>::new());
    }
}

#[test]
fn what_could_not_be_read_then_has_changed() {
    let old = OLD.replace("1,Gel,9.00,\"Aqua, Glycerin\"", "1,Gel");
    assert_eq!(changed(old.as_bytes(), OLD), ["1"]);
    let told = since(old.as_bytes(), OLD).told;
    assert!(told.starts_with("old: 3 products to compare with; 1 row could not be read\n"), "{told}");
    let whole = gzip(OLD.as_bytes());
    let Run { told, .. } = since(&whole[..whole.len() - 1], OLD);
    let expected = "error: old cannot be read: its gzip data ends too early, so the file is incomplete\n";
    assert!(told.starts_with(expected), "{told}");
}

const ALLOWED: &str = r#"
[[allow]]
product = "SKU-*"
reason = "samples"

[[allow]]
product = "SKU-1"
rule = "needling/*"
reason = "a wipe for the case"

[[allow]]
ingredient = "sd alcohol 39-c"
reason = "a stain"
owner = "jane"
expires = 2026-03-31

[[allow]]
rule = "label/unknown-alcohol"
reason = "asked the maker"
owner = "Ann"
expires = 2026-03-30
"#;

/// A scan of a catalogue with a file of suppressions.
fn allowing(allowed: &str, rows: &str, arguments: &[&str]) -> Run {
    let folder = folder(&[("allowed.toml", allowed), ("shop.csv", &format!("id,inci\n{rows}"))]);
    let own = ["scan", "shop.csv", "--suppressions", "allowed.toml", "--format", "jsonl"];
    run(folder, &[&own, arguments].concat(), b"")
}

#[test]
fn all_that_an_entry_says_must_match() {
    for (product, ingredient, reason) in [
        ("SKU-1", "SD Alcohol 40-B", Some("a wipe for the case")),
        ("SKU-1", "Moonflower Alcohol", Some("samples")),
        (" SKU-10", "SD Alcohol 40-B", Some("samples")),
        ("X", "SD-ALCOHOL 39-C", Some("a stain")),
        ("X", "SD Alcohol 40-B", None),
        ("X", "Moonflower Alcohol", None),
    ] {
        let run = allowing(ALLOWED, &format!("{product},\"Water, {ingredient}, Glycerin\"\n"), &[]);
        let finding = &run.lines()[0]["findings"][0];
        let state = if reason.is_some() { "suppressed" } else { "new" };
        assert_eq!(
            (&finding["ingredient"], &finding["state"], finding["because"].as_str()),
            (&ingredient.into(), &state.into(), reason),
            "{product} {ingredient}: {finding}"
        );
    }
}

#[test]
fn a_pack_is_all_its_rules() {
    for (rule, code) in [("needling", 0), ("needling/", 0), ("needling/*", 0), ("needl", 1), ("label/", 1)] {
        let file = format!("[[allow]]\nrule = '{rule}'\nreason = 'a wipe'\n");
        let run = allowing(&file, "1,\"Water, SD Alcohol 40-B\"\n", &["--ignore", "suppressions/"]);
        assert_eq!(run.code, Some(code), "{rule}");
    }
    assert_eq!(allowing("# none so far\n", "1,\"Water, SD Alcohol 40-B\"\n", &[]).code, Some(1));
}

#[test]
fn what_is_unused_or_expired_is_told_at_its_place() {
    let expired = (17, "the suppression of rule label/unknown-alcohol expired on 2026-03-30; ask Ann");
    let unused = [
        (2, "the suppression of product SKU-* matches nothing"),
        (6, "the suppression of product SKU-1, rule needling/* matches nothing"),
        (11, "the suppression of ingredient sd alcohol 39-c matches nothing"),
    ];
    let one = "SKU-1,\"Water, SD Alcohol 40-B\"\n";
    for (rows, arguments, expected) in [
        ("X,Water\n", &[][..], vec![unused[0], unused[1], unused[2], expired]),
        (one, &[], vec![unused[0], unused[2], expired]),
        // what was not looked for may be there
        (one, &["--select", "needling/,suppressions/"], vec![expired]),
    ] {
        let lines = allowing(ALLOWED, rows, arguments).lines();
        let lapsed = lines.iter().filter(|line| line["source"] == "allowed.toml");
        let findings: Vec<_> = lapsed.flat_map(|line| line["findings"].as_array().unwrap()).collect();
        let told =
            findings.iter().map(|finding| (finding["line"].as_u64().unwrap(), finding["message"].as_str().unwrap()));
        assert_eq!(told.collect::<Vec<_>>(), expected, "{rows}");
        assert!(findings.iter().all(|finding| finding["column"] == 1 && finding["ingredient"] == "[[allow]]"));
    }
}

#[test]
fn every_slip_has_its_place_and_a_way_out() {
    let no_text = "expected a string";
    let no_date = "expected a date";
    let blank = "this value is empty";
    for (allow, place, message, help) in [
        ("WHY", "[[allow]]", "this would allow every finding", "add at least one of: product, rule, ingredient"),
        ("RULE", "[[allow]]", "missing key `reason`", "add reason = \"...\""),
        ("RULE; reason = ' '", "' '", blank, "say why, so that others can tell whether it still applies"),
        ("RULE; WHY; owner = ''", "''", blank, "name who is responsible, or remove the key"),
        ("rule = ''; WHY", "''", blank, "remove the key, or use * to match all"),
        ("rules = 'a/b'; WHY", "rules", "unknown key `rules`", "did you mean `rule`?"),
        ("rule = ['a/b']; WHY", "['a/b']", no_text, "put it in quotes"),
        ("RULE; reason = 1", "1", no_text, "put it in quotes"),
        ("RULE; WHY; expires = '2026-04-01'", "'2026-04-01'", no_date, "use a date without quotes, such as 2027-01-31"),
        (
            "RULE; WHY; expires = 2026-04-01T10:00:00",
            "2026-04-01T10:00:00",
            no_date,
            "use a date without a time: expires = 2026-04-01",
        ),
        ("RULE; WHY; expires = 2026-02-30", "2026-02-30", "this date does not exist", "use a day between 01 and 28"),
        ("[allow]", "", "", "use double brackets: [[...]]"),
        ("[[alow]]", "", "", "did you mean `allow`?"),
    ] {
        let toml = match allow.starts_with('[') {
            true => format!("{allow}\nrule = 'a/b'\n"),
            false => format!("[[allow]]\n{allow}\n").replace("; ", "\n"),
        };
        let toml = toml.replace("RULE", "rule = 'a/b'").replace("WHY", "reason = 'r'");
        let told = allowing(&toml, "", &[]).told;
        assert!(
            told.starts_with(&format!("error: {message}")) && told.ends_with(&format!("  help: {help}\n")),
            "{told}"
        );
        if !place.is_empty() {
            let before = &toml[..toml.find(place).unwrap()];
            let (line, column) = (before.matches('\n').count(), before.rsplit('\n').next().unwrap().len());
            assert!(told.contains(&format!("[allowed.toml:{}:{}]", line + 1, column + 1)), "{told}");
            let mark = told.lines().filter_map(|line| line.split_once('·')).next().unwrap().1.trim();
            assert_eq!(mark.chars().count(), place.len(), "{told}");
        }
    }
}

const ONE: &str = "7c79e3b1d1d073fc6d0574e82bb8112b";

/// What is said of a baseline that a scan is given.
fn baseline(text: &str) -> Run {
    let folder = folder(&[("known.txt", text), ("shop.csv", "inci\nWater\n")]);
    run(folder, &["scan", "shop.csv", "--baseline", "known.txt", "--receipt", "receipt.json"], b"")
}

#[test]
fn only_the_digits_of_a_baseline_count() {
    for (text, known) in [
        ("# needlint baseline 1\n", 0),
        ("\u{feff}# needlint baseline 1: words\r\nONE\r\n\r\nONE\ta\tb\r", 1),
        ("ONE\n# by hand\n# needlint baseline 1\nONE", 1),
        ("# needlint baseline 1\n# needlint baseline 1\n# needlint baselines\n", 0),
        ("# needlint baseline 1\nUPPER", 1),
    ] {
        let run = baseline(&text.replace("ONE", ONE).replace("UPPER", &ONE.to_uppercase()));
        assert_eq!((run.code, run.count("gone")), (Some(0), known), "{text}: {}", run.told);
    }
}

#[test]
fn what_is_no_baseline_is_told_by_its_line() {
    let none = "known.txt is not a baseline file: no line starts with `# needlint baseline 1`";
    let no_fingerprint = "known.txt:2: this line does not start with a fingerprint";
    for (text, error) in [
        ("", none),
        ("# a comment\n", none),
        ("id,inci\n", "known.txt:1: this line does not start with a fingerprint"),
        ("# needlint baseline 1\n7c79\n", no_fingerprint),
        ("# needlint baseline 1\nONE0\n", no_fingerprint),
        ("# needlint baseline 1\n\tONE\n", no_fingerprint),
        (
            "# needlint baseline 2\n{}",
            "known.txt:1: this is a baseline of version 2; this needlint reads only version 1",
        ),
        ("# needlint baseline 1\nONE\n<<<<<<< ours\n", "known.txt:3: unresolved merge conflict"),
        ("# needlint baseline 1\nONE\n=======\n", "known.txt:3: unresolved merge conflict"),
    ] {
        let Run { told, .. } = baseline(&text.replace("ONE", ONE));
        assert!(told.starts_with(&format!("error: {error}\n")), "{text}: {told}");
    }
}

const TITLE: &str =
    "# needlint baseline 1: known findings, one per line; only the digits at the start and the end of a line count\n";

/// The fingerprints of three findings of one rule, sorted.
fn fingerprints() -> [String; 3] {
    let rows: String = (1..4).map(|id| format!("{id},\"Water, SD Alcohol 40-B\"\n")).collect();
    let folder = folder(&[("shop.csv", format!("id,inci\n{rows}"))]);
    let lines = run(folder, &["scan", "shop.csv", "--format", "jsonl"], b"").lines();
    [0, 1, 2].map(|at| lines[at]["findings"][0]["fingerprint"].as_str().unwrap().to_owned())
}

/// A baseline, pruned by products with these ids.
fn pruned(baseline: &str, ids: &[usize], arguments: &[&str]) -> String {
    let rows: String = ids.iter().map(|id| format!("{id},\"Water, SD Alcohol 40-B\"\n")).collect();
    let folder = folder(&[("known.txt", baseline), ("shop.csv", &format!("id,inci\n{rows}"))]);
    let run = run(folder, &[&["baseline", "prune", "known.txt", "shop.csv"], arguments].concat(), b"");
    assert_eq!(run.code, Some(0), "{}", run.told);
    std::fs::read_to_string(run.folder.path().join("known.txt")).unwrap() + &run.told
}

#[test]
fn what_is_gone_goes_and_the_rest_stays_as_it_is() {
    let [one, two, three] = fingerprints();
    let text = format!(
        "# needlint baseline 1\n{three}\tr\tedited by hand\t\n{two}\n{two}\n# ours\n{one}\tx\n# needlint baseline 1\n"
    );
    let mut kept = [format!("{one}\tx\n"), format!("{three}\tr\tedited by hand\t\n")];
    kept.sort();
    let told = "known.txt: removed 1 fixed finding, kept 2\n";
    assert_eq!(pruned(&text, &[1, 3], &[]), format!("{TITLE}# ours\n{}{told}", kept.concat()));
    // whichever of two products is found first, a finding is found once
    assert_eq!(pruned(&text, &[1, 1, 3], &[]), format!("{TITLE}# ours\n{}{told}", kept.concat()));
}

#[test]
fn what_was_not_looked_for_is_not_gone() {
    let [one, ..] = fingerprints();
    let [a, b, c] = ["a", "b", "c"].map(|digit| digit.repeat(32));
    let text = format!("{TITLE}{a}\tlabel/order\t1\n{b}\tneedling/sd-alcohol\t1\n{c}\n{one}\n");
    let mut kept = [format!("{a}\tlabel/order\t1\n"), format!("{c}\n"), format!("{one}\n")];
    kept.sort();
    let told = "known.txt: removed 1 fixed finding, kept 3\n";
    assert_eq!(pruned(&text, &[1], &["--ignore", "label/"]), format!("{TITLE}{}{told}", kept.concat()));
}

#[test]
fn an_allowance_holds_on_its_last_day() {
    for (seconds, last, day_before) in [
        ("0", "1970-01-01", "1969-12-31"),
        ("-1", "1969-12-31", "1969-12-30"),
        ("951868799", "2000-02-29", "2000-02-28"),
        ("951868800", "2000-03-01", "2000-02-29"),
        (" 1774915200\n", "2026-03-31", "2026-03-30"),
        ("4107542400", "2100-03-01", "2100-02-28"),
        ("253402207200", "9999-12-30", "9999-12-29"),
    ] {
        for (day, code) in [(last, 0), (day_before, 1)] {
            let allowed = format!("[[allow]]\nproduct = '*'\nreason = 'a wipe'\nexpires = {day}\n");
            let folder = folder(&[("allowed.toml", &*allowed), ("shop.csv", "inci\n\"Water, SD Alcohol\"\n")]);
            let mut command = needlint(&folder, &["scan", "shop.csv", "--suppressions", "allowed.toml"]);
            let output = command.env("SOURCE_DATE_EPOCH", seconds).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{day} at {seconds}");
        }
    }
    for odd in ["tomorrow", "1.5", "99999999999999999"] {
        let folder = folder(&[("allowed.toml", ""), ("shop.csv", "inci\nWater\n")]);
        let mut command = needlint(&folder, &["scan", "shop.csv", "--suppressions", "allowed.toml"]);
        let told = command.env("SOURCE_DATE_EPOCH", odd).output().unwrap().stderr;
        let expected = format!("error: SOURCE_DATE_EPOCH is not a valid time: {odd}");
        assert!(String::from_utf8(told).unwrap().starts_with(&expected), "{odd}");
    }
}
