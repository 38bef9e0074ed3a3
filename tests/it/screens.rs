//! The screens that a person sees, at several widths.

use crate::run::{folder, needlint};

/// What a command writes on a screen of this width, which is not wider.
fn screen(width: usize, (file, text): (&str, &str), arguments: &[&str]) -> String {
    let folder = folder(&[(file, text)]);
    let output = needlint(&folder, arguments).env("COLUMNS", width.to_string()).output().unwrap();
    let screen = String::from_utf8(output.stdout).unwrap();
    let account = |line: &&str| line.contains(" products read: ");
    for line in screen.lines().filter(|line| !account(line)) {
        assert!(textwrap::core::display_width(line) <= width, "wider than {width}: {line}");
    }
    screen
}

fn label(width: usize, text: &str) -> String {
    screen(width, ("serum.txt", text), &["check", "serum.txt"])
}

const SERUM: &str = "Water, SD Alcohol 40-B (Alcohol Denat.), Glycerin, Cetearyl Alcohol, Phenoxyethanol\n";

#[test]
fn a_finding_has_its_neighbours_its_reasons_and_a_verdict() {
    insta::assert_snapshot!(label(100, SERUM), @r#"
error[needling/sd-alcohol]: SD alcohol is listed
   ╭─[serum.txt:1:8]  ingredient 2 of 5
 1 │ Water
 2 │ SD Alcohol 40-B (Alcohol Denat.)
   · ────────────────┬───────────────
   ·                 ╰─┤ specially denatured ethanol, at most 50 %: listed second of five, before
   ·                   │ Phenoxyethanol
 3 │ Glycerin
   ╰────
  why   The guide Microneedling for Hair Loss says that no medicine or serum with SD alcohol should
        be applied to freshly abraded skin, and sets no minimum amount.
  other Cetearyl Alcohol (a fatty alcohol) and Phenoxyethanol (a preservative) are not this kind of
        alcohol.
  help  Do not put it on freshly needled skin. Choose a product without it.
        More: needlint rules show needling/sd-alcohol

AVOID  serum.txt lists "SD Alcohol 40-B (Alcohol Denat.)" (5 ingredients read, 1 finding).
"#);
}

#[test]
fn a_narrow_screen_wraps_everything() {
    insta::assert_snapshot!(label(60, SERUM), @r#"
error[needling/sd-alcohol]: SD alcohol is listed
   ╭─[serum.txt:1:8]  ingredient 2 of 5
 1 │ Water
 2 │ SD Alcohol 40-B (Alcohol Denat.)
   · ────────────────┬───────────────
   ·                 ╰─┤ specially denatured ethanol, at
   ·                   │ most 50 %: listed second of five,
   ·                   │ before Phenoxyethanol
 3 │ Glycerin
   ╰────
  why   The guide Microneedling for Hair Loss says that no
        medicine or serum with SD alcohol should be applied
        to freshly abraded skin, and sets no minimum amount.
  other Cetearyl Alcohol (a fatty alcohol) and
        Phenoxyethanol (a preservative) are not this kind of
        alcohol.
  help  Do not put it on freshly needled skin. Choose a
        product without it.
        More: needlint rules show needling/sd-alcohol

AVOID  serum.txt lists "SD Alcohol 40-B (Alcohol Denat.)" (5
       ingredients read, 1 finding).
"#);
}

#[test]
fn several_findings_of_a_rule_give_its_reasons_once() {
    let text = "Water, Alcohol, Glycerin, Panthenol, SD Alcohol 40-B, Niacinamide, SD Alcohol 39-C, Tinctura Arnicae\n";
    insta::assert_snapshot!(label(80, text), @r#"
error[needling/sd-alcohol]: SD alcohol is listed
   ╭─[serum.txt:1:38]  ingredient 5 of 8
 4 │ Panthenol
 5 │ SD Alcohol 40-B
   · ───────┬───────
   ·        ╰── specially denatured ethanol, at most 20 %: listed fifth of eight
 6 │ Niacinamide
   ╰────
   ╭─[serum.txt:1:68]  ingredient 7 of 8
 6 │ Niacinamide
 7 │ SD Alcohol 39-C
   · ───────┬───────
   ·        ╰─┤ specially denatured ethanol, at most 14.3 %: listed seventh of
   ·          │ eight
 8 │ Tinctura Arnicae
   ╰────
  why   The guide Microneedling for Hair Loss says that no medicine or serum
        with SD alcohol should be applied to freshly abraded skin, and sets no
        minimum amount.
  help  Do not put it on freshly needled skin. Choose a product without it.
        More: needlint rules show needling/sd-alcohol

warning[needling/high-alcohol]: alcohol is listed, possibly in a high amount
  (the label does not say how much)
   ╭─[serum.txt:1:8]  ingredient 2 of 8
 1 │ Water
 2 │ Alcohol
   · ───┬───
   ·    ╰── ethanol, at most 50 %: listed second of eight
 3 │ Glycerin
   ╰────
  why   The guide Microneedling for Hair Loss says that alcohol, especially in
        high concentrations, can dehydrate the skin and disrupt its cells, and
        can delay wound healing and increase irritation.
  help  Do not put it on freshly needled skin. If you need to know how much
        there is, ask the maker; until then, treat it as high.
        More: needlint rules show needling/high-alcohol

AVOID  serum.txt lists "SD Alcohol 40-B" and "SD Alcohol 39-C" (8 ingredients
       read, 3 findings).
"#);
}

#[test]
fn wide_and_combining_letters_are_underlined_where_they_stand() {
    let text_1 = "정제수, 변성알코올 (에탄올), 글리세린";
    let text_2 = "Eau,\n\tAlcool de\u{301}nature\u{301}, Glyce\u{301}rine";
    insta::assert_snapshot!(label(80, text_1) + "\n" + &label(80, text_2), @r#"
error[needling/denatured-alcohol]: denatured alcohol is listed
   ╭─[serum.txt:1:6]  ingredient 2 of 3
 1 │ 정제수
 2 │ 변성알코올 (에탄올)
   · ─────────┬─────────
   ·          ╰── denatured ethanol, at most 50 %: listed second of three
 3 │ 글리세린
   ╰────
  why   It is the same kind of ethanol as SD alcohol, under another name. The
        guide Microneedling for Hair Loss says that no medicine or serum with SD
        alcohol should be applied to freshly abraded skin; that this includes
        denatured alcohol is our reading.
  help  Do not put it on freshly needled skin. Choose a product without it.
        More: needlint rules show needling/denatured-alcohol

AVOID  serum.txt lists "변성알코올 (에탄올)" (3 ingredients read, 1 finding).

error[needling/denatured-alcohol]: denatured alcohol is listed
   ╭─[serum.txt:2:2]  ingredient 2 of 3
 1 │ Eau
 2 │ Alcool dénaturé
   · ───────┬───────
   ·        ╰── denatured ethanol, at most 50 %: listed second of three
 3 │ Glycérine
   ╰────
  why   It is the same kind of ethanol as SD alcohol, under another name. The
        guide Microneedling for Hair Loss says that no medicine or serum with SD
        alcohol should be applied to freshly abraded skin; that this includes
        denatured alcohol is our reading.
  help  Do not put it on freshly needled skin. Choose a product without it.
        More: needlint rules show needling/denatured-alcohol

AVOID  serum.txt lists "Alcool dénaturé" (3 ingredients read, 1 finding).
"#);
}

#[test]
fn a_long_name_is_cut_around_the_culprit() {
    let text = "Water, Proprietary Botanical Complex of the Northern Highlands in SD Alcohol 40-B with Cold Pressed Sea Buckthorn and a Hint of Rose (Rosa Damascena) Flower Water, Glycerin";
    insta::assert_snapshot!(label(60, text), @r#"
error[needling/sd-alcohol]: SD alcohol is listed
   ╭─[serum.txt:1:67]  ingredient 2 of 3
 1 │ Water
 2 │ … Highlands in SD Alcohol 40-B with Cold Pressed …
   ·                ───────┬───────
   ·                       ╰─┤ specially denatured ethanol,
   ·                         │ at most 50 %: listed second
   ·                         │ of three
 3 │ Glycerin
   ╰────
  why   The guide Microneedling for Hair Loss says that no
        medicine or serum with SD alcohol should be applied
        to freshly abraded skin, and sets no minimum amount.
  help  Do not put it on freshly needled skin. Choose a
        product without it.
        More: needlint rules show needling/sd-alcohol

AVOID  serum.txt lists "SD Alcohol 40-B" (3 ingredients
       read, 1 finding).
"#);
}

#[test]
fn a_misprint_and_an_open_amount_are_told_as_such() {
    let text = "Water, SD Alchol 40-B, Alcohol, Glycerin";
    insta::assert_snapshot!(label(100, text), @r#"
warning[needling/sd-alcohol]: SD alcohol is listed, if this is a typo
   ╭─[serum.txt:1:8]  ingredient 2 of 4
 1 │ Water
 2 │ SD Alchol 40-B
   · ───────┬──────
   ·        ╰─┤ perhaps a typo of "SD alcohol", specially denatured ethanol, at most 50 %: listed
   ·          │ second of four
 3 │ Alcohol
   ╰────
  why   The guide Microneedling for Hair Loss says that no medicine or serum with SD alcohol should
        be applied to freshly abraded skin, and sets no minimum amount.
  help  Do not put it on freshly needled skin. Choose a product without it.
        More: needlint rules show needling/sd-alcohol

warning[needling/high-alcohol]: alcohol is listed, possibly in a high amount (the label does not say
  how much)
   ╭─[serum.txt:1:24]  ingredient 3 of 4
 2 │ SD Alchol 40-B
 3 │ Alcohol
   · ───┬───
   ·    ╰── ethanol, at most 33.3 %: listed third of four
 4 │ Glycerin
   ╰────
  why   The guide Microneedling for Hair Loss says that alcohol, especially in high concentrations,
        can dehydrate the skin and disrupt its cells, and can delay wound healing and increase
        irritation.
  help  Do not put it on freshly needled skin. If you need to know how much there is, ask the maker;
        until then, treat it as high.   More: needlint rules show needling/high-alcohol

CAUTION  serum.txt lists "SD Alchol 40-B" and "Alcohol"; the label does not say how much (4
         ingredients read, 2 findings).
"#);
}

#[test]
fn a_finding_about_the_label_shows_its_part_of_the_text() {
    let text = "Alcohol-free toner for sensitive skin.\nIngredients: Water, Alcohol Denat., Glycerin\n";
    insta::assert_snapshot!(label(100, text), @r#"
error[needling/denatured-alcohol]: denatured alcohol is listed
   ╭─[serum.txt:2:21]  ingredient 2 of 3
 1 │ Water
 2 │ Alcohol Denat.
   · ───────┬──────
   ·        ╰── denatured ethanol, at most 50 %: listed second of three
 3 │ Glycerin
   ╰────
  why   It is the same kind of ethanol as SD alcohol, under another name. The guide Microneedling
        for Hair Loss says that no medicine or serum with SD alcohol should be applied to freshly
        abraded skin; that this includes denatured alcohol is our reading.
  help  Do not put it on freshly needled skin. Choose a product without it.
        More: needlint rules show needling/denatured-alcohol

AVOID  serum.txt lists "Alcohol Denat." (3 ingredients read, 1 finding).
"#);
}

#[test]
fn what_is_clear_and_what_is_unreadable_says_what_it_does_not_mean() {
    let text_1 = "Water, Cetearyl Alcohol, Phenoxyethanol, Stearyl Alcohol, Lanolin Alcohol, Benzyl Alcohol\n";
    let text_2 = "see the box";
    insta::assert_snapshot!(label(80, text_1) + "\n" + &label(80, text_2), @r#"
  other Cetearyl Alcohol and Stearyl Alcohol (each a fatty alcohol),
        Phenoxyethanol (a preservative), Lanolin Alcohol (a waxy alcohol from
        wool) and 1 more are not this kind of alcohol.

CLEAR  serum.txt lists nothing that the guide warns against (6 ingredients
       read). It cannot show what is not listed.

UNREADABLE  serum.txt has no ingredient list that could be read: it only says
            where to find the ingredients. This is not an all-clear.
"#);
}

const CELL: &str = "Aqua, Butylene Glycol, Glycerin, Alcohol Denat., Niacinamide, Panthenol, Sodium Hyaluronate, Allantoin, Carbomer, Phenoxyethanol, Ethylhexylglycerin";
const LATE: &str = "Aqua, Butylene Glycol, Glycerin, Niacinamide, Panthenol, Sodium Hyaluronate, Allantoin, Carbomer, Phenoxyethanol, Alcohol Denat.";

/// What is shown of the last two rows of a catalogue, the list of which is this, and none.
fn rows(width: usize, list: &str, arguments: &[&str]) -> String {
    let before = ",,Water\n".repeat(104_232);
    let prose = "Our serum makes your skin feel soft and looks after it all day long. Use it every day.";
    let rows = [("SKU-104233", list), ("SKU-104234", prose)].map(|(id, list)| format!("{id},Sérum No 4,\"{list}\"\n"));
    let catalogue = format!("id,name,inci\n\n\n\n\n\n\n{before}{}", rows.concat());
    let arguments = [&["scan", "shop.csv", "--select", "needling/"], arguments].concat();
    let screen = screen(width, ("shop.csv", &catalogue), &arguments);
    screen.split("\n\n").next().unwrap().to_owned() + "\n"
}

#[test]
fn a_row_shows_its_place_and_a_window_of_its_cell() {
    let (wide, usual) = (rows(120, CELL, &[]), rows(80, CELL, &["--all"]));
    let (narrow, late) = (rows(60, CELL, &[]), rows(80, LATE, &[]));
    insta::assert_snapshot!([wide, usual, narrow, late].join("\n"), @r#"
error[needling/denatured-alcohol]: shop.csv row 104,233 (line 104,240), SKU-104233 "Sérum No 4"
   inci: Aqua, Butylene Glycol, Glycerin, Alcohol Denat., Niacinamide, Panthenol, Sodium Hyaluronate, Allantoin, …
                                          ────────────── ingredient 4 of 11, at most 25 %

error[needling/denatured-alcohol]: shop.csv row 104,233 (line 104,240),
  SKU-104233 "Sérum No 4"
   inci: … Glycol, Glycerin, Alcohol Denat., Niacinamide, Panthenol, Sodium …
                             ────────────── ingredient 4 of 11, at most 25 %
unreadable: shop.csv row 104,234 (line 104,241), SKU-104234 "Sérum No 4": this
  looks like a description, not an ingredient list

error[needling/denatured-alcohol]: shop.csv row 104,233
  (line 104,240), SKU-104233 "Sérum No 4"
   inci: … Glycerin, Alcohol Denat., Niacinamide, …
                     ──────────────
                     ingredient 4 of 11, at most 25 %

error[needling/denatured-alcohol]: shop.csv row 104,233 (line 104,240),
  SKU-104233 "Sérum No 4"
   inci: … Hyaluronate, Allantoin, Carbomer, Phenoxyethanol, Alcohol Denat.
                                                             ──────────────
                                                ingredient 10 of 10, at most 1 %
"#);
}

#[test]
fn colour_changes_no_letter() {
    let plain = label(80, SERUM);
    let folder = folder(&[("serum.txt", SERUM)]);
    let output = needlint(&folder, &["check", "serum.txt", "--color", "always"]).env("COLUMNS", "80").output().unwrap();
    let coloured = String::from_utf8(output.stdout).unwrap();
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
