//! A look at the archive of a workbook before it is read: one that was forged may ask for more memory than there is.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The largest part that is unpacked, in bytes.
const LARGEST_PART: u64 = 256 << 20;

/// The part with the texts that cells refer to. How many there are stands at its start, and room is made for them.
const TEXTS: &str = "sharedstrings.xml";

/// How much of that part is looked at.
const START: u64 = 4 << 10;

/// The shortest text there: `<si/>`.
const SHORTEST_TEXT: u64 = 5;

/// Says what is wrong with an archive that cannot be read in reasonable memory. One that is broken in another way passes.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    for place in 0..archive.len() {
        let Ok(mut part) = archive.by_index(place) else { continue };
        let name = part.name().unwrap_or_default().into_owned();
        if part.size() > LARGEST_PART {
            return Err(format!("its part {name} is larger than 256 MB when decompressed: export the sheet as CSV"));
        }
        if name.to_ascii_lowercase().ends_with(TEXTS) {
            let size = part.size();
            let mut start = Vec::new();
            // what is no text or breaks off is told when it is read
            let _ = part.by_ref().take(START).read_to_end(&mut start);
            if texts(&start).is_some_and(|texts| texts > size / SHORTEST_TEXT) {
                return Err("it claims to contain more texts than fit in it".into());
            }
        }
    }
    Ok(())
}

/// How many texts a part claims to hold that begins like this.
fn texts(start: &[u8]) -> Option<u64> {
    let start = String::from_utf8_lossy(start);
    let (_, behind) = start.split_once("uniqueCount=")?;
    let digits = behind.trim_start_matches(['"', '\'']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    // a number that no integer holds is more than any room
    Some(digits[..end].parse().unwrap_or(if end == 0 { 0 } else { u64::MAX }))
}
