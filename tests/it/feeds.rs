//! Feeds of XML: which elements are products, what is listed of them, and what happens to a feed that is damaged.

use serde_json::Value;

use crate::run::{Run, folder, gzip, run, scan_file};

/// What a scan says of each product: `id=verdict`, in the order of the file.
fn verdicts(run: &Run) -> String {
    let one = |line: Value| format!("{}={}", line["id"].as_str().unwrap_or("-"), line["verdict"].as_str().unwrap());
    run.lines().into_iter().map(one).collect::<Vec<_>>().join(" ")
}

fn scanned(file: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    scan_file(file, text, &[&["--format", "jsonl", "--all"], arguments].concat())
}

/// A feed for Google's shops.
fn google(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>\n<title>Shop\
         </title>\n{items}\n</channel>\n</rss>\n"
    )
}

const DETAIL: &str = "<g:product_detail><g:section_name>General</g:section_name>\
    <g:attribute_name>Ingredients</g:attribute_name><g:attribute_value>Water, SD Alcohol 40</g:attribute_value>\
    </g:product_detail>";

#[test]
fn feeds_for_google_are_read_item_by_item() {
    let size = "<g:product_detail><g:attribute_name>Size</g:attribute_name><g:attribute_value>5</g:attribute_value>\
        </g:product_detail>";
    let items = format!(
        "<item><g:id>1</g:id><title>Tonic</title>{size}{DETAIL}</item>\n\
         <item><g:id>2</g:id><title>Cream</title>{}</item>\n\
         <item><g:id>3</g:id><title>Soap</title><description>Fresh.</description>{size}</item>",
        DETAIL.replace("SD Alcohol 40", "Cetyl Alcohol")
    );
    let run = scanned("feed.xml", google(&items), &[]);
    assert_eq!((verdicts(&run).as_str(), run.code), ("1=avoid 2=clear 3=unreadable", Some(1)));
    let lines = run.lines();
    assert_eq!((&lines[0]["row"], &lines[0]["line"], &lines[0]["name"]), (&1.into(), &5.into(), &"Tonic".into()));
    assert!(run.told.contains("; UTF-8, XML\n"), "{}", run.told);
    assert_eq!((run.of_file("format"), run.count("products")), (&"xml".into(), 3));
    let pages = "<item><g:id>1</g:id><description>&lt;p&gt;Nice&lt;/p&gt;&lt;h3&gt;Ingredients&lt;/h3&gt;&lt;p&gt;Aqua, \
        Alcohol Denat.&lt;/p&gt;</description></item>\
        <item><g:id>2</g:id><description><![CDATA[<p>Nice.</p><h3>Ingredients</h3><p>Aqua, Glycerin</p>]]></description></item>\
        <item><g:id>3</g:id><description><![CDATA[<p>Nice.</p><h3>Ingredients</h3><p></p><p>Free shipping</p>]]></description>\
        </item>";
    assert_eq!(verdicts(&scanned("feed.xml.gz", gzip(google(pages).as_bytes()), &[])), "1=avoid 2=clear 3=unreadable");
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:g=\"http://base.google.com/ns/1.0\"><title>Shop</title>\
         <entry><g:id>1</g:id><title>Tonic</title>{DETAIL}</entry></feed>"
    );
    assert_eq!(verdicts(&scanned("-", atom, &[])), "1=avoid");
}

#[test]
fn products_are_found_in_any_xml() {
    for (xml, expected) in [
        (
            "<products><product><sku>1</sku><ingredients>Aqua, Ethanol</ingredients></product>\
             <product><sku>2</sku><ingredients>Aqua, Glycerin</ingredients></product></products>",
            "1=caution 2=clear",
        ),
        (
            "<shop><product id=\"1\" inci=\"Aqua, Alcohol Denat.\"/><product id=\"2\" inci=\"Aqua\"/></shop>",
            "1=avoid 2=clear",
        ),
        (
            "<shop><group><id>g</id><thing><id>1</id><ingredients><ingredient>Aqua</ingredient><ingredient>Alcohol Denat.\
             </ingredient></ingredients></thing><thing><id>2</id><ingredients/></thing></group></shop>",
            "1=avoid 2=unreadable",
        ),
        (
            "<yml><offer id=\"1\"><name>Лосьон</name><param name=\"Объем\">50 ml</param><param name=\"Состав\">Aqua, \
             Alcohol Denat.</param></offer></yml>",
            "1=avoid",
        ),
        (
            "<catalog><product product-id=\"1\"><custom-attributes><custom-attribute attribute-id=\"ingredients\">Aqua, \
             <b>Alcohol</b> Denat.</custom-attribute></custom-attributes></product></catalog>",
            "1=avoid",
        ),
        (
            "<shop><drug><id>1</id><active_ingredient>Alcohol 70% v/v</active_ingredient><inactive_ingredient>Water\
             </inactive_ingredient></drug></shop>",
            "1=avoid",
        ),
        // products stand at any depth
        (
            "<c><product><id>1</id><inci>Aqua</inci></product><c><product><id>2</id><inci>Aqua, Ethanol</inci></product></c></c>",
            "1=clear 2=caution",
        ),
    ] {
        assert_eq!(verdicts(&scanned("x.xml", xml, &[])), expected, "{xml}");
    }
    let asked = "<a><b><code>1</code><what>Aqua, Alcohol Denat.</what></b><b><code>2</code><what>Aqua</what></b></a>";
    assert_eq!(verdicts(&scanned("x.xml", asked, &["--ingredients", "what"])), "1=avoid 2=clear");
    let run = scanned("x.xml", asked, &[]);
    assert!(run.code == Some(2) && run.told.contains("could not find the ingredients column"), "{}", run.told);
    assert!(run.told.contains("`code`, `what`"), "{}", run.told);
}

#[test]
fn a_list_that_comes_late_is_read_too() {
    let plain = |id: usize| format!("<product><id>{id}</id><ingredients>Aqua</ingredients></product>\n");
    let late = "<product><id>x</id><ingredients>Aqua</ingredients><inactive_ingredients>Alcohol Denat.\
        </inactive_ingredients></product>";
    let many: String = (0..2_000).map(plain).collect();
    let run = scan_file("x.xml", format!("<products>{many}{late}</products>"), &["--format", "jsonl"]);
    assert_eq!(verdicts(&run), "x=avoid");
    let json: String = (0..2_000).map(|id| format!("{{\"id\": {id}, \"inci\": \"Aqua\"}},\n")).collect();
    let late = "{\"id\": \"x\", \"inci\": \"Aqua\", \"inactive_ingredients\": \"Alcohol Denat.\"}";
    assert_eq!(verdicts(&scan_file("x.json", format!("[{json}{late}]"), &["--format", "jsonl"])), "x=avoid");
}

#[test]
fn a_damaged_feed_is_told_with_its_place() {
    let product = "<product>\n<id>1</id>\n<inci>Aqua, Alcohol Denat.</inci></product>\n";
    for (xml, told, products) in [
        (format!("<a>{product}<product><id>2</id></a>"), "x.xml cannot be read: its XML is damaged: ", 1),
        (format!("<a>{product}<product><id>2"), "its XML ends too early, so the file is incomplete (line 4)\n", 1),
        (format!("<a>{product}"), "its XML ends too early, so the file is incomplete (line 4)\n", 1),
        ("<a><b></a>".to_owned(), "x.xml cannot be read: its XML is damaged: ", 0),
        (format!("<a>{product}{}", "<b>".repeat(200)), "it has more than 100 elements within each other (line 4)\n", 1),
        (format!("<a>{product}<product>{}", "x".repeat(5 << 20)), "longer than 4 MB (line 4)\n", 1),
    ] {
        let run = scanned("x.xml", &xml, &[]);
        let code = if products > 0 { Some(1) } else { Some(2) };
        assert_eq!((run.code, run.count("products")), (code, products), "{}", run.told);
        assert!(run.told.contains(told) && run.receipt["complete"] == false, "{}", run.told);
    }
    for nothing in ["", "<a/>", "plain text", "<a>text</a>"] {
        assert_eq!(scanned("x.xml", nothing, &[]).code, Some(2), "{nothing}");
    }
    let run = scanned("x.xml", google(""), &[]);
    assert!(run.code == Some(2) && run.told.contains("there were no products to read"), "{}", run.told);
    let run = scanned("x.xml", b"\x01\0\0\x02\xff", &[]);
    assert!(run.code == Some(2) && run.told.contains("x.xml is binary data"), "{}", run.told);
}

#[test]
fn nothing_is_fetched_and_nothing_grows() {
    let lol = (1..30).map(|at| format!("<!ENTITY l{at} \"&l{0};&l{0};\">", at - 1)).collect::<String>();
    let xml = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"Alcohol\">{lol}<!ENTITY x SYSTEM \"secret.txt\">]><a><product>\
         <id>1</id><inci>&x;</inci></product><product><id>2</id><inci>&l29;</inci></product></a>"
    );
    let folder = folder(&[("secret.txt", "Aqua, Glycerin"), ("x.xml", &xml)]);
    let run = run(folder, &["scan", "x.xml", "--format", "jsonl", "--all"], b"");
    assert_eq!(verdicts(&run), "1=unreadable 2=unreadable");
}

#[test]
fn a_feed_is_in_the_encoding_that_it_says() {
    let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<a><product><id>1</id><inci>Вода, спирт денат.</inci></product></a>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let run = scanned("x.xml", &bytes, &[]);
    assert_eq!(verdicts(&run), "1=avoid");
    assert!(run.told.contains("; windows-1251, XML\n"), "{}", run.told);
    let utf16: Vec<u8> = format!("\u{feff}{}", text.replace("windows-1251", "utf-16"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(verdicts(&scanned("x.xml", utf16, &[])), "1=avoid");
    let run = scanned("x.xml", b"<a><product>\n<id>1</id><inci>Cr\xe8me</inci></product></a>", &[]);
    assert!(run.told.contains("its text is not UTF-8; give its encoding with --encoding (line 2)"), "{}", run.told);
}

#[test]
fn xml_without_products_is_passed_over_in_a_folder() {
    let map = "<urlset><url><loc>a</loc></url><url><loc>b</loc></url></urlset>";
    let folder = folder(&[("in/sitemap.xml", map), ("in/shop.csv", "id,inci\n1,\"Aqua, Alcohol Denat.\"\n")]);
    let run = run(folder, &["scan", "in", "--format", "jsonl"], b"");
    assert_eq!((run.code, verdicts(&run).as_str()), (Some(1), "1=avoid"));
    assert!(run.told.contains("sitemap.xml: no ingredients column, so it was not scanned"), "{}", run.told);
}
