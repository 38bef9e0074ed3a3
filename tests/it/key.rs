//! Keys: what names that differ only in typography have in common.

use needlint::fold;
use proptest::prelude::*;

#[test]
fn names_that_differ_only_in_typography_have_one_key() {
    for (one, other) in [
        ("SD Alcohol 40-B", "ＳＤ　Ａｌｃｏｈｏｌ　４０－Ｂ"),
        ("Alcohol Denat.", "ALCOHOL\u{a0}DE\u{ad}NAT"),
        ("alcool cétylique", "Alcool ce\u{301}tylique"),
        ("Fluid", "ﬂuid"),
        ("변성알코올", "변성알코올"),
        ("エタノール", "ｴﾀﾉｰﾙ"),
        ("ガ", "カ\u{3099}"),
        ("Weißer Ton", "WEISSER TON"),
        ("Alcohol & Water", "Alcohol &amp; <b>Water</b>"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} and {other}");
    }
}

#[test]
fn letters_of_another_script_that_look_alike_are_read_as_they_look() {
    for (source, key) in [
        ("Al\u{441}\u{43e}h\u{43e}l", "alcohol"),
        ("\u{410}lcohol Denat", "alcoholdenat"),
        ("\u{63}\u{43f}\u{438}\u{440}\u{442}", "\u{441}\u{43f}\u{438}\u{440}\u{442}"),
        ("\u{3b1}-Tocopherol", "\u{3b1}tocopherol"),
        ("5 \u{b5}g, 5 \u{3bc}g, 5 mg", "5ug5ug5mg"),
        ("كحـول \u{fe71}", "كحول"),
    ] {
        assert_eq!(fold(source).as_str(), key);
    }
}

#[test]
fn voiced_kana_stay_other_letters() {
    assert_ne!(fold("カ"), fold("ガ"));
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC*") {
        let once = fold(&text);
        // Words of two scripts that folding joins can be read in one of them the next time.
        let has = |is_one: fn(char) -> bool| once.as_str().chars().any(is_one);
        prop_assume!(!(has(|c| c.is_ascii_alphabetic()) && has(|c| ('\u{370}'..='\u{52f}').contains(&c))));
        // Single letters of Hangul that folding puts side by side are a syllable the next time.
        prop_assume!(!has(|c| ('\u{1100}'..='\u{11ff}').contains(&c)));
        prop_assert_eq!(fold(once.as_str()), once);
    }
}
