//! What bytes are taken for: text in Windows-1252 where they make sense as such, and else nothing that could pass for
//! another name; and what packed bytes are taken for.

use std::io::Write;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use needlint::trial::{Way, contents};
use needlint::{Engine, RulePack};
use proptest::prelude::*;

use crate::run::{gzip, scan_file};

/// What lists of these bytes are read as.
fn read(lists: &[Vec<u8>]) -> Vec<String> {
    let rows: Vec<u8> = lists.iter().flat_map(|list| [b"\"", &list[..], b"\"\n"].concat()).collect();
    let engine = Engine::new(vec![RulePack::builtin()]);
    let products = contents(&engine, &[b"inci\n", &rows[..]].concat(), Way::default()).unwrap();
    products.iter().map(|product| product[3].as_str().unwrap().to_owned()).collect()
}

/// Whether bytes that were read as this were taken for Windows-1252.
fn is_western(list: &[u8], text: &str) -> bool {
    text == WINDOWS_1252.decode_without_bom_handling(list).0
}

#[test]
fn what_western_europe_writes_makes_sense() {
    let texts = [
        "Sérum à l’éthanol dénaturé, huile d’amande douce",
        "Süßmandelöl, Weizenkeimöl, Weißer Tee, ÄTHANOL, Öl",
        "composição: água, álcool, fração, óleo de maçã – 20 °C, n° 5",
        "été, thé, à 96 %, crème brûlée®, « Eau thermale », “bio”, L’Œuf",
        "ÇA VA, 3 µm, ½ l, 2 m², n°5, Aloès†, ‘l’eau’, oléïque, naïveté",
        "Brændevin, smør på, blåbär, Känsliga läppar",
    ];
    assert_eq!(read(&texts.map(|text| WINDOWS_1252.encode(text).0.into_owned())), texts);
}

#[test]
fn what_is_written_in_other_encodings_makes_none() {
    let texts = [
        ("물, 에탄올", EUC_KR),
        ("Water, 변성알코올", EUC_KR),
        ("水、エタノール", SHIFT_JIS),
        ("Water, 変性アルコール", SHIFT_JIS),
        ("変性アルコール", EUC_JP),
        ("Water, 乙醇", GBK),
        ("酒精", GBK),
        ("酒精", BIG5),
        ("спирт", WINDOWS_1251),
        ("Aqua, спирт этиловый", KOI8_R),
        ("alkohol skażony", encoding_rs::WINDOWS_1250),
        ("αλκοόλη", encoding_rs::WINDOWS_1253),
        ("şarap alkolü", encoding_rs::WINDOWS_1254),
        ("אלכוהול", encoding_rs::WINDOWS_1255),
        ("كحول", encoding_rs::WINDOWS_1256),
        ("แอลกอฮอล์", encoding_rs::WINDOWS_874),
        ("Crème d’alcool", encoding_rs::MACINTOSH),
    ];
    let lists = texts.map(|(text, encoding)| encoding.encode(text).0.into_owned());
    for ((list, read), (text, encoding)) in lists.iter().zip(read(&lists)).zip(texts) {
        assert!(!is_western(list, &read), "{text} in {}", encoding.name());
    }
    let without_a_byte = b"Cr\xc3\xa8me, \xc3 ".to_vec();
    assert!(!is_western(&without_a_byte, &read(std::slice::from_ref(&without_a_byte))[0]));
}

#[test]
fn no_name_that_is_warned_against_can_hide() {
    let encodings: &[(&str, &[&Encoding])] = &[
        ("ko", &[EUC_KR]),
        ("ja", &[SHIFT_JIS, EUC_JP]),
        ("zh", &[GBK, BIG5]),
        ("ru", &[WINDOWS_1251, KOI8_R, encoding_rs::IBM866]),
        ("uk", &[WINDOWS_1251]),
    ];
    let pack: toml::Table = toml::from_str(include_str!("../../rules/needling.toml")).unwrap();
    let mut written = Vec::new();
    for substance in pack["substance"].as_array().unwrap() {
        for (language, encodings) in encodings {
            let names = substance.get("names").and_then(|names| names.get(language)?.as_array());
            for name in names.into_iter().flatten().map(|name| name.as_str().unwrap()) {
                let lists = encodings.iter().map(|encoding| encoding.encode(name));
                written.extend(lists.filter(|(_, _, is_lossy)| !is_lossy).map(|(list, _, _)| list.into_owned()));
            }
        }
    }
    assert!(written.len() > 100, "{}", written.len());
    for (list, read) in written.iter().zip(read(&written)).filter(|(list, _)| !list.is_ascii()) {
        assert!(!is_western(list, &read), "{read}");
    }
}

fn zstd(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 3).unwrap()
}

/// What is told of packed bytes that are no whole catalogue, and how many products were read of it.
fn fault(packed: &[u8]) -> (String, u64) {
    let run = scan_file("x", packed, &["--format", "csv"]);
    let errors: Vec<&str> =
        run.told.lines().filter_map(|line| line.strip_prefix("error: x cannot be read: ")).collect();
    (errors.concat(), run.count("products"))
}

#[test]
fn pieces_and_frames_are_read_one_after_another() {
    let skippable = |text: &[u8]| [b"\x50\x2a\x4d\x18\x02\0\0\0xx".to_vec(), zstd(text)].concat();
    for pack in [gzip, zstd, skippable] {
        let packed = [pack(b"id,"), pack(b""), pack(b"inci\n1,Water\n")].concat();
        assert_eq!(scan_file("x", &packed, &[]).count("clear"), 1);
    }
}

#[test]
fn what_is_cut_or_damaged_is_told() {
    for (pack, name) in [(gzip as fn(&[u8]) -> Vec<u8>, "gzip"), (zstd, "zstd")] {
        let head = pack(b"id,inci\n");
        let packed = [&head[..], &pack(b"1,Water\n")].concat();
        for len in head.len() + 1..packed.len() {
            let expected = format!("its {name} data ends too early, so the file is incomplete");
            assert_eq!(fault(&packed[..len]).0, expected, "{len} of {} bytes", packed.len());
        }
    }
    let rows: String = (0..100).map(|number| format!("\"Water, Glycerin {}\"\n", number * number)).collect();
    let mut packed = gzip(format!("inci\n{rows}").as_bytes());
    let middle = packed.len() / 2;
    packed[middle] ^= 0xff;
    let (fault, _) = fault(&packed);
    assert!(fault.starts_with("its gzip data is damaged ("), "{fault}");
}

#[test]
fn what_is_no_gzip_behind_gzip_is_told_once_all_before_it_was_read() {
    for behind in [&b"\n"[..], &[0; 512], b"\x1f\x8c", b"id,inci\n1,Water\n"] {
        let packed = [&gzip(b"id,"), &gzip(b"inci\n1,Water\n"), behind].concat();
        let expected = "its gzip data is followed by something that is not gzip";
        assert_eq!(fault(&packed), (expected.to_owned(), 1));
    }
    let broken_off = [&gzip(b"id,inci\n")[..], b"\x1f"].concat();
    assert_eq!(fault(&broken_off).0, "its gzip data ends too early, so the file is incomplete");
}

#[test]
fn what_would_take_much_memory_is_refused() {
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(27).unwrap();
    encoder.write_all(b"id,inci").unwrap();
    let packed = encoder.finish().unwrap();
    assert_eq!(fault(&packed).0, "its zstd data needs more than 8 MB of memory: decompress it first");
}

#[test]
fn encodings_are_known_by_their_first_bytes_or_the_first_that_are_no_utf8() {
    for (bytes, encoding) in [
        (&b"id,inci"[..], "UTF-8"),
        (b"\xef\xbb\xbfid", "UTF-8 with a byte order mark"),
        (b"\xff\xfei\0", "UTF-16 LE"),
        (b"\xfe\xff\0i", "UTF-16 BE"),
        (b"i\0d\0,\0", "UTF-16 LE"),
        (b"\0i\0d\0,", "UTF-16 BE"),
        (b"\x1c\xc8\x88\xd4,\0", "UTF-16 LE"),
        (b"id,inci\n1,Water", "UTF-8"),
        (b"id,inci\n1,Caf\xc3", "UTF-8"),
        (b"id,inci\n1,Caf\xe9\n2,Water", "not UTF-8, so read as Windows-1252"),
        (b"id,inci\n1,\xb9\xb0\n2,Caf\xe9", "neither UTF-8 nor Windows-1252"),
    ] {
        let told = scan_file("x", bytes, &["--ingredients", "1"]).told;
        assert!(told.lines().next().unwrap().ends_with(&format!("; {encoding}, comma")), "{bytes:?}: {told}");
    }
    for bytes in [&b"id,\0\0\0inci"[..], b"ingredients\0"] {
        let told = scan_file("x", bytes, &["--ingredients", "1"]).told;
        assert!(told.starts_with("error: x is binary data, not text\n"), "{bytes:?}: {told}");
    }
}

#[test]
fn bytes_are_read_as_what_makes_sense() {
    let lists = [&b"Cr\xc3\xa8me"[..], b"Cr\xe8me \x80", b"\xbf\xa1\xc5\xba"].map(<[u8]>::to_vec);
    assert_eq!(read(&lists), ["Crème", "Crème €", "\u{fffd}\u{fffd}ź"]);
}

/// A text in UTF-16 in both byte orders, with a mark.
fn utf16(units: impl IntoIterator<Item = u16>) -> [Vec<u8>; 2] {
    let units: Vec<u16> = std::iter::once(0xfeff).chain(units).collect();
    [u16::to_le_bytes, u16::to_be_bytes].map(|bytes| units.iter().copied().flat_map(bytes).collect())
}

/// The last list of a catalogue.
fn last_list(catalogue: &[u8]) -> String {
    let engine = Engine::new(vec![RulePack::builtin()]);
    contents(&engine, catalogue, Way::default()).unwrap().last().unwrap()[3].as_str().unwrap().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_comes_through_in_utf_16(text in "[^\0]{0,64}", times in prop::sample::select(vec![1, 2, 400])) {
        let text = format!("x{}", text.repeat(times));
        let catalogue = format!("inci\n\"{}\"\n", text.replace('"', "\"\""));
        for bytes in utf16(catalogue.encode_utf16()) {
            prop_assert!(last_list(&bytes) == text);
        }
    }
}
