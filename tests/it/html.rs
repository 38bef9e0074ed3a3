//! The page that `--format html` draws: whole, harmless, and the same every time.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use scraper::{ElementRef, Html, Selector};

use crate::run::{folder, needlint};

/// The page of a catalogue.
fn page(catalogue: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_needlint"))
        .args(["scan", catalogue, "--format", "html", "--quiet", "--output", "-"])
        .args(arguments)
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.lines().all(|line| line.starts_with("needlint: ")), "{told}");
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

/// The text of the first element that a selector means.
fn text_of(page: &Html, selector: &str) -> String {
    text(select(page, selector)[0])
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
    assert!(words.contains("not medical advice") && words.contains("not approval to use"));
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
    assert!(told.contains("Showing the first 2,000 of 2,345 findings."));
    assert!(told.contains("The others are counted above."), "{told}");
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

/// What WCAG 2.2 AA asks of text, and of what is no text and has to be seen.
const TEXT: f64 = 4.5;
const GRAPHIC: f64 = 3.0;

/// The value of a colour of the style, as red, green and blue.
fn colour(colours: &str, name: &str) -> [f64; 3] {
    let declared = format!("--{name}: #");
    let start = colours.find(&declared).unwrap_or_else(|| panic!("no colour {name}")) + declared.len();
    [0, 2, 4].map(|at| {
        let digits = &colours[start + at..start + at + 2];
        f64::from(u8::from_str_radix(digits, 16).expect("a colour has six digits")) / 255.0
    })
}

/// The contrast of two colours as WCAG 2.2 defines it: 1 to 21.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn contrasts_are_those_of_wcag_aa_in_light_and_dark() {
    let page = page("fixtures/catalogues/range.csv", &[]);
    let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("it has a style").0;
    let (light, dark) = style.split_once("prefers-color-scheme: dark").expect("there are two schemes");
    for colours in [light, dark] {
        let pairs = ["text", "quiet", "link", "error", "warning", "note"].map(|name| (name, TEXT));
        let graphics = ["clear", "unreadable", "control"].map(|name| (name, GRAPHIC));
        for (name, least) in pairs.into_iter().chain(graphics) {
            for ground in ["page", "panel"] {
                let contrast = contrast(colour(colours, name), colour(colours, ground));
                assert!(contrast >= least, "{name} on {ground}: {contrast:.2}");
            }
        }
        let marked = contrast(colour(colours, "marked"), colour(colours, "mark"));
        assert!(marked >= TEXT, "marked: {marked:.2}");
    }
}

#[test]
fn neither_style_nor_script_can_end_early() {
    let page = page("fixtures/catalogues/range.csv", &[]);
    for tag in ["style", "script"] {
        let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
        assert_eq!((page.matches(&start).count(), page.matches(&end).count()), (1, 1), "{tag}");
        let text = page.split_once(&start).and_then(|(_, rest)| rest.split_once(&end)).expect("it is there").0;
        assert!(!text.contains("</") && !text.contains("<!--"), "{tag}");
    }
}

/// The page of a command in this folder, with spaces for white space.
fn page_in(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let output = needlint(folder, &[arguments, &["--format", "html"]].concat()).output().expect("the program starts");
    let page = String::from_utf8(output.stdout).expect("it writes text");
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rows(ids: std::ops::Range<usize>) -> String {
    ids.map(|id| format!("{id},\"Water, SD Alcohol 40-B\"\n")).collect()
}

#[test]
fn what_is_not_in_the_table_is_told() {
    let folder = folder(&[
        ("a/old.csv", format!("id,inci\n{}", rows(0..7))),
        ("a/shop.csv", format!("id,inci\n{}9,Water\n", rows(0..3))),
        ("allowed.toml", "[[allow]]\nproduct = '2'\nreason = 'a wipe'\n".to_owned()),
    ]);
    let known = page_in(&folder, &["scan", "a/old.csv", "--write-baseline", "known"]);
    assert!(!known.contains("in the baseline") && !known.contains("was allowed"));
    let compared = ["scan", "a/shop.csv", "--baseline", "known", "--suppressions", "allowed.toml"];
    let page = page_in(&folder, &compared);
    for told in [
        "<title>needlint: shop.csv</title>",
        "4 products read.",
        "2 findings are in the baseline: included in the verdicts, not counted below.",
        "1 finding was allowed: included in the verdicts, not counted below.",
        "4 findings of the baseline were no longer found.",
        "No findings that count.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let page = page_in(&folder, &["scan", "a/shop.csv", "no.csv", "--since", "a/old.csv"]);
    for told in [
        "3 products were skipped, because the list has not changed.",
        "Incomplete: not everything could be read: file not found: no.csv.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let quiet = page_in(&folder, &["check", "--text", "Water, Glycerin"]);
    assert!(!quiet.contains("baseline") && !quiet.contains("allowed") && quiet.contains("No findings."));
}

#[test]
fn groups_stand_by_how_many_of_their_products_are_affected() {
    let group = |name: &str, lists: [usize; 3]| -> String {
        let lists = ["Water, SD Alcohol 40-B", "Water, Alcohol", "Water"].into_iter().zip(lists);
        let rows = lists.map(|(list, count)| format!("{name},\"{list}\"\n").repeat(count));
        rows.collect::<String>() + &format!("{name},\n")
    };
    let groups = [group("<A>", [1, 0, 8]), group("B", [2, 3, 4]), group("", [0, 0, 9])].concat();
    let many: String = (0..60).map(|number| group(&number.to_string(), [1, 1, 0])).collect();
    let folder = folder(&[("few.csv", format!("brand,inci\n{groups}")), ("many.csv", format!("brand,inci\n{many}"))]);
    let page = page_in(&folder, &["scan", "few.csv"]);
    let at = |told: &str| page.find(told).unwrap_or_else(|| panic!("{told}: {page}"));
    assert!(at("Products by brand") < at("<bdi>B</bdi>"));
    assert!(at("<bdi>B</bdi>") < at("5 of 10") && at("5 of 10") < at("<bdi>&#60;A&#62;</bdi>"));
    assert!(at("1 of 10") < at("<bdi>(none)</bdi>"));
    assert!(page_in(&folder, &["scan", "many.csv"]).contains("10 more groups with fewer affected products."));
}

#[test]
fn products_that_could_not_be_read_are_listed_by_reason() {
    let rows: String = (0..250).map(|id| format!("E-{id},Tonic,\n")).collect();
    let text = format!("sku,title,inci\n{rows}S-1,Gel,see packaging\nS-2,Mist,\"Water, SD Alcohol 40-B\"\n");
    let folder = folder(&[("shop.csv", text)]);
    let page = page_in(&folder, &["scan", "shop.csv"]);
    let parsed = parsed(&page);
    assert_eq!(select(&parsed, ".unread tbody tr").len(), 201);
    let told = text_of(&parsed, "#unread");
    for part in [
        "Products that could not be read it is empty The first 200 of 250, one per row.",
        "it only says where to find the ingredients One product per row.",
        "Gel S-1 see packaging row 251, line 252",
        "Tonic E-0",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let targets: Vec<_> =
        select(&parsed, ".counts a, .verdicts a").iter().filter_map(|link| link.attr("href")).collect();
    for target in ["#unread", "#unread-empty", "#unread-elsewhere"] {
        assert!(targets.contains(&target), "{targets:?}");
    }
    assert!(!page_in(&folder, &["check", "--text", "Water"]).contains("id=\"unread\""));
}

#[test]
fn the_page_speaks_of_no_options() {
    let rows: String = (0..2_100).map(|id| format!("{id},B{id},\"Water, SD Alcohol 40-B\"\n")).collect();
    let more = "x,B,\"Water, Moonflower Alcohol\"\ny,B,\n\"z,B,Water\n";
    let folder = folder(&[("shop.csv", format!("id,brand,inci\n{rows}{more}"))]);
    let page = page_in(&folder, &["scan", "shop.csv"]);
    let body = &page[page.find("<main>").expect("it has a body")..];
    let body = &body[..body.rfind("<script>").expect("it has a script")];
    assert!(
        !body.contains(" --") && !body.contains("<b>--"),
        "{}",
        body.find(" --").map_or("", |at| &body[at..at + 60])
    );
    assert!(body.contains("<th scope=\"col\"><bdi>Brand</bdi></th>"));
}

#[test]
fn the_title_names_the_files() {
    let list = "inci\nWater\n";
    let files = ["exports/spring/shop.csv", "exports/a.csv", "b.csv", "1", "2", "3", "4", "5"].map(|file| (file, list));
    let folder = folder(&files);
    for (sources, expected) in [
        (&["scan", "exports/spring/shop.csv"][..], "shop.csv"),
        (&["scan", "-"], "standard input"),
        (&["check", "--text", "Water"], "the label"),
        (&["scan", "exports/", "b.csv"], "exports, b.csv"),
        (&["scan", "1", "2", "3", "4", "5"], "1, 2, 3, and 2 more"),
    ] {
        let page = page_in(&folder, sources);
        assert!(page.contains(&format!("<title>needlint: {expected}</title>")), "{expected}: {page}");
    }
}

#[test]
fn links_lead_from_the_folder_of_the_page() {
    for (page, file, link) in [
        ("needlint.html", "findings.csv", "findings.csv"),
        ("out/page.html", "out/data/50% neu.csv.gz", "data/50%25%20neu.csv.gz"),
        ("out/page.html", "findings.csv", "../findings.csv"),
        ("out/data/../../page.html", "./é#1.jsonl", "%C3%A9%231.jsonl"),
        ("-", "findings.csv", "findings.csv"),
    ] {
        let folder = folder(&[("shop.csv", "inci\n\"Water, SD Alcohol 40-B\"\n"), ("out/data/x", "")]);
        let format = if file.contains(".csv") { "csv" } else { "jsonl" };
        let report = format!("{format}={file}");
        let arguments = ["scan", "shop.csv", "--format", "html", "--output", page, "--report", &report];
        let output = needlint(&folder, &arguments).output().expect("the program starts");
        let written = match page {
            "-" => String::from_utf8(output.stdout).expect("it is text"),
            page => fs::read_to_string(folder.path().join(page)).expect("it is written"),
        };
        assert!(written.contains(&format!("href=\"{link}\"")), "{link}: {written}");
    }
}
