//! Reading a language's file.

use super::{Amounts, Claims, Facts, Headings, Language, Names, Sentences};
use crate::text::{Folded, fold};

impl Language {
    /// Reads a language's file.
    ///
    /// # Errors
    /// What is wrong with it, in a line.
    pub(crate) fn parse(toml: &str) -> Result<Language, String> {
        let mut language: Language = toml::from_str(toml).map_err(|error| error.to_string())?;
        if let Some(capped) = language.facts.capped.iter().find(|capped| capped.ppm().is_none()) {
            return Err(format!("`{}` is not a cap: write it as \"1 %\"", capped.cap));
        }
        language.phrases().into_iter().for_each(|words| words.iter_mut().for_each(|word| *word = folded(word)));
        language.keys().into_iter().for_each(|names| names.iter_mut().for_each(|name| *name = fold(name).into()));
        for units in [&mut language.amounts.grams, &mut language.amounts.millilitres] {
            *units = std::mem::take(units).into_iter().map(|(unit, worth)| (folded(&unit), worth)).collect();
        }
        Ok(language)
    }

    /// Adds the words of another language.
    pub(crate) fn extend(&mut self, mut other: Language) {
        self.phrases().into_iter().zip(other.phrases()).for_each(|(all, more)| all.append(more));
        let Facts { water, perfume, anywhere, colourants, capped } = &mut self.facts;
        water.append(&mut other.facts.water);
        perfume.append(&mut other.facts.perfume);
        anywhere.append(&mut other.facts.anywhere);
        colourants.append(&mut other.facts.colourants);
        capped.append(&mut other.facts.capped);
        self.amounts.grams.append(&mut other.amounts.grams);
        self.amounts.millilitres.append(&mut other.amounts.millilitres);
    }

    /// All that is looked for in folded text.
    fn phrases(&mut self) -> Vec<&mut Vec<String>> {
        let Language {
            headings,
            anywhere,
            claims,
            statements,
            sentences,
            fields,
            ingredients,
            things,
            amounts,
            names,
            ..
        } = self;
        let mut all = Vec::new();
        for list in [headings, anywhere] {
            let Headings { ingredients, active, inactive, may_contain, excipients, highlights, .. } = list;
            all.extend([ingredients, active, inactive, may_contain, excipients, highlights]);
            all.extend([&mut list.absent, &mut list.other, &mut list.panel, &mut list.verbs, &mut list.not]);
        }
        let Claims { free_of, free_of_next, free, not, absentees, none, yes } = claims;
        all.extend([free_of, free_of_next, free, not, absentees, none, yes]);
        all.extend([&mut statements.contains, &mut statements.contains_behind, &mut statements.content]);
        all.extend([&mut statements.based, &mut statements.not, &mut statements.titles]);
        let Sentences { words, endings, list_endings, abbreviations, conjunctions, goes_on } = sentences;
        all.extend([words, endings, list_endings, abbreviations, conjunctions, goes_on]);
        all.extend([&mut fields.elsewhere, &mut fields.nothing, &mut fields.opaque]);
        all.extend([&mut things.materials, &mut things.beside, &mut things.products, &mut things.with]);
        all.extend([&mut ingredients.words, &mut ingredients.endings]);
        let Amounts { at_most, at_least, at_most_behind, at_least_behind, to, by, content, percent, .. } = amounts;
        all.extend([at_most, at_least, at_most_behind, at_least_behind, to, by, content, percent]);
        all.extend([&mut amounts.by_weight, &mut amounts.by_volume, &mut amounts.before_total]);
        all.extend([&mut amounts.behind_total, &mut amounts.strength]);
        let Names { conjunctions, prepositions, drawn, ends, ends_glued, no_ends, .. } = names;
        all.extend([conjunctions, prepositions, drawn, ends, ends_glued, no_ends, &mut names.soluble]);
        all.extend([&mut names.blocks, &mut names.blocks_glued, &mut names.adjectives]);
        all
    }

    /// All that is compared as keys.
    fn keys(&mut self) -> Vec<&mut Vec<String>> {
        let Facts { water, perfume, anywhere, colourants, capped } = &mut self.facts;
        let capped = capped.iter_mut().map(|capped| &mut capped.names);
        capped.chain([water, perfume, anywhere, colourants]).collect()
    }
}

fn folded(text: &str) -> String {
    Folded::new(text).as_str().to_owned()
}
