//! Annotated catalogues: what is added, and that all else stays what it was.

use std::io;
use std::num::NonZeroUsize;

use crate::catalogue::layout::Layout;
use crate::catalogue::options::{HeaderRow, InputFormat, Wanted, Wishes};
use crate::catalogue::records::Records;
use crate::engine::Engine;
use crate::report::Printout;
use crate::report::annotation::{COLUMNS, Kept};
use crate::report::csv::Csv;
use crate::rule::RulePack;
use crate::scan::{Event, ScanError, ScanOptions, scan};
use proptest::prelude::*;

struct Annotated {
    bytes: Vec<u8>,
    layout: Option<Layout>,
}

fn annotate_with(engine: &Engine, catalogue: &[u8], kept: Kept, jobs: usize) -> Result<Annotated, ScanError> {
    let jobs = NonZeroUsize::new(jobs).unwrap();
    annotate_as(engine, catalogue, kept, &ScanOptions { jobs, ..ScanOptions::default() })
}

fn annotate_as(engine: &Engine, catalogue: &[u8], kept: Kept, options: &ScanOptions) -> Result<Annotated, ScanError> {
    let (mut nowhere, mut bytes, mut layout) = (io::sink(), Vec::new(), None);
    let mut printout = Printout::begin(&Csv { all: false }, &mut nowhere).unwrap().annotate(kept, &mut bytes);
    let mut hear = |event: Event<'_>| match event {
        Event::Layout(found) => layout = Some(found.clone()),
        Event::Receipt(_) => {}
    };
    scan("shop.csv", catalogue, engine, options, &mut printout, &mut hear)?;
    Ok(Annotated { bytes, layout })
}

fn engine() -> Engine {
    Engine::new(vec![RulePack::builtin()])
}

fn annotate(catalogue: &str, kept: Kept) -> String {
    String::from_utf8(annotate_with(&engine(), catalogue.as_bytes(), kept, 1).unwrap().bytes).unwrap()
}

const SD: &str = "needling/sd-alcohol,\"SD alcohol is listed: SD Alcohol 40-B is specially denatured ethanol, at most 50 \
                  % (listed second of two)\"";

#[test]
fn three_columns_stand_at_the_end_of_every_row() {
    let short = "unreadable,,it ends before the ingredients: 1 of the 2 fields it needs";
    for (catalogue, kept, annotated) in [
        ("id,inci\n1,Water\n", Kept::All, "id,inci,V,R,M\n1,Water,clear,,\n".to_owned()),
        ("id,inci\n1,Water", Kept::All, "id,inci,V,R,M\n1,Water,clear,,".to_owned()),
        ("\u{feff}id,inci\r\n1,Water\r\n", Kept::All, "\u{feff}id,inci,V,R,M\r\n1,Water,clear,,\r\n".to_owned()),
        (
            "id,inci\n1,\"Water, SD Alcohol 40-B\"\n",
            Kept::All,
            format!("id,inci,V,R,M\n1,\"Water, SD Alcohol 40-B\",avoid,{SD}\n"),
        ),
        ("id;inci\n1;Water\n", Kept::All, "id;inci;V;R;M\n1;Water;clear;;\n".to_owned()),
        ("id,inci,size\n1,\n", Kept::All, "id,inci,size,V,R,M\n1,,,unreadable,,it is empty\n".to_owned()),
        ("id,inci\n1\n", Kept::All, format!("id,inci,V,R,M\n1,,{short}\n")),
        ("id,inci\n,\n\n\n1,Water\n", Kept::All, "id,inci,V,R,M\n,,,,\n\n\n1,Water,clear,,\n".to_owned()),
        ("\n\nid,inci\n1,Water,,\n", Kept::All, "\n\nid,inci,V,R,M\n1,Water,,,clear,,\n".to_owned()),
        ("id,inci\n1,\"Water\n2,Water\n", Kept::All, "id,inci,V,R,M\n1,\"Water\n2,Water,clear,,\n".to_owned()),
        (
            "id,inci\n1,Water\r\n2,\"Water, SD Alcohol 40-B\"\r\n\r\n3\n4,\"Water\n,\n5,Water\n6,",
            Kept::Flagged,
            format!(
                "id,inci,V,R,M\n2,\"Water, SD Alcohol 40-B\",avoid,{SD}\r\n3,,{short}\n4,\"Water\n6,,unreadable,,it is empty"
            ),
        ),
        (
            "id,inci\n1,Water\n\n2,\n3,\"Water\r\n4,Water\r\n5,\r\n",
            Kept::Flagged,
            "id,inci,V,R,M\n2,,unreadable,,it is empty\n3,\"Water\r\n5,,unreadable,,it is empty\r\n".to_owned(),
        ),
        ("id,inci\n1,Water\n2,\"Aqua", Kept::Flagged, "id,inci,V,R,M\n2,\"Aqua".to_owned()),
    ] {
        let names = COLUMNS.join(&annotated[annotated.find('V').unwrap() - 1..][..1]);
        let annotated = ["V,R,M", "V;R;M"].iter().fold(annotated, |text, short| text.replace(short, &names));
        assert_eq!(annotate(catalogue, kept), annotated, "{catalogue:?}");
    }
}

#[test]
fn notes_are_flagged_too() {
    let catalogue = "id,inci\n1,\"Water, Moonflower Alcohol\"\n2,Water\n";
    let flagged = annotate(catalogue, Kept::Flagged);
    assert!(flagged.contains("1,\"Water, Moonflower Alcohol\",clear,label/unknown-alcohol,"), "{flagged}");
    assert_eq!(flagged.lines().count(), 2);
}

#[test]
fn without_a_header_no_column_has_a_name() {
    let columns = Wanted { ingredients: Some("2"), ..Wanted::default() };
    let wishes = Wishes { columns, header: HeaderRow::None, ..Wishes::default() };
    let options = ScanOptions { wishes, ..ScanOptions::default() };
    let annotated = annotate_as(&engine(), b"\xef\xbb\xbf\n1,Water\n2,\n", Kept::All, &options).unwrap();
    assert_eq!(annotated.bytes, "\u{feff}\n1,Water,clear,,\n2,,unreadable,,it is empty\n".as_bytes());
}

#[test]
fn what_is_added_is_written_as_its_row_is() {
    let engine = engine();
    for (list, added) in [
        ("Aqua, Crème Alcool".as_bytes(), "listed: Crème Alcool".as_bytes()),
        (b"Aqua, Cr\xe8me Alcool", b"listed: Cr\xe8me Alcool"),
        ("Aqua, 변성알코올".as_bytes(), "listed: 변성알코올".as_bytes()),
    ] {
        let catalogue = [b"inci,x\n\"", list, b"\",\n"].concat();
        let annotated = annotate_with(&engine, &catalogue, Kept::All, 1).unwrap().bytes;
        let text = String::from_utf8_lossy(&annotated);
        assert!(annotated.windows(added.len()).any(|window| window == added), "{text}");
    }
}

#[test]
fn what_cannot_come_back_as_it_was_is_refused() {
    let wishes = Wishes { format: Some(InputFormat::JsonLines), ..Wishes::default() };
    let json = ScanOptions { wishes, ..ScanOptions::default() };
    let utf16: Vec<u8> = "\u{feff}id,inci\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (catalogue, options, message) in [
        (&b"{\"inci\":\"Water\"}\n"[..], &json, "shop.csv is JSON Lines, and only text with delimiters"),
        (&utf16, &ScanOptions::default(), "shop.csv is UTF-16 LE, and only text with delimiters"),
    ] {
        let error = annotate_as(&engine(), catalogue, Kept::All, options).err().unwrap().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn an_annotated_file_is_not_annotated_again() {
    let once = annotate("id,inci\n1,Water\n", Kept::All);
    let error = annotate_with(&engine(), once.as_bytes(), Kept::All, 1).err().unwrap();
    assert_eq!(error.to_string(), "shop.csv:1: there is a column `needlint_verdict` already");
}

/// The catalogue that an annotation was made from: what was added is taken out of every record.
fn stripped(annotated: &[u8], catalogue: &[u8], delimiter: u8, columns: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = annotated;
    let mut copied = 0;
    let mut records = Records::new(catalogue, delimiter);
    while let Some(record) = records.read() {
        let Ok(record) = record else { continue };
        let end = record.start + record.bytes.len();
        let (row, added) = rest.split_at(end - copied);
        out.extend(row);
        copied = end;
        let missing = columns.saturating_sub(record.fields.len());
        let mut cells = Records::new(added, delimiter);
        let cells = cells.read().unwrap().unwrap();
        assert_eq!(cells.fields.len(), 1 + missing + 3, "{:?}", String::from_utf8_lossy(cells.bytes));
        assert!(cells.fields[..=missing].iter().all(|field| field.start == field.end));
        rest = &added[cells.bytes.len()..];
    }
    out.extend(rest);
    out
}

#[test]
fn without_the_columns_it_is_the_catalogue_again() {
    let engine = engine();
    let cell = prop_oneof![
        4 => "[a-c ]{0,4}",
        2 => Just("Water".to_owned()),
        2 => Just("\"Water, SD Alcohol 40-B\"".to_owned()),
        1 => Just("\"Aqua,\r\nAlcohol Denat.\"".to_owned()),
        1 => "[a,\"\r\né;]{0,8}",
    ];
    let end = prop::sample::select(&["\n", "\n", "\r\n", "\r", "\n\n", ""][..]);
    let row = (prop::collection::vec(cell, 0..6), end).prop_map(|(cells, end)| cells.join(",") + end);
    let rows = prop::collection::vec(row, 0..12).prop_map(|rows| rows.concat());
    let head = prop::sample::select(&["id,inci,size\n", "\u{feff}id,inci\r\n", "\n\ninci,\"a\nb\"\n", "inci\r"][..]);
    proptest!(|((head, rows) in (head, rows))| {
        let catalogue = format!("{head}{rows}");
        let Annotated { bytes, layout } = annotate_with(&engine, catalogue.as_bytes(), Kept::All, 2).unwrap();
        let columns = layout.unwrap().columns.count;
        let stripped = stripped(&bytes, catalogue.as_bytes(), b',', columns);
        prop_assert_eq!(String::from_utf8_lossy(&stripped).into_owned(), catalogue);
    });
}

#[test]
fn lines_that_are_too_long_come_back_too() {
    let catalogue = format!("id,inci\n1,Water\n{}\n2,Water\n", "x".repeat(40 << 20));
    let annotated = annotate_with(&engine(), catalogue.as_bytes(), Kept::All, 2).unwrap().bytes;
    let (head, rest) = annotated.split_at(annotated.iter().position(|byte| *byte == b'x').unwrap());
    assert!(head.ends_with(b"\n1,Water,clear,,\n"));
    assert!(rest.starts_with(&catalogue.as_bytes()[16..16 + (40 << 20)]));
    assert_eq!(&rest[40 << 20..], b"\n2,Water,clear,,\n");
}
