//! The screens that a person sees, at several widths, drawn from findings made by hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::catalogue::Product;
use crate::finding::{Around, Certainty, Finding, LookAlike, Recognised, Report, Severity, Verdict};
use crate::label::{Basis, Bound, Concentration, Ppm, SectionKind, Unreadable};
use crate::report::human::{Detail, Human, Screen};
use crate::report::{Drawn, End, Judged, Prepared, Receipt, Reporter};
use crate::rule::{Place, Rule, Trigger};
use crate::text::Span;

fn rule(id: &str, headline: &str, severity: Severity) -> Arc<Rule> {
    Arc::new(Rule {
        id: id.to_owned(),
        headline: headline.to_owned(),
        severity,
        family: None,
        trigger: Trigger::Substances(Vec::new()),
        conditions: Vec::new(),
        meaning: String::new(),
        why: "Freshly abraded skin should get no serum with it, the document says: it dries the skin, damages its \
              barrier and slows healing."
            .to_owned(),
        place: Some(Place {
            document: "Microneedling for Hair Loss".to_owned(),
            section: "Potential Risks".to_owned(),
            paragraph: 3,
        }),
        silent: String::new(),
        open: "The label does not say how much; this warning holds for any amount.".to_owned(),
        help: "Do not put it on freshly needled skin.".to_owned(),
        evidence: vec![],
        sources: Vec::new(),
        examples: Vec::new(),
    })
}

fn sd_alcohol() -> Arc<Rule> {
    rule("needling/sd-alcohol", "SD alcohol is listed", Severity::Error)
}

fn span(text: &str, part: &str) -> Span {
    let at = text.find(part).expect("the part is in the text");
    Span::new(at, at + part.len())
}

/// The ingredient of a list at an index, and those beside it.
fn around(text: &str, index: usize) -> Option<Around> {
    let items: Vec<Span> = text.split(',').map(|item| span(text, item.trim())).collect();
    let before = index.checked_sub(1).map(|before| items[before]);
    Some(Around { ingredient: *items.get(index)?, before, behind: items.get(index + 1).copied() })
}

fn finding(rule: &Arc<Rule>, text: &str, part: &str, rank: u32) -> Finding {
    let of = text.split(',').count() as u32;
    Finding {
        rule: Arc::clone(rule),
        severity: rule.severity,
        certainty: Certainty::Certain,
        span: span(text, part),
        rank: Some(rank),
        of,
        section: SectionKind::Ingredients,
        list: None,
        around: around(text, rank as usize - 1),
        substance: "specially denatured ethanol".to_owned(),
        recognised: Recognised::Name,
        concentration: Concentration {
            low: Ppm::ZERO,
            high: Ppm(1_000_000 / rank),
            basis: Basis::Order,
            bounds: vec![Bound::Rank { rank, of, before: None }],
        },
        message: String::new(),
    }
}

fn report(verdict: Verdict, text: &str, findings: Vec<Finding>) -> Report {
    let ingredients = text.split(',').count() as u32;
    Report { verdict, unreadable: None, findings, look_alikes: Vec::new(), remarks: Vec::new(), ingredients }
}

fn drawn(human: &Human, product: &Product<'_>, report: &Report) -> String {
    let mut drawn = Drawn::default();
    human.product(Judged { product, report, prepared: &Prepared::default(), standings: None }, &mut drawn);
    let pieces: Vec<&str> = drawn.pieces().map(|piece| std::str::from_utf8(piece).expect("it is text")).collect();
    pieces.join(human.separator())
}

fn at_width(width: usize, text: &str, report: &Report) -> String {
    let screen = drawn(&Human::labels(Screen { width, colour: false }), &Product::of_text("serum.txt", text), report);
    for line in screen.lines() {
        assert!(textwrap::core::display_width(line) <= width, "wider than {width}: {line}");
    }
    screen
}

const SERUM: &str = "Water, SD Alcohol 40-B (Alcohol Denat.), Glycerin, Cetearyl Alcohol, Phenoxyethanol\n";

fn serum() -> Report {
    let mut report =
        report(Verdict::Avoid, SERUM, vec![finding(&sd_alcohol(), SERUM, "SD Alcohol 40-B (Alcohol Denat.)", 2)]);
    report.look_alikes = vec![
        LookAlike { span: span(SERUM, "Cetearyl Alcohol"), title: "a fatty alcohol".to_owned() },
        LookAlike { span: span(SERUM, "Phenoxyethanol"), title: "a preservative".to_owned() },
    ];
    report
}

#[test]
fn a_finding_has_its_neighbours_its_reasons_and_a_verdict() {
    insta::assert_snapshot!(at_width(100, SERUM, &serum()));
}

#[test]
fn a_narrow_screen_wraps_everything() {
    insta::assert_snapshot!(at_width(60, SERUM, &serum()));
}

#[test]
fn several_findings_of_a_rule_give_its_reasons_once() {
    let text = "Water, Alcohol, Glycerin, Panthenol, SD Alcohol 40-B, Niacinamide, SD Alcohol 39-C, Tinctura Arnicae\n";
    let alcohol = rule("needling/alcohol", "alcohol is listed", Severity::Warning);
    let tincture = rule("needling/alcohol-carrier", "an ingredient that is sold dissolved in alcohol", Severity::Note);
    let findings = vec![
        finding(&alcohol, text, "Alcohol", 2),
        finding(&sd_alcohol(), text, "SD Alcohol 40-B", 5),
        finding(&sd_alcohol(), text, "SD Alcohol 39-C", 7),
        Finding { substance: "a tincture".to_owned(), ..finding(&tincture, text, "Tinctura Arnicae", 8) },
    ];
    let report = report(Verdict::Avoid, text, findings);
    insta::assert_snapshot!(at_width(80, text, &report));
}

#[test]
fn wide_and_combining_letters_are_underlined_where_they_stand() {
    let text = "정제수, 변성알코올 (에탄올), 글리세린";
    let korean = report(Verdict::Avoid, text, vec![finding(&sd_alcohol(), text, "변성알코올", 2)]);
    let text_marks = "Eau,\n\tAlcool de\u{301}nature\u{301}, Glyce\u{301}rine";
    let marks = report(
        Verdict::Avoid,
        text_marks,
        vec![finding(&sd_alcohol(), text_marks, "Alcool de\u{301}nature\u{301}", 2)],
    );
    insta::assert_snapshot!(at_width(80, text, &korean) + "\n" + &at_width(80, text_marks, &marks));
}

#[test]
fn a_long_name_is_cut_around_the_culprit() {
    let text = "Water, Proprietary Botanical Complex of the Northern Highlands in SD Alcohol 40-B with Cold Pressed \
                Sea Buckthorn and a Hint of Rose (Rosa Damascena) Flower Water, Glycerin";
    let report = report(Verdict::Avoid, text, vec![finding(&sd_alcohol(), text, "SD Alcohol 40-B", 2)]);
    insta::assert_snapshot!(at_width(60, text, &report));
}

#[test]
fn a_misprint_and_an_open_amount_are_told_as_such() {
    let text = "Water, SD Alchol 40-B, Alcohol, Glycerin";
    let misprint = Finding {
        severity: Severity::Warning,
        certainty: Certainty::Possible,
        recognised: Recognised::Misprint("SD Alcohol 40-B".to_owned()),
        ..finding(&sd_alcohol(), text, "SD Alchol 40-B", 2)
    };
    let high = rule("needling/high-alcohol", "alcohol at 20 % or more", Severity::Error);
    let open = Finding {
        severity: Severity::Warning,
        certainty: Certainty::Possible,
        substance: "ethanol".to_owned(),
        ..finding(&high, text, "Alcohol", 3)
    };
    insta::assert_snapshot!(at_width(100, text, &report(Verdict::Caution, text, vec![misprint, open])));
}

#[test]
fn a_finding_about_the_label_shows_its_part_of_the_text() {
    let text = "Alcohol-free toner for sensitive skin.\nIngredients: Water, Alcohol Denat., Glycerin\n";
    let claim = rule("needling/free-claim", "a claim to be free of alcohol beside an alcohol", Severity::Warning);
    let mut finding = finding(&claim, text, "Alcohol-free", 1);
    (finding.rank, finding.substance) = (None, String::new());
    insta::assert_snapshot!(at_width(100, text, &report(Verdict::Caution, text, vec![finding])));
}

#[test]
fn what_is_clear_and_what_is_unreadable_says_what_it_does_not_mean() {
    let text = "Water, Cetearyl Alcohol, Phenoxyethanol, Stearyl Alcohol, Lanolin Alcohol, Benzyl Alcohol\n";
    let mut clear = report(Verdict::Clear, text, Vec::new());
    clear.look_alikes = ["Cetearyl Alcohol", "Phenoxyethanol", "Stearyl Alcohol", "Lanolin Alcohol", "Benzyl Alcohol"]
        .map(|name| LookAlike {
            span: span(text, name),
            title: if name.starts_with("Phen") { "a preservative" } else { "a fatty alcohol" }.to_owned(),
        })
        .to_vec();
    let mut unreadable = report(Verdict::Unreadable, "see the box", Vec::new());
    unreadable.unreadable = Some(Unreadable::Elsewhere);
    insta::assert_snapshot!(at_width(80, text, &clear) + "\n" + &at_width(80, "see the box", &unreadable));
}

const CELL: &str = "Aqua, Butylene Glycol, Glycerin, Alcohol Denat., Niacinamide, Panthenol, Sodium Hyaluronate, \
                    Allantoin, Carbomer, Phenoxyethanol, Ethylhexylglycerin";

fn catalogue(width: usize, text: &str, part: &str, detail: Detail) -> String {
    let rule = rule("needling/denatured-alcohol", "denatured alcohol is listed", Severity::Error);
    let row = Product {
        row: Some(104_233),
        column: Some("inci"),
        line: 104_240,
        id: Some("SKU-104233".into()),
        name: Some("Sérum No 4".into()),
        ..Product::of_text("shop.csv", text)
    };
    let human = Human { detail, ..Human::catalogue(Screen { width, colour: false }, vec![rule.clone()]) };
    let found = report(Verdict::Avoid, text, vec![finding(&rule, text, part, 4)]);
    let unread = Report { unreadable: Some(Unreadable::Prose), ..report(Verdict::Unreadable, text, Vec::new()) };
    let screen = drawn(&human, &row, &found) + &drawn(&human, &row, &unread);
    for line in screen.lines() {
        assert!(textwrap::core::display_width(line) <= width, "wider than {width}: {line}");
    }
    screen
}

#[test]
fn a_row_shows_its_place_and_a_window_of_its_cell() {
    let wide = catalogue(120, CELL, "Alcohol Denat.", Detail::Findings);
    let usual = catalogue(80, CELL, "Alcohol Denat.", Detail::All);
    let narrow = catalogue(60, CELL, "Alcohol Denat.", Detail::Findings);
    let late = catalogue(80, CELL, "Ethylhexylglycerin", Detail::Findings);
    insta::assert_snapshot!([wide, usual, narrow, late].join("\n"));
}

/// The end of a scan on a screen of this width.
fn end_of_scan(width: usize) -> String {
    let rules = vec![sd_alcohol(), rule("needling/denatured-alcohol", "denatured alcohol is listed", Severity::Error)];
    let receipt = Receipt {
        products: 1_031_877,
        avoid: 212_004,
        caution: 31_870,
        clear: 770_020,
        unreadable: 17_983,
        unreadable_by_reason: vec![
            (Unreadable::Empty, 9_120),
            (Unreadable::Prose, 8_102),
            (Unreadable::Truncated, 761),
        ],
        errors: 220_000,
        warnings: 40_000,
        notes: 12_031,
        findings_by_rule: BTreeMap::from([
            ("needling/sd-alcohol".to_owned(), 20_411),
            ("needling/denatured-alcohol".to_owned(), 199_589),
        ]),
        rows_in_doubt: 0,
        rows_without_product: 12,
        bytes: 272_000_000,
        elapsed: Duration::from_millis(1_900),
        ..Receipt::default()
    };
    let mut out = Vec::new();
    let human = Human::catalogue(Screen { width, colour: false }, rules);
    human
        .end(&End { receipt: &receipt, hidden: 259_950, held: &Drawn::default() }, &mut out)
        .expect("a vector takes all");
    String::from_utf8(out).expect("it is text")
}

#[test]
fn a_scan_ends_with_what_is_not_shown_the_rules_that_fired_and_the_receipt() {
    insta::assert_snapshot!(end_of_scan(80));
}

#[test]
fn a_scan_ends_in_whole_words_on_a_narrow_screen() {
    let screen = end_of_scan(40);
    for line in screen.lines() {
        assert!(textwrap::core::display_width(line) <= 40, "wider than 40: {line}");
    }
    insta::assert_snapshot!(screen);
}

#[test]
fn colour_changes_no_letter() {
    let plain = at_width(80, SERUM, &serum());
    let coloured =
        drawn(&Human::labels(Screen { width: 80, colour: true }), &Product::of_text("serum.txt", SERUM), &serum());
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some(at) = rest.find('\u{1b}') {
        bare.push_str(&rest[..at]);
        let end = rest[at..].find('m').expect("a colour code ends in m");
        rest = &rest[at + end + 1..];
    }
    assert_eq!(bare + rest, plain);
    assert!(!coloured.contains("\u{1b}]"), "no links");
}
