//! Amounts where labels print them: "62 % v/v", "70-78 % V/V", "200 proof", "<1%", "20 000 ppm", "96 % 504.6 mg".
//!
//! A strength is a share of the whole. A quantity is a mass or a volume; it is worth something only where the label states
//! the total that it is a part of: "504.6 mg ... ad solutionem pro 1 ml".

use super::amount::{Amount, Measure, PURE_SPIRIT};
use super::lex::{Kind, Tokens};
use crate::language::Amounts;
use crate::lexicon::Lexicon;
use crate::ppm::Ppm;
use crate::text::{Span, is_word};

/// A mass in grams, or a volume in millilitres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quantity {
    pub(super) amount: f64,
    pub(super) is_volume: bool,
}

/// An amount where it is printed: a strength, a quantity, or one beside the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// In the folded text.
    pub(crate) at: Span,
    strength: Option<Amount>,
    quantity: Option<Quantity>,
}

impl Place {
    /// What it states. A quantity is a share of the total, and a strength beside it is that of what is measured out; none
    /// where no total is known.
    pub(crate) fn amount(&self, total: Option<Quantity>) -> Option<Amount> {
        match (self.quantity, total) {
            // Where quantities are stated, "ethanolum 96 per centum" is a grade.
            (None, total) => self.strength.filter(|strength| total.is_none() || strength.low < PURE_SPIRIT),
            (Some(quantity), Some(total)) => part(quantity, self.strength, total),
            (Some(quantity), None) => self.strength.filter(|_| quantity.is_volume),
        }
    }

    /// Whether it has a mass in it, or a volume where the total is known.
    pub(super) fn is_part(&self, has_total: bool) -> bool {
        self.quantity.is_some_and(|quantity| has_total || !quantity.is_volume)
    }
}

/// Density of ethanol at 20 C, in grams a millilitre.
const DENSITY: f64 = 0.789;

/// The share of a quantity, of some strength, in a total.
fn part(quantity: Quantity, strength: Option<Amount>, total: Quantity) -> Option<Amount> {
    let (share, measure) = match (quantity.is_volume, total.is_volume) {
        (false, false) => (quantity.amount / total.amount, Measure::Weight),
        (false, true) => (quantity.amount / total.amount, Measure::WeightInVolume),
        (true, true) => (quantity.amount / total.amount, Measure::Volume),
        (true, false) => (quantity.amount * DENSITY / total.amount, Measure::Weight),
    };
    let (low, high) = match strength {
        None => (Ppm::WHOLE, Ppm::WHOLE),
        Some(strength) if quantity.is_volume => (strength.low, strength.high),
        Some(strength) => strength.by_weight(),
    };
    let of = |strength: Ppm| Ppm((share * f64::from(strength.0)).round() as u32);
    (share <= 1.0).then(|| Amount { low: of(low), high: of(high), measure })
}

/// Reads the amounts of a text.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    tokens: &'a Tokens,
    words: &'a Amounts,
    units: &'a [(Box<str>, f64, bool)],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(tokens: &'a Tokens, lexicon: &'a Lexicon) -> Reader<'a> {
        Reader { tokens, words: &lexicon.language.amounts, units: &lexicon.units }
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
            if token.kind != Kind::Number || token.start < end {
                continue;
            }
            let Some(place) = self.place(index, Span { start: end, end: span.end }) else { continue };
            end = place.at.end;
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

    /// Whether two amounts with this between them are one: "96 % 504.6 mg", "70 % V/V, 20 mg".
    fn is_one(self, last: &Place, next: &Place) -> bool {
        let between = Span { start: last.at.end, end: next.at.start }.of(self.tokens.folded.as_str());
        between.len() <= 4 && between.chars().all(|c| matches!(c, ' ' | ')' | ':' | '='))
    }

    /// The amount whose first number is at a token; nothing of it stands outside the span.
    fn place(self, number: usize, span: Span) -> Option<Place> {
        let text = &self.tokens.folded.as_str()[..span.end as usize];
        let token = self.tokens.all[number];
        let mut start = token.start;
        // ".5 %"
        let is_fraction = text[..start as usize].ends_with(['.', ',']) && start > span.start;
        let before = &text[span.start as usize..start as usize];
        start -= u32::from(is_fraction && !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()));
        let at_number = Cursor { text, at: start as usize };
        let is_glued = text[..start as usize].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let strength = self.strength(at_number, &text[span.start as usize..start as usize]);
        if let Some((amount, from, end)) = strength {
            let at = Span::new(span.start as usize + from, end);
            return Some(Place { at, strength: Some(amount), quantity: None });
        }
        let (quantity, end) = self.quantity(at_number).filter(|_| !is_glued)?;
        Some(Place { at: Span::new(start as usize, end), strength: None, quantity: Some(quantity) })
    }

    /// A strength: what it is, how much of the text before belongs to it, from where, and where it ends.
    fn strength(self, mut at: Cursor<'_>, before: &str) -> Option<(Amount, usize, usize)> {
        let low = at.number()?;
        let (high, tolerance) = self.range(&mut at);
        at.space();
        let unit = self.unit(&mut at)?;
        let (low, high) = (low - tolerance, high.unwrap_or(low) + tolerance);
        let (low, high) = ((low * unit.scale).max(0.0), high * unit.scale);
        let high = if tolerance > 0.0 { high.min(1_000_000.0) } else { high };
        if low > 1_000_000.0 || high > 1_000_000.0 || low > high {
            return None;
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
        Some((amount, from, at.at))
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
        let mut volume = *at;
        if volume.words(&self.words.by_volume).is_some() {
            volume.strip(".");
            volume.space();
            volume.strip("-");
            volume.space();
            if volume.strip("%") {
                *at = volume;
                return percent(Measure::Volume);
            }
        }
        match at.words(&self.words.percent).unwrap_or_else(|| at.sign()) {
            "" => None,
            "°" => percent(Measure::Volume),
            "ppm" => Some(Unit { scale: 1.0, measure: Measure::Weight }),
            // US proof is twice the volume per cent.
            "proof" => Some(Unit { scale: 5_000.0, measure: Measure::Volume }),
            _ => percent(Measure::Unstated),
        }
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
            text.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(is_word) || !word.is_ascii())
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
        let goes_on = |c: char| c.is_ascii_alphanumeric() || ('\u{400}'..='\u{52f}').contains(&c);
        let is_here = |unit: &str| at.rest().strip_prefix(unit).is_some_and(|rest| !rest.starts_with(goes_on));
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
        inside
            .filter_map(|token| match token.kind {
                Kind::Number if !token.goes_on => behind(token.start),
                Kind::Word | Kind::Run if token.start == 0 || text[..token.start as usize].ends_with(is_border) => {
                    total(token.start)
                }
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

/// Words that may stand between a total and what says that it is one.
const MOST_WORDS_TO_TOTAL: usize = 3;

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

/// A place in a text that is read from left to right.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn strip(&mut self, sign: &str) -> bool {
        let is_here = self.rest().starts_with(sign);
        self.at += if is_here { sign.len() } else { 0 };
        is_here
    }

    /// The longest of these that stands here as whole words.
    fn words<'w>(&mut self, words: &'w [String]) -> Option<&'w str> {
        let is_whole = |word: &&String| {
            let rest = self.rest().strip_prefix(word.as_str());
            rest.is_some_and(|rest| !word.is_ascii() || !word.ends_with(is_word) || !rest.starts_with(is_word))
        };
        let word = words.iter().filter(is_whole).max_by_key(|word| word.len())?;
        self.at += word.len();
        Some(word)
    }

    /// A sign of strength; none is empty.
    fn sign(&mut self) -> &'static str {
        ["%", "°"].into_iter().find(|sign| self.strip(sign)).unwrap_or("")
    }

    /// "v/v", "w/w", "m/m", "w/v" and the like.
    fn ratio(&mut self) -> Option<Measure> {
        let mut next = *self;
        let mut letter = || {
            let letter = *next.rest().as_bytes().first().filter(|letter| b"vwmpg".contains(letter))?;
            next.at += 1;
            Some(letter)
        };
        let of = letter()?;
        next.space();
        let is_ratio = next.strip("/");
        next.space();
        let whole = *next.rest().as_bytes().first().filter(|_| is_ratio)?;
        let measure = match (of, whole) {
            (b'v', b'v') => Measure::Volume,
            (b'w' | b'm' | b'p' | b'g', b'v') => Measure::WeightInVolume,
            (b'w', b'w') | (b'm', b'm') | (b'p', b'p') | (b'g', b'g') => Measure::Weight,
            _ => return None,
        };
        next.at += 1;
        if next.rest().starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        *self = next;
        Some(measure)
    }

    /// A number; spaces or commas part thousands: "20 000 ppm".
    fn number(&mut self) -> Option<f64> {
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_mark = |at: usize, marks: &[u8]| bytes.get(at).is_some_and(|byte| marks.contains(byte));
        let whole = digits(0);
        let mut end = whole;
        if (1..=3).contains(&whole) {
            while is_mark(end, b" ,") && digits(end + 1) == 3 {
                end += 4;
            }
        }
        let has_thousands = end > whole;
        let marks: &[u8] = if has_thousands { b"." } else { b".," };
        if is_mark(end, marks) && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        let text = &self.rest()[..end];
        // A comma before three digits parts thousands; any other is a decimal comma.
        let has_comma = has_thousands && !text.starts_with('0');
        let number = text.replace(' ', "").replace(',', if has_comma { "" } else { "." }).parse().ok()?;
        self.at += end;
        Some(number)
    }
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
        if inside && !(opens && closes) { None } else { place.amount(total) }
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
mod tests {
    use super::*;
    use crate::label::View;
    use crate::lexicon::Class;
    use proptest::prelude::*;

    fn with<T>(text: &str, look: impl FnOnce(View<'_>) -> T) -> T {
        let lexicon = Lexicon::new(crate::builtin::language(), &[], &[]);
        let mut tokens = Tokens::default();
        tokens.read(&lexicon, text);
        look(View { lexicon: &lexicon, tokens: &tokens })
    }

    fn whole(view: View<'_>) -> Span {
        Span::new(0, view.text().len())
    }

    fn places(text: &str) -> Vec<Place> {
        with(text, |view| view.amounts().places(whole(view)))
    }

    fn of_item(text: &str, total: Option<Quantity>) -> Option<Amount> {
        with(text, |view| view.amounts().of_item(whole(view), total))
    }

    fn total(text: &str) -> Option<Quantity> {
        with(text, |view| view.amounts().total(whole(view)))
    }

    #[test]
    fn amounts_are_read_as_printed() {
        for (text, low, high, measure) in [
            ("alcohol 62 % v/v", 62.0, 62.0, Measure::Volume),
            ("alcohol (30% v/v)", 30.0, 30.0, Measure::Volume),
            ("alcohol 14 % by volume", 14.0, 14.0, Measure::Volume),
            ("0.1% tocopherol", 0.1, 0.1, Measure::Unstated),
            ("ethanolum 70-78 % v/v", 70.0, 78.0, Measure::Volume),
            ("aqua 7,5 % m/m", 7.5, 7.5, Measure::Weight),
            ("s.d. alcohol 39-c (86.5% w/w)", 86.5, 86.5, Measure::Weight),
            ("minoxidil 5% w/v", 5.0, 5.0, Measure::WeightInVolume),
            ("alcohol <1%", 0.0, 1.0, Measure::Unstated),
            ("alcohol 27 % minimum", 27.0, 100.0, Measure::Unstated),
            ("ethyl alcohol 200 proof", 100.0, 100.0, Measure::Volume),
            ("madecassoside 11 ppm", 0.0011, 0.0011, Measure::Weight),
            ("ethanolum 96 per centum", 96.0, 96.0, Measure::Unstated),
            ("alcool 70°", 70.0, 70.0, Measure::Volume),
            ("alcohol 14 vol.%", 14.0, 14.0, Measure::Volume),
            ("alcohol 70 vol.-%", 70.0, 70.0, Measure::Volume),
            ("ethanol 20 000 ppm", 2.0, 2.0, Measure::Weight),
            ("alcohol ≥ 60 % w/w", 60.0, 100.0, Measure::Weight),
            ("alcohol ≤5 % w/w", 0.0, 5.0, Measure::Weight),
            ("up to 10 % ethanol", 0.0, 10.0, Measure::Unstated),
            ("between 5 % and 25 % ethanol", 5.0, 25.0, Measure::Unstated),
            ("エタノール 76.9~81.4vol%", 76.9, 81.4, Measure::Volume),
            ("乙醇含量75%±5%(v/v)", 70.0, 80.0, Measure::Volume),
            ("에탄올 5 % 이하", 0.0, 5.0, Measure::Unstated),
            ("etanolo minimo 60 % p/p", 60.0, 100.0, Measure::Weight),
            ("alcool 40 % abv", 40.0, 40.0, Measure::Volume),
        ] {
            let amount = of_item(text, None).unwrap_or_else(|| panic!("no amount in {text}"));
            let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
            assert_eq!(amount, expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_belong_to_a_name_are_no_amounts() {
        for text in ["1,2-hexanediol", "polysorbate 20", "sd alcohol 40-b", "ci 77891", "peg/ppg-18/18 dimethicone"] {
            assert_eq!(of_item(text, None), None, "{text}");
        }
    }

    #[test]
    fn a_quantity_is_a_share_of_the_total() {
        for (text, total_text, low, high, measure) in [
            ("isopropanolum 63 g", "ad 100 g", 63.0, 63.0, Measure::Weight),
            ("ethanolum 96 per centum 500 mg", "pro 1 ml", 46.9, 48.0, Measure::WeightInVolume),
            ("ethanolum 70 % v/v", "pro 1 ml", 70.0, 70.0, Measure::Volume),
            ("alcohol 30 ml", "per 100 ml", 30.0, 30.0, Measure::Volume),
            ("alcohol 10 ml", "per 100 g", 7.89, 7.89, Measure::Weight),
        ] {
            let amount = of_item(text, total(total_text));
            let expected = Amount { low: Ppm::percent(low), high: Ppm::percent(high), measure };
            assert_eq!(amount, Some(expected), "{text} {total_text}");
        }
        let pro_1_ml = total("pro 1 ml");
        assert_eq!(of_item("ethanolum 96 per centum", pro_1_ml), None, "a grade");
        assert_eq!(of_item("alcohol 2 ml", pro_1_ml), None, "more than the whole");
        assert_eq!(of_item("ethanolum 96 per centum 500 mg", None), None, "no total");
    }

    #[test]
    fn quantities_are_read_with_their_units() {
        for (text, amount, is_volume) in [
            ("ethanolum 504.6 mg", 0.5046, false),
            ("isopropanolum 63 g", 63.0, false),
            ("спирт этиловый 95% 20 мл", 20.0, true),
            ("乙醇75毫升", 75.0, true),
            ("alcohol 1,5 ml", 1.5, true),
        ] {
            let found: Vec<Quantity> = places(text).iter().filter_map(|place| place.quantity).collect();
            assert_eq!(found, [Quantity { amount, is_volume }], "{text}");
        }
        for text in ["ci 77891", "peg-20 glyceryl laurate", "1,3-butylene glycol", "vitamin b12"] {
            assert_eq!(places(text), [], "{text}");
        }
    }

    #[test]
    fn a_total_is_known_by_the_words_around_it() {
        for (text, amount, is_volume) in [
            ("ethanolum 504.6 mg, aqua ad solutionem pro 1 ml.", 1.0, true),
            ("excipiens ad unguentum pro 1 g", 1.0, false),
            ("aqua q.s. ad 100 ml", 100.0, true),
            ("1 ml losung enthalt: minoxidil 20 mg", 1.0, true),
            ("100 g gel contient ethanol 40 g", 100.0, false),
            ("100ml中 エタノール 80ml", 100.0, true),
            ("each gram contains alcohol 300 mg", 1.0, false),
        ] {
            assert_eq!(total(text), Some(Quantity { amount, is_volume }), "{text}");
        }
        assert_eq!(total("aqua, alcohol 20 mg, glycerin"), None);
    }

    proptest! {
        #[test]
        fn amounts_stand_at_measures_and_nowhere_else(
            words in proptest::collection::vec(
                "[0-9]{1,4}|[0-9],[0-9]{3}| |,|\\.|%|mg|ml|g|l|г|мл|μg|毫升|°|per cent|proof|prozent|ppm|vol|v/v|alcohol|ci|-|±|to|max|\n",
                0..12,
            ),
        ) {
            let text = words.concat();
            with(&text, |view| {
                let all = view.all();
                for place in view.amounts().places(whole(view)) {
                    let inside = view.inside(place.at);
                    prop_assert!(all[inside].iter().any(|token| token.class.has(Class::MEASURE)), "{text:?} {place:?}");
                }
                Ok(())
            })?;
        }
    }
}
