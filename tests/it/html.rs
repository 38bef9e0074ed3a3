//! The page that `--format html` draws: whole, harmless, and the same every time.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use scraper::{ElementRef, Html, Selector};

/// The page of a catalogue.
fn page(catalogue: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_needlint"))
        .args(["scan", catalogue, "--format", "html", "--quiet", "--output", "-"])
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it writes text")
}

/// The page as a browser reads it; there is no mistake in it.
fn parsed(page: &str) -> Html {
    let parsed = Html::parse_document(page);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    parsed
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("it is a selector")).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between a tag and its end is left out, as it is the same in every page.
fn without(page: &str, tag: &str) -> String {
    let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
    let from = page.find(&start).expect("the tag is there") + start.len();
    let to = page.rfind(&end).expect("and its end");
    format!("{}...{}", &page[..from], &page[to..])
}

#[test]
fn a_catalogue_looks_as_it_always_did() {
    let page = page("fixtures/catalogues/range.csv", &["--all"]);
    let page = without(&without(&page, "style"), "script");
    let page = page.lines().filter(|line| !line.is_empty() && !line.contains("Content-Security-Policy"));
    let page = page.map(|line| line.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    insta::assert_snapshot!(page.collect::<Vec<_>>().join("\n"));
}

/// Texts that would be elements, end the attribute or the element that they stand in, or turn the writing round.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script></style></title></b></td></table><script>alert(2)</script>",
    "\" onmouseover=\"alert(3)",
    "' onfocus='alert(4)' autofocus='",
    "<img src=x onerror=alert(5)>",
    "<!-- <svg/onload=alert(6)> ]]>",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;script&gt; &amp;amp; &#60;",
    "\u{202e}gnitirw\u{202c} مصل الشعر",
    "\u{0}\u{1b}[31m\u{7f}",
    "💧👩‍👩‍👧‍👦",
];

#[test]
fn no_text_of_a_catalogue_becomes_an_element() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("<b>hostile'\"&.csv");
    let mut rows = csv::Writer::from_path(&file).expect("the file can be written");
    rows.write_record(["sku", "title", "inci"]).expect("it takes a row");
    let harmless = folder.path().join("harmless.csv");
    let mut plain = csv::Writer::from_path(&harmless).expect("the file can be written");
    plain.write_record(["sku", "title", "inci"]).expect("it takes a row");
    for (number, text) in HOSTILE.iter().enumerate() {
        let list = |text: &str| format!("Water, SD Alcohol 40-B {text}, Glycerin, {text}");
        let (id, long) = (format!("{number}{text}"), text.repeat(200));
        rows.write_record([&*id, text, &*list(text)]).expect("it takes a row");
        rows.write_record([&*format!("{id} long"), &*long, &*list(&long)]).expect("it takes a row");
        for id in [format!("{number}"), format!("{number} long")] {
            plain.write_record([&*id, "Tonic", &*list("x")]).expect("it takes a row");
        }
    }
    drop((rows, plain));
    let page = page(file.to_str().expect("the name is text"), &["--all"]);
    let parsed = parsed(&page);
    let elements = |page: &Html| -> BTreeSet<String> {
        let attributes =
            |element: ElementRef<'_>| element.value().attrs().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
        select(page, "*")
            .into_iter()
            .map(|element| format!("{} {:?}", element.value().name(), attributes(element)))
            .collect()
    };
    let harmless = self::page(harmless.to_str().expect("the name is text"), &["--all"]);
    let known = elements(&self::parsed(&harmless));
    let strange: Vec<_> = elements(&parsed).difference(&known).cloned().collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert_eq!((select(&parsed, "script").len(), select(&parsed, "style").len()), (1, 1));
    assert!(text(select(&parsed, "tbody td b")[0]).contains("<script>alert(1)</script>"));
    assert!(!page.contains(['\u{202e}', '\u{0}', '\u{1b}']));
    // a window on a list that is long is all that is shown of it
    for list in select(&parsed, "blockquote") {
        assert!(text(list).chars().count() < 1_300, "{}", text(list).len());
    }
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = page("fixtures/catalogues/range.csv", &["--all"]);
    let parsed = parsed(&page);
    for attribute in ["src", "srcset", "data", "action", "style", "onclick", "xlink:href", "background", "poster"] {
        let selector = format!("[{}]", attribute.replace(':', "\\:"));
        assert!(select(&parsed, &selector).is_empty(), "{attribute}");
    }
    assert!(select(&parsed, "link, iframe, img, object, embed, base").is_empty());
    for style in ["url(", "@import", "@font-face"] {
        assert!(!text(select(&parsed, "style")[0]).contains(style), "{style}");
    }
    let ids: BTreeSet<&str> = select(&parsed, "[id]").iter().filter_map(|element| element.attr("id")).collect();
    for link in select(&parsed, "a") {
        let place = link.attr("href").and_then(|href| href.strip_prefix('#')).expect("links lead into the page");
        assert!(ids.contains(place), "{place}");
    }
    let policy = select(&parsed, "meta[http-equiv=Content-Security-Policy]")[0].attr("content").expect("it says what");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
}

#[test]
fn a_page_can_be_found_through_by_ear_and_keyboard() {
    let page = page("fixtures/catalogues/range.csv", &["--all"]);
    let parsed = parsed(&page);
    assert_eq!(select(&parsed, "html")[0].attr("lang"), Some("en"));
    let levels: Vec<u8> =
        select(&parsed, "h1, h2, h3, h4").iter().map(|h| h.value().name().as_bytes()[1] - b'0').collect();
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1 && pair[1] > 1), "{levels:?}");
    assert!(
        select(&parsed, "table")
            .iter()
            .all(|table| table.child_elements().next().is_some_and(|e| e.value().name() == "caption"))
    );
    assert!(select(&parsed, "th").iter().all(|header| header.attr("scope").is_some()));
    let ids: Vec<&str> = select(&parsed, "[id]").iter().filter_map(|element| element.attr("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    for field in select(&parsed, "input, select") {
        let label = format!("label[for={}]", field.attr("id").expect("a field has an id"));
        assert_eq!(select(&parsed, &label).len(), 1, "{label}");
    }
    let words = text(select(&parsed, "body")[0]).to_lowercase();
    assert!(words.contains("not medical advice") && words.contains("no all-clear"));
    assert!(!words.split(|c: char| !c.is_alphabetic()).any(|word| word == "safe"));
}

#[test]
fn the_table_is_capped_and_the_counts_are_not() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("many.csv");
    let row = "Tonic,\"Water, SD Alcohol 40-B, Glycerin\"\n";
    fs::write(&file, format!("title,inci\n{}", row.repeat(2_345))).expect("the file can be written");
    let page = page(file.to_str().expect("the name is text"), &[]);
    let parsed = parsed(&page);
    assert_eq!(select(&parsed, ".findings tbody tr").len(), 2_000);
    let told = text(select(&parsed, "main")[0]);
    assert!(told.contains("2,345 products read."), "{told}");
    assert!(told.contains("These are the first 2,000 of 2,345 findings."));
    assert!(told.contains("--report csv="));
    let all = folder.path().join("all of them.csv");
    let linked = self::page(file.to_str().expect("the name is text"), &["--report", &format!("csv={}", all.display())]);
    let linked = self::parsed(&linked);
    let links = select(&linked, ".findings ~ p a, p a[href]").into_iter().filter_map(|link| link.attr("href"));
    assert!(links.into_iter().any(|link| link.ends_with("/all%20of%20them.csv")));
}

#[test]
fn a_label_has_a_page_too() {
    let output = Command::new(env!("CARGO_BIN_EXE_needlint"))
        .args(["check", "--text", "Water, SD Alcohol 40-B, Glycerin", "--format", "html"])
        .output()
        .expect("the program starts");
    let page = String::from_utf8(output.stdout).expect("it writes text");
    let parsed = parsed(&page);
    assert_eq!(text(select(&parsed, "h1")[0]), "the label");
    assert_eq!(text(select(&parsed, "mark")[0]), "SD Alcohol 40-B");
    assert!(text(select(&parsed, "main")[0]).contains("1 label read."));
}
