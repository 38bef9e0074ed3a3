use needlint::{Certainty, Engine, Report, RulePack, Unreadable, Verdict};

use super::{About, Doubt, Photos, Picture, Word};

/// Height of a letter in the pictures made up here, and distance of their lines.
const HEIGHT: f32 = 20.0;
const PITCH: f32 = 50.0;

/// A list long enough to judge, with room for one name more.
const LIST: &str =
    "Aqua, Glycerin, Panthenol, NAME, Niacinamide, Carbomer, Phenoxyethanol, Cetearyl Alcohol, Tocopherol.";

fn engine() -> Engine {
    let mut engine = Engine::new(vec![RulePack::builtin()]);
    engine.count_names(true);
    engine
}

/// A picture in which these lines were read, each word with this confidence, or with that which it is said to have.
fn picture(lines: &[&str], confidence: f32, others: &[(&str, f32)]) -> Picture {
    let mut picture = Picture { height: HEIGHT, ..Picture::default() };
    for (line, text) in (0_u16..).zip(lines) {
        let top = f32::from(line) * PITCH;
        let mut left = 0.0;
        for word in text.split(' ') {
            let width = word.len() as f32 * HEIGHT * 0.7;
            let known = others.iter().find(|(other, _)| *other == word);
            picture.words.push(Word {
                text: word.to_owned(),
                confidence: known.map_or(confidence, |(_, confidence)| *confidence),
                column: 0,
                line: line.into(),
                left,
                top,
                right: left + width,
                bottom: top + HEIGHT,
            });
            left += width + HEIGHT;
        }
    }
    picture
}

fn check(text: &str, picture: &Picture) -> (Report, About) {
    let engine = engine();
    let report = engine.check(text);
    Photos::default().judge(&engine, text, picture, report)
}

/// The answer on the list with another name in it, whose words were read with this confidence.
fn with(name: &str, confidence: f32) -> (Report, About) {
    let text = LIST.replace("NAME", name);
    let read = format!("{name},");
    let words: Vec<(&str, f32)> = read.split(' ').map(|word| (word, confidence)).collect();
    check(&text, &picture(&[&text], 95.0, &words))
}

#[test]
fn what_was_read_well_is_answered_as_if_typed() {
    let (report, about) = with("Caffeine", 95.0);
    assert_eq!((report.verdict, about.doubts), (Verdict::Clear, vec![]));
    let (report, _) = with("SD Alcohol 40-B", 95.0);
    assert_eq!((report.verdict, report.findings[0].certainty), (Verdict::Avoid, Certainty::Certain));
}

#[test]
fn a_name_that_was_not_read_clearly_is_possible_and_stays_as_severe() {
    let (report, about) = with("SD Alcohol 40-B", 40.0);
    assert_eq!((report.verdict, report.findings[0].certainty), (Verdict::Avoid, Certainty::Possible));
    assert_eq!(about.unclear, [0]);
    assert_eq!(about.uncertain.len(), 3);
    let (report, _) = with("Isopropyl Aicohol", 60.0);
    assert_eq!((report.verdict, report.findings[0].certainty), (Verdict::Caution, Certainty::Possible));
}

#[test]
fn a_known_name_is_known_though_the_reader_was_unsure() {
    assert_eq!(with("Caffeine", 20.0).0.verdict, Verdict::Clear);
    // one letter is taken for another
    assert_eq!(with("Ornithine HCI", 60.0).0.verdict, Verdict::Clear);
    assert_eq!(with("Cocamidopropy! Betaine", 60.0).0.verdict, Verdict::Clear);
}

#[test]
fn a_misread_alcohol_is_never_cleared() {
    for name in
        ["Alcohoi Denot", "Aleahol Danat.", "A1coh0I Dcmat", "lsoprcpyi Alcchcl", "5D Alcoho| 4O-8", "Xqzvb Wkjpt"]
    {
        let (report, _) = with(name, 80.0);
        assert_ne!(report.verdict, Verdict::Clear, "{name}");
    }
    let (report, about) = with("Xqzvb Wkjpt", 80.0);
    assert_eq!((report.unreadable, about.doubts), (Some(Unreadable::Damaged), vec![Doubt::UnclearName]));
    assert_eq!(with("Alxohol Denxs", 99.0).1.doubts, [Doubt::LikeWarned]);
}

#[test]
fn what_was_left_unread_is_not_cleared() {
    let text = LIST.replace("NAME", "Caffeine");
    let whole = picture(&[&text], 95.0, &[]);
    let doubts = |change: fn(&mut Picture)| {
        let mut picture = whole.clone();
        change(&mut picture);
        let (report, about) = check(&text, &picture);
        assert_eq!(report.verdict, Verdict::Unreadable);
        about.doubts
    };
    assert_eq!(doubts(|picture| picture.unread = 10), [Doubt::Unread]);
    assert_eq!(doubts(|picture| picture.cut = 1), [Doubt::Cut]);
    // a reflection over a word or two
    assert_eq!(doubts(|picture| drop(picture.words.drain(3..5))), [Doubt::Hole]);
    // of a list that goes on outside the picture nothing tells but that it is short
    let (_, about) = check("Aqua, Glycerin", &picture(&["Aqua, Glycerin"], 95.0, &[]));
    assert_eq!(about.doubts, [Doubt::FewNames]);
}

#[test]
fn a_missing_line_leaves_a_hole() {
    let lines = [
        "Aqua, Glycerin, Panthenol, Caffeine,",
        "Betaine, Trehalose, Allantoin, Urea,",
        "Niacinamide, Carbomer, Tocopherol,",
        "Phenoxyethanol, Inulin, Arginine,",
        "Citric Acid, Menthol, Biotin.",
    ];
    let whole = picture(&lines, 95.0, &[]);
    assert_eq!(check(&lines.join(" "), &whole).1.doubts, []);
    let mut missing = whole;
    missing.words.retain(|word| word.line != 1);
    let left = [lines[0], lines[2], lines[3], lines[4]].join(" ");
    assert_eq!(check(&left, &missing).1.doubts, [Doubt::Hole]);
}

#[test]
fn a_line_that_breaks_off_leaves_a_hole() {
    let lines =
        ["Aqua, Glycerin, Panthenol, Caffeine, Niacinamide,", "Carbomer,", "Tocopherol, Citric Acid, Urea, Zinc PCA."];
    assert_eq!(check(&lines.join(" "), &picture(&lines, 95.0, &[])).1.doubts, [Doubt::Hole]);
    // one name a line breaks off everywhere
    let lines = ["Aqua", "Glycerin", "Hydroxyethylcellulose", "Carbomer", "Phenoxyethanol"];
    assert_eq!(check(&lines.join("\n"), &picture(&lines, 95.0, &[])).1.doubts, []);
}

#[test]
fn words_that_somebody_typed_are_sure() {
    let read = "Aqua, Glycerin, Pxnthxnxl, Niacinamide, Carbomer, Tocopherol, Citric Acid, Sodium Benzoate, Potassium Sorbate.";
    let picture = picture(&[read], 95.0, &[("Pxnthxnxl,", 30.0)]);
    assert_eq!(check(read, &picture).1.doubts, [Doubt::UnclearName]);
    let (report, about) = check(&read.replace("Pxnthxnxl", "Panthenol"), &picture);
    assert_eq!((report.verdict, about.uncertain), (Verdict::Clear, vec![]));
    let (report, _) = check(&read.replace("Pxnthxnxl", "SD Alcohol 40"), &picture);
    assert_eq!((report.verdict, report.findings[0].certainty), (Verdict::Avoid, Certainty::Certain));
}

#[test]
fn a_text_that_is_unreadable_keeps_its_reason() {
    let (report, about) = check("See the box.", &picture(&["See the box."], 30.0, &[]));
    assert_eq!((report.verdict, about.doubts), (Verdict::Unreadable, vec![]));
    assert_ne!(report.unreadable, Some(Unreadable::Damaged));
}
