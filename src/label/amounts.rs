//! Amounts where labels print them: "62 % v/v", "70-78 % V/V", "200 proof", "<1%", "20 000 ppm", "96 % 504.6 mg".
//!
//! A strength is a share of the whole. A quantity is a mass or a volume; it is worth something only where the label states
//! the total that it is a part of: "504.6 mg ... ad solutionem pro 1 ml".

use super::amount::{Amount, Measure, Place, Quantity};
use super::chars::character;
use super::cursor::Cursor;
use super::tokens::{Kind, Token, Tokens};
use crate::language::Amounts;
use crate::lexicon::{Class, Lexicon};
use crate::ppm::Ppm;
use crate::text::{Span, is_word};
use crate::volumes::Volumes;

/// Reads the amounts of a text.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    tokens: &'a Tokens,
    words: &'a Amounts,
    units: &'a [(Box<str>, f64, bool)],
    spirit: &'a Volumes,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(tokens: &'a Tokens, lexicon: &'a Lexicon) -> Reader<'a> {
        Reader { tokens, words: &lexicon.language.amounts, units: &lexicon.units, spirit: &lexicon.spirit }
    }

    /// Where amounts stand in a span of the folded text.
    pub(crate) fn places(self, span: Span) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let mut end = span.start;
        for index in self.tokens.at(span.start)..self.tokens.all.len() {
            let token = self.tokens.all[index];
            if token.start >= span.end {
                break;
            }
            if token.kind != Kind::Number || token.start < end || !self.is_measured(index) {
                continue;
            }
            let (place, behind) = self.place(index, Span { start: end, end: span.end });
            end = behind;
            let Some(place) = place else { continue };
            match places.last_mut().filter(|last| self.is_one(last, &place)) {
                Some(last) => {
                    last.at.end = place.at.end;
                    last.strength = last.strength.or(place.strength);
                    last.quantity = last.quantity.or(place.quantity);
                }
                None => places.push(place),
            }
        }
        places
    }

    /// Whether a unit stands near behind a number, or behind the other one of its range.
    fn is_measured(self, number: usize) -> bool {
        let near = self.tokens.all[number..].iter().take(NEAR);
        near.into_iter().any(|token| token.kind == Kind::Number && token.class.has(Class::MEASURE))
    }

    /// Whether two amounts with this between them are one: "96 % 504.6 mg", "70 % V/V, 20 mg".
    fn is_one(self, last: &Place, next: &Place) -> bool {
        let between = Span { start: last.at.end, end: next.at.start }.of(self.tokens.folded.as_str());
        between.len() <= 4 && between.chars().all(|c| matches!(c, ' ' | ')' | ':' | '='))
    }

    /// The amount whose first number is at a token, nothing of which stands outside the span; and where the figure ends,
    /// whether it is one or not.
    fn place(self, number: usize, span: Span) -> (Option<Place>, u32) {
        let text = &self.tokens.folded.as_str()[..span.end as usize];
        let mut start = self.tokens.all[number].start;
        let before = &text[span.start as usize..start as usize];
        // ".5 %"
        let is_fraction = before.ends_with(['.', ',']);
        start -= u32::from(is_fraction && !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()));
        let at = Cursor { text, at: start as usize };
        let before = &text[span.start as usize..start as usize];
        match self.strength(at, before) {
            (Some((amount, from)), end) => {
                let at = Span::new(span.start as usize + from, end);
                return (Some(Place { at, strength: Some(amount), quantity: None }), end as u32);
            }
            // a figure that can be none is no other one from its second digit on
            (None, end) if self.quantity(at).is_none() => return (None, self.tokens.all[number].end.max(end as u32)),
            _ => {}
        }
        let is_glued = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let Some((quantity, end)) = self.quantity(at) else { return (None, span.end) };
        let place = Place { at: Span::new(start as usize, end), strength: None, quantity: Some(quantity) };
        (Some(place).filter(|_| !is_glued), end as u32)
    }

    /// A strength, from where in the text before it reaches, and where it ends. What it is none of ends with its figures.
    fn strength(self, mut at: Cursor<'_>, before: &str) -> (Option<(Amount, usize)>, usize) {
        let is_whole = at.rest().starts_with(|c: char| c.is_ascii_digit());
        let Some(low) = at.number() else { return (None, at.at) };
        // a tolerance of nothing
        if ["±", "+/-", "+-"].iter().any(|sign| before.trim_end().ends_with(sign)) {
            return (None, at.at);
        }
        let without_range = at;
        let (mut high, mut tolerance) = self.range(&mut at);
        at.space();
        let mut unit = self.unit(&mut at);
        if unit.is_none() {
            // "70%-5"
            (at, high, tolerance) = (without_range, None, 0.0);
            at.space();
            unit = self.unit(&mut at).or_else(|| self.unit_of_parts(&mut at));
        }
        // "%70"
        let before_sign = before.trim_end().strip_suffix('%').filter(|_| unit.is_none() && is_whole);
        if before_sign.is_some() {
            at = without_range;
        }
        let unit = unit.or(before_sign.map(|_| Unit { scale: 10_000.0, measure: Measure::Unstated }));
        let before = before_sign.unwrap_or(before);
        let Some(unit) = unit else { return (None, without_range.at) };
        let (low, high) = (low - tolerance, high.unwrap_or(low) + tolerance);
        let (low, high) = ((low * unit.scale).max(0.0), high * unit.scale);
        let high = if tolerance > 0.0 { high.min(1_000_000.0) } else { high };
        if low > 1_000_000.0 || high > 1_000_000.0 || low > high {
            return (None, at.at);
        }
        let (bound, from) = self.bound_before(before);
        let bound = bound.or_else(|| self.bound_behind(&mut at));
        let measure = self.measure(&mut at).filter(|_| unit.measure == Measure::Unstated).unwrap_or(unit.measure);
        let (low, high) = match bound {
            Some(Bound::Most) => (0.0, high),
            Some(Bound::Least) => (low, 1_000_000.0),
            None => (low, high),
        };
        let amount = Amount { low: Ppm(low.round() as u32), high: Ppm(high.round() as u32), measure };
        (Some((amount, from)), at.at)
    }

    /// The other end of a range, or a tolerance: "70-78", "75 % ± 5".
    fn range(self, at: &mut Cursor<'_>) -> (Option<f64>, f64) {
        let mut next = *at;
        next.space();
        next.strip("%");
        next.space();
        let joins = next.strip("-") || next.strip("~") || next.words(&self.words.to).is_some();
        let has_tolerance = !joins && next.strip("±");
        next.space();
        match next.number() {
            Some(number) if joins => {
                *at = next;
                (Some(number), 0.0)
            }
            Some(number) if has_tolerance => {
                *at = next;
                (None, number)
            }
            _ => (None, 0.0),
        }
    }

    fn unit(self, at: &mut Cursor<'_>) -> Option<Unit> {
        let percent = |measure| Some(Unit { scale: 10_000.0, measure });
        let is_near = |sign: char| at.rest().chars().take(LONGEST_MEASURE).any(|c| c == sign);
        if !at.rest().starts_with(['%', '°'])
            && is_near('%')
            && let Some(measure) = self.measure_before_sign(at)
        {
            return percent(measure);
        }
        match at.words(&self.words.percent).unwrap_or_else(|| at.sign()) {
            "" => None,
            "°" => percent(Measure::Volume),
            "ppm" => Some(Unit { scale: 1.0, measure: Measure::Weight }),
            // US proof is twice the volume per cent.
            "proof" => Some(Unit { scale: 5_000.0, measure: Measure::Volume }),
            word => percent(self.measure_in(word)),
        }
    }

    /// What a word for per cent says of what it is a share of: "Volumenprozent".
    fn measure_in(self, word: &str) -> Measure {
        let begins = |words: &[String]| words.iter().any(|begun| begun.len() > 2 && word.starts_with(begun.as_str()));
        if begins(&self.words.by_volume) {
            Measure::Volume
        } else if begins(&self.words.by_weight) {
            Measure::Weight
        } else {
            Measure::Unstated
        }
    }

    /// What stands before the sign that it belongs to: "Vol.-%", "Gew%", "m/m%".
    fn measure_before_sign(self, at: &mut Cursor<'_>) -> Option<Measure> {
        let mut next = *at;
        let by_volume = next.words(&self.words.by_volume).map(|_| Measure::Volume);
        let by_weight = by_volume.or_else(|| next.words(&self.words.by_weight).map(|_| Measure::Weight));
        let measure = by_weight.or_else(|| next.ratio())?;
        next.strip(".");
        next.space();
        next.strip("-");
        next.space();
        next.strip("%").then(|| {
            *at = next;
            measure
        })
    }

    /// A mass or a volume in another one: "mg/kg", "g/L", "g/100 g".
    fn unit_of_parts(self, at: &mut Cursor<'_>) -> Option<Unit> {
        let mut next = *at;
        let part = self.quantity_unit(&mut next)?;
        next.space();
        let is_in = next.strip("/") || next.words(&self.words.before_total).is_some();
        next.space();
        let count = next.number().unwrap_or(1.0);
        next.space();
        let whole = self.quantity_unit(&mut next).filter(|_| is_in && count > 0.0)?;
        let measure = match (part.is_volume, whole.is_volume) {
            (false, false) => Measure::Weight,
            (false, true) => Measure::WeightInVolume,
            (true, true) => Measure::Volume,
            (true, false) => return None,
        };
        *at = next;
        Some(Unit { scale: part.amount / (count * whole.amount) * 1_000_000.0, measure })
    }

    /// "At most", "at least" before a number, and where in the text that starts.
    fn bound_before(self, before: &str) -> (Option<Bound>, usize) {
        let text = before.trim_end();
        let signs = [("<=", Bound::Most), (">=", Bound::Least), ("<", Bound::Most), (">", Bound::Least)];
        let signs = signs.into_iter().chain([("≤", Bound::Most), ("≥", Bound::Least)]);
        if let Some((sign, bound)) = signs.into_iter().find(|(sign, _)| text.ends_with(sign)) {
            return (Some(bound), text.len() - sign.len());
        }
        let is_word = |word: &&String| {
            let may_be = word.bytes().next_back() == text.bytes().next_back();
            may_be && text.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(is_word) || !word.is_ascii())
        };
        let longest = |words: &'a [String]| words.iter().filter(is_word).map(String::len).max();
        let (most, least) = (longest(&self.words.at_most), longest(&self.words.at_least));
        match most.max(least) {
            None => (None, before.len()),
            Some(len) if most > least => (Some(Bound::Most), text.len() - len),
            Some(len) => (Some(Bound::Least), text.len() - len),
        }
    }

    fn bound_behind(self, at: &mut Cursor<'_>) -> Option<Bound> {
        let mut next = *at;
        next.space();
        let bound = next.words(&self.words.at_most_behind).map(|_| Bound::Most);
        let bound = bound.or_else(|| next.words(&self.words.at_least_behind).map(|_| Bound::Least))?;
        *at = next;
        Some(bound)
    }

    /// What a strength is a share of: "v/v", "(by weight)".
    fn measure(self, at: &mut Cursor<'_>) -> Option<Measure> {
        let mut next = *at;
        next.space();
        next.strip("(");
        next.space();
        if next.words(&self.words.by).is_some() {
            next.space();
        }
        let measure = next.ratio().or_else(|| next.words(&self.words.by_volume).map(|_| Measure::Volume));
        let measure = measure.or_else(|| next.words(&self.words.by_weight).map(|_| Measure::Weight))?;
        next.strip(".");
        *at = next;
        Some(measure)
    }

    /// A mass or a volume, and where it ends.
    fn quantity(self, mut at: Cursor<'_>) -> Option<(Quantity, usize)> {
        let number = at.number()?;
        at.space();
        let unit = self.quantity_unit(&mut at)?;
        (number > 0.0).then_some((Quantity { amount: number * unit.amount, ..unit }, at.at))
    }

    fn quantity_unit(self, at: &mut Cursor<'_>) -> Option<Quantity> {
        let goes_on = |c: char| matches!(character(c), Some(Kind::Word | Kind::Number));
        let first = at.rest().bytes().next();
        let is_here = |unit: &str| {
            unit.bytes().next() == first && at.rest().strip_prefix(unit).is_some_and(|rest| !rest.starts_with(goes_on))
        };
        let (unit, amount, is_volume) = self.units.iter().find(|(unit, ..)| is_here(unit))?;
        at.at += unit.len();
        Some(Quantity { amount: *amount, is_volume: *is_volume })
    }

    /// The total that a list states: the last one, as it stands behind what it is made of, or else before.
    pub(super) fn total(self, span: Span) -> Option<Quantity> {
        let text = &self.tokens.folded.as_str()[..span.end as usize];
        let tokens = &self.tokens.all[self.tokens.at(span.start)..];
        let inside = tokens.iter().take_while(|token| token.start < span.end);
        let total = |at: u32| self.total_before(Cursor { text, at: at as usize });
        let behind = |at: u32| self.total_behind(Cursor { text, at: at as usize });
        let is_apart = |at: u32| at == 0 || text[..at as usize].ends_with(is_border);
        let may_begin =
            |token: &Token| (token.kind == Kind::Run || token.class.has(Class::TOTAL)) && is_apart(token.start);
        inside
            .filter_map(|token| match token.kind {
                Kind::Number if !token.goes_on => behind(token.start),
                Kind::Word | Kind::Run if may_begin(token) => total(token.start),
                _ => None,
            })
            .last()
    }

    /// "ad 100 ml", "per ml"
    fn total_before(self, mut at: Cursor<'_>) -> Option<Quantity> {
        at.words(&self.words.before_total)?;
        let start = at.at;
        at.space();
        if at.at == start {
            return None;
        }
        let number = at.number().unwrap_or(1.0);
        at.space();
        let unit = self.quantity_unit(&mut at)?;
        (number > 0.0).then_some(Quantity { amount: number * unit.amount, ..unit })
    }

    /// "1 ml Lösung enthält"
    fn total_behind(self, at: Cursor<'_>) -> Option<Quantity> {
        let (quantity, end) = self.quantity(at)?;
        let mut at = Cursor { at: end, ..at };
        at.text = &at.text[..at.text.floor_char_boundary(end + LONGEST_TO_TOTAL)];
        for _ in 0..=MOST_WORDS_TO_TOTAL {
            at.space();
            if self.words.behind_total.iter().any(|word| at.rest().starts_with(word.as_str())) {
                return Some(quantity);
            }
            let len = at.rest().find([' ', '\n', ',', ';', ':']).unwrap_or(at.rest().len());
            at.at += len;
        }
        None
    }
}

/// How many characters a measure has at most before its sign.
const LONGEST_MEASURE: usize = 16;

/// How many tokens there are at most from the first figure of an amount to the last.
const NEAR: usize = 12;

/// Words that may stand between a total and what says that it is one.
const MOST_WORDS_TO_TOTAL: usize = 3;

/// How far behind a total the words can stand that say so, in bytes.
const LONGEST_TO_TOTAL: usize = 120;

/// What may stand before the words that introduce a total.
fn is_border(c: char) -> bool {
    matches!(c, ' ' | '\n' | ',' | ';' | '.' | ':' | '/' | '(')
}

/// What a unit of strength is worth in parts per million, and of what.
struct Unit {
    scale: f64,
    measure: Measure,
}

#[derive(Clone, Copy)]
enum Bound {
    Most,
    Least,
}

impl Reader<'_> {
    /// The amount of an item: not one of something that a bracket names, as in "Fragrance (0.5% linalool)".
    pub(crate) fn of_item(self, item: Span, total: Option<Quantity>) -> Option<Amount> {
        let place = *self.places(item).first()?;
        let is_open = |c: char| matches!(c, '(' | '[');
        let text = self.tokens.folded.as_str();
        let before = &text[item.start as usize..place.at.start as usize];
        let inside = before.matches(is_open).count() > before.matches([')', ']']).count();
        let opens = before.trim_end().ends_with(is_open);
        let closes = text[place.at.end as usize..item.end as usize].trim_start().starts_with([')', ']']);
        if inside && !(opens && closes) { None } else { place.amount(total, self.spirit) }
    }

    /// Whether an item is an amount and nothing else, with or without a word for it: 含量 75%.
    pub(super) fn is_amount(self, item: Span) -> bool {
        let text = item.of(self.tokens.folded.as_str());
        let mut content = Cursor { text, at: 0 };
        content.words(&self.words.content);
        let lead = text.len() - content.rest().trim_start_matches([' ', ':']).len();
        let amount = Span { start: item.start + lead as u32, end: item.end };
        self.places(amount).first().is_some_and(|place| place.at == amount)
    }
}

#[cfg(test)]
mod tests;
