//! Packs that cannot be read: where the fault stands, as it is shown on a screen.

use crate::run::{folder, needlint};

/// What is told of a pack, on a screen of 60 columns.
fn fault(pack: &str) -> String {
    let folder = folder(&[("pack.toml", pack)]);
    let arguments = ["check", "--rules", "pack.toml", "--text", "Water"];
    let output = needlint(&folder, &arguments).env("COLUMNS", "60").output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

/// A pack in which a rule is about these substances, of which there is one.
fn pack(substances: &str) -> String {
    include_str!("../../fixtures/packs/retinoids.toml").replacen("\"retinol\"]", &format!("{substances}]"), 1)
}

#[test]
fn a_fault_in_a_pack_is_shown_where_it_stands() {
    insta::assert_snapshot!(fault(&pack("\"retinolx\"")), @r#"
error: no substance is called `retinolx`
    ╭─[pack.toml:35:15]
 34 │ severity = "warning"
 35 │ substances = ["retinolx"]
    ·               ─────┬────
    ·                    ╰── unknown substance
 36 │ meaning = "The label lists a retinoid."
    ╰────
  help: did you mean `retinol`?
"#);
}

#[test]
fn a_long_line_of_a_pack_is_cut_around_the_fault() {
    let names = "\"retinol\", ".repeat(12);
    insta::assert_snapshot!(fault(&pack(&format!("{names}\"retinolx\", {names}"))), @r#"
error: no substance is called `retinolx`
    ╭─[pack.toml:35:147]
 34 │ severity = "warning"
 35 │ … "retinol", "retinolx", "retinol", "retinol", …
    ·              ─────┬────
    ·                   ╰── unknown substance
 36 │ meaning = "The label lists a retinoid."
    ╰────
  help: did you mean `retinol`?
"#);
}

#[test]
fn a_fault_at_the_end_of_a_pack_has_its_arrow() {
    insta::assert_snapshot!(fault("severity = "), @r#"
error: a text is expected here
   ╭─[pack.toml:1:12]
 1 │ severity = 
   ·           ▲
   ·           ╰── here
   ╰────
  help: write it in quotes
"#);
}
