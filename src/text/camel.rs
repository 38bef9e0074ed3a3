//! Names that were run together, each with a capital: "WaterPropylene GlycolSD Alcohol 40-B".

/// Shortest text in which names are looked for that were run together, in bytes.
const SHORTEST: usize = 20;

/// Where names begin in a text in which nothing parts them but their capitals; nowhere, where fewer than two do.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_parted =
        || memchr::memchr3(b',', b';', b'|', bytes).is_some() || text.contains(['\n', '•', '、', '，', '<']);
    if bytes.len() < SHORTEST || is_parted() {
        return roles(bytes);
    }
    let starts: Vec<usize> = (1..bytes.len()).filter(|at| begins_name(bytes, *at)).collect();
    if starts.len() < 2 { Vec::new() } else { starts }
}

/// Where the roles stand that pages of a register of drugs print behind its names: "ALCOHOLInactive".
fn roles(bytes: &[u8]) -> Vec<usize> {
    let found = ["Active", "Inactive"].into_iter().flat_map(|role| memchr::memmem::find_iter(bytes, role));
    found.filter(|at| bytes[..*at].last().is_some_and(u8::is_ascii_uppercase)).collect()
}

/// Whether a name begins at a capital that stands directly behind another one.
fn begins_name(bytes: &[u8], at: usize) -> bool {
    let (before, first) = (bytes[at - 1], bytes[at]);
    let is_small_next = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    let letters = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    first.is_ascii_uppercase()
        && match before {
            // "pH" and "McGregor" are one word
            b'a'..=b'z' => letters > 2,
            b'A'..=b'Z' | b'0'..=b'9' => is_small_next && (letters != 1 || at > 1 && bytes[at - 2] == b'-'),
            b'.' | b')' => is_small_next,
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
            ("AquaEthanolGlycerin", "AquaEthanolGlycerin"),
            ("WasserEthylalkoholGlycerin", "Wasser|Ethylalkohol|Glycerin"),
            ("ALCOHOLInactive; GLYCERINInactive, Active", "ALCOHOL|Inactive; GLYCERIN|Inactive, Active"),
            ("pH adjusted water with NaOH and DNA", "pH adjusted water with NaOH and DNA"),
            ("Water, PropyleneGlycol, SodiumChloride", "Water, PropyleneGlycol, SodiumChloride"),
        ] {
            assert_eq!(parts(text), parted);
        }
    }
}
