//! The writer: a baseline out of findings by the million, in any order.

use std::io::{self, Write};

use super::entries::Entries;
use super::lines::HEADER;
use super::sorter::Sorter;

/// Makes a baseline. It takes some 10 MB of memory, and beyond that room for temporary files.
#[derive(Debug)]
pub(crate) struct Writer {
    sorter: Sorter,
}

impl Writer {
    pub(crate) fn new() -> Writer {
        Writer { sorter: Sorter::new() }
    }

    /// Takes findings that were gathered elsewhere. There should be no more of them than a few megabytes.
    pub(crate) fn append(&mut self, entries: &Entries) -> io::Result<()> {
        self.sorter.take(|own| own.extend(entries))
    }

    /// Writes the baseline, and gives the number of its findings. The output is the same in whatever order they came.
    pub(crate) fn finish(self, out: &mut dyn Write) -> io::Result<u64> {
        out.write_all(HEADER.as_bytes())?;
        self.sorter.write(out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Baseline;
    use super::*;
    use crate::fingerprint::{ListHash, fingerprint};
    use crate::text::fold;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn written(writer: Writer) -> (String, u64) {
        let mut out = Vec::new();
        let count = writer.finish(&mut out).unwrap();
        (String::from_utf8(out).unwrap(), count)
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let one = fingerprint("needling/sd-alcohol", "SKU-1", &fold("SD Alcohol 40-B"), 1);
        let mut writer = Writer::new();
        let (list, other) = (ListHash::of("Water, SD Alcohol 40-B"), ListHash::of("SD Alcohol 40-B"));
        let texts = ["needling/sd-alcohol", "SKU-1", "SD Alcohol 40-B"];
        writer.sorter.take(|own| own.push((one, list), texts)).unwrap();
        let (text, count) = written(writer);
        let line = format!("7c79e3b1d1d073fc6d0574e82bb8112b\tneedling/sd-alcohol\tSKU-1\tSD Alcohol 40-B\t{list}\n");
        assert_eq!((text.as_str(), count), (format!("{HEADER}{line}").as_str(), 1));
        let baseline = Baseline::read("x", text.as_bytes()).unwrap();
        assert!(baseline.recognise(one, list, || true) && !baseline.recognise(one, other, || true));
    }

    proptest! {
        #[test]
        fn memory_changes_nothing(
            findings in prop::collection::vec((0u8..40, "[ab]", "[a-c]"), 0..120),
            room in 1usize..4_000,
            by_batches: bool,
        ) {
            let of = |product: u8| fingerprint("a/b", &product.to_string(), &fold("Alcohol"), 1);
            let mut writer = Writer { sorter: Sorter::with_room(room) };
            for batch in findings.chunks(7) {
                let mut entries = Entries::default();
                for (product, list, ingredient) in batch {
                    let (key, texts) = ((of(*product), ListHash::of(list)), ["a/b", "p", ingredient]);
                    match by_batches {
                        true => entries.push(key, texts),
                        false => writer.sorter.take(|own| own.push(key, texts)).unwrap(),
                    }
                }
                writer.append(&entries).unwrap();
            }
            let mut plain: BTreeMap<(String, String), &str> = BTreeMap::new();
            for (product, list, ingredient) in &findings {
                let key = (of(*product).to_string(), ListHash::of(list).to_string());
                let kept = plain.entry(key).or_insert(ingredient);
                *kept = ingredient.as_str().min(kept);
            }
            let line = |((digits, list), text): (&(String, String), &&str)| format!("{digits}\ta/b\tp\t{text}\t{list}\n");
            let lines: String = plain.iter().map(line).collect();
            prop_assert_eq!(written(writer), (format!("{HEADER}{lines}"), plain.len() as u64));
        }
    }
}
