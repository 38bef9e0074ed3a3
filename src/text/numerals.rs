//! Percentages that are written in Chinese numerals: 百分之七十五, 七十％.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Span;

const BEFORE: &str = "百分之";
const BEHIND: [&str; 3] = ["%", "％", "パーセント"];

/// What finds them.
static FINDERS: LazyLock<[Finder<'_>; 4]> =
    LazyLock::new(|| [BEFORE, BEHIND[0], BEHIND[1], BEHIND[2]].map(Finder::new));

/// Fractions that are one character each, and what stands for them behind a whole number.
const FRACTIONS: [(char, &str); 5] = [('½', ".5"), ('¼', ".25"), ('¾', ".75"), ('⅓', ".33"), ('⅔', ".67")];

/// The percentages of a text that have a Chinese numeral or word in them, in order, each with what digits make of it; and
/// fractions before a sign for per cent.
pub(super) fn percentages(text: &str) -> Vec<(Span, String)> {
    if text.is_ascii() {
        return Vec::new();
    }
    let [before, behind @ ..] = &*FINDERS;
    let mut found: Vec<(Span, String)> = before
        .find_iter(text.as_bytes())
        .filter_map(|at| {
            let behind = &text[at + BEFORE.len()..];
            let number = &behind[..behind.find(|c| numeral(c).is_none()).unwrap_or(behind.len())];
            Some((Span::new(at, at + BEFORE.len() + number.len()), percentage(number)?))
        })
        .collect();
    for (sign, finder) in BEHIND.iter().zip(behind) {
        found.extend(finder.find_iter(text.as_bytes()).filter_map(|at| {
            let number = &text[text[..at].trim_end_matches(|c| numeral(c).is_some()).len()..at];
            let is_chinese = number.contains(|c| ('\u{3000}'..'\u{ff00}').contains(&c));
            Some((Span::new(at - number.len(), at + sign.len()), percentage(number).filter(|_| is_chinese)?))
        }));
    }
    let is_fraction = |c: char| FRACTIONS.iter().find(|(fraction, _)| *fraction == c);
    found.extend(text.match_indices(|c| is_fraction(c).is_some()).filter_map(|(at, fraction)| {
        let (_, decimals) = is_fraction(fraction.chars().next()?)?;
        let lead = if text[..at].ends_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
        let end = at + fraction.len();
        let is_percentage = text[end..].trim_start().starts_with(['%', '％']);
        is_percentage.then(|| (Span::new(at, end), format!("{lead}{decimals}")))
    }));
    found.sort_by_key(|(at, _)| at.start);
    found.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    found
}

/// What a sign of a number means.
#[derive(Clone, Copy)]
enum Numeral {
    Digit(u32),
    Times(u32),
    Point,
}

fn numeral(c: char) -> Option<Numeral> {
    const DIGITS: &str = "〇一二三四五六七八九";
    Some(match c {
        '零' => Numeral::Digit(0),
        '十' => Numeral::Times(10),
        '百' => Numeral::Times(100),
        '点' | '點' | '.' => Numeral::Point,
        '0'..='9' => Numeral::Digit(u32::from(c) - u32::from('0')),
        '０'..='９' => Numeral::Digit(u32::from(c) - u32::from('０')),
        c => Numeral::Digit(DIGITS.chars().position(|digit| digit == c)? as u32),
    })
}

/// A number with the sign for per cent behind it, if it is one that a percentage can be.
fn percentage(number: &str) -> Option<String> {
    let (mut whole, mut digits, mut decimals): (u32, Option<u32>, Option<String>) = (0, None, None);
    for numeral in number.chars().filter_map(numeral) {
        match (numeral, &mut decimals) {
            (Numeral::Digit(digit), Some(decimals)) => decimals.push_str(&digit.to_string()),
            (Numeral::Digit(digit), None) => digits = Some(digits.unwrap_or(0).min(100) * 10 + digit),
            (Numeral::Times(times), None) => whole += digits.take().unwrap_or(1) * times,
            (Numeral::Point, None) if !number.starts_with('.') => decimals = Some(String::from(".")),
            _ => return None,
        }
    }
    let whole = whole + digits.unwrap_or(0);
    let decimals = decimals.filter(|decimals| decimals.len() > 1).unwrap_or_default();
    (!number.is_empty() && whole <= 100).then(|| format!("{whole}{decimals}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_are_read_as_digits() {
        for (text, read) in [
            ("乙醇百分之七十五", "乙醇75%"),
            ("百分之75的乙醇", "75%的乙醇"),
            ("酒精百分之百，水", "酒精100%，水"),
            ("乙醇百分之零点五、水", "乙醇0.5%、水"),
            ("エタノール七十％", "エタノール70%"),
            ("エタノール七五パーセント", "エタノール75%"),
            ("十二烷基硫酸钠２％", "十二烷基硫酸钠２％"),
            ("百分之几的水", "百分之几的水"),
            ("Alcohol 70½ %, ¼ %", "Alcohol 70.5 %, 0.25 %"),
            ("½ teaspoon", "½ teaspoon"),
        ] {
            let mut digits = text.to_owned();
            for (at, number) in percentages(text).into_iter().rev() {
                digits.replace_range(at.range(), &number);
            }
            assert_eq!(digits, read);
        }
    }
}
