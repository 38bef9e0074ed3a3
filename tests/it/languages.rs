//! The languages: each is one file, named by its code, and what each lacks is known.

use std::collections::BTreeMap;
use std::fs;

use toml::Table;

/// Every language by its file's name.
fn languages() -> BTreeMap<String, Table> {
    let files =
        fs::read_dir("languages").expect("the folder is there").map(|file| file.expect("it can be listed").path());
    let language = |file: std::path::PathBuf| {
        let toml = fs::read_to_string(&file).expect("it can be read");
        let name = file.file_stem().expect("it has a name").to_string_lossy().into_owned();
        (name, toml::from_str(&toml).expect("the program was built from it"))
    };
    files.map(language).collect()
}

#[test]
fn a_file_is_named_by_the_code_of_its_language() {
    for (file, language) in languages() {
        assert_eq!(language["language"]["code"].as_str(), Some(&*file));
        assert!(language["language"]["name"].as_str().is_some_and(|name| !name.is_empty()), "{file}");
    }
}

/// What a reader of labels needs first, and the languages that have no words for it yet: a word that is spelt as in
/// another language stands there.
#[test]
fn what_a_language_lacks_is_known() {
    let classes: [(&[&str], &str); 7] = [
        (&["headings.ingredients"], "ar el fa fi fr he no ro th"),
        (&["headings.excipients"], "ar bg el et fa he hi hr id inci lt lv sk sl sr th vi"),
        (&["headings.other"], "ar bg cs da el et fa fi he hi hr hu inci lt lv no ro sk sl sr sv th tr uk"),
        (&["claims.free-of", "claims.free-of-next"], "ko tr"),
        (&["sentences.words", "sentences.endings"], "ar cs fa he inci sk th uk vi zh"),
        (&["sentences.conjunctions", "names.conjunctions"], "ja ko zh"),
        (&["amounts.behind-total"], "ar bg el et fa he hi hr id inci ko lt lv sk sl sr th vi"),
    ];
    for (keys, lack) in classes {
        let has = |language: &Table, key: &str| {
            let (table, key) = key.split_once('.').expect("a key stands in a table");
            language.get(table).and_then(|table| table.get(key)).is_some()
        };
        let without = languages().into_iter().filter(|(_, language)| !keys.iter().any(|key| has(language, key)));
        let without: Vec<String> = without.map(|(file, _)| file).collect();
        assert_eq!(without.join(" "), lack, "languages without {}", keys.join(" or "));
    }
}
