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
    let substance = "id = \"retinol\"\ntitle = \"a retinoid\"\nnames.en = [\"retinol\"]\n";
    let rule = "id = \"clinic/retinoid\"\nheadline = \"a retinoid is listed\"\nseverity = \"warning\"\n";
    let reasons = "meaning = \"It lists one.\"\nwhy = \"Our clinic asks for that.\"\nhelp = \"Wait.\"\nsources = [\"Protocol\"]\n";
    let head = "[pack]\nname = \"clinic\"\nversion = \"1.0.0\"\ntitle = \"Retinoids\"\n";
    format!("{head}\n[[substance]]\n{substance}\n[[rule]]\n{rule}substances = [{substances}]\n{reasons}")
}

#[test]
fn a_fault_in_a_pack_is_shown_where_it_stands() {
    insta::assert_snapshot!(fault(&pack("\"retinolx\"")), @r#"
error: there is no substance `retinolx`
    ╭─[pack.toml:15:15]
 14 │ severity = "warning"
 15 │ substances = ["retinolx"]
    ·               ─────┬────
    ·                    ╰── unknown substance
 16 │ meaning = "It lists one."
    ╰────
  help: did you mean `retinol`?
"#);
}

#[test]
fn a_long_line_of_a_pack_is_cut_around_the_fault() {
    let names = "\"retinol\", ".repeat(12);
    insta::assert_snapshot!(fault(&pack(&format!("{names}\"retinolx\", {names}"))), @r#"
error: there is no substance `retinolx`
    ╭─[pack.toml:15:147]
 14 │ severity = "warning"
 15 │ … "retinol", "retinolx", "retinol", "retinol", …
    ·              ─────┬────
    ·                   ╰── unknown substance
 16 │ meaning = "It lists one."
    ╰────
  help: did you mean `retinol`?
"#);
}

#[test]
fn a_fault_at_the_end_of_a_pack_has_its_arrow() {
    insta::assert_snapshot!(fault("severity = "), @r#"
error: expected a string
   ╭─[pack.toml:1:12]
 1 │ severity = 
   ·           ▲
   ·           ╰── here
   ╰────
  help: put it in quotes
"#);
}
