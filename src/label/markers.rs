//! Names whose place in a list, or the law, says something of the names around them.
//!
//! Keys: lower case, no accents, letters and digits only.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::ppm::Ppm;
use super::quantity::has_digit;
use crate::text::{Key, Starts, is_word, key_chars};

/// Names that the law of the EU caps at one per cent or less in every use, with the cap in parts per million.
/// Regulation (EC) 1223/2009, annexes III and V; a cap on an acid is turned into one on the salt that a label names.
/// Names with a use that is not capped are left out, such as benzyl alcohol, which is also a solvent, sodium benzoate,
/// which may reach 2.95 % in a shampoo, the sulfites of hair straighteners, or chlorhexidine, which is a drug as well.
const CAPPED: &[(&[&str], u32)] = &[
    (&["phenoxyethanol", "2phenoxyethanol", "fenoxyethanol", "phenoxyethanolum"], 10_000),
    (&["페녹시에탄올", "феноксиэтанол", "フェノキシエタノール", "苯氧乙醇"], 10_000),
    (&["phenoxyisopropanol"], 10_000),
    (&["sorbicacid", "acidumsorbicum", "소르빅애씨드", "ソルビン酸", "山梨酸"], 6_000),
    (&["potassiumsorbate", "kaliisorbas", "포타슘소르베이트", "сорбаткалия", "ソルビン酸k", "山梨酸钾"], 8_000),
    (&["sodiumsorbate"], 7_200),
    (&["calciumsorbate"], 7_100),
    (&["methylparaben", "메틸파라벤", "метилпарабен", "メチルパラベン", "羟苯甲酯"], 4_400),
    (&["ethylparaben", "에틸파라벤", "этилпарабен", "エチルパラベン", "羟苯乙酯"], 4_400),
    (&["sodiummethylparaben", "sodiumethylparaben"], 5_000),
    (
        &[
            "propylparaben",
            "butylparaben",
            "프로필파라벤",
            "부틸파라벤",
            "пропилпарабен",
            "プロピルパラベン",
            "羟苯丙酯",
        ],
        1_400,
    ),
    (&["dehydroaceticacid"], 6_000),
    (&["sodiumdehydroacetate"], 6_900),
    (&["formicacid"], 5_000),
    (&["sodiumformate"], 7_400),
    (&["dmdmhydantoin", "디엠디엠하이단토인"], 6_000),
    (&["imidazolidinylurea"], 6_000),
    (&["diazolidinylurea"], 5_000),
    (&["sodiumhydroxymethylglycinate"], 5_000),
    (&["chlorphenesin", "클로페네신", "хлорфенезин", "クロルフェネシン", "氯苯甘醚"], 3_000),
    (&["dichlorobenzylalcohol"], 1_500),
    (&["methylchloroisothiazolinone", "methylisothiazolinone", "метилизотиазолинон"], 15),
    (&["iodopropynylbutylcarbamate"], 200),
    (&["polyaminopropylbiguanide"], 1_000),
    (&["2bromo2nitropropane13diol", "bronopol", "5bromo5nitro13dioxane"], 1_000),
    (&["ocymen5ol", "bromochlorophene", "dimethyloxazolidine", "glutaral"], 1_000),
    (&["piroctoneolamine"], 10_000),
    (&["pchloromcresol"], 2_000),
    (&["ophenylphenol"], 2_000),
    (&["ethyllauroylarginatehcl"], 4_000),
    (&["hydroxyethoxyphenylbutanone"], 7_000),
    (&["methenamine", "benzylhemiformal"], 1_500),
    (&["7ethylbicyclooxazolidine"], 3_000),
    (&["bht", "비에이치티"], 8_000),
];

/// Perfume, under the name that it has in Korean lists, where the law lets it stand anywhere.
const PERFUME_ANYWHERE: &[&str] = &["향료"];

/// Colourants that labels name without their Colour Index number. They come last, in any order and any amount.
const COLOURANTS: &[&str] = &[
    "ironoxides",
    "ironoxide",
    "titaniumdioxide",
    "mica",
    "ultramarines",
    "chromiumoxidegreens",
    "carmine",
    "bismuthoxychloride",
    "manganeseviolet",
    "ferricferrocyanide",
    "caramel",
    "annatto",
    "betacarotene",
];

/// Names of one and the same thing, which some labels list one after another as if they were several.
const SYNONYMS: &[&[&str]] = &[WATER, &["parfum", "fragrance", "perfume", "aroma", "profumo"]];

/// Water, which most lists begin with.
const WATER: &[&str] = &[
    "aqua",
    "water",
    "eau",
    "wasser",
    "agua",
    "acqua",
    "вода",
    "purifiedwater",
    "deionizedwater",
    "정제수",
    "水",
    "aquawater",
    "aquawatereau",
    "wateraquaeau",
    "wateraqua",
    "watereau",
    "精製水",
];

/// What the tables say of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Marker {
    /// The most that the law allows of what it stands for.
    pub(super) cap: Option<Ppm>,
    /// Whether it may stand anywhere in a list, or behind all others, whatever its amount.
    pub(super) is_out_of_order: bool,
    /// Which of the things it is that have several names on one label.
    synonym: Option<usize>,
}

impl Marker {
    /// What the tables say of a plain name.
    pub(super) fn of(plain: &str) -> Marker {
        let whole = known(plain);
        // "Phenoxyethanol (preservative)" is capped like the name before its bracket
        let cap = match memchr::memchr3(b'(', b'[', b'/', plain.as_bytes()) {
            Some(end) => known(&plain[..end]).cap,
            None => whole.cap,
        };
        Marker { cap, is_out_of_order: whole.is_out_of_order || is_colour_index(plain), ..whole }
    }

    /// Whether two names that follow each other are two names of one thing.
    pub(super) fn is_synonym(self, next: Marker) -> bool {
        self.synonym.is_some() && self.synonym == next.synonym
    }
}

/// What the tables say of a name, apart from what numbers and brackets say.
fn known(plain: &str) -> Marker {
    static KNOWN: LazyLock<FxHashMap<&str, Marker>> = LazyLock::new(tables);
    static STARTS: LazyLock<Starts> = LazyLock::new(|| {
        let mut starts = Starts::new();
        KNOWN.keys().for_each(|name| starts.enter(start(name)));
        starts
    });
    let known = STARTS.hold(start(plain)).then(|| KNOWN.get(Key::of_plain(plain).as_str()).copied());
    known.flatten().unwrap_or_default()
}

/// How the key of a name begins.
fn start(plain: &str) -> u32 {
    key_chars(plain).take(3).fold(0, |start, c| start << 8 ^ u32::from(c))
}

fn tables() -> FxHashMap<&'static str, Marker> {
    let mut known: FxHashMap<&str, Marker> = FxHashMap::default();
    for (name, cap) in CAPPED.iter().flat_map(|(names, cap)| names.iter().map(|name| (*name, *cap))) {
        known.entry(name).or_default().cap = Some(Ppm(cap));
    }
    for name in PERFUME_ANYWHERE.iter().chain(COLOURANTS) {
        known.entry(name).or_default().is_out_of_order = true;
    }
    for (thing, names) in SYNONYMS.iter().enumerate() {
        names.iter().for_each(|name| known.entry(name).or_default().synonym = Some(thing));
    }
    known
}

/// A longer name, in bytes and with its punctuation, is not looked up as one of water.
const LONGEST_WATER: usize = 40;

/// Whether a plain name is water and nothing else.
pub(super) fn is_water(plain: &str) -> bool {
    let is_named =
        |first: u8| WATER.iter().any(|name| name.as_bytes()[0] == first && key_chars(plain).eq(name.chars()));
    let first = plain.bytes().find(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
    plain.len() <= LONGEST_WATER && first.is_some_and(is_named)
}

/// Colour Index numbers: "CI 77891", "Red 33 (CI 17200)".
fn is_colour_index(plain: &str) -> bool {
    if !has_digit(plain) || !plain.contains("ci") {
        return false;
    }
    let mut words = plain.split(|c: char| !is_word(c)).peekable();
    while let Some(word) = words.next() {
        let number = if word == "ci" { words.peek().copied() } else { word.strip_prefix("ci") };
        if number.is_some_and(|n| n.len() == 5 && n.bytes().all(|b| b.is_ascii_digit())) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_hold_for_a_name_with_its_translation() {
        for name in ["phenoxyethanol", "phenoxyethanol (preservative)", "феноксиэтанол", "페녹시에탄올"]
        {
            assert_eq!(Marker::of(name).cap, Some(Ppm::ONE_PERCENT), "{name}");
        }
        assert_eq!(Marker::of("benzyl alcohol").cap, None);
    }

    #[test]
    fn colourants_and_korean_perfume_stand_where_they_like() {
        for name in ["ci 77891", "titanium dioxide (ci77891)", "red 33 (ci 17200)", "mica", "향료"] {
            assert!(Marker::of(name).is_out_of_order, "{name}");
        }
        assert!(!Marker::of("citric acid").is_out_of_order);
    }
}
