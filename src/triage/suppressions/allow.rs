//! One entry of the file.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Date;
use crate::text::{Key, fold};
use crate::triage::glob::{Glob, IngredientGlob};

#[derive(Debug)]
pub(crate) struct Allow {
    pub(crate) product: Option<String>,
    pub(crate) rule: Option<String>,
    pub(crate) ingredient: Option<String>,
    pub(crate) reason: Arc<str>,
    pub(crate) owner: Option<String>,
    /// The last day on which it holds.
    pub(crate) expires: Option<Date>,
    /// Where its head stands in the file.
    pub(crate) span: Range<usize>,
    pub(super) globs: Globs,
    /// Whether it does not hold any more.
    pub(super) is_expired: bool,
    pub(super) is_used: AtomicBool,
}

#[derive(Debug)]
pub(super) struct Globs {
    pub(super) product: Option<Glob>,
    pub(super) rule: Option<Glob>,
    pub(super) ingredient: Option<IngredientGlob>,
}

pub(super) struct Subject<'a> {
    pub(super) rule: &'a str,
    pub(super) product: &'a str,
    pub(super) ingredient: &'a str,
    /// The ingredient as names are compared, once somebody wanted to know.
    pub(super) folded: OnceCell<Key>,
}

impl Allow {
    /// Whether it allowed something so far.
    pub(crate) fn is_used(&self) -> bool {
        self.is_used.load(Ordering::Relaxed)
    }

    pub(super) fn note_use(&self) {
        // one that is noted already is left alone, so that threads do not wait for each other
        if !self.is_used() {
            self.is_used.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn covers(&self, subject: &Subject<'_>) -> bool {
        let Globs { product, rule, ingredient } = &self.globs;
        let folded = || subject.folded.get_or_init(|| fold(subject.ingredient)).as_str();
        rule.as_ref().is_none_or(|glob| glob.matches(subject.rule))
            && product.as_ref().is_none_or(|glob| glob.matches(subject.product))
            && ingredient.as_ref().is_none_or(|glob| glob.matches(subject.ingredient, folded))
    }
}

impl fmt::Display for Allow {
    /// "product SKU-1, rule needling/sd-alcohol".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [("product", &self.product), ("rule", &self.rule), ("ingredient", &self.ingredient)];
        let mut between = "";
        for (name, pattern) in parts {
            if let Some(pattern) = pattern {
                write!(f, "{between}{name} {pattern}")?;
                between = ", ";
            }
        }
        Ok(())
    }
}
