//! Questions, and who answers them.

use needlint::{Engine, LONGEST_LABEL, Report, RowColumns, RulePack, Scratch, Unreadable};
use serde::{Deserialize, Serialize};

use crate::catalogue::{self, Row};
use crate::photo::{About, Photos, Picture};
use crate::{compare, label};

/// What the page can ask.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
enum Question {
    /// What there is to be said of a label, of which the text was perhaps read from a picture.
    Check { text: String, picture: Option<Picture> },
    /// How two labels differ.
    Compare { texts: [String; 2] },
    /// Which columns of a catalogue are which.
    Columns { header: Vec<String>, delimiter: char },
    /// What there is to be said of a row of a catalogue.
    Row(Row),
}

/// A question that could not be understood: a fault of the page.
#[derive(Serialize)]
struct Fault {
    fault: String,
}

/// The engine, with a question and its answer.
pub(crate) struct Desk {
    pub(crate) judge: Judge,
    pub(crate) question: Vec<u8>,
    pub(crate) answer: Vec<u8>,
}

/// The engine, with room for what it reads.
pub(crate) struct Judge {
    pub(crate) engine: Engine,
    pub(crate) scratch: Scratch,
    /// What a row of a catalogue holds: its list, and the product's name.
    pub(crate) row: RowColumns,
    photos: Photos,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let mut engine = Engine::new(vec![RulePack::builtin()]);
        engine.count_names(true);
        let header = ["list", "name"].map(str::to_owned);
        let row = RowColumns::find(&header, &header[..1], Some("name")).expect("both are there");
        let judge = Judge { engine, scratch: Scratch::default(), row, photos: Photos::default() };
        Desk { judge, question: Vec::new(), answer: Vec::new() }
    }

    pub(crate) fn answer(&mut self) {
        let judge = &mut self.judge;
        self.answer = match serde_json::from_slice(&self.question) {
            Ok(Question::Check { text, picture }) => json(&label::answer(judge, &text, picture.as_ref())),
            Ok(Question::Compare { texts }) => json(&compare::answer(judge, &texts)),
            Ok(Question::Columns { header, delimiter }) => json(&catalogue::columns(&header, delimiter)),
            Ok(Question::Row(row)) => json(&catalogue::answer(judge, &row)),
            Err(error) => json(&Fault { fault: error.to_string() }),
        };
    }
}

fn json(answer: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(answer).expect("all keys are text")
}

impl Judge {
    /// Judges as much of a text as a label may have, and says so where that is not all.
    pub(crate) fn check<'t>(&mut self, text: &'t str) -> (Report, &'t str) {
        let judged = &text[..text.floor_char_boundary(LONGEST_LABEL)];
        let report = self.engine.check_with(&mut self.scratch, judged);
        let report = if judged.len() < text.len() { report.doubted(Unreadable::Truncated) } else { report };
        (report, judged)
    }

    /// The same for a text that was perhaps read from a picture, with what is to be said of that.
    pub(crate) fn check_photo<'t>(
        &mut self, text: &'t str, picture: Option<&Picture>,
    ) -> (Report, &'t str, Option<About>) {
        let (report, judged) = self.check(text);
        let Some(picture) = picture else { return (report, judged, None) };
        let (report, about) = self.photos.judge(&self.engine, judged, picture, report);
        (report, judged, Some(about))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(question: &str) -> serde_json::Value {
        let mut desk = Desk::new();
        desk.question = question.as_bytes().to_vec();
        desk.answer();
        serde_json::from_slice(&desk.answer).expect("an answer is JSON")
    }

    #[test]
    fn questions_are_answered_in_json() {
        let label = asked(r#"{"ask":"check","text":"Water, SD Alcohol 40-B"}"#);
        assert_eq!(label["report"]["verdict"], "avoid");
        assert_eq!(label["report"]["findings"][0]["span"]["start"], 7);
        let photo = asked(
            r#"{"ask":"check","text":"Aqua, Urea, Biotin.","picture":{"words":[],"unread":9,"cut":0,"height":20}}"#,
        );
        assert_eq!(
            (&photo["report"]["verdict"], &photo["photo"]["doubts"][0]),
            (&"unreadable".into(), &"unread".into())
        );
        let pair = asked(r#"{"ask":"compare","texts":["Water, Alcohol Denat.","Aqua, Glycerin"]}"#);
        assert_eq!((&pair["outcome"], &pair["shared"]), (&"first".into(), &1.into()));
        let head = asked(r#"{"ask":"columns","header":["SKU","INCI","Title"],"delimiter":";"}"#);
        assert_eq!([&head["ingredients"], &head["id"], &head["name"]], [1, 0, 2]);
        assert_eq!(head["added"], ";needlint_verdict;needlint_rules;needlint_message");
        let row = asked(r#"{"ask":"row","list":"Water, Glycerin, Panthenol","is_broken":true,"delimiter":","}"#);
        assert_eq!(row["verdict"], "unreadable", "a broken row is never clear");
    }

    #[test]
    fn what_is_no_question_is_a_fault() {
        for question in ["", "{}", r#"{"ask":"dance"}"#, r#"{"ask":"check"}"#] {
            assert!(asked(question)["fault"].is_string(), "{question}");
        }
    }
}
