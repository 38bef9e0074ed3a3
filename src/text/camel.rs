//! Names that were run together, each with a capital: "WaterPropylene GlycolSD Alcohol 40-B".

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Shortest text in which names are looked for that were run together, in bytes.
const SHORTEST: usize = 18;

/// Where names begin in a text in which nothing parts them but their capitals; nowhere, where fewer than two do and none
/// directly behind an amount.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    // the comma of a locant parts nothing
    let is_locant = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    let is_parted = || {
        memchr::memchr_iter(b',', bytes).any(|at| !is_locant(at))
            || memchr::memchr2(b';', b'|', bytes).is_some()
            || text.contains("- ")
            || text.trim().contains(['\n', '•', '、', '，', '<'])
    };
    if bytes.len() < SHORTEST || is_parted() {
        return roles(bytes);
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut has_amount = false;
    let begins = |at: &usize| {
        let is_behind_amount = begins_behind_amount(&chars, *at);
        has_amount |= is_behind_amount;
        is_behind_amount || begins_name(&chars, *at)
    };
    let starts: Vec<usize> = (1..chars.len()).filter(begins).map(|at| chars[at].0).collect();
    if starts.len() < 2 && !has_amount { Vec::new() } else { starts }
}

/// Whether a name begins at a character that stands directly behind an amount: "5gEthanol", "10 mlWater".
fn begins_behind_amount(chars: &[(usize, char)], at: usize) -> bool {
    let is_small_next = chars.get(at + 1).is_some_and(|(_, next)| next.is_lowercase());
    let unit =
        chars[..at].iter().rev().take_while(|(_, c)| matches!(c, 'k' | 'm' | 'µ' | 'g' | 'l' | 'L')).take(3).count();
    let number = chars[..at - unit].iter().rev().map(|(_, c)| *c).find(|c| *c != ' ');
    chars[at].1.is_uppercase()
        && is_small_next
        && matches!(chars[at - 1].1, 'g' | 'l' | 'L')
        && number.is_some_and(|c| c.is_ascii_digit())
}

/// Where the roles stand that pages of a register of drugs print behind its names: "ALCOHOLInactive".
fn roles(bytes: &[u8]) -> Vec<usize> {
    static ACTIVE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("ctive"));
    let begins =
        |at: usize| ["A", "Ina"].iter().find(|role| bytes[..at].ends_with(role.as_bytes())).map(|role| at - role.len());
    let found = ACTIVE.find_iter(bytes).filter_map(begins);
    found.filter(|at| bytes[..*at].last().is_some_and(u8::is_ascii_uppercase)).collect()
}

/// Whether a name begins at a character that stands directly behind another one.
fn begins_name(chars: &[(usize, char)], at: usize) -> bool {
    let (before, first) = (chars[at - 1].1, chars[at].1);
    let is_small_next = chars.get(at + 1).is_some_and(|(_, next)| next.is_lowercase());
    // nothing below asks for more than three
    let count = |is_one: fn(char) -> bool| chars[..at].iter().rev().take_while(|(_, c)| is_one(*c)).take(4).count();
    let (letters, capitals) = (count(char::is_alphabetic), count(char::is_uppercase));
    if first.is_ascii_digit() {
        // "Alcohol1,2-Hexanediol"
        let locants: Vec<char> = chars[at + 1..].iter().map(|(_, c)| *c).take(3).collect();
        return letters > 3 && matches!(locants[..], [',', second, '-'] if second.is_ascii_digit());
    }
    first.is_uppercase()
        && match before {
            // "pH" and "McGregor" are one word
            _ if before.is_lowercase() => letters > 2,
            // "40-BNiacinamide", "ALCOHOLGlycerin", but not "SDAlcohol"
            _ if before.is_uppercase() => {
                is_small_next && (capitals > 3 || capitals == 1 && at > 1 && !chars[at - 2].1.is_alphabetic())
            }
            '0'..='9' | '.' | ')' => is_small_next,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_were_run_together_begin_at_their_capitals() {
        let parts = |text: &str| {
            let mut parts = text.to_owned();
            starts(text).into_iter().rev().for_each(|at| parts.insert(at, '|'));
            parts
        };
        for (text, parted) in [
            ("WaterPropylene GlycolSD Alcohol 40-BNiacinamide", "Water|Propylene Glycol|SD Alcohol 40-B|Niacinamide"),
            ("WaterAlcohol Denat.Glycerin (vegan)Squalane", "Water|Alcohol Denat.|Glycerin (vegan)|Squalane"),
            ("AquaEthanolGlycerin", "Aqua|Ethanol|Glycerin"),
            ("WaterSDAlcohol40BPropylene GlycolMinoxidil", "Water|SDAlcohol40B|Propylene Glycol|Minoxidil"),
            ("ВодаСпирт этиловыйГлицеринПантенол", "Вода|Спирт этиловый|Глицерин|Пантенол"),
            ("WaterAlcohol1,2-HexanediolGlycerin", "Water|Alcohol|1,2-Hexanediol|Glycerin"),
            ("WasserEthylalkoholGlycerin", "Wasser|Ethylalkohol|Glycerin"),
            ("ALCOHOLInactive; GLYCERINInactive, Active", "ALCOHOL|Inactive; GLYCERIN|Inactive, Active"),
            ("pH adjusted water with NaOH and DNA", "pH adjusted water with NaOH and DNA"),
            ("Salicylic acid 5gEthanol 70 mlWater", "Salicylic acid 5g|Ethanol 70 ml|Water"),
            ("Water, PropyleneGlycol, SodiumChloride", "Water, PropyleneGlycol, SodiumChloride"),
        ] {
            assert_eq!(parts(text), parted);
        }
    }
}
