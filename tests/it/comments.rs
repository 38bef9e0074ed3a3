//! Comments in a label: what they allow, and what is said of those that allow nothing.

use serde_json::Value;

use crate::run::{folder, run};

const LIST: &str = "Aqua, SD Alcohol 40-B\n";

/// The findings of a label, those about its comments last.
fn findings(label: &str) -> (Vec<Value>, Vec<Value>) {
    let lines = run(folder(&[("label.txt", label)]), &["check", "label.txt", "--format", "jsonl"], b"").lines();
    let all = lines.iter().flat_map(|line| line["findings"].as_array().unwrap().clone());
    all.partition(|finding| !finding["rule"].as_str().unwrap().starts_with("suppressions/"))
}

#[test]
fn comments_at_the_end_allow() {
    for (comments, reason) in [
        ("# needlint: allow needling/sd-alcohol because it is", "it is"),
        ("\n \t# needlint:  allow  needling/sd-alcohol  because  it is \r\n\n", "it is"),
        ("# needlint:allow needling/sd-alcohol because because", "because"),
        ("#Needlint : allow needling/* because it is", "it is"),
        // as pages have it that it is copied from
        ("#\u{a0}needlint:\u{3000}allow\u{a0}needling/sd-alcohol because\u{a0}it is", "it is"),
        ("# needlint: allow needling/sd-alcohol because 이유", "이유"),
        ("# needlint: allow needling/sd-alcohol because it is for glass\n", "it is for glass"),
    ] {
        let (found, lapsed) = findings(&format!("{LIST}{comments}"));
        assert_eq!((found.len(), lapsed.len()), (1, 0), "{comments}");
        assert_eq!((&found[0]["state"], &found[0]["because"]), (&"suppressed".into(), &reason.into()), "{comments}");
    }
    let (_, lapsed) = findings(&format!("{LIST}# needlint: allow 규칙 because 이유"));
    assert_eq!(lapsed[0]["ingredient"], "규칙");
}

#[test]
fn a_comment_that_says_nothing_is_told_of() {
    let (no_rule, no_reason) = ("this comment names no rule: ", "this comment has no reason: ");
    for (comment, message) in [
        ("# needlint:", no_rule),
        ("# needlint: allow", no_rule),
        ("# needlint: alow a/b because it is", no_rule),
        ("# needlint: allowed a/b because it is", no_rule),
        ("# needlint: allow because it is", no_rule),
        ("# needlint: allow a/b", no_reason),
        ("# needlint: allow a/b because ", no_reason),
        ("# needlint: allow a/b, a/c because it is", no_reason),
        ("# needlint: allow a/b it is", no_reason),
    ] {
        let last = "# needlint: allow needling/sd-alcohol because it is\n";
        let (found, lapsed) = findings(&format!("{LIST}{comment}\n{last}"));
        assert_eq!((found.len(), lapsed.len()), (1, 1), "{comment}");
        assert_eq!(found[0]["state"], "suppressed", "{comment}");
        let fault = &lapsed[0];
        assert_eq!((&fault["line"], &fault["ingredient"]), (&2.into(), &comment.trim().into()), "{comment}");
        assert!(fault["message"].as_str().unwrap().starts_with(message), "{fault}");
    }
}

#[test]
fn a_comment_before_the_end_is_judged_and_told_of_and_another_text_is_none() {
    for text in ["Aqua, Alcohol", "Aqua\n# needlint allow a/b because it is", "Aqua\n# Alcohol"] {
        assert_eq!(findings(text).1, [] as [Value; 0], "{text}");
    }
    for text in ["# needlint: allow a/b because it is\nAqua\n", "Aqua # Needlint: allow a/b because it is"] {
        let (_, lapsed) = findings(text);
        let message = "this comment is not at the end of the label, so it was read as part of it: ";
        assert!(lapsed[0]["message"].as_str().unwrap().starts_with(message), "{lapsed:?}");
    }
}

#[test]
fn comments_that_allow_nothing_are_told() {
    let told = |comments: &str| {
        let (_, lapsed) = findings(&format!("{LIST}{comments}"));
        lapsed.iter().map(|finding| finding["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        told("# needlint: allow needling/alcohol because c\n# needlint: allow a/x because d\n# needlint: nothing\n"),
        [
            "needling/alcohol is allowed here but finds nothing",
            "a/x is allowed here, but there is no such rule",
            "this comment names no rule: write it as # needlint: allow RULE because REASON",
        ]
    );
    assert_eq!(told("# needlint: allow needling/sd-alcohol because c\n"), Vec::<String>::new());
}
